extension MeasuredModel {
    static let accountPayment = """
        @model|account.payment|Payments|date desc, name desc|
        17 @refusal|create|Invoicing/Billing
        17 @refusal|read|Invoicing/Billing;Technical/Show Accounting Features - Readonly
        17 @refusal|write|Invoicing/Billing
        17 @refusal|unlink|Invoicing/Billing
        18 @refusal|create|Invoicing/Invoicing
        18 @refusal|read|Invoicing/Invoicing;Technical/Show Accounting Features - Readonly
        18 @refusal|write|Invoicing/Invoicing
        18 @refusal|unlink|Invoicing/Invoicing
        17 @access|crwd|Invoicing/Billing
        18 @access|crwd|Invoicing/Invoicing
        @access|r|Technical/Show Accounting Features - Readonly
        17 @inherits|account.move|move_id
        activity_date_deadline|date|Next Activity Deadline|oq
        activity_exception_decoration|selection|Activity Exception Decoration|oq||selection=warning=Alert;danger=Error
        activity_exception_icon|char|Icon|o
        activity_ids|one2many|Activities|sq|mail.activity/res_id
        activity_state|selection|Activity State|oq||selection=overdue=Overdue;today=Today;planned=Planned
        activity_summary|char|Next Activity Summary|q||path=activity_ids.summary
        activity_type_icon|char|Activity Type Icon|oq||path=activity_ids.icon
        activity_type_id|many2one|Next Activity Type|q|mail.activity.type|path=activity_ids.activity_type_id
        activity_user_id|many2one|Responsible User|oq|res.users
        amount|monetary|Amount|sqt||currency=currency_id
        amount_available_for_refund|monetary|Amount Available For Refund|o||currency=currency_id
        amount_company_currency_signed|monetary|Amount Company Currency Signed|osqt||currency=company_currency_id
        amount_signed|monetary|Amount Signed|o||currency=currency_id
        18 attachment_ids|one2many|Attachments|sq|ir.attachment/res_id
        available_journal_ids|many2many|Available Journal|o|account.journal
        available_partner_bank_ids|many2many|Available Partner Bank|o|res.partner.bank
        available_payment_method_line_ids|many2many|Available Payment Method Line|o|account.payment.method.line
        18 company_currency_id|many2one|Company Currency|oqt|res.currency|path=company_id.currency_id
        18 company_id|many2one|Company|rsqt|res.company
        17 country_code|char|Country Code|oq||path=company_id.account_fiscal_country_id.code|size=2
        18 country_code|char|Country Code|oqt||path=company_id.account_fiscal_country_id.code|size=2
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        currency_id|many2one|Currency|sqt|res.currency
        18 date|date|Date|rsqt
        destination_account_id|many2one|Destination Account|sqt|account.account
        17 destination_journal_id|many2one|Destination Journal|sqt|account.journal
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        18 duplicate_payment_ids|many2many|Duplicate Payment|o|account.payment
        has_message|boolean|Has Message|oq
        id|integer|ID|osqt
        18 invoice_ids|many2many|Invoices|sq|account.move
        17 is_internal_transfer|boolean|Internal Transfer|sqt
        is_matched|boolean|Is Matched With a Bank Statement|osqt
        is_reconciled|boolean|Is Reconciled|osqt
        18 is_sent|boolean|Is Sent|osqt
        18 journal_id|many2one|Journal|rsqt|account.journal
        18 memo|char|Memo|sqt
        message_attachment_count|integer|Attachment Count|o
        message_follower_ids|one2many|Followers|sq|mail.followers/res_id
        message_has_error|boolean|Message Delivery error|oq
        message_has_error_counter|integer|Number of errors|o
        message_has_sms_error|boolean|SMS Delivery error|oq
        message_ids|one2many|Messages|sq|mail.message/res_id
        message_is_follower|boolean|Is Follower|oq
        message_main_attachment_id|many2one|Main Attachment|sqt|ir.attachment
        message_needaction|boolean|Action Needed|oq
        message_needaction_counter|integer|Number of Actions|o
        message_partner_ids|many2many|Followers (Partners)|q|res.partner
        17 move_id|many2one|Journal Entry|rosqt|account.move
        18 move_id|many2one|Journal Entry|sqt|account.move
        my_activity_date_deadline|date|My Activity Deadline|oq
        18 name|char|Number|osqt
        18 need_cancel_request|boolean|Need Cancel Request|o||path=move_id.need_cancel_request
        outstanding_account_id|many2one|Outstanding Account|osqt|account.account
        paired_internal_transfer_payment_id|many2one|Paired Internal Transfer Payment|sqt|account.payment
        partner_bank_id|many2one|Recipient Bank Account|sqt|res.partner.bank
        partner_id|many2one|Customer/Vendor|sqt|res.partner
        partner_type|selection|Partner Type|rsqt||selection=customer=Customer;supplier=Vendor
        17 payment_method_code|char|Code|oq||path=payment_method_line_id.code
        18 payment_method_code|char|Code|oqt||path=payment_method_line_id.code
        payment_method_id|many2one|Method|osqt|account.payment.method|path=payment_method_line_id.payment_method_id
        payment_method_line_id|many2one|Payment Method|sqt|account.payment.method.line
        18 payment_receipt_title|char|Payment Receipt Title|o
        payment_reference|char|Payment Reference|sqt
        payment_token_id|many2one|Saved Payment Token|sqt|payment.token
        payment_transaction_id|many2one|Payment Transaction|osqt|payment.transaction
        payment_type|selection|Payment Type|rsqt||selection=outbound=Send;inbound=Receive
        qr_code|html|QR Code URL|o
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        reconciled_bill_ids|many2many|Reconciled Bills|o|account.move
        reconciled_bills_count|integer|# Reconciled Bills|o
        reconciled_invoice_ids|many2many|Reconciled Invoices|o|account.move
        reconciled_invoices_count|integer|# Reconciled Invoices|o
        reconciled_invoices_type|selection|Reconciled Invoices Type|o||selection=credit_note=Credit Note;\
        invoice=Invoice
        reconciled_statement_line_ids|many2many|Reconciled Statement Lines|o|account.bank.statement.line
        reconciled_statement_lines_count|integer|# Reconciled Statement Lines|o
        refunds_count|integer|Refunds Count|o
        require_partner_bank_account|boolean|Require Partner Bank Account|o
        show_partner_bank_account|boolean|Show Partner Bank Account|o
        source_payment_id|many2one|Source Payment|osqt|account.payment|\
        path=payment_transaction_id.source_transaction_id.payment_id
        18 state|selection|State|rsqt||selection=draft=Draft;in_process=In Process;paid=Paid;canceled=Canceled;\
        rejected=Rejected
        suitable_payment_token_ids|many2many|Suitable Payment Token|o|payment.token
        use_electronic_payment_method|boolean|Use Electronic Payment Method|o
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
