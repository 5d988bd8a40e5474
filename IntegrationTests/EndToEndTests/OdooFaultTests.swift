import ConnectorKit
import CurlTransport
import JSON
import Testing

/// The faults of the simulated Odoo as a client sees them over HTTP, and what they leave in its database.
struct OdooFaultTests {
    /// What a client sees of one call.
    private enum Seen: Equatable {
        case result
        case error(String)
        case page(Int, contentType: String, retryAfter: String?)
        case closed
    }

    private let transport: CurlTransport
    private let simulator: RunningSimulator

    init() async throws {
        transport = try CurlTransport()
        simulator = try await RunningSimulator("odoo-simulator", ["--api-key", "a-key"])
    }

    /// Creates a partner with the key of the user `connector`.
    private func create() async throws -> Seen {
        let user = try await simulator.control("GET", "keys")
        try #require(user["keys"]?[0]?["login"] == "connector")
        let request: JSON = [
            "params": [
                "service": "object", "method": "execute_kw",
                "args": ["kestrel", 7, "a-key", "res.partner", "create", [["name": "Kestrel"]]],
            ]
        ]
        let post = HTTPRequest(
            method: "POST",
            url: "\(simulator.address)/jsonrpc",
            headers: [HTTPField("Content-Type", "application/json")],
            body: Array(request.text().utf8)
        )
        guard let answer = try? await transport.send(post) else { return .closed }
        guard answer.status == 200 else {
            let type = answer.headers.first { $0.name.lowercased() == "content-type" }?.value ?? ""
            let pause = answer.headers.first { $0.name.lowercased() == "retry-after" }?.value
            return .page(answer.status, contentType: type, retryAfter: pause)
        }
        let envelope = try JSON(parsing: answer.body)
        guard let error = envelope["error"]?["data"]?["name"]?.stringValue else { return .result }
        return .error(error)
    }

    private func partners() async throws -> Int64 {
        try await simulator.control("GET", "truth?lines=false")["records"]?["res.partner"]?.integerValue ?? 0
    }

    @Test func eachFaultIsSeenAndLeavesWhatItSays() async throws {
        let conflict = "psycopg2.errors.SerializationFailure"
        let cases: [(rule: JSON, seen: Seen, made: Int64)] = [
            (["kind": "slow", "milliseconds": 20], .result, 1),
            (["kind": "dropAnswer"], .closed, 1),
            (["kind": "dropAnswer", "milliseconds": 20], .closed, 1),
            (["kind": "refuse"], .closed, 0),
            (["kind": "killedWorker"], .closed, 0),
            (["kind": "conflict"], .result, 1),
            (["kind": "conflict", "count": 4, "milliseconds": 20], .result, 1),
            (["kind": "conflict", "count": 5], .error(conflict), 0),
            (["kind": "expiredKey"], .error("odoo.exceptions.AccessDenied"), 0),
            (
                ["kind": "proxy", "code": 429, "retryAfter": 2],
                .page(429, contentType: "text/html", retryAfter: "2"), 0
            ),
            (["kind": "proxy", "code": 502], .page(502, contentType: "text/html", retryAfter: nil), 0),
            (
                ["kind": "proxy", "code": 504, "worksFirst": true],
                .page(504, contentType: "text/html", retryAfter: nil), 1
            ),
        ]
        for (rule, seen, made) in cases {
            try await simulator.control("POST", "faults", rule)
            let before = try await partners()
            #expect(try await create() == seen, "\(rule.text())")
            #expect(try await partners() == before + made, "\(rule.text())")
            try await simulator.control("DELETE", "faults")
            #expect(try await create() == .result, "after \(rule.text())")
        }
    }

    @Test func faultsHoldAsLongAsTheVirtualClockSays() async throws {
        let now = try await simulator.control("GET", "clock")["now"]?.stringValue ?? ""
        try await simulator.control("POST", "clock", ["advance": "PT1H"])
        let end = try await simulator.control("GET", "clock")["now"]?.stringValue ?? ""
        try await simulator.control(
            "POST",
            "faults",
            ["kind": "proxy", "code": 503, "from": .string(now), "until": .string(end)]
        )

        #expect(try await create() == .result)
        try await simulator.control("DELETE", "faults")
        try await simulator.control("POST", "faults", ["kind": "expiredKey", "from": .string(end)])
        #expect(try await create() == .error("odoo.exceptions.AccessDenied"))
    }
}
