extension MeasuredModel {
    static let uomUom = """
        @model|uom.uom|Product Unit of Measure|factor DESC, id|name
        @refusal|create|Administration/Settings;Purchase/Administrator;Inventory/Administrator;Sales/Administrator
        @refusal|read|Administration/Settings;User types/Internal User;Purchase/Administrator;\
        Inventory/Administrator;Sales/Administrator;Sales/User: Own Documents Only;Timesheets/User: own timesheets \
        only
        @refusal|write|Administration/Settings;Purchase/Administrator;Inventory/Administrator;Sales/Administrator
        @refusal|unlink|Administration/Settings;Purchase/Administrator;Inventory/Administrator;Sales/Administrator
        @access|crwd|Administration/Settings
        @access|crwd|Inventory/Administrator
        @access|crwd|Purchase/Administrator
        @access|crwd|Sales/Administrator
        @access|r|Sales/User: Own Documents Only
        @access|r|Timesheets/User: own timesheets only
        @access|r|User types/Internal User
        active|boolean|Active|sqt
        category_id|many2one|Category|rsqt|uom.category
        color|integer|Color|o
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        factor|float|Ratio|rsqt
        factor_inv|float|Bigger Ratio|ro
        fiscal_country_codes|char|Fiscal Country Codes|o
        id|integer|ID|osqt
        name|char|Unit of Measure|rsqtT
        ratio|float|Combined Ratio
        rounding|float|Rounding Precision|rsqt
        timesheet_widget|char|Widget|sqt
        uom_type|selection|Type|rsqt||selection=bigger=Bigger than the reference Unit of Measure;\
        reference=Reference Unit of Measure for this category;smaller=Smaller than the reference Unit of Measure
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
