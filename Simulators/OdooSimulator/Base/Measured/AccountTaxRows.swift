extension MeasuredRecords {
    static let crmTeam = """
        sales_team.team_sales_department|name=Sales|name@fr_FR=Ventes|name@de_DE=Verkauf|sequence=0|active=true
        sales_team.salesteam_website_sales|name=Website|name@fr_FR=Site Web|name@de_DE=Website|active=false|sequence=10
        sales_team.pos_sales_team|name=Point of Sale|name@fr_FR=Point de Vente|name@de_DE=Kassensystem|\
        active=false|sequence=10
        """

    static let accountPaymentMethodLine = """
        17 #1|name=Manual|journal_id=@account.1_bank|payment_type=inbound|sequence=10
        17 #2|name=Manual|journal_id=@account.1_bank|payment_type=outbound|sequence=10
        17 #3|name=Manual|journal_id=@account.1_cash|payment_type=outbound|sequence=10
        17 #4|name=Manual|journal_id=@account.1_cash|payment_type=inbound|sequence=10
        18 #1|name=Manual Payment|journal_id=@account.1_bank|payment_type=inbound|sequence=10
        18 #2|name=Manual Payment|journal_id=@account.1_bank|payment_type=outbound|sequence=10
        18 #3|name=Manual Payment|journal_id=@account.1_cash|payment_type=outbound|sequence=10
        18 #4|name=Manual Payment|journal_id=@account.1_cash|payment_type=inbound|sequence=10
        """

    static let accountTaxGroup = """
        account.1_tax_group_15|name=Tax 15%|name@fr_FR=Taxe 15%|name@de_DE=Steuer 15 %|sequence=10|\
        company_id=@base.main_company|country_id=@base.us
        """

    static let accountTax = """
        account.1_sale_tax_template|name=15%|amount=15|amount_type=percent|type_tax_use=sale|\
        company_id=@base.main_company|active=true|sequence=1|tax_group_id=@account.1_tax_group_15|\
        country_id=@base.us|is_base_affected=true|tax_exigibility=on_invoice
        account.1_purchase_tax_template|name=15%|amount=15|amount_type=percent|type_tax_use=purchase|\
        company_id=@base.main_company|active=true|sequence=1|tax_group_id=@account.1_tax_group_15|\
        country_id=@base.us|is_base_affected=true|tax_exigibility=on_invoice
        """
}
