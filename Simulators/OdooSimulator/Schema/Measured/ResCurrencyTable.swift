extension MeasuredModel {
    static let resCurrency = """
        @model|res.currency|Currency|active desc, name|name
        17 @refusal|create|Administration/Settings;Invoicing/Billing Administrator
        17 @refusal|write|Administration/Settings;Invoicing/Billing Administrator
        17 @refusal|unlink|Administration/Settings;Invoicing/Billing Administrator
        18 @refusal|create|Administration/Settings;Invoicing/Administrator
        18 @refusal|write|Administration/Settings;Invoicing/Administrator
        18 @refusal|unlink|Administration/Settings;Invoicing/Administrator
        @access|crwd|Administration/Settings
        17 @access|crwd|Invoicing/Billing Administrator
        18 @access|crwd|Invoicing/Administrator
        @access|r|User types/Internal User
        @access|r|User types/Portal
        @access|r|User types/Public
        active|boolean|Active|sqt
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 currency_subunit_label|char|Currency Subunit|sqt
        18 currency_subunit_label|char|Currency Subunit|sqtT
        17 currency_unit_label|char|Currency Unit|sqt
        18 currency_unit_label|char|Currency Unit|sqtT
        date|date|Date|o
        decimal_places|integer|Decimal Places|osqt
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        display_rounding_warning|boolean|Display Rounding Warning|o
        17 fiscal_country_codes|char|Fiscal Country Codes|o
        18 fiscal_country_codes|char|Fiscal Country Codes
        full_name|char|Name|sqt
        id|integer|ID|osqt
        inverse_rate|float|Inverse Rate|o
        is_current_company_currency|boolean|Is Current Company Currency|o
        18 iso_numeric|integer|Currency numeric code.|sqt
        name|char|Currency|rsqt||size=3
        position|selection|Symbol Position|sqt||selection=after=After Amount;before=Before Amount
        rate|float|Current Rate|o
        rate_ids|one2many|Rates|sq|res.currency.rate/currency_id
        rate_string|char|Rate String|o
        rounding|float|Rounding Factor|sqt||digits=12,6
        symbol|char|Symbol|rsqt
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
