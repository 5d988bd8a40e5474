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

    func write(_ machines: [Equipment], effect: inout Bool) async throws(ConnectorError) -> [DeliveryOutcome] {
        let catalogue = VehicleCatalogue(session: session, loader: loader, scheme: scheme)
        let types = machines.map { VehicleType($0.identity) }
        let models = try await catalogue.models(of: types.compactMap { $0 }, effect: &effect)
        let known = machines.indices.compactMap { index in
            types[index].flatMap { models[$0]?.id }.map { (index: index, model: $0) }
        }
        var result = LoadResult()
        for hasNumber in [true, false] {
            // A machine without a number keeps the one that someone typed into Odoo.
            let group = known.filter { (Self.number(machines[$0.index]) != nil) == hasNumber }
            let table = LoadTable(
                model: Self.model,
                columns: ["license_plate", "model_id/.id"] + (hasNumber ? ["vin_sn"] : []),
                rows: group.map { row(machines[$0.index], model: $0.model) }
            )
            let codes = group.map { JSON.string(machines[$0.index].code) }
            let loaded = try await loader.load(table, adopting: codes, by: "license_plate", effect: &effect)
            result.merge(loaded.moved(to: group.map(\.index)))
        }
        return machines.indices.map { index in
            if let id = result.landed[index] { return .applied(FoundRecord(reference: "\(Self.model)/\(id)")) }
            if let refusal = result.refused[index] { return .rejected(reason: refusal.reason(Self.model)) }
            let refusal = types[index].flatMap { models[$0]?.refusal }
            return .rejected(reason: refusal ?? Self.namelessness(machines[index]))
        }
    }

    func find(_ machines: [Equipment]) async throws(ConnectorError) -> [FoundRecord?] {
        let wanted = machines.map(externalID)
        let codes = JSON.array(machines.map { .string($0.code) })
        let index = ExternalIDIndex(session: session)
        let ids = try await index.records(wanted, in: Self.model, likely: [["license_plate", "in", codes]])
        return wanted.map { externalID in
            ids[externalID].map { FoundRecord(reference: "\(Self.model)/\($0)") }
        }
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
