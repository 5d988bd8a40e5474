import JSON
import SimulatorKit

extension OdooServer: PreparedSystem {
    static let providerStates: [ProviderState] = [
        ProviderState(
            "an analytic account exists",
            .init("code", "the reference of the account", default: "26-014"),
            .init("name", "the name", default: "North Rim Interchange")
        ),
        ProviderState("a vendor exists", vendor),
        ProviderState(
            "an employee exists",
            .init("number", "the badge", default: "000417"),
            .init("name", "the name", default: "Ada Kestrel")
        ),
        ProviderState(
            "a purchase order is approved",
            vendor,
            .init("product", "the product's reference", default: "RB-16"),
            .init("quantity", "pieces", default: 1500),
            .init("price", "of a piece", default: "12.15")
        ),
        ProviderState("a period is closed", .init("through", "the last day that is closed", default: "2025-12-31")),
    ]

    private static let vendor = ProviderState.Parameter("vendor", "the name", default: "North Rim Rebar Inc")
    /// The user in whose name states are made.
    private static let administrator: Int64 = 2

    mutating func prepare(
        _ state: String,
        _ parameters: StateParameters,
        at now: SimulatedInstant
    ) throws(SimulatorError) -> JSON {
        do throws(OdooError) {
            switch state {
            case "an analytic account exists":
                guard let plan = observer.baseRecord("analytic.analytic_plan_projects") else {
                    throw .user("There is no analytic plan of projects")
                }
                let values: JSON = ["name": parameters["name"], "plan_id": .integer(plan)]
                return ["id": try record("account.analytic.account", "code", parameters["code"], values, at: now)]
            case "a vendor exists":
                let values: JSON = ["supplier_rank": 1, "is_company": true]
                return ["id": try record("res.partner", "name", parameters["vendor"], values, at: now)]
            case "an employee exists":
                let values: JSON = ["name": parameters["name"]]
                return ["id": try record("hr.employee", "barcode", parameters["number"], values, at: now)]
            case "a purchase order is approved": return try approvedOrder(parameters, at: now)
            default:
                let company = JSON.integer(1)
                let lock: JSON = ["fiscalyear_lock_date": parameters["through"]]
                _ = try perform("res.company", "write", [[company], lock], at: now)
                return ["company": company, "through": parameters["through"]]
            }
        } catch {
            throw SimulatorError("\"\(state)\" cannot be made true: \(error.message)")
        }
    }

    private mutating func approvedOrder(
        _ parameters: StateParameters,
        at now: SimulatedInstant
    ) throws(OdooError) -> JSON {
        let vendor = try record("res.partner", "name", parameters["vendor"], ["supplier_rank": 1], at: now)
        let product = try record(
            "product.product",
            "default_code",
            parameters["product"],
            ["name": parameters["product"]],
            at: now
        )
        let line: JSON = [
            "product_id": product, "product_qty": parameters["quantity"], "price_unit": parameters["price"],
        ]
        let values: JSON = ["partner_id": vendor, "order_line": [[0, 0, line]]]
        let order = try perform("purchase.order", "create", [values], at: now)
        _ = try perform("purchase.order", "button_confirm", [[order]], at: now)
        let name = try perform("purchase.order", "read", [[order], ["name", "state"]], at: now)
        return ["id": order, "name": name[0]?["name"] ?? .null, "state": name[0]?["state"] ?? .null]
    }

    /// The id of the record with a value in a field, which is made if there is none.
    private mutating func record(
        _ model: String,
        _ field: String,
        _ value: JSON,
        _ others: JSON,
        at now: SimulatedInstant
    ) throws(OdooError) -> JSON {
        let found = try perform(model, "search", [[[.string(field), "=", value]]], at: now)
        if let id = found[0] { return id }
        var values = others.objectValue ?? JSONObject()
        values[field] = value
        return try perform(model, "create", [.object(values)], at: now)
    }

    private mutating func perform(
        _ model: String,
        _ method: String,
        _ arguments: [JSON],
        at now: SimulatedInstant
    ) throws(OdooError) -> JSON {
        let call = [JSON.string(model), .string(method)] + arguments
        return try execute(Self.administrator, call, keywords: JSONObject(), at: now) ?? .null
    }
}
