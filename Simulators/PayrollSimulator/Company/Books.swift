internal import SimulatorKit

/// A file that payroll found in its folder.
struct SeenFile: Sendable, Codable {
    let name: String
    let at: SimulatedInstant
    let bytes: Int
    let sha256: String
    let batch: String
    let isAccepted: Bool
    /// Its name in `processed`.
    let keptAs: String
}

/// A file that payroll wrote.
struct WrittenFile: Sendable, Codable {
    let name: String
    let at: SimulatedInstant
    let bytes: Int
    let sha256: String
}

/// What became of a batch.
struct Batch: Sendable, Codable {
    enum Status: String, Sendable, Codable {
        case accepted = "ACCEPTED"
        case partial = "PARTIAL"
        case rejected = "REJECTED"
    }

    let number: String
    let file: String
    /// When it was read.
    let opened: SimulatedInstant
    /// When its hours count.
    let posted: SimulatedInstant
    var status: Status
    let read: Int
    var accepted: Int
    var hours: Exact
    /// What answers to it are called, without extension.
    let base: String

    /// Counts a line that is accepted later.
    mutating func take(_ row: ImportRow) {
        accepted += 1
        hours += row.entries.map(\.hours).total
        status = accepted == read ? .accepted : .partial
    }
}

/// Hours that payroll accepted.
struct AcceptedHours: Sendable, Codable {
    let id: Int
    let batch: String
    let line: Int
    let entry: HoursEntry
    let posted: SimulatedInstant
    /// The run that paid them.
    var run: Int?
}

/// A line that waits in the queue of errors.
struct QueuedLine: Sendable, Codable {
    let id: Int
    let batch: String
    let base: String
    let line: Int
    let header: [String]
    let cells: [String]
}

/// A refusal and where it happened.
struct RefusedLine: Sendable, Codable {
    let batch: String
    let file: String
    let at: SimulatedInstant
    let refusal: Refusal
}

/// A run that will be voided.
struct PlannedVoid: Sendable, Codable {
    let run: Int
    let at: SimulatedInstant
}

/// Everything that payroll knows and did: what a snapshot holds.
struct Books: Sendable, Codable {
    var clock: SimulatedInstant
    var master: MasterData
    var quirks = QuirkBook()
    var files: [SeenFile] = []
    var written: [WrittenFile] = []
    var batches: [Batch] = []
    var hours: [AcceptedHours] = []
    var refused: [RefusedLine] = []
    var queue: [QueuedLine] = []
    var runs: [PayRun] = []
    var voids: [PlannedVoid] = []
    var outbox = Outbox()
    var nextRun: Int
    var nextQueued = 1
    /// What could not be done in the folder.
    var troubles: [String] = []

    /// The last days of the weeks that were run.
    var closedPeriods: Set<CivilDate> { Set(runs.map(\.periodEnd)) }
}
