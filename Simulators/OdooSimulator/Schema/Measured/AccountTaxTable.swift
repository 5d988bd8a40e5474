extension MeasuredModel {
    static let accountTax = """
        @model|account.tax|Tax|sequence,id|name
        17 @refusal|create|Invoicing/Billing Administrator
        17 @refusal|read|User types/Internal User;Invoicing/Billing;Invoicing/Billing Administrator;\
        Purchase/Administrator;Purchase/User;Technical/Show Accounting Features - Readonly;Sales/User: Own \
        Documents Only
        17 @refusal|write|Invoicing/Billing Administrator
        17 @refusal|unlink|Invoicing/Billing Administrator
        18 @refusal|create|Invoicing/Administrator
        18 @refusal|read|User types/Internal User;Invoicing/Administrator;Invoicing/Invoicing;\
        Purchase/Administrator;Purchase/User;Technical/Show Accounting Features - Readonly;Sales/User: Own \
        Documents Only
        18 @refusal|write|Invoicing/Administrator
        18 @refusal|unlink|Invoicing/Administrator
        17 @access|r|Invoicing/Billing
        17 @access|crwd|Invoicing/Billing Administrator
        18 @access|crwd|Invoicing/Administrator
        18 @access|r|Invoicing/Invoicing
        @access|r|Purchase/Administrator
        @access|r|Purchase/User
        @access|r|Sales/User: Own Documents Only
        @access|r|Technical/Show Accounting Features - Readonly
        @access|r|User types/Internal User
        active|boolean|Active|sqt
        amount|float|Amount|rsqt||digits=16,4
        17 amount_type|selection|Tax Computation|rsqt||selection=group=Group of Taxes;fixed=Fixed;\
        percent=Percentage of Price;division=Percentage of Price Tax Included
        18 amount_type|selection|Tax Computation|rsqt||selection=group=Group of Taxes;fixed=Fixed;\
        percent=Percentage;division=Percentage Tax Included
        analytic|boolean|Include in Analytic Cost|sqt
        cash_basis_transition_account_id|many2one|Cash Basis Transition Account|sqt|account.account
        children_tax_ids|many2many|Children Taxes|sq|account.tax
        company_id|many2one|Company|rosqt|res.company
        18 company_price_include|selection|Default Sales Price Include|oqt||path=company_id.account_price_include|\
        selection=tax_included=Tax Included;tax_excluded=Tax Excluded
        17 country_code|char|Country Code|oq||path=country_id.code|size=2
        18 country_code|char|Country Code|oqt||path=country_id.code|size=2
        country_id|many2one|Country|rsqt|res.country
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 description|char|Description|sqtT
        18 description|html|Description|sqtT
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        has_message|boolean|Has Message|oq
        18 has_negative_factor|boolean|Has Negative Factor|o
        17 hide_tax_exigibility|boolean|Hide Use Cash Basis Option|oq||path=company_id.tax_exigibility
        18 hide_tax_exigibility|boolean|Hide Use Cash Basis Option|oqt||path=company_id.tax_exigibility
        id|integer|ID|osqt
        include_base_amount|boolean|Affect Base of Subsequent Taxes|sqt
        invoice_label|char|Label on Invoices|sqtT
        18 invoice_legal_notes|html|Legal Notes|sqt
        invoice_repartition_line_ids|one2many|Distribution for Invoices|sq|account.tax.repartition.line/tax_id
        is_base_affected|boolean|Base Affected by Previous Taxes|sqt
        is_used|boolean|Tax used|o
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
        name|char|Tax Name|rsqtT
        name_searchable|char|Name Searchable|q
        17 price_include|boolean|Included in Price|sqt
        18 price_include|boolean|Price Include|oq
        18 price_include_override|selection|Included in Price|sqt||selection=tax_included=Tax Included;\
        tax_excluded=Tax Excluded
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        refund_repartition_line_ids|one2many|Distribution for Refund Invoices|sq|account.tax.repartition.line/tax_id
        repartition_line_ids|one2many|Distribution|sq|account.tax.repartition.line/tax_id
        repartition_lines_str|char|Repartition Lines|o
        sequence|integer|Sequence|rsqt
        tax_exigibility|selection|Tax Exigibility|sqt||selection=on_invoice=Based on Invoice;on_payment=Based on \
        Payment
        tax_group_id|many2one|Tax Group|rsqt|account.tax.group
        tax_scope|selection|Tax Scope|sqt||selection=service=Services;consu=Goods
        type_tax_use|selection|Tax Type|rsqt||selection=sale=Sales;purchase=Purchases;none=None
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
