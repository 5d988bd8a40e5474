import Foundation

/// What the measured models fill in when a record is made, a model a line.
///
/// A value is a key of a selection, a text, a number, `today`, `now`, `user`, or an external id after `@`.
///
/// Source: records made through the external API of Odoo 17.0-20240709 and 18.0-20250520 with nothing but their names.
enum MeasuredDefaults {
    static let table = """
        res.partner trust=normal autopost_bills=ask type=contact is_company=false color=0 supplier_rank=0 customer_rank=0
        res.company sequence=10 account_opening_date=today fiscalyear_last_day=31 fiscalyear_last_month=12 layout_background=Blank \
        po_lead=0 security_lead=0 account_price_include=tax_excluded
        res.users notification_type=email lang=en_US
        res.currency position=after rounding=0.01
        res.country name_position=before zip_required=true state_required=false
        res.currency.rate name=today
        uom.uom factor=1 rounding=0.01 uom_type=reference
        product.template categ_id=@product.product_category_all detailed_type=consu type=consu list_price=1 \
        purchase_line_warn=no-message sale_line_warn=no-message service_tracking=no tracking=none sale_ok=true \
        purchase_ok=true uom_id=@uom.product_uom_unit uom_po_id=@uom.product_uom_unit
        account.journal sequence=10 color=0 invoice_reference_model=odoo invoice_reference_type=invoice
        account.tax amount=0 amount_type=percent sequence=1 type_tax_use=sale
        account.move auto_post=no move_type=entry state=draft
        account.move.line display_type=product
        account.payment date=today partner_type=customer payment_type=inbound state=draft
        account.payment.register payment_date=today
        account.payment.term sequence=10
        account.payment.term.line delay_type=days_after value=percent
        account.analytic.plan sequence=10 default_applicability=optional
        account.analytic.line amount=0 unit_amount=0 date=today category=other user_id=user
        project.project billing_type=not_billable last_update_status=to_define rating_status=stage \
        rating_status_period=monthly privacy_visibility=portal sequence=10 color=0 user_id=user label_tasks=Tasks \
        allow_timesheets=true allow_milestones=false allow_billable=false
        project.task state=01_in_progress priority=0 sequence=10 color=0
        project.task.type sequence=1
        project.milestone is_reached=false
        hr.employee employee_type=employee marital=single distance_home_work_unit=kilometers hourly_cost=0
        hr.job no_of_recruitment=1 sequence=10
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
        fleet.vehicle odometer_unit=kilometers power_unit=power acquisition_date=today first_contract_date=today \
        state_id=@fleet.fleet_vehicle_state_new_request
        fleet.vehicle.odometer date=today value=0
        fleet.vehicle.log.services date=today state=new active=true
        fleet.vehicle.model vehicle_type=car power_unit=power
        maintenance.equipment effective_date=today equipment_assign_to=employee
        maintenance.equipment.category technician_user_id=user
        maintenance.request kanban_state=normal maintenance_team_id=@maintenance.equipment_team_maintenance \
        maintenance_type=corrective request_date=today archive=false repeat_interval=1 repeat_unit=week \
        repeat_type=forever instruction_type=text recurring_maintenance=false
        ir.attachment type=binary
        """

    /// What is filled in when a record is made, but is no answer of `default_get`: the server computes it.
    static let unanswered: Set<String> = [
        "product.template.service_type", "product.template.uom_po_id", "product.template.invoice_policy",
        "account.account.account_type", "account.move.line.display_type", "account.payment.register.payment_date",
        "project.project.color", "project.project.allow_billable", "project.task.color",
        "purchase.order.line.product_qty", "purchase.order.line.price_unit", "stock.move.line.company_id",
        "sale.order.require_signature", "sale.order.line.customer_lead", "sale.order.line.price_unit",
        "fleet.vehicle.odometer.value", "maintenance.request.recurring_maintenance", "res.lang.active",
    ]

    /// What `default_get` answers with nothing.
    static let empty: Set<String> = [
        "res.partner.tz", "res.partner.category_id", "res.partner.show_credit_limit",
        "account.move.invoice_incoterm_id",
        "project.task.company_id", "project.task.stage_id", "project.milestone.project_id",
        "project.milestone.sale_line_id", "purchase.order.line.display_type", "sale.order.line.display_type",
        "sale.order.locked", "stock.picking.picking_type_id", "stock.move.group_id", "stock.location.scrap_location",
        "fleet.vehicle.log.services.service_type_id", "res.users.tz",
    ]

    /// What the fields of version 19 are filled with that 18 does not have.
    static let tableOf19 = """
        res.partner group_on=default group_rfq=default suggest_based_on=30_days suggest_days=7 suggest_percent=100
        res.company contract_expiration_notice_period=7 cost_method=standard horizon_days=365 inventory_period=manual \
        inventory_valuation=periodic stock_confirmation_type=sms work_permit_expiration_notice_period=60
        res.users outgoing_mail_server_type=default
        uom.uom relative_factor=1
        account.account active=true
        account.move.line deductible_amount=100
        project.task.type rating_status=stage rating_status_period=monthly
        project.milestone sequence=10
        hr.employee birthday_public_display_string=hidden date_version=today last_modified_date=now last_modified_uid=user \
        hr_responsible_id=user
        fleet.vehicle co2_emission_unit=g/km range_unit=km contract_date_start=today first_contract_date=today
        fleet.vehicle.model range_unit=km co2_emission_unit=g/km
        hr.job user_id=user
        """

    /// Gives each field of `models` that has no default yet the one of the table.
    static func complete(_ models: inout [String: ModelDefinition], by table: String = table) {
        for line in table.pieces(at: "\n") {
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
