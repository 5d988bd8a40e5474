public import CanonicalModel
public import ConnectorStore
public import Governance

/// What is scheduled, when it ran last and when it is due next.
public struct ScheduleBoard: Sendable {
    /// One thing that is scheduled.
    public struct Line: Sendable, Hashable {
        /// What is done.
        public enum Task: Sendable, Hashable {
            /// A system is read.
            case read(system: String)
            /// What a flow wants written is delivered to its target.
            case deliver(flow: String, target: String)
            /// Ledgers are compared with the journal.
            case reconcile
        }

        /// What is done.
        public let task: Task
        /// When it is done.
        public let schedule: Schedule
        /// When a system was read by its calendar, or that has a limit of freshness, last, or deliveries were due last; `nil` if it is not known.
        public var last: Instant?
        /// When it is due next; `nil` if only an event says when.
        public let next: Instant?
        /// How many deliveries wait for their time.
        public let waiting: Int
        /// Whether what was read of a system is fresh; `nil` if it may be of any age.
        public var freshness: Freshness?
    }

    private let systems: [(name: String, schedule: Schedule)]
    private let flows: [FlowBinding]
    private let reconciliation: Schedule?
    private let synchronisation: SynchronisationPolicy
    private let store: any RuntimeStore

    /// Creates a board.
    ///
    /// - Parameters:
    ///   - systems: The systems that are read.
    ///   - flows: The flows.
    ///   - reconciliation: When ledgers are compared; `nil` if only a person does it.
    ///   - synchronisation: How up to date systems have to be.
    ///   - store: The store.
    public init(
        systems: [(name: String, schedule: Schedule)],
        flows: [FlowBinding],
        reconciliation: Schedule? = nil,
        synchronisation: SynchronisationPolicy = .standard,
        store: any RuntimeStore
    ) {
        self.systems = systems
        self.flows = flows
        self.reconciliation = reconciliation
        self.synchronisation = synchronisation
        self.store = store
    }

    /// Everything that is scheduled.
    public func lines(at now: Instant) async throws(StoreError) -> [Line] {
        let ledger = try await PeriodLedger.read(from: store)
        var lines: [Line] = []
        for (name, schedule) in systems {
            let memory = try await ReadMemory.read(name, from: store)
            let freshness = Freshness(memory, schedule: schedule, synchronisation, ledger)
            var line = try await line(.read(system: name), "read/\(name)", schedule, ledger, at: now)
            line.freshness = freshness
            line.last = freshness?.readAt ?? line.last
            lines.append(line)
        }
        if let reconciliation {
            let key = ScheduledReconciliation.Plan(schedule: reconciliation).scheduleKey
            lines.append(try await line(.reconcile, key, reconciliation, ledger, at: now))
        }
        for binding in flows {
            let isTimed = binding.deliverySchedule != .atPeriodClose
            for target in binding.allTargets {
                lines.append(
                    Line(
                        task: .deliver(flow: binding.name, target: target),
                        schedule: binding.deliverySchedule,
                        last: isTimed ? binding.deliverySchedule.last(through: now) : ledger.last?.at,
                        next: binding.deliverySchedule.next(after: now),
                        waiting: try await waiting(for: target, at: now)
                    )
                )
            }
        }
        return lines
    }

    /// Something whose runs are remembered under `key`.
    private func line(
        _ task: Line.Task,
        _ key: String,
        _ schedule: Schedule,
        _ ledger: PeriodLedger,
        at now: Instant
    ) async throws(StoreError) -> Line {
        let memory = try await ScheduleMemory.read(key, from: store)
        let overdue = schedule == .atPeriodClose && memory.through != nil && ledger.version > memory.closes
        let next = schedule.hasCalendar ? schedule.next(after: memory.through ?? now) : nil
        return Line(task: task, schedule: schedule, last: memory.ranAt, next: overdue ? now : next, waiting: 0)
    }

    /// How many deliveries to a target wait for a time that has not come, and were never attempted.
    private func waiting(for target: String, at now: Instant) async throws(StoreError) -> Int {
        var count = 0
        var position: Int64 = 0
        while true {
            let open = try await store.openDeliveries(to: target, after: position, limit: 1000)
            count += open.count { $0.state == .planned && $0.attempts == 0 && ($0.notBefore ?? now) > now }
            guard let last = open.last else { return count }
            position = last.sequence
        }
    }
}
