import Foundation
import JSON
import Testing

/// What an operator sees when Odoo lists other projects and machines than the configuration.
struct MastersTests {
    private func cases(_ site: Site) async throws -> [String] {
        let open = try await site.purlin("cases", "list", "--json").answer()["cases"]?.arrayValue ?? []
        return open.filter { $0["kind"] == "masters_differ" }.compactMap { $0["subject"]?.stringValue }.sorted()
    }

    @Test(.timeLimit(.minutes(3)))
    func whatPeopleChangeInOdooIsNamedUntilItIsPutRight() async throws {
        let odoo = try await RunningSimulator(
            "odoo-simulator",
            ["--database", "kestrel", "--grant-fleet", "true", "--start", "2026-01-01T07:00:00Z"]
        )
        let site = try Site()
        try site.configure(odoo: odoo.address, clock: odoo.address) {
            $0.replacingOccurrences(of: "oem: Kestrel, serial", with: "oem: Kestrel, model: KX-30, serial")
        }
        // Nobody answers at the fleet's address; the projects and machines are delivered all the same.
        for _ in 0..<2 { #expect(try await site.purlin("run", "--once").status == 0) }
        let equal = try await site.purlin("masters", "compare", "--json")
        #expect(equal.status == 0, "\(equal.output) \(equal.errors)")
        let compared = try equal.answer()["comparisons"]?.arrayValue ?? []
        #expect(compared.map { $0["master"] } == ["project", "equipment"])
        #expect(compared.map { $0["held"] } == [1, 1])

        let office = Clerk.Office(address: odoo.address, partner: 0, service: 0, project: 0, account: 0, employee: 0)
        var administrator = try Clerk(0, in: office)
        let named: JSON = [["name", "=", "North Rim Interchange"]]
        let project = try await administrator.call("project.project", "search", named)
        try await administrator.call("project.project", "write", project, ["name": "South Rim"])
        let vehicle = try await administrator.call("fleet.vehicle", "search", [["license_plate", "=", "EX-104"]])
        try await administrator.call("fleet.vehicle", "write", vehicle, ["license_plate": "KX 104"])
        let found = try await site.purlin("masters", "compare")
        #expect(found.status == 1, "\(found.errors)")
        let renamed = "differs project 26-014: odoo has name 'South Rim' instead of 'North Rim Interchange'"
        #expect(found.output.contains(renamed), "\(found.output)")
        #expect(found.output.contains("otherKey equipment EX-104: odoo has it as 'KX 104'"), "\(found.output)")
        #expect(found.output.contains("not compared: equipment of fleet: its connector lists none"), "\(found.output)")
        #expect(try await cases(site) == ["equipment/odoo/EX-104", "project/odoo/26-014"])

        try await administrator.call("project.project", "write", project, ["name": "North Rim Interchange"])
        try await administrator.call("fleet.vehicle", "write", vehicle, ["license_plate": "EX-104"])
        let again = try await site.purlin("masters", "compare")
        #expect(again.status == 0, "\(again.output) \(again.errors)")
        #expect(try await cases(site).isEmpty)
        #expect(try await site.purlin("audit", "verify").status == 0)
    }
}
