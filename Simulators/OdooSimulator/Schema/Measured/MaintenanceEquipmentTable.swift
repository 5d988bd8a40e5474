extension MeasuredModel {
    static let maintenanceEquipment = """
        @model|maintenance.equipment|Maintenance Equipment|id|
        @refusal|create|Maintenance/Equipment Manager
        @refusal|read|User types/Internal User;Maintenance/Equipment Manager
        @refusal|write|Maintenance/Equipment Manager
        @refusal|unlink|Maintenance/Equipment Manager
        @access|crwd|Maintenance/Equipment Manager
        @access|r|User types/Internal User
        active|boolean|Active|sqt
        activity_date_deadline|date|Next Activity Deadline|oq
        activity_exception_decoration|selection|Activity Exception Decoration|oq||selection=warning=Alert;danger=Error
        activity_exception_icon|char|Icon|o
        activity_ids|one2many|Activities|sq|mail.activity/res_id
        activity_state|selection|Activity State|oq||selection=overdue=Overdue;today=Today;planned=Planned
        activity_summary|char|Next Activity Summary|q||path=activity_ids.summary
        activity_type_icon|char|Activity Type Icon|oq||path=activity_ids.icon
        activity_type_id|many2one|Next Activity Type|q|mail.activity.type|path=activity_ids.activity_type_id
        activity_user_id|many2one|Responsible User|oq|res.users
        assign_date|date|Assigned Date|sqt
        category_id|many2one|Equipment Category|sqt|maintenance.equipment.category
        color|integer|Color Index|sqt
        company_id|many2one|Company|sqt|res.company
        cost|float|Cost|sqt
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        department_id|many2one|Assigned Department|sqt|hr.department
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        effective_date|date|Effective Date|rsqt
        employee_id|many2one|Assigned Employee|sqt|hr.employee
        equipment_assign_to|selection|Used By|rsqt||selection=department=Department;employee=Employee;other=Other
        18 equipment_properties|properties|Properties|sqt
        estimated_next_failure|date|Estimated time before next failure (in days)|o
        expected_mtbf|integer|Expected MTBF|sqt
        has_message|boolean|Has Message|oq
        id|integer|ID|osqt
        latest_failure_date|date|Latest Failure Date|o
        location|char|Location|sqt
        maintenance_count|integer|Maintenance Count|osqt
        maintenance_ids|one2many|Maintenance|sq|maintenance.request/equipment_id
        maintenance_open_count|integer|Current Maintenance|osqt
        maintenance_team_id|many2one|Maintenance Team|sqt|maintenance.team
        18 match_serial|boolean|Match Serial|o
        message_attachment_count|integer|Attachment Count|o
        message_follower_ids|one2many|Followers|sq|mail.followers/res_id
        message_has_error|boolean|Message Delivery error|oq
        message_has_error_counter|integer|Number of errors|o
        message_has_sms_error|boolean|SMS Delivery error|oq
        message_ids|one2many|Messages|sq|mail.message/res_id
        message_is_follower|boolean|Is Follower|oq
        message_needaction|boolean|Action Needed|oq
        message_needaction_counter|integer|Number of Actions|o
        message_partner_ids|many2many|Followers (Partners)|q|res.partner
        model|char|Model|sqt
        mtbf|integer|MTBF|o
        mttr|integer|MTTR|o
        my_activity_date_deadline|date|My Activity Deadline|oq
        name|char|Equipment Name|rsqtT
        note|html|Note|sqt
        owner_user_id|many2one|Owner|osqt|res.users
        partner_id|many2one|Vendor|sqt|res.partner
        partner_ref|char|Vendor Reference|sqt
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        scrap_date|date|Scrap Date|sqt
        serial_no|char|Serial Number|sqt
        technician_user_id|many2one|Technician|sqt|res.users
        warranty_date|date|Warranty Expiration Date|sqt
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
