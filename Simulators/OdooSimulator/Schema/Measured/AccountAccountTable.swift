extension MeasuredModel {
    static let accountAccount = """
        17 @model|account.account|Account|code, company_id|
        18 @model|account.account|Account|code, placeholder_code|
        17 @refusal|create|Invoicing/Billing Administrator
        17 @refusal|read|User types/Internal User;Invoicing/Billing;Invoicing/Billing Administrator;\
        Purchase/Administrator;Extra Rights/Contact Creation;Inventory/Administrator;Technical/Show Accounting \
        Features - Readonly;Sales/User: Own Documents Only
        17 @refusal|write|Invoicing/Billing Administrator
        17 @refusal|unlink|Invoicing/Billing Administrator
        18 @refusal|create|Invoicing/Administrator
        18 @refusal|read|User types/Internal User;Invoicing/Administrator;Invoicing/Invoicing;\
        Purchase/Administrator;Extra Rights/Contact Creation;Inventory/Administrator;Technical/Show Accounting \
        Features - Readonly;Sales/User: Own Documents Only
        18 @refusal|write|Invoicing/Administrator
        18 @refusal|unlink|Invoicing/Administrator
        @access|r|Extra Rights/Contact Creation
        @access|r|Inventory/Administrator
        17 @access|r|Invoicing/Billing
        17 @access|crwd|Invoicing/Billing Administrator
        18 @access|crwd|Invoicing/Administrator
        18 @access|r|Invoicing/Invoicing
        @access|r|Purchase/Administrator
        @access|r|Sales/User: Own Documents Only
        @access|r|Technical/Show Accounting Features - Readonly
        @access|r|User types/Internal User
        account_type|selection|Type|rsqt||selection=asset_receivable=Receivable;asset_cash=Bank and Cash;\
        asset_current=Current Assets;asset_non_current=Non-current Assets;asset_prepayments=Prepayments;\
        asset_fixed=Fixed Assets;liability_payable=Payable;liability_credit_card=Credit Card;\
        liability_current=Current Liabilities;liability_non_current=Non-current Liabilities;equity=Equity;\
        equity_unaffected=Current Year Earnings;income=Income;income_other=Other Income;expense=Expenses;\
        expense_depreciation=Depreciation;expense_direct_cost=Cost of Revenue;off_balance=Off-Balance Sheet
        allowed_journal_ids|many2many|Allowed Journals|sq|account.journal
        17 code|char|Code|rsqt||size=64
        18 code|char|Code|qt||size=64
        18 code_mapping_ids|one2many|Code Mapping|sq|account.code.mapping/account_id
        18 code_store|char|Code Store|sqtc
        17 company_currency_id|many2one|Currency|oq|res.currency|path=company_id.currency_id
        18 company_currency_id|many2one|Company Currency|o|res.currency
        18 company_fiscal_country_code|char|Company Fiscal Country Code|o
        17 company_id|many2one|Company|rsqt|res.company
        18 company_ids|many2many|Companies|rsq|res.company
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        currency_id|many2one|Account Currency|sqt|res.currency
        current_balance|float|Current Balance|o
        deprecated|boolean|Deprecated|sqt
        18 display_mapping_tab|boolean|Display Mapping Tab
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        17 group_id|many2one|Group|osqt|account.group
        18 group_id|many2one|Group|o|account.group
        has_message|boolean|Has Message|oq
        id|integer|ID|osqt
        17 include_initial_balance|boolean|Bring Accounts Balance Forward|osqt
        18 include_initial_balance|boolean|Bring Accounts Balance Forward|oq
        17 internal_group|selection|Internal Group|osqt||selection=equity=Equity;asset=Asset;liability=Liability;\
        income=Income;expense=Expense;off_balance=Off Balance
        18 internal_group|selection|Internal Group|oqt||selection=equity=Equity;asset=Asset;liability=Liability;\
        income=Income;expense=Expense;off=Off Balance
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
        name|char|Account Name|rsqtT
        non_trade|boolean|Non Trade|sqt
        note|text|Internal Notes|sqt
        opening_balance|monetary|Opening Balance|||currency=company_currency_id
        opening_credit|monetary|Opening Credit|||currency=company_currency_id
        opening_debit|monetary|Opening Debit|||currency=company_currency_id
        18 placeholder_code|char|Display code|oqt
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        reconcile|boolean|Allow Reconciliation|sqt
        related_taxes_amount|integer|Related Taxes Amount|o
        17 root_id|many2one|Root|osqt|account.root
        18 root_id|many2one|Root|oq|account.root
        tag_ids|many2many|Tags|sq|account.account.tag
        tax_ids|many2many|Default Taxes|sq|account.tax
        used|boolean|Used|oq
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
