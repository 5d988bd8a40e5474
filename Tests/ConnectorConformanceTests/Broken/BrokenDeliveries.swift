import CanonicalModel
import ConnectorKit
import JSON
import Synchronization

/// Connectors that lose or hoard rows on the way to the runtime, or make too much of a clock or of a member.
let brokenDeliveries: [BrokenSubject] = [
    broken("a poll leaves a task behind", Leaving.self, "D01", "still wait for the clock"),
    broken("a process keeps in memory what it has given", Forgetful.self, "D04", "records are lost"),
    broken("a process that goes on between two pages begins at the end", Passing.self, "D04", "records are lost"),
    broken("a page holds whatever there is", Boundless.self, "D05", "may"),
    broken("a record has another id each time it enters", Renaming.self, "D08", "more records entered"),
    broken("a page that fails is taken for the end", EarlyEnd.self, "F02", "at request 2: 4 of 7 rows lost"),
    broken(
        "what is older than a day by the machine's time is old",
        ClockFilter.self,
        "F05",
        "by a clock that is a day early"
    ),
    broken("a cursor is the machine's time", ClockCursor.self, "F10", "by a clock that is a day early"),
    broken("a reader knows all members or none", Knowing.self, "F08", "the test could not go on"),
]

private let broken = BrokenSubject.each { ModelSubject($0) }

private struct Leaving: ModelFeed {
    let core: ModelCore

    func path(behind cursor: Cursor?) throws(ConnectorError) -> String {
        let clock = core.services.clock
        Task { try? await clock.sleep(until: clock.now.adding(seconds: 3600)) }
        return try FeedReader(core: core).path(behind: cursor)
    }
}

private struct Forgetful: ModelFeed {
    let core: ModelCore
    private static let given = Mutex<[ObjectIdentifier: Set<String>]>([:])

    init(core: ModelCore) { self.core = core }

    func reject(of row: JSON) -> SourceReject? { nil }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let page = try await FeedReader(core: core).page(of: stream, after: cursor)
        let plant = ObjectIdentifier(core.services.clock as AnyObject)
        let news = Self.given.withLock { given in
            page.records.filter { given[plant, default: []].insert($0.id).inserted }
        }
        return RecordPage(records: news, next: page.next, hasMore: page.hasMore)
    }
}

/// Knows behind which page it goes on only if it read that page itself.
private final class Passing: ModelFeed {
    let core: ModelCore
    private let hasRead = Mutex(false)

    init(core: ModelCore) { self.core = core }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let isOwn = hasRead.withLock { hasRead in
            defer { hasRead = true }
            return hasRead
        }
        guard isOwn || cursor == nil else { return RecordPage(records: [], next: cursor, hasMore: false) }
        return try await FeedReader(core: core).page(of: stream, after: cursor)
    }
}

private struct Boundless: ModelFeed {
    let core: ModelCore

    func path(behind cursor: Cursor?) throws(ConnectorError) -> String { "/all" }
}

private struct Renaming: ModelFeed {
    let core: ModelCore
    private static let count = Mutex(0)

    init(core: ModelCore) { self.core = core }

    func path(behind cursor: Cursor?) throws(ConnectorError) -> String {
        // Whatever was read last is read again.
        guard let number = cursor.flatMap({ Int64($0.text) }) else {
            return try FeedReader(core: core).path(behind: cursor)
        }
        return "/log?after=\(number - 1)"
    }

    func record(_ row: JSON) -> SourceRecord {
        let record = FeedReader(core: core).record(row)
        let number = Self.count.withLock { count in
            count += 1
            return count
        }
        return SourceRecord(
            id: "\(record.id)@\(number)",
            object: record.object,
            occurredAt: record.occurredAt,
            payload: record.payload
        )
    }
}

private struct ClockFilter: ModelFeed {
    let core: ModelCore

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let page = try await FeedReader(core: core).page(of: stream, after: cursor)
        let earliest = core.services.clock.now.adding(seconds: -86_400)
        let young = page.records.filter { $0.occurredAt >= earliest }
        return RecordPage(records: young, rejects: page.rejects, next: page.next, hasMore: page.hasMore)
    }
}

private struct ClockCursor: ModelFeed {
    let core: ModelCore

    func path(behind cursor: Cursor?) throws(ConnectorError) -> String {
        guard let cursor else { return "/by-time" }
        guard let time = Instant(cursor.text) else {
            throw .positionUnavailable(endpoint: "GET /by-time", reason: "no time", earliest: nil)
        }
        return "/by-time?since=\(time.text)"
    }

    func cursor(behind rows: [JSON], after cursor: Cursor?) -> Cursor? {
        // While there are more, the last row's time; at the end, the present.
        rows.count == ModelPlant.pageSize
            ? rows.last?["time"]?.stringValue.flatMap { Instant($0) }.map { Cursor($0.adding(.microseconds(1)).text) }
            : Cursor(core.services.clock.now.text)
    }
}

private struct EarlyEnd: ModelFeed {
    let core: ModelCore

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        do throws(ConnectorError) {
            return try await FeedReader(core: core).page(of: stream, after: cursor)
        } catch {
            guard cursor != nil else { throw error }
            return RecordPage(records: [], next: cursor, hasMore: false)
        }
    }
}

private struct Knowing: ModelFeed {
    let core: ModelCore

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let answer = try await core.get(try path(behind: cursor))
        let known: Set<String> = ["rows", "more", "token"]
        if let strange = answer.objectValue?.first(where: { !known.contains($0.key) }) {
            throw .unexpectedAnswer(endpoint: "GET /log", reason: "the member \(strange.key) is unknown")
        }
        return try await FeedReader(core: core).page(of: stream, after: cursor)
    }
}
