import CanonicalModel
import ConnectorKit
import Foundation
import JSON
import OdooConnector
import Testing

/// A database with two companies, whose records must not be mixed.
@Suite(.serialized)
struct OdooContractCompanyTests {
    private static let parties = OdooContractTests.versions.filter { $0.version != nil }

    /// A bench whose connector may work for both companies of the simulator.
    private func bench(_ party: OdooContractTests.Party) async throws -> DocumentBench {
        let bench = try await DocumentBench(party)
        let users = try await bench.person.records("res.users", [["login", "=", "connector"]], ["company_ids"])
        let user = try #require(users.first?["id"]?.integerValue)
        try await bench.person.write("res.users", user, ["company_ids": [[6, 0, [1, 2]]]])
        return bench
    }

    /// Makes what the bench has once more, under the same codes, for the second company.
    private func doubled(_ bench: DocumentBench) async throws {
        _ = try await bench.person.create(
            "res.partner",
            ["name": "Second supplier", "ref": .string("S-\(bench.mark)"), "company_id": 2]
        )
        let item = try await DocumentBench.item("CEM-\(bench.mark)", in: bench.person, ["company_id": 2])
        try await bench.person.write("product.product", item, ["supplier_taxes_id": [[6, 0, []]]])
        let plans = try await bench.person.records("account.analytic.plan", [], ["name"])
        _ = try await bench.person.create(
            "account.analytic.account",
            [
                "name": "Second", "code": .string("P-\(bench.mark)"), "company_id": 2,
                "plan_id": plans.first?["id"] ?? 1,
            ]
        )
        try await receive(bench)
        for model in ["res.partner", "product.product", "account.analytic.account"] {
            let field = ["res.partner": "ref", "product.product": "default_code"][model] ?? "code"
            let domain: JSON = [[.string(field), "like", .string(bench.mark)], ["company_id", "=", false]]
            for record in try await bench.person.records(model, domain, ["company_id"]) {
                try await bench.person.write(model, try #require(record["id"]?.integerValue), ["company_id": 1])
            }
        }
    }

    /// Gives the second company a place for goods, if it has none.
    private func receive(_ bench: DocumentBench) async throws {
        let types = try await bench.person.records(
            "stock.picking.type",
            [["code", "=", "incoming"]],
            ["company_id", "default_location_src_id", "default_location_dest_id"]
        )
        guard !types.contains(where: { $0["company_id"]?.link == 2 }), let first = types.first else { return }
        var values: JSONObject = [
            "name": "Receipts", "code": "incoming", "sequence_code": "IN2", "company_id": 2, "move_type": "direct",
        ]
        for field in ["default_location_src_id", "default_location_dest_id"] {
            values[field] = first[field]?.link.map { .integer($0) }
        }
        _ = try await bench.person.create("stock.picking.type", .object(values))
    }

    @Test(arguments: parties)
    func theOwnCompanyIsUsedWhereNoneIsConfigured(party: OdooContractTests.Party) async throws {
        let bench = try await bench(party)
        try await doubled(bench)
        let order = bench.order("1", [bench.line("1", "CEM", "12", "10.10")])
        try await bench.applied(order)
        try await bench.applied(bench.receipt("1", [("1", "12")]))
        try await bench.applied(bench.invoice(order: "1", [bench.line("1", "CEM", "12", "10.10")]))
        try await bench.applied(bench.payment("1", "121.20"))
        #expect(try await bench.orders().map { $0["company_id"]?.link } == [1])
    }

    @Test(arguments: parties)
    func theConfiguredCompanyIsUsed(party: OdooContractTests.Party) async throws {
        let bench = try await bench(party)
        try await doubled(bench)
        try bench.restart(["company": .text("Second Co"), "namespace": .text("purlin_second")])
        try await bench.applied(bench.order("1", [bench.line("1", "CEM", "12", "10.10")]))
        let orders = try await bench.person.call(
            "purchase.order",
            "search_read",
            [[["partner_ref", "=", .string("PO-\(bench.mark)-1")]]],
            [
                "fields": ["company_id", "currency_id", "partner_id", "picking_type_id"],
                "context": ["allowed_company_ids": [1, 2]],
            ]
        )
        #expect(orders?.arrayValue?.map { $0["company_id"]?.link } == [2])
        #expect(orders?[0]?["currency_id"]?[1] == "EUR")
        #expect(orders?[0]?["partner_id"]?[1] == "Second supplier")
        let other = bench.order("2", [bench.line("2", "SND", "1", "1")])
        try await bench.refused(other, "no single product has the code SND")
    }

    @Test(arguments: parties)
    func projectsMachinesAndCostsBelongToTheConfiguredCompany(party: OdooContractTests.Party) async throws {
        let bench = try await bench(party)
        try bench.restart(["company": .text("Second Co"), "namespace": .text("purlin_second")])
        let code = "Q-\(bench.mark)"
        let identity = EquipmentIdentity(oem: "Orvik", model: "OX 30", serial: "S-\(bench.mark)")
        let cost = CostEntry(
            key: "\(code)/1",
            company: "SEC",
            project: code,
            costCode: "02-315",
            serviceDate: try #require(CalendarDate("2026-03-05")),
            equipment: "EX-\(bench.mark)",
            hours: 4,
            rate: Money(25, try #require(Currency("EUR")))
        )
        let objects: [any CanonicalObject] = [
            Project(code: code, title: "Second \(code)", timeZone: "America/Denver"),
            Equipment(code: "EX-\(bench.mark)", category: "excavator-30t", identity: identity), cost,
        ]
        // The second time is an update.
        for object in objects + objects {
            try await bench.applied(
                Delivery(key: object.key, object: type(of: object).name, payload: object.json),
                object.key
            )
        }
        // A project takes its company from its account.
        let keys: [(model: String, leaf: JSON)] = [
            ("account.analytic.account", ["code", "=", .string(code)]),
            ("fleet.vehicle", ["license_plate", "=", .string("EX-\(bench.mark)")]),
            ("account.analytic.line", ["ref", "like", .string("\(code)/1")]),
        ]
        for (model, leaf) in keys {
            let fields: JSON = model == "account.analytic.line" ? ["company_id", "currency_id"] : ["company_id"]
            let options: JSON = ["fields": fields, "context": ["allowed_company_ids": [1, 2]]]
            let records = try await bench.person.call(model, "search_read", [[leaf]], options)?.arrayValue ?? []
            #expect(records.map { $0["company_id"]?.link } == [2], "\(model)")
            #expect(records.allSatisfy { ($0["currency_id"]?[1] ?? "EUR") == "EUR" }, "\(model)")
        }
    }

    @Test(arguments: parties)
    func anUnknownCompanyIsAnErrorThatNamesTheChoice(party: OdooContractTests.Party) async throws {
        let bench = try await bench(party)
        try bench.restart(["company": .text("Third Co")])
        do {
            _ = try await bench.send(bench.order())
            Issue.record("the order was sent")
        } catch let error as ConnectorError {
            guard case .invalidConfiguration("company", let reason) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(reason.contains("'Third Co', for which the user may not work"))
            #expect(reason.contains("choose one of: My Company, Second Co"))
        }
        #expect(try await bench.orders().isEmpty)
    }
}
