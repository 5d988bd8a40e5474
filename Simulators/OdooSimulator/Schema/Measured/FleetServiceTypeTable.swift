extension MeasuredModel {
    static let fleetServiceType = """
        @model|fleet.service.type|Fleet Service Type|name|name
        @refusal|create|Fleet/Administrator
        @refusal|read|Fleet/Administrator;Fleet/Officer: Manage all vehicles
        @refusal|write|Fleet/Administrator
        @refusal|unlink|Fleet/Administrator
        @access|crwd|Fleet/Administrator
        @access|r|Fleet/Officer: Manage all vehicles
        category|selection|Category|rsqt||selection=contract=Contract;service=Service
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        id|integer|ID|osqt
        name|char|Name|rsqtT
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
