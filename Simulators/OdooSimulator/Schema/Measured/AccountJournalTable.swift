extension MeasuredModel {
    static let accountJournal = """
        @model|account.journal|Journal|sequence, type, code|name
        17 @refusal|create|Invoicing/Billing Administrator
        17 @refusal|read|Invoicing/Billing;Invoicing/Billing Administrator;Purchase/Administrator;Purchase/User;\
        Inventory/Administrator;Inventory/Administrator;Technical/Show Accounting Features - Readonly;Sales/User: \
        Own Documents Only
        17 @refusal|write|Invoicing/Billing Administrator;Inventory/Administrator
        17 @refusal|unlink|Invoicing/Billing Administrator
        18 @refusal|create|Invoicing/Administrator
        18 @refusal|read|Invoicing/Administrator;Invoicing/Invoicing;Purchase/Administrator;Purchase/User;\
        Inventory/Administrator;Inventory/Administrator;Technical/Show Accounting Features - Readonly;Sales/User: \
        Own Documents Only
        18 @refusal|write|Invoicing/Administrator;Inventory/Administrator
        18 @refusal|unlink|Invoicing/Administrator
        @access|r|Inventory/Administrator
        @access|rw|Inventory/Administrator
        17 @access|r|Invoicing/Billing
        17 @access|crwd|Invoicing/Billing Administrator
        18 @access|crwd|Invoicing/Administrator
        18 @access|r|Invoicing/Invoicing
        @access|r|Purchase/Administrator
        @access|r|Purchase/User
        @access|r|Sales/User: Own Documents Only
        @access|r|Technical/Show Accounting Features - Readonly
        access_token|char|Security Token|sqt
        access_url|char|Portal Access URL|o
        access_warning|text|Access warning|o
        account_control_ids|many2many|Allowed accounts|sq|account.account
        accounting_date|date|Accounting Date|o
        active|boolean|Active|sqt
        activity_date_deadline|date|Next Activity Deadline|oq
        activity_exception_decoration|selection|Activity Exception Decoration|oq||selection=warning=Alert;danger=Error
        activity_exception_icon|char|Icon|o
        activity_ids|one2many|Activities|sq|mail.activity/res_id
        activity_state|selection|Activity State|oq||selection=overdue=Overdue;today=Today;planned=Planned
        activity_summary|char|Next Activity Summary|q||path=activity_ids.summary
        activity_type_icon|char|Activity Type Icon|oq||path=activity_ids.icon
        activity_type_id|many2one|Next Activity Type|q|mail.activity.type|path=activity_ids.activity_type_id
        activity_user_id|many2one|Responsible User|oq|res.users
        17 alias_defaults|text|Default Values|oq||path=alias_id.alias_defaults
        18 alias_defaults|text|Default Values|oqt||path=alias_id.alias_defaults
        17 alias_domain|char|Alias Domain Name|oq||path=alias_id.alias_domain
        18 alias_domain|char|Alias Domain Name|oqt||path=alias_id.alias_domain
        17 alias_domain_id|many2one|Alias Domain|q|mail.alias.domain|path=alias_id.alias_domain_id
        18 alias_domain_id|many2one|Alias Domain|qt|mail.alias.domain|path=alias_id.alias_domain_id
        alias_email|char|Email Alias|oq
        alias_id|many2one|Alias|sqt|mail.alias
        17 alias_name|char|Alias Name|q||path=alias_id.alias_name
        18 alias_name|char|Alias Name|qt||path=alias_id.alias_name
        18 autocheck_on_post|boolean|Auto-Check on Post|sqt
        available_payment_method_ids|many2many|Available Payment Method|o|account.payment.method
        17 bank_acc_number|char|Account Number|q||path=bank_account_id.acc_number
        18 bank_acc_number|char|Account Number|qt||path=bank_account_id.acc_number
        bank_account_id|many2one|Bank Account|sqt|res.partner.bank
        17 bank_id|many2one|Bank|q|res.bank|path=bank_account_id.bank_id
        18 bank_id|many2one|Bank|qt|res.bank|path=bank_account_id.bank_id
        bank_statements_source|selection|Bank Feeds|sqt||selection=undefined=Undefined Yet
        code|char|Short Code|rsqt||size=5
        color|integer|Color Index|sqt
        company_id|many2one|Company|rosqt|res.company
        17 company_partner_id|many2one|Account Holder|oq|res.partner|path=company_id.partner_id
        18 company_partner_id|many2one|Account Holder|oqt|res.partner|path=company_id.partner_id
        17 country_code|char|Country Code|oq||path=company_id.account_fiscal_country_id.code|size=2
        18 country_code|char|Country Code|oqt||path=company_id.account_fiscal_country_id.code|size=2
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        currency_id|many2one|Currency|sqt|res.currency
        current_statement_balance|monetary|Current Statement Balance|o||currency=currency_id
        default_account_id|many2one|Default Account|sqt|account.account
        default_account_type|char|Default Account Type|o
        18 display_alias_fields|boolean|Display Alias Fields|o
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        entries_count|integer|Entries Count|o
        18 has_entries|boolean|Has Entries|o
        has_message|boolean|Has Message|oq
        18 has_posted_entries|boolean|Has Posted Entries|o
        has_sequence_holes|boolean|Has Sequence Holes|o
        has_statement_lines|boolean|Has Statement Lines|o
        18 has_unhashed_entries|boolean|Unhashed Entries|o
        id|integer|ID|osqt
        inbound_payment_method_line_ids|one2many|Inbound Payment Methods|sq|account.payment.method.line/journal_id
        invoice_reference_model|selection|Communication Standard|rsqt||selection=odoo=Odoo;euro=European
        invoice_reference_type|selection|Communication Type|rsqt||selection=none=Open;partner=Based on Customer;\
        invoice=Based on Invoice
        17 journal_group_ids|many2many|Journal Groups|sq|account.journal.group
        18 journal_group_ids|many2many|Ledger Group|sq|account.journal.group
        json_activity_data|text|Json Activity Data|o
        kanban_dashboard|text|Kanban Dashboard|o
        kanban_dashboard_graph|text|Kanban Dashboard Graph|o
        last_statement_id|many2one|Last Statement|o|account.bank.statement
        loss_account_id|many2one|Loss Account|sqt|account.account
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
        name|char|Journal Name|rsqtT
        outbound_payment_method_line_ids|one2many|Outbound Payment Methods|sq|account.payment.method.line/journal_id
        payment_sequence|boolean|Dedicated Payment Sequence|sqt
        profit_account_id|many2one|Profit Account|sqt|account.account
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        refund_sequence|boolean|Dedicated Credit Note Sequence|sqt
        17 restrict_mode_hash_table|boolean|Lock Posted Entries with Hash|sqt
        18 restrict_mode_hash_table|boolean|Secure Posted Entries with Hash|sqt
        17 sale_activity_note|text|Activity Summary|sqt
        17 sale_activity_type_id|many2one|Schedule Activity|sqt|mail.activity.type
        17 sale_activity_user_id|many2one|Activity User|sqt|res.users
        17 secure_sequence_id|many2one|Secure Sequence|osqt|ir.sequence
        selected_payment_method_codes|char|Selected Payment Method Codes|o
        sequence|integer|Sequence|sqt
        sequence_override_regex|text|Sequence Override Regex|sqt
        show_on_dashboard|boolean|Show journal on dashboard|sqt
        suspense_account_id|many2one|Suspense Account|sqt|account.account
        17 type|selection|Type|rsqt||selection=sale=Sales;purchase=Purchase;cash=Cash;bank=Bank;general=Miscellaneous
        18 type|selection|Type|rsqt||selection=sale=Sales;purchase=Purchase;cash=Cash;bank=Bank;credit=Credit Card;\
        general=Miscellaneous
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
