import CanonicalModel
import ConnectorKit
import ConnectorStore
import Governance

extension Engine {
    /// Something that is done by one task at a time.
    enum Job: Hashable, Sendable {
        /// The streams of the system at this place of the settings are read.
        case intake(Int)
        /// Flows take their next steps.
        case flows
        /// The deliveries of the dispatcher at this place are made.
        case dispatch(Int)
        /// Ledgers are compared with the journal, if it is time.
        case reconciliation
        /// What was read of systems is compared with how old it may be.
        case freshness
        /// The age of service identities, and who has left, is looked at once a day.
        case credentials
        /// Cases that nobody answered in time go to the next role, where a rule says so.
        case escalation
        /// The journal is signed, if it is time; a second place that hangs holds up nothing else.
        case signing
        /// Time passes.
        case tick
    }

    /// What came of a job.
    private enum Outcome: Sendable {
        /// It is done; there may be more to do at once, or something at this time.
        case done(hasMore: Bool, next: Instant?)
        case failed(any Error)
    }

    private typealias Jobs = TaskGroup<(Job, Outcome)>

    /// Does what is due, once or whenever time has passed.
    func work(until end: Instant?, isOnce: Bool) async throws {
        (running, again, fillsCalls) = ([], [], true)
        let failure = await withTaskGroup(of: (Job, Outcome).self) { group -> (any Error)? in
            var present = look()
            var isEnding = end.map { present > $0 } ?? false
            if !isEnding { beginAll(at: present, in: &group) }
            while true {
                if running.subtracting([.tick, .signing]).isEmpty, isEnding || !beginIntake(at: present, in: &group) {
                    // What is done once leaves no call waiting for more: nothing more comes.
                    if isOnce, fillsCalls, dispatchers.contains(where: \.fillsCalls) {
                        fillsCalls = false
                        beginDispatch(at: present, in: &group)
                        continue
                    }
                    if !isEnding { report(.settled(at: present)) }
                    if isEnding || isOnce || end.map({ present >= $0 }) ?? false { break }
                }
                if !isOnce, !isEnding, !running.contains(.tick) { begin(.tick, at: present, in: &group) }
                guard let (job, outcome) = await group.next() else { break }
                running.remove(job)
                switch outcome {
                case .failed(let error):
                    group.cancelAll()
                    return error
                case .done where job == .tick:
                    present = look()
                    isEnding = end.map { present > $0 } ?? false
                    if !isEnding {
                        beginAll(at: present, in: &group)
                        if checkpoints != nil { begin(.signing, at: present, in: &group) }
                    }
                case .done(let hasMore, let next):
                    isEnding = isEnding || end.map { clock.now > $0 } ?? false
                    guard !isEnding else { continue }
                    follow(job, hasMore: hasMore, next: next, at: present, in: &group)
                }
            }
            group.cancelAll()
            return nil
        }
        if let failure { throw failure }
    }

    /// The present; what was noted by a clock that has been put back since says nothing any more.
    private func look() -> Instant {
        let now = clock.now
        if let lastLook, now < lastLook { (nextPoll, wishes) = ([:], [:]) }
        lastLook = now
        return now
    }

    /// Begins everything that is due.
    private func beginAll(at now: Instant, in group: inout Jobs) {
        _ = beginIntake(at: now, in: &group)
        begin(.flows, at: now, in: &group)
        beginDispatch(at: now, in: &group)
        if settings.reconciliation != nil, (wishes[.reconciliation] ?? now) <= now {
            begin(.reconciliation, at: now, in: &group)
        }
        if (wishes[.freshness] ?? now) <= now { beginFreshness(at: now, in: &group) }
        if (wishes[.credentials] ?? now) <= now { begin(.credentials, at: now, in: &group) }
        if settings.governance.exceptions.escalates, (wishes[.escalation] ?? now) <= now {
            begin(.escalation, at: now, in: &group)
        }
    }

    /// Begins to read the systems that are due; returns whether there are any.
    private func beginIntake(at now: Instant, in group: inout Jobs) -> Bool {
        let due = settings.systems.indices.filter { index in
            !running.contains(.intake(index)) && (nextPoll[index] ?? now) <= now
        }
        for index in due { begin(.intake(index), at: now, in: &group) }
        return !due.isEmpty
    }

    /// Begins to look whether systems that have rules are up to date.
    private func beginFreshness(at now: Instant, in group: inout Jobs) {
        if reads.areAskedFor { begin(.freshness, at: now, in: &group) }
    }

    private func beginDispatch(at now: Instant, in group: inout Jobs) {
        for index in dispatchers.indices { begin(.dispatch(index), at: now, in: &group) }
    }

    /// Begins what a job leads to.
    private func follow(_ job: Job, hasMore: Bool, next: Instant?, at now: Instant, in group: inout Jobs) {
        wishes[job] = next
        if hasMore || again.remove(job) != nil { begin(job, at: now, in: &group) }
        switch job {
        case .intake(let index):
            // Where only an event says when, the timetable is looked at again and again.
            nextPoll[index] = max(next ?? now.adding(seconds: 2), now.adding(seconds: 1))
            wishes[job] = nil
            begin(.flows, at: now, in: &group)
            beginFreshness(at: now, in: &group)
        case .flows: beginDispatch(at: now, in: &group)
        case .reconciliation:
            // Where only an event says when, the timetable is looked at again and again.
            wishes[job] = max(next ?? now.adding(seconds: 2), now.adding(seconds: 1))
        case .dispatch, .freshness, .credentials, .escalation, .signing, .tick: break
        }
    }

    /// Begins a job, or sees to it that it is done once more.
    private func begin(_ job: Job, at now: Instant, in group: inout Jobs) {
        guard running.insert(job).inserted else {
            again.insert(job)
            return
        }
        switch job {
        case .intake(let index):
            let system = settings.systems[index]
            let intake = Intake(
                system: system,
                settings: settings,
                store: store,
                clock: clock,
                report: report,
                reads: reads
            )
            let timetable = ReadTimetable(store: store)
            group.addTask { [reads, clock] in
                let outcome = await Self.outcome {
                    let turn = try await timetable.turn(of: system, at: now)
                    guard let due = turn.due, due <= now else { return .done(hasMore: false, next: turn.due) }
                    let end = try await intake.poll()
                    if case .unread = end { try await reads.settle(system.name, now: clock.now) }
                    let next = try await timetable.finished(turn, of: system, end, at: now)
                    return .done(hasMore: false, next: next)
                }
                return (job, outcome)
            }
        case .flows:
            group.addTask { [flows, store] in
                (job, await Self.outcome { .done(hasMore: try await flows.run(), next: try await store.nextWake()) })
            }
        case .dispatch(let index):
            let dispatcher = dispatchers[index]
            group.addTask { [fillsCalls] in
                (
                    job,
                    await Self.outcome {
                        .done(hasMore: false, next: try await dispatcher.run(waitsToFill: fillsCalls))
                    }
                )
            }
        case .reconciliation:
            let scheduled = ScheduledReconciliation(settings: settings, store: store, clock: clock, report: report)
            group.addTask {
                (job, await Self.outcome { .done(hasMore: false, next: try await scheduled.runIfDue(at: now)) })
            }
        case .freshness:
            let watch = FreshnessWatch(settings: settings, store: store, reads: reads)
            // A runtime that has just started reads before it judges.
            let asked = nextPoll.keys.sorted().map { settings.systems[$0] }
            group.addTask {
                (job, await Self.outcome { .done(hasMore: false, next: try await watch.look(at: asked, now: now)) })
            }
        case .credentials:
            let watch = CredentialWatch(settings: settings, store: store)
            let departures = DepartureWatch(settings: settings, store: store)
            group.addTask {
                let outcome = await Self.outcome {
                    try await departures.look(at: now)
                    return .done(hasMore: false, next: try await watch.look(at: now))
                }
                return (job, outcome)
            }
        case .escalation:
            let watch = EscalationWatch(settings: settings, store: store)
            group.addTask {
                (job, await Self.outcome { .done(hasMore: false, next: try await watch.look(at: now)) })
            }
        case .signing:
            group.addTask { [checkpoints] in
                (
                    job,
                    await Self.outcome {
                        try await checkpoints?.signIfDue(at: now)
                        return .done(hasMore: false, next: nil)
                    }
                )
            }
        case .tick:
            let next = (Array(nextPoll.values) + Array(wishes.values)).min() ?? now.adding(seconds: 2)
            let wake = max(min(next, now.adding(seconds: 2)), now.adding(seconds: 1))
            group.addTask { [clock, lease, settings, store] in
                (
                    job,
                    await Self.outcome {
                        try await clock.sleep(until: wake)
                        try await lease?.renew()
                        try await RevokedCredentials.refuse(settings, in: store)
                        return .done(hasMore: false, next: nil)
                    }
                )
            }
        }
    }

    private static func outcome(of work: () async throws -> Outcome) async -> Outcome {
        do { return try await work() } catch { return .failed(error) }
    }
}
