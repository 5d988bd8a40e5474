import JSON
import Testing

struct ResourceTests {
    @Test func departmentIsNamedByItsPathAndLeadsItsEmployees() throws {
        let client = try OdooClient()
        let top = try client.create("hr.department", ["name": "Field"])
        let below = try client.create("hr.department", ["name": "Concrete", "parent_id": .integer(top)])
        let maria = try client.create("hr.employee", ["name": "Maria", "department_id": .integer(below)])
        let boss = try client.create("hr.employee", ["name": "Boss"])

        try client.call("hr.department", "write", [.integer(below)], ["manager_id": .integer(boss)])
        let later = try client.create("hr.employee", ["name": "Ben", "department_id": .integer(below)])

        #expect(try client.value("display_name", of: "hr.department", below) == "Field / Concrete")
        #expect(try client.value("parent_id", of: "hr.employee", maria)[1] == "Boss")
        #expect(try client.value("parent_id", of: "hr.employee", later)[1] == "Boss")
        #expect(try client.value("total_employee", of: "hr.department", below) == 2)
        #expect(try client.value("child_count", of: "hr.employee", boss) == 2)
        #expect(try client.value("tz", of: "hr.employee", maria) == "UTC")
    }

    @Test func badgeIsGivenOnce() throws {
        let client = try OdooClient()
        _ = try client.create("hr.employee", ["name": "Maria", "barcode": "K1"])

        let data = try client.refusal("hr.employee", "create", ["name": "Ben", "barcode": "K1"])

        let text = "The Badge ID must be unique, this one is already assigned to another employee."
        #expect(data["message"] == .string("The operation cannot be completed: \(text)"))
    }

    @Test func driversOfAVehicleAreLogged() throws {
        let client = try OdooClient()
        let brand = try client.create("fleet.vehicle.model.brand", ["name": "Kestrel"])
        let model = try client.create(
            "fleet.vehicle.model",
            ["name": "KX-30", "brand_id": .integer(brand), "seats": 2, "model_year": 2021]
        )
        let vehicle = try client.create("fleet.vehicle", ["model_id": .integer(model)])
        let driver = try client.create("res.partner", ["name": "Ida"])
        #expect(try client.value("seats", of: "fleet.vehicle", vehicle) == 0)
        let other = try client.create(
            "fleet.vehicle.model",
            ["name": "KX-40", "brand_id": .integer(brand), "seats": 3, "model_year": 2022]
        )
        try client.call("fleet.vehicle", "write", [.integer(vehicle)], ["model_id": .integer(other)])

        for _ in 0..<2 {
            try client.call("fleet.vehicle", "write", [.integer(vehicle)], ["driver_id": .integer(driver)])
        }

        #expect(try client.value("seats", of: "fleet.vehicle", vehicle) == 3)
        #expect(try client.value("model_year", of: "fleet.vehicle", vehicle) == "2022")
        #expect(try client.value("history_count", of: "fleet.vehicle", vehicle) == 1)
        let log = try client.call("fleet.vehicle.assignation.log", "search_read", [], ["date_start", "date_end"])
        #expect(log[0]?["date_start"] == "2026-01-05")
        #expect(log[0]?["date_end"] == false)
    }

    @Test func meterOfAServiceMakesAReading() throws {
        let client = try OdooClient()
        let brand = try client.create("fleet.vehicle.model.brand", ["name": "Kestrel"])
        let model = try client.create("fleet.vehicle.model", ["name": "KX-30", "brand_id": .integer(brand)])
        let vehicle = try client.create("fleet.vehicle", ["model_id": .integer(model)])
        let type = try client.reference("account_fleet.data_fleet_service_type_vendor_bill")

        let service = try client.create(
            "fleet.vehicle.log.services",
            [
                "vehicle_id": .integer(vehicle), "service_type_id": .integer(type), "odometer": 120,
                "amount": .real(99.999), "date": "2026-01-03",
            ]
        )

        #expect(try client.value("amount", of: "fleet.vehicle.log.services", service) == .real(100))
        #expect(try client.value("state", of: "fleet.vehicle.log.services", service) == "new")
        #expect(try client.value("display_name", of: "fleet.vehicle.log.services", service) == "Vendor Bill")
        #expect(try client.value("odometer", of: "fleet.vehicle", vehicle) == .real(120))
        let readings = try client.call("fleet.vehicle.odometer", "search_read", [], ["date"])
        #expect(readings[0]?["date"] == "2026-01-03")
    }

    @Test func requestGoesThroughItsStages() throws {
        let client = try OdooClient()
        let category = try client.create("maintenance.equipment.category", ["name": "Excavators"])
        let equipment = try client.create(
            "maintenance.equipment",
            ["name": "EX-104", "serial_no": "S1", "category_id": .integer(category)]
        )
        let request = try client.create(
            "maintenance.request",
            ["name": "Leak", "equipment_id": .integer(equipment)]
        )
        let count = { try client.value("maintenance_open_count", of: "maintenance.equipment", equipment) }

        #expect(try client.value("display_name", of: "maintenance.equipment", equipment) == "EX-104/S1")
        #expect(try client.value("stage_id", of: "maintenance.request", request)[1] == "New Request")
        #expect(try client.value("request_date", of: "maintenance.request", request) == "2026-01-05")
        #expect(try client.value("category_id", of: "maintenance.request", request)[1] == "Excavators")
        #expect(try count() == 1)
        let done = try client.reference("maintenance.stage_3")
        try client.call("maintenance.request", "write", [.integer(request)], ["stage_id": .integer(done)])
        #expect(try client.value("close_date", of: "maintenance.request", request) == "2026-01-05")
        #expect(try count() == 0)
        #expect(try client.call("maintenance.request", "archive_equipment_request", [.integer(request)]) == .null)
        #expect(try client.value("archive", of: "maintenance.request", request) == true)
        let kept = try client.refusal("maintenance.equipment.category", "unlink", [.integer(category)])
        let text = "You cannot delete an equipment category containing equipment or maintenance requests."
        #expect(kept["message"] == .string(text))
        let data = try client.refusal("maintenance.equipment", "unlink", [.integer(equipment)])
        #expect(data["message"]?.stringValue?.contains("maintenance_request_equipment_id_fkey") == true)
    }

    @Test func defaultsAreFoundBeforeARecordIsMade() throws {
        let client = try OdooClient()

        let request = try client.call("maintenance.request", "default_get", ["stage_id", "employee_id", "name"])
        let task = try client.call("project.task", "default_get", ["user_ids", "state"])

        let stage = try client.reference("maintenance.stage_0")
        let employee = try client.reference("hr.employee_admin")
        #expect(request == ["stage_id": .integer(stage), "employee_id": .integer(employee)])
        #expect(task == ["user_ids": [[6, 0, [2]]], "state": "01_in_progress"])
    }

    @Test func serialNumberIsGivenOnce() throws {
        let client = try OdooClient()
        _ = try client.create("maintenance.equipment", ["name": "EX-104", "serial_no": "S1"])

        let data = try client.refusal("maintenance.equipment", "create", ["name": "EX-105", "serial_no": "S1"])

        #expect(
            data["message"]?.stringValue?.hasSuffix("Another asset already exists with this serial number!") == true
        )
    }
}
