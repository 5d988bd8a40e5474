extension MeasuredModel {
    static let hrJob = """
        @model|hr.job|Job Position|sequence|
        @refusal|create|Employees/Officer: Manage all employees
        @refusal|read|Employees/Officer: Manage all employees
        @refusal|write|Employees/Officer: Manage all employees
        @refusal|unlink|Employees/Officer: Manage all employees
        @access|crwd|Employees/Officer: Manage all employees
        active|boolean|Active|sqt
        company_id|many2one|Company|sqt|res.company
        contract_type_id|many2one|Employment Type|sqt|hr.contract.type
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        department_id|many2one|Department|sqt|hr.department
        description|html|Job Description|sqt
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        employee_ids|one2many|Employees|sq|hr.employee/job_id
        expected_employees|integer|Total Forecasted Employees|osqt
        has_message|boolean|Has Message|oq
        id|integer|ID|osqt
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
        name|char|Job Position|rsqtT
        no_of_employee|integer|Current Number of Employees|osqt
        17 no_of_hired_employee|integer|Hired Employees|sqt
        no_of_recruitment|integer|Target|sqt
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        requirements|text|Requirements|sqt
        sequence|integer|Sequence|sqt
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
