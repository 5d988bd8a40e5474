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

    @Test(arguments: [true, false])
    func presentLinesAreFoundInTwoCallsHoweverMany(isAdministrator: Bool) async throws {
        let odoo = odoo(isAdministrator: isAdministrator)
        let connector = try OdooConnector(odoo)
        let deliveries = try Delivery.costs(50)
        _ = try await connector.apply(deliveries)
        _ = try await connector.find(deliveries)
        let before = odoo.work.count

        #expect(try await connector.find(deliveries).allSatisfy { $0 != nil })

        let line = "account.analytic.line"
        let calls =
            isAdministrator
            ? ["ir.model.data.search_read", "\(line).search_read"] : ["\(line).search_read", "\(line).get_external_id"]
        #expect(odoo.work.dropFirst(before) == calls[...])
    }

    /// An Odoo whose user may or may not read the table of external ids.
    private func odoo(isAdministrator: Bool) -> ScriptedOdoo {
        ScriptedOdoo { call in
            guard call.name == "ir.model.data.search_read", !isAdministrator else { return nil }
            return .exception("odoo.exceptions.AccessError", "You are not allowed to access")
        }
    }

    @Test(arguments: [true, false])
    func linesThatWereChangedByHandAreFoundAmongManyThatAreNotThere(isAdministrator: Bool) async throws {
        let odoo = odoo(isAdministrator: isAdministrator)
        let connector = try OdooConnector(odoo)
        let deliveries = try Delivery.costs(60)
        _ = try await connector.apply(Array(deliveries.prefix(20)))
        odoo.ledger.change("ref", to: "checked by accounting") { $0.id % 4 == 0 }
        let found = try await connector.find(deliveries)
        #expect(found.map { $0 != nil } == (1...60).map { $0 <= 20 })
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
            case "account.analytic.line.search_read":
                .result([["id": 88, "date": "2026-01-05", "unit_amount": 1, "amount": 1, "account_id": false]])
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
        let odoo = ScriptedOdoo()
        let project = Project(code: "26-014", title: "North Quay", timeZone: "UTC")
        _ = try await OdooConnector(odoo).find([Delivery(project)])
        for name in ["project.project.search_read", "ir.model.data.check_object_reference"] {
            #expect(odoo.calls(name).first?.options["context"] == ["active_test": false])
        }
    }

    /// Odoo answers so for what it hides, and for what a rolled-back load left in its cache.
    @Test func anExternalIDWithoutAVisibleRecordIsAbsent() async throws {
        let odoo = ScriptedOdoo { call in
            switch call.name {
            case "account.analytic.line.search_read": .result([])
            case "ir.model.data.check_object_reference": .result(["account.analytic.line", false])
            default: nil
            }
        }
        #expect(try await OdooConnector(odoo).find([Delivery.cost()]) == [nil])
    }

    /// Odoo refuses to read by number what contains one hidden record, and leaves it out of a search.
    @Test func oneHiddenLineDoesNotHideTheOthers() async throws {
        let deliveries = try Delivery.costs(20)
        let ledger = AnalyticLedger()
        _ = try await OdooConnector(ScriptedOdoo(ledger: ledger)).apply(deliveries)
        let odoo = ScriptedOdoo(ledger: ledger) { call in
            switch call.name {
            case "account.analytic.line.read": return .exception("odoo.exceptions.AccessError", "not yours")
            case "account.analytic.line.search_read":
                guard case .result(let rows) = ledger.reply(to: call) else { return nil }
                return .result(.array(rows.arrayValue?.filter { $0["id"] != 45 } ?? []))
            default: return nil
            }
        }
        #expect(try await OdooConnector(odoo).find(deliveries).map { $0 == nil } == (1...20).map { $0 == 5 })
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

    @Test(arguments: [true, false])
    func manyAbsentLinesAreNotAskedForOneByOne(isAdministrator: Bool) async throws {
        let odoo = odoo(isAdministrator: isAdministrator)
        let connector = try OdooConnector(odoo)
        let deliveries = try Delivery.costs(50)
        #expect(try await connector.find(deliveries).allSatisfy { $0 == nil })
        _ = try await connector.apply(Array(deliveries.prefix(20)))
        #expect(try await connector.find(deliveries).count { $0 != nil } == 20)
        #expect(odoo.calls("ir.model.data.check_object_reference").isEmpty)
    }

    @Test func manyLinesThatWereChangedByHandAreStillFound() async throws {
        let odoo = ScriptedOdoo()
        let connector = try OdooConnector(odoo)
        let deliveries = try Delivery.costs(20)
        _ = try await connector.apply(deliveries)
        odoo.ledger.change("ref", to: "checked by accounting")
        #expect(try await connector.find(deliveries).count { $0 != nil } == 20)
    }

    /// An Odoo with the project of code 26-014 and the machine EX-104, under our external ids.
    private func yard(title: String = "North Quay", model: String = "Orvik/OX 30") -> ScriptedOdoo {
        ScriptedOdoo { call in
            switch call.name {
            case "ir.model.data.check_object_reference":
                let name = call.arguments[1].stringValue ?? ""
                if name.hasPrefix("project_26_014_") { return .result(["project.project", 3]) }
                if name.hasPrefix("equipment_EX_104_") { return .result(["fleet.vehicle", 5]) }
                return nil
            case "project.project.search_read" where call.arguments[0] == [["id", "in", [3]]]:
                return .result([["id": 3, "name": .string(title), "account_id": [9, "[26-014]"]]])
            case "fleet.vehicle.search_read" where call.arguments[0] == [["id", "in", [5]]]:
                return .result([["id": 5, "model_id": [2, .string(model)], "vin_sn": "KST0EX104"]])
            default: return nil
            }
        }
    }

    private let projects = ["26-014", "26-015"].map {
        Project(code: $0, title: "North Quay", timeZone: "America/Denver")
    }
    private let machine = Equipment(
        code: "EX-104",
        category: "excavator-30t",
        identity: EquipmentIdentity(oem: "Orvik", model: "OX 30", pin: "KST0EX104")
    )

    @Test func projectsAndMachinesAreFoundByTheirExternalIDs() async throws {
        let connector = try OdooConnector(yard())
        #expect(
            try await connector.find(projects.map { Delivery($0) }) == [
                FoundRecord(reference: "project.project/3"), nil,
            ]
        )
        #expect(try await connector.find([Delivery(machine)]) == [FoundRecord(reference: "fleet.vehicle/5")])
    }

    @Test func anUpdateThatNeverArrivedIsNotTakenForDone() async throws {
        let connector = try OdooConnector(yard(title: "Quay", model: "Orvik/OX 22"))
        #expect(try await connector.find([Delivery(projects[0])]) == [nil])
        #expect(try await connector.find([Delivery(machine)]) == [nil])
    }
}
