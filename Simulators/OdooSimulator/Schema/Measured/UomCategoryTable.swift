extension MeasuredModel {
    static let uomCategory = """
        @model|uom.category|Product UoM Categories|id|name
        @refusal|create|Administration/Settings;Purchase/Administrator;Inventory/Administrator;Sales/Administrator
        @refusal|read|Administration/Settings;User types/Internal User;Purchase/Administrator;\
        Inventory/Administrator;Sales/Administrator
        @refusal|write|Administration/Settings;Purchase/Administrator;Inventory/Administrator;Sales/Administrator
        @refusal|unlink|Administration/Settings;Purchase/Administrator;Inventory/Administrator;Sales/Administrator
        @access|crwd|Administration/Settings
        @access|crwd|Inventory/Administrator
        @access|crwd|Purchase/Administrator
        @access|crwd|Sales/Administrator
        @access|r|User types/Internal User
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        id|integer|ID|osqt
        name|char|Unit of Measure Category|rsqtT
        reference_uom_id|many2one|Reference UoM||uom.uom
        uom_ids|one2many|Uom|sq|uom.uom/category_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
