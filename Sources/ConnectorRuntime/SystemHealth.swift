import CanonicalModel
import ConnectorKit
import ConnectorStore
import JSON

/// Decides how long a failing system is left alone, and when a person is asked: the circuit of that system.
///
/// The circuit is closed while no pause is stored. A failure opens it until the end of a pause; then a single call probes
/// the system, and only what it takes closes the circuit again.
struct SystemHealth {
    /// The longest pause that a system may ask for; a longer one is cut to it.
    static let longestAskedPause: Duration = .seconds(86_400)
    /// From this many failures in a row on, a case says so.
    static let failuresUntilCase = 4

    let system: String
    let operatorRole: String
    /// How long the pause after each failure in a row is.
    var schedule = RetrySchedule.standard
    /// Where the spread of pauses comes from.
    var seed: UInt64 = 0

    /// The pause after `failures` failures in a row: by default 30 s, 1 min, 2 min, 4 min, 8 min, then 15 min, and up to
    /// a quarter more.
    private func pause(afterFailures failures: Int) -> Duration {
        var chance = SeededChance(seed: seed, occasion: "\(system)/\(failures)")
        return schedule.delay(beforeAttempt: failures + 1, using: &chance)
    }

    /// What a failed call changes, and when the system is tried again; `nil` if only a person can say so.
    ///
    /// A system that is read and written has one pause for both: what was noted since `previous` stays, but for a refusal
    /// that only a person can put right.
    func changes(
        after error: ConnectorError,
        previous: SystemPause?,
        store: any CaseStore,
        at now: Instant
    ) async throws(StoreError) -> (changes: [StateChange], retryAt: Instant?) {
        let failures = (previous?.failures ?? 0) + 1
        guard !error.needsPerson else {
            let pause = SystemPause(until: nil, failures: failures, reason: "\(error)")
            let proposal = proposal("system_parked", error, failures: failures)
            return ([.systemPaused(system: system, pause), .caseRaised(proposal)], nil)
        }
        var asked = Duration.zero
        if case .unavailable(_, _, let pause?) = error { asked = min(pause, Self.longestAskedPause) }
        let until = now.adding(max(pause(afterFailures: failures), asked))
        let pause = SystemPause(until: until, failures: failures, reason: "\(error)")
        var changes: [StateChange] = [.systemPauseReplaced(system: system, pause, seen: previous)]
        if failures >= Self.failuresUntilCase, try await store.openCase(key: unreachable) == nil {
            changes.append(.caseRaised(proposal("system_unreachable", error, failures: failures)))
        }
        return (changes, until)
    }

    /// Makes the first success after failures durable: the pause that it followed is over, and its case closed.
    func recover(from previous: SystemPause, store: any RuntimeStore, at now: Instant) async throws(StoreError) {
        let ended = StateChange.systemPauseReplaced(system: system, nil, seen: previous)
        let changes = [ended] + (try await store.resolving(unreachable, because: "answers again"))
        do throws(StoreError) {
            _ = try await store.commit(changes, by: Engine.actor, at: now)
        } catch .conflict {
            // Somebody else closed the case meanwhile.
            _ = try await store.commit([ended], by: Engine.actor, at: now)
        }
    }

    private var unreachable: String { "system_unreachable:\(system)" }

    private func proposal(_ kind: String, _ error: ConnectorError, failures: Int) -> CaseProposal {
        let isParked = kind == "system_parked"
        return CaseProposal(
            kind: kind,
            subject: system,
            severity: .error,
            owner: operatorRole,
            summary: isParked
                ? "\(system) is not used until this case is tried again: \(error)"
                : "\(system) failed \(failures) times in a row and is tried again on its own: \(error)",
            remedy: .resumeSystem(system),
            topics: [system]
        )
    }
}

extension ConnectorError {
    /// Whether the system is of no use until a person has put something right.
    var needsPerson: Bool {
        switch self {
        case .unauthorized, .forbidden, .invalidConfiguration, .gone, .connectorFailed: true
        default: false
        }
    }
}
