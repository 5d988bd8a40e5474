extension MeasuredModel {
    static let maintenanceStage = """
        @model|maintenance.stage|Maintenance Stage|sequence, id|name
        @refusal|create|Maintenance/Equipment Manager
        @refusal|read|User types/Internal User;Maintenance/Equipment Manager
        @refusal|write|Maintenance/Equipment Manager
        @refusal|unlink|Maintenance/Equipment Manager
        @access|crwd|Maintenance/Equipment Manager
        @access|r|User types/Internal User
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        done|boolean|Request Done|sqt
        fold|boolean|Folded in Maintenance Pipe|sqt
        id|integer|ID|osqt
        name|char|Name|rsqtT
        sequence|integer|Sequence|sqt
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
