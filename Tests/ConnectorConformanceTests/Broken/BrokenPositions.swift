import CanonicalModel
import ConnectorConformance
import ConnectorKit
import JSON
import Synchronization

/// Connectors that lose their place, or rows on the way.
let brokenPositions: [BrokenSubject] = [
    BrokenSubject(
        "changes are asked for later than a time",
        foundBy: "R05",
        saying: "rows lost: m6",
        in: ModelSubject(Strict.self)
    ),
    BrokenSubject(
        "a row waits in memory for the next page",
        foundBy: "R06",
        saying: "restarted behind page 1 of 8: 1 of 23 rows lost",
        in: ModelSubject(Hoarding.self)
    ),
    BrokenSubject(
        "rows of one time are told with the last name first",
        foundBy: "R06",
        saying: "rows lost",
        in: ModelSubject(LastFirst.self)
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
        saying: "m1 comes behind m6",
        in: ModelSubject(Unsorted.self)
    ),
    BrokenSubject(
        "a log is told backwards",
        foundBy: "R09",
        saying: "are told in the order m4, m5, m6, m2, m3",
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

private struct Strict: ModelRows {
    let core: ModelCore

    func path(for request: ChangeRequest) -> String {
        guard case .since(let time?) = request else { return PositionReader(core: core).path(for: request) }
        return PositionReader(core: core).path(for: .since(time.adding(seconds: 1)))
    }
}

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

private struct LastFirst: ModelRows {
    let core: ModelCore

    func path(for request: ChangeRequest) -> String {
        let path = PositionReader(core: core).path(for: request)
        guard case .at = request else { return path }
        return path + "&order=last"
    }
}
