import CanonicalModel
import ConnectorKit
import ConnectorTesting
import CurlTransport
import Foundation
import JSON
import OdooConnector

/// Why a benchmark does not measure what it says.
struct BenchmarkError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// A process of the simulated Odoo 18, ended with this object.
final class BenchmarkOdoo {
    let address: String
    private let process = Process()
    private let input = Pipe()
    private let transport: CurlTransport

    init() throws {
        transport = try CurlTransport()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent()
            .appendingPathComponent("odoo-simulator")
        process.arguments = ["--port", "0", "--exit-with-parent", "--database", "kestrel"]
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = input
        do {
            try process.run()
        } catch {
            throw BenchmarkError("\(error); build it beside this program: swift build --product odoo-simulator")
        }
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let start = line.range(of: "http://") else { throw BenchmarkError("the simulator said '\(line)'") }
        address = String(line[start.lowerBound...].prefix { !$0.isNewline })
    }

    deinit { kill(process.processIdentifier, SIGKILL) }

    func connector(_ transport: any HTTPTransport) throws -> OdooConnector { try Self.connector(address, transport) }

    static func connector(_ address: String, _ transport: any HTTPTransport) throws -> OdooConnector {
        try OdooConnector(
            configuration: ConnectorConfiguration(
                system: "odoo",
                values: [
                    "address": .text(address), "database": .text("kestrel"), "login": .text("connector"),
                    "key": .secret(Secret("connector")), "batchLimit": .integer(Int64(OdooBenchmark.batch)),
                ]
            ),
            services: ConnectorServices(
                transport: transport,
                clock: ManualClock(Instant(seconds: 1_767_614_400)),
                log: RecordingLog()
            )
        )
    }

    /// One call, as a program without a connector makes it.
    func call(_ model: String, _ method: String, _ arguments: [JSON]) async throws -> JSON {
        let user: JSON = 7
        let call: [JSON] = [
            "kestrel", user, "connector", .string(model), .string(method), .array(arguments), [:],
        ]
        let body: JSON = [
            "jsonrpc": "2.0", "id": 1, "params": ["service": "object", "method": "execute_kw", "args": .array(call)],
        ]
        let answer = try JSON(parsing: try await send("POST", "/jsonrpc", body).body)
        guard let result = answer["result"] else {
            throw BenchmarkError("\(model).\(method): \(answer["error"]?["data"]?["message"]?.text() ?? answer.text())")
        }
        return result
    }

    /// Does something at the simulator's control surface.
    func control(_ name: String) async throws { _ = try await send("POST", "/_sim/\(name)", nil) }

    /// Makes sure that so many lines are there, and none twice.
    func expect(lines: Int) async throws {
        let truth = try JSON(parsing: try await send("GET", "/_sim/truth?lines=false", nil).body)
        let found = truth["records"]?["account.analytic.line"]?.integerValue
        guard found == Int64(lines), truth["duplicates"]?.arrayValue?.isEmpty == true else {
            throw BenchmarkError("there are \(found ?? 0) lines instead of \(lines), or some twice")
        }
    }

    private func send(_ method: String, _ path: String, _ body: JSON?) async throws -> HTTPResponse {
        let request = HTTPRequest(
            method: method,
            url: address + path,
            headers: [HTTPField("Content-Type", "application/json")],
            body: body.map { Array($0.text().utf8) } ?? []
        )
        let response = try await transport.send(request)
        guard response.status == 200 else { throw BenchmarkError("\(path) answered \(response.status)") }
        return response
    }
}
