extension MeasuredRecords {
    static let resLang = """
        base.lang_en|name=English (US)|code=en_US|active=true|week_start=7|date_format=%m/%d/%Y|\
        time_format=%H:%M:%S|decimal_point=.|thousands_sep=,|grouping=[3,0]
        base.lang_fr|name=French / Français|code=fr_FR|active=true|week_start=1|date_format=%d/%m/%Y|\
        time_format=%H:%M:%S|decimal_point=,|thousands_sep= |grouping=[3,0]
        base.lang_de|name=German / Deutsch|code=de_DE|active=true|week_start=1|date_format=%d.%m.%Y|\
        time_format=%H:%M:%S|decimal_point=,|thousands_sep=.|grouping=[3,0]
        """
}
