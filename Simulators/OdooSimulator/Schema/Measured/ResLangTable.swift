extension MeasuredModel {
    static let resLang = """
        @model|res.lang|Languages|active desc,name|name
        @refusal|create|Administration/Settings
        @refusal|write|Administration/Settings
        @refusal|unlink|Administration/Settings
        @access|crwd|Administration/Settings
        @access|r|User types/Internal User
        @access|r|User types/Portal
        @access|r|User types/Public
        active|boolean|Active|sqt
        code|char|Locale Code|rsqt
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        date_format|char|Date Format|rsqt
        decimal_point|char|Decimal Separator|rsqt
        direction|selection|Direction|rsqt||selection=ltr=Left-to-Right;rtl=Right-to-Left
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        flag_image|binary|Image|sq
        flag_image_url|char|Flag Image Url|o
        grouping|char|Separator Format|rsqt
        id|integer|ID|osqt
        iso_code|char|ISO code|sqt
        name|char|Name|rsqt
        18 short_time_format|char|Short Time Format|rsqt
        thousands_sep|char|Thousands Separator|sqt
        time_format|char|Time Format|rsqt
        url_code|char|URL Code|rsqt
        week_start|selection|First Day of Week|rsqt||selection=1=Monday;2=Tuesday;3=Wednesday;4=Thursday;5=Friday;\
        6=Saturday;7=Sunday
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
