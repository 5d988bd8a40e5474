import Foundation
import JSON
import Testing

/// Whatever a provider sends, it is a case or a typed error, and the rest of the fleet still arrives.
struct MalformedTelematicsTests {
    struct Malady: Sendable, CustomTestStringConvertible {
        let quirk: String
        /// Page 2 of 3, or a machine of that page.
        let target: [String: String]
        let kind: String
        /// How many of the fleet's ten machines arrive at least.
        let arriving: Int

        var testDescription: String { quirk }
    }

    static let maladies = [
        Malady(quirk: "truncated-xml", target: ["page": "2"], kind: "malformed_page", arriving: 6),
        Malady(quirk: "entity-expansion", target: ["page": "2"], kind: "entity_declaration", arriving: 6),
        Malady(quirk: "huge-body", target: ["page": "2"], kind: "page_too_large", arriving: 6),
        Malady(quirk: "html-error-page", target: ["page": "2"], kind: "not_a_fleet_document", arriving: 6),
        Malady(quirk: "page-loop", target: [:], kind: "page_loop", arriving: 4),
        Malady(quirk: "hours-as-text", target: ["equipment": "EX-101"], kind: "malformed_reading", arriving: 9),
    ]

    @Test(.timeLimit(.minutes(3)), arguments: maladies)
    func theRestOfTheFleetArrives(malady: Malady) async throws {
        let telematics = try await RunningSimulator("telematics-simulator")
        try await telematics.control("POST", "clock", ["set": "2026-01-05T20:00:00Z"])
        var target: JSONObject = ["name": .string(malady.quirk), "fleet": "iso"]
        for (key, value) in malady.target { target[key] = Int64(value).map { .integer($0) } ?? .string(value) }
        try await telematics.control("POST", "quirks", ["enable": [.object(target)]])
        let site = try Site()
        try site.configure(fleet: "\(telematics.address)/iso", odoo: telematics.address, clock: telematics.address)

        let run = try await site.purlin("run", "--once", "--json")
        let received = run.events.filter { $0["event"] == "polled" }.compactMap { $0["received"]?.integerValue }
        #expect(received.reduce(0, +) >= malady.arriving, "\(run.output) \(run.errors)")
        #expect(received.reduce(0, +) <= 10)

        let cases = try await site.purlin("cases", "list", "--json").answer()["cases"]?.arrayValue ?? []
        let found = cases.filter { $0["kind"]?.stringValue == malady.kind }
        #expect(!found.isEmpty, "\(cases.compactMap { $0["kind"]?.stringValue })")
        #expect(found.allSatisfy { $0["owner"] == "integration-operator" })
    }

    @Test(.timeLimit(.minutes(2)), arguments: [("too-many-requests", "429"), ("unavailable", "503")])
    func aProviderThatIsBusyIsTriedAgainLater(quirk: String, status: String) async throws {
        let telematics = try await RunningSimulator("telematics-simulator")
        try await telematics.control("POST", "quirks", ["enable": [["name": .string(quirk), "fleet": "iso"]]])
        let site = try Site()
        try site.configure(fleet: "\(telematics.address)/iso", odoo: telematics.address, clock: telematics.address)

        let run = try await site.purlin("run", "--once", "--json")
        let failures = run.events.filter { $0["event"] == "failed" && $0["system"] == "fleet" }
        #expect(failures.count == 1, "\(run.output)")
        #expect(failures.first?["reason"]?.stringValue?.contains(status) == true, "\(run.output)")

        try await telematics.control("POST", "quirks", ["disable": [.string(quirk)]])
        try await telematics.control("POST", "clock", ["advance": "PT1M"])
        let again = try await site.purlin("run", "--once", "--json")
        #expect(again.events.contains { $0["event"] == "polled" && $0["received"] == 10 }, "\(again.output)")
    }
}
