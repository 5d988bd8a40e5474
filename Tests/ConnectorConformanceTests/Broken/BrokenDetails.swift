import CanonicalModel
import ConnectorConformance
import ConnectorKit
import JSON
import Synchronization

/// Further flaws, one for each further thing that a test looks at.
let brokenDetails: [BrokenSubject] = [
    BrokenSubject(
        "a refusal does not name the key",
        foundBy: "C04",
        saying: "does not name 'key'",
        in: ModelSubject(Mute.self)
    ),
    BrokenSubject(
        "a check has nothing to say",
        foundBy: "C04",
        saying: "says nothing where all is well",
        in: ModelSubject(Wordless.self)
    ),
    BrokenSubject(
        "a missing key is called another",
        foundBy: "C04",
        saying: "it names 'secret'",
        in: ModelSubject(Misnaming.self)
    ),
    BrokenSubject(
        "a stream is listed twice",
        foundBy: "C06",
        saying: "lists 'stream rows' twice",
        in: ModelSubject(Doubled.self)
    ),
    BrokenSubject(
        "a stream has another name after each start",
        foundBy: "C06",
        saying: "after another start",
        in: ModelSubject(Renamed.self)
    ),
    BrokenSubject(
        "a stream is listed that cannot be read",
        foundBy: "C06",
        saying: "cannot read the stream 'more'",
        in: ModelSubject(Promising.self)
    ),
    BrokenSubject(
        "an object is listed that is not declared",
        foundBy: "C07",
        saying: "lists Equipment, which reads lacks",
        in: ModelSubject(Modest.self)
    ),
    BrokenSubject(
        "nothing can be done with it",
        foundBy: "C07",
        saying: "can neither read nor write",
        in: ModelSubject(Idle.self)
    ),
    BrokenSubject(
        "a key is in snake case",
        foundBy: "C08",
        saying: "'page_size' is not in camel case",
        in: ModelSubject(Snake.self)
    ),
    BrokenSubject(
        "rows are told that nobody has",
        foundBy: "R01",
        saying: "tells of 1 rows that the system does not hold",
        in: ModelSubject(Inventing.self)
    ),
    BrokenSubject(
        "a record is of another object",
        foundBy: "R02",
        saying: "a record is of Equipment",
        in: ModelSubject(Mixing.self)
    ),
    BrokenSubject("a record has no id", foundBy: "R03", saying: "a record has no id", in: ModelSubject(Nameless.self)),
    BrokenSubject(
        "reading on does not bring a change",
        foundBy: "R18",
        saying: "reading on behind a change",
        in: ModelSubject(Blind.self)
    ),
    BrokenSubject(
        "a call sleeps until the system is back",
        foundBy: "R01",
        saying: "the test did not end within",
        in: ModelSubject(Sleeping.self),
        within: .seconds(1)
    ),
    BrokenSubject(
        "a call waits for ever, even when it is cancelled",
        foundBy: "R01",
        saying: "the test did not end within",
        in: ModelSubject(Hanging.self),
        within: .seconds(1)
    ),
    BrokenSubject(
        "a change never enters",
        foundBy: "D09",
        saying: "and nothing entered",
        in: ModelSubject(Blind.self)
    ),
    BrokenSubject(
        "nobody knows what it says to wrong values",
        foundBy: "C04",
        saying: "give the world misconfigurations",
        in: unchallenged()
    ),
    BrokenSubject(
        "a deletion is told again and again",
        foundBy: "R11",
        saying: "is told again as another record",
        in: ModelSubject(Mourning.self)
    ),
    BrokenSubject(
        "a deletion is told of a row that is there",
        foundBy: "R11",
        saying: "deletions are told of rows that are there",
        in: ModelSubject(Alarming.self)
    ),
    BrokenSubject(
        "a change is told with other hours than everything",
        foundBy: "R12",
        saying: "differs when everything is read",
        in: ModelSubject(Streaming.self)
    ),
    BrokenSubject(
        "a cursor of the last release stops the stream",
        foundBy: "R14",
        saying: "of another time stops the stream",
        in: upgraded()
    ),
    BrokenSubject(
        "a reject gives no reason",
        foundBy: "R15",
        saying: "no kind, subject or reason",
        in: ModelSubject(Unreasoned.self)
    ),
]

/// A connector whose earlier release wrote `log:0`.
private func upgraded() -> ModelSubject {
    var subject = ModelSubject(Upgraded.self)
    subject.earlier = [Cursor("log:0")]
    return subject
}

/// A connector in a world without wrong values.
private func unchallenged() -> ModelSubject {
    var subject = ModelSubject(PositionReader.self)
    subject.hasMisconfigurations = false
    return subject
}

private struct Mute: ModelRows {
    let core: ModelCore

    func check() async throws(ConnectorError) -> [CheckFinding] {
        do throws(ConnectorError) {
            return try await PositionReader(core: core).check()
        } catch {
            return [CheckFinding(.failed, "does not work")]
        }
    }
}

private struct Wordless: ModelRows {
    let core: ModelCore

    func check() async throws(ConnectorError) -> [CheckFinding] {
        _ = try await PositionReader(core: core).check()
        return []
    }
}

private struct Misnaming: ModelRows {
    let core: ModelCore

    init(core: ModelCore) { self.core = core }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        guard configuration.secret("key") != nil else {
            throw .invalidConfiguration(key: "secret", reason: "is missing")
        }
        core = try ModelCore(configuration, services)
    }
}

private struct Doubled: ModelFeed {
    let core: ModelCore

    var streams: [SourceStream] { [Self.rows, Self.rows] }
}

private struct Renamed: ModelFeed {
    static let starts = Mutex(0)
    let core: ModelCore
    private let name: String

    init(core: ModelCore) {
        self.core = core
        name = Self.starts.withLock { count in
            count += 1
            return "rows-\(count)"
        }
    }

    var streams: [SourceStream] { [SourceStream(name: name, object: MeterReading.name)] }
}

private struct Promising: ModelFeed {
    let core: ModelCore

    var streams: [SourceStream] { [Self.rows, SourceStream(name: "more", object: MeterReading.name)] }
}

private struct Modest: ModelFeed {
    let core: ModelCore

    var streams: [SourceStream] { [SourceStream(name: "rows", object: Equipment.name)] }
}

private struct Idle: ModelConnector {
    let core: ModelCore
}

private struct Snake: ModelRows {
    static var manifest: ConnectorManifest {
        described(keys + [ConfigurationKey("page_size", .integer(1...9), summary: "How many rows a page has.")])
    }
    let core: ModelCore
}

private struct Inventing: ModelFeed {
    let core: ModelCore

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let page = try await FeedReader(core: core).page(of: stream, after: cursor)
        let total = record(["id": "total", "time": "2026-01-05T08:00:00Z", "version": 1])
        return RecordPage(records: page.records + [total], next: page.next, hasMore: page.hasMore)
    }
}

private struct Mixing: ModelFeed {
    let core: ModelCore

    func record(_ row: JSON) -> SourceRecord {
        let record = FeedReader(core: core).record(row)
        return SourceRecord(
            id: record.id,
            object: Equipment.name,
            occurredAt: record.occurredAt,
            payload: record.payload
        )
    }
}

private struct Nameless: ModelFeed {
    let core: ModelCore

    func record(_ row: JSON) -> SourceRecord {
        let record = FeedReader(core: core).record(row)
        return SourceRecord(id: "", object: record.object, occurredAt: record.occurredAt, payload: record.payload)
    }
}

/// Tells each row once, whatever happens to it.
private struct Blind: ModelFeed {
    let core: ModelCore

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let page = try await FeedReader(core: core).page(of: stream, after: cursor)
        guard cursor != nil else { return page }
        let first = page.records.filter { $0.id.hasSuffix("@1") }
        return RecordPage(records: first, next: page.next, hasMore: page.hasMore)
    }
}

/// Tells what is deleted with the time of the telling.
private struct Mourning: ModelFeed {
    static let tellings = Mutex<Int64>(0)
    let core: ModelCore

    func path(behind cursor: Cursor?) throws(ConnectorError) -> String { "/log" }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        var records: [SourceRecord] = []
        var place: Cursor?
        var hasMore = true
        while hasMore {
            let page = try await FeedReader(core: core).page(of: stream, after: place)
            records += page.records
            (place, hasMore) = (page.next, page.hasMore)
        }
        let told = records.map { record -> SourceRecord in
            guard record.object == SourceRecord.deletion, let row = record.payload["id"]?.stringValue else {
                return record
            }
            let telling = Self.tellings.withLock { count in
                count += 1
                return count
            }
            return SourceRecord(
                deletionOf: row,
                object: MeterReading.name,
                at: record.occurredAt.adding(seconds: telling)
            )
        }
        return RecordPage(records: told, next: nil, hasMore: false)
    }
}

/// Says of each changed row that it was deleted.
private struct Alarming: ModelRows {
    let core: ModelCore

    func changed(_ row: JSON, for request: ChangeRequest) -> ChangedRow {
        let changed = PositionReader(core: core).changed(row, for: request)
        guard row["id"] == "m5" else { return changed }
        return ChangedRow(id: changed.id, time: changed.time, content: .deleted)
    }
}

/// Tells other hours from the end of its first reading on.
private final class Streaming: ModelFeed {
    let core: ModelCore
    private let isStreaming = Mutex(false)

    init(core: ModelCore) { self.core = core }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let page = try await FeedReader(core: core).page(of: stream, after: cursor)
        let isFirst = isStreaming.withLock { isStreaming in
            defer { isStreaming = isStreaming || !page.hasMore }
            return !isStreaming
        }
        guard !isFirst else { return page }
        let records = page.records.map { record -> SourceRecord in
            var members = record.payload.objectValue ?? JSONObject()
            members["sourceValue"] = "PT1H"
            return SourceRecord(
                id: record.id,
                object: record.object,
                occurredAt: record.occurredAt,
                payload: .object(members)
            )
        }
        return RecordPage(records: records, next: page.next, hasMore: page.hasMore)
    }
}

private struct Upgraded: ModelFeed {
    let core: ModelCore

    func path(behind cursor: Cursor?) throws(ConnectorError) -> String {
        guard cursor?.text.hasPrefix("log:") != true else {
            throw .unexpectedAnswer(endpoint: "GET /log", reason: "the cursor is of the last release")
        }
        return try FeedReader(core: core).path(behind: cursor)
    }
}

private struct Sleeping: ModelFeed {
    let core: ModelCore

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let clock = core.services.clock
        try? await clock.sleep(until: clock.now.adding(seconds: 60))
        return try await FeedReader(core: core).page(of: stream, after: cursor)
    }
}

private struct Hanging: ModelFeed {
    let core: ModelCore

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
        return try await FeedReader(core: core).page(of: stream, after: cursor)
    }
}

private struct Unreasoned: ModelFeed {
    let core: ModelCore

    func reject(of row: JSON) -> SourceReject? {
        FeedReader(core: core).reject(of: row).map { SourceReject(kind: $0.kind, subject: $0.subject, reason: "") }
    }
}
