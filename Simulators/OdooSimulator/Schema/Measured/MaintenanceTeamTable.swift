extension MeasuredModel {
    static let maintenanceTeam = """
        @model|maintenance.team|Maintenance Teams|id|
        @refusal|create|Maintenance/Equipment Manager
        @refusal|read|User types/Internal User;Maintenance/Equipment Manager
        @refusal|write|Maintenance/Equipment Manager
        @refusal|unlink|Maintenance/Equipment Manager
        @access|crwd|Maintenance/Equipment Manager
        @access|r|User types/Internal User
        active|boolean|Active|sqt
        color|integer|Color Index|sqt
        company_id|many2one|Company|sqt|res.company
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        equipment_ids|one2many|Equipment|sq|maintenance.equipment/maintenance_team_id
        id|integer|ID|osqt
        member_ids|many2many|Team Members|sq|res.users
        name|char|Team Name|rsqtT
        request_ids|one2many|Request|sq|maintenance.request/maintenance_team_id
        todo_request_count|integer|Number of Requests|o
        todo_request_count_block|integer|Number of Requests Blocked|o
        todo_request_count_date|integer|Number of Requests Scheduled|o
        todo_request_count_high_priority|integer|Number of Requests in High Priority|o
        todo_request_count_unscheduled|integer|Number of Requests Unscheduled|o
        todo_request_ids|one2many|Requests|o|maintenance.request
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
