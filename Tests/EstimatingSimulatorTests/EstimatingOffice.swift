import EstimatingSimulator
import Foundation
import JSON
import SimulatorKit
import Testing

/// The estimating system without a socket, with a folder of its own that goes away with it.
final class EstimatingOffice: Sendable {
    let surface: SimulatorSurface<EstimatingSystem>
    let folder: URL

    init(
        seed: UInt64 = 1,
        quirks: [String] = [],
        start: SimulatedInstant? = nil,
        _ values: [String: String] = [:]
    ) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("estimating-\(UUID().uuidString)")
        var values = values
        values["folder"] = folder.path
        surface = try SimulatorSurface(
            options: SimulatorOptions(seed: seed, start: start, quirks: quirks, values: values)
        )
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Moves the clock.
    func at(_ moment: String) async throws {
        _ = try await ask("POST", "clock", ["set": .string(moment)])
    }

    /// Asks the control surface; a status other than 200 is a failure.
    @discardableResult
    func ask(_ method: String, _ name: String, _ body: JSON? = nil, query: [String: String] = [:]) async throws -> JSON
    {
        let response = await surface.respond(to: control(method, name, body, query: query))
        try #require(response.status == 200, "\(String(decoding: response.body, as: UTF8.self))")
        return try JSON(parsing: response.body)
    }

    /// Asks the control surface for what it must refuse.
    func refusal(
        _ method: String,
        _ name: String,
        _ body: JSON? = nil,
        query: [String: String] = [:]
    ) async throws -> String {
        let response = await surface.respond(to: control(method, name, body, query: query))
        try #require(response.status == 400)
        return try #require(try JSON(parsing: response.body)["error"]?.stringValue)
    }

    /// Exports the reference estimate, or another one, and returns the bytes of the file.
    func export(_ settings: [String: String] = [:], of estimate: String = "E26-014") async throws -> [UInt8] {
        var body = JSONObject()
        body["action"] = "export"
        body["estimate"] = .string(estimate)
        for (key, value) in settings { body[key] = .string(value) }
        try await ask("POST", "estimates", .object(body))
        let name = try #require(try await exports().last?["file"]?.stringValue)
        return try file(name)
    }

    /// Does something to an estimate.
    func work(_ action: String, _ members: JSONObject = [:], on estimate: String = "E26-014") async throws {
        var body = members
        body["action"] = .string(action)
        body["estimate"] = .string(estimate)
        try await ask("POST", "estimates", .object(body))
    }

    /// Switches quirks on.
    func enable(_ quirks: JSON...) async throws {
        try await ask("POST", "quirks", ["enable": .array(quirks)])
    }

    /// How often a quirk was served.
    func served(_ quirk: String) async throws -> Int64? {
        try await ask("GET", "truth")["quirksServed"]?[quirk]?.integerValue
    }

    /// The records of what was exported.
    func exports() async throws -> [JSON] {
        try #require(try await ask("GET", "truth")["exports"]?.arrayValue)
    }

    /// What a reader has to find in the last export.
    func expected() async throws -> JSON {
        try #require(try await exports().last?["expected"])
    }

    /// The names in the outbound folder, in order.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("outbound").path).sorted()
    }

    /// The bytes of a file in the outbound folder.
    func file(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appendingPathComponent("outbound/\(name)")))
    }

    private func control(
        _ method: String,
        _ name: String,
        _ body: JSON? = nil,
        query: [String: String] = [:]
    ) -> SimulatedRequest {
        let bytes = body.map { Array($0.text().utf8) } ?? []
        return SimulatedRequest(method: method, path: "/_sim/\(name)", query: query, body: bytes)
    }
}

/// Bytes as text, for tests of formats in UTF-8 and for what is plain ASCII.
func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
