import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import OdooConnector
import Testing

/// Looking up what Odoo holds after an unknown outcome.
struct FindTests {
    @Test func whatWasWrittenIsFoundWithItsTotals() async throws {
        let odoo = ScriptedOdoo()
        let connector = try OdooConnector(odoo)
        let deliveries = try Delivery.costs(3)
        let outcomes = try await connector.apply(deliveries)

        let found = try await connector.find(deliveries)

        #expect(found.map { $0 } == outcomes.map(\.record))
        #expect(found.first??.totals["amount"] == Decimal(plain: "581.25"))
    }

    @Test func presentLinesAreFoundInThreeCallsHoweverMany() async throws {
        let odoo = ScriptedOdoo()
        let connector = try OdooConnector(odoo)
        let deliveries = try Delivery.costs(50)
        _ = try await connector.apply(deliveries)
        let before = odoo.work.count

        _ = try await connector.find(deliveries)

        let line = "account.analytic.line"
        #expect(odoo.work.dropFirst(before) == ["\(line).search", "\(line).get_external_id", "\(line).read"])
    }

    @Test func whatIsNotThereIsNotFound() async throws {
        let odoo = ScriptedOdoo()
        let connector = try OdooConnector(odoo)
        let deliveries = try Delivery.costs(4)
        _ = try await connector.apply([deliveries[1], deliveries[3]])

        let found = try await connector.find(deliveries)

        #expect(found.map { $0?.reference } == [nil, "account.analytic.line/41", nil, "account.analytic.line/42"])
    }

    @Test func aLineWhoseReferenceWasChangedByHandIsStillFound() async throws {
        let odoo = ScriptedOdoo()
        let connector = try OdooConnector(odoo)
        let delivery = try Delivery.cost()
        _ = try await connector.apply([delivery])
        odoo.ledger.change("ref", to: "checked by accounting")
        #expect(try await connector.find([delivery]).first??.reference == "account.analytic.line/41")
    }

    @Test func anotherLineWithTheSameReferenceIsNotTaken() async throws {
        let odoo = ScriptedOdoo { call in
            switch call.name {
            case "account.analytic.line.search": .result([88])
            case "account.analytic.line.get_external_id": .result(["88": "__export__.account_analytic_line_88"])
            default: nil
            }
        }
        #expect(try await OdooConnector(odoo).find([Delivery.cost()]) == [nil])
    }

    @Test func aLineOnAnotherDayIsNotTheDelivery() async throws {
        let odoo = ScriptedOdoo()
        let connector = try OdooConnector(odoo)
        let delivery = try Delivery.cost()
        _ = try await connector.apply([delivery])
        odoo.ledger.change("date", to: "2026-02-01")
        #expect(try await connector.find([delivery]) == [nil])
    }

    @Test func archivedRecordsAreLookedAtToo() async throws {
        let odoo = ScriptedOdoo { $0.name == "project.project.search" ? .result([]) : nil }
        let project = Project(code: "26-014", title: "North Quay", timeZone: "UTC")
        _ = try await OdooConnector(odoo).find([Delivery(project)])
        for name in ["project.project.search", "ir.model.data.check_object_reference"] {
            #expect(odoo.calls(name).map(\.options) == [["context": ["active_test": false]]])
        }
    }

    /// Odoo answers so for what it hides, and for what a rolled-back load left in its cache.
    @Test func anExternalIDWithoutAVisibleRecordIsAbsent() async throws {
        let odoo = ScriptedOdoo { call in
            switch call.name {
            case "account.analytic.line.search": .result([])
            case "ir.model.data.check_object_reference": .result(["account.analytic.line", false])
            default: nil
            }
        }
        #expect(try await OdooConnector(odoo).find([Delivery.cost()]) == [nil])
    }

    @Test func anUnreadableDeliveryIsNotFound() async throws {
        let delivery = Delivery(key: "broken", object: CostEntry.name, payload: [:])
        #expect(try await OdooConnector(ScriptedOdoo()).find([delivery]) == [nil])
    }

    @Test func anAbsentLineDoesNotCostALoginEach() async throws {
        let odoo = ScriptedOdoo()
        _ = try await OdooConnector(odoo).find(Delivery.costs(5))
        #expect(odoo.calls("ir.model.data.check_object_reference").count == 5)
        #expect(odoo.calls("common.authenticate").count == 1)
    }

    @Test func manyAbsentLinesAreNotAskedForOneByOne() async throws {
        let odoo = ScriptedOdoo()
        let connector = try OdooConnector(odoo)
        let deliveries = try Delivery.costs(50)
        #expect(try await connector.find(deliveries).allSatisfy { $0 == nil })
        #expect(odoo.calls("ir.model.data.check_object_reference").count == 1)
        _ = try await connector.apply(Array(deliveries.prefix(20)))
        #expect(try await connector.find(deliveries).count { $0 != nil } == 20)
        #expect(odoo.calls("ir.model.data.check_object_reference").count == 1)
    }

    @Test func manyLinesThatWereChangedByHandAreStillFound() async throws {
        let odoo = ScriptedOdoo()
        let connector = try OdooConnector(odoo)
        let deliveries = try Delivery.costs(20)
        _ = try await connector.apply(deliveries)
        odoo.ledger.change("ref", to: "checked by accounting")
        #expect(try await connector.find(deliveries).count { $0 != nil } == 20)
    }

    @Test func projectsAndMachinesAreFoundByTheirExternalIDs() async throws {
        let odoo = ScriptedOdoo { call in
            guard call.name == "ir.model.data.check_object_reference" else {
                return call.name.hasSuffix(".search") ? .result([]) : nil
            }
            let name = call.arguments[1].stringValue ?? ""
            if name.hasPrefix("project_26_014_") { return .result(["project.project", 3]) }
            if name.hasPrefix("equipment_EX_104_") { return .result(["fleet.vehicle", 5]) }
            return nil
        }
        let connector = try OdooConnector(odoo)
        let projects = ["26-014", "26-015"].map { Project(code: $0, title: "North Quay", timeZone: "America/Denver") }
        let machine = Equipment(
            code: "EX-104",
            category: "excavator-30t",
            identity: EquipmentIdentity(pin: "KST0EX104")
        )
        #expect(
            try await connector.find(projects.map { Delivery($0) }) == [
                FoundRecord(reference: "project.project/3"), nil,
            ]
        )
        #expect(try await connector.find([Delivery(machine)]) == [FoundRecord(reference: "fleet.vehicle/5")])
    }
}
