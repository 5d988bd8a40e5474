extension MeasuredRecords {
    static let resGroups19 = """
        base.group_user|full_name=Role / User|implied_ids=@product.group_product_pricelist,@uom.group_uom,\
        @base.group_multi_currency,@purchase.group_send_reminder,@base.group_no_one
        base.group_erp_manager|full_name=Access Rights|implied_ids=@base.group_user
        base.group_sanitize_override|full_name=Bypass HTML Field Sanitize
        base.group_system|full_name=Role / Administrator|implied_ids=@product.group_product_manager,\
        @account.group_validate_bank_account,@mail.group_mail_canned_response_admin,@base.group_partner_manager,\
        @base.group_allow_export,@base.group_erp_manager,@base.group_sanitize_override,\
        @mail.group_mail_template_editor,@api_doc.group_allow_doc,@base.group_no_one
        base.group_multi_company|full_name=Multi Companies
        base.group_multi_currency|full_name=Multi Currencies
        base.group_no_one|full_name=Technical Features
        base.group_allow_export|full_name=Export / Allowed
        base.group_partner_manager|full_name=Contact / Creation
        base.group_portal|full_name=Role / Portal
        base.group_public|full_name=Role / Public
        base.default_user_group|full_name=Default access for new users
        uom.group_uom|full_name=Manage Multiple Units of Measure
        api_doc.group_allow_doc|full_name=Technical Documentation
        mail.group_mail_canned_response_admin|full_name=Canned Responses / Canned Response Administrator
        mail.group_mail_template_editor|full_name=Mail Template Editor
        mail.group_mail_notification_type_inbox|full_name=Receive notifications in Odoo
        analytic.group_analytic_accounting|full_name=Analytic Accounting
        fleet.fleet_group_user|full_name=Fleet / Officer: Manage all vehicles|implied_ids=@base.group_user
        fleet.fleet_group_manager|full_name=Fleet / Administrator|implied_ids=@fleet.fleet_group_user
        maintenance.group_equipment_manager|full_name=Maintenance / Equipment Manager|implied_ids=@base.group_user
        product.group_product_pricelist|full_name=Basic Pricelists
        product.group_product_variant|full_name=Manage Product Variants
        product.group_product_manager|full_name=Products / Create
        sales_team.group_sale_salesman|full_name=Sales / User: Own Documents Only|implied_ids=@base.group_user
        sales_team.group_sale_salesman_all_leads|full_name=Sales / User: All Documents|\
        implied_ids=@sales_team.group_sale_salesman
        sales_team.group_sale_manager|full_name=Sales / Administrator|\
        implied_ids=@sales_team.group_sale_salesman_all_leads,@mail.group_mail_canned_response_admin
        account.group_delivery_invoice_address|full_name=Delivery Address
        account.group_account_readonly|full_name=Show Accounting Features - Readonly|implied_ids=@base.group_user
        account.group_account_invoice|full_name=Accounting / Invoicing|implied_ids=@base.group_user
        account.group_account_basic|full_name=Basic|implied_ids=@account.group_account_invoice
        account.group_account_user|full_name=Show Full Accounting Features|implied_ids=@account.group_account_basic,\
        @account.group_account_readonly
        account.group_account_manager|full_name=Accounting / Administrator|implied_ids=@account.group_account_invoice
        account.group_account_secured|full_name=Show Inalterability Features
        account.group_cash_rounding|full_name=Allow the cash rounding management
        account.group_partial_purchase_deductibility|full_name=Partial Purchase Deductibility
        account.group_validate_bank_account|full_name=Bank / Validate bank account
        hr.group_hr_user|full_name=Employees / Officer: Manage all employees|\
        implied_ids=@maintenance.group_equipment_manager,@base.group_user
        hr.group_hr_manager|full_name=Employees / Administrator|implied_ids=@hr.group_hr_user
        project.group_project_user|full_name=Project / User|implied_ids=@base.group_user
        project.group_project_manager|full_name=Project / Administrator|implied_ids=@project.group_project_user,\
        @hr_timesheet.group_hr_timesheet_approver,@mail.group_mail_canned_response_admin
        project.group_project_stages|full_name=Use Stages on Project
        project.group_project_recurring_tasks|full_name=Use Recurring Tasks
        project.group_project_task_dependencies|full_name=Use Task Dependencies
        project.group_project_milestone|full_name=Use Milestones
        spreadsheet_dashboard.group_dashboard_manager|full_name=Dashboard / Admin|implied_ids=@base.group_user
        stock.group_stock_user|full_name=Inventory / User|implied_ids=@base.group_user
        stock.group_stock_manager|full_name=Inventory / Administrator|implied_ids=@stock.group_stock_user
        stock.group_stock_multi_locations|full_name=Manage Multiple Stock Locations
        stock.group_stock_multi_warehouses|full_name=Manage Multiple Warehouses
        stock.group_production_lot|full_name=Manage Lots / Serial Numbers
        stock.group_stock_lot_print_gs1|full_name=Print GS1 Barcodes for Lot & Serial Numbers
        stock.group_lot_on_delivery_slip|full_name=Display Serial & Lot Number in Delivery Slips
        stock.group_tracking_lot|full_name=Manage Packages
        stock.group_adv_location|full_name=Manage Push and Pull inventory flows
        stock.group_tracking_owner|full_name=Manage Different Stock Owners
        stock.group_warning_stock|full_name=A warning can be set on a partner (Stock)
        stock.group_stock_sign_delivery|full_name=Require a signature on your delivery orders
        stock.group_reception_report|full_name=Use Reception Report
        purchase.group_purchase_user|full_name=Purchase / User|implied_ids=@base.group_user
        purchase.group_purchase_manager|full_name=Purchase / Administrator|implied_ids=@purchase.group_purchase_user
        purchase.group_warning_purchase|full_name=A warning can be set on a product or a customer (Purchase)
        purchase.group_send_reminder|full_name=Send an automatic reminder email to confirm delivery
        stock_account.group_lot_on_invoice|full_name=Display Serial & Lot Number on Invoices
        hr_timesheet.group_hr_timesheet_user|full_name=Timesheets / User: own timesheets only|\
        implied_ids=@base.group_user
        hr_timesheet.group_hr_timesheet_approver|full_name=Timesheets / User: all timesheets|\
        implied_ids=@hr_timesheet.group_hr_timesheet_user
        hr_timesheet.group_timesheet_manager|full_name=Timesheets / Administrator|implied_ids=@hr.group_hr_user,\
        @hr_timesheet.group_hr_timesheet_approver
        sale.group_auto_done_setting|full_name=Lock Confirmed Sales
        sale.group_discount_per_so_line|full_name=Discount on lines
        sale.group_warning_sale|full_name=A warning can be set on a product or a customer (Sale)
        sale.group_proforma_sales|full_name=Pro-forma Invoices
        sale_management.group_sale_order_template|full_name=Quotation Templates
        """
}
