import Foundation
import JSON

extension ModelBehaviour {
    /// Writing the meter of a vehicle makes a reading of today; 0 makes none.
    static let writeOdometer: Inverse = { environment, id, value throws(OdooError) in
        let model = try environment.model("fleet.vehicle.odometer")
        guard let field = model["value"] else { return }
        let reading = try ValueConversion(isCreating: true).column(value, of: field, in: model)
        guard reading.decimalValue != 0 else { return }
        let row: Row = ["vehicle_id": .record(id), "value": reading, "date": .date(environment.today)]
        _ = try environment.insert(model.name, row)
    }
}
