import Foundation

extension Catalogue {
    /// Vehicles with their models, meters, services and drivers.
    static func fleetChanges() -> [ModelChange] {
        [
            ModelChange("fleet.vehicle") { completeVehicle(&$0) },
            ModelChange("fleet.vehicle.model") { model in
                model.displayName = "model_display_name"
                model.nameSearch = ["name", "brand_id.name"]
                model.compute("vehicle_count", by: "model_vehicles")
                model.indexes = [["brand_id"]]
            },
            ModelChange("fleet.vehicle.model.brand") { $0.compute("model_count", by: "brand_models") },
            ModelChange("fleet.vehicle.state") { model in
                model.constraints = [
                    TableConstraint(condition: .unique(["name"]), message: "State name already exists")
                ]
            },
            ModelChange("fleet.vehicle.odometer") { model in
                model.compute("name", by: "odometer_name")
                model.rules = [.company(field: "company_id")] + drivenRules(along: "vehicle_id")
                model.indexes = [["vehicle_id"]]
            },
            ModelChange("fleet.vehicle.log.services") { model in
                model.recordName = "service_type_id"
                model.displayName = "service_name"
                model.nameSearch = ["service_type_id.name"]
                model.adjust("company_id") { $0.defaultValue = .company }
                model.compute("odometer", by: "service_odometer")
                model.rules = [.company(field: "company_id")] + drivenRules(along: "vehicle_id")
                model.indexes = [["vehicle_id"]]
            },
            ModelChange("fleet.vehicle.assignation.log") { model in
                model.displayName = "assignation_name"
                model.nameSearch = ["vehicle_id.name", "driver_id.name"]
                model.adjust("vehicle_id") { $0.deletionRule = .cascade }
                model.indexes = [["vehicle_id"]]
            },
        ]
    }

    private static func completeVehicle(_ model: inout ModelDefinition) {
        model.nameSearch = ["name", "driver_id.name"]
        model.adjust("company_id") { $0.defaultValue = .company }
        model.compute("name", by: "vehicle_name")
        model.compute("odometer", by: "vehicle_odometer")
        model.compute("odometer_count", by: "vehicle_readings")
        model.compute("service_activity", by: "vehicle_service_activity")
        model.compute("history_count", by: "vehicle_drivers")
        model.compute("service_count", by: "vehicle_services")
        model.compute("driver_employee_id", by: "vehicle_driver_employee")
        model.doNotCopy("driver_id", "future_driver_id", "vin_sn")
        model.rules = [.company(field: "company_id")] + drivenRules(along: nil)
        model.indexes = [["model_id"]]
    }

    /// Officers see what they or their employee drive, administrators everything.
    private static func drivenRules(along field: String?) -> [RecordRule] {
        [
            .members(of: "Fleet/Officer: Manage all vehicles") { environment, model, id in
                let vehicle = field.map { environment.value($0, in: model, id).recordID } ?? id
                return vehicle.map { environment.drives(vehicle: $0) } ?? false
            },
            .members(of: "Fleet/Administrator"),
        ]
    }
}

extension Environment {
    /// Whether the user who calls drives a vehicle, as a partner or as an employee.
    fileprivate func drives(vehicle id: Int64) -> Bool {
        guard let driver = database.row("fleet.vehicle", id)?["driver_id"]?.recordID else { return false }
        if driver == ownPartner { return true }
        return records(of: "hr.employee", "user_id", user).contains {
            database.row("hr.employee", $0)?["work_contact_id"]?.recordID == driver
        }
    }
}
