public import CanonicalModel
public import ConnectorStore
import Governance
import JSON

/// Somebody who is not there any more, though something of theirs is open.
public struct Departure: Sendable, Hashable {
    /// Something that is open.
    public struct Item: Sendable, Hashable {
        /// What it is: a delegation's number, a request's id or a case's number.
        public let subject: String
        /// What the person has to do with it.
        public let text: String
    }

    /// The person's id.
    public let person: String
    /// Their last day; `nil` for one whom the configuration does not list any more.
    public let until: CalendarDate?
    /// What is open, delegations first.
    public let items: [Item]
}

/// Finds what people leave behind.
///
/// Requests and cases belong to roles. What a person has to do with them is that they asked or put them on hold; where
/// nobody else who is there has a role of theirs, all that waits for it. What they signed counts, and needs nobody.
public struct Departures: Sendable {
    private let settings: RuntimeSettings
    private let store: any RuntimeStore

    /// Looks at a store.
    public init(settings: RuntimeSettings, store: any RuntimeStore) {
        self.settings = settings
        self.store = store
    }

    /// Everybody who has left something open, by name.
    ///
    /// - Throws: ``StoreError`` if the store cannot be read.
    public func open(at now: Instant) async throws(StoreError) -> [Departure] {
        let today = settings.day(of: now)
        let present = settings.people.filter { !$0.hasLeft(by: today) }
        let there = Set(present.map(\.id))
        let heldRoles = present.reduce(into: Set<String>()) { $0.formUnion($1.roles) }
        var items: [String: [Departure.Item]] = [:]
        func add(_ person: String, _ subject: String, _ text: String) {
            guard !there.contains(person) else { return }
            items[person, default: []].append(Departure.Item(subject: subject, text: text))
        }
        for delegation in try await DelegationLedger.read(from: store).delegations
        where delegation.revokedBy == nil && delegation.until >= today {
            let subject = "delegation \(delegation.number)"
            add(delegation.from, subject, "\(delegation.to) signs in their place until \(delegation.until.text)")
            add(delegation.to, subject, "they sign in \(delegation.from)'s place until \(delegation.until.text)")
        }
        let orphaned = settings.people.filter { $0.hasLeft(by: today) }
            .map { ($0.id, $0.roles.subtracting(heldRoles)) }
        for approval in try await store.approvals(onlyPending: true) {
            for (person, text) in approval.parts { add(person, approval.request.id, text) }
            for (person, roles) in orphaned {
                for role in roles.intersection(approval.waitsFor).sorted() {
                    add(person, approval.request.id, "it waits for the role '\(role)', which nobody else has")
                }
            }
        }
        if orphaned.contains(where: { !$0.1.isEmpty }) {
            for open in try await store.cases(onlyOpen: true) where open.proposal.kind != DepartureWatch.kind {
                for (person, roles) in orphaned where roles.contains(open.owner) {
                    add(person, "C-\(open.number)", "it is of the role '\(open.owner)', which nobody else has")
                }
            }
        }
        return items.sorted { $0.key < $1.key }.map { person, items in
            Departure(
                person: person,
                until: settings.people.first { $0.id == person }?.until,
                items: items
            )
        }
    }
}

extension Person {
    /// Whether the person's last day is over.
    public func hasLeft(by day: CalendarDate) -> Bool { until.map { day > $0 } ?? false }
}

extension StoredApproval {
    /// The people who have a part in the request, each with what it is.
    fileprivate var parts: [(person: String, text: String)] {
        var parts: [(String, String)] = []
        if let requester = request.terms?.requester { parts.append((requester, "they asked for it")) }
        if let hold = standing.hold { parts.append((hold.person, "they keep it on hold: \(hold.reason)")) }
        return parts
    }

    /// The roles that may give a signature which is missing.
    fileprivate var waitsFor: Set<String> {
        guard let terms = request.terms else { return [request.role] }
        return (terms.missing(after: standing.signatures) ?? []).reduce(into: []) { $0.formUnion($1) }
    }
}

/// Tells the operator of what people leave behind.
struct DepartureWatch {
    /// The kind of the cases; the subject is the person.
    static let kind = "person_left"
    /// How many things a case names; the rest is counted.
    private static let limit = 50

    let settings: RuntimeSettings
    let store: any RuntimeStore

    /// Raises a case for each person, and closes those of people who have left nothing open.
    func look(at now: Instant) async throws(StoreError) {
        let proposals = try await Departures(settings: settings, store: store).open(at: now).map { proposal(for: $0) }
        let reason = "nothing of theirs is open any more, or they are back"
        let changes = try await store.standing(proposals, of: Self.kind, elseClosedBecause: reason)
        if !changes.isEmpty { _ = try await store.commit(changes, by: Engine.actor, at: now) }
    }

    private func proposal(for departure: Departure) -> CaseProposal {
        let items = departure.items
        let named = items.prefix(Self.limit)
        let left = departure.until.map { "left on \($0.text)" } ?? "is not listed under 'people' any more"
        return CaseProposal(
            kind: Self.kind,
            subject: departure.person,
            severity: .warning,
            owner: settings.operatorRole,
            summary:
                "\(departure.person) \(left), and \(items.count) \(items.count == 1 ? "thing" : "things") of theirs "
                + "\(items.count == 1 ? "is" : "are") open: end their delegations ('purlin approvals revoke'), release or "
                + "return what they hold or asked for, and give their roles to somebody; see 'purlin governance identities'",
            detail: [
                "person": .string(departure.person), "until": JSON(departure.until?.text),
                "open": .array(named.map { ["subject": .string($0.subject), "text": .string($0.text)] }),
                "more": .integer(Int64(items.count - named.count)),
            ],
            remedy: .acknowledge,
            topics: [departure.person]
        )
    }
}
