import Foundation
import JSON

extension ModelMethod {
    /// The buttons of purchase orders.
    static let purchasing: [String: [String: ModelMethod]] = [
        "purchase.order": [
            "button_confirm": .ofRecords { environment, call throws(OdooError) in
                try environment.checkButton(call)
                for order in call.ids where ["draft", "sent"].contains(environment.orderState(order)) {
                    try environment.confirm(purchase: order)
                }
                return true
            },
            "button_approve": .ofRecords(.optional("force")) { environment, call throws(OdooError) in
                try environment.checkButton(call)
                for order in call.ids where environment.mayApprove(order) { try environment.approve(order) }
                return [:]
            },
            "button_draft": .ofRecords { environment, call throws(OdooError) in
                try environment.setState("draft", call)
                return [:]
            },
            "button_cancel": .ofRecords { environment, call throws(OdooError) in
                try environment.checkButton(call)
                try environment.cancel(purchases: call.ids)
                return nil
            },
            "action_rfq_send": .ofRecords { environment, call throws(OdooError) in
                try environment.checkButton(call)
                return WindowAction(name: "Compose Email", model: "mail.compose.message", target: "new").json
            },
            "print_quotation": .ofRecords { environment, call throws(OdooError) in
                try environment.checkButton(call)
                for order in call.ids {
                    try environment.set(call.model.name, order, ["state": .text("sent")])
                }
                return ["type": "ir.actions.act_window"]
            },
            "button_done": .ofRecords { environment, call throws(OdooError) in
                try environment.setState("done", call)
                for order in call.ids { try environment.set(call.model.name, order, ["priority": .text("0")]) }
                return nil
            },
            "button_lock": .ofRecords { environment, call throws(OdooError) in
                try environment.setLocked(true, call)
                return nil
            },
            "button_unlock": .ofRecords { environment, call throws(OdooError) in
                guard !environment.profile.is19 else {
                    try environment.setLocked(false, call)
                    return nil
                }
                try environment.setState("purchase", call)
                return nil
            },
            "action_acknowledge": .ofRecords { environment, call throws(OdooError) in
                try environment.write(call.model, call.ids, ["acknowledged": true])
                return nil
            },
            "action_create_invoice": .ofRecords(.optional("attachment_ids")) { environment, call throws(OdooError) in
                try environment.checkButton(call)
                return try environment.billAction(try environment.createBills(forPurchases: call.ids))
            },
            "action_view_invoice": .ofRecords(.optional("invoices")) { environment, call throws(OdooError) in
                try environment.billAction(call.ids.flatMap(environment.bills(ofPurchase:)))
            },
            "action_view_picking": .ofRecords { environment, call throws(OdooError) in
                environment.transferAction(
                    call.ids.flatMap(environment.pickings(ofPurchase:)),
                    "stock.action_picking_tree_all"
                )
            },
        ]
    ]
}

extension Environment {
    /// Confirms an order, or lets it wait for an approval.
    fileprivate mutating func confirm(purchase order: Int64) throws(OdooError) {
        for line in orderLines(order) { try addVendor(of: order, toProductOf: line) }
        guard mayApprove(order) else { return try set("purchase.order", order, ["state": .text("to approve")]) }
        try approve(order)
    }

    /// Whether the caller may approve an order: it is small enough, or he is a manager.
    fileprivate func mayApprove(_ order: Int64) -> Bool {
        guard let company = value("company_id", of: "purchase.order", order).recordID,
            value("po_double_validation", of: "res.company", company) == .text("two_step")
        else { return true }
        let currency = value("currency_id", of: "purchase.order", order).recordID
        let limit = value("po_double_validation_amount", of: "res.company", company).decimalValue
        let inCurrency = limit * rate(to: currency, company: company, at: today)
        return value("amount_total", of: "purchase.order", order).decimalValue < inCurrency
            || isMember(of: "purchase.group_purchase_manager")
    }

    fileprivate mutating func approve(_ order: Int64) throws(OdooError) {
        let company = value("company_id", of: "purchase.order", order).recordID
        let locks = company.map { value("po_lock", of: "res.company", $0) } == .text("lock")
        let state = locks && !profile.is19 ? "done" : "purchase"
        try set("purchase.order", order, ["state": .text(state), "date_approve": thisSecond])
        if profile.is19, locks { try set("purchase.order", order, ["locked": .boolean(true)]) }
        try createReceipt(of: order)
    }

    /// The vendor of an order is a vendor of its products from then on.
    private mutating func addVendor(of order: Int64, toProductOf line: Int64) throws(OdooError) {
        guard let product = value("product_id", of: "purchase.order.line", line).recordID,
            let partner = value("partner_id", of: "purchase.order", order).recordID,
            seller(of: product, partner) == nil
        else { return }
        let company = value("company_id", of: "purchase.order", order).recordID
        let template = value("product_tmpl_id", of: "product.product", product)
        let known = database.ids(of: "product.supplierinfo", where: ["product_tmpl_id"], are: [template]) ?? []
        guard known.count <= 10 else { return }
        let vendor = value("parent_id", of: "res.partner", partner).recordID ?? partner
        let currency = value("currency_id", of: "purchase.order", order).recordID
        let amount = price(
            value("price_unit", of: "purchase.order.line", line).decimalValue,
            from: value("product_uom", of: "purchase.order.line", line).recordID,
            to: value("uom_po_id", of: "product.product", product).recordID
        )
        let row: Row = [
            "partner_id": .record(vendor), "product_tmpl_id": template, "sequence": .integer(Int64(known.count + 1)),
            "min_qty": .decimal(profile.is19 ? 0 : 1), "delay": .integer(0),
            "price": .decimal(profile.is18 ? amount : amount / rate(to: currency, company: company, at: today)),
            "currency_id": profile.is18
                ? currency.map { .record($0) } ?? .null
                : company.map { value("currency_id", of: "res.company", $0) } ?? .null,
            "company_id": company.map { .record($0) } ?? .null,
        ]
        _ = try insert("product.supplierinfo", row)
    }

    /// Locks orders, or unlocks them: a mark of its own from version 19 on.
    fileprivate mutating func setLocked(_ isLocked: Bool, _ call: ModelMethod.Call) throws(OdooError) {
        try checkButton(call)
        for order in call.ids { try set("purchase.order", order, ["locked": .boolean(isLocked)]) }
    }

    /// Writes the state of orders.
    fileprivate mutating func setState(_ state: String, _ call: ModelMethod.Call) throws(OdooError) {
        try checkButton(call)
        for order in call.ids {
            try set(call.model.name, order, ["state": .text(state)])
        }
    }

    /// Cancels orders and the transfers that they wait for.
    ///
    /// - Throws: UserError if something was received, or is billed by a posted bill.
    fileprivate mutating func cancel(purchases orders: [Int64]) throws(OdooError) {
        let received = orders.filter {
            pickings(ofPurchase: $0).flatMap(moves(of:)).contains { moveState($0) == "done" }
        }
        if !profile.is19, let first = received.first {
            throw .user(
                profile.is18
                    ? "Unable to cancel purchase order(s): \(listed(received)) since they have receipts that are already done."
                    : "Unable to cancel purchase order \(value("name", of: "purchase.order", first).textValue ?? "") as some "
                        + "receptions have already been done."
            )
        }
        let billed = orders.filter { order in
            bills(ofPurchase: order).contains { value("state", of: "account.move", $0) == .text("posted") }
        }
        if !billed.isEmpty {
            throw .user(
                profile.is18
                    ? "Unable to cancel purchase order(s): \(listed(billed)). You must first cancel their related vendor bills."
                    : "Unable to cancel this purchase order. You must first cancel the related vendor bills."
            )
        }
        for order in orders {
            for picking in pickings(ofPurchase: order) { try cancel(moves: openMoves(of: picking)) }
            try set("purchase.order", order, ["state": .text("cancel"), "mail_reminder_confirmed": .boolean(false)])
        }
    }

    /// The names of orders as a sentence lists them.
    private func listed(_ orders: [Int64]) -> String {
        let names = orders.map { shownName("purchase.order", $0) }
        guard names.count > 2 else { return names.joined(separator: " and ") }
        return names.dropLast().joined(separator: ", ") + ", and " + (names.last ?? "")
    }

    /// The window with bills; with one bill it shows that one.
    fileprivate func billAction(_ bills: [Int64]) throws(OdooError) -> JSON {
        guard !bills.isEmpty else { return ["type": "ir.actions.act_window_close"] }
        return WindowAction(
            name: "Bills",
            model: "account.move",
            modes: profile.documentModes,
            record: bills.count == 1 ? bills.first : nil,
            domain: bills.count == 1
                ? "[('move_type', '=', 'in_invoice')]" : [["id", "in", .array(bills.map { .integer($0) })]],
            context: "{'default_move_type': 'in_invoice', 'display_account_trust': True}",
            externalID: "account.action_move_in_invoice_type"
        ).json
    }

    /// The window with transfers; with one transfer it shows that one.
    func transferAction(_ pickings: [Int64], _ externalID: String) -> JSON {
        WindowAction(
            name: "Transfers",
            model: "stock.picking",
            modes: "\(profile.listMode),kanban,form,calendar,activity",
            record: pickings.count == 1 ? pickings.first : nil,
            domain: pickings.count == 1 ? false : [["id", "in", .array(pickings.map { .integer($0) })]],
            externalID: externalID
        ).json
    }
}
