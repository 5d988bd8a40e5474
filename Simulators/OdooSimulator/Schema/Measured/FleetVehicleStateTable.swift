extension MeasuredModel {
    static let fleetVehicleState = """
        @model|fleet.vehicle.state|Vehicle Status|sequence asc|name
        @refusal|create|Fleet/Administrator
        @refusal|read|Fleet/Administrator;Fleet/Officer: Manage all vehicles
        @refusal|write|Fleet/Administrator
        @refusal|unlink|Fleet/Administrator
        @access|crwd|Fleet/Administrator
        @access|r|Fleet/Officer: Manage all vehicles
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        id|integer|ID|osqt
        name|char|Name|rsqtT
        sequence|integer|Sequence|sqt
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
