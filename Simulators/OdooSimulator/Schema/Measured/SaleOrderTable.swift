extension MeasuredModel {
    static let saleOrder = """
        @model|sale.order|Sales Order|date_order desc, id desc|
        @refusal|create|Sales/Administrator;Sales/User: Own Documents Only
        17 @refusal|read|User types/Portal;Invoicing/Billing;Inventory/User;Project/Administrator;Technical/Show \
        Accounting Features - Readonly;Technical/Show Full Accounting Features;Sales/Administrator;Sales/User: Own \
        Documents Only
        17 @refusal|write|Invoicing/Billing;Inventory/User;Technical/Show Full Accounting Features;\
        Sales/Administrator;Sales/User: Own Documents Only
        18 @refusal|read|User types/Portal;Invoicing/Invoicing;Inventory/User;Project/Administrator;Technical/Show \
        Accounting Features - Readonly;Technical/Show Full Accounting Features;Sales/Administrator;Sales/User: Own \
        Documents Only
        18 @refusal|write|Invoicing/Invoicing;Inventory/User;Technical/Show Full Accounting Features;\
        Sales/Administrator;Sales/User: Own Documents Only
        @refusal|unlink|Sales/Administrator
        @access|rw|Inventory/User
        17 @access|rw|Invoicing/Billing
        18 @access|rw|Invoicing/Invoicing
        @access|r|Project/Administrator
        @access|crwd|Sales/Administrator
        @access|crw|Sales/User: Own Documents Only
        @access|r|Technical/Show Accounting Features - Readonly
        @access|rw|Technical/Show Full Accounting Features
        @access|r|User types/Portal
        access_token|char|Security Token|sqt
        access_url|char|Portal Access URL|o
        access_warning|text|Access warning|o
        activity_date_deadline|date|Next Activity Deadline|oq
        activity_exception_decoration|selection|Activity Exception Decoration|oq||selection=warning=Alert;danger=Error
        activity_exception_icon|char|Icon|o
        activity_ids|one2many|Activities|sq|mail.activity/res_id
        activity_state|selection|Activity State|oq||selection=overdue=Overdue;today=Today;planned=Planned
        activity_summary|char|Next Activity Summary|q||path=activity_ids.summary
        activity_type_icon|char|Activity Type Icon|oq||path=activity_ids.icon
        activity_type_id|many2one|Next Activity Type|q|mail.activity.type|path=activity_ids.activity_type_id
        activity_user_id|many2one|Responsible User|oq|res.users
        amount_invoiced|monetary|Already invoiced|o||currency=currency_id
        17 amount_paid|float|Amount Paid|o
        18 amount_paid|float|Payment Transactions Amount|o
        amount_tax|monetary|Taxes|osqt||currency=currency_id
        17 amount_to_invoice|monetary|Amount to invoice|osqt||currency=currency_id
        18 amount_to_invoice|monetary|Un-invoiced Balance|o||currency=currency_id
        amount_total|monetary|Total|osqt||currency=currency_id
        amount_undiscounted|float|Amount Before Discount|o
        amount_untaxed|monetary|Untaxed Amount|osqt||currency=currency_id
        17 analytic_account_id|many2one|Analytic Account|sqt|account.analytic.account
        authorized_transaction_ids|many2many|Authorized Transactions|o|payment.transaction
        18 available_product_document_ids|many2many|Available Product Documents|o|quotation.document
        campaign_id|many2one|Campaign|sqt|utm.campaign
        client_order_ref|char|Customer Reference|sqt
        18 closed_task_count|integer|Closed Task Count|o
        commitment_date|datetime|Delivery Date|sqt
        company_id|many2one|Company|rsqt|res.company
        18 company_price_include|selection|Default Sales Price Include|oqt||path=company_id.account_price_include|\
        selection=tax_included=Tax Included;tax_excluded=Tax Excluded
        18 completed_task_percentage|float|Completed Task Percentage|o
        17 country_code|char|Country code|oq||path=company_id.account_fiscal_country_id.code|size=2
        18 country_code|char|Country code|oqt||path=company_id.account_fiscal_country_id.code|size=2
        create_date|datetime|Creation Date|osqt
        create_uid|many2one|Created by|osqt|res.users
        currency_id|many2one|Currency|osqt|res.currency
        currency_rate|float|Currency Rate|osqt
        18 customizable_pdf_form_fields|json|Customizable PDF Form Fields|sqt
        date_order|datetime|Order Date|rsqt
        delivery_count|integer|Delivery Orders|o
        17 delivery_status|selection|Delivery Status|osqt||selection=pending=Not Delivered;partial=Partially \
        Delivered;full=Fully Delivered
        18 delivery_status|selection|Delivery Status|osqt||selection=pending=Not Delivered;started=Started;\
        partial=Partially Delivered;full=Fully Delivered
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        18 duplicated_order_ids|many2many|Duplicated Order|o|sale.order
        effective_date|datetime|Effective Date|osqt
        expected_date|datetime|Expected Date|o
        fiscal_position_id|many2one|Fiscal Position|sqt|account.fiscal.position
        has_active_pricelist|boolean|Has Active Pricelist|o
        18 has_archived_products|boolean|Has Archived Products|o
        has_message|boolean|Has Message|oq
        id|integer|ID|osqt
        incoterm|many2one|Incoterm|sqt|account.incoterms
        incoterm_location|char|Incoterm Location|sqt
        invoice_count|integer|Invoice Count|o
        invoice_ids|many2many|Invoices|oq|account.move
        invoice_status|selection|Invoice Status|osqt||selection=upselling=Upselling Opportunity;invoiced=Fully \
        Invoiced;to invoice=To Invoice;no=Nothing to Invoice
        is_expired|boolean|Is Expired|o
        18 is_pdf_quote_builder_available|boolean|Is Pdf Quote Builder Available|o
        is_product_milestone|boolean|Is Product Milestone|o
        journal_id|many2one|Invoicing Journal|sqt|account.journal
        json_popover|char|JSON data for the popover widget|o
        locked|boolean|Locked|sqt
        medium_id|many2one|Medium|sqt|utm.medium
        message_attachment_count|integer|Attachment Count|o
        message_follower_ids|one2many|Followers|sq|mail.followers/res_id
        message_has_error|boolean|Message Delivery error|oq
        message_has_error_counter|integer|Number of errors|o
        message_has_sms_error|boolean|SMS Delivery error|oq
        message_ids|one2many|Messages|sq|mail.message/res_id
        message_is_follower|boolean|Is Follower|oq
        message_needaction|boolean|Action Needed|oq
        message_needaction_counter|integer|Number of Actions|o
        message_partner_ids|many2many|Followers (Partners)|q|res.partner
        milestone_count|integer|Milestone Count|o
        my_activity_date_deadline|date|My Activity Deadline|oq
        name|char|Order Reference|rsqt
        note|html|Terms and conditions|sqt
        order_line|one2many|Order Lines|sq|sale.order.line/order_id
        origin|char|Source Document|sqt
        partner_credit_warning|text|Partner Credit Warning|o
        partner_id|many2one|Customer|rsqt|res.partner
        partner_invoice_id|many2one|Invoice Address|rsqt|res.partner
        partner_shipping_id|many2one|Delivery Address|rsqt|res.partner
        payment_term_id|many2one|Payment Terms|sqt|account.payment.term
        pending_email_template_id|many2one|Pending Email Template|osqt|mail.template
        picking_ids|one2many|Transfers|sq|stock.picking/sale_id
        picking_policy|selection|Shipping Policy|rsqt||selection=direct=As soon as possible;one=When all products \
        are ready
        prepayment_percent|float|Prepayment percentage|sqt
        pricelist_id|many2one|Pricelist|sqt|product.pricelist
        procurement_group_id|many2one|Procurement Group|sqt|procurement.group
        18 project_account_id|many2one|Project Account|oqt|account.analytic.account|path=project_id.account_id
        project_count|integer|Number of Projects|o
        project_id|many2one|Project|sqt|project.project
        project_ids|many2many|Projects|o|project.project
        purchase_order_count|integer|Number of Purchase Order Generated|o
        18 quotation_document_ids|many2many|Headers/Footers|sq|quotation.document
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        reference|char|Payment Ref.|sqt
        require_payment|boolean|Online payment|sqt
        require_signature|boolean|Online signature|sqt
        sale_order_option_ids|one2many|Optional Products Lines|sq|sale.order.option/order_id
        sale_order_template_id|many2one|Quotation Template|sqt|sale.order.template
        show_create_project_button|boolean|Show Create Project Button|o
        show_hours_recorded_button|boolean|Show Hours Recorded Button|o
        show_json_popover|boolean|Has late picking|o
        show_project_button|boolean|Show Project Button|o
        show_task_button|boolean|Show Task Button|o
        show_update_fpos|boolean|Has Fiscal Position Changed
        show_update_pricelist|boolean|Has Pricelist Changed
        signature|binary|Signature|sq
        signed_by|char|Signed By|sqt
        signed_on|datetime|Signed On|sqt
        source_id|many2one|Source|sqt|utm.source
        state|selection|Status|osqt||selection=draft=Quotation;sent=Quotation Sent;sale=Sales Order;cancel=Cancelled
        tag_ids|many2many|Tags|sq|crm.tag
        tasks_count|integer|Tasks|o
        17 tasks_ids|many2many|Tasks associated to this sale|oq|project.task
        18 tasks_ids|many2many|Tasks associated with this sale|oq|project.task
        17 tax_calculation_rounding_method|selection|Tax Calculation Rounding Method|oq||\
        path=company_id.tax_calculation_rounding_method|selection=round_per_line=Round per Line;\
        round_globally=Round Globally
        18 tax_calculation_rounding_method|selection|Tax Calculation Rounding Method|oqt||\
        path=company_id.tax_calculation_rounding_method|selection=round_per_line=Round per Line;\
        round_globally=Round Globally
        tax_country_id|many2one|Tax Country|o|res.country
        tax_totals|binary|Tax Totals|o
        team_id|many2one|Sales Team|sqt|crm.team
        17 terms_type|selection|Terms & Conditions format|oq||path=company_id.terms_type|selection=plain=Add a Note;\
        html=Add a link to a Web Page
        18 terms_type|selection|Terms & Conditions format|oqt||path=company_id.terms_type|selection=plain=Add a \
        Note;html=Add a link to a Web Page
        timesheet_count|float|Timesheet activities|o
        17 timesheet_encode_uom_id|many2one|Timesheet Encoding Unit|oq|uom.uom|path=company_id.timesheet_encode_uom_id
        18 timesheet_encode_uom_id|many2one|Timesheet Encoding Unit|oqt|uom.uom|\
        path=company_id.timesheet_encode_uom_id
        timesheet_total_duration|integer|Timesheet Total Duration|o
        transaction_ids|many2many|Transactions|osq|payment.transaction
        type_name|char|Type Name|o
        user_id|many2one|Salesperson|sqt|res.users
        validity_date|date|Expiration|sqt
        visible_project|boolean|Display project|o
        17 warehouse_id|many2one|Warehouse|rsqt|stock.warehouse
        18 warehouse_id|many2one|Warehouse|sqt|stock.warehouse
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
