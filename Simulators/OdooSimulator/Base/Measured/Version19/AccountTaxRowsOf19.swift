extension MeasuredRecords {
    static let accountTax19 = """
        account.1_sale_tax_template|name=15%|amount=15|amount_type=percent|type_tax_use=sale|\
        company_id=@base.main_company|active=true|sequence=1
        account.1_purchase_tax_template|name=15%|amount=15|amount_type=percent|type_tax_use=purchase|\
        company_id=@base.main_company|active=true|sequence=1
        account.1_sale_export_tax_template|name=0% Exports|amount_type=percent|type_tax_use=sale|\
        company_id=@base.main_company|active=true|sequence=1
        account.1_purchase_import_tax_template|name=0% Imports|amount_type=percent|type_tax_use=purchase|\
        company_id=@base.main_company|active=true|sequence=1
        """
}
