import CanonicalModel
import ConnectorConformance
import ConnectorKit
import FoundationEssentials
import JSON

/// What Odoo's administrator sees of what the connector wrote: projects, machines and costs.
///
/// A cost is never changed: what corrects it is a cost of its own.
extension OdooWorld: WritableWorld {
    func delivery(of object: String, _ index: Int) async throws -> Delivery? {
        switch object {
        case Project.name: delivery(Project(code: code(index), title: "Pier \(index)", timeZone: "America/Denver"))
        case Equipment.name:
            delivery(
                Equipment(
                    code: "CF-\(code(index))",
                    category: "excavator",
                    identity: EquipmentIdentity(oem: "Kestrel", model: "KX30", serial: "CF\(code(index))", pin: nil)
                )
            )
        case CostEntry.name: cost(index, project: "26-1", hours: 8)
        default: nil
        }
    }

    func delivery(of object: String, _ index: Int, named text: String) async throws -> Delivery? {
        guard object == Project.name else { return nil }
        return delivery(Project(code: code(index), title: text, timeZone: "America/Denver"))
    }

    /// A cost of a project that nobody knows.
    func refusedDelivery(of object: String) async throws -> Delivery? {
        object == CostEntry.name ? cost(9999, project: "99-999", hours: 8) : nil
    }

    func archived(_ delivery: Delivery) async throws -> Delivery? {
        guard [Project.name, Equipment.name].contains(delivery.object), var payload = delivery.payload.objectValue
        else {
            return nil
        }
        payload["archived"] = true
        return Delivery(key: delivery.key, object: delivery.object, payload: .object(payload))
    }

    /// Somebody writes another amount on the line.
    func alter(_ delivery: Delivery) async throws -> Bool {
        guard delivery.object == CostEntry.name else { return false }
        let lines = try await lines(of: delivery)
        try await office.call("account.analytic.line", "write", [.array(lines.map { .integer($0) }), ["amount": -1]])
        return !lines.isEmpty
    }

    func held(for delivery: Delivery) async throws -> [HeldRecord] {
        switch delivery.object {
        case Project.name:
            let code = delivery.payload["code"] ?? .null
            let field = JSON.string("\(office.accountField).code")
            return try await rows("project.project", [[field, "=", code], Self.archivedToo], ["name", "active"])
                .map { HeldRecord(totals: [:], text: $0["name"]?.stringValue, isArchived: $0["active"] == false) }
        case Equipment.name:
            let code = delivery.payload["code"] ?? .null
            return try await rows("fleet.vehicle", [["license_plate", "=", code], Self.archivedToo], ["active"])
                .map { HeldRecord(totals: [:], isArchived: $0["active"] == false) }
        default:
            let ids = try await lines(of: delivery).map { JSON.integer($0) }
            return try await rows("account.analytic.line", [["id", "in", .array(ids)]], ["unit_amount", "amount"])
                .map { row in
                    HeldRecord(totals: [
                        "hours": OdooOffice.number(row["unit_amount"]), "amount": -OdooOffice.number(row["amount"]),
                    ])
                }
        }
    }

    func recordCount(of object: String) async throws -> Int {
        let models = [Project.name: "project.project", Equipment.name: "fleet.vehicle"]
        guard let model = models[object] else { return try await rows("account.analytic.line", [], ["id"]).count }
        return try await rows(model, [Self.archivedToo], ["id"]).count
    }

    /// Odoo leaves archived records out unless it is asked for both.
    private static let archivedToo: JSON = ["active", "in", [true, false]]

    private func delivery(_ object: some CanonicalObject) -> Delivery {
        Delivery(key: "\(type(of: object).name)/\(object.key)", object: type(of: object).name, payload: object.json)
    }

    private func cost(_ index: Int, project: String, hours: Decimal) -> Delivery? {
        guard let day = CalendarDate("2026-01-05"), let dollar = Currency("USD") else { return nil }
        let entry = CostEntry(
            key: "conformance-\(code(index))",
            company: "KST",
            project: project,
            costCode: "03-300",
            serviceDate: day,
            equipment: "EX-104",
            hours: hours,
            rate: Money(75, dollar)
        )
        return Delivery(
            key: "CostEntry/KST/\(entry.key)",
            object: CostEntry.name,
            payload: entry.json,
            controlTotals: entry.controlTotals
        )
    }

    private func code(_ index: Int) -> String { "\(10_000 + index)" }

    private func lines(of delivery: Delivery) async throws -> [Int64] {
        let key = delivery.payload["key"] ?? .null
        return try await rows("account.analytic.line", [["ref", "like", key]], ["id"]).compactMap {
            $0["id"]?.integerValue
        }
    }

    private func rows(_ model: String, _ domain: JSON, _ fields: [JSON]) async throws -> [JSON] {
        try await office.call(model, "search_read", [domain, .array(fields)]).arrayValue ?? []
    }
}
