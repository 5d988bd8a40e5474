import Foundation

/// What the measured models fill in when a record is made, a model a line.
///
/// A value is a key of a selection, a text, a number, `today`, `now`, `user`, or an external id after `@`.
///
/// Source: records made through the external API of Odoo 17.0-20240709 and 18.0-20250520 with nothing but their names.
enum MeasuredDefaults {
    static let table = """
        res.partner autopost_bills=ask
        res.company account_opening_date=today fiscalyear_last_day=31 fiscalyear_last_month=12 layout_background=Blank \
        po_lead=0 security_lead=0 account_price_include=tax_excluded
        res.users notification_type=email
        res.currency.rate name=today
        uom.uom factor=1 rounding=0.01 uom_type=reference
        product.template categ_id=@product.product_category_all detailed_type=consu type=consu list_price=1 \
        purchase_line_warn=no-message sale_line_warn=no-message service_tracking=no tracking=none sale_ok=true \
        purchase_ok=true uom_id=@uom.product_uom_unit uom_po_id=@uom.product_uom_unit
        account.journal invoice_reference_model=odoo invoice_reference_type=invoice
        account.tax amount=0 amount_type=percent sequence=1 type_tax_use=sale
        account.move auto_post=no move_type=entry state=draft
        account.move.line display_type=product
        account.payment date=today partner_type=customer payment_type=inbound state=draft
        account.payment.register payment_date=today
        account.payment.term sequence=10
        account.payment.term.line delay_type=days_after value=percent
        account.analytic.line amount=0 date=today
        project.project billing_type=not_billable last_update_status=to_define rating_status=stage \
        rating_status_period=monthly
        project.task state=01_in_progress
        hr.employee employee_type=employee marital=single distance_home_work_unit=kilometers
        purchase.order date_order=now state=draft name=New picking_type_id=@stock.picking_type_in
        purchase.order.line product_qty=1 price_unit=0
        stock.picking move_type=direct
        stock.picking.type create_backorder=ask reservation_method=at_confirm
        stock.move date=now procure_method=make_to_stock product_uom_qty=1
        stock.move.line date=now
        stock.warehouse reception_steps=one_step delivery_steps=ship_only
        stock.location usage=internal
        sale.order date_order=now picking_policy=direct state=draft name=New
        sale.order.line customer_lead=0 price_unit=0 product_uom_qty=1
        sale.advance.payment.inv advance_payment_method=delivered
        fleet.vehicle odometer_unit=kilometers power_unit=power
        fleet.vehicle.model vehicle_type=car power_unit=power
        maintenance.equipment effective_date=today equipment_assign_to=employee
        maintenance.request kanban_state=normal maintenance_team_id=@maintenance.equipment_team_maintenance
        ir.attachment type=binary
        """

    /// Gives each field of `models` that has no default yet the one of the table.
    static func complete(_ models: inout [String: ModelDefinition]) {
        for line in table.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard let name = words.first.map(String.init), var model = models[name] else { continue }
            for word in words.dropFirst() {
                let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2 else { continue }
                model.adjust(parts[0]) { field in
                    if field.defaultValue == nil { field.defaultValue = value(parts[1], of: field) }
                }
            }
            models[name] = model
        }
    }

    private static func value(_ text: String, of field: FieldDefinition) -> FieldDefault {
        if text.hasPrefix("@") { return .external(String(text.dropFirst())) }
        switch (field.type, text) {
        case (_, "today"): return .today
        case (_, "now"): return .now
        case (_, "user"): return .user
        case (.boolean, _): return .value(.boolean(text == "true"))
        case (.integer, _): return .value(.integer(Int64(text) ?? 0))
        case (.float, _), (.monetary, _): return .value(.decimal(ValueConversion.decimal(ofText: text) ?? 0))
        default: return .value(.text(text))
        }
    }
}
