import CanonicalModel
import FoundationEssentials
import JSON

/// What a project is charged for the use of a machine on a day, with what the machine's owner recovers of it.
struct EquipmentCharge: Hashable {
    /// What the project bears.
    let cost: CostEntry
    /// Where the owner recovers it; `nil` where nothing is recovered.
    let home: HomeCostCentre?

    /// The same with the other sign, in the ledger of the owner.
    var recovery: CostEntry? { home.flatMap { cost.recovery(of: $0.project, $0.costCode) } }

    /// Whether it is between two companies.
    var isIntercompany: Bool { recovery.map { $0.company != cost.company } ?? false }

    /// What is written of it: both sides, or the only one.
    var sides: [CostEntry] { [cost] + (recovery.map { [$0] } ?? []) }

    /// The cost as JSON, with the place of its recovery as its member `home`.
    var json: JSON {
        var object = cost.json.objectValue ?? JSONObject()
        object["home"] = home.map { ["project": .string($0.project), "costCode": .string($0.costCode)] }
        return .object(object)
    }

    /// What takes all of it back (domain.md §10, L10).
    var reversal: EquipmentCharge? {
        guard let equipment = cost.equipment, let rate = cost.rate else { return nil }
        let taken = CostEntry(
            key: cost.key + "/reversal",
            company: cost.company,
            project: cost.project,
            costCode: cost.costCode,
            serviceDate: cost.serviceDate,
            equipment: equipment,
            hours: -cost.hours,
            rate: Money(rate, cost.amount.currency),
            corrects: cost.key,
            counterparty: cost.counterparty
        )
        return EquipmentCharge(cost: taken, home: home)
    }
}

extension EquipmentCharge {
    /// Reads a charge.
    ///
    /// - Throws: ``JSONAccessError`` if it cannot be read, or names a place of recovery and no company that recovers it.
    init(_ reader: JSONReader) throws(JSONAccessError) {
        cost = try CostEntry(reader)
        home = try reader.optionalMember("home").map { place throws(JSONAccessError) in
            HomeCostCentre(
                project: try place.member("project").string(),
                costCode: try place.member("costCode").string()
            )
        }
        guard (cost.counterparty == nil) == (home == nil) else {
            throw JSONAccessError(
                path: reader.path,
                expected: "both the company and the place of a recovery, or neither",
                found: home == nil ? "no place" : "no company"
            )
        }
    }
}

extension EquipmentCharge {
    /// What is delivered of it, each side to the books of its own company.
    ///
    /// - Parameter topics: The business keys under which it is found, beside its projects.
    /// - Returns: Both sides, or the only one.
    func deliveries(under topics: [String]) -> [FlowDelivery] {
        sides.map { side in
            FlowDelivery(
                key: side.deliveryKey,
                object: CostEntry.name,
                payload: side.json,
                controlTotals: side.controlTotals.mapValues(\.plainText),
                orderingKey: side.project,
                topics: topics + [side.project],
                company: side.company
            )
        }
    }

    /// What the journal says of it, where it has another side.
    func finding(under topics: [String]) -> FlowFinding? {
        guard let recovery else { return nil }
        return FlowFinding(
            "EquipmentCharged",
            topics: topics,
            detail: [
                "id": .string(cost.key), "toCompany": .string(cost.company), "project": .string(cost.project),
                "costCode": .string(cost.costCode), "fromCompany": .string(recovery.company),
                "home": .string(recovery.project), "hours": .string(cost.hours.plainText),
                "amount": .string(cost.amount.amount.plainText), "currency": .string(cost.amount.currency.code),
            ]
        )
    }
}
