extension MeasuredRecords {
    static let resUsers = """
        18 base.user_root|groups_id=@base.group_user,@base.group_erp_manager,@base.group_sanitize_override,\
        @base.group_system,@base.group_multi_company,@base.group_multi_currency,@base.group_no_one,\
        @base.group_allow_export,@base.group_partner_manager,@uom.group_uom,@mail.group_mail_canned_response_admin,\
        @mail.group_mail_template_editor,@mail.group_mail_notification_type_inbox,@fleet.fleet_group_user,\
        @fleet.fleet_group_manager,@maintenance.group_equipment_manager,@product.group_product_pricelist,\
        @product.group_product_manager,@sales_team.group_sale_salesman,@sales_team.group_sale_salesman_all_leads,\
        @sales_team.group_sale_manager,@account.group_account_invoice,@account.group_account_manager,\
        @account.group_validate_bank_account,@hr.group_hr_user,@hr.group_hr_manager,@project.group_project_user,\
        @project.group_project_manager,@spreadsheet_dashboard.group_dashboard_manager,@stock.group_stock_user,\
        @stock.group_stock_manager,@purchase.group_purchase_user,@purchase.group_purchase_manager,\
        @purchase.group_send_reminder,@hr_timesheet.group_hr_timesheet_user,\
        @hr_timesheet.group_hr_timesheet_approver,@hr_timesheet.group_timesheet_manager|notification_type=inbox
        18 base.user_admin|groups_id=@base.group_user,@base.group_erp_manager,@base.group_sanitize_override,\
        @base.group_system,@base.group_multi_company,@base.group_multi_currency,@base.group_no_one,\
        @base.group_allow_export,@base.group_partner_manager,@uom.group_uom,@mail.group_mail_canned_response_admin,\
        @mail.group_mail_template_editor,@analytic.group_analytic_accounting,@fleet.fleet_group_user,\
        @fleet.fleet_group_manager,@maintenance.group_equipment_manager,@product.group_product_pricelist,\
        @product.group_product_manager,@sales_team.group_sale_salesman,@sales_team.group_sale_salesman_all_leads,\
        @sales_team.group_sale_manager,@account.group_account_invoice,@account.group_account_manager,\
        @account.group_validate_bank_account,@hr.group_hr_user,@hr.group_hr_manager,@project.group_project_user,\
        @project.group_project_manager,@spreadsheet_dashboard.group_dashboard_manager,@stock.group_stock_user,\
        @stock.group_stock_manager,@purchase.group_purchase_user,@purchase.group_purchase_manager,\
        @purchase.group_send_reminder,@hr_timesheet.group_hr_timesheet_user,\
        @hr_timesheet.group_hr_timesheet_approver,@hr_timesheet.group_timesheet_manager|notification_type=email
        18 base.default_user|groups_id=@base.group_user,@base.group_multi_currency,@base.group_no_one,\
        @base.group_allow_export,@base.group_partner_manager,@uom.group_uom,@mail.group_mail_canned_response_admin,\
        @fleet.fleet_group_user,@fleet.fleet_group_manager,@maintenance.group_equipment_manager,\
        @product.group_product_pricelist,@product.group_product_manager,@sales_team.group_sale_salesman,\
        @sales_team.group_sale_salesman_all_leads,@sales_team.group_sale_manager,@account.group_account_invoice,\
        @account.group_account_manager,@hr.group_hr_user,@hr.group_hr_manager,@project.group_project_user,\
        @project.group_project_manager,@stock.group_stock_user,@stock.group_stock_manager,\
        @purchase.group_purchase_user,@purchase.group_purchase_manager,@purchase.group_send_reminder,\
        @hr_timesheet.group_hr_timesheet_user,@hr_timesheet.group_hr_timesheet_approver,\
        @hr_timesheet.group_timesheet_manager|notification_type=email
        17 base.user_root|groups_id=@base.group_user,@base.group_erp_manager,@base.group_sanitize_override,\
        @base.group_system,@base.group_multi_company,@base.group_multi_currency,@base.group_no_one,\
        @base.group_allow_export,@base.group_partner_manager,@uom.group_uom,@mail.group_mail_template_editor,\
        @mail.group_mail_notification_type_inbox,@fleet.fleet_group_user,@fleet.fleet_group_manager,\
        @maintenance.group_equipment_manager,@product.group_product_pricelist,@sales_team.group_sale_salesman,\
        @sales_team.group_sale_salesman_all_leads,@sales_team.group_sale_manager,@hr.group_hr_user,\
        @hr.group_hr_manager,@account.group_account_invoice,@account.group_account_manager,\
        @account.group_validate_bank_account,@project.group_project_user,@project.group_project_manager,\
        @spreadsheet_dashboard.group_dashboard_manager,@stock.group_stock_user,@stock.group_stock_manager,\
        @hr_timesheet.group_hr_timesheet_user,@hr_timesheet.group_hr_timesheet_approver,\
        @hr_timesheet.group_timesheet_manager,@purchase.group_purchase_user,@purchase.group_purchase_manager,\
        @purchase.group_send_reminder|notification_type=inbox
        17 base.user_admin|groups_id=@base.group_user,@base.group_erp_manager,@base.group_sanitize_override,\
        @base.group_system,@base.group_multi_company,@base.group_multi_currency,@base.group_no_one,\
        @base.group_allow_export,@base.group_partner_manager,@uom.group_uom,@mail.group_mail_template_editor,\
        @analytic.group_analytic_accounting,@fleet.fleet_group_user,@fleet.fleet_group_manager,\
        @maintenance.group_equipment_manager,@product.group_product_pricelist,@sales_team.group_sale_salesman,\
        @sales_team.group_sale_salesman_all_leads,@sales_team.group_sale_manager,@hr.group_hr_user,\
        @hr.group_hr_manager,@account.group_account_invoice,@account.group_account_manager,\
        @account.group_validate_bank_account,@project.group_project_user,@project.group_project_manager,\
        @spreadsheet_dashboard.group_dashboard_manager,@stock.group_stock_user,@stock.group_stock_manager,\
        @hr_timesheet.group_hr_timesheet_user,@hr_timesheet.group_hr_timesheet_approver,\
        @hr_timesheet.group_timesheet_manager,@purchase.group_purchase_user,@purchase.group_purchase_manager,\
        @purchase.group_send_reminder|notification_type=email
        17 base.default_user|groups_id=@base.group_user,@base.group_multi_currency,@base.group_no_one,\
        @base.group_allow_export,@base.group_partner_manager,@uom.group_uom,@mail.group_mail_template_editor,\
        @fleet.fleet_group_user,@fleet.fleet_group_manager,@maintenance.group_equipment_manager,\
        @product.group_product_pricelist,@sales_team.group_sale_salesman,@sales_team.group_sale_salesman_all_leads,\
        @sales_team.group_sale_manager,@hr.group_hr_user,@hr.group_hr_manager,@account.group_account_invoice,\
        @account.group_account_manager,@project.group_project_user,@project.group_project_manager,\
        @stock.group_stock_user,@stock.group_stock_manager,@hr_timesheet.group_hr_timesheet_user,\
        @hr_timesheet.group_hr_timesheet_approver,@hr_timesheet.group_timesheet_manager,\
        @purchase.group_purchase_user,@purchase.group_purchase_manager,@purchase.group_send_reminder|\
        notification_type=email
        base.public_user|groups_id=@base.group_public|notification_type=email
        base.template_portal_user_id|groups_id=@base.group_portal|notification_type=email
        18 #6|groups_id=@base.group_user,@base.group_multi_currency,@base.group_no_one,@uom.group_uom,\
        @product.group_product_pricelist,@purchase.group_send_reminder|notification_type=email
        18 #7|groups_id=@base.group_user,@base.group_multi_currency,@base.group_no_one,@base.group_partner_manager,\
        @uom.group_uom,@mail.group_mail_canned_response_admin,@analytic.group_analytic_accounting,\
        @fleet.fleet_group_user,@maintenance.group_equipment_manager,@product.group_product_pricelist,\
        @product.group_product_manager,@sales_team.group_sale_salesman,@sales_team.group_sale_salesman_all_leads,\
        @account.group_account_invoice,@hr.group_hr_user,@project.group_project_user,@project.group_project_manager,\
        @stock.group_stock_user,@purchase.group_purchase_user,@purchase.group_send_reminder,\
        @hr_timesheet.group_hr_timesheet_user,@hr_timesheet.group_hr_timesheet_approver,\
        @hr_timesheet.group_timesheet_manager|notification_type=email
        17 #6|groups_id=@base.group_user,@base.group_multi_currency,@base.group_no_one,@uom.group_uom,\
        @mail.group_mail_template_editor,@product.group_product_pricelist,@purchase.group_send_reminder|\
        notification_type=email
        17 #7|groups_id=@base.group_user,@base.group_multi_currency,@base.group_no_one,@base.group_partner_manager,\
        @uom.group_uom,@mail.group_mail_template_editor,@analytic.group_analytic_accounting,@fleet.fleet_group_user,\
        @maintenance.group_equipment_manager,@product.group_product_pricelist,@sales_team.group_sale_salesman,\
        @sales_team.group_sale_salesman_all_leads,@hr.group_hr_user,@account.group_account_invoice,\
        @project.group_project_user,@project.group_project_manager,@stock.group_stock_user,\
        @hr_timesheet.group_hr_timesheet_user,@hr_timesheet.group_hr_timesheet_approver,\
        @hr_timesheet.group_timesheet_manager,@purchase.group_purchase_user,@purchase.group_send_reminder|\
        notification_type=email
        #8|groups_id=@base.group_portal|notification_type=email
        """
}
