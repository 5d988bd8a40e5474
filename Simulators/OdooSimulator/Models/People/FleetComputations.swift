import Foundation
import SimulatorKit

extension Computations {
    static let fleet: [String: Function] = [
        "vehicle_name": { environment, model, id in
            let vehicleModel = environment.value("model_id", in: model, id).recordID ?? 0
            let plate = environment.value("license_plate", in: model, id).textValue ?? ""
            return .text("\(environment.modelName(vehicleModel))/\(plate.isEmpty ? "No Plate" : plate)")
        },
        "vehicle_odometer": { environment, _, id in
            let values = environment.readings(ofVehicle: id).map {
                environment.value("value", of: "fleet.vehicle.odometer", $0).decimalValue
            }
            return .decimal(values.max() ?? 0)
        },
        "vehicle_readings": { environment, _, id in .integer(Int64(environment.readings(ofVehicle: id).count)) },
        "model_display_name": { environment, _, id in .text(environment.modelName(id)) },
        "model_vehicles": { environment, _, id in
            let vehicles = environment.database.ids(of: "fleet.vehicle").filter {
                environment.value("model_id", of: "fleet.vehicle", $0).recordID == id
            }
            return .integer(Int64(vehicles.count))
        },
        "brand_models": { environment, model, id in
            .integer(Int64(environment.value("model_ids", in: model, id).recordIDs.count))
        },
        "odometer_name": { environment, model, id in
            let vehicle = environment.value("vehicle_id", in: model, id).recordID ?? 0
            let name = environment.value("name", of: "fleet.vehicle", vehicle).textValue ?? ""
            let date = environment.value("date", in: model, id).dateValue?.text
            return .text([name, date ?? ""].filter { !$0.isEmpty }.joined(separator: " / "))
        },
        "vehicle_drivers": { environment, _, id in
            Environment.count(environment.records(of: "fleet.vehicle.assignation.log", "vehicle_id", id))
        },
        "vehicle_service_activity": { _, _, _ in .text("none") },
        "vehicle_services": { environment, _, id in
            Environment.count(environment.activeRecords(of: "fleet.vehicle.log.services", "vehicle_id", id))
        },
        "vehicle_driver_employee": { environment, model, id in
            guard let driver = environment.value("driver_id", in: model, id).recordID else { return .null }
            return environment.records(of: "hr.employee", "work_contact_id", driver).first.map { .record($0) } ?? .null
        },
        "service_name": { environment, model, id in
            environment.value(along: "service_type_id.name", from: model, id)
        },
        "service_odometer": { environment, model, id in
            environment.value(along: "odometer_id.value", from: model, id)
        },
        "assignation_name": { environment, model, id in
            let names = ["vehicle_id.name", "driver_id.name"].map {
                environment.value(along: $0, from: model, id).textValue ?? ""
            }
            return .text(names.joined(separator: " - "))
        },
    ]
}

extension Environment {
    fileprivate func readings(ofVehicle id: Int64) -> [Int64] {
        database.ids(of: "fleet.vehicle.odometer", where: ["vehicle_id"], are: [.record(id)]) ?? []
    }

    /// `Brand/Model`.
    fileprivate func modelName(_ id: Int64) -> String {
        let name = value("name", of: "fleet.vehicle.model", id).textValue ?? ""
        let brand = value("brand_id", of: "fleet.vehicle.model", id).recordID
            .flatMap { value("name", of: "fleet.vehicle.model.brand", $0).textValue }
        return brand.map { "\($0)/\(name)" } ?? name
    }
}
