extension MeasuredRecords {
    static let accountJournal19 = """
        account.1_sale|name=Sales|code=INV|type=sale|company_id=@base.main_company|active=true|\
        default_account_id=@account.1_income|sequence=5|refund_sequence=true
        account.1_purchase|name=Purchases|code=BILL|type=purchase|company_id=@base.main_company|active=true|\
        default_account_id=@account.1_expense|sequence=6|refund_sequence=true
        account.1_general|name=Miscellaneous Operations|code=MISC|type=general|company_id=@base.main_company|\
        active=true|sequence=9
        account.1_exch|name=Exchange Difference|code=EXCH|type=general|company_id=@base.main_company|active=true|\
        sequence=10
        account.1_caba|name=Cash Basis Taxes|code=CABA|type=general|company_id=@base.main_company|active=true|\
        sequence=10
        account.1_bank|name=Bank|code=BNK1|type=bank|company_id=@base.main_company|active=true|\
        default_account_id=@account.1_bank_journal_default_account_45|sequence=7|\
        suspense_account_id=@account.1_account_journal_suspense_account_id|payment_sequence=true
        account.1_inventory_valuation|name=Inventory Valuation|code=STJ|type=general|company_id=@base.main_company|\
        active=true|sequence=10
        """
}
