import Foundation

extension Catalogue {
    /// Vehicles with their brands, models, states and meter readings.
    static func fleetModels() -> [ModelDefinition] {
        [vehicle, vehicleModel, brand, state, odometer]
    }

    private static let managers = ["Fleet/Administrator"]
    private static let officers = ["Fleet/Administrator", "Fleet/Officer: Manage all vehicles"]

    private static let powerUnits = [("power", "kW"), ("horsepower", "Horsepower")]

    private static let vehicleFields: [FieldDefinition] = [
        .char("name", "Name").computed("vehicle_name"),
        .text("description", "Vehicle Description"),
        .boolean("active", "Active", default: true),
        .many2one("company_id", "Company", "res.company").defaulting(to: .company),
        .many2one("currency_id", "Currency", "res.currency").related("company_id.currency_id"),
        .char("license_plate", "License Plate"),
        .char("vin_sn", "Chassis Number").notCopied,
        .many2one("driver_id", "Driver", "res.partner").notCopied,
        .many2one("manager_id", "Fleet Manager", "res.users"),
        .many2one("model_id", "Model", "fleet.vehicle.model").required,
        .many2one("brand_id", "Brand", "fleet.vehicle.model.brand").related("model_id.brand_id", stored: true),
        .many2one("state_id", "State", "fleet.vehicle.state")
            .defaulting(to: .external("fleet.fleet_vehicle_state_new_request")),
        .char("location", "Location"),
        .char("model_year", "Model Year"),
        .char("color", "Color"),
        .date("acquisition_date", "Registration Date").defaulting(to: .today),
        .date("order_date", "Order Date"),
        .float("odometer", "Last Odometer").computedLive("vehicle_odometer").writable,
        .selection("odometer_unit", "Odometer Unit", [("kilometers", "km"), ("miles", "mi")], default: "kilometers")
            .required,
        .integer("odometer_count", "Odometer").computedLive("vehicle_readings"),
        .selection("vehicle_type", "Vehicle Type", [("car", "Car"), ("bike", "Bike")])
            .related("model_id.vehicle_type"),
        .float("car_value", "Catalog Value (VAT Incl.)"),
        .selection("power_unit", "Power Unit", powerUnits, default: "power").required,
    ]

    private static let vehicle = ModelDefinition("fleet.vehicle", "Vehicle", vehicleFields) { model in
        model.order = "license_plate asc, acquisition_date asc"
        model.nameSearch = ["name", "driver_id.name"]
        model.rights = ModelRights(
            connector: "rw",
            limited: "",
            change: managers,
            read: officers + ["Employees/Officer: Manage all employees"],
            write: officers
        )
        model.rules = [.company(field: "company_id"), .drivenByOfficer(path: "driver_id")]
    }

    private static let vehicleModel = ModelDefinition(
        "fleet.vehicle.model",
        "Model of a vehicle",
        [
            .char("name", "Model name").required,
            .many2one("brand_id", "Manufacturer", "fleet.vehicle.model.brand").required,
            .boolean("active", "Active", default: true),
            .selection("vehicle_type", "Vehicle Type", [("car", "Car"), ("bike", "Bike")], default: "car").required,
            .integer("vehicle_count", "Vehicle Count").computedLive("model_vehicles"),
            .integer("model_year", "Model Year"),
            .selection("power_unit", "Power Unit", powerUnits, default: "power").required,
        ]
    ) { model in
        model.order = "name asc"
        model.displayName = "model_display_name"
        model.nameSearch = ["name", "brand_id.name"]
        model.rights = ModelRights(connector: "r", limited: "", change: managers, read: officers)
    }

    private static let brand = ModelDefinition(
        "fleet.vehicle.model.brand",
        "Brand of the vehicle",
        [
            .char("name", "Name").required,
            .boolean("active", "Active", default: true),
            .one2many("model_ids", "Model", "fleet.vehicle.model", "brand_id"),
            .integer("model_count", "Model Count").computed("brand_models"),
        ]
    ) { model in
        model.order = "name asc"
        model.rights = ModelRights(connector: "r", limited: "", change: managers, read: officers)
    }

    private static let state = ModelDefinition(
        "fleet.vehicle.state",
        "Vehicle Status",
        [.char("name", "Name").required.translated, .integer("sequence", "Sequence")]
    ) { model in
        model.order = "sequence asc"
        model.rights = ModelRights(connector: "r", limited: "", change: managers, read: officers)
        model.constraints = [
            TableConstraint(condition: .unique(["name"]), message: "State name already exists")
        ]
    }

    private static let odometer = ModelDefinition(
        "fleet.vehicle.odometer",
        "Odometer log for a vehicle",
        [
            .char("name", "Name").computed("odometer_name"),
            .date("date", "Date").defaulting(to: .today),
            .float("value", "Odometer Value").defaulting(to: .value(.decimal(0))),
            .many2one("vehicle_id", "Vehicle", "fleet.vehicle").required,
            .selection("unit", "Unit", [("kilometers", "km"), ("miles", "mi")]).related("vehicle_id.odometer_unit"),
            .many2one("driver_id", "Driver", "res.partner").related("vehicle_id.driver_id"),
        ]
    ) { model in
        model.order = "date desc"
        model.rights = ModelRights(
            connector: "crwd",
            limited: "",
            change: ["Fleet/Officer: Manage all vehicles"],
            read: ["Fleet/Officer: Manage all vehicles"]
        )
        model.rules = [.drivenByOfficer(path: "vehicle_id.driver_id")]
        model.indexes = [["vehicle_id"]]
    }
}
