import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import Synchronization

/// The table of a system that is read by the time of a change: rows can be written, deleted, and dated at will.
final class YardTable: Sendable {
    struct Row: Sendable, Hashable {
        let id: Int
        var time: Instant
        var text: String
        var isDeleted = false
    }

    struct State: Sendable {
        var rows: [Row] = []
        /// What is to happen when a page with this number (from 1) has been answered.
        var events: [Int: @Sendable (YardTable) -> Void] = [:]
        var pages = 0
        var requests: [ChangeRequest] = []
        var failures: [Int: ConnectorError] = [:]
        /// Tokens before this number have expired.
        var firstToken = 0
    }

    static let start = Instant(seconds: 1_767_600_000)
    static let pageSize = 3

    let state = Mutex(State())
    let paging: IncrementalStream.Paging

    init(_ paging: IncrementalStream.Paging) {
        self.paging = paging
    }

    /// Writes a row, `seconds` after the start.
    func write(_ id: Int, _ seconds: Int64, _ text: String = "as it was") {
        write(id, at: Self.start.adding(seconds: seconds), text)
    }

    func write(_ id: Int, at time: Instant, _ text: String = "as it was") {
        state.withLock { state in
            state.rows.removeAll { $0.id == id }
            state.rows.append(Row(id: id, time: time, text: text))
        }
    }

    /// Removes a row as if it had never been.
    func vanish(_ id: Int) { state.withLock { $0.rows.removeAll { $0.id == id } } }

    /// Marks a row as deleted, which the system still tells of.
    func delete(_ id: Int, _ seconds: Int64) {
        state.withLock { state in
            state.rows.removeAll { $0.id == id }
            state.rows.append(Row(id: id, time: Self.start.adding(seconds: seconds), text: "", isDeleted: true))
        }
    }

    func after(page: Int, _ event: @escaping @Sendable (YardTable) -> Void) {
        state.withLock { $0.events[page] = event }
    }

    /// Lets the page with this number fail.
    func fail(page: Int, _ error: ConnectorError) { state.withLock { $0.failures[page] = error } }

    var rows: [Row] { state.withLock { $0.rows } }

    var requests: [ChangeRequest] { state.withLock { $0.requests } }

    /// Answers as the system would.
    func answer(_ request: ChangeRequest) throws(ConnectorError) -> ChangePage {
        let (page, failure) = state.withLock { state in
            state.pages += 1
            state.requests.append(request)
            return (state.pages, state.failures[state.pages])
        }
        if let failure { throw failure }
        let result = try select(request)
        state.withLock { $0.events.removeValue(forKey: page) }?(self)
        return result
    }

    private func select(_ request: ChangeRequest) throws(ConnectorError) -> ChangePage {
        let rows = state.withLock { $0.rows }
        switch request {
        case .since(let time):
            let found = rows.filter { $0.time >= time ?? Instant(microseconds: .min) }
            return paging == .token ? tokenPage(found, from: 0, time) : page(sorted(found)[...])
        case .at(let time, let id):
            let behind = id.flatMap { Int($0) } ?? .min
            let found = rows.filter { $0.id > behind && $0.time >= time && $0.time < time.adding(seconds: 1) }
            return page(found.sorted { $0.id < $1.id }[...])
        case .page(let token, let time):
            let parts = token.split(separator: "/").compactMap { Int($0) }
            guard parts.count == 2, parts[0] >= state.withLock({ $0.firstToken }) else {
                throw .positionUnavailable(endpoint: "yard", reason: "token \(token) expired", earliest: nil)
            }
            return tokenPage(rows.filter { $0.time >= time ?? Instant(microseconds: .min) }, from: parts[1], time)
        case .offset(let offset, let time):
            let found = sorted(rows.filter { $0.time >= time ?? Instant(microseconds: .min) })
            return page(found.dropFirst(offset))
        }
    }

    /// Systems that are read by position sort by time; others here by the number of the row, whatever its time.
    private func sorted(_ rows: [Row]) -> [Row] {
        rows.sorted { paging == .position ? ($0.time, $0.id) < ($1.time, $1.id) : $0.id < $1.id }
    }

    private func page(_ rows: ArraySlice<Row>) -> ChangePage {
        ChangePage(rows: rows.prefix(Self.pageSize).map(Self.changed), hasMore: rows.count > Self.pageSize)
    }

    /// Token pages go by the number of the row, so that none moves; newest rows come first within a page.
    private func tokenPage(_ rows: [Row], from number: Int, _ since: Instant?) -> ChangePage {
        let rest = rows.filter { $0.id >= number }.sorted { $0.id < $1.id }
        let page = rest.prefix(Self.pageSize)
        let generation = state.withLock { $0.firstToken }
        let next = rest.dropFirst(Self.pageSize).first.map { "\(generation)/\($0.id)" }
        return ChangePage(rows: page.reversed().map(Self.changed), nextToken: next)
    }

    /// Shown to the second, kept to the microsecond.
    static func changed(_ row: Row) -> ChangedRow {
        ChangedRow(
            id: String(row.id),
            time: Instant(seconds: row.time.seconds),
            content: row.isDeleted
                ? .deleted
                : .object([
                    "author": "ann", "text": .string("\(row.id) \(row.text)"), "amount": "19.99",
                    "at": .string(Instant(seconds: row.time.seconds).text),
                ])
        )
    }
}

/// A connector in front of a ``YardTable`` that does everything as it must be; the broken ones inherit from it.
///
// Unchecked because it is open to subclasses; none has anything but the table, which is Sendable.
class YardSource: IncrementalRESTSource, @unchecked Sendable {
    class var manifest: ConnectorManifest {
        ConnectorManifest(
            id: "yard",
            version: "1.0.0",
            summary: "A table for tests.",
            configuration: [],
            reads: ["Note"],
            wireVersions: []
        )
    }

    let table: YardTable

    required init(_ table: YardTable) {
        self.table = table
    }

    required convenience init(
        configuration: ConnectorConfiguration,
        services: ConnectorServices
    ) throws(ConnectorError) {
        self.init(YardTable(.position))
    }

    var deletions: IncrementalStream.Deletions { .reported }

    var overlap: Duration { .seconds(60) }

    var resolution: Duration { .seconds(1) }

    var incrementalStreams: [IncrementalStream] {
        [
            IncrementalStream(
                SourceStream(name: "notes", object: "Note"),
                paging: table.paging,
                resolution: resolution,
                overlap: overlap,
                deletions: deletions
            )
        ]
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func changes(
        of stream: IncrementalStream,
        _ request: ChangeRequest
    ) async throws(ConnectorError) -> ChangePage {
        try table.answer(request)
    }

    func position(ofEarlier cursor: Cursor, in stream: IncrementalStream) -> Instant? {
        cursor.text.hasPrefix("since ") ? Instant(String(cursor.text.dropFirst(6))) : nil
    }
}
