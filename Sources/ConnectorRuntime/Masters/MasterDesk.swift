import CanonicalModel
public import ConnectorStore
import ConstructionFlows
import Governance
import JSON

/// Where what a comparison of masters found becomes cases: one for each entry that differs in a place, or one for the place
/// where many do.
///
/// A later comparison closes the cases of what it does not find any more.
public struct MasterDesk: Sendable {
    /// The kind of the cases; the subject is kind of master, place and key, or kind and place.
    static let kind = "masters_differ"
    /// How many entries of one place have a case each; more have one together.
    static let most = 20

    private let settings: RuntimeSettings
    private let store: any RuntimeStore

    /// Creates a desk.
    public init(settings: RuntimeSettings, store: any RuntimeStore) {
        self.settings = settings
        self.store = store
    }

    /// Raises and closes cases.
    ///
    /// - Parameters:
    ///   - report: What was found.
    ///   - actor: Who compared, for example `system:purlin`.
    /// - Throws: ``StoreError`` if that cannot be made durable.
    public func note(_ report: MasterReport, by actor: String) async throws(StoreError) {
        do throws(StoreError) {
            try await commit(report, by: actor)
        } catch .conflict {
            // A person was faster with one of them.
            try await commit(report, by: actor)
        }
    }

    private func commit(_ report: MasterReport, by actor: String) async throws(StoreError) {
        let waiting = Set(report.differences.filter(\.isOnItsWay).map(\.subject))
        let changes = try await store.standing(
            proposals(of: report),
            of: Self.kind,
            elseClosedBecause: "both sides agree, or another case names it now"
        ) { open in
            !waiting.contains(open.proposal.subject) && report.judged.contains { $0.isOf(open.proposal.detail) }
        }
        if !changes.isEmpty { _ = try await store.commit(changes, by: actor, at: report.at) }
    }

    private func proposals(of report: MasterReport) -> [CaseProposal] {
        let found = Dictionary(grouping: report.differences.filter { !$0.isOnItsWay }) {
            MasterReport.Place(master: $0.master, holder: $0.holder)
        }
        let differing = found.flatMap { place, differences in
            let entries = Dictionary(grouping: differences, by: \.subject)
            return entries.count > Self.most ? [together(place, differences)] : entries.values.map { single($0) }
        }
        let failures = report.gaps.filter(\.isFailure).compactMap { unread($0) }
        return (differing + failures).sorted { $0.subject < $1.subject }
    }
}

// MARK: - What people are told

extension MasterDesk {
    private func single(_ differences: [MasterDifference]) -> CaseProposal {
        let first = differences[0]
        let texts = differences.map { "\($0.text): \($0.advice)" }.joined(separator: "; ")
        return proposal(
            first.subject,
            MasterReport.Place(master: first.master, holder: first.holder),
            owner: first.owner,
            "\(first.master.words) \(first.key): \(texts); if it is to stay so, reject the case with the reason",
            naming: differences,
            topics: [first.key]
        )
    }

    private func together(_ place: MasterReport.Place, _ differences: [MasterDifference]) -> CaseProposal {
        let sorted = differences.sorted { ($0.key, $0.kind.rawValue) < ($1.key, $1.kind.rawValue) }
        let first = sorted.first.map { "\($0.key): \($0.text)" } ?? ""
        return proposal(
            place.subject,
            place,
            owner: sorted.first?.owner ?? .configuration,
            "\(sorted.count) differences of \(place.master.words) lists in \(place.holder.words) (\(first), and "
                + "\(sorted.count - 1) more); 'purlin masters compare' names each: put one of the sides right",
            naming: sorted,
            topics: []
        )
    }

    private func unread(_ gap: MasterReport.Gap) -> CaseProposal? {
        guard let system = gap.system else { return nil }
        let place = MasterReport.Place(master: gap.master, holder: .system(system))
        return proposal(
            "\(place.subject)/-/unread",
            place,
            owner: .system(system),
            "the list of \(gap.master.words) entries of \(system) could not be read and was not compared: \(gap.reason)",
            naming: [],
            topics: []
        )
    }

    private func proposal(
        _ subject: String,
        _ place: MasterReport.Place,
        owner: MasterHolder,
        _ summary: String,
        naming differences: [MasterDifference],
        topics: [String]
    ) -> CaseProposal {
        CaseProposal(
            kind: Self.kind,
            subject: subject,
            severity: .warning,
            owner: role(of: owner, place.master),
            summary: summary,
            detail: [
                "master": .string(place.master.rawValue), "holder": .string(place.holder.name),
                "differences": .array(differences.prefix(Self.most).map(\.json)),
                "more": .integer(Int64(max(differences.count - Self.most, 0))),
            ],
            remedy: .acknowledge,
            topics: topics
        )
    }

    /// The role that answers for the owner of a list.
    private func role(of owner: MasterHolder, _ master: MasterKind) -> String {
        guard case .system(let name) = owner, let interface = settings.governance.interfaces.systems?[name] else {
            return settings.operatorRole
        }
        return interface.terms(of: master.object).owner
    }
}

extension MasterReport.Place {
    /// What cases of the place are called.
    fileprivate var subject: String { "\(master.rawValue)/\(holder.name)" }

    /// Whether a case is of this place.
    fileprivate func isOf(_ detail: JSON) -> Bool {
        detail["master"]?.stringValue == master.rawValue && detail["holder"]?.stringValue == holder.name
    }
}

extension MasterDifference {
    /// What its case is called.
    fileprivate var subject: String { "\(master.rawValue)/\(holder.name)/\(key)" }

    /// What to do.
    fileprivate var advice: String {
        switch kind {
        case .missing where owner == .configuration:
            "'purlin replay --key \(key)' shows whether it was delivered there; else add it there, or take it out of the "
                + "configuration"
        case .missing: "add it there, or archive it in \(owner.words)"
        case .unknown: "add it to \(owner.words), or archive it there"
        case .differs where holder == owner: "say the same of it everywhere"
        case .differs: "correct what is wrong; the word of \(owner.words) counts"
        case .otherKey: "give it one key on both sides"
        case .repeated: "archive all but one"
        case .mappedToNothing: "map it to what is in use, or put it in use again in \(owner.words)"
        }
    }
}
