import CanonicalModel
import ConnectorKit
import ConnectorStore
import JSON

/// Decides how long a failing system is left alone, and when a person is asked.
struct SystemHealth {
    /// The pause after the first failure; doubled after each further one.
    static let firstPause: Duration = .seconds(30)
    /// The longest pause.
    static let longestPause: Duration = .seconds(900)
    /// The longest pause that a system may ask for; a longer one is cut to it.
    static let longestAskedPause: Duration = .seconds(86_400)
    /// From this many failures in a row on, a case says so.
    static let failuresUntilCase = 4

    let system: String
    let operatorRole: String

    /// The pause after `failures` failures in a row: 30 s, 1 min, 2 min, 4 min, 8 min, then 15 min.
    static func pause(afterFailures failures: Int) -> Duration {
        min(firstPause * (1 << min(max(failures - 1, 0), 10)), longestPause)
    }

    /// What a failed call changes, and when the system is tried again; `nil` if only a person can say so.
    func changes(
        after error: ConnectorError,
        previous: SystemPause?,
        at now: Instant
    ) -> (changes: [StateChange], retryAt: Instant?) {
        let failures = (previous?.failures ?? 0) + 1
        switch error {
        case .unauthorized, .forbidden, .invalidConfiguration, .gone:
            let pause = SystemPause(until: nil, failures: failures, reason: "\(error)")
            return ([.systemPaused(system: system, pause), .caseRaised(proposal("system_parked", error))], nil)
        case .unavailable(_, _, let asked):
            return temporary(error, failures, at: now, atLeast: min(asked ?? .zero, Self.longestAskedPause))
        case .neverSent, .outcomeUnknown, .unexpectedAnswer, .cancelled:
            return temporary(error, failures, at: now, atLeast: .zero)
        @unknown default:
            return temporary(error, failures, at: now, atLeast: .zero)
        }
    }

    private func temporary(
        _ error: ConnectorError,
        _ failures: Int,
        at now: Instant,
        atLeast: Duration
    ) -> (changes: [StateChange], retryAt: Instant?) {
        let until = now.adding(max(Self.pause(afterFailures: failures), atLeast))
        let pause = SystemPause(until: until, failures: failures, reason: "\(error)")
        var changes: [StateChange] = [.systemPaused(system: system, pause)]
        if failures == Self.failuresUntilCase { changes.append(.caseRaised(proposal("system_unreachable", error))) }
        return (changes, until)
    }

    /// What the first success after failures changes.
    func changesAfterSuccess(previous: SystemPause?, store: any CaseStore) async throws(StoreError) -> [StateChange] {
        guard previous != nil else { return [] }
        var changes: [StateChange] = [.systemPaused(system: system, nil)]
        if let open = try await store.openCase(key: "system_unreachable:\(system)") {
            changes.append(
                .caseDecided(
                    CaseDecision(number: open.number, action: .resolve, person: "purlin", reason: "answers again")
                )
            )
        }
        return changes
    }

    private func proposal(_ kind: String, _ error: ConnectorError) -> CaseProposal {
        let isParked = kind == "system_parked"
        return CaseProposal(
            kind: kind,
            subject: system,
            severity: .error,
            owner: operatorRole,
            summary: isParked
                ? "\(system) is not used until this case is tried again: \(error)"
                : "\(system) failed \(Self.failuresUntilCase) times in a row and is tried again on its own: \(error)",
            remedy: .resumeSystem(system),
            topics: [system]
        )
    }
}
