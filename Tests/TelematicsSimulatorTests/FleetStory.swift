import Foundation
import JSON
import SimulatorKit
import TelematicsSimulator
import Testing

/// The providers without a socket, asked as a client and as a checker asks them.
struct FleetStory {
    let surface: SimulatorSurface<FleetProviders>

    init(
        seed: UInt64 = 1,
        pageSize: Int = 4,
        quirks: [String] = [],
        start: SimulatedInstant? = nil,
        options: [String: String] = [:]
    ) throws {
        surface = try SimulatorSurface(
            options: SimulatorOptions(
                seed: seed,
                start: start,
                quirks: quirks,
                values: ["page-size": String(pageSize)].merging(options) { $1 }
            )
        )
    }

    /// Moves the clock.
    func at(_ moment: String) async throws {
        let response = await surface.respond(to: control("POST", "clock", ["set": .string(moment)]))
        try #require(response.status == 200, "\(String(decoding: response.body, as: UTF8.self))")
    }

    /// Asks a provider.
    func get(
        _ path: String,
        accept: String = "application/xml",
        password: String = "fleet-demo",
        method: String = "GET"
    ) async -> SimulatedResponse {
        let credentials = Data("kst:\(password)".utf8).base64EncodedString()
        let headers = ["host": "127.0.0.1:8070", "accept": accept, "authorization": "Basic \(credentials)"]
        return await surface.respond(to: SimulatedRequest(method: method, path: path, headers: headers))
    }

    /// Asks the control surface; a status other than 200 is a failure.
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

    /// Switches quirks on.
    func enable(_ quirks: JSON...) async throws {
        _ = try await ask("POST", "quirks", ["enable": .array(quirks)])
    }

    /// How often a quirk was served.
    func served(_ quirk: String) async throws -> Int64? {
        try await ask("GET", "truth")["quirksServed"]?[quirk]?.integerValue
    }

    /// The machines of a page.
    func page(_ path: String) async throws -> FleetDocument {
        try FleetDocument(await get(path))
    }

    /// A machine, looked for on every page of its fleet.
    func machine(_ equipmentID: String, in base: String) async throws -> ReportedMachine {
        for number in 1... {
            let page = try await page("\(base)/Fleet/\(number)")
            if let found = page.machines.first(where: { $0["EquipmentID"] == equipmentID }) { return found }
            if page.machines.isEmpty { break }
        }
        throw SimulatorError("no \(equipmentID) in \(base)")
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

extension SimulatedResponse {
    /// The body as text.
    var text: String { String(decoding: body, as: UTF8.self) }
}
