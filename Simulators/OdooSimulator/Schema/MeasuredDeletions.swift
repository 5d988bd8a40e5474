/// What the deletion of a record does to those that point to it, where it is neither the usual refusal of a mandatory link
/// nor the usual emptying of an optional one.
///
/// Source: the foreign keys of Odoo 17.0 and 18.0, Community.
enum MeasuredDeletions {
    static let table = """
        account.analytic.line account_id=restrict general_account_id=restrict move_line_id=cascade
        account.analytic.plan parent_id=cascade
        account.journal default_account_id=restrict suspense_account_id=restrict
        account.move commercial_partner_id=restrict partner_id=restrict
        account.move.line move_id=cascade partner_id=restrict product_id=restrict product_uom_id=restrict tax_line_id=restrict
        account.move.reversal company_id=cascade journal_id=cascade
        account.payment move_id=cascade partner_id=restrict
        account.payment.register partner_id=restrict
        account.payment.term.line payment_id=cascade
        hr.employee user_id=restrict
        maintenance.request equipment_id=restrict stage_id=restrict
        product.category parent_id=cascade
        product.product product_tmpl_id=cascade
        project.milestone project_id=cascade
        project.project stage_id=restrict
        project.task stage_id=restrict
        purchase.order.line order_id=cascade
        res.company internal_transit_location_id=restrict parent_id=restrict
        res.currency.rate currency_id=cascade
        res.partner country_id=restrict state_id=restrict
        res.partner.category parent_id=cascade
        sale.order currency_id=restrict
        sale.order.line linked_line_id=cascade order_id=cascade product_id=restrict product_uom=restrict
        stock.location location_id=cascade
        stock.move.line product_id=cascade
        stock.picking.type warehouse_id=cascade
        """

    /// Gives each field of the table its rule.
    static func complete(_ models: inout [String: ModelDefinition]) {
        for line in table.pieces(at: "\n") {
            let words = line.split(separator: " ").map(String.init)
            for word in words.dropFirst() {
                let parts = word.split(separator: "=").map(String.init)
                models[words[0]]?.adjust(parts[0]) { $0.deletionRule = parts[1] == "cascade" ? .cascade : .restrict }
            }
        }
    }
}
