import Foundation
import JSON

extension ModelMethod {
    /// The buttons of sale orders and of the question how to invoice them.
    static let selling: [String: [String: ModelMethod]] = [
        "sale.order": saleMethods,
        "sale.order.cancel": [
            "action_cancel": .ofRecords { environment, call throws(OdooError) in
                try environment.cancel(
                    sales: call.ids.compactMap {
                        environment.value("order_id", in: call.model, $0).recordID
                    }
                )
                return true
            }
        ],
        "sale.advance.payment.inv": [
            "create_invoices": .ofRecords { environment, call throws(OdooError) in
                try environment.invoice(byWizards: call.ids)
            }
        ],
    ]

    private static let saleMethods: [String: ModelMethod] = [
        "action_confirm": .ofRecords { environment, call throws(OdooError) in
            try environment.checkButton(call)
            try environment.confirm(sales: call.ids)
            return true
        },
        "action_cancel": .ofRecords { environment, call throws(OdooError) in
            try environment.checkButton(call)
            if call.ids.contains(where: { environment.value("locked", in: call.model, $0).isTrue }) {
                throw .user("You cannot cancel a locked order. Please unlock it first.")
            }
            let asks = call.ids.contains { environment.saleState($0) != "draft" }
            if asks, environment.context.values["disable_cancel_warning"].map(PythonText.isTruthy) != true {
                return environment.cancelQuestion(call.ids)
            }
            try environment.cancel(sales: call.ids)
            return true
        },
        "action_draft": .ofRecords { environment, call throws(OdooError) in
            try environment.checkButton(call)
            for order in call.ids where ["cancel", "sent"].contains(environment.saleState(order)) {
                try environment.set(call.model.name, order, ["state": .text("draft")])
            }
            return true
        },
        "action_quotation_sent": .ofRecords { environment, call throws(OdooError) in
            try environment.checkButton(call)
            if call.ids.contains(where: { environment.saleState($0) != "draft" }) {
                throw .user("Only draft orders can be marked as sent directly.")
            }
            for order in call.ids { try environment.set(call.model.name, order, ["state": .text("sent")]) }
            return nil
        },
        "action_lock": lock(true),
        "action_unlock": lock(false),
        "action_view_invoice": .ofRecords(.optional("invoices")) { environment, call throws(OdooError) in
            environment.invoiceAction(call.ids.flatMap(environment.invoices(ofSale:)), of: call.ids)
        },
        "action_view_delivery": .ofRecords { environment, call throws(OdooError) in
            environment.transferAction(call.ids.flatMap(environment.pickings(ofSale:)), "stock.action_picking_tree_all")
        },
    ]

    private static func lock(_ isLocked: Bool) -> ModelMethod {
        .ofRecords { environment, call throws(OdooError) in
            try environment.checkButton(call)
            for order in call.ids { try environment.set(call.model.name, order, ["locked": .boolean(isLocked)]) }
            return nil
        }
    }
}

extension Environment {
    /// Confirms orders and makes their deliveries.
    ///
    /// - Throws: UserError for an order that is no quotation or has a line without a product.
    fileprivate mutating func confirm(sales orders: [Int64]) throws(OdooError) {
        if orders.contains(where: { !["draft", "sent"].contains(saleState($0)) }) {
            let names = orders.map { shownName("sale.order", $0) }.joined(separator: ", ")
            throw .user(
                profile.is18
                    ? "Some orders are not in a state requiring confirmation."
                    : "The following orders are not in a state requiring confirmation: \(names)"
            )
        }
        for line in orders.flatMap(saleLines) {
            let row = database.row("sale.order.line", line) ?? [:]
            guard row["display_type"] == nil, row["is_downpayment"]?.isTrue != true, row["product_id"] == nil else {
                continue
            }
            throw .user("A line on these orders missing a product, you cannot confirm it.")
        }
        for order in orders {
            try set("sale.order", order, ["state": .text("sale"), "date_order": thisSecond])
            try createDelivery(of: order)
        }
    }

    /// Cancels orders with their draft invoices and open deliveries.
    fileprivate mutating func cancel(sales orders: [Int64]) throws(OdooError) {
        for order in orders {
            for invoice in invoices(ofSale: order) where value("state", of: "account.move", invoice) == .text("draft") {
                try set("account.move", invoice, ["state": .text("cancel")])
            }
            for picking in pickings(ofSale: order) { try cancel(moves: openMoves(of: picking)) }
            try set("sale.order", order, ["state": .text("cancel")])
        }
    }

    fileprivate func cancelQuestion(_ orders: [Int64]) -> JSON {
        var context = JSONObject()
        context["default_order_id"] = orders.first.map { .integer($0) } ?? false
        context["mark_so_as_canceled"] = true
        context["default_email_layout_xmlid"] = "mail.mail_notification_layout_with_responsible_signature"
        let type = orders.first.map { value("type_name", of: "sale.order", $0).textValue ?? "" } ?? ""
        return WindowAction(
            name: "Cancel \(type)",
            model: "sale.order.cancel",
            target: "new",
            context: .object(context)
        ).json
    }

    /// The window with invoices; with one invoice it shows that one.
    fileprivate func invoiceAction(_ invoices: [Int64], of orders: [Int64]) -> JSON {
        guard !invoices.isEmpty else { return ["type": "ir.actions.act_window_close"] }
        var context = JSONObject()
        context["default_move_type"] = "out_invoice"
        if orders.count == 1, let order = orders.first, let row = database.row("sale.order", order) {
            context["default_partner_id"] = row["partner_id"]?.recordID.map { .integer($0) } ?? false
            context["default_partner_shipping_id"] = row["partner_shipping_id"]?.recordID.map { .integer($0) } ?? false
            context["default_invoice_payment_term_id"] = row["payment_term_id"]?.recordID.map { .integer($0) } ?? .null
            context["default_invoice_origin"] = .string(row["name"]?.textValue ?? "")
        }
        return WindowAction(
            name: "Invoices",
            model: "account.move",
            modes: profile.documentModes,
            record: invoices.count == 1 ? invoices.first : nil,
            domain: invoices.count == 1
                ? "[('move_type', '=', 'out_invoice')]" : [["id", "in", .array(invoices.map { .integer($0) })]],
            context: .object(context),
            externalID: "account.action_move_out_invoice_type"
        ).json
    }

    /// Invoices the orders of wizards.
    fileprivate mutating func invoice(byWizards wizards: [Int64]) throws(OdooError) -> JSON {
        var orders: [Int64] = []
        var invoices: [Int64] = []
        for wizard in wizards {
            let row = database.row("sale.advance.payment.inv", wizard) ?? [:]
            let asked = sorted(row["sale_order_ids"]?.recordIDs ?? [], "sale.order")
            orders += asked
            guard row["advance_payment_method"] == .text("delivered") else {
                invoices.append(try createDownPayment(for: asked, row))
                continue
            }
            let joins = row["consolidated_billing"]?.isTrue ?? false
            let deducts = row["deduct_down_payments"]?.isTrue ?? false
            invoices += try createInvoices(forSales: asked, joinsOrders: joins, deducts: deducts)
        }
        return invoiceAction(invoices, of: orders)
    }
}
