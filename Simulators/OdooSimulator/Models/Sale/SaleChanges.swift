extension Catalogue {
    /// What sale orders and their lines have beyond what was measured.
    static func saleChanges(_ profile: VersionProfile) -> [ModelChange] {
        [
            ModelChange("sale.order") { model in
                model.rules = orderRules
                for name in ["client_order_ref", "date_order", "origin", "name", "validity_date", "commitment_date"] {
                    model.adjust(name) { $0.isCopied = false }
                }
                model.adjust("locked") { $0.isCopied = false }
                model.adjust("team_id") { $0.defaultValue = .external("sales_team.team_sales_department") }
                model.adjust("order_line") { $0.isCopied = true }
                model.adjust("require_signature") { $0.defaultValue = .value(.boolean(true)) }
                model.compute("invoice_ids", by: "sale_invoices")
                model.compute("invoice_count", by: "sale_invoice_count")
                model.compute("invoice_status", by: "sale_invoice_status")
                model.compute("delivery_status", by: "sale_delivery_status")
                model.compute("delivery_count", by: "sale_delivery_count")
                model.compute("picking_ids", by: "sale_pickings")
                model.compute("currency_rate", by: "order_currency_rate")
                model.compute("amount_undiscounted", by: "sale_undiscounted")
                model.compute("amount_invoiced", by: "sale_amount_invoiced")
                model.compute("amount_to_invoice", by: "sale_amount_to_invoice")
                model.compute("type_name", by: "sale_type_name")
                model.compute("access_url", by: "sale_url")
            },
            ModelChange("sale.order.line") { model in
                model.indexes += [["order_id"]]
                model.displayName = "sale_line_display_name"
                model.rules = orderRules
                if profile.is18 { model.adjust("warehouse_id") { $0.related = "order_id.warehouse_id" } }
                model.adjust("order_id") { $0.deletionRule = .cascade }
                model.adjust("product_id") { $0.deletionRule = .restrict }
                model.adjust("sequence") { $0.defaultValue = .value(.integer(10)) }
                for name in ["invoice_lines", "is_downpayment", "qty_delivered", "project_id", "task_id"] {
                    model.adjust(name) { $0.isCopied = false }
                }
                model.compute("qty_delivered_method", by: "sale_line_method")
                model.compute("qty_delivered", by: "sale_line_delivered")
                model.compute("qty_invoiced", by: "sale_line_invoiced")
                model.compute("qty_to_invoice", by: "sale_line_to_invoice")
                model.compute("invoice_status", by: "sale_line_invoice_status")
                model.compute("price_reduce_taxexcl", by: "sale_line_reduced")
                model.compute("price_reduce_taxinc", by: "sale_line_reduced_total")
                model.compute("untaxed_amount_invoiced", by: "sale_line_amount_invoiced")
                model.compute("untaxed_amount_to_invoice", by: "sale_line_amount_to_invoice")
                if profile.is18 {
                    model.compute("amount_to_invoice", by: "sale_line_total_to_invoice")
                    model.compute("amount_invoiced", by: "sale_line_total_invoiced")
                }
                model.compute("is_service", by: "sale_line_is_service")
                model.compute("product_template_id", by: "sale_line_template")
                model.compute("move_ids", by: "sale_line_moves")
                model.compute("analytic_precision", by: "analytic_precision")
            },
            ModelChange("res.company") { model in
                model.adjust("quotation_validity_days") { $0.defaultValue = .value(.integer(30)) }
                model.adjust("portal_confirmation_sign") { $0.defaultValue = .value(.boolean(true)) }
            },
            ModelChange("product.product") { $0.compute("sales_count", by: "product_sales_count") },
            ModelChange("product.template") { $0.compute("sales_count", by: "product_sales_count") },
            ModelChange("stock.picking") { $0.compute("sale_id", by: "picking_sale") },
            ModelChange("sale.advance.payment.inv") { model in
                model.adjust("deduct_down_payments") { $0.defaultValue = .value(.boolean(true)) }
                model.adjust("consolidated_billing") { $0.defaultValue = .value(.boolean(true)) }
                model.compute("count", by: "invoicing_count")
                model.compute("currency_id", by: "invoicing_currency")
                model.compute("company_id", by: "invoicing_company")
                model.compute("amount_invoiced", by: "invoicing_invoiced")
                model.compute("amount_to_invoice", by: "invoicing_to_invoice")
                model.compute("has_down_payments", by: "invoicing_has_advances")
                model.compute("display_draft_invoice_warning", by: "invoicing_warns_of_drafts")
                model.compute("display_invoice_amount_warning", by: "invoicing_warns_of_amount")
            },
        ]
    }
}
