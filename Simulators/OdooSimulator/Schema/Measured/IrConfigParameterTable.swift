extension MeasuredModel {
    static let irConfigParameter = """
        @model|ir.config_parameter|System Parameter|key|key
        @refusal|create|Administration/Settings
        @refusal|read|Administration/Settings
        @refusal|write|Administration/Settings
        @refusal|unlink|Administration/Settings
        @access|crwd|Administration/Settings
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        id|integer|ID|osqt
        key|char|Key|rsqt
        value|text|Value|rsqt
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
