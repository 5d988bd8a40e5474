internal import JSON

/// Every request that reached the simulated system, in order; no entry is ever forgotten.
struct RequestJournal: Sendable {
    /// The longest piece of a body that is kept.
    static let longestBody = 64 << 10
    /// How many entries keep a body.
    static let entriesWithBody = 100_000
    /// How many bytes of bodies are kept in all.
    static let bytesOfBodies = 256 << 20

    /// A moment on the virtual clock and on the machine's own, which only measures durations.
    struct Stamp: Sendable {
        var virtual: SimulatedInstant
        var nanoseconds: Int64

        var json: JSON {
            ["virtual": .string(virtual.text), "monotonicNanoseconds": .integer(nanoseconds)]
        }
    }

    private struct Entry: Sendable {
        let number: Int
        let received: Stamp
        let request: SimulatedRequest
        let requestBytes: Int
        let bodyNote: String?
        var answered: Stamp?
        var aborted: Stamp?
        var status: Int?
        var responseBytes: Int?
        var fault: String?
        var isUnmatched = false
    }

    private var entries: [Entry] = []
    private var keptBytes = 0

    /// Records a request before anything is done for it; its number counts from 1.
    mutating func received(_ request: SimulatedRequest, at stamp: Stamp) -> Int {
        let number = entries.count + 1
        var note: String?
        var piece = Array(request.body.prefix(Self.longestBody))
        if number > Self.entriesWithBody || keptBytes + piece.count > Self.bytesOfBodies {
            piece = []
            note = "not kept: the journal holds its greatest amount of bodies; DELETE /_sim/requests makes room"
        } else if piece.count < request.body.count {
            note = "only the first \(Self.longestBody) bytes are kept"
        }
        keptBytes += piece.count
        entries.append(
            Entry(
                number: number,
                received: stamp,
                request: SimulatedRequest(
                    method: request.method,
                    path: request.path,
                    query: request.query,
                    body: piece
                ),
                requestBytes: request.body.count,
                bodyNote: note
            )
        )
        return number
    }

    /// Records the answer before it is sent.
    mutating func answered(
        _ number: Int,
        with answer: SimulatedResponse,
        fault: String?,
        isUnmatched: Bool,
        at stamp: Stamp
    ) {
        guard entries.indices.contains(number - 1) else { return }
        entries[number - 1].status = answer.status
        entries[number - 1].fault = fault
        entries[number - 1].isUnmatched = isUnmatched
        entries[number - 1].responseBytes = answer.bodyBytesSent
        if answer.isDelivered { entries[number - 1].answered = stamp } else { entries[number - 1].aborted = stamp }
    }

    /// Records that the client hung up while it was answered.
    mutating func aborted(_ number: Int, at stamp: Stamp) {
        guard entries.indices.contains(number - 1) else { return }
        entries[number - 1].answered = nil
        entries[number - 1].aborted = stamp
    }

    /// Forgets all entries and counts from 1 again.
    mutating func removeAll() {
        entries = []
        keptBytes = 0
    }

    /// The entries that meet every condition of `query`: `path` (a part of it), `method`, `status`, `unmatched=true`;
    /// `limit` keeps the newest ones only, while `count` counts all.
    func json(_ query: [String: String]) throws(SimulatorError) -> JSON {
        let known = ["path", "method", "status", "unmatched", "limit"]
        for name in query.keys.sorted() where !known.contains(name) {
            throw SimulatorError("Unknown filter \(name); use \(known.joined(separator: ", ")).")
        }
        let found = entries.filter { entry in
            if let path = query["path"], !entry.request.path.contains(path) { return false }
            if let method = query["method"], entry.request.method != method.uppercased() { return false }
            if let status = query["status"], entry.status.map(String.init) != status { return false }
            return query["unmatched"] != "true" || entry.isUnmatched
        }
        var shown = found[...]
        if let text = query["limit"] {
            guard let limit = Int(text), limit >= 0 else {
                throw SimulatorError("The filter limit is \"\(text)\": give a whole number from 0.")
            }
            shown = found.suffix(limit)
        }
        return [
            "count": .integer(Int64(found.count)), "total": .integer(Int64(entries.count)),
            "requests": .array(shown.map(Self.json)),
        ]
    }

    private static func json(_ entry: Entry) -> JSON {
        var object = JSONObject()
        object["number"] = .integer(Int64(entry.number))
        object["received"] = entry.received.json
        object["answered"] = entry.answered?.json ?? .null
        object["aborted"] = entry.aborted?.json ?? .null
        object["method"] = .string(entry.request.method)
        object["path"] = .string(entry.request.path)
        var query = JSONObject()
        for (name, value) in entry.request.query.sorted(by: { $0.key < $1.key }) { query[name] = .string(value) }
        object["query"] = .object(query)
        object["status"] = entry.status.map { .integer(Int64($0)) } ?? .null
        object["requestBytes"] = .integer(Int64(entry.requestBytes))
        object["responseBytes"] = entry.responseBytes.map { .integer(Int64($0)) } ?? .null
        object["body"] = .string(String(decoding: entry.request.body, as: UTF8.self))
        object["bodyNote"] = entry.bodyNote.map(JSON.string)
        object["fault"] = entry.fault.map(JSON.string)
        object["unmatched"] = .bool(entry.isUnmatched)
        return .object(object)
    }
}
