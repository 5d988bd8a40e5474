import CanonicalModel
import ConnectorKit
import JSON

/// Reads `fleet.vehicle` as `Equipment`.
struct EquipmentStream: ChangeStream {
    static let stream = SourceStream(name: "equipment", object: Equipment.name)

    let session: OdooSession

    var model: String { EquipmentSink.model }
    var fields: [String] { ["license_plate", "model_id", "vin_sn", "category_id", "active"] }

    func interpret(_ rows: [OdooRecord]) async throws(ConnectorError) -> [(row: OdooRecord, reading: ChangeReading)] {
        let models = try await models(of: rows)
        return rows.map { row in
            (row, .of { () throws(JSONAccessError) in try reading(row, models) })
        }
    }

    private func reading(_ row: OdooRecord, _ models: [Int64: OdooRecord]) throws(JSONAccessError) -> ChangeReading {
        let isArchived = try !row.flag("active")
        guard let code = try row.text("license_plate"), !code.isEmpty else {
            guard !isArchived else { return .foreign }
            return .unusable("the vehicle has no licence plate, which is the machine's code; give it one in Odoo")
        }
        let model = try row.reference("model_id").flatMap { models[$0.id] }
        let number = try row.text("vin_sn")
        let isPIN = number.map(Self.isProductIdentification) ?? false
        let identity = EquipmentIdentity(
            oem: try model?.reference("brand_id")?.name,
            model: try model?.text("name"),
            serial: isPIN ? nil : number,
            pin: isPIN ? number : nil
        )
        let category = try row.reference("category_id")?.name ?? ""
        return .object(Equipment(code: code, category: category, identity: identity, isArchived: isArchived).json)
    }

    private func models(of rows: [OdooRecord]) async throws(ConnectorError) -> [Int64: OdooRecord] {
        let ids = try session.understood { () throws(JSONAccessError) in
            try rows.map { row throws(JSONAccessError) in try row.reference("model_id")?.id }
        }
        let known = Set(ids.compactMap { $0 }).sorted()
        return try await session.read(VehicleCatalogue.vehicleModel, known, ["name", "brand_id"])
    }

    /// Whether a number has the form of ISO 10261: 17 capital letters and digits without I, O and Q.
    static func isProductIdentification(_ number: String) -> Bool {
        let allowed = Set("ABCDEFGHJKLMNPRSTUVWXYZ0123456789".utf8)
        return number.utf8.count == 17 && number.uppercased().utf8.allSatisfy(allowed.contains)
    }
}
