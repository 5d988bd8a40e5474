import JSON
import Synchronization

/// Orders, pickings, bills and payments as two real servers answered (recordings purchase and accounting, Odoo 17 and 18).
///
/// One order line and one bill are enough: 12 pieces at 10.10.
final class PurchasingOdoo: Sendable {
    struct State: Sendable {
        var orderState: String?
        var approvalNeeded = false
        var pickings: [Int64: (state: String, origin: String, quantity: Int64)] = [:]
        var asksAnyway = false
        /// A picking that goes back to the supplier.
        var vendorReturn: Int64?
        var bills: [Int64: Bill] = [:]
        var lockedUntil: String?
        var payments: [(memo: String, amount: String)] = []
        var externalIDs: [String: (model: String, id: Int64)] = [:]
    }

    struct Bill: Sendable {
        var state = "draft"
        var date = ""
        var ref = ""
        var invoiceDate = ""
        var paid = "0"
        var reversed: Int64?
        var type = "in_invoice"
    }

    private let state: Mutex<State>
    private let memo: String

    init(series: Int64, _ change: (inout State) -> Void = { _ in }) {
        var state = State()
        change(&state)
        self.state = Mutex(state)
        memo = series == 17 ? "ref" : "memo"
    }

    var now: State { state.withLock { $0 } }

    func change(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

    func reply(to call: ScriptedOdoo.Call) -> ScriptedOdoo.Reply? {
        state.withLock { state in
            shared(call, &state) ?? orders(call, &state) ?? pickings(call, &state) ?? bills(call, &state)
                ?? payments(call, &state)
        }
    }

    private func shared(_ call: ScriptedOdoo.Call, _ state: inout State) -> ScriptedOdoo.Reply? {
        switch call.name {
        case "res.partner.search_read": return .result([["id": 13, "ref": "CONC"]])
        case "res.partner.read": return .result([["id": 13, "commercial_partner_id": [12, "Concrete & Sons"]]])
        case "product.product.search_read": return .result([["id": 2, "default_code": "CEM"]])
        case "account.analytic.account.search_read": return .result([["id": 3, "code": "26-014"]])
        case "ir.model.data.check_object_reference":
            let name = call.arguments.compactMap(\.stringValue).joined(separator: ".")
            guard let target = state.externalIDs[name] else {
                return .exception("builtins.ValueError", "External ID not found in the system: \(name)")
            }
            return .result([.string(target.model), .integer(target.id)])
        default: return nil
        }
    }

    private func orders(_ call: ScriptedOdoo.Call, _ state: inout State) -> ScriptedOdoo.Reply? {
        switch call.name {
        case "purchase.order.load":
            state.orderState = "draft"
            state.externalIDs[call.rows[0][0]] = ("purchase.order", 1)
            let line = call.columns.firstIndex(of: "order_line/id") ?? 0
            for row in call.rows { state.externalIDs[row[line]] = ("purchase.order.line", 1) }
            return .result(["ids": [1], "messages": [], "nextrow": 0])
        case "purchase.order.button_confirm":
            state.orderState = state.approvalNeeded ? "to approve" : "purchase"
            if !state.approvalNeeded { state.pickings[1] = ("assigned", "P00001", 12) }
            return .result(true)
        case "purchase.order.read":
            return .result([
                [
                    "id": 1, "name": "P00001", "state": .string(state.orderState ?? ""), "amount_untaxed": .real(121.2),
                    "amount_total": .real(121.2),
                ]
            ])
        case "purchase.order.action_create_invoice":
            guard state.pickings.values.contains(where: { $0.state == "done" }) else {
                return .exception("odoo.exceptions.UserError", "There is no invoiceable line.")
            }
            state.bills[2] = Bill()
            return .result(["type": "ir.actions.act_window", "res_id": 2, "res_model": "account.move"])
        default: return nil
        }
    }

    private func pickings(_ call: ScriptedOdoo.Call, _ state: inout State) -> ScriptedOdoo.Reply? {
        switch call.name {
        case "stock.picking.search_read", "stock.picking.read":
            let isNarrowed = call.arguments[0].arrayValue?.contains { $0[0] == "picking_type_code" } == true
            let records = state.pickings.filter { !isNarrowed || $0.key != state.vendorReturn }
                .sorted { $0.key < $1.key }.map { id, picking -> JSON in
                    ["id": .integer(id), "state": .string(picking.state), "origin": .string(picking.origin)]
                }
            return .result(.array(records))
        case "stock.move.search_read":
            let id = call.arguments[0][0]?[2]?.integerValue ?? 0
            let quantity = JSON.real(Double(state.pickings[id]?.quantity ?? 0))
            return .result([["id": .integer(id), "purchase_line_id": [1, "[CEM] cement"], "quantity": quantity]])
        case "stock.move.write":
            let id = call.arguments[0][0]?.integerValue ?? 0
            state.pickings[id]?.quantity = call.arguments[1]["quantity"]?.stringValue.flatMap { Int64($0) } ?? 0
            return .result(true)
        case "stock.picking.write":
            let id = call.arguments[0][0]?.integerValue ?? 0
            state.pickings[id]?.origin = call.arguments[1]["origin"]?.stringValue ?? ""
            return .result(true)
        case "stock.picking.button_validate":
            let id = call.arguments[0][0]?.integerValue ?? 0
            guard let picking = state.pickings[id] else { return nil }
            let ordered = id == 1 ? 12 : 12 - (state.pickings[1]?.quantity ?? 0)
            if state.asksAnyway || (picking.quantity < ordered && call.options["context"]?["skip_backorder"] != true) {
                return .result(["type": "ir.actions.act_window", "res_model": "stock.backorder.confirmation"])
            }
            state.pickings[id]?.state = "done"
            if picking.quantity < ordered {
                state.pickings[id + 1] = ("assigned", picking.origin, ordered - picking.quantity)
            }
            return .result(true)
        default: return nil
        }
    }

    private func bills(_ call: ScriptedOdoo.Call, _ state: inout State) -> ScriptedOdoo.Reply? {
        let id = call.arguments.first?[0]?.integerValue ?? 0
        switch call.name {
        case "account.move.load":
            state.bills[2] = Bill()
            state.externalIDs[call.rows[0][0]] = ("account.move", 2)
            return .result(["ids": [2], "messages": [], "nextrow": 0])
        case "account.move.search_read":
            return .result(.array(found(call.arguments[0], state).map { record($0, state) }))
        case "account.move.read": return .result([record(id, state)])
        case "account.move.write":
            state.bills[id]?.ref = call.arguments[1]["ref"]?.stringValue ?? ""
            state.bills[id]?.invoiceDate = call.arguments[1]["invoice_date"]?.stringValue ?? ""
            state.bills[id]?.date = call.arguments[1]["date"]?.stringValue ?? "2026-03-31"
            return .result(true)
        case "account.move.action_post":
            guard let bill = state.bills[id], bill.state == "draft" else {
                return .exception("odoo.exceptions.UserError", "The entry must be in draft.")
            }
            state.bills[id]?.state = "posted"
            if let locked = state.lockedUntil, bill.date <= locked { state.bills[id]?.date = "2026-07-31" }
            return .result(false)
        case "account.move.reversal.create": return .result([1])
        case "account.move.reversal.refund_moves":
            state.bills[5] = Bill(date: "2026-07-31", type: "in_refund")
            state.bills[2]?.reversed = 5
            return .result(["type": "ir.actions.act_window", "res_model": "account.move", "res_id": 5])
        default: return nil
        }
    }

    private func found(_ domain: JSON, _ state: State) -> [Int64] {
        state.bills.keys.sorted().filter { id in
            guard let bill = state.bills[id] else { return false }
            return (domain.arrayValue ?? []).allSatisfy { leaf in
                switch leaf[0] {
                case "ref": bill.ref == leaf[2]?.stringValue
                case "move_type": bill.type == leaf[2]?.stringValue
                case "state" where leaf[1] == "!=": bill.state != leaf[2]?.stringValue
                case "state": bill.state == leaf[2]?.stringValue
                case "invoice_date": bill.invoiceDate.isEmpty
                case "commercial_partner_id": leaf[2] == 12
                case "reversed_entry_id": bill.type == "in_refund"
                default: true
                }
            }
        }
    }

    private func record(_ id: Int64, _ state: State) -> JSON {
        let bill = state.bills[id] ?? Bill()
        let isPaid = bill.paid != "0"
        return [
            "id": .integer(id), "name": "BILL/2026/03/0001", "state": .string(bill.state), "date": .string(bill.date),
            "amount_untaxed": .real(121.2), "amount_total": .real(121.2), "journal_id": [2, "Vendor Bills"],
            "amount_residual": .real(isPaid ? 0 : 121.2),
            "payment_state": bill.reversed == nil ? (isPaid ? "paid" : "not_paid") : "reversed",
        ]
    }

    private func payments(_ call: ScriptedOdoo.Call, _ state: inout State) -> ScriptedOdoo.Reply? {
        switch call.name {
        case "account.payment.search_read":
            let number = call.arguments[0].arrayValue?.first { $0[0] == .string(memo) }?[2]?.stringValue
            let isOfFirm = call.arguments[0].arrayValue?.contains { leaf in
                leaf[0] == "partner_id.commercial_partner_id" && leaf[2] == 12
            }
            let records = state.payments.filter { $0.memo == number && isOfFirm == true }.map { payment -> JSON in
                ["id": 1, "amount": (try? JSON(parsing: payment.amount)) ?? .null, "date": "2026-03-31"]
            }
            return .result(.array(records))
        case "account.payment.register.create":
            let values = call.arguments[0][0]
            state.payments.append(
                (values?["communication"]?.stringValue ?? "", values?["amount"]?.stringValue ?? "")
            )
            return .result([1])
        case "account.payment.register.action_create_payments":
            state.bills[2]?.paid = "121.2"
            return .result(["type": "ir.actions.act_window", "res_model": "account.payment"])
        default: return nil
        }
    }
}
