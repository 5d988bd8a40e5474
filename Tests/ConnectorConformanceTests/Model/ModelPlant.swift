import CanonicalModel
import ConnectorConformance
import ConnectorKit
import JSON
import Synchronization

/// A system with machines that report hours: rows with the time of their last change, asked for in each of the ways in which
/// systems divide answers into pages, by users with a key.
final class ModelPlant: Sendable {
    struct Row: Sendable, Hashable {
        var time: Instant
        var version: Int64 = 1
        /// Where the row stands in the log of changes.
        var number: Int64
        var isDeleted = false
        /// Whether its hours are no number.
        var isSpoilt = false
    }

    private struct State: Sendable {
        var rows: [String: Row] = [:]
        var number: Int64 = 0
        var tokens: [String: [String]] = [:]
        var mayRead = true
    }

    static let key = "key-of-the-plant"
    static let pageSize = 3

    let clock = ManualClock(Instant(seconds: 1_767_600_000))
    /// Whether a deleted row stays in the lists as such.
    let keepsDeleted: Bool
    private let state = Mutex(State())

    init(rows count: Int, keepsDeleted: Bool) {
        self.keepsDeleted = keepsDeleted
        for index in 0..<count { put("m\(index)", at: clock.now.adding(seconds: Int64(index / 2) - 3600)) }
    }

    /// Adds or changes a row.
    func put(_ id: String, at time: Instant) {
        state.withLock { state in
            state.number += 1
            let version = (state.rows[id]?.version ?? 0) + 1
            state.rows[id] = Row(time: time, version: version, number: state.number)
        }
    }

    /// Changes a row to hours that are no number.
    func spoil(_ id: String) {
        put(id, at: clock.now)
        state.withLock { $0.rows[id]?.isSpoilt = true }
    }

    func delete(_ id: String) {
        state.withLock { state in
            state.number += 1
            guard keepsDeleted, let row = state.rows[id] else {
                state.rows[id] = nil
                return
            }
            state.rows[id] = Row(time: clock.now, version: row.version + 1, number: state.number, isDeleted: true)
        }
    }

    /// The ids of all rows that are there.
    var ids: Set<String> { state.withLock { Set($0.rows.filter { !$0.value.isDeleted }.keys) } }

    /// How many hours each machine has worked, whose display works.
    var hours: [String: Int64] {
        state.withLock { $0.rows.filter { !$0.value.isDeleted && !$0.value.isSpoilt }.mapValues(\.version) }
    }

    func withholdRights() { state.withLock { $0.mayRead = false } }

    /// What carries calls to it.
    var transport: FixtureTransport {
        FixtureTransport { [self] request throws(TransportError) in state.withLock { answer(request, &$0) } }
    }

    private func answer(_ request: HTTPRequest, _ state: inout State) -> HTTPResponse {
        guard request.headers.contains(HTTPField("Authorization", "Bearer \(Self.key)")) else {
            return HTTPResponse(status: 401)
        }
        guard state.mayRead else { return HTTPResponse(status: 403) }
        let query = Query(request.url)
        let rows: [(key: String, value: Row)]
        switch query.path {
        case "/by-time":
            let from = state.rows.filter { row in query.since.map { row.value.time >= $0 } ?? true }
            rows = from.sorted { ($0.value.time, $0.key) < ($1.value.time, $1.key) }
        case "/at":
            rows = state.rows.filter { $0.value.time == query.since && $0.key > (query["behind"] ?? "") }
                .sorted { query["order"] == "last" ? $0.key > $1.key : $0.key < $1.key }
        case "/by-name":
            let from = state.rows.filter { row in query.since.map { row.value.time >= $0 } ?? true }
            rows = Array(from.sorted { $0.key < $1.key }.dropFirst(query["offset"].flatMap { Int($0) } ?? 0))
        case "/token":
            guard let token = query["token"], let ids = state.tokens[token] else { return HTTPResponse(status: 410) }
            rows = ids.compactMap { id in state.rows[id].map { (id, $0) } }
        case "/log":
            let last = query["after"].flatMap { Int64($0) } ?? 0
            rows = state.rows.filter { $0.value.number > last }.sorted { $0.value.number < $1.value.number }
        case "/all":
            return page(state.rows.sorted { $0.key < $1.key }, of: .max, &state)
        default: return HTTPResponse(status: 404)
        }
        return page(rows, of: Self.pageSize, &state)
    }

    private func page(_ rows: [(key: String, value: Row)], of size: Int, _ state: inout State) -> HTTPResponse {
        let rest = rows.dropFirst(size).map(\.key)
        let token = "t\(state.tokens.count + 1)"
        if !rest.isEmpty { state.tokens[token] = rest }
        let page: JSON = [
            "rows": .array(rows.prefix(size).map { Self.json($0.key, $0.value) }),
            "more": .bool(!rest.isEmpty), "token": rest.isEmpty ? .null : .string(token),
        ]
        return HTTPResponse(status: 200, body: Array(page.canonicalText.utf8))
    }

    private static func json(_ id: String, _ row: Row) -> JSON {
        [
            "id": .string(id), "time": .string(row.time.text), "version": .integer(row.version),
            "hours": .string(row.isSpoilt ? "n/a" : "\(row.version).00"),
            "number": .integer(row.number), "deleted": .bool(row.isDeleted),
        ]
    }
}

/// The path and the members of an address's query.
private struct Query {
    let path: String
    private let members: [String: String]

    init(_ url: String) {
        let parts = url.dropFirst("https://plant.example".count).split(separator: "?", maxSplits: 1)
        path = parts.first.map(String.init) ?? ""
        let pairs = (parts.count > 1 ? parts[1] : "").split(separator: "&").map {
            $0.split(separator: "=", maxSplits: 1)
        }
        members = Dictionary(pairs.filter { $0.count == 2 }.map { (String($0[0]), String($0[1])) }) { first, _ in first
        }
    }

    subscript(name: String) -> String? { members[name] }

    var since: Instant? { self["since"].flatMap { Instant($0) } }
}
