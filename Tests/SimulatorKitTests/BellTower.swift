import Foundation
import JSON
import SimulatorKit

/// A bell that rings at every full hour, and when somebody pulls the rope: the smallest system that tells of something.
struct BellTower: WebhookingSystem {
    static let name = "bell-tower"
    static let eventTypes = ["bell.struck", "rope.pulled"]
    static let payloadVersions = ["1", "2"]
    static let coverage = [
        SimulatedOperation("event bell.struck", .assumed(reason: "nobody listened")),
        SimulatedOperation("event rope.pulled", .documented(source: "the sexton's book")),
    ]

    let startOfStory: SimulatedInstant
    private var pulls: [SimulatedEvent] = []

    init(options: SimulatorOptions) throws(SimulatorError) {
        // 2026-01-05T06:30:00Z
        startOfStory = options.start ?? SimulatedInstant(seconds: 1_767_594_600)
    }

    mutating func advance(to instant: SimulatedInstant) {}

    mutating func respond(to request: SimulatedRequest, at now: SimulatedInstant) -> SimulatedResponse? {
        guard (request.method, request.path) == ("POST", "/rope") else { return nil }
        pulls.append(event("rope.pulled", at: now))
        return SimulatedResponse(contentType: "text/plain", body: Array("ding".utf8))
    }

    mutating func takeEvents(after start: SimulatedInstant, through end: SimulatedInstant) -> [SimulatedEvent] {
        let hours = start.seconds / 3600..<end.seconds / 3600
        let strikes = hours.map { event("bell.struck", at: SimulatedInstant(seconds: ($0 + 1) * 3600)) }
        defer { pulls = [] }
        return (pulls + strikes).sorted { $0.at < $1.at }
    }

    private func event(_ type: String, at now: SimulatedInstant) -> SimulatedEvent {
        SimulatedEvent(
            type,
            at: now,
            bodies: [
                ["type": .string(type), "at": .string(now.text), "strokes": 12],
                ["kind": .string(type), "moment": .string(now.text), "count": 12],
            ]
        )
    }

    func truth(_ query: [String: String]) -> JSON { [:] }

    mutating func control(
        _ name: String,
        method: String,
        body: JSON,
        at now: SimulatedInstant
    ) throws(SimulatorError) -> JSON? { nil }

    func snapshot() -> JSON { [:] }

    mutating func restore(_ snapshot: JSON) throws(SimulatorError) {}
}

/// What receives webhooks and remembers all of them, signatures included, which a journal would not show.
struct PostBox: SimulatedSystem {
    static let name = "post-box"
    static let coverage: [SimulatedOperation] = []

    let startOfStory = SimulatedInstant(seconds: 0)
    private var received: [JSON] = []

    init(options: SimulatorOptions) throws(SimulatorError) {}

    mutating func advance(to instant: SimulatedInstant) {}

    mutating func respond(to request: SimulatedRequest, at now: SimulatedInstant) -> SimulatedResponse? {
        var headers = JSONObject()
        for (name, value) in request.headers { headers[name] = .string(value) }
        var query = JSONObject()
        for (name, value) in request.query { query[name] = .string(value) }
        received.append(
            [
                "path": .string(request.path), "query": .object(query), "headers": .object(headers),
                "body": .string(String(decoding: request.body, as: UTF8.self)),
            ]
        )
        return SimulatedResponse(status: 204, contentType: "text/plain", body: [])
    }

    func truth(_ query: [String: String]) -> JSON { ["received": .array(received)] }

    mutating func control(
        _ name: String,
        method: String,
        body: JSON,
        at now: SimulatedInstant
    ) throws(SimulatorError) -> JSON? { nil }

    func snapshot() -> JSON { [:] }

    mutating func restore(_ snapshot: JSON) throws(SimulatorError) {}
}

/// A bell tower that listens on a port, and a post box that receives its webhooks.
struct Ringing: Sendable {
    /// The start of the story.
    static let start = "2026-01-05T06:30:00Z"
    static let key = "whsec_" + Data("a key of the bell tower, invented".utf8).base64EncodedString()

    let tower: Int
    let box: SimulatorSurface<PostBox>
    let boxPort: Int

    /// Runs `body` with both on free ports.
    static func run(
        seed: UInt64 = 1,
        journalMebibytes: Int = 64,
        _ body: @Sendable (Ringing) async throws -> Void
    ) async throws {
        let options = SimulatorOptions(seed: seed, journalMebibytes: journalMebibytes)
        let tower = try SimulatorSurface<BellTower>(options: options)
        let box = try SimulatorSurface<PostBox>()
        try await serving(box) { boxPort in
            try await serving(tower) { port in
                try await body(Ringing(tower: port, box: box, boxPort: boxPort))
            }
        }
    }

    private static func serving<System: SimulatedSystem>(
        _ surface: SimulatorSurface<System>,
        _ body: (Int) async throws -> Void
    ) async throws {
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let server = Task {
            defer { continuation.finish() }
            try await SimulatorServer(surface).run { continuation.yield($0) }
        }
        defer { server.cancel() }
        var iterator = ports.makeAsyncIterator()
        if let port = await iterator.next() { try await body(port) } else { try await server.value }
    }

    /// What the tower answers.
    func send(_ method: String, _ target: String, _ body: JSON? = nil) async throws -> (status: Int, answer: JSON) {
        let text = body?.canonicalText ?? ""
        let head = "\(method) \(target) HTTP/1.1\r\nHost: tower\r\nConnection: close\r\n"
        let seen = try await RawConnection.exchange(
            "\(head)Content-Length: \(text.utf8.count)\r\n\r\n\(text)",
            port: tower
        )
        let status = Int(seen.dropFirst(9).prefix(3)) ?? 0
        let content = seen.firstRange(of: "\r\n\r\n").map { String(seen[$0.upperBound...]) } ?? ""
        return (status, (try? JSON(parsing: content)) ?? .string(content))
    }

    func ask(_ method: String, _ target: String, _ body: JSON? = nil) async throws -> JSON {
        let (status, answer) = try await send(method, "/_sim/" + target, body)
        guard (200..<300).contains(status) else { throw SimulatorError("\(target): \(status) \(answer.text())") }
        return answer
    }

    /// An endpoint of Standard Webhooks at the box, with further members.
    @discardableResult
    func listen(_ members: JSONObject = [:]) async throws -> JSON {
        var endpoint: JSONObject = [
            "url": .string("http://127.0.0.1:\(boxPort)/bells?from=tower"), "key": .string(Self.key),
            // However long that takes: a busy machine changes nothing.
            "timeoutMilliseconds": 0,
        ]
        for key in members.keys { endpoint[key] = members[key] }
        return try await ask("POST", "webhooks", .object(endpoint))
    }

    func advance(_ span: String) async throws {
        _ = try await ask("POST", "clock", ["advance": .string(span)])
    }

    /// Lets the box answer webhooks like this instead of with 204, in the order of the rules; it keeps them all the same.
    func answer(_ rules: JSON...) async throws {
        for rule in rules {
            var rule = rule.objectValue ?? [:]
            rule["worksFirst"] = true
            let (status, answer) = try await box.ask("POST", "faults", .object(rule))
            guard status == 201 else { throw SimulatorError(answer.text()) }
        }
    }

    /// What the box received.
    func received() async throws -> [JSON] {
        try await box.ask("GET", "truth").answer["received"]?.arrayValue ?? []
    }

    /// The attempts that the tower made.
    func attempts() async throws -> [JSON] {
        try await ask("GET", "webhooks/attempts")["attempts"]?.arrayValue ?? []
    }
}

extension JSON {
    /// A header field of a received request.
    func header(_ name: String) -> String? { self["headers"]?[name]?.stringValue }
}
