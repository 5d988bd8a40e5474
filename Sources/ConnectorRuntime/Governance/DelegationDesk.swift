public import CanonicalModel
internal import ConnectorKit
public import ConnectorStore
public import Governance
import JSON

/// Where people let others sign in their place for some days, and end that.
public struct DelegationDesk: Sendable {
    private let settings: RuntimeSettings
    private let store: any RuntimeStore

    /// Creates a desk.
    public init(settings: RuntimeSettings, store: any RuntimeStore) {
        self.settings = settings
        self.store = store
    }

    /// All delegations by number, those that are over and those that were ended among them.
    ///
    /// - Throws: ``GovernanceError/store(_:)`` if the store cannot be used.
    public func delegations() async throws(GovernanceError) -> [ApprovalDelegation] {
        do throws(StoreError) { return try await DelegationLedger.read(from: store).delegations } catch {
            throw .store(error)
        }
    }

    /// Lets a person sign in another's place, as somebody approves who may and is neither of them.
    ///
    /// - Parameters:
    ///   - role: The role in which the delegate signs.
    ///   - from: Whose place it is.
    ///   - to: Who signs.
    ///   - days: The first and the last day, site-local.
    ///   - approver: Who approves it.
    ///   - now: The present.
    /// - Returns: The delegation with its number.
    /// - Throws: ``GovernanceError`` if it may not be.
    public func delegate(
        _ role: String,
        from: String,
        to: String,
        days: (first: CalendarDate, last: CalendarDate),
        by approver: String,
        at now: Instant
    ) async throws(GovernanceError) -> ApprovalDelegation {
        let ledger = try await ledger()
        let delegation = ApprovalDelegation(
            number: Int64(ledger.delegations.count) + 1,
            role: role,
            from: from,
            to: to,
            since: days.first,
            until: days.last,
            approvedBy: approver
        )
        let ground = ground(ledger, at: now)
        do throws(DelegationRefusal) { try settings.governance.approvals.judge(delegation, on: ground) } catch {
            throw .delegation(error)
        }
        try await commit(ledger.adding(delegation), by: approver, at: now)
        return delegation
    }

    /// Ends a delegation before its time, at once.
    ///
    /// - Parameters:
    ///   - number: Its number.
    ///   - person: Who ends it: whose place it is, who signs there, or one who may approve delegations.
    ///   - now: The present.
    /// - Throws: ``GovernanceError`` if the person may not, or there is nothing to end.
    public func revoke(_ number: Int64, by person: String, at now: Instant) async throws(GovernanceError) {
        let ledger = try await ledger()
        guard let delegation = ledger.delegations.first(where: { $0.number == number }), delegation.revokedBy == nil
        else { throw .unchanged("there is no delegation \(number) to end; see 'purlin approvals delegations'") }
        let known: RoleHolder
        do throws(ApprovalRefusal) { known = try ground(ledger, at: now).person(person) } catch {
            throw .approval(error)
        }
        let roles = settings.governance.approvals.delegationRoles
        guard [delegation.from, delegation.to].contains(person) || !known.roles.isDisjoint(with: roles) else {
            let role = roles.sorted().joined(separator: "' or '")
            throw .roleMissing(person: person, role: role, action: "end delegation \(number)")
        }
        try await commit(ledger.revoking(delegation, by: person), by: person, at: now)
    }

    private func ground(_ ledger: DelegationLedger, at now: Instant) -> ApprovalGround {
        ApprovalGround(
            people: settings.people,
            systems: settings.systemNames,
            delegations: ledger.delegations,
            zone: settings.zone,
            at: now
        )
    }

    private func ledger() async throws(GovernanceError) -> DelegationLedger {
        do throws(StoreError) { return try await DelegationLedger.read(from: store) } catch { throw .store(error) }
    }

    private func commit(_ step: FlowAdvance, by person: String, at now: Instant) async throws(GovernanceError) {
        do throws(StoreError) {
            _ = try await store.commit([.flowAdvanced(step)], by: "person:\(person)", at: now)
        } catch {
            throw .store(error)
        }
    }
}

/// The delegations that people have approved, each with its events in the journal.
struct DelegationLedger {
    /// The name under which it is kept, as the state of a flow.
    static let flow = "approvalDelegations"
    static let key = "company"

    private let version: Int64
    let delegations: [ApprovalDelegation]

    static func read(from store: any FlowStateStore) async throws(StoreError) -> DelegationLedger {
        guard let stored = try await store.flowState(flow: flow, key: key) else {
            return DelegationLedger(version: 0, delegations: [])
        }
        do throws(JSONAccessError) {
            var delegations: [ApprovalDelegation] = []
            for element in try JSONReader(stored.state, path: flow).elements() {
                delegations.append(try ApprovalDelegation(element))
            }
            return DelegationLedger(version: stored.version, delegations: delegations)
        } catch {
            throw .damaged("The delegations of approvals cannot be read: \(error); restore the store from a backup")
        }
    }

    func adding(_ delegation: ApprovalDelegation) -> FlowAdvance {
        step("ApprovalDelegated", delegation, delegations + [delegation])
    }

    func revoking(_ delegation: ApprovalDelegation, by person: String) -> FlowAdvance {
        let revoked = delegation.revoked(by: person)
        return step(
            "ApprovalDelegationRevoked",
            revoked,
            delegations.map { $0.number == revoked.number ? revoked : $0 }
        )
    }

    private func step(_ event: String, _ delegation: ApprovalDelegation, _ all: [ApprovalDelegation]) -> FlowAdvance {
        FlowAdvance(
            flow: Self.flow,
            key: Self.key,
            expectedVersion: version,
            state: .array(all.map(\.json)),
            wakeAt: nil,
            consumed: [],
            notes: [FlowNote(event: event, topics: [delegation.from, delegation.to], detail: delegation.json)]
        )
    }
}
