extension MeasuredModel {
    static let fleetVehicleOdometer = """
        @model|fleet.vehicle.odometer|Odometer log for a vehicle|date desc|
        @refusal|create|Fleet/Officer: Manage all vehicles
        @refusal|read|Fleet/Officer: Manage all vehicles
        @refusal|write|Fleet/Officer: Manage all vehicles
        @refusal|unlink|Fleet/Officer: Manage all vehicles
        @access|crwd|Fleet/Officer: Manage all vehicles
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        date|date|Date|sqt
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        17 driver_employee_id|many2one|Driver (Employee)|oq|hr.employee|path=vehicle_id.driver_employee_id
        18 driver_employee_id|many2one|Driver (Employee)|oqt|hr.employee|path=vehicle_id.driver_employee_id
        17 driver_id|many2one|Driver|q|res.partner|path=vehicle_id.driver_id
        18 driver_id|many2one|Driver|qt|res.partner|path=vehicle_id.driver_id
        id|integer|ID|osqt
        name|char|Name|osqt
        17 unit|selection|Unit|oq||path=vehicle_id.odometer_unit|selection=kilometers=km;miles=mi
        18 unit|selection|Unit|oqt||path=vehicle_id.odometer_unit|selection=kilometers=km;miles=mi
        value|float|Odometer Value|sqt
        vehicle_id|many2one|Vehicle|rsqt|fleet.vehicle
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
