extension MeasuredModel {
    static let resCountryState = """
        @model|res.country.state|Country state|code|
        @refusal|create|Extra Rights/Contact Creation
        @refusal|write|Extra Rights/Contact Creation
        @refusal|unlink|Extra Rights/Contact Creation
        @access|crwd|Extra Rights/Contact Creation
        @access|r|User types/Internal User
        @access|r|User types/Portal
        @access|r|User types/Public
        code|char|State Code|rsqt
        country_id|many2one|Country|rsqt|res.country
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        id|integer|ID|osqt
        name|char|State Name|rsqt
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
