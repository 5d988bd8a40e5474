import CanonicalModel
import ConnectorKit
import JSON

/// What a machine is: its manufacturer and the manufacturer's model.
struct VehicleType: Sendable, Hashable {
    let brand: String
    let model: String

    /// Both as one text; the length keeps `A/B` + `C` and `A` + `B/C` apart.
    var key: String { "\(brand) \(model) \(brand.utf8.count)" }

    /// Takes both from an identity.
    ///
    /// - Returns: `nil` if one of them is unknown.
    init?(_ identity: EquipmentIdentity) {
        guard let brand = identity.oem, let model = identity.model else { return nil }
        self.brand = brand
        self.model = model
    }
}

/// The brands and models of Odoo's fleet: those that are there are used, the others are added.
struct VehicleCatalogue: Sendable {
    static let brandModel = "fleet.vehicle.model.brand"
    static let vehicleModel = "fleet.vehicle.model"

    /// A brand or model in Odoo, or why there is none.
    enum Entry: Sendable, Hashable {
        case present(Int64)
        case refused(String)

        var id: Int64? {
            guard case .present(let id) = self else { return nil }
            return id
        }

        var refusal: String? {
            guard case .refused(let reason) = self else { return nil }
            return reason
        }
    }

    let session: OdooSession
    let loader: Loader
    let scheme: ExternalIDScheme

    /// The `fleet.vehicle.model` of each type.
    func models(of types: [VehicleType], effect: inout Bool) async throws(ConnectorError) -> [VehicleType: Entry] {
        guard !types.isEmpty else { return [:] }
        let brands = try await brands(Set(types.map(\.brand)).sorted(), effect: &effect)
        var entries = try await existingModels(of: types, brands)
        var missing: [(type: VehicleType, brand: Int64)] = []
        for type in Set(types).sorted(by: { ($0.brand, $0.model) < ($1.brand, $1.model) }) where entries[type] == nil {
            switch brands[type.brand] {
            case .present(let brand): missing.append((type, brand))
            case .refused(let reason): entries[type] = .refused(reason)
            case nil: continue
            }
        }
        let table = LoadTable(
            model: Self.vehicleModel,
            columns: ["name", "brand_id/.id"],
            rows: missing.map { type, brand in
                LoadRow(
                    externalID: scheme.id(.model, type.key),
                    values: [type.model, String(brand)]
                )
            }
        )
        let result = try await loader.load(table, effect: &effect)
        for (position, (type, _)) in missing.enumerated() {
            entries[type] = entry(result, position, Self.vehicleModel)
        }
        return entries
    }

    private func brands(_ names: [String], effect: inout Bool) async throws(ConnectorError) -> [String: Entry] {
        let domain: [JSON] = [["name", "in", .array(names.map { .string($0) })]]
        let records = try await session.searchRead(Self.brandModel, domain, ["name"], order: "id desc")
        var entries: [String: Entry] = [:]
        for record in records {
            let name = try session.understood { () throws(JSONAccessError) in try record.text("name") }
            if let name { entries[name] = .present(record.id) }
        }
        let missing = names.filter { entries[$0] == nil }
        let rows = missing.map { LoadRow(externalID: scheme.id(.brand, $0), values: [$0]) }
        let table = LoadTable(model: Self.brandModel, columns: ["name"], rows: rows)
        let result = try await loader.load(table, effect: &effect)
        for (position, name) in missing.enumerated() { entries[name] = entry(result, position, Self.brandModel) }
        return entries
    }

    private func existingModels(
        of types: [VehicleType],
        _ brands: [String: Entry]
    ) async throws(ConnectorError) -> [VehicleType: Entry] {
        let names = Set(types.map(\.model)).sorted().map { JSON.string($0) }
        let brandIDs = brands.values.compactMap(\.id).sorted()
        let domain: [JSON] = [
            ["name", "in", .array(names)], ["brand_id", "in", .array(brandIDs.map { .integer($0) })],
        ]
        let records = try await session.searchRead(Self.vehicleModel, domain, ["name", "brand_id"], order: "id desc")
        var found: [[String]: Entry] = [:]
        for record in records {
            let (name, brand) = try session.understood { () throws(JSONAccessError) in
                (try record.text("name"), try record.reference("brand_id")?.id)
            }
            if let name, let brand { found[[String(brand), name]] = .present(record.id) }
        }
        var entries: [VehicleType: Entry] = [:]
        for type in types {
            guard let brand = brands[type.brand]?.id else { continue }
            entries[type] = found[[String(brand), type.model]]
        }
        return entries
    }

    private func entry(_ result: LoadResult, _ position: Int, _ model: String) -> Entry {
        if let id = result.landed[position] { return .present(id) }
        let refusal = result.refused[position] ?? LoadRefusal(field: nil, message: "it was not written")
        return .refused(refusal.reason(model))
    }
}
