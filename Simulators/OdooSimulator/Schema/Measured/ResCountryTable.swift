extension MeasuredModel {
    static let resCountry = """
        @model|res.country|Country|name|name
        @refusal|create|Administration/Settings
        @refusal|write|Administration/Settings
        @refusal|unlink|Administration/Settings
        @access|crwd|Administration/Settings
        @access|r|Extra Rights/Contact Creation
        @access|r|User types/Internal User
        @access|r|User types/Portal
        @access|r|User types/Public
        address_format|text|Layout in Reports|sqt
        address_view_id|many2one|Input View|sqt|ir.ui.view
        code|char|Country Code|rsqt||size=2
        country_group_ids|many2many|Country Groups|sq|res.country.group
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        currency_id|many2one|Currency|sqt|res.currency
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        id|integer|ID|osqt
        image_url|char|Flag|o
        18 is_stripe_supported_country|boolean|Is Stripe Supported Country|o
        name|char|Country Name|rsqtT
        name_position|selection|Customer Name Position|sqt||selection=before=Before Address;after=After Address
        phone_code|integer|Country Calling Code|sqt
        state_ids|one2many|States|sq|res.country.state/country_id
        state_required|boolean|State Required|sqt
        vat_label|char|Vat Label|sqtT
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        zip_required|boolean|Zip Required|sqt
        """
}
