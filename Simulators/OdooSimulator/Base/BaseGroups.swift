/// The groups of the base data, with the users who are in them.
enum BaseGroups {
    /// One line for each group: version or nothing for both, external id, category and name, first letters of its members.
    ///
    /// Members: `s`ystem, `a`dmin, `d`efault template, public (`x`), portal `t`emplate, `l`imited, `c`onnector, `p`ortal.
    static let table = """
        |base.group_user|User types / Internal User|acdls
        |base.group_erp_manager|Administration / Access Rights|as
        |base.group_sanitize_override|Bypass HTML Field Sanitize|as
        |base.group_system|Administration / Settings|as
        |base.group_multi_company|Extra Rights / Multi Companies|as
        |base.group_multi_currency|Extra Rights / Multi Currencies|acdls
        |base.group_no_one|Extra Rights / Technical Features|acdls
        |base.group_allow_export|Technical / Access to export feature|ads
        |base.group_partner_manager|Extra Rights / Contact Creation|acds
        |base.group_portal|User types / Portal|pt
        |base.group_public|User types / Public|x
        |uom.group_uom|Technical / Manage Multiple Units of Measure|acdls
        18|mail.group_mail_canned_response_admin|Canned Responses / Canned Response Administrator|acds
        17|mail.group_mail_template_editor|Technical / Mail Template Editor|acdls
        18|mail.group_mail_template_editor|Technical / Mail Template Editor|as
        |mail.group_mail_notification_type_inbox|Technical / Receive notifications in Odoo|s
        |analytic.group_analytic_accounting|Technical / Analytic Accounting|ac
        |fleet.fleet_group_user|Fleet / Officer: Manage all vehicles|acds
        |fleet.fleet_group_manager|Fleet / Administrator|ads
        |maintenance.group_equipment_manager|Maintenance / Equipment Manager|acds
        |product.group_product_pricelist|Technical / Basic Pricelists|acdls
        |product.group_stock_packaging|Technical / Manage Product Packaging|
        |product.group_product_variant|Technical / Manage Product Variants|
        18|product.group_product_manager|Extra Rights / Product Creation|acds
        |sales_team.group_sale_salesman|Sales / User: Own Documents Only|acds
        |sales_team.group_sale_salesman_all_leads|Sales / User: All Documents|acds
        |sales_team.group_sale_manager|Sales / Administrator|ads
        |account.group_delivery_invoice_address|Technical / Delivery Address|
        |account.group_account_readonly|Technical / Show Accounting Features - Readonly|
        17|account.group_account_invoice|Invoicing / Billing|acds
        18|account.group_account_invoice|Invoicing / Invoicing|acds
        18|account.group_account_basic|Technical / Basic|
        |account.group_account_user|Technical / Show Full Accounting Features|
        17|account.group_account_manager|Invoicing / Billing Administrator|ads
        18|account.group_account_manager|Invoicing / Administrator|ads
        18|account.group_account_secured|Extra Rights / Show Inalterability Features|
        |account.group_warning_account|Technical / A warning can be set on a partner (Account)|
        |account.group_cash_rounding|Technical / Allow the cash rounding management|
        |account.group_sale_receipts|Technical / Sale Receipt|
        |account.group_purchase_receipts|Technical / Purchase Receipt|
        |account.group_validate_bank_account|Bank / Validate bank account|as
        |hr.group_hr_user|Employees / Officer: Manage all employees|acds
        |hr.group_hr_manager|Employees / Administrator|ads
        |project.group_project_user|Project / User|acds
        |project.group_project_manager|Project / Administrator|acds
        |project.group_project_rating|Technical / Use Rating on Project|
        |project.group_project_stages|Technical / Use Stages on Project|
        |project.group_project_recurring_tasks|Technical / Use Recurring Tasks|
        |project.group_project_task_dependencies|Technical / Use Task Dependencies|
        |project.group_project_milestone|Technical / Use Milestones|
        |spreadsheet_dashboard.group_dashboard_manager|Dashboard / Admin|as
        |stock.group_stock_multi_locations|Technical / Manage Multiple Stock Locations|
        |stock.group_stock_multi_warehouses|Technical / Manage Multiple Warehouses|
        |stock.group_stock_user|Inventory / User|acds
        |stock.group_stock_manager|Inventory / Administrator|ads
        |stock.group_production_lot|Technical / Manage Lots / Serial Numbers|
        |stock.group_stock_lot_print_gs1|Technical / Print GS1 Barcodes for Lot & Serial Numbers|
        |stock.group_lot_on_delivery_slip|Technical / Display Serial & Lot Number in Delivery Slips|
        |stock.group_tracking_lot|Technical / Manage Packages|
        |stock.group_adv_location|Technical / Manage Push and Pull inventory flows|
        |stock.group_tracking_owner|Technical / Manage Different Stock Owners|
        |stock.group_warning_stock|Technical / A warning can be set on a partner (Stock)|
        |stock.group_stock_sign_delivery|Technical / Require a signature on your delivery orders|
        |stock.group_reception_report|Technical / Use Reception Report|
        |project_todo.group_onboarding_todo|Technical / Onboarding todo already generated for those users|
        |purchase.group_purchase_user|Purchase / User|acds
        |purchase.group_purchase_manager|Purchase / Administrator|ads
        |purchase.group_warning_purchase|Technical / A warning can be set on a product or a customer (Purchase)|
        |purchase.group_send_reminder|Technical / Send an automatic reminder email to confirm delivery|acdls
        |stock_account.group_lot_on_invoice|Technical / Display Serial & Lot Number on Invoices|
        |stock_account.group_stock_accounting_automatic|Technical / Stock Accounting Automatic|
        |hr_timesheet.group_hr_timesheet_user|Timesheets / User: own timesheets only|acds
        |hr_timesheet.group_hr_timesheet_approver|Timesheets / User: all timesheets|acds
        |hr_timesheet.group_timesheet_manager|Timesheets / Administrator|acds
        |sale.group_auto_done_setting|Technical / Lock Confirmed Sales|
        18|sale.group_discount_per_so_line|Technical / Discount on lines|
        |sale.group_warning_sale|Technical / A warning can be set on a product or a customer (Sale)|
        |sale.group_proforma_sales|Technical / Pro-forma Invoices|
        |sale_management.group_sale_order_template|Technical / Quotation Templates|
        17|product.group_discount_per_so_line|Technical / Discount on lines|
        17|product.group_sale_pricelist|Technical / Advanced Pricelists|
        17|stock.group_stock_picking_wave|Technical / Use wave pickings|
        17|stock.group_stock_storage_categories|Technical / Manage Storage Categories|
        """

    /// The users by the letters of the table.
    static let logins: [Character: String] = [
        "s": "__system__", "a": "admin", "d": "default", "x": "public", "t": "portaltemplate", "l": "limited",
        "c": "connector", "p": "portal",
    ]
}
