import CanonicalModel
import ConnectorKit
import JSON

/// Writes `Equipment` as `fleet.vehicle`: the code as licence plate, PIN or serial number as chassis number.
struct EquipmentSink: ObjectSink {
    static let model = "fleet.vehicle"

    let session: OdooSession
    let loader: Loader
    let scheme: ExternalIDScheme

    func externalID(of equipment: Equipment) -> ExternalID { scheme.id(.equipment, equipment.code) }

    func obstacle(to equipment: Equipment) -> String? {
        guard equipment.isArchived else { return nil }
        return "\(equipment.code) is archived in its source, and this connector archives nothing in Odoo;"
            + " archive the vehicle there by hand"
    }

    func write(_ machines: [Equipment], effect: inout Bool) async throws(ConnectorError) -> [DeliveryOutcome] {
        let catalogue = VehicleCatalogue(session: session, loader: loader, scheme: scheme)
        let types = machines.map { VehicleType($0.identity) }
        let models = try await catalogue.models(of: types.compactMap { $0 }, effect: &effect)
        let known = machines.indices.compactMap { index in
            types[index].flatMap { models[$0]?.id }.map { (index: index, model: $0) }
        }
        var result = LoadResult()
        let rule = try await rule()
        for hasNumber in [true, false] {
            // A machine without a number keeps the one that someone typed into Odoo.
            let group = known.filter { (Self.number(machines[$0.index]) != nil) == hasNumber }
            let table = LoadTable(
                model: Self.model,
                columns: ["license_plate", "model_id/.id"] + (hasNumber ? ["vin_sn"] : []),
                rows: group.map { row(machines[$0.index], model: $0.model) }
            )
            let codes = group.map { JSON.string(machines[$0.index].code) }
            let loaded = try await loader.load(table, adopting: codes, by: rule, effect: &effect)
            result.merge(loaded.moved(to: group.map(\.index)))
        }
        return machines.indices.map { index in
            if let id = result.landed[index] { return .applied(FoundRecord(reference: "\(Self.model)/\(id)")) }
            if let refusal = result.refused[index] { return .rejected(reason: refusal.reason(Self.model)) }
            let refusal = types[index].flatMap { models[$0]?.refusal }
            return .rejected(reason: refusal ?? Self.namelessness(machines[index]))
        }
    }

    /// A vehicle of another model or number is not what was sent: writing it again puts it right.
    func find(_ machines: [Equipment]) async throws(ConnectorError) -> [FoundRecord?] {
        let fields = ["model_id", "vin_sn"]
        let codes = JSON.array(machines.map { .string($0.code) })
        var records = try await ExternalIDIndex(session: session).records(
            machines.map(externalID),
            in: Self.model,
            likely: [["license_plate", "in", codes]],
            fields: fields
        )
        let absent = machines.filter { records[externalID(of: $0)] == nil }
        if !absent.isEmpty {
            let keys = Dictionary(absent.map { (externalID(of: $0), JSON.string($0.code)) }) { first, _ in first }
            let adopted = try await Adoption(session: session).records(keys, in: Self.model, by: try await rule())
                .compactMapValues(\.id)
            let read = try await session.read(Self.model, adopted.values.sorted(), fields)
            records.merge(adopted.compactMapValues { read[$0] }) { first, _ in first }
        }
        return try session.understood { () throws(JSONAccessError) in
            try machines.map { machine throws(JSONAccessError) in
                guard let record = records[externalID(of: machine)], try holds(record, machine) else { return nil }
                return FoundRecord(reference: record.name)
            }
        }
    }

    private func rule() async throws(ConnectorError) -> Adoption.Rule {
        Adoption.Rule(field: "license_plate", domain: try await session.company().recordsDomain)
    }

    /// Whether a vehicle is as this machine is written.
    private func holds(_ record: OdooRecord, _ machine: Equipment) throws(JSONAccessError) -> Bool {
        if let number = Self.number(machine), try record.text("vin_sn") != number { return false }
        guard let type = VehicleType(machine.identity) else { return true }
        return try record.reference("model_id")?.name == "\(type.brand)/\(type.model)"
    }

    private func row(_ machine: Equipment, model: Int64) -> LoadRow {
        let number = Self.number(machine).map { [$0] } ?? []
        return LoadRow(externalID: externalID(of: machine), values: [machine.code, String(model)] + number)
    }

    private static func number(_ machine: Equipment) -> String? {
        machine.identity.pin ?? machine.identity.serial
    }

    private static func namelessness(_ machine: Equipment) -> String {
        "Odoo keeps no vehicle without manufacturer and model; "
            + "complete the identity of \(machine.code), then send it again"
    }
}
