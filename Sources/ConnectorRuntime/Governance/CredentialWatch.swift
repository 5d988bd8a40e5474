import CanonicalModel
import ConnectorKit
import ConnectorStore
import Governance
import JSON

/// Tells the owners of service identities when a secret is to be replaced, or an identity ends.
///
/// A case stays open until the file gives another date; then the next start closes it.
struct CredentialWatch {
    /// The kind of the cases; the subject is the identity.
    static let kind = "credential_ageing"

    let settings: RuntimeSettings
    let store: any RuntimeStore

    /// Raises the cases of a day, each once.
    ///
    /// - Returns: When to look again: the beginning of the next day.
    func look(at now: Instant) async throws(StoreError) -> Instant {
        let today = settings.day(of: now)
        var raised: [StateChange] = []
        for proposal in proposals(on: today) {
            let open = try await store.openCase(key: proposal.key)
            if open?.proposal.says(what: proposal) != true { raised.append(.caseRaised(proposal)) }
        }
        if !raised.isEmpty { _ = try await store.commit(raised, by: Engine.actor, at: now) }
        return settings.zone?.end(of: today) ?? Instant(seconds: Int64(today.adding(days: 1).daysSince1970) * 86_400)
    }

    /// Closes the cases of identities that have been put right, or that nobody lists any more.
    func closeRenewed(at now: Instant) async throws(StoreError) {
        let ageing = Set(proposals(on: settings.day(of: now)).map(\.key))
        let renewed = try await store.cases(onlyOpen: true)
            .filter { $0.proposal.kind == Self.kind && !ageing.contains($0.proposal.key) }
        guard !renewed.isEmpty else { return }
        let reason = "the governance file gives other dates, or lists the identity no more"
        let changes = renewed.map { $0.resolved(because: reason) }
        _ = try await store.commit(changes, by: Engine.actor, at: now)
    }

    private func proposals(on day: CalendarDate) -> [CaseProposal] {
        settings.governance.identities.identities.compactMap { identity in
            identity.finding(at: day).map { finding in
                CaseProposal(
                    kind: Self.kind,
                    subject: identity.name,
                    severity: finding.severity == .refusal ? .error : .warning,
                    owner: identity.owner,
                    summary: "\(finding.message): rule \(finding.rule)",
                    detail: [
                        "identity": .string(identity.name),
                        "secrets": .array(identity.secrets.sorted().map(JSON.string)),
                        "scope": .string(identity.scope), "since": .string(identity.since.text),
                        "due": JSON(identity.due?.text), "until": JSON(identity.until?.text),
                        "rule": .string(finding.rule.name), "origin": .string(finding.rule.origin.description),
                    ],
                    remedy: .acknowledge,
                    topics: [identity.name]
                )
            }
        }
    }
}
