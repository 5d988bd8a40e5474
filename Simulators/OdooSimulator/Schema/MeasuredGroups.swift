/// The fields that only members of some groups may use, a model and its groups a line.
///
/// A line holds in both versions, or in the one that stands before it. One of the groups is enough.
///
/// Source: the models of Odoo 17.0 and 18.0, Community.
enum MeasuredGroups {
    static let table = """
        account.analytic.account|Technical / Show Accounting Features - Readonly|credit debit
        18 account.move|Technical / Show Accounting Features - Readonly;Invoicing / \
        Invoicing|invoice_has_outstanding invoice_outstanding_credits_debits_widget invoice_payments_widget \
        partner_credit_warning
        17 account.move|Technical / Show Accounting Features - Readonly;Invoicing / Billing|invoice_has_outstanding \
        invoice_outstanding_credits_debits_widget invoice_payments_widget partner_credit_warning
        17 account.payment|Technical / Show Accounting Features - Readonly;Invoicing / \
        Billing|invoice_has_outstanding invoice_outstanding_credits_debits_widget invoice_payments_widget \
        partner_credit_warning
        18 hr.employee|Administration / Settings;Employees / Officer: Manage all employees|company_country_code \
        company_country_id
        hr.employee|Employees / Officer: Manage all employees|additional_note bank_account_id barcode birthday \
        category_ids certificate children country_id country_of_birth departure_date departure_description \
        departure_reason_id driving_license emergency_contact emergency_phone employee_type gender has_work_permit \
        hourly_cost id_card identification_id km_home_work lang marital message_main_attachment_id notes \
        passport_id permit_no pin place_of_birth private_car_plate private_city private_country_id private_email \
        private_phone private_state_id private_street private_street2 private_zip sinid spouse_birthdate \
        spouse_complete_name ssnid study_field study_school visa_expire visa_no work_permit_expiration_date \
        work_permit_scheduled_activity
        18 hr.employee|Employees / Officer: Manage all employees|activity_date_deadline \
        activity_exception_decoration activity_exception_icon activity_ids activity_state activity_summary \
        activity_type_icon activity_type_id activity_user_id currency_id distance_home_work distance_home_work_unit \
        employee_properties equipment_count equipment_ids has_message license_plate message_attachment_count \
        message_follower_ids message_has_error message_has_error_counter message_ids message_is_follower \
        message_needaction message_needaction_counter message_partner_ids my_activity_date_deadline \
        related_partners_count skill_ids work_permit_name
        18 hr.employee|Administration / Settings;Employees / Officer: Manage all employees|has_timesheet
        hr.employee|Fleet / Administrator|employee_cars_count
        hr.employee|Fleet / Administrator;Employees / Officer: Manage all employees|car_ids
        hr.employee|Fleet / Officer: Manage all vehicles|mobility_card
        hr.job|User types / Internal User|employee_ids
        ir.attachment|User types / Internal User|access_token
        project.milestone|Technical / Use Milestones|done_task_count task_count
        17 project.milestone|Technical / Use Milestones|can_be_marked_as_done
        project.project|Purchase / User|purchase_orders_count
        project.project|Sales / User: Own Documents Only|sale_order_count sale_order_line_count
        18 project.project|Sales / User: Own Documents Only|reinvoiced_sale_order_id
        project.project|Technical / Show Accounting Features - Readonly|invoice_count vendor_bill_count
        project.project|Technical / Use Milestones|milestone_count milestone_count_reached
        18 project.project|Technical / Use Milestones|can_mark_milestone_as_done is_milestone_deadline_exceeded \
        milestone_progress next_milestone_id
        project.project|Technical / Use Stages on Project|stage_id
        17 project.project|Timesheets / User: all timesheets|billable_percentage
        project.project|Timesheets / User: own timesheets only|total_timesheet_time
        project.project|User types / Internal User|rating_avg_percentage
        17 project.task|Project / User|repeat_interval repeat_type repeat_unit repeat_until
        project.task|Sales / User: All Documents|task_to_invoice
        project.task|User types / Internal User|rating_avg_text rating_last_feedback rating_last_image \
        rating_last_text rating_last_value
        purchase.order|Sales / User: Own Documents Only|sale_order_count
        res.partner|Administration / Access Rights|signup_type
        17 res.partner|Administration / Access Rights|signup_expiration signup_token
        res.partner|Employees / Officer: Manage all employees|employee_ids employees_count
        18 res.partner|Technical / Show Accounting Features - Readonly;Invoicing / Invoicing|credit credit_limit \
        credit_to_invoice debit show_credit_limit total_invoiced use_partner_credit_limit
        18 res.partner|Purchase / User|purchase_order_count
        18 res.partner|Sales / User: Own Documents Only|sale_order_count
        17 res.partner|Technical / Show Accounting Features - Readonly;Invoicing / Billing|credit credit_limit \
        credit_to_invoice debit show_credit_limit total_invoiced use_partner_credit_limit
        sale.order|Project / User|project_count show_create_project_button show_project_button show_task_button \
        tasks_count
        sale.order|Project / User;Technical / Use Milestones|project_ids
        sale.order|Purchase / User|purchase_order_count
        sale.order|Timesheets / User: own timesheets only|show_hours_recorded_button timesheet_count \
        timesheet_total_duration
        """

    /// The fields that internal users alone may use in every model that has them.
    static let internalFields: Set<String> = [
        "activity_date_deadline", "activity_ids", "activity_state", "activity_summary", "activity_type_id",
        "activity_user_id", "is_blacklisted", "message_attachment_count", "message_follower_ids",
        "message_partner_ids", "mobile_blacklisted", "my_activity_date_deadline", "phone_blacklisted",
        "phone_sanitized_blacklisted", "rating_avg", "rating_ids", "standard_price",
    ]

    /// The fields that version 19 gives to other groups than 18, a model and its groups a line; `-` is everybody.
    ///
    /// Source: the models of Odoo 19.0, Community.
    static let tableOf19 = """
        account.account|Role / User|activity_date_deadline activity_ids activity_state activity_summary \
        activity_type_id activity_user_id my_activity_date_deadline
        account.analytic.account|-|credit debit
        account.analytic.line|-|message_partner_ids
        hr.employee|-|equipment_count has_timesheet
        hr.employee|Employees / Administrator|contract_date_end contract_date_start contract_type_id contract_wage \
        date_end date_start is_current is_future is_in_contract is_past structure_type_id trial_date_end wage
        hr.employee|Employees / Officer: Manage all employees|active_employee allowed_country_state_ids \
        bank_account_ids birthday_public_display contract_template_id current_date_version date_version \
        exceptional_location_id has_multiple_bank_accounts hr_responsible_id is_custom_job_title is_flexible \
        is_fully_flexible is_trusted_bank_account is_user_active last_modified_date last_modified_uid legal_name \
        passport_expiration_date primary_bank_account_id salary_distribution version_id version_ids versions_count
        hr.job|Employees / Officer: Manage all employees|expected_employees no_of_employee requirements user_id
        maintenance.team|Role / User|message_attachment_count message_follower_ids message_partner_ids rating_ids
        purchase.order|Sales / User: Own Documents Only|has_sale_order
        res.partner|Role / Administrator|is_in_call
        res.partner|Show Accounting Features - Readonly;Accounting / Invoicing|account_move_count
        res.users|Access Rights|signup_type
        res.users|Employees / Officer: Manage all employees|additional_note bank_account_ids barcode category_ids \
        emergency_contact emergency_phone employee_bank_account_ids employees_count km_home_work pin private_city \
        private_country_id private_email private_phone private_state_id private_street private_street2 private_zip \
        visa_expire
        res.users|Purchase / User|purchase_order_count
        res.users|Role / Administrator|is_in_call presence_ids
        res.users|Sales / User: Own Documents Only|sale_order_count
        res.users|Show Accounting Features - Readonly;Accounting / Invoicing|account_move_count credit \
        credit_limit credit_to_invoice debit show_credit_limit total_invoiced use_partner_credit_limit
        sale.order|Accounting / Invoicing|authorized_transaction_ids transaction_ids
        sale.order|Project / User|closed_task_count completed_task_percentage tasks_ids
        sale.order|Sales / User: Own Documents Only|tag_ids
        stock.move|Role / User|standard_price
        """

    /// What users may read of themselves without the groups.
    static let personalFields: Set<String> = [
        "additional_note", "bank_account_ids", "barcode", "category_ids", "emergency_contact", "emergency_phone",
        "employee_bank_account_ids", "km_home_work", "pin", "private_city", "private_country_id", "private_email",
        "private_phone", "private_state_id", "private_street", "private_street2", "private_zip", "visa_expire",
    ]

    /// What version 19 has otherwise than 18.
    static func complete19(_ models: inout [String: ModelDefinition]) {
        for line in tableOf19.pieces(at: "\n") {
            let parts = line.pieces(at: "|").map(String.init)
            for field in parts[2].split(separator: " ") {
                models[parts[0]]?.adjust(String(field)) { $0.group = parts[1] == "-" ? nil : parts[1] }
            }
        }
    }

    /// Gives each field its groups.
    static func complete(_ models: inout [String: ModelDefinition], series: Int) {
        for (name, model) in models {
            for field in model.fields where internalFields.contains(field.name) {
                models[name]?.adjust(field.name) { $0.group = "User types / Internal User" }
            }
        }
        let (own, other) = series == 17 ? ("17 ", "18 ") : ("18 ", "17 ")
        for line in table.pieces(at: "\n") where !line.hasPrefix(other) {
            let parts = line.trimmingPrefix(own).pieces(at: "|").map(String.init)
            for field in parts[2].split(separator: " ") {
                models[parts[0]]?.adjust(String(field)) { $0.group = parts[1] }
            }
        }
    }
}
