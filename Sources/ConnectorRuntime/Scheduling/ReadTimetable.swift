import CanonicalModel
import ConnectorStore
import ConstructionFlows
import JSON

/// When a system is read: at its interval, or at the times of its calendar, each once, also those that were missed.
///
/// What is known of the calendar is kept as a state of its own, so that a time that came while no process ran, or while
/// the machine was asleep, is caught up with one run. An interval needs no memory: every start of the runtime reads.
struct ReadTimetable {
    /// The clock may be put back by this much without a time being taken for a new one.
    static let clockTolerance: Duration = .seconds(86_400)
    /// How soon a system that could not be read is looked at again, where nothing else says when.
    static let retry: Duration = .seconds(60)
    /// From here on missed times are no longer counted.
    static let countLimit = 1000

    /// When a system is to be read, and what it is read for.
    struct Turn {
        /// `now` or earlier if it is due; `nil` if only an event says when.
        let due: Instant?
        /// How many closes of periods there were by then; a later one asks for a read of its own.
        let closes: Int64
    }

    let store: any RuntimeStore

    /// When something is to be done.
    ///
    /// The first time that a calendar is seen is noted, and counts as its beginning.
    func turn(of system: some ScheduledTask, at now: Instant) async throws(StoreError) -> Turn {
        guard system.schedule.hasCalendar else { return Turn(due: now, closes: 0) }
        let memory = try await ScheduleMemory.read(system.scheduleKey, from: store)
        let closes = try await PeriodLedger.read(from: store).version
        guard let through = memory.through else {
            try await note("ScheduleStarted", system, memory.started(at: now, closes: closes), at: now)
            return Turn(due: system.schedule.next(after: now), closes: closes)
        }
        guard now.adding(Self.clockTolerance) >= through else {
            // A clock that was years ahead for a moment must not silence a calendar for years.
            try await note("ScheduleRestarted", system, memory.started(at: now, closes: closes), at: now)
            return Turn(due: system.schedule.next(after: now), closes: closes)
        }
        if system.schedule == .atPeriodClose { return Turn(due: closes > memory.closes ? now : nil, closes: closes) }
        let next = system.schedule.next(after: through)
        return Turn(due: next.map { $0 <= now ? now : $0 }, closes: closes)
    }

    /// Notes that something was done, if it was, and says when it is to be done again.
    func finished(
        _ turn: Turn,
        of system: some ScheduledTask,
        _ end: Intake.End,
        at now: Instant
    ) async throws(StoreError) -> Instant? {
        var retryAt: Instant?
        if case .unread(let time) = end { retryAt = time ?? now.adding(Self.retry) }
        if case .every(let interval) = system.schedule {
            let regular = now.adding(interval)
            return retryAt.map { min($0, regular) } ?? regular
        }
        guard retryAt == nil, system.schedule.hasCalendar else { return retryAt }
        guard !Task.isCancelled else { return now.adding(Self.retry) }
        let memory = try await ScheduleMemory.read(system.scheduleKey, from: store)
        let missed = max(0, memory.times(of: system.schedule, through: now, closes: turn.closes) - 1)
        let ran = memory.ran(at: now, closes: turn.closes)
        let due = system.schedule.last(through: now).map { JSON.string($0.text) } ?? .null
        try await note("ScheduleRan", system, ran, ["due": due, "missed": .integer(Int64(missed))], at: now)
        return system.schedule.next(after: now)
    }

    private func note(
        _ event: String,
        _ system: some ScheduledTask,
        _ memory: ScheduleMemory,
        _ detail: JSONObject = JSONObject(),
        at now: Instant
    ) async throws(StoreError) {
        var detail = detail
        detail["schedule"] = .string("\(system.schedule)")
        let note = FlowNote(event: event, topics: [system.name], detail: .object(detail))
        _ = try await store.commit([.flowAdvanced(memory.advance(note))], by: Engine.actor, at: now)
    }
}

extension Schedule {
    /// Whether its times are those of a calendar or of events, each of which is remembered.
    var hasCalendar: Bool {
        switch self {
        case .daily, .atPeriodClose: true
        case .realTime, .onApproval, .every: false
        }
    }
}

/// Something that is done by a schedule of its own.
protocol ScheduledTask: Sendable {
    /// What it is about, under which its runs are found in the journal.
    var name: String { get }
    /// When it is done.
    var schedule: Schedule { get }
    /// Under which name its schedule is remembered.
    var scheduleKey: String { get }
}

extension ConfiguredSystem: ScheduledTask {
    var scheduleKey: String { "read/\(name)" }
}

/// What is durable of one schedule.
struct ScheduleMemory {
    /// The name under which the state of schedules is kept, as that of a flow.
    static let flow = "schedule"

    let key: String
    let version: Int64
    /// Up to when every time was taken care of; `nil` before the schedule was seen first.
    let through: Instant?
    /// When it last ran.
    let ranAt: Instant?
    /// How many closes of periods were taken care of.
    let closes: Int64

    static func read(_ key: String, from store: any FlowStateStore) async throws(StoreError) -> ScheduleMemory {
        let stored = try await store.flowState(flow: flow, key: key)
        let state = stored?.state
        return ScheduleMemory(
            key: key,
            version: stored?.version ?? 0,
            through: state?["through"]?.stringValue.flatMap { Instant($0) },
            ranAt: state?["ranAt"]?.stringValue.flatMap { Instant($0) },
            closes: state?["closes"]?.integerValue ?? 0
        )
    }

    func started(at now: Instant, closes: Int64) -> ScheduleMemory {
        ScheduleMemory(key: key, version: version, through: now, ranAt: ranAt, closes: closes)
    }

    func ran(at now: Instant, closes: Int64) -> ScheduleMemory {
        ScheduleMemory(key: key, version: version, through: now, ranAt: now, closes: closes)
    }

    /// How many times a run at `now` takes care of.
    func times(of schedule: Schedule, through now: Instant, closes: Int64) -> Int {
        guard schedule != .atPeriodClose else { return Int(closes - self.closes) }
        return through.map { schedule.count(after: $0, through: now, limit: ReadTimetable.countLimit) } ?? 0
    }

    func advance(_ note: FlowNote) -> FlowAdvance {
        FlowAdvance(
            flow: Self.flow,
            key: key,
            expectedVersion: version,
            state: [
                "through": through.map { .string($0.text) } ?? .null, "ranAt": ranAt.map { .string($0.text) } ?? .null,
                "closes": .integer(closes),
            ],
            wakeAt: nil,
            consumed: [],
            notes: [note]
        )
    }
}
