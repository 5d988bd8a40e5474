extension MeasuredModel {
    static let projectTask = """
        @model|project.task|Task|priority desc, sequence, date_deadline asc, id desc|name
        @refusal|create|User types/Internal User;Project/User
        @refusal|write|User types/Internal User;Project/User
        @refusal|unlink|User types/Internal User;Project/User
        @access|crwd|Project/User
        @access|crwd|User types/Internal User
        @access|r|User types/Internal User
        @access|r|User types/Portal
        access_token|char|Security Token|sqt
        access_url|char|Portal Access URL|o
        access_warning|text|Access warning|o
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
        allocated_hours|float|Allocated Time|sqt
        17 allow_billable|boolean|Billable|oq||path=project_id.allow_billable
        18 allow_billable|boolean|Billable|oqt||path=project_id.allow_billable
        17 allow_milestones|boolean|Milestones|oq||path=project_id.allow_milestones
        18 allow_milestones|boolean|Milestones|oqt||path=project_id.allow_milestones
        17 allow_task_dependencies|boolean|Task Dependencies|oq||path=project_id.allow_task_dependencies
        18 allow_task_dependencies|boolean|Task Dependencies|oqt||path=project_id.allow_task_dependencies
        allow_timesheets|boolean|Allow timesheets|oq
        17 analytic_account_active|boolean|Active Analytic Account|o
        18 analytic_account_active|boolean|Active Analytic Account|oqt||path=project_id.analytic_account_active
        17 analytic_account_id|many2one|Analytic Account|sqt|account.analytic.account
        17 attachment_ids|one2many|Main Attachments|o|ir.attachment
        18 attachment_ids|one2many|Attachments|o|ir.attachment
        child_ids|one2many|Sub-tasks|sq|project.task/parent_id
        18 closed_depend_on_count|integer|Closed Depending on Tasks|o
        closed_subtask_count|integer|Closed Sub-tasks Count|o
        color|integer|Color Index|sqt
        company_id|many2one|Company|sqt|res.company
        create_date|datetime|Created On|osqt
        create_uid|many2one|Created by|osqt|res.users
        18 current_user_same_company_partner|boolean|Current User Same Company Partner|o
        date_assign|datetime|Assigning Date|osqt
        date_deadline|datetime|Deadline|sqt
        date_end|datetime|Ending Date|sqt
        date_last_stage_update|datetime|Last Stage Update|osqt
        18 depend_on_count|integer|Depending on Tasks|o
        depend_on_ids|many2many|Blocked By|sq|project.task
        dependent_ids|many2many|Block|sq|project.task
        dependent_tasks_count|integer|Dependent Tasks|o
        description|html|Description|sqt
        18 display_follow_button|boolean|Display Follow Button|o
        17 display_in_project|boolean|Display In Project|osqt
        18 display_in_project|boolean|Display In Project|sqt
        17 display_name|char|Display Name
        18 display_name|char|Display Name|q
        display_parent_task_button|boolean|Display Parent Task Button|o
        display_sale_order_button|boolean|Display Sales Order|o
        displayed_image_id|many2one|Cover Image|sqt|ir.attachment
        duration_tracking|json|Status time|o
        17 effective_hours|float|Hours Spent|osqt
        18 effective_hours|float|Time Spent|osqt
        email_cc|char|Email cc|sqt
        encode_uom_in_days|boolean|Encode Uom In Days|o
        has_late_and_unreached_milestone|boolean|Has Late And Unreached Milestone|oq
        has_message|boolean|Has Message|oq
        has_multi_sol|boolean|Has Multi Sol|o
        18 html_field_history|json|History data|sqt
        18 html_field_history_metadata|json|History metadata|o
        id|integer|ID|osqt
        18 is_closed|boolean|Closed state|oq
        is_project_map_empty|boolean|Is Project map empty|o
        18 link_preview_name|char|Link Preview Name|o
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
        milestone_id|many2one|Milestone|sqt|project.milestone
        my_activity_date_deadline|date|My Activity Deadline|oq
        name|char|Title|rsqt
        overtime|float|Overtime|osqt
        parent_id|many2one|Parent Task|sqt|project.task
        partner_id|many2one|Customer|sqt|res.partner
        personal_stage_id|many2one|Personal Stage State|o|project.task.stage.personal
        personal_stage_type_id|many2one|Personal Stage|q|project.task.type
        personal_stage_type_ids|many2many|Personal Stages|sq|project.task.type
        portal_user_names|char|Portal User Names|oq
        pricing_type|selection|Pricing|oq||path=project_id.pricing_type|selection=task_rate=Task rate;\
        fixed_rate=Project rate;employee_rate=Employee rate
        priority|selection|Priority|sqt||selection=0=Low;1=High
        progress|float|Progress|osqt
        project_id|many2one|Project|sqt|project.project
        17 project_privacy_visibility|selection|Project Visibility|oq||path=project_id.privacy_visibility|\
        selection=followers=Invited internal users (private);employees=All internal users;portal=Invited portal \
        users and all internal users (public)
        18 project_privacy_visibility|selection|Project Visibility|oqt||path=project_id.privacy_visibility|\
        selection=followers=Invited internal users (private);employees=All internal users;portal=Invited portal \
        users and all internal users (public)
        17 project_sale_order_id|many2one|Project's sale order|oq|sale.order|path=project_id.sale_order_id
        18 project_sale_order_id|many2one|Project's sale order|oqt|sale.order|path=project_id.sale_order_id
        17 rating_active|boolean|Project Rating Status|oq||path=project_id.rating_active
        18 rating_active|boolean|Project Rating Status|oqt||path=project_id.rating_active
        rating_avg|float|Average Rating|oq
        rating_avg_text|selection|Rating Avg Text|o||selection=top=Satisfied;ok=Okay;ko=Dissatisfied;none=No Rating \
        yet
        rating_count|integer|Rating count|o
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        rating_last_feedback|text|Rating Last Feedback|oq||path=rating_ids.feedback
        rating_last_image|binary|Rating Last Image|o||path=rating_ids.rating_image
        rating_last_text|selection|Rating Text|oq||path=rating_ids.rating_text|selection=top=Satisfied;ok=Okay;\
        ko=Dissatisfied;none=No Rating yet
        rating_last_value|float|Rating Last Value|osqt
        rating_percentage_satisfaction|float|Rating Satisfaction|o
        recurrence_id|many2one|Recurrence|sqt|project.task.recurrence
        recurring_count|integer|Tasks in Recurrence|o
        recurring_task|boolean|Recurrent|sqt
        17 remaining_hours|float|Remaining Hours|osqt
        18 remaining_hours|float|Time Remaining|osqt
        remaining_hours_available|boolean|Remaining Hours Available|o||path=sale_line_id.remaining_hours_available
        remaining_hours_percentage|float|Remaining Hours Percentage|oq
        17 remaining_hours_so|float|Remaining Hours on SO|oq
        18 remaining_hours_so|float|Time Remaining on SO|oq
        repeat_interval|integer|Repeat Every
        repeat_type|selection|Until|||selection=forever=Forever;until=Until
        repeat_unit|selection|Repeat Unit|||selection=day=Days;week=Weeks;month=Months;year=Years
        repeat_until|date|End Date
        sale_line_id|many2one|Sales Order Item|sqt|sale.order.line
        sale_order_id|many2one|Sales Order|osqt|sale.order
        18 sale_order_state|selection|Status|oqt||path=sale_order_id.state|selection=draft=Quotation;sent=Quotation \
        Sent;sale=Sales Order;cancel=Cancelled
        sequence|integer|Sequence|sqt
        18 show_display_in_project|boolean|Show Display In Project|o
        17 so_analytic_account_id|many2one|Sale Order Analytic Account|oq|account.analytic.account|\
        path=sale_order_id.analytic_account_id
        stage_id|many2one|Stage|sqt|project.task.type
        17 state|selection|State|rsqt||selection=01_in_progress=In Progress;02_changes_requested=Changes Requested;\
        03_approved=Approved;1_done=Done;1_canceled=Canceled;04_waiting_normal=Waiting
        18 state|selection|State|rsqt||selection=01_in_progress=In Progress;02_changes_requested=Changes Requested;\
        03_approved=Approved;1_done=Done;1_canceled=Cancelled;04_waiting_normal=Waiting
        subtask_allocated_hours|float|Sub-tasks Allocated Time|o
        18 subtask_completion_percentage|float|Subtask Completion Percentage|o
        subtask_count|integer|Sub-task Count|o
        17 subtask_effective_hours|float|Hours Spent on Sub-Tasks|osqt
        18 subtask_effective_hours|float|Time Spent on Sub-tasks|osqt
        tag_ids|many2many|Tags|sq|project.tags
        task_properties|properties|Properties|sqt
        task_to_invoice|boolean|To invoice|oq
        timesheet_ids|one2many|Timesheets|sq|account.analytic.line/task_id
        17 timesheet_product_id|many2one|Timesheet Product|oq|product.product|path=project_id.timesheet_product_id
        18 timesheet_product_id|many2one|Timesheet Product|oqt|product.product|path=project_id.timesheet_product_id
        17 total_hours_spent|float|Total Hours|osqt
        18 total_hours_spent|float|Total Time Spent|osqt
        user_ids|many2many|Assignees|sq|res.users
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        working_days_close|float|Working Days to Close|osqt
        working_days_open|float|Working Days to Assign|osqt
        working_hours_close|float|Working Hours to Close|osqt||digits=16,2
        working_hours_open|float|Working Hours to Assign|osqt||digits=16,2
        write_date|datetime|Last Updated On|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
