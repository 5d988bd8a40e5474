extension MeasuredRecords {
    static let accountTax19 = """
        account.1_sale_tax_template|name=15%|amount=15|amount_type=percent|type_tax_use=sale|\
        company_id=@base.main_company|active=true|sequence=1|tax_group_id=@account.1_tax_group_15|\
        country_id=@base.us|is_base_affected=true|tax_exigibility=on_invoice
        account.1_purchase_tax_template|name=15%|amount=15|amount_type=percent|type_tax_use=purchase|\
        company_id=@base.main_company|active=true|sequence=1|tax_group_id=@account.1_tax_group_15|\
        country_id=@base.us|is_base_affected=true|tax_exigibility=on_invoice
        account.1_sale_export_tax_template|name=0% Exports|amount_type=percent|type_tax_use=sale|\
        company_id=@base.main_company|active=true|sequence=1|tax_group_id=@account.1_tax_group_0|\
        country_id=@base.us|is_base_affected=true|tax_exigibility=on_invoice
        account.1_purchase_import_tax_template|name=0% Imports|amount_type=percent|type_tax_use=purchase|\
        company_id=@base.main_company|active=true|sequence=1|tax_group_id=@account.1_tax_group_0|\
        country_id=@base.us|is_base_affected=true|tax_exigibility=on_invoice
        """

    static let accountTaxGroup19 = """
        account.1_tax_group_15|name=Tax 15%|name@fr_FR=Taxe 15%|name@de_DE=Steuer 15 %|sequence=10|\
        company_id=@base.main_company|country_id=@base.us
        account.1_tax_group_0|name=Tax 0%|name@fr_FR=Taxe 0 %|name@de_DE=Steuern 0 %|sequence=10|\
        company_id=@base.main_company|country_id=@base.us
        """

    static let accountPaymentMethodLine19 = """
        #1|name=Manual Payment|journal_id=@account.1_bank|payment_type=inbound|sequence=10
        #2|name=Manual Payment|journal_id=@account.1_bank|payment_type=outbound|sequence=10
        """
}
