extension MeasuredModel {
    static let fleetVehicleAssignationLog = """
        @model|fleet.vehicle.assignation.log|Drivers history on a vehicle|create_date desc, date_start desc|
        @refusal|create|Fleet/Officer: Manage all vehicles
        @refusal|read|Fleet/Officer: Manage all vehicles
        @refusal|write|Fleet/Officer: Manage all vehicles
        @refusal|unlink|Fleet/Officer: Manage all vehicles
        @access|crwd|Fleet/Officer: Manage all vehicles
        attachment_number|integer|Number of Attachments|o
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        date_end|date|End Date|sqt
        date_start|date|Start Date|sqt
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        driver_employee_id|many2one|Driver (Employee)|sqt|hr.employee
        driver_id|many2one|Driver|rsqt|res.partner
        id|integer|ID|osqt
        vehicle_id|many2one|Vehicle|rsqt|fleet.vehicle
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
