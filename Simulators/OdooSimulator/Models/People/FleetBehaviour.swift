import Foundation
import JSON

extension ModelBehaviour {
    /// A vehicle takes its equipment from another model that it gets, and keeps a log of its drivers.
    ///
    /// A new one takes nothing: the hitch has a default, and the real server then leaves all that it would compute with it.
    static let vehicle = ModelBehaviour(
        prepareWrite: { environment, id, set throws(OdooError) in
            if let model = set.columns["model_id"]?.recordID,
                model != environment.database.row("fleet.vehicle", id)?["model_id"]?.recordID,
                set.given.isDisjoint(with: modelFields.map(\.0))
            {
                takeOver(model, &set, environment)
            }
            guard let driver = set.columns["driver_id"]?.recordID,
                driver != environment.database.row("fleet.vehicle", id)?["driver_id"]?.recordID
            else { return }
            try logDriver(driver, of: id, &environment)
        },
        changed: { environment, id, change throws(OdooError) in
            if change.names.contains("active"),
                environment.database.row("fleet.vehicle", id)?["active"]?.isTrue == false
            {
                for service in environment.activeRecords(of: "fleet.vehicle.log.services", "vehicle_id", id) {
                    try environment.set("fleet.vehicle.log.services", service, ["active": .boolean(false)])
                }
            }
            guard change.isNew, let driver = environment.database.row("fleet.vehicle", id)?["driver_id"]?.recordID
            else { return }
            try logDriver(driver, of: id, &environment)
        }
    )

    /// A service is paid by the driver of its vehicle unless another is named.
    static let vehicleService = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in
            guard !set.given.contains("purchaser_id"), let vehicle = set.columns["vehicle_id"]?.recordID else { return }
            set.columns["purchaser_id"] = environment.value("driver_id", of: "fleet.vehicle", vehicle)
        }
    )

    private static let modelFields = [
        ("transmission", "transmission"), ("model_year", "model_year"), ("electric_assistance", "electric_assistance"),
        ("color", "color"), ("seats", "seats"), ("doors", "doors"), ("trailer_hook", "trailer_hook"),
        ("co2", "default_co2"), ("co2_standard", "co2_standard"), ("fuel_type", "default_fuel_type"),
        ("power", "power"), ("horsepower", "horsepower"), ("horsepower_tax", "horsepower_tax"),
        ("category_id", "category_id"), ("vehicle_range", "vehicle_range"), ("power_unit", "power_unit"),
    ]

    private static func takeOver(_ model: Int64, _ set: inout ValueSet, _ environment: Environment) {
        guard let source = environment.database.row("fleet.vehicle.model", model) else { return }
        for (name, modelName) in modelFields {
            guard environment.catalogue["fleet.vehicle"]?[name] != nil, let value = source[modelName] else { continue }
            set.columns[name] = name == "model_year" ? year(value) : value
        }
    }

    private static func year(_ value: FieldValue) -> FieldValue {
        guard case .integer(let year) = value, year != 0 else { return .null }
        return .text(String(year))
    }

    private static func logDriver(
        _ driver: Int64,
        of vehicle: Int64,
        _ environment: inout Environment
    ) throws(OdooError) {
        let row: Row = [
            "vehicle_id": .record(vehicle), "driver_id": .record(driver), "date_start": .date(environment.today),
        ]
        _ = try environment.insert("fleet.vehicle.assignation.log", row)
    }

    /// Writing the meter of a vehicle makes a reading of today; 0 makes none.
    static let writeOdometer: Inverse = { environment, id, value throws(OdooError) in
        _ = try read(value, vehicle: id, &environment)
    }

    /// Writing the meter of a service makes a reading of its day.
    static let writeServiceOdometer: Inverse = { environment, id, value throws(OdooError) in
        guard let row = environment.database.row("fleet.vehicle.log.services", id),
            let vehicle = row["vehicle_id"]?.recordID
        else { return }
        let reading = try read(value, vehicle: vehicle, date: row["date"], &environment)
        guard let reading else { throw .user("Emptying the odometer value of a vehicle is not allowed.") }
        try environment.set("fleet.vehicle.log.services", id, ["odometer_id": .record(reading)])
    }

    /// Makes a reading; none of an empty value.
    private static func read(
        _ value: JSON,
        vehicle: Int64,
        date: FieldValue? = nil,
        _ environment: inout Environment
    ) throws(OdooError) -> Int64? {
        let model = try environment.model("fleet.vehicle.odometer")
        guard let field = model["value"] else { return nil }
        let reading = try ValueConversion(isCreating: true).column(value, of: field, in: model)
        guard reading.decimalValue != 0 else { return nil }
        let day = date ?? .date(environment.today)
        let row: Row = ["vehicle_id": .record(vehicle), "value": reading, "date": day]
        return try environment.insert(model.name, row)
    }
}
