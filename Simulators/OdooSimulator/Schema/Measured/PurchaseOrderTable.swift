extension MeasuredModel {
    static let purchaseOrder = """
        @model|purchase.order|Purchase Order|priority desc, id desc|
        @refusal|create|Purchase/Administrator;Purchase/User
        17 @refusal|read|User types/Portal;Invoicing/Billing;Purchase/Administrator;Purchase/User;Inventory/User;\
        Technical/Show Accounting Features - Readonly
        17 @refusal|write|Invoicing/Billing;Purchase/Administrator;Purchase/User
        18 @refusal|read|User types/Portal;Invoicing/Invoicing;Purchase/Administrator;Purchase/User;Inventory/User;\
        Technical/Show Accounting Features - Readonly
        18 @refusal|write|Invoicing/Invoicing;Purchase/Administrator;Purchase/User
        @refusal|unlink|Purchase/Administrator;Purchase/User
        @access|r|Inventory/User
        17 @access|rw|Invoicing/Billing
        18 @access|rw|Invoicing/Invoicing
        @access|crwd|Purchase/Administrator
        @access|crwd|Purchase/User
        @access|r|Technical/Show Accounting Features - Readonly
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
        amount_tax|monetary|Taxes|osqt||currency=currency_id
        amount_total|monetary|Total|osqt||currency=currency_id
        18 amount_total_cc|monetary|Company Total|osqt||currency=company_currency_id
        amount_untaxed|monetary|Untaxed Amount|osqt||currency=currency_id
        18 company_currency_id|many2one|Company Currency|oqt|res.currency|path=company_id.currency_id
        company_id|many2one|Company|rsqt|res.company
        18 company_price_include|selection|Default Sales Price Include|oqt||path=company_id.account_price_include|\
        selection=tax_included=Tax Included;tax_excluded=Tax Excluded
        17 country_code|char|Country code|oq||path=company_id.account_fiscal_country_id.code|size=2
        18 country_code|char|Country code|oqt||path=company_id.account_fiscal_country_id.code|size=2
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        currency_id|many2one|Currency|rsqt|res.currency
        currency_rate|float|Currency Rate|osqt
        date_approve|datetime|Confirmation Date|osqt
        date_calendar_start|datetime|Date Calendar Start|osqt
        date_order|datetime|Order Deadline|rsqt
        date_planned|datetime|Expected Arrival|sqt
        17 default_location_dest_id_usage|selection|Destination Location Type|oq||\
        path=picking_type_id.default_location_dest_id.usage|selection=supplier=Vendor Location;view=View;\
        internal=Internal Location;customer=Customer Location;inventory=Inventory Loss;production=Production;\
        transit=Transit Location
        18 default_location_dest_id_usage|selection|Destination Location Type|oqt||\
        path=picking_type_id.default_location_dest_id.usage|selection=supplier=Vendor Location;view=View;\
        internal=Internal Location;customer=Customer Location;inventory=Inventory Loss;production=Production;\
        transit=Transit Location
        dest_address_id|many2one|Dropship Address|sqt|res.partner
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        effective_date|datetime|Arrival|osqt
        fiscal_position_id|many2one|Fiscal Position|sqt|account.fiscal.position
        group_id|many2one|Procurement Group|sqt|procurement.group
        has_message|boolean|Has Message|oq
        id|integer|ID|osqt
        incoming_picking_count|integer|Incoming Shipment count|o
        incoterm_id|many2one|Incoterm|sqt|account.incoterms
        incoterm_location|char|Incoterm Location|sqt
        invoice_count|integer|Bill Count|osqt
        invoice_ids|many2many|Bills|osq|account.move
        invoice_status|selection|Billing Status|osqt||selection=no=Nothing to Bill;to invoice=Waiting Bills;\
        invoiced=Fully Billed
        is_shipped|boolean|Is Shipped|o
        mail_reception_confirmed|boolean|Reception Confirmed|osqt
        18 mail_reception_declined|boolean|Reception Declined|osqt
        mail_reminder_confirmed|boolean|Reminder Confirmed|osqt
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
        my_activity_date_deadline|date|My Activity Deadline|oq
        name|char|Order Reference|rsqt
        notes|html|Terms and Conditions|sqt
        on_time_rate|float|On-Time Delivery Rate|o||path=partner_id.on_time_rate
        order_line|one2many|Order Lines|sq|purchase.order.line/order_id
        origin|char|Source Document|sqt
        18 partner_bill_count|integer|# Vendor Bills|o||path=partner_id.supplier_invoice_count
        partner_id|many2one|Vendor|rsqt|res.partner
        partner_ref|char|Vendor Reference|sqt
        payment_term_id|many2one|Payment Terms|sqt|account.payment.term
        picking_ids|many2many|Receptions|osq|stock.picking
        picking_type_id|many2one|Deliver To|rsqt|stock.picking.type
        priority|selection|Priority|sqt||selection=0=Normal;1=Urgent
        product_id|many2one|Product|oq|product.product|path=order_line.product_id
        18 project_id|many2one|Project|sqt|project.project
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        receipt_reminder_email|boolean|Receipt Reminder Email|o
        receipt_status|selection|Receipt Status|osqt||selection=pending=Not Received;partial=Partially Received;\
        full=Fully Received
        reminder_date_before_receipt|integer|Days Before Receipt|o
        sale_order_count|integer|Number of Source Sale|o
        state|selection|Status|osqt||selection=draft=RFQ;sent=RFQ Sent;to approve=To Approve;purchase=Purchase \
        Order;done=Locked;cancel=Cancelled
        17 tax_calculation_rounding_method|selection|Tax calculation rounding method|oq||\
        path=company_id.tax_calculation_rounding_method|selection=round_per_line=Round per Line;\
        round_globally=Round Globally
        18 tax_calculation_rounding_method|selection|Tax calculation rounding method|oqt||\
        path=company_id.tax_calculation_rounding_method|selection=round_per_line=Round per Line;\
        round_globally=Round Globally
        tax_country_id|many2one|Tax Country|o|res.country
        tax_totals|binary|Tax Totals|o
        user_id|many2one|Buyer|sqt|res.users
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
