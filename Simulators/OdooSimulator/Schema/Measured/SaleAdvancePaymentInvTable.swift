extension MeasuredModel {
    static let saleAdvancePaymentInv = """
        @model|sale.advance.payment.inv|Sales Advance Payment Invoice|id|
        @transient
        @refusal|create|Sales/User: Own Documents Only
        @refusal|read|Sales/User: Own Documents Only
        @refusal|write|Sales/User: Own Documents Only
        @access|crw|Sales/User: Own Documents Only
        advance_payment_method|selection|Create Invoice|rsqt||selection=delivered=Regular invoice;percentage=Down \
        payment (percentage);fixed=Down payment (fixed amount)
        17 amount|float|Down Payment Amount|sqt
        18 amount|float|Down Payment|sqt
        amount_invoiced|monetary|Already invoiced|o||currency=currency_id
        amount_to_invoice|monetary|Amount to invoice|o||currency=currency_id
        company_id|many2one|Company|osqt|res.company
        consolidated_billing|boolean|Consolidated Billing|sqt
        count|integer|Order Count|o
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        currency_id|many2one|Currency|osqt|res.currency
        date_end_invoice_timesheet|date|End Date|sqt
        date_start_invoice_timesheet|date|Start Date|sqt
        deduct_down_payments|boolean|Deduct down payments|sqt
        17 deposit_account_id|many2one|Income Account|sqt|account.account
        17 deposit_taxes_id|many2many|Customer Taxes|sq|account.tax
        display_draft_invoice_warning|boolean|Display Draft Invoice Warning|o
        display_invoice_amount_warning|boolean|Display Invoice Amount Warning|o
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        fixed_amount|monetary|Down Payment Amount (Fixed)|sqt||currency=currency_id
        has_down_payments|boolean|Has down payments|o
        id|integer|ID|osqt
        invoicing_timesheet_enabled|boolean|Invoicing Timesheet Enabled|osqt
        17 product_id|many2one|Down Payment Product|sqt|product.product
        sale_order_ids|many2many|Sale Order|sq|sale.order
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
