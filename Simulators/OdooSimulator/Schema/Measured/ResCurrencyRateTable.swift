extension MeasuredModel {
    static let resCurrencyRate = """
        @model|res.currency.rate|Currency Rate|name desc|
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
        company_id|many2one|Company|sqt|res.company
        company_rate|float|Company Rate
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        currency_id|many2one|Currency|rosqt|res.currency
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        id|integer|ID|osqt
        inverse_company_rate|float|Inverse Company Rate
        name|date|Date|rsqt
        rate|float|Technical Rate|sqt
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
