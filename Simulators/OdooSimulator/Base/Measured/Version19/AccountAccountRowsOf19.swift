extension MeasuredRecords {
    static let accountAccount19 = """
        account.1_current_assets|code=101000|name=Current Assets|account_type=asset_current
        account.1_stock_valuation|code=110100|name=Stock Valuation|account_type=asset_current
        account.1_cost_of_production|code=110400|name=Cost of Production|account_type=asset_current|reconcile=true
        account.1_wip|code=110500|name=Work in Progress|account_type=asset_current|reconcile=true
        account.1_receivable|code=121000|name=Account Receivable|account_type=asset_receivable|reconcile=true
        account.1_to_receive_rec|code=121100|name=Products to receive|account_type=asset_current|reconcile=true
        account.1_owner_current_account|code=122000|name=Owner's Current Account|account_type=asset_receivable|\
        reconcile=true
        account.1_prepaid_expenses|code=128000|name=Prepaid Expenses|account_type=asset_current
        account.1_tax_paid|code=131000|name=Tax Paid|account_type=asset_current
        account.1_tax_receivable|code=132000|name=Tax Receivable|account_type=asset_receivable|reconcile=true
        account.1_prepayments|code=141000|name=Prepayments|account_type=asset_prepayments
        account.1_fixed_assets|code=151000|name=Fixed Asset|account_type=asset_fixed
        account.1_non_current_assets|code=191000|name=Non-current assets|account_type=asset_non_current
        account.1_current_liabilities|code=201000|name=Current Liabilities|account_type=liability_current
        account.1_payable|code=211000|name=Account Payable|account_type=liability_payable|reconcile=true
        account.1_to_receive_pay|code=211100|name=Bills to receive|account_type=liability_current|reconcile=true
        account.1_deferred_revenue|code=212000|name=Deferred Revenue|account_type=liability_current
        account.1_salary_payable|code=230000|name=Salary Payable|account_type=liability_current|reconcile=true
        account.1_employee_payroll_taxes|code=230100|name=Employee Payroll Taxes|account_type=liability_current|\
        reconcile=true
        account.1_employer_payroll_taxes|code=230200|name=Employer Payroll Taxes|account_type=liability_current|\
        reconcile=true
        account.1_tax_received|code=251000|name=Tax Received|account_type=liability_current
        account.1_tax_payable|code=252000|name=Tax Payable|account_type=liability_payable|reconcile=true
        account.1_non_current_liabilities|code=291000|name=Non-current Liabilities|account_type=liability_non_current
        account.1_capital|code=301000|name=Capital|account_type=equity
        account.1_dividends|code=302000|name=Dividends|account_type=equity
        account.1_income|code=400000|name=Product Sales|account_type=income
        account.1_income_currency_exchange|code=441000|name=Foreign Exchange Gain|account_type=income
        account.1_cash_diff_income|code=442000|name=Cash Difference Gain|account_type=income
        account.1_cash_discount_loss|code=443000|name=Cash Discount Loss|account_type=expense
        account.1_other_income|code=450000|name=Other Income|account_type=income_other
        account.1_cost_of_goods_sold|code=500000|name=Cost of Goods Sold|account_type=expense_direct_cost
        account.1_expense|code=600000|name=Expenses|account_type=expense
        account.1_stock_variation|code=610000|name=Stock Variation|account_type=expense
        account.1_expense_invest|code=611000|name=Purchase of Equipments|account_type=expense
        account.1_expense_rent|code=612000|name=Rent|account_type=expense
        account.1_expense_finance|code=620000|name=Bank Fees|account_type=expense
        account.1_expense_salary|code=630000|name=Salary Expenses|account_type=expense
        account.1_expense_currency_exchange|code=641000|name=Foreign Exchange Loss|account_type=expense
        account.1_cash_diff_expense|code=642000|name=Cash Difference Loss|account_type=expense
        account.1_cash_discount_gain|code=643000|name=Cash Discount Gain|account_type=income
        account.1_expense_rd|code=961000|name=RD Expenses|account_type=expense
        account.1_expense_sales|code=962000|name=Sales Expenses|account_type=expense
        account.1_pos_receivable|code=101300|name=Account Receivable (PoS)|account_type=asset_receivable|reconcile=true
        account.1_credit_card|code=201100|name=Credit Card|account_type=liability_credit_card
        account.1_bank_journal_default_account_45|code=101401|name=Bank|account_type=asset_cash
        account.1_account_journal_suspense_account_id|code=101402|name=Bank Suspense Account|account_type=asset_current
        account.1_transfer_account_id|code=101701|name=Liquidity Transfer|account_type=asset_current|reconcile=true
        account.1_account_journal_payment_debit_account_id|code=101403|name=Outstanding Receipts|\
        account_type=asset_current|reconcile=true
        account.1_account_journal_payment_credit_account_id|code=101404|name=Outstanding Payments|\
        account_type=asset_current|reconcile=true
        account.1_unaffected_earnings_account|code=999999|name=Undistributed Profits/Losses|\
        account_type=equity_unaffected
        """
}
