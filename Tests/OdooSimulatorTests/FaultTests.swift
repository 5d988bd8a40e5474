import JSON
import SimulatorKit
import Testing

@testable import OdooSimulator

/// What befalls a call within the server, as fault rules ask for it.
struct FaultTests {
    /// What a call is answered; `nothing` if the connection is closed instead.
    private func call(_ surface: SimulatorSurface<OdooServer>, _ name: String) async throws -> JSON {
        let body = """
            {"id": 1, "params": {"service": "object", "method": "execute_kw", \
            "args": ["kestrel", 2, "admin", "res.partner", "create", [{"name": "\(name)"}]]}}
            """
        let answer = await surface.respond(to: request("POST", "/jsonrpc", body))
        return answer.delivery == .dropped ? "nothing" : try JSON(parsing: answer.body)
    }

    private func request(_ method: String, _ path: String, _ body: String = "") -> SimulatedRequest {
        SimulatedRequest(
            method: method,
            path: path,
            headers: ["content-type": "application/json"],
            body: Array(body.utf8)
        )
    }

    private func partners(_ surface: SimulatorSurface<OdooServer>) async throws -> JSON? {
        let truth = await surface.respond(to: request("GET", "/_sim/truth"))
        return try JSON(parsing: truth.body)["records"]?["res.partner"]
    }

    private func surface(_ rules: String, seed: UInt64 = 1) async throws -> SimulatorSurface<OdooServer> {
        let surface = try SimulatorSurface<OdooServer>(options: SimulatorOptions(seed: seed))
        let answer = await surface.respond(to: request("POST", "/_sim/faults", rules))
        #expect(answer.status == 201, "\(String(decoding: answer.body, as: UTF8.self))")
        return surface
    }

    /// The server tries five times; each lost try takes an id.
    @Test(arguments: [(1, true), (4, true), (5, false), (9, false)])
    func conflictIsTriedFiveTimes(count: Int, succeeds: Bool) async throws {
        let surface = try await surface("{\"kind\": \"conflict\", \"count\": \(count), \"times\": 1}")
        let before = try await partners(surface)?.integerValue ?? 0

        let answer = try await call(surface, "A")
        let next = try await call(surface, "B")["result"]?.integerValue ?? 0

        #expect(try await partners(surface) == .integer(before + (succeeds ? 2 : 1)))
        if succeeds {
            #expect(answer["result"]?.integerValue == next - 1)
            #expect(next == before + Int64(count) + 2)
        } else {
            #expect(answer["error"]?["data"]?["name"] == "psycopg2.errors.SerializationFailure")
            #expect(next == before + 6)
        }
    }

    @Test func killedWorkerTakesEverythingBackAndSaysNothing() async throws {
        let surface = try await surface("{\"kind\": \"killedWorker\", \"times\": 1}")
        let before = try await partners(surface)

        #expect(try await call(surface, "A") == "nothing")

        #expect(try await partners(surface) == before)
        #expect(try await call(surface, "B")["result"]?.integerValue == (before?.integerValue ?? 0) + 2)
    }

    /// Other wire forms say the same in their own way.
    @Test(arguments: [
        ("conflict", "\"count\": 5", 500, "psycopg2.errors.SerializationFailure"),
        ("expiredKey", "\"times\": 1", 401, "werkzeug.exceptions.Unauthorized"),
    ])
    func namedCallsMeetTheSameFaults(kind: String, member: String, status: Int, name: String) async throws {
        let options = SimulatorOptions(values: ["version": "19", "api-key": "a-key"])
        let surface = try SimulatorSurface<OdooServer>(options: options)
        _ = await surface.respond(to: request("POST", "/_sim/faults", "{\"kind\": \"\(kind)\", \(member)}"))
        let call = SimulatedRequest(
            method: "POST",
            path: "/json/2/res.partner/create",
            headers: ["content-type": "application/json", "authorization": "bearer a-key"],
            body: Array("{\"vals_list\": {\"name\": \"A\"}}".utf8)
        )

        let answer = await surface.respond(to: call)
        _ = await surface.respond(to: request("DELETE", "/_sim/faults"))

        #expect(answer.status == status)
        #expect(try JSON(parsing: answer.body)["name"] == .string(name))
        #expect(await surface.respond(to: call).status == 200)
    }

    @Test func conflictIsAnErrorOfTheServerOverXMLRPC() async throws {
        let surface = try await surface("{\"kind\": \"conflict\", \"count\": 5}")
        let values = ["kestrel", "2", "admin", "res.partner", "search_count"].enumerated().map { index, text in
            index == 1 ? "<param><value><int>2</int></value></param>" : "<param><value>\(text)</value></param>"
        }
        let body =
            "<methodCall><methodName>execute_kw</methodName><params>\(values.joined())"
            + "<param><value><array><data><value><array><data/></array></value></data></array></value></param>"
            + "</params></methodCall>"

        let answer = await surface.respond(to: request("POST", "/xmlrpc/2/object", body))

        let text = String(decoding: answer.body, as: UTF8.self)
        #expect(text.contains("<int>1</int>"))
        #expect(text.contains("could not serialize access"))
    }

    @Test func sameSeedSameFaults() async throws {
        var outcomes: [UInt64: [[Bool]]] = [:]
        for seed: UInt64 in [1, 1, 2] {
            let surface = try await surface("{\"kind\": \"killedWorker\", \"probability\": 0.5}", seed: seed)
            var lost: [Bool] = []
            for number in 0..<40 { lost.append(try await call(surface, "\(number)") == "nothing") }
            outcomes[seed, default: []].append(lost)
        }
        #expect(outcomes[1]?[0] == outcomes[1]?[1])
        #expect(outcomes[1]?[0] != outcomes[2]?[0])
    }

    @Test func rulesOfTheServersOwnAreRestored() async throws {
        let first = try await surface("{\"kind\": \"conflict\", \"count\": 3}")
        let snapshot = await first.respond(to: request("GET", "/_sim/snapshot"))
        let second = try SimulatorSurface<OdooServer>()

        let put = SimulatedRequest(method: "PUT", path: "/_sim/snapshot", body: snapshot.body)
        #expect(await second.respond(to: put).status == 200)

        let rules = await second.respond(to: request("GET", "/_sim/faults"))
        #expect(try JSON(parsing: rules.body)["faults"]?[0]?["kind"] == "conflict")
        #expect(try JSON(parsing: rules.body)["faults"]?[0]?["count"] == 3)
    }
}
