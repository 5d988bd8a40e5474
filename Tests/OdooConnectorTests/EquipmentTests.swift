import CanonicalModel
import ConnectorKit
import JSON
import OdooConnector
import Testing

/// Machines on their way into vehicles.
struct EquipmentTests {
    private func machine(
        _ code: String,
        oem: String? = "Orvik",
        model: String? = "OX 30",
        serial: String? = nil,
        pin: String? = nil
    ) -> Delivery {
        let identity = EquipmentIdentity(oem: oem, model: model, serial: serial, pin: pin)
        return Delivery(Equipment(code: code, category: "excavator-30t", identity: identity))
    }

    /// An Odoo with some brands and models, where loading gives ids from 50 on.
    private func odoo(brands: JSON = [], models: JSON = []) -> ScriptedOdoo {
        ScriptedOdoo { call in
            switch call.name {
            case "fleet.vehicle.model.brand.search_read": return .result(brands)
            case "fleet.vehicle.model.search_read": return .result(models)
            case _ where call.name.hasPrefix("fleet.") && call.name.hasSuffix(".load"):
                let ids = call.rows.indices.map { JSON.integer(Int64(50 + $0)) }
                return .result(["ids": .array(ids), "messages": [], "nextrow": 0])
            default: return nil
            }
        }
    }

    @Test func brandAndModelAreAddedWhereTheyAreMissing() async throws {
        let odoo = odoo()

        let outcomes = try await OdooConnector(odoo).apply([machine("EX-104", pin: "kst0ex104")])

        #expect(outcomes == [.applied(FoundRecord(reference: "fleet.vehicle/50"))])
        let loads = odoo.calls.filter { $0.name.hasSuffix(".load") }
        #expect(
            loads.map(\.columns) == [
                ["id", "name"], ["id", "name", "brand_id/.id"], ["id", "license_plate", "model_id/.id", "vin_sn"],
            ]
        )
        #expect(loads.map { $0.rows[0].dropFirst() } == [["Orvik"], ["OX 30", "50"], ["EX-104", "50", "KST0EX104"]])
    }

    @Test func brandAndModelThatAreThereAreUsed() async throws {
        let odoo = odoo(
            brands: [["id": 8, "name": "Orvik"], ["id": 7, "name": "Orvik"]],
            models: [["id": 21, "name": "OX 30", "brand_id": [7, "Orvik"]]]
        )
        _ = try await OdooConnector(odoo).apply([machine("EX-104")])
        #expect(odoo.calls.filter { $0.name.hasSuffix(".load") }.map(\.name) == ["fleet.vehicle.load"])
        #expect(odoo.calls("fleet.vehicle.load").first?.rows.first?.dropFirst() == ["EX-104", "21"])
    }

    @Test func aModelOfAnotherBrandIsAnotherModel() async throws {
        let odoo = odoo(
            brands: [["id": 7, "name": "Orvik"], ["id": 9, "name": "Tarn"]],
            models: [["id": 21, "name": "OX 30", "brand_id": [9, "Tarn"]]]
        )
        _ = try await OdooConnector(odoo).apply([machine("EX-104")])
        #expect(odoo.calls("fleet.vehicle.model.load").first?.rows.first?.dropFirst() == ["OX 30", "7"])
    }

    @Test func aSerialNumberStandsInForAMissingPIN() async throws {
        let odoo = odoo()
        _ = try await OdooConnector(odoo).apply([
            machine("EX-104", serial: "S-1"), machine("EX-105", serial: "S-2", pin: "P-2"),
        ])
        #expect(odoo.calls("fleet.vehicle.load").first?.rows.map { $0.last } == ["S-1", "P-2"])
    }

    @Test func aNumberTypedIntoOdooIsNotErasedByAMachineWithoutOne() async throws {
        let odoo = odoo()
        let outcomes = try await OdooConnector(odoo).apply([machine("EX-104"), machine("EX-105", serial: "S-2")])
        let loads = odoo.calls("fleet.vehicle.load")
        #expect(loads.map { $0.columns.contains("vin_sn") } == [true, false])
        #expect(loads.map { $0.rows.map { $0[1] } } == [["EX-105"], ["EX-104"]])
        #expect(outcomes.allSatisfy { $0.record != nil })
    }

    @Test func aMachineWithoutManufacturerOrModelIsRejectedAlone() async throws {
        let odoo = odoo()
        let batch = [machine("GEN-1", oem: nil), machine("EX-104"), machine("GEN-2", model: nil)]
        let outcomes = try await OdooConnector(odoo).apply(batch)
        #expect(outcomes.map { $0.record != nil } == [false, true, false])
        #expect(outcomes[0].rejection?.contains("complete the identity of GEN-1") == true)
    }

    @Test func anArchivedMachineIsRejected() async throws {
        let odoo = odoo()
        let identity = EquipmentIdentity(oem: "Orvik", model: "OX 30")
        let old = Equipment(code: "EX-1", category: "excavator-30t", identity: identity, isArchived: true)
        let outcomes = try await OdooConnector(odoo).apply([Delivery(old)])
        #expect(outcomes.first?.rejection?.contains("archive the vehicle there by hand") == true)
        #expect(odoo.work.isEmpty)
    }

    @Test func aRefusedBrandRejectsItsMachinesOnly() async throws {
        let odoo = ScriptedOdoo { call in
            guard call.name == "fleet.vehicle.model.brand.load",
                let row = call.rows.firstIndex(where: { $0[1] == "Bad" })
            else { return self.odoo().script(call) }
            let place = JSON.integer(Int64(row))
            let message: JSON = [
                "rows": ["from": place, "to": place], "record": place, "type": "error", "field": "name",
                "message": "No",
            ]
            return .result(["ids": false, "messages": [message], "nextrow": 0])
        }
        let outcomes = try await OdooConnector(odoo).apply([machine("A", oem: "Bad"), machine("B")])
        #expect(outcomes[0].rejection?.contains("fleet.vehicle.model.brand") == true)
        #expect(outcomes[1].record != nil)
    }

    @Test func brandsAndModelsThatJoinToTheSameTextStayApart() async throws {
        let odoo = odoo()
        _ = try await OdooConnector(odoo).apply([
            machine("A", oem: "A B", model: "C"), machine("B", oem: "A", model: "B C"),
        ])
        let ids = try #require(odoo.calls("fleet.vehicle.model.load").first).rows.map { $0[0] }
        #expect(Set(ids).count == 2)
    }
}
