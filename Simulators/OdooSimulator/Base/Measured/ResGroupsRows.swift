extension MeasuredRecords {
    static let resGroups = """
        17 base.group_user|full_name=User types / Internal User|implied_ids=@product.group_product_pricelist,\
        @mail.group_mail_template_editor,@uom.group_uom,@base.group_multi_currency,@purchase.group_send_reminder,\
        @base.group_no_one
        17 base.group_erp_manager|full_name=Administration / Access Rights|implied_ids=@base.group_user
        17 base.group_sanitize_override|full_name=Bypass HTML Field Sanitize
        17 base.group_system|full_name=Administration / Settings|implied_ids=@base.group_erp_manager,\
        @base.group_sanitize_override,@mail.group_mail_template_editor
        17 base.group_multi_company|full_name=Extra Rights / Multi Companies
        17 base.group_multi_currency|full_name=Extra Rights / Multi Currencies
        17 base.group_no_one|full_name=Extra Rights / Technical Features
        17 base.group_allow_export|full_name=Technical / Access to export feature
        17 base.group_partner_manager|full_name=Extra Rights / Contact Creation
        17 base.group_portal|full_name=User types / Portal
        17 base.group_public|full_name=User types / Public
        17 uom.group_uom|full_name=Technical / Manage Multiple Units of Measure
        17 mail.group_mail_template_editor|full_name=Technical / Mail Template Editor
        17 mail.group_mail_notification_type_inbox|full_name=Technical / Receive notifications in Odoo
        17 analytic.group_analytic_accounting|full_name=Technical / Analytic Accounting
        17 fleet.fleet_group_user|full_name=Fleet / Officer: Manage all vehicles|implied_ids=@base.group_user
        17 fleet.fleet_group_manager|full_name=Fleet / Administrator|implied_ids=@fleet.fleet_group_user
        17 maintenance.group_equipment_manager|full_name=Maintenance / Equipment Manager|implied_ids=@base.group_user
        17 product.group_product_pricelist|full_name=Technical / Basic Pricelists
        17 product.group_sale_pricelist|full_name=Technical / Advanced Pricelists|\
        implied_ids=@product.group_product_pricelist
        17 product.group_stock_packaging|full_name=Technical / Manage Product Packaging
        17 product.group_product_variant|full_name=Technical / Manage Product Variants
        17 product.group_discount_per_so_line|full_name=Technical / Discount on lines
        17 sales_team.group_sale_salesman|full_name=Sales / User: Own Documents Only|implied_ids=@base.group_user
        17 sales_team.group_sale_salesman_all_leads|full_name=Sales / User: All Documents|\
        implied_ids=@sales_team.group_sale_salesman
        17 sales_team.group_sale_manager|full_name=Sales / Administrator|\
        implied_ids=@mail.group_mail_template_editor,@sales_team.group_sale_salesman_all_leads
        17 hr.group_hr_user|full_name=Employees / Officer: Manage all employees|\
        implied_ids=@maintenance.group_equipment_manager,@base.group_user
        17 hr.group_hr_manager|full_name=Employees / Administrator|implied_ids=@hr.group_hr_user
        17 account.group_delivery_invoice_address|full_name=Technical / Delivery Address
        17 account.group_account_readonly|full_name=Technical / Show Accounting Features - Readonly|\
        implied_ids=@base.group_user
        17 account.group_account_invoice|full_name=Invoicing / Billing|implied_ids=@base.group_user
        17 account.group_account_user|full_name=Technical / Show Full Accounting Features|\
        implied_ids=@account.group_account_invoice,@account.group_account_readonly
        17 account.group_account_manager|full_name=Invoicing / Billing Administrator|\
        implied_ids=@account.group_account_invoice
        17 account.group_warning_account|full_name=Technical / A warning can be set on a partner (Account)
        17 account.group_cash_rounding|full_name=Technical / Allow the cash rounding management
        17 account.group_sale_receipts|full_name=Technical / Sale Receipt
        17 account.group_purchase_receipts|full_name=Technical / Purchase Receipt
        17 account.group_validate_bank_account|full_name=Bank / Validate bank account
        17 project.group_project_user|full_name=Project / User|implied_ids=@base.group_user
        17 project.group_project_manager|full_name=Project / Administrator|\
        implied_ids=@mail.group_mail_template_editor,@project.group_project_user,\
        @hr_timesheet.group_hr_timesheet_approver
        17 project.group_project_rating|full_name=Technical / Use Rating on Project
        17 project.group_project_stages|full_name=Technical / Use Stages on Project
        17 project.group_project_recurring_tasks|full_name=Technical / Use Recurring Tasks
        17 project.group_project_task_dependencies|full_name=Technical / Use Task Dependencies
        17 project.group_project_milestone|full_name=Technical / Use Milestones
        17 spreadsheet_dashboard.group_dashboard_manager|full_name=Dashboard / Admin
        17 stock.group_stock_multi_locations|full_name=Technical / Manage Multiple Stock Locations
        17 stock.group_stock_multi_warehouses|full_name=Technical / Manage Multiple Warehouses
        17 stock.group_stock_user|full_name=Inventory / User|implied_ids=@base.group_user
        17 stock.group_stock_manager|full_name=Inventory / Administrator|implied_ids=@stock.group_stock_user
        17 stock.group_production_lot|full_name=Technical / Manage Lots / Serial Numbers
        17 stock.group_stock_lot_print_gs1|full_name=Technical / Print GS1 Barcodes for Lot & Serial Numbers
        17 stock.group_lot_on_delivery_slip|full_name=Technical / Display Serial & Lot Number in Delivery Slips
        17 stock.group_tracking_lot|full_name=Technical / Manage Packages
        17 stock.group_adv_location|full_name=Technical / Manage Push and Pull inventory flows
        17 stock.group_tracking_owner|full_name=Technical / Manage Different Stock Owners
        17 stock.group_warning_stock|full_name=Technical / A warning can be set on a partner (Stock)
        17 stock.group_stock_sign_delivery|full_name=Technical / Require a signature on your delivery orders
        17 stock.group_stock_storage_categories|full_name=Technical / Manage Storage Categories
        17 stock.group_reception_report|full_name=Technical / Use Reception Report
        17 stock.group_stock_picking_wave|full_name=Technical / Use wave pickings
        17 hr_timesheet.group_hr_timesheet_user|full_name=Timesheets / User: own timesheets only|\
        implied_ids=@base.group_user
        17 hr_timesheet.group_hr_timesheet_approver|full_name=Timesheets / User: all timesheets|\
        implied_ids=@hr_timesheet.group_hr_timesheet_user
        17 hr_timesheet.group_timesheet_manager|full_name=Timesheets / Administrator|implied_ids=@hr.group_hr_user,\
        @hr_timesheet.group_hr_timesheet_approver
        17 project_todo.group_onboarding_todo|full_name=Technical / Onboarding todo already generated for those users
        17 purchase.group_purchase_user|full_name=Purchase / User|implied_ids=@base.group_user
        17 purchase.group_purchase_manager|full_name=Purchase / Administrator|\
        implied_ids=@purchase.group_purchase_user
        17 purchase.group_warning_purchase|full_name=Technical / A warning can be set on a product or a customer \
        (Purchase)
        17 purchase.group_send_reminder|full_name=Technical / Send an automatic reminder email to confirm delivery
        17 stock_account.group_lot_on_invoice|full_name=Technical / Display Serial & Lot Number on Invoices
        17 stock_account.group_stock_accounting_automatic|full_name=Technical / Stock Accounting Automatic
        17 sale.group_auto_done_setting|full_name=Technical / Lock Confirmed Sales
        17 sale.group_warning_sale|full_name=Technical / A warning can be set on a product or a customer (Sale)
        17 sale.group_proforma_sales|full_name=Technical / Pro-forma Invoices
        17 sale_management.group_sale_order_template|full_name=Technical / Quotation Templates
        18 base.group_user|full_name=User types / Internal User|implied_ids=@product.group_product_pricelist,\
        @uom.group_uom,@base.group_multi_currency,@purchase.group_send_reminder,@base.group_no_one
        18 base.group_erp_manager|full_name=Administration / Access Rights|implied_ids=@base.group_user
        18 base.group_sanitize_override|full_name=Bypass HTML Field Sanitize
        18 base.group_system|full_name=Administration / Settings|implied_ids=@base.group_erp_manager,\
        @base.group_sanitize_override,@mail.group_mail_canned_response_admin,@mail.group_mail_template_editor,\
        @product.group_product_manager
        18 base.group_multi_company|full_name=Extra Rights / Multi Companies
        18 base.group_multi_currency|full_name=Extra Rights / Multi Currencies
        18 base.group_no_one|full_name=Extra Rights / Technical Features
        18 base.group_allow_export|full_name=Technical / Access to export feature
        18 base.group_partner_manager|full_name=Extra Rights / Contact Creation
        18 base.group_portal|full_name=User types / Portal
        18 base.group_public|full_name=User types / Public
        18 uom.group_uom|full_name=Technical / Manage Multiple Units of Measure
        18 mail.group_mail_canned_response_admin|full_name=Canned Responses / Canned Response Administrator
        18 mail.group_mail_template_editor|full_name=Technical / Mail Template Editor
        18 mail.group_mail_notification_type_inbox|full_name=Technical / Receive notifications in Odoo
        18 analytic.group_analytic_accounting|full_name=Technical / Analytic Accounting
        18 fleet.fleet_group_user|full_name=Fleet / Officer: Manage all vehicles|implied_ids=@base.group_user
        18 fleet.fleet_group_manager|full_name=Fleet / Administrator|implied_ids=@fleet.fleet_group_user
        18 maintenance.group_equipment_manager|full_name=Maintenance / Equipment Manager|implied_ids=@base.group_user
        18 product.group_product_pricelist|full_name=Technical / Basic Pricelists
        18 product.group_stock_packaging|full_name=Technical / Manage Product Packaging
        18 product.group_product_variant|full_name=Technical / Manage Product Variants
        18 product.group_product_manager|full_name=Extra Rights / Product Creation
        18 sales_team.group_sale_salesman|full_name=Sales / User: Own Documents Only|implied_ids=@base.group_user
        18 sales_team.group_sale_salesman_all_leads|full_name=Sales / User: All Documents|\
        implied_ids=@sales_team.group_sale_salesman
        18 sales_team.group_sale_manager|full_name=Sales / Administrator|\
        implied_ids=@mail.group_mail_canned_response_admin,@sales_team.group_sale_salesman_all_leads
        18 account.group_delivery_invoice_address|full_name=Technical / Delivery Address
        18 account.group_account_readonly|full_name=Technical / Show Accounting Features - Readonly|\
        implied_ids=@base.group_user
        18 account.group_account_invoice|full_name=Invoicing / Invoicing|implied_ids=@base.group_user
        18 account.group_account_basic|full_name=Technical / Basic|implied_ids=@account.group_account_invoice
        18 account.group_account_user|full_name=Technical / Show Full Accounting Features|\
        implied_ids=@account.group_account_basic,@account.group_account_readonly
        18 account.group_account_manager|full_name=Invoicing / Administrator|\
        implied_ids=@account.group_account_invoice
        18 account.group_account_secured|full_name=Extra Rights / Show Inalterability Features
        18 account.group_warning_account|full_name=Technical / A warning can be set on a partner (Account)
        18 account.group_cash_rounding|full_name=Technical / Allow the cash rounding management
        18 account.group_sale_receipts|full_name=Technical / Sale Receipt
        18 account.group_purchase_receipts|full_name=Technical / Purchase Receipt
        18 account.group_validate_bank_account|full_name=Bank / Validate bank account
        18 hr.group_hr_user|full_name=Employees / Officer: Manage all employees|\
        implied_ids=@maintenance.group_equipment_manager,@base.group_user
        18 hr.group_hr_manager|full_name=Employees / Administrator|implied_ids=@hr.group_hr_user
        18 project.group_project_user|full_name=Project / User|implied_ids=@base.group_user
        18 project.group_project_manager|full_name=Project / Administrator|\
        implied_ids=@mail.group_mail_canned_response_admin,@project.group_project_user,\
        @hr_timesheet.group_hr_timesheet_approver
        18 project.group_project_rating|full_name=Technical / Use Rating on Project|implied_ids=@base.group_user
        18 project.group_project_stages|full_name=Technical / Use Stages on Project
        18 project.group_project_recurring_tasks|full_name=Technical / Use Recurring Tasks
        18 project.group_project_task_dependencies|full_name=Technical / Use Task Dependencies
        18 project.group_project_milestone|full_name=Technical / Use Milestones
        18 spreadsheet_dashboard.group_dashboard_manager|full_name=Dashboard / Admin|implied_ids=@base.group_user
        18 stock.group_stock_multi_locations|full_name=Technical / Manage Multiple Stock Locations
        18 stock.group_stock_multi_warehouses|full_name=Technical / Manage Multiple Warehouses
        18 stock.group_stock_user|full_name=Inventory / User|implied_ids=@base.group_user
        18 stock.group_stock_manager|full_name=Inventory / Administrator|implied_ids=@stock.group_stock_user
        18 stock.group_production_lot|full_name=Technical / Manage Lots / Serial Numbers
        18 stock.group_stock_lot_print_gs1|full_name=Technical / Print GS1 Barcodes for Lot & Serial Numbers
        18 stock.group_lot_on_delivery_slip|full_name=Technical / Display Serial & Lot Number in Delivery Slips
        18 stock.group_tracking_lot|full_name=Technical / Manage Packages
        18 stock.group_adv_location|full_name=Technical / Manage Push and Pull inventory flows
        18 stock.group_tracking_owner|full_name=Technical / Manage Different Stock Owners
        18 stock.group_warning_stock|full_name=Technical / A warning can be set on a partner (Stock)
        18 stock.group_stock_sign_delivery|full_name=Technical / Require a signature on your delivery orders
        18 stock.group_reception_report|full_name=Technical / Use Reception Report
        18 project_todo.group_onboarding_todo|full_name=Technical / Onboarding todo already generated for those users
        18 purchase.group_purchase_user|full_name=Purchase / User|implied_ids=@base.group_user
        18 purchase.group_purchase_manager|full_name=Purchase / Administrator|\
        implied_ids=@purchase.group_purchase_user
        18 purchase.group_warning_purchase|full_name=Technical / A warning can be set on a product or a customer \
        (Purchase)
        18 purchase.group_send_reminder|full_name=Technical / Send an automatic reminder email to confirm delivery
        18 stock_account.group_lot_on_invoice|full_name=Technical / Display Serial & Lot Number on Invoices
        18 stock_account.group_stock_accounting_automatic|full_name=Technical / Stock Accounting Automatic
        18 hr_timesheet.group_hr_timesheet_user|full_name=Timesheets / User: own timesheets only|\
        implied_ids=@base.group_user
        18 hr_timesheet.group_hr_timesheet_approver|full_name=Timesheets / User: all timesheets|\
        implied_ids=@hr_timesheet.group_hr_timesheet_user
        18 hr_timesheet.group_timesheet_manager|full_name=Timesheets / Administrator|implied_ids=@hr.group_hr_user,\
        @hr_timesheet.group_hr_timesheet_approver
        18 sale.group_auto_done_setting|full_name=Technical / Lock Confirmed Sales
        18 sale.group_discount_per_so_line|full_name=Technical / Discount on lines
        18 sale.group_warning_sale|full_name=Technical / A warning can be set on a product or a customer (Sale)
        18 sale.group_proforma_sales|full_name=Technical / Pro-forma Invoices
        18 sale_management.group_sale_order_template|full_name=Technical / Quotation Templates
        """
}
