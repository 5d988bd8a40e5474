import Foundation

extension Catalogue {
    /// What purchase orders and their lines have beyond what was measured.
    static func purchaseChanges(_ profile: VersionProfile) -> [ModelChange] {
        [
            ModelChange("purchase.order") { model in
                model.displayName = "purchase_display_name"
                model.rules = orderRules
                model.adjust("user_id") { $0.defaultValue = .user }
                model.adjust("currency_id") { $0.defaultValue = .companyCurrency }
                model.adjust("priority") { $0.defaultValue = .value(.text("0")) }
                for name in ["partner_ref", "date_order", "origin", "name", "date_planned", "group_id", "priority"] {
                    model.adjust(name) { $0.isCopied = false }
                }
                model.adjust("order_line") { $0.isCopied = true }
                model.compute("invoice_ids", by: "purchase_bills")
                model.compute("invoice_count", by: "purchase_bill_count")
                model.compute("invoice_status", by: "purchase_invoice_status")
                model.compute("picking_ids", by: "purchase_pickings")
                model.compute("incoming_picking_count", by: "purchase_picking_count")
                model.compute("receipt_status", by: "purchase_receipt_status")
                model.compute("is_shipped", by: "purchase_is_shipped")
                model.compute("effective_date", by: "purchase_effective_date")
                model.compute("date_calendar_start", by: "purchase_calendar_start")
                model.compute("currency_rate", by: "order_currency_rate")
                model.compute("amount_total_cc", by: "purchase_company_total")
                model.compute("product_id", by: "first_line_product")
                model.compute("access_url", by: "purchase_url")
                model.adjust("reminder_date_before_receipt") { $0.defaultValue = .value(.integer(1)) }
                model.compute("tax_country_id", by: "order_tax_country")
                model.compute("on_time_rate", by: "purchase_on_time_rate")
            },
            ModelChange("purchase.order.line") { model in
                model.indexes += [["order_id"]]
                model.rules = orderRules
                model.adjust("order_id") { $0.deletionRule = .cascade }
                model.adjust("product_id") { $0.deletionRule = .restrict }
                model.adjust("sequence") { $0.defaultValue = .value(.integer(10)) }
                model.adjust("propagate_cancel") { $0.defaultValue = .value(.boolean(true)) }
                for name in ["qty_received_manual", "date_planned", "move_dest_ids", "orderpoint_id"] {
                    model.adjust(name) { $0.isCopied = false }
                }
                model.compute("product_uom_qty", by: "purchase_line_unit_quantity")
                model.compute("price_unit_discounted", by: "line_discounted_price")
                model.compute("qty_received_method", by: "purchase_line_method")
                model.compute("qty_received", by: "purchase_line_received")
                model.compute("qty_invoiced", by: "purchase_line_invoiced")
                model.compute("qty_to_invoice", by: "purchase_line_to_invoice")
                model.compute("analytic_precision", by: "analytic_precision")
            },
        ]
    }

    /// Who sees orders and transfers: users of their company, of portal users those who follow.
    static let orderRules: [RecordRule] = [.company(field: "company_id")]

    /// Models that only orders and transfers need.
    static func orderModels() -> [ModelDefinition] {
        [supplierInfo, backorderLine, saleCancellation, stockQuant, salesTeam]
    }

    private static let supplierInfo = ModelDefinition(
        "product.supplierinfo",
        "Supplier Pricelist",
        [
            .many2one("partner_id", "Vendor", "res.partner").required.cascading,
            .many2one("product_tmpl_id", "Product Template", "product.template").cascading,
            .many2one("product_id", "Product Variant", "product.product"),
            .char("product_name", "Vendor Product Name"),
            .char("product_code", "Vendor Product Code"),
            .integer("sequence", "Sequence", default: 1),
            .float("min_qty", "Quantity", digits: (16, 2)).required.defaulting(to: .value(.decimal(0))),
            .float("price", "Price", digits: (16, 2)).required.defaulting(to: .value(.decimal(0))),
            .float("discount", "Discount (%)", digits: (16, 2)),
            .many2one("currency_id", "Currency", "res.currency").required,
            .many2one("company_id", "Company", "res.company").defaulting(to: .company),
            .integer("delay", "Delivery Lead Time", default: 1).required,
            .date("date_start", "Start Date"),
            .date("date_end", "End Date"),
        ]
    ) { model in
        model.order = "sequence, min_qty desc, price, id"
        model.recordName = "partner_id"
        model.displayName = "supplier_display_name"
        model.indexes = [["product_tmpl_id"]]
        model.rules = [.company(field: "company_id")]
        let groups = ["Purchase/Administrator", "Purchase/User"]
        model.rights = ModelRights(change: groups, read: groups)
    }

    private static let backorderLine = ModelDefinition(
        "stock.backorder.confirmation.line",
        "Backorder Confirmation Line",
        [
            .many2one("backorder_confirmation_id", "Immediate Transfer", "stock.backorder.confirmation").cascading,
            .many2one("picking_id", "Transfer", "stock.picking").cascading,
            .boolean("to_backorder", "To Backorder"),
        ]
    ) { model in
        model.isTransient = true
        model.recordName = nil
        model.indexes = [["backorder_confirmation_id"]]
        let groups = ["Inventory/User"]
        model.rights = ModelRights(change: groups, read: groups)
    }

    private static let salesTeam = ModelDefinition(
        "crm.team",
        "Sales Team",
        [
            .char("name", "Sales Team").required.translated, .integer("sequence", "Sequence", default: 10),
            .boolean("active", "Active", default: true), .many2one("company_id", "Company", "res.company"),
        ]
    ) { model in
        model.order = "sequence ASC, create_date DESC, id DESC"
        model.rules = [.company(field: "company_id")]
        model.rights = ModelRights(change: ["Sales/Administrator"], read: ["User types/Internal User"])
    }

    private static let saleCancellation = ModelDefinition(
        "sale.order.cancel",
        "Sales Order Cancel",
        [.many2one("order_id", "Sale Order", "sale.order").required.cascading]
    ) { model in
        model.isTransient = true
        model.recordName = nil
        let groups = ["Sales/User: Own Documents Only"]
        model.rights = ModelRights(change: groups, read: groups)
    }
}
