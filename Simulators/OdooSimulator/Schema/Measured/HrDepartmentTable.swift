extension MeasuredModel {
    static let hrDepartment = """
        @model|hr.department|Department|name|
        @refusal|create|Employees/Officer: Manage all employees
        @refusal|read|User types/Internal User;Employees/Officer: Manage all employees
        17 @refusal|write|Employees/Officer: Manage all employees
        18 @refusal|write|User types/Internal User;Employees/Officer: Manage all employees
        @refusal|unlink|Employees/Officer: Manage all employees
        @access|crwd|Employees/Officer: Manage all employees
        17 @access|r|User types/Internal User
        18 @access|rw|User types/Internal User
        active|boolean|Active|sqt
        18 activity_date_deadline|date|Next Activity Deadline|oq
        18 activity_exception_decoration|selection|Activity Exception Decoration|oq||selection=warning=Alert;\
        danger=Error
        18 activity_exception_icon|char|Icon|o
        18 activity_ids|one2many|Activities|sq|mail.activity/res_id
        18 activity_state|selection|Activity State|oq||selection=overdue=Overdue;today=Today;planned=Planned
        18 activity_summary|char|Next Activity Summary|q||path=activity_ids.summary
        18 activity_type_icon|char|Activity Type Icon|oq||path=activity_ids.icon
        18 activity_type_id|many2one|Next Activity Type|q|mail.activity.type|path=activity_ids.activity_type_id
        18 activity_user_id|many2one|Responsible User|oq|res.users
        child_ids|one2many|Child Departments|sq|hr.department/parent_id
        color|integer|Color Index|sqt
        company_id|many2one|Company|sqt|res.company
        complete_name|char|Complete Name|osqt
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        has_message|boolean|Has Message|oq
        18 has_read_access|boolean|Has Read Access|q
        id|integer|ID|osqt
        jobs_ids|one2many|Jobs|sq|hr.job/department_id
        manager_id|many2one|Manager|sqt|hr.employee
        master_department_id|many2one|Master Department|osqt|hr.department
        member_ids|one2many|Members|osq|hr.employee/department_id
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
        18 my_activity_date_deadline|date|My Activity Deadline|oq
        name|char|Department Name|rsqtT
        note|text|Note|sqt
        parent_id|many2one|Parent Department|sqt|hr.department
        parent_path|char|Parent Path|sqt
        plan_ids|one2many|Plan|sq|mail.activity.plan/department_id
        plans_count|integer|Plans Count|o
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        total_employee|integer|Total Employee|o
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
