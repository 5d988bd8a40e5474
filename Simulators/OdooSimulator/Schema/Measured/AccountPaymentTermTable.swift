extension MeasuredModel {
    static let accountPaymentTerm = """
        @model|account.payment.term|Payment Terms|sequence, id|name
        17 @refusal|create|Invoicing/Billing Administrator
        17 @refusal|read|User types/Internal User;Invoicing/Billing Administrator;Sales/User: Own Documents Only
        17 @refusal|write|Invoicing/Billing Administrator
        17 @refusal|unlink|Invoicing/Billing Administrator
        18 @refusal|create|Invoicing/Administrator
        18 @refusal|write|Invoicing/Administrator
        18 @refusal|unlink|Invoicing/Administrator
        17 @access|crwd|Invoicing/Billing Administrator
        18 @access|crwd|Invoicing/Administrator
        @access|r|Sales/User: Own Documents Only
        @access|r|User types/Internal User
        18 @access|r|User types/Portal
        active|boolean|Active|sqt
        company_id|many2one|Company|sqt|res.company
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        currency_id|many2one|Currency|o|res.currency
        discount_days|integer|Discount Days|sqt
        discount_percentage|float|Discount %|sqt
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        display_on_invoice|boolean|Show installment dates|sqt
        early_discount|boolean|Early Discount|sqt
        early_pay_discount_computation|selection|Cash Discount Tax Reduction|sqt||selection=included=On early \
        payment;excluded=Never;mixed=Always (upon invoice)
        example_amount|monetary|Example Amount|o||currency=currency_id
        example_date|date|Date example
        example_invalid|boolean|Example Invalid|o
        example_preview|html|Example Preview|o
        example_preview_discount|html|Example Preview Discount|o
        fiscal_country_codes|char|Fiscal Country Codes|o
        id|integer|ID|osqt
        line_ids|one2many|Terms|sq|account.payment.term.line/payment_id
        name|char|Payment Terms|rsqtT
        note|html|Description on the Invoice|sqtT
        sequence|integer|Sequence|rsqt
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
