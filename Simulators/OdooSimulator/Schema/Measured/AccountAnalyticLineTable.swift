extension MeasuredModel {
    static let accountAnalyticLine = """
        @model|account.analytic.line|Analytic Line|date desc, id desc|
        17 @refusal|create|Invoicing/Billing;Project/Administrator;Technical/Analytic Accounting;Timesheets/User: \
        own timesheets only
        17 @refusal|read|Invoicing/Billing;Invoicing/Billing Administrator;Purchase/User;Project/Administrator;\
        Technical/Show Accounting Features - Readonly;Technical/Analytic Accounting;Timesheets/User: own timesheets \
        only
        17 @refusal|write|Invoicing/Billing;Project/Administrator;Technical/Analytic Accounting;Timesheets/User: \
        own timesheets only
        17 @refusal|unlink|Invoicing/Billing;Project/Administrator;Technical/Analytic Accounting;Timesheets/User: \
        own timesheets only
        18 @refusal|create|Invoicing/Invoicing;Project/Administrator;Technical/Analytic Accounting;Timesheets/User: \
        own timesheets only
        18 @refusal|read|Invoicing/Administrator;Invoicing/Invoicing;Purchase/User;Project/Administrator;\
        Technical/Show Accounting Features - Readonly;Technical/Analytic Accounting;Timesheets/User: own timesheets \
        only
        18 @refusal|write|Invoicing/Invoicing;Project/Administrator;Technical/Analytic Accounting;Timesheets/User: \
        own timesheets only
        18 @refusal|unlink|Invoicing/Invoicing;Project/Administrator;Technical/Analytic Accounting;Timesheets/User: \
        own timesheets only
        17 @access|crwd|Invoicing/Billing
        17 @access|r|Invoicing/Billing Administrator
        18 @access|r|Invoicing/Administrator
        18 @access|crwd|Invoicing/Invoicing
        @access|crwd|Project/Administrator
        @access|r|Purchase/User
        @access|crwd|Technical/Analytic Accounting
        @access|r|Technical/Show Accounting Features - Readonly
        @access|crwd|Timesheets/User: own timesheets only
        17 account_id|many2one|Projects|sqt|account.analytic.account
        18 account_id|many2one|Project|sqt|account.analytic.account
        17 allow_billable|boolean|Billable|oq||path=project_id.allow_billable
        18 allow_billable|boolean|Billable|oqt||path=project_id.allow_billable
        17 allowed_so_line_ids|many2many|Allowed So Line|o|sale.order.line
        amount|monetary|Amount|rsqt||currency=currency_id
        auto_account_id|many2one|Analytic Account|q|account.analytic.account
        17 category|selection|Category|sqt||selection=other=Other;invoice=Customer Invoice;vendor_bill=Vendor Bill
        18 category|selection|Category|sqt||selection=other=Other;invoice=Customer Invoice;vendor_bill=Vendor Bill;\
        picking_entry=Inventory Transfer
        code|char|Code|sqt||size=8
        commercial_partner_id|many2one|Commercial Partner|o|res.partner
        company_id|many2one|Company|rosqt|res.company
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        currency_id|many2one|Currency|osqt|res.currency|path=company_id.currency_id
        date|date|Date|rsqt
        department_id|many2one|Department|osqt|hr.department
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        employee_id|many2one|Employee|sqt|hr.employee
        encoding_uom_id|many2one|Encoding Uom|o|uom.uom
        general_account_id|many2one|Financial Account|sqt|account.account
        id|integer|ID|osqt
        is_so_line_edited|boolean|Is Sales Order Item Manually Edited|sqt
        17 job_title|char|Job Title|oq||path=employee_id.job_title
        18 job_title|char|Job Title|oqt||path=employee_id.job_title
        journal_id|many2one|Financial Journal|osqt|account.journal|path=move_line_id.journal_id
        manager_id|many2one|Manager|osqt|hr.employee|path=employee_id.parent_id
        18 message_partner_ids|many2many|Message Partner|oq|res.partner
        18 milestone_id|many2one|Milestone|oqt|project.milestone|path=task_id.milestone_id
        move_line_id|many2one|Journal Item|sqt|account.move.line
        name|char|Description|rsqt
        order_id|many2one|Order Reference|osqt|sale.order|path=so_line.order_id
        parent_task_id|many2one|Parent Task|osqt|project.task|path=task_id.parent_id
        partner_id|many2one|Partner|sqt|res.partner
        product_id|many2one|Product|sqt|product.product
        17 product_uom_category_id|many2one|UoM Category|oq|uom.category|path=product_uom_id.category_id
        18 product_uom_category_id|many2one|UoM Category|oqt|uom.category|path=product_uom_id.category_id
        product_uom_id|many2one|Unit of Measure|sqt|uom.uom
        project_id|many2one|Project|sqt|project.project
        readonly_timesheet|boolean|Readonly Timesheet|o
        ref|char|Ref.|sqt
        18 sale_order_state|selection|Status|oqt||path=order_id.state|selection=draft=Quotation;sent=Quotation Sent;\
        sale=Sales Order;cancel=Cancelled
        so_line|many2one|Sales Order Item|sqt|sale.order.line
        task_id|many2one|Task|sqt|project.task
        timesheet_invoice_id|many2one|Invoice|osqt|account.move
        17 timesheet_invoice_type|selection|Billable Type|osqt||selection=billable_time=Billed on Timesheets;\
        billable_fixed=Billed at a Fixed price;billable_milestones=Billed on Milestones;billable_manual=Billed \
        Manually;non_billable=Non Billable Tasks;timesheet_revenues=Timesheet Revenues;service_revenues=Service \
        Revenues;other_revenues=Materials;other_costs=Materials
        18 timesheet_invoice_type|selection|Billable Type|osqt||selection=billable_time=Billed on Timesheets;\
        billable_fixed=Billed at a Fixed price;billable_milestones=Billed on Milestones;billable_manual=Billed \
        Manually;non_billable=Non-Billable;timesheet_revenues=Timesheet Revenues;service_revenues=Service Revenues;\
        other_revenues=Other revenues;other_costs=Other costs
        unit_amount|float|Quantity|sqt
        user_id|many2one|User|sqt|res.users
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
