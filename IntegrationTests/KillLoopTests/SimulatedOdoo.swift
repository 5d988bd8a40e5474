import ConnectorKit
import CurlTransport
import Foundation
import JSON
import Testing

/// A process of the simulated Odoo, ended with this object.
final class SimulatedOdoo {
    /// An API key of the user `connector`.
    static let key = "key-of-the-connector"

    let address: String
    private let process = Process()
    private let input = Pipe()
    private let transport: CurlTransport

    init(version: Int = 18) async throws {
        transport = try CurlTransport()
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        process.executableURL = URL(fileURLWithPath: program).deletingLastPathComponent()
            .appendingPathComponent("odoo-simulator")
        process.arguments = ["--port", "0", "--exit-with-parent", "--database", "kestrel", "--grant-fleet", "true"]
        process.arguments? += ["--version", "\(version)", "--api-key", Self.key]
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let start = try #require(line.range(of: "http://"), "the simulator said '\(line)'")
        address = String(line[start.lowerBound...].prefix { !$0.isNewline })
    }

    deinit { kill(process.processIdentifier, SIGKILL) }

    func reset() async throws { try await control("POST", "reset") }

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
