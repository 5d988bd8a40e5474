extension MeasuredModel {
    static let maintenanceRequest = """
        @model|maintenance.request|Maintenance Request|id desc|
        @refusal|create|User types/Internal User
        @refusal|read|User types/Internal User
        @refusal|write|User types/Internal User
        @refusal|unlink|User types/Internal User
        @access|crwd|User types/Internal User
        activity_date_deadline|date|Next Activity Deadline|oq
        activity_exception_decoration|selection|Activity Exception Decoration|oq||selection=warning=Alert;danger=Error
        activity_exception_icon|char|Icon|o
        activity_ids|one2many|Activities|sq|mail.activity/res_id
        activity_state|selection|Activity State|oq||selection=overdue=Overdue;today=Today;planned=Planned
        activity_summary|char|Next Activity Summary|q||path=activity_ids.summary
        activity_type_icon|char|Activity Type Icon|oq||path=activity_ids.icon
        activity_type_id|many2one|Next Activity Type|q|mail.activity.type|path=activity_ids.activity_type_id
        activity_user_id|many2one|Responsible User|oq|res.users
        archive|boolean|Archive|sqt
        category_id|many2one|Category|osqt|maintenance.equipment.category|path=equipment_id.category_id
        close_date|date|Close Date|sqt
        color|integer|Color Index|sqt
        company_id|many2one|Company|rsqt|res.company
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        description|html|Description|sqt
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        17 done|boolean|Request Done|oq||path=stage_id.done
        18 done|boolean|Request Done|oqt||path=stage_id.done
        duration|float|Duration|sqt
        email_cc|char|Email cc|sqt
        employee_id|many2one|Employee|sqt|hr.employee
        equipment_id|many2one|Equipment|sqt|maintenance.equipment
        has_message|boolean|Has Message|oq
        id|integer|ID|osqt
        instruction_google_slide|char|Google Slide|sqt
        instruction_pdf|binary|PDF|sq
        instruction_text|html|Text|sqt
        instruction_type|selection|Instruction|sqt||selection=pdf=PDF;google_slide=Google Slide;text=Text
        kanban_state|selection|Kanban State|rsqt||selection=normal=In Progress;blocked=Blocked;done=Ready for next \
        stage
        maintenance_team_id|many2one|Team|rsqt|maintenance.team
        maintenance_type|selection|Maintenance Type|sqt||selection=corrective=Corrective;preventive=Preventive
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
        my_activity_date_deadline|date|My Activity Deadline|oq
        name|char|Subjects|rsqt
        owner_user_id|many2one|Created by User|osqt|res.users
        priority|selection|Priority|sqt||selection=0=Very Low;1=Low;2=Normal;3=High
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        recurring_maintenance|boolean|Recurrent|sqt
        repeat_interval|integer|Repeat Every|sqt
        repeat_type|selection|Until|sqt||selection=forever=Forever;until=Until
        repeat_unit|selection|Repeat Unit|sqt||selection=day=Days;week=Weeks;month=Months;year=Years
        repeat_until|date|End Date|sqt
        request_date|date|Request Date|sqt
        schedule_date|datetime|Scheduled Date|sqt
        stage_id|many2one|Stage|sqt|maintenance.stage
        user_id|many2one|Technician|sqt|res.users
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
