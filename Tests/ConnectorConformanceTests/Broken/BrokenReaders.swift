import CanonicalModel
import ConnectorConformance
import ConnectorKit
import JSON
import Synchronization

/// Connectors that read rows wrongly.
let brokenReaders: [BrokenSubject] = [
    BrokenSubject(
        "only the first page is read",
        foundBy: "R01",
        saying: "4 of 7 rows lost",
        in: ModelSubject(FirstPage.self)
    ),
    BrokenSubject(
        "a member is added to the canonical object",
        foundBy: "R02",
        saying: "undeclared member remark",
        in: ModelSubject(Adding.self)
    ),
    BrokenSubject(
        "all records have one id",
        foundBy: "R03",
        saying: "stands for 7 contents",
        in: ModelSubject(OneID.self)
    ),
    BrokenSubject(
        "an id does not change with its row",
        foundBy: "R03",
        saying: "has no new id",
        in: ModelSubject(LastingID.self)
    ),
    BrokenSubject(
        "a record says how often it was read",
        foundBy: "R04",
        saying: "two readings differ",
        in: ModelSubject(Counting.self)
    ),
    BrokenSubject(
        "a record has another id each time",
        foundBy: "R05",
        saying: "nothing happened, and 3 records came",
        in: ModelSubject(Counting.self)
    ),
    BrokenSubject(
        "changes are asked for later than a time",
        foundBy: "R05",
        saying: "rows lost: m6",
        in: ModelSubject(Strict.self)
    ),
    BrokenSubject(
        "a row waits in memory for the next page",
        foundBy: "R06",
        saying: "restarted behind page 1 of 3: 1 of 7 rows lost",
        in: ModelSubject(Hoarding.self)
    ),
    BrokenSubject(
        "a cursor is the time of the last row",
        foundBy: "R07",
        saying: "rows came while pages were read",
        in: ModelSubject(TimeCursor.self)
    ),
    BrokenSubject(
        "the lower bound is not handed on",
        foundBy: "R08",
        saying: "in ten years",
        in: ModelSubject(Boundless.self)
    ),
    BrokenSubject(
        "rows by name are said to be by time",
        foundBy: "R09",
        saying: "m1 comes behind m2",
        in: ModelSubject(Unsorted.self)
    ),
    BrokenSubject(
        "a log is told backwards",
        foundBy: "R09",
        saying: "m1@1 comes behind m2@1",
        in: ModelSubject(Backwards.self)
    ),
    BrokenSubject(
        "a cursor counts the rows to pass over",
        foundBy: "R10",
        saying: "1 of 6 rows lost: m3",
        in: ModelSubject(Counted.self, keepsDeleted: false)
    ),
    BrokenSubject(
        "a deleted row does not concern anybody",
        foundBy: "R11",
        saying: "the deletion of m6 is not told",
        in: ModelSubject(Forgetful.self)
    ),
    BrokenSubject(
        "a deleted row is told as it was",
        foundBy: "R11",
        saying: "is still told of",
        in: ModelSubject(Ghostly.self)
    ),
    BrokenSubject(
        "a row asked for by its time has other hours",
        foundBy: "R12",
        saying: "differs when it is asked for by its time",
        in: ModelSubject(TwoFaced.self)
    ),
    BrokenSubject(
        "hours are a binary number",
        foundBy: "R13",
        saying: "is a binary number",
        in: ModelSubject(Binary.self)
    ),
    BrokenSubject(
        "a time has no zone",
        foundBy: "R13",
        saying: "is a time without a zone",
        in: ModelSubject(Zoneless.self)
    ),
    BrokenSubject(
        "a cursor keeps what was read",
        foundBy: "R14",
        saying: "a cursor has 90002 bytes",
        in: ModelSubject(Heavy.self)
    ),
    BrokenSubject(
        "a strange cursor is taken for the end",
        foundBy: "R14",
        saying: "7 of 7 rows lost",
        in: ModelSubject(Ending.self)
    ),
]

struct FirstPage: ModelRows {
    let core: ModelCore

    func page(in answer: JSON, for request: ChangeRequest) -> ChangePage {
        ChangePage(rows: (answer["rows"]?.arrayValue ?? []).map { changed($0, for: request) }, hasMore: false)
    }
}

private struct Adding: ModelFeed {
    let core: ModelCore

    func payload(of row: JSON) -> JSON {
        var members = PositionReader(core: core).payload(of: row).objectValue ?? JSONObject()
        members["remark"] = "from the plant"
        return .object(members)
    }
}

private struct OneID: ModelFeed {
    let core: ModelCore

    func record(_ row: JSON) -> SourceRecord {
        let record = FeedReader(core: core).record(row)
        return SourceRecord(id: "row@1", object: record.object, occurredAt: record.occurredAt, payload: record.payload)
    }
}

private struct LastingID: ModelFeed {
    let core: ModelCore

    func record(_ row: JSON) -> SourceRecord {
        let record = FeedReader(core: core).record(row)
        let id = "\(row["id"]?.stringValue ?? "")@1"
        return SourceRecord(id: id, object: record.object, occurredAt: record.occurredAt, payload: record.payload)
    }
}

private struct Counting: ModelFeed {
    static let readings = Mutex(0)
    let core: ModelCore

    func path(behind cursor: Cursor?) throws(ConnectorError) -> String { "/log" }

    func record(_ row: JSON) -> SourceRecord {
        let record = FeedReader(core: core).record(row)
        let count = Self.readings.withLock { count in
            count += 1
            return count
        }
        let id = "\(row["id"]?.stringValue ?? "")@\(count)"
        return SourceRecord(id: id, object: record.object, occurredAt: record.occurredAt, payload: record.payload)
    }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let page = try await core.get("/log")
        return RecordPage(records: (page["rows"]?.arrayValue ?? []).map(record), next: nil, hasMore: false)
    }
}

private struct Strict: ModelRows {
    let core: ModelCore

    func path(for request: ChangeRequest) -> String {
        guard case .since(let time?) = request else { return PositionReader(core: core).path(for: request) }
        return PositionReader(core: core).path(for: .since(time.adding(seconds: 1)))
    }
}

/// Gives a page without its last row, which it keeps for the next one.
private final class Hoarding: ModelFeed {
    let core: ModelCore
    private let kept = Mutex<SourceRecord?>(nil)

    init(core: ModelCore) { self.core = core }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let page = try await FeedReader(core: core).page(of: stream, after: cursor)
        let held = page.hasMore ? page.records.last : nil
        let before = kept.withLock { kept in
            defer { kept = held }
            return kept
        }
        let records = (before.map { [$0] } ?? []) + (held == nil ? page.records : page.records.dropLast())
        return RecordPage(records: records, next: page.next, hasMore: page.hasMore)
    }
}

/// Asks for what is later than the last row.
private struct TimeCursor: ModelFeed {
    let core: ModelCore

    func path(behind cursor: Cursor?) throws(ConnectorError) -> String {
        guard let cursor else { return "/by-time" }
        guard let time = Instant(cursor.text) else {
            throw .positionUnavailable(endpoint: "GET /by-time", reason: "no time", earliest: nil)
        }
        return "/by-time?since=\(time.adding(.microseconds(1)).text)"
    }

    func cursor(behind rows: [JSON], after cursor: Cursor?) -> Cursor? {
        rows.last?["time"]?.stringValue.map { Cursor($0) } ?? cursor
    }
}

private struct Boundless: ModelRows {
    let core: ModelCore

    func path(for request: ChangeRequest) -> String {
        guard case .since = request else { return PositionReader(core: core).path(for: request) }
        return "/by-time"
    }
}

private struct Unsorted: ModelRows {
    let core: ModelCore

    func page(in answer: JSON, for request: ChangeRequest) -> ChangePage {
        let page = PositionReader(core: core).page(in: answer, for: request)
        return ChangePage(rows: page.rows.reversed(), hasMore: page.hasMore)
    }
}

private struct Backwards: ModelFeed {
    let core: ModelCore

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let page = try await FeedReader(core: core).page(of: stream, after: cursor)
        return RecordPage(records: page.records.reversed(), next: page.next, hasMore: page.hasMore)
    }
}

private struct Counted: ModelFeed {
    let core: ModelCore

    func path(behind cursor: Cursor?) throws(ConnectorError) -> String {
        guard let count = Int(cursor?.text ?? "0") else {
            throw .positionUnavailable(endpoint: "GET /by-name", reason: "no count", earliest: nil)
        }
        return "/by-name?offset=\(count)"
    }

    func cursor(behind rows: [JSON], after cursor: Cursor?) -> Cursor? {
        Cursor("\((Int(cursor?.text ?? "0") ?? 0) + rows.count)")
    }
}

private struct Forgetful: ModelRows {
    let core: ModelCore

    func changed(_ row: JSON, for request: ChangeRequest) -> ChangedRow {
        let row = PositionReader(core: core).changed(row, for: request)
        guard row.content == .deleted else { return row }
        return ChangedRow(id: row.id, time: row.time, content: .foreign)
    }
}

private struct Ghostly: ModelRows {
    let core: ModelCore

    func changed(_ row: JSON, for request: ChangeRequest) -> ChangedRow {
        let changed = PositionReader(core: core).changed(row, for: request)
        return ChangedRow(id: changed.id, time: changed.time, content: .object(payload(of: row)))
    }
}

private struct TwoFaced: ModelRows {
    let core: ModelCore

    func changed(_ row: JSON, for request: ChangeRequest) -> ChangedRow {
        let changed = PositionReader(core: core).changed(row, for: request)
        guard case .at = request, var members = payload(of: row).objectValue else { return changed }
        members["sourceValue"] = "PT1H"
        return ChangedRow(id: changed.id, time: changed.time, content: .object(.object(members)))
    }
}

private struct Binary: ModelFeed {
    let core: ModelCore

    func payload(of row: JSON) -> JSON {
        var members = PositionReader(core: core).payload(of: row).objectValue ?? JSONObject()
        members["counterSeconds"] = .real(3600.5)
        return .object(members)
    }
}

private struct Zoneless: ModelFeed {
    let core: ModelCore

    func payload(of row: JSON) -> JSON {
        var members = PositionReader(core: core).payload(of: row).objectValue ?? JSONObject()
        members["time"] = "2026-01-05T16:00:00"
        return .object(members)
    }
}

private struct Heavy: ModelFeed {
    let core: ModelCore

    func path(behind cursor: Cursor?) throws(ConnectorError) -> String {
        let number = cursor.map { Cursor(String($0.text.prefix { $0 != "|" })) }
        return try FeedReader(core: core).path(behind: number)
    }

    func cursor(behind rows: [JSON], after cursor: Cursor?) -> Cursor? {
        let number = rows.last?["number"]?.integerValue ?? cursor.flatMap { Int64($0.text.prefix { $0 != "|" }) } ?? 0
        return Cursor("\(number)|" + String(repeating: "row", count: 30_000))
    }
}

private struct Ending: ModelFeed {
    let core: ModelCore

    func path(behind cursor: Cursor?) throws(ConnectorError) -> String {
        guard let cursor else { return "/log" }
        return "/log?after=\(Int64(cursor.text) ?? .max)"
    }
}
