extension MeasuredModel {
    static let accountPaymentRegister = """
        17 @model|account.payment.register|Register Payment|id|
        18 @model|account.payment.register|Pay|id|
        @transient
        17 @refusal|create|Invoicing/Billing
        17 @refusal|read|Invoicing/Billing
        17 @refusal|write|Invoicing/Billing
        18 @refusal|create|Invoicing/Invoicing
        18 @refusal|read|Invoicing/Invoicing
        18 @refusal|write|Invoicing/Invoicing
        17 @access|crw|Invoicing/Billing
        18 @access|crw|Invoicing/Invoicing
        18 actionable_errors|json|Actionable Errors|o
        amount|monetary|Amount|sqt||currency=currency_id
        available_journal_ids|many2many|Available Journal|o|account.journal
        available_partner_bank_ids|many2many|Available Partner Bank|o|res.partner.bank
        available_payment_method_line_ids|many2many|Available Payment Method Line|o|account.payment.method.line
        18 batches|binary|Batches|o
        can_edit_wizard|boolean|Can Edit Wizard|osqt
        can_group_payments|boolean|Can Group Payments|osqt
        communication|char|Memo|sqt
        17 company_currency_id|many2one|Company Currency|oq|res.currency|path=company_id.currency_id
        18 company_currency_id|many2one|Company Currency|oqt|res.currency|path=company_id.currency_id
        company_id|many2one|Company|osqt|res.company
        17 country_code|char|Country Code|oq||path=company_id.account_fiscal_country_id.code|size=2
        18 country_code|char|Country Code|oqt||path=company_id.account_fiscal_country_id.code|size=2
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        currency_id|many2one|Currency|sqt|res.currency
        18 custom_user_amount|monetary|Custom User Amount|sqt||currency=currency_id
        18 custom_user_currency_id|many2one|Custom User Currency|sqt|res.currency
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        18 duplicate_payment_ids|many2many|Duplicate Payment|o|account.payment
        early_payment_discount_mode|boolean|Early Payment Discount Mode|o
        group_payment|boolean|Group Payments|sqt
        hide_writeoff_section|boolean|Hide Writeoff Section|o
        id|integer|ID|osqt
        18 installments_mode|selection|Installments Mode|sqt||selection=next=Next Installment;overdue=Overdue \
        Amount;before_date=Before Next Payment Date;full=Full Amount
        18 installments_switch_amount|monetary|Installments Switch Amount|o||currency=currency_id
        18 installments_switch_html|html|Installments Switch Html|o
        18 is_register_payment_on_draft|boolean|Is Register Payment On Draft|o
        journal_id|many2one|Journal|sqt|account.journal
        line_ids|many2many|Journal items|osq|account.move.line
        18 missing_account_partners|many2many|Missing Account Partners|o|res.partner
        partner_bank_id|many2one|Recipient Bank Account|sqt|res.partner.bank
        partner_id|many2one|Customer/Vendor|osqt|res.partner
        partner_type|selection|Partner Type|osqt||selection=customer=Customer;supplier=Vendor
        payment_date|date|Payment Date|rsqt
        payment_difference|monetary|Payment Difference|o||currency=currency_id
        payment_difference_handling|selection|Payment Difference Handling|sqt||selection=open=Keep open;\
        reconcile=Mark as fully paid
        17 payment_method_code|char|Code|oq||path=payment_method_line_id.code
        18 payment_method_code|char|Code|oqt||path=payment_method_line_id.code
        payment_method_line_id|many2one|Payment Method|sqt|account.payment.method.line
        payment_token_id|many2one|Saved payment token|sqt|payment.token
        payment_type|selection|Payment Type|osqt||selection=outbound=Send Money;inbound=Receive Money
        18 qr_code|html|QR Code URL|o
        require_partner_bank_account|boolean|Require Partner Bank Account|o
        show_partner_bank_account|boolean|Show Partner Bank Account|o
        18 show_payment_difference|boolean|Show Payment Difference|o
        source_amount|monetary|Amount to Pay (company currency)|osqt||currency=company_currency_id
        source_amount_currency|monetary|Amount to Pay (foreign currency)|osqt||currency=source_currency_id
        source_currency_id|many2one|Source Currency|osqt|res.currency
        suitable_payment_token_ids|many2many|Suitable Payment Token|o|payment.token
        total_payments_amount|integer|Total Payments Amount|o
        untrusted_bank_ids|many2many|Untrusted Bank|o|res.partner.bank
        untrusted_payments_count|integer|Untrusted Payments Count|o
        use_electronic_payment_method|boolean|Use Electronic Payment Method|o
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        writeoff_account_id|many2one|Difference Account|sqt|account.account
        writeoff_is_exchange_account|boolean|Writeoff Is Exchange Account|o
        writeoff_label|char|Journal Item Label|sqt
        """
}
