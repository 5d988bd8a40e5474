extension MeasuredModel {
    static let fleetVehicleModelBrand = """
        @model|fleet.vehicle.model.brand|Brand of the vehicle|name asc|name
        @refusal|create|Fleet/Administrator
        @refusal|read|Fleet/Administrator;Fleet/Officer: Manage all vehicles
        @refusal|write|Fleet/Administrator
        @refusal|unlink|Fleet/Administrator
        @access|crwd|Fleet/Administrator
        @access|r|Fleet/Officer: Manage all vehicles
        active|boolean|Active|sqt
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        id|integer|ID|osqt
        image_128|binary|Logo|sq
        model_count|integer|Model Count|osqt
        model_ids|one2many|Model|sq|fleet.vehicle.model/brand_id
        name|char|Name|rsqt
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
