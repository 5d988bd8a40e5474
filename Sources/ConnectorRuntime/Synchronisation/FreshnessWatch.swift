import CanonicalModel
import ConnectorKit
import ConnectorStore
import Governance
import JSON

/// Raises a case for each system that is not as fresh as its rule asks, and closes it when it is again.
struct FreshnessWatch {
    /// The kind of the case; its subject is the system.
    static let kind = "freshness_breach"
    /// How soon is looked again at what nothing ends yet.
    private static let patience: Duration = .seconds(60)

    let settings: RuntimeSettings
    let store: any RuntimeStore
    let reads: ReadNotes

    private var policy: SynchronisationPolicy { settings.governance.synchronisation }

    /// Begins to watch systems, and closes the cases of those that nobody watches any more.
    func begin(at now: Instant) async throws(StoreError) {
        for system in settings.systems { try await reads.begin(system.name, at: now) }
        let watched = Set(settings.systems.map(\.name)).filter { policy.systems[$0]?.freshWithin != nil }
        for open in try await store.cases(onlyOpen: true)
        where open.proposal.kind == Self.kind && !watched.contains(open.proposal.subject) {
            try await close(open, because: "no rule asks for it any more", at: now)
        }
    }

    /// Judges systems.
    ///
    /// - Returns: When to look again.
    func look(at systems: [ConfiguredSystem], now: Instant) async throws(StoreError) -> Instant {
        let ledger = try await PeriodLedger.read(from: store)
        var next = now.adding(Self.patience)
        for system in systems {
            let memory = try await reads.memory(of: system.name)
            let judged = Freshness(memory, schedule: system.schedule, policy, ledger)
            guard let judged else { continue }
            let open = try await store.openCase(key: "\(Self.kind):\(system.name)")
            if judged.isFresh(at: now) {
                if let open { try await close(open, because: "was read again", at: now) }
                if let until = judged.until { next = min(next, until.adding(seconds: 1)) }
            } else {
                let proposal = try await proposal(for: system, memory, judged)
                if open?.proposal != proposal { try await commit([.caseRaised(proposal)], at: now) }
            }
        }
        return next
    }

    private func close(_ open: StoredCase, because reason: String, at now: Instant) async throws(StoreError) {
        do throws(StoreError) {
            try await commit([open.resolved(because: reason)], at: now)
        } catch .conflict {
            // A person was faster.
        }
    }

    private func commit(_ changes: [StateChange], at now: Instant) async throws(StoreError) {
        _ = try await store.commit(changes, by: Engine.actor, at: now)
    }

    private func proposal(
        for system: ConfiguredSystem,
        _ memory: ReadMemory,
        _ judged: Freshness
    ) async throws(StoreError) -> CaseProposal {
        let rule = policy.systems[system.name]
        let governing = "\(policy.governingRule(of: system.name))"
        let last =
            memory.readAt.map { "was last read at \($0.text)" }
            ?? "was not read since \(memory.since?.text ?? "it is watched")"
        let days =
            switch system.schedule {
            case .daily: " of the days on which it is read"
            case .atPeriodClose: " of a period close"
            case .realTime, .onApproval, .every: ""
            }
        return CaseProposal(
            kind: Self.kind,
            subject: system.name,
            severity: rule.flatMap { CaseProposal.Severity(rawValue: $0.severity.rawValue) } ?? .warning,
            owner: rule?.owner ?? settings.operatorRole,
            summary: "\(system.name) \(last), and counts as fresh for \(judged.limit.words)\(days) by \(governing): "
                + (try await advice(on: system.name)),
            detail: [
                "lastRead": memory.readAt.map { .string($0.text) } ?? .null,
                "freshUntil": judged.until.map { .string($0.text) } ?? .null,
                "limit": .string(judged.limit.words), "schedule": .string("\(system.schedule)"),
                "mode": rule?.mode.map { .string($0.rawValue) } ?? .null, "rule": .string(governing),
            ],
            remedy: .acknowledge,
            topics: [system.name]
        )
    }

    /// What keeps a system from being read, and what to do.
    private func advice(on system: String) async throws(StoreError) -> String {
        guard let pause = try await store.pause(of: system) else {
            return "nothing says that it fails; 'purlin check' tells whether it can be read, and 'purlin cases list' "
                + "whether so much waits that nothing more is read"
        }
        return pause.until == nil
            ? "it is left alone until a person tries its case 'system_parked' again"
            : "it fails and is tried again on its own; 'purlin check' tells why"
    }
}
