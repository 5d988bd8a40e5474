extension MeasuredModel {
    static let accountMove = """
        @model|account.move|Journal Entry|date desc, name desc, invoice_date desc, id desc|
        17 @refusal|create|Invoicing/Billing;Purchase/User
        17 @refusal|read|User types/Portal;Invoicing/Billing;Invoicing/Billing Administrator;Purchase/User;\
        Technical/Show Accounting Features - Readonly;Sales/User: Own Documents Only
        17 @refusal|write|Invoicing/Billing;Purchase/User
        17 @refusal|unlink|Invoicing/Billing;Purchase/User
        18 @refusal|create|Invoicing/Invoicing;Purchase/User
        18 @refusal|read|User types/Portal;Invoicing/Administrator;Invoicing/Invoicing;Purchase/User;Technical/Show \
        Accounting Features - Readonly;Sales/User: Own Documents Only
        18 @refusal|write|Invoicing/Invoicing;Purchase/User
        18 @refusal|unlink|Invoicing/Invoicing;Purchase/User
        17 @access|crwd|Invoicing/Billing
        17 @access|r|Invoicing/Billing Administrator
        18 @access|r|Invoicing/Administrator
        18 @access|crwd|Invoicing/Invoicing
        @access|crwd|Purchase/User
        @access|r|Sales/User: Own Documents Only
        @access|r|Technical/Show Accounting Features - Readonly
        @access|r|User types/Portal
        18 abnormal_amount_warning|text|Abnormal Amount Warning|o
        18 abnormal_date_warning|text|Abnormal Date Warning|o
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
        always_tax_exigible|boolean|Always Tax Exigible|sqt
        amount_paid|monetary|Amount paid|o||currency=currency_id
        amount_residual|monetary|Amount Due|osqt||currency=currency_id
        amount_residual_signed|monetary|Amount Due Signed|osqt||currency=company_currency_id
        amount_tax|monetary|Tax|osqt||currency=currency_id
        amount_tax_signed|monetary|Tax Signed|osqt||currency=company_currency_id
        amount_total|monetary|Total|osqt||currency=currency_id
        amount_total_in_currency_signed|monetary|Total in Currency Signed|osqt||currency=currency_id
        amount_total_signed|monetary|Total Signed|osqt||currency=company_currency_id
        amount_total_words|char|Amount total in words|o
        amount_untaxed|monetary|Untaxed Amount|osqt||currency=currency_id
        18 amount_untaxed_in_currency_signed|monetary|Untaxed Amount Signed Currency|osqt||currency=currency_id
        amount_untaxed_signed|monetary|Untaxed Amount Signed|osqt||currency=company_currency_id
        attachment_ids|one2many|Attachments|sq|ir.attachment/res_id
        18 audit_trail_message_ids|one2many|Audit Trail Messages|sq|mail.message/res_id
        authorized_transaction_ids|many2many|Authorized Transactions|o|payment.transaction
        auto_post|selection|Auto-post|rsqt||selection=no=No;at_date=At Date;monthly=Monthly;quarterly=Quarterly;\
        yearly=Yearly
        auto_post_origin_id|many2one|First recurring entry|osqt|account.move
        auto_post_until|date|Auto-post until|sqt
        bank_partner_id|many2one|Bank Partner|o|res.partner
        campaign_id|many2one|Campaign|sqt|utm.campaign
        18 checked|boolean|Checked|sqt
        commercial_partner_id|many2one|Commercial Entity|osqt|res.partner
        17 company_currency_id|many2one|Company Currency|oq|res.currency|path=company_id.currency_id
        18 company_currency_id|many2one|Company Currency|oqt|res.currency|path=company_id.currency_id
        company_id|many2one|Company|sqt|res.company
        18 company_price_include|selection|Default Sales Price Include|oqt||path=company_id.account_price_include|\
        selection=tax_included=Tax Included;tax_excluded=Tax Excluded
        17 country_code|char|Country Code|oq||path=company_id.account_fiscal_country_id.code|size=2
        18 country_code|char|Country Code|oqt||path=company_id.account_fiscal_country_id.code|size=2
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        currency_id|many2one|Currency|rsqt|res.currency
        date|date|Date|rsqt
        17 delivery_date|date|Delivery Date|osqt
        18 delivery_date|date|Delivery Date|sqt
        direction_sign|integer|Direction Sign|o
        display_inactive_currency_warning|boolean|Display Inactive Currency Warning|o
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        display_qr_code|boolean|Display QR-code|o
        duplicated_ref_ids|many2many|Duplicated Ref|o|account.move
        fiscal_position_id|many2one|Fiscal Position|sqt|account.fiscal.position
        has_message|boolean|Has Message|oq
        has_reconciled_entries|boolean|Has Reconciled Entries|o
        hide_post_button|boolean|Hide Post Button|o
        highest_name|char|Highest Name|o
        id|integer|ID|osqt
        inalterable_hash|char|Inalterability Hash|osqt
        incoterm_location|char|Incoterm Location|sqt
        invoice_cash_rounding_id|many2one|Cash Rounding Method|sqt|account.cash.rounding
        18 invoice_currency_rate|float|Currency Rate|osqt
        invoice_date|date|Invoice/Bill Date|sqt
        invoice_date_due|date|Due Date|sqt
        invoice_filter_type_domain|char|Invoice Filter Type Domain|o
        invoice_has_outstanding|boolean|Invoice Has Outstanding|o
        invoice_incoterm_id|many2one|Incoterm|sqt|account.incoterms
        invoice_line_ids|one2many|Invoice lines|sq|account.move.line/move_id
        invoice_origin|char|Origin|osqt
        invoice_outstanding_credits_debits_widget|binary|Invoice Outstanding Credits Debits Widget|o
        invoice_partner_display_name|char|Invoice Partner Display Name|osqt
        invoice_payment_term_id|many2one|Payment Terms|sqt|account.payment.term
        invoice_payments_widget|binary|Invoice Payments Widget|o
        invoice_pdf_report_file|binary|PDF File|sq
        invoice_pdf_report_id|many2one|PDF Attachment|o|ir.attachment
        invoice_source_email|char|Source Email|sqt
        invoice_user_id|many2one|Salesperson|sqt|res.users
        invoice_vendor_bill_id|many2one|Vendor Bill||account.move
        is_being_sent|boolean|Is Being Sent|o
        18 is_manually_modified|boolean|Is Manually Modified|sqt
        is_move_sent|boolean|Is Move Sent|osqt
        18 is_purchase_matched|boolean|Is Purchase Matched|o
        is_storno|boolean|Is Storno|sqt
        18 journal_group_id|many2one|Ledger|q|account.journal.group
        journal_id|many2one|Journal|rsqt|account.journal
        line_ids|one2many|Journal Items|sq|account.move.line/move_id
        18 made_sequence_gap|boolean|Made Sequence Gap|osqt
        17 made_sequence_hole|boolean|Made Sequence Hole|o
        18 matched_payment_ids|many2many|Matched Payments|sq|account.payment
        medium_id|many2one|Medium|sqt|utm.medium
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
        18 move_sent_values|selection|Sent|o||selection=sent=Sent;not_sent=Not Sent
        move_type|selection|Type|rosqt||selection=entry=Journal Entry;out_invoice=Customer Invoice;\
        out_refund=Customer Credit Note;in_invoice=Vendor Bill;in_refund=Vendor Credit Note;out_receipt=Sales \
        Receipt;in_receipt=Purchase Receipt
        my_activity_date_deadline|date|My Activity Deadline|oq
        name|char|Number|sqt
        18 name_placeholder|char|Name Placeholder|o
        narration|html|Terms and Conditions|sqt
        need_cancel_request|boolean|Need Cancel Request|o
        needed_terms|binary|Needed Terms|o
        needed_terms_dirty|boolean|Needed Terms Dirty|o
        18 next_payment_date|date|Next Payment Date|oq
        18 origin_payment_id|many2one|Payment|sqt|account.payment
        partner_bank_id|many2one|Recipient Bank|sqt|res.partner.bank
        partner_credit|monetary|Partner Credit|o||currency=currency_id
        partner_credit_warning|text|Partner Credit Warning|o
        partner_id|many2one|Partner|sqt|res.partner
        partner_shipping_id|many2one|Delivery Address|sqt|res.partner
        18 payment_count|integer|Payment Count|o
        17 payment_id|many2one|Payment|sqt|account.payment
        payment_ids|one2many|Payments|sq|account.payment/move_id
        payment_reference|char|Payment Reference|sqt
        17 payment_state|selection|Payment Status|osqt||selection=not_paid=Not Paid;in_payment=In Payment;paid=Paid;\
        partial=Partially Paid;reversed=Reversed;invoicing_legacy=Invoicing App Legacy
        18 payment_state|selection|Payment Status|osqt||selection=not_paid=Not Paid;in_payment=In Payment;paid=Paid;\
        partial=Partially Paid;reversed=Reversed;blocked=Blocked;invoicing_legacy=Invoicing App Legacy
        payment_term_details|binary|Payment Term Details|o
        posted_before|boolean|Posted Before|sqt
        18 preferred_payment_method_line_id|many2one|Preferred Payment Method Line|sqt|account.payment.method.line
        purchase_id|many2one|Purchase Order||purchase.order
        purchase_order_count|integer|Purchase Order Count|o
        18 purchase_order_name|char|Purchase Order Name|o
        purchase_vendor_bill_id|many2one|Auto-complete||purchase.bill.union
        qr_code_method|selection|Payment QR-code|sqt||selection=
        quick_edit_mode|boolean|Quick Edit Mode|o
        quick_edit_total_amount|monetary|Total (Tax inc.)|sqt||currency=currency_id
        17 quick_encoding_vals|binary|Quick Encoding Vals|o
        18 quick_encoding_vals|json|Quick Encoding Vals|o
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        ref|char|Reference|sqt
        17 restrict_mode_hash_table|boolean|Lock Posted Entries with Hash|oq||path=journal_id.restrict_mode_hash_table
        18 restrict_mode_hash_table|boolean|Secure Posted Entries with Hash|oqt||\
        path=journal_id.restrict_mode_hash_table
        17 reversal_move_id|one2many|Reversal Move|sq|account.move/reversed_entry_id
        18 reversal_move_ids|one2many|Reversal Move|sq|account.move/reversed_entry_id
        reversed_entry_id|many2one|Reversal of|osqt|account.move
        sale_order_count|integer|Sale Order Count|o
        17 secure_sequence_number|integer|Inalteralbility No Gap Sequence #|osqt
        18 secure_sequence_number|integer|Inalterability No Gap Sequence #|osqt
        18 secured|boolean|Secured|oq
        17 send_and_print_values|json|Send And Print Values|sqt
        18 sending_data|json|Sending Data|sqt
        sequence_number|integer|Sequence Number|osqt
        sequence_prefix|char|Sequence Prefix|osqt
        show_delivery_date|boolean|Show Delivery Date|o
        show_discount_details|boolean|Show Discount Details|o
        show_name_warning|boolean|Show Name Warning
        show_payment_term_details|boolean|Show Payment Term Details|o
        show_reset_to_draft_button|boolean|Show Reset To Draft Button|o
        18 show_update_fpos|boolean|Has Fiscal Position Changed
        source_id|many2one|Source|sqt|utm.source
        state|selection|Status|rosqt||selection=draft=Draft;posted=Posted;cancel=Cancelled
        17 statement_id|many2one|Statement|oq|account.bank.statement|path=statement_line_id.statement_id
        18 statement_id|many2one|Statement|oqt|account.bank.statement|path=statement_line_id.statement_id
        statement_line_id|many2one|Statement Line|sqt|account.bank.statement.line
        statement_line_ids|one2many|Statements|sq|account.bank.statement.line/move_id
        18 status_in_payment|selection|Status In Payment|o||selection=not_paid=Not Paid;in_payment=In Payment;\
        paid=Paid;partial=Partially Paid;reversed=Reversed;blocked=Blocked;invoicing_legacy=Invoicing App Legacy;\
        draft=Draft;cancel=Cancelled
        stock_move_id|many2one|Stock Move|sqt|stock.move
        stock_valuation_layer_ids|one2many|Stock Valuation Layer|sq|stock.valuation.layer/account_move_id
        17 string_to_hash|char|String To Hash|o
        suitable_journal_ids|many2many|Suitable Journal|o|account.journal
        17 tax_calculation_rounding_method|selection|Tax calculation rounding method|oq||\
        path=company_id.tax_calculation_rounding_method|selection=round_per_line=Round per Line;\
        round_globally=Round Globally
        18 tax_calculation_rounding_method|selection|Tax calculation rounding method|oqt||\
        path=company_id.tax_calculation_rounding_method|selection=round_per_line=Round per Line;\
        round_globally=Round Globally
        tax_cash_basis_created_move_ids|one2many|Cash Basis Entries|sq|account.move/tax_cash_basis_origin_move_id
        tax_cash_basis_origin_move_id|many2one|Cash Basis Origin|osqt|account.move
        tax_cash_basis_rec_id|many2one|Tax Cash Basis Entry of|sqt|account.partial.reconcile
        tax_country_code|char|Tax Country Code|o
        tax_country_id|many2one|Tax Country|o|res.country
        tax_lock_date_message|char|Tax Lock Date Message|o
        tax_totals|binary|Invoice Totals
        18 taxes_legal_notes|html|Taxes Legal Notes|o
        team_id|many2one|Sales Team|sqt|crm.team
        timesheet_count|integer|Number of timesheets|o
        17 timesheet_encode_uom_id|many2one|Timesheet Encoding Unit|oq|uom.uom|path=company_id.timesheet_encode_uom_id
        18 timesheet_encode_uom_id|many2one|Timesheet Encoding Unit|oqt|uom.uom|\
        path=company_id.timesheet_encode_uom_id
        timesheet_ids|one2many|Timesheets|osq|account.analytic.line/timesheet_invoice_id
        timesheet_total_duration|integer|Timesheet Total Duration|o
        17 to_check|boolean|To Check|sqt
        18 transaction_count|integer|Transaction Count|o
        transaction_ids|many2many|Transactions|osq|payment.transaction
        type_name|char|Type Name|o
        ubl_cii_xml_file|binary|UBL/CII File|sq
        ubl_cii_xml_id|many2one|Attachment|o|ir.attachment
        17 user_id|many2one|User|oq|res.users|path=invoice_user_id
        18 user_id|many2one|User|oqt|res.users|path=invoice_user_id
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
