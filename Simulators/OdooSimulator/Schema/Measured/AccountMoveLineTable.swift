extension MeasuredModel {
    static let accountMoveLine = """
        @model|account.move.line|Journal Item|date desc, move_name desc, id|
        17 @refusal|create|Invoicing/Billing;Purchase/Administrator;Purchase/User
        17 @refusal|read|User types/Portal;Invoicing/Billing;Invoicing/Billing Administrator;Purchase/Administrator;\
        Purchase/User;Technical/Show Accounting Features - Readonly;Sales/User: Own Documents Only
        17 @refusal|write|Invoicing/Billing;Purchase/Administrator;Purchase/User
        17 @refusal|unlink|Invoicing/Billing;Purchase/Administrator
        18 @refusal|create|Invoicing/Invoicing;Purchase/Administrator;Purchase/User
        18 @refusal|read|User types/Portal;Invoicing/Administrator;Invoicing/Invoicing;Purchase/Administrator;\
        Purchase/User;Technical/Show Accounting Features - Readonly;Sales/User: Own Documents Only
        18 @refusal|write|Invoicing/Invoicing;Purchase/Administrator;Purchase/User
        18 @refusal|unlink|Invoicing/Invoicing;Purchase/Administrator
        17 @access|crwd|Invoicing/Billing
        17 @access|r|Invoicing/Billing Administrator
        18 @access|r|Invoicing/Administrator
        18 @access|crwd|Invoicing/Invoicing
        @access|crwd|Purchase/Administrator
        @access|crw|Purchase/User
        @access|r|Sales/User: Own Documents Only
        @access|r|Technical/Show Accounting Features - Readonly
        @access|r|User types/Portal
        18 account_code|char|Code|oqt||path=account_id.code|size=64
        account_id|many2one|Account|sqt|account.account
        17 account_internal_group|selection|Internal Group|oq||path=account_id.internal_group|\
        selection=equity=Equity;asset=Asset;liability=Liability;income=Income;expense=Expense;off_balance=Off Balance
        18 account_internal_group|selection|Internal Group|oqt||path=account_id.internal_group|\
        selection=equity=Equity;asset=Asset;liability=Liability;income=Income;expense=Expense;off=Off Balance
        18 account_name|char|Account Name|oqtT||path=account_id.name
        17 account_root_id|many2one|Account Root|osqt|account.root|path=account_id.root_id
        18 account_root_id|many2one|Account Root|oq|account.root|path=account_id.root_id
        17 account_type|selection|Internal Type|oq||path=account_id.account_type|\
        selection=asset_receivable=Receivable;asset_cash=Bank and Cash;asset_current=Current Assets;\
        asset_non_current=Non-current Assets;asset_prepayments=Prepayments;asset_fixed=Fixed Assets;\
        liability_payable=Payable;liability_credit_card=Credit Card;liability_current=Current Liabilities;\
        liability_non_current=Non-current Liabilities;equity=Equity;equity_unaffected=Current Year Earnings;\
        income=Income;income_other=Other Income;expense=Expenses;expense_depreciation=Depreciation;\
        expense_direct_cost=Cost of Revenue;off_balance=Off-Balance Sheet
        18 account_type|selection|Internal Type|oqt||path=account_id.account_type|\
        selection=asset_receivable=Receivable;asset_cash=Bank and Cash;asset_current=Current Assets;\
        asset_non_current=Non-current Assets;asset_prepayments=Prepayments;asset_fixed=Fixed Assets;\
        liability_payable=Payable;liability_credit_card=Credit Card;liability_current=Current Liabilities;\
        liability_non_current=Non-current Liabilities;equity=Equity;equity_unaffected=Current Year Earnings;\
        income=Income;income_other=Other Income;expense=Expenses;expense_depreciation=Depreciation;\
        expense_direct_cost=Cost of Revenue;off_balance=Off-Balance Sheet
        amount_currency|monetary|Amount in Currency|sqt||currency=currency_id
        amount_residual|monetary|Residual Amount|osqt||currency=company_currency_id
        amount_residual_currency|monetary|Residual Amount in Currency|osqt||currency=currency_id
        analytic_distribution|json|Analytic Distribution|sqt
        17 analytic_distribution_search|json|Analytic Distribution Search
        analytic_line_ids|one2many|Analytic lines|sq|account.analytic.line/move_line_id
        analytic_precision|integer|Analytic Precision
        balance|monetary|Balance|sqt||currency=company_currency_id
        17 blocked|boolean|No Follow-up|sqt
        cogs_origin_id|many2one|Cogs Origin|sqt|account.move.line
        18 commercial_partner_country|many2one|Commercial Partner Country|oqt|res.country|\
        path=move_id.commercial_partner_id.country_id
        company_currency_id|many2one|Company Currency|osqt|res.currency|path=move_id.company_currency_id
        company_id|many2one|Company|osqt|res.company|path=move_id.company_id
        17 compute_all_tax|binary|Compute All Tax|o
        17 compute_all_tax_dirty|boolean|Compute All Tax Dirty|o
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        credit|monetary|Credit|sqt||currency=company_currency_id
        cumulated_balance|monetary|Cumulated Balance|o||currency=company_currency_id
        currency_id|many2one|Currency|rsqt|res.currency
        currency_rate|float|Currency Rate|o
        date|date|Date|osqt||path=move_id.date
        date_maturity|date|Due Date|sqt
        debit|monetary|Debit|sqt||currency=company_currency_id
        discount|float|Discount (%)|sqt||digits=16,2
        discount_allocation_dirty|boolean|Discount Allocation Dirty|o
        discount_allocation_key|binary|Discount Allocation Key|o
        discount_allocation_needed|binary|Discount Allocation Needed|o
        discount_amount_currency|monetary|Discount amount in Currency|sqt||currency=currency_id
        discount_balance|monetary|Discount Balance|sqt||currency=company_currency_id
        discount_date|date|Discount Date|sqt
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        display_type|selection|Display Type|rsqt||selection=product=Product;cogs=Cost of Goods Sold;tax=Tax;\
        discount=Discount;rounding=Rounding;payment_term=Payment Term;line_section=Section;line_note=Note;epd=Early \
        Payment Discount
        18 distribution_analytic_account_ids|many2many|Distribution Analytic Account|oq|account.analytic.account
        epd_dirty|boolean|Epd Dirty|o
        epd_key|binary|Epd Key|o
        epd_needed|binary|Epd Needed|o
        full_reconcile_id|many2one|Matching|osqt|account.full.reconcile
        group_tax_id|many2one|Originator Group of Taxes|sqt|account.tax
        id|integer|ID|osqt
        invoice_date|date|Invoice/Bill Date|osqt||path=move_id.invoice_date
        17 is_account_reconcile|boolean|Account Reconcile|oq||path=account_id.reconcile
        18 is_account_reconcile|boolean|Account Reconcile|oqt||path=account_id.reconcile
        is_downpayment|boolean|Is Downpayment|sqt
        18 is_imported|boolean|Is Imported|sqt
        is_refund|boolean|Is Refund|o
        is_same_currency|boolean|Is Same Currency|o
        17 is_storno|boolean|Company Storno Accounting|oq||path=move_id.is_storno
        18 is_storno|boolean|Company Storno Accounting|oqt||path=move_id.is_storno
        18 journal_group_id|many2one|Ledger|q|account.journal.group
        journal_id|many2one|Journal|osqt|account.journal|path=move_id.journal_id
        matched_credit_ids|one2many|Matched Credits|osq|account.partial.reconcile/debit_move_id
        matched_debit_ids|one2many|Matched Debits|osq|account.partial.reconcile/credit_move_id
        matching_number|char|Matching #|sqt
        move_id|many2one|Journal Entry|rosqt|account.move
        move_name|char|Number|osqt||path=move_id.name
        17 move_type|selection|Type|oq||path=move_id.move_type|selection=entry=Journal Entry;out_invoice=Customer \
        Invoice;out_refund=Customer Credit Note;in_invoice=Vendor Bill;in_refund=Vendor Credit Note;\
        out_receipt=Sales Receipt;in_receipt=Purchase Receipt
        18 move_type|selection|Type|oqt||path=move_id.move_type|selection=entry=Journal Entry;out_invoice=Customer \
        Invoice;out_refund=Customer Credit Note;in_invoice=Vendor Bill;in_refund=Vendor Credit Note;\
        out_receipt=Sales Receipt;in_receipt=Purchase Receipt
        name|char|Label|sqt
        need_vehicle|boolean|Need Vehicle|o
        parent_state|selection|Status|osqt||path=move_id.state|selection=draft=Draft;posted=Posted;cancel=Cancelled
        partner_id|many2one|Partner|sqt|res.partner
        17 payment_date|date|Payment Date|oq
        18 payment_date|date|Next Payment Date|oqt
        17 payment_id|many2one|Originator Payment|osqt|account.payment|path=move_id.payment_id
        18 payment_id|many2one|Originator Payment|osqt|account.payment|path=move_id.origin_payment_id
        price_subtotal|monetary|Subtotal|osqt||currency=currency_id
        price_total|monetary|Total|osqt||currency=currency_id
        price_unit|float|Unit Price|sqt||digits=16,2
        18 product_category_id|many2one|Product Category|oqt|product.category|path=product_id.product_tmpl_id.categ_id
        product_id|many2one|Product|sqt|product.product
        17 product_uom_category_id|many2one|Category|oq|uom.category|path=product_id.uom_id.category_id
        18 product_uom_category_id|many2one|Category|oqt|uom.category|path=product_id.uom_id.category_id
        product_uom_id|many2one|Unit of Measure|sqt|uom.uom
        purchase_line_id|many2one|Purchase Order Line|sqt|purchase.order.line
        17 purchase_order_id|many2one|Purchase Order|oq|purchase.order|path=purchase_line_id.order_id
        18 purchase_order_id|many2one|Purchase Order|oqt|purchase.order|path=purchase_line_id.order_id
        quantity|float|Quantity|sqt||digits=16,2
        reconcile_model_id|many2one|Reconciliation Model|osqt|account.reconcile.model
        reconciled|boolean|Reconciled|osqt
        ref|char|Reference|osqt||path=move_id.ref
        sale_line_ids|many2many|Sales Order Lines|osq|sale.order.line
        sequence|integer|Sequence|sqt
        statement_id|many2one|Statement|osqt|account.bank.statement|path=statement_line_id.statement_id
        statement_line_id|many2one|Originator Statement Line|osqt|account.bank.statement.line|\
        path=move_id.statement_line_id
        stock_valuation_layer_ids|one2many|Stock Valuation Layer|sq|stock.valuation.layer/account_move_line_id
        tax_base_amount|monetary|Base Amount|osqt||currency=company_currency_id
        17 tax_calculation_rounding_method|selection|Tax calculation rounding method|oq||\
        path=company_id.tax_calculation_rounding_method|selection=round_per_line=Round per Line;\
        round_globally=Round Globally
        18 tax_calculation_rounding_method|selection|Tax calculation rounding method|oqt||\
        path=company_id.tax_calculation_rounding_method|selection=round_per_line=Round per Line;\
        round_globally=Round Globally
        tax_group_id|many2one|Originator tax group|osqt|account.tax.group|path=tax_line_id.tax_group_id
        tax_ids|many2many|Taxes|sq|account.tax
        17 tax_key|binary|Tax Key|o
        tax_line_id|many2one|Originator Tax|osqt|account.tax|path=tax_repartition_line_id.tax_id
        tax_repartition_line_id|many2one|Originator Tax Distribution Line|osqt|account.tax.repartition.line
        tax_tag_ids|many2many|Tags|sq|account.account.tag
        tax_tag_invert|boolean|Invert Tags|sqt
        term_key|binary|Term Key|o
        vehicle_id|many2one|Vehicle|sqt|fleet.vehicle
        18 vehicle_log_service_ids|one2many|Vehicle Log Service|sq|fleet.vehicle.log.services/account_move_line_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
