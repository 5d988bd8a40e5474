import CanonicalModel
import ConnectorKit
import Foundation
import JSON
import OdooConnector
import Testing

/// What people do in an Odoo between two reads, and what the connector makes of it: archived, deleted and moved records, zones
/// and decimals, over each wire form of each version.
@Suite(.serialized)
struct OdooReadingContractTests {
    typealias Party = OdooContractTests.Party

    /// The simulated parties: no test may do such things to a real server.
    static let parties = OdooContractTests.simulated

    /// A server with one project, one machine and some costs of ours.
    private struct Bench {
        let odoo: SimulatedOdoo
        let connector: OdooConnector

        init(_ party: Party) async throws {
            odoo = try await SimulatedOdoo(version: party.version ?? 18)
            connector = try odoo.connector(party.wire)
        }

        func write(hours: [String]) async throws {
            let project = Project(code: "26-014", title: "North Quay", timeZone: "America/Denver")
            let identity = EquipmentIdentity(oem: "Orvik", model: "OX 30", serial: "OX30-104")
            let machine = Equipment(code: "EX-104", category: "", identity: identity)
            try await apply([delivery(project)])
            try await apply([delivery(machine)])
            try await apply(hours.enumerated().map { try delivery(cost($0.offset, $0.element)) })
        }

        private func apply(_ batch: [Delivery]) async throws {
            for outcome in try await connector.apply(batch) {
                guard case .applied = outcome else {
                    Issue.record("\(outcome)")
                    continue
                }
            }
        }

        private func cost(_ number: Int, _ hours: String) throws -> CostEntry {
            CostEntry(
                key: "EX-104/\(number)",
                company: "KST",
                project: "26-014",
                costCode: "02-315",
                serviceDate: try #require(CalendarDate("2026-01-05")),
                equipment: "EX-104",
                hours: try #require(Decimal(string: hours)),
                rate: Money(try #require(Decimal(string: "129.95")), try #require(Currency("USD")))
            )
        }

        private func delivery(_ object: some CanonicalObject) -> Delivery {
            Delivery(key: object.key, object: type(of: object).name, payload: object.json)
        }

        func changes(_ name: String, since time: Instant? = nil) async throws -> [ChangedRow] {
            let stream = try #require(connector.incrementalStreams.first { $0.stream.name == name })
            return try await connector.changes(of: stream, .since(time)).rows
        }

        func deletions(_ name: String, after cursor: Cursor?) async throws -> RecordPage {
            let stream = try #require(connector.streams.first { $0.name == name })
            return try await connector.page(of: stream, after: cursor)
        }
    }

    @Test(arguments: parties)
    func anArchivedRecordIsAChangeThatSaysSo(party: Party) async throws {
        let bench = try await Bench(party)
        try await bench.write(hours: ["1"])
        for (stream, model, domain) in [
            ("projects", "project.project", JSON.array([["name", "=", "North Quay"]])),
            ("equipment", "fleet.vehicle", [["license_plate", "=", "EX-104"]]),
        ] {
            let id = try await bench.odoo.record(model, domain)
            let before = try #require(try await bench.changes(stream).first { $0.id == "\(model)/\(id)" })
            try await bench.odoo.control("POST", "clock", ["advance": 60])
            try await bench.odoo.asAdministrator(model, "write", [[.integer(id)], ["active": false]])
            // The lower bound is inclusive, and what is archived is not left out.
            let after = try #require(
                try await bench.changes(stream, since: before.time.adding(seconds: 60)).first {
                    $0.id == before.id
                }
            )
            #expect(after.time > before.time)
            guard case .object(let old) = before.content, case .object(let new) = after.content else {
                Issue.record("\(before.content), \(after.content)")
                continue
            }
            #expect(old["archived"] == nil)
            #expect(new["archived"] == true)
            #expect(new["code"] == old["code"])
        }
    }

    @Test(arguments: parties)
    func aDeletedLineIsToldOnceAndAForeignOneNever(party: Party) async throws {
        let bench = try await Bench(party)
        try await bench.write(hours: ["1", "2", "3"])
        let model = "account.analytic.line"
        let own = try await bench.odoo.record(model, [["unit_amount", "=", 2]])
        let account = try await bench.odoo.record("account.analytic.account", [["code", "=", "26-014"]])
        let foreign = try await bench.odoo.asAdministrator(
            model,
            "create",
            [["name": "by hand", "account_id": .integer(account), "amount": -5]]
        )
        let first = try await bench.deletions("analyticLineDeletions", after: nil)
        #expect(first.records.isEmpty && first.rejects.isEmpty)

        try await bench.odoo.asAdministrator(model, "unlink", [[.integer(own), foreign]])

        let second = try await bench.deletions("analyticLineDeletions", after: first.next)
        #expect(second.records.map { $0.payload["id"] } == [.string("\(model)/\(own)")])
        let third = try await bench.deletions("analyticLineDeletions", after: second.next)
        #expect(third.records.isEmpty && third.next == second.next)
    }

    @Test(arguments: parties)
    func aMachineOfAnotherCompanyIsNotDeleted(party: Party) async throws {
        let bench = try await Bench(party)
        try await bench.write(hours: [])
        let vehicle = try await bench.odoo.record("fleet.vehicle", [["license_plate", "=", "EX-104"]])
        let other = try await bench.odoo.record("res.company", [["name", "=", "Second Co"]])
        let first = try await bench.deletions("equipmentDeletions", after: nil)

        try await bench.odoo.asAdministrator(
            "fleet.vehicle",
            "write",
            [[.integer(vehicle)], ["company_id": .integer(other)]]
        )

        let second = try await bench.deletions("equipmentDeletions", after: first.next)
        #expect(second.records.isEmpty)
        #expect(second.rejects.map(\.kind) == ["odoo_record_out_of_sight"])
        #expect(try await bench.changes("equipment").allSatisfy { $0.id != "fleet.vehicle/\(vehicle)" })
        try await bench.odoo.asAdministrator("fleet.vehicle", "unlink", [[.integer(vehicle)]])
        #expect(try await bench.deletions("equipmentDeletions", after: first.next).records.count == 1)
    }

    @Test(arguments: parties)
    func daysStayAsTheyAreTimesAreUTCAndDecimalsExact(party: Party) async throws {
        let bench = try await Bench(party)
        let user = try await bench.odoo.record("res.users", [["login", "=", "connector"]])
        try await bench.odoo.asAdministrator("res.users", "write", [[.integer(user)], ["tz": "Pacific/Auckland"]])
        let clock = try await bench.odoo.control("GET", "clock")
        let now = try #require(clock["now"]?.stringValue.flatMap { Instant($0) }, "\(clock.text())")
        let hours = ["0.1", "0.3", "7.35", "11.01", "33.33"]
        try await bench.write(hours: hours)

        let rows = try await bench.changes("analyticLines")

        let costs = rows.compactMap { row -> JSON? in
            guard case .object(let cost) = row.content else { return nil }
            return cost
        }
        #expect(costs.compactMap { $0["hours"]?.stringValue } == hours)
        #expect(costs.compactMap { $0["amount"]?.stringValue } == ["13", "38.98", "955.13", "1430.75", "4331.23"])
        #expect(costs.allSatisfy { $0["date"] == "2026-01-05" && $0["project"] == "26-014" })
        #expect(rows.allSatisfy { (now.seconds...(now.seconds + 600)).contains($0.time.seconds) })
    }
}
