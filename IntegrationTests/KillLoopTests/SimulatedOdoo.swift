import CanonicalModel
import ConnectorKit
import ConnectorTesting
import CurlTransport
import Foundation
import JSON
import OdooConnector
import Testing

/// A process of the simulated Odoo, ended with this object.
final class SimulatedOdoo {
    /// An API key of the user `connector`.
    static let key = "key-of-the-connector"

    let address: String
    private let process = Process()
    private let input = Pipe()
    private let transport: CurlTransport

    init(version: Int = 18, _ arguments: [String] = []) async throws {
        transport = try CurlTransport()
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        process.executableURL = URL(fileURLWithPath: program).deletingLastPathComponent()
            .appendingPathComponent("odoo-simulator")
        process.arguments = ["--port", "0", "--exit-with-parent", "--database", "kestrel", "--grant-fleet", "true"]
        process.arguments? += ["--version", "\(version)", "--api-key", Self.key] + arguments
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let start = try #require(line.range(of: "http://"), "the simulator said '\(line)'")
        address = String(line[start.lowerBound...].prefix { !$0.isNewline })
        try await nameSender()
    }

    deinit { kill(process.processIdentifier, SIGKILL) }

    func reset() async throws {
        try await control("POST", "reset")
        try await nameSender()
    }

    /// Gives the user `connector` an e-mail address, without which Odoo lets nobody leave the notes of documents.
    private func nameSender() async throws {
        let user = try await record("res.users", [["login", "=", "connector"]])
        let values: JSON = ["email": "connector@kestrel.example"]
        try await asAdministrator("res.users", "write", [[.integer(user)], values])
    }

    /// What a method answers its administrator, who does what people do.
    @discardableResult
    func asAdministrator(_ model: String, _ method: String, _ arguments: [JSON]) async throws -> JSON {
        let desk = try await OdooDesk(address: address, database: "kestrel", login: "admin", key: "admin")
        return try await desk.call(model, method, arguments) ?? .null
    }

    /// The only record of a model that a domain finds, archived or not.
    func record(_ model: String, _ domain: JSON) async throws -> Int64 {
        let ids = try await asAdministrator(model, "search", [domain])
        return try #require(
            ids.arrayValue?.count == 1 ? ids[0]?.integerValue : nil,
            "\(model) \(domain.text()): \(ids.text())"
        )
    }

    /// A connector that speaks one form to this server.
    func connector(
        _ wire: String,
        _ values: [String: ConnectorConfiguration.Value] = [:],
        at now: Instant = Instant(seconds: 1_767_614_400)
    ) throws -> OdooConnector {
        let standard: [String: ConnectorConfiguration.Value] = [
            "address": .text(address), "database": .text("kestrel"), "login": .text("connector"),
            "key": .secret(Secret(Self.key)), "wire": .text(wire), "timeZone": .text("America/Denver"),
        ]
        return try OdooConnector(
            configuration: ConnectorConfiguration(
                system: "odoo",
                values: standard.merging(values) { _, given in given }
            ),
            services: ConnectorServices(transport: transport, clock: ManualClock(now), log: RecordingLog())
        )
    }

    /// What a control request is answered.
    @discardableResult
    func control(_ method: String, _ path: String, _ body: JSON? = nil) async throws -> JSON {
        let request = HTTPRequest(
            method: method,
            url: "\(address)/_sim/\(path)",
            headers: body.map { _ in [HTTPField("Content-Type", "application/json")] } ?? [],
            body: body.map { Array($0.text().utf8) } ?? []
        )
        let response = try await transport.send(request)
        try #require(response.status < 300, "\(path): \(String(decoding: response.body, as: UTF8.self))")
        return response.body.isEmpty ? .null : try JSON(parsing: response.body)
    }
}
