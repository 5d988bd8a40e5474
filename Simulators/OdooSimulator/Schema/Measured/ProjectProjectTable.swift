extension MeasuredModel {
    static let projectProject = """
        @model|project.project|Project|sequence, name, id|name
        @refusal|create|Project/Administrator
        @refusal|write|Project/Administrator
        @refusal|unlink|Project/Administrator
        @access|crwd|Project/Administrator
        @access|r|Project/User
        @access|r|Timesheets/User: own timesheets only
        @access|r|User types/Internal User
        @access|r|User types/Portal
        access_instruction_message|char|Access Instruction Message|o
        access_token|char|Security Token|sqt
        access_url|char|Portal Access URL|o
        access_warning|text|Access warning|o
        18 account_id|many2one|Project|sqt|account.analytic.account
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
        alias_bounced_content|html|Custom Bounced Message|qtT||path=alias_id.alias_bounced_content
        alias_contact|selection|Alias Contact Security|rqt||path=alias_id.alias_contact|selection=everyone=Everyone;\
        partners=Authenticated Partners;followers=Followers only;employees=Authenticated Employees
        alias_defaults|text|Default Values|roqt||path=alias_id.alias_defaults
        17 alias_domain|char|Alias Domain Name|oq||path=alias_id.alias_domain
        18 alias_domain|char|Alias Domain Name|oqt||path=alias_id.alias_domain
        17 alias_domain_id|many2one|Alias Domain|q|mail.alias.domain|path=alias_id.alias_domain_id
        18 alias_domain_id|many2one|Alias Domain|qt|mail.alias.domain|path=alias_id.alias_domain_id
        alias_email|char|Email Alias|oq
        alias_force_thread_id|integer|Record Thread ID|qt||path=alias_id.alias_force_thread_id
        alias_full_name|char|Alias Email|oqt||path=alias_id.alias_full_name
        alias_id|many2one|Alias|rsqt|mail.alias
        alias_incoming_local|boolean|Local-part based incoming detection|qt||path=alias_id.alias_incoming_local
        alias_model_id|many2one|Aliased Model|rqt|ir.model|path=alias_id.alias_model_id
        alias_name|char|Alias Name|qt||path=alias_id.alias_name
        alias_parent_model_id|many2one|Parent Model|qt|ir.model|path=alias_id.alias_parent_model_id
        alias_parent_thread_id|integer|Parent Record Thread ID|qt||path=alias_id.alias_parent_thread_id
        alias_status|selection|Alias Status|oqt||path=alias_id.alias_status|selection=not_tested=Not Tested;\
        valid=Valid;invalid=Invalid
        17 allocated_hours|float|Allocated Hours|sqt
        18 allocated_hours|float|Allocated Time|sqt
        allow_billable|boolean|Billable|sqt
        allow_milestones|boolean|Milestones|sqt
        17 allow_rating|boolean|Allow Customer Ratings|o
        allow_task_dependencies|boolean|Task Dependencies|sqt
        allow_timesheets|boolean|Timesheets|sqt
        18 analytic_account_active|boolean|Active Account|oqt||path=account_id.active
        17 analytic_account_balance|monetary|Balance|o||path=analytic_account_id.balance|currency=currency_id
        18 analytic_account_balance|monetary|Balance|o||path=account_id.balance|currency=currency_id
        17 analytic_account_id|many2one|Analytic Account|sqt|account.analytic.account
        18 auto_account_id|many2one|Analytic Account|q|account.analytic.account
        17 billable_percentage|integer|Billable Percentage|o
        billing_type|selection|Billing Type|rsqt||selection=not_billable=not billable;manually=billed manually
        18 can_mark_milestone_as_done|boolean|Can Mark Milestone As Done|oh
        closed_task_count|integer|Closed Task Count|o
        collaborator_count|integer|# Collaborators|o
        collaborator_ids|one2many|Collaborators|sq|project.collaborator/project_id
        color|integer|Color Index|sqt
        company_id|many2one|Company|sqt|res.company
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        currency_id|many2one|Currency|o|res.currency
        date|date|Expiration Date|sqt
        date_start|date|Start Date|sqt
        description|html|Description|sqt
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        display_sales_stat_buttons|boolean|Display Sales Stat Buttons|o
        17 doc_count|integer|Number of documents attached|o
        18 duration_tracking|json|Status time|oh
        18 effective_hours|float|Time Spent|o
        encode_uom_in_days|boolean|Encode Uom In Days|o
        favorite_user_ids|many2many|Members|sq|res.users
        has_any_so_to_invoice|boolean|Has SO to Invoice|o
        has_any_so_with_nothing_to_invoice|boolean|Has a SO with an invoice status of No|o
        has_message|boolean|Has Message|oq
        id|integer|ID|osqt
        invoice_count|integer|Invoice Count|oh
        17 is_favorite|boolean|Show Project on Dashboard|q
        18 is_favorite|boolean|Show Project on Dashboard|qt
        is_internal_project|boolean|Is Internal Project|oq
        18 is_milestone_deadline_exceeded|boolean|Is Milestone Deadline Exceeded|oh
        is_milestone_exceeded|boolean|Is Milestone Exceeded|oq
        is_project_overtime|boolean|Project in Overtime|oq
        label_tasks|char|Use Tasks as|sqtT
        last_update_color|integer|Last Update Color|o
        last_update_id|many2one|Last Update|sqt|project.update
        last_update_status|selection|Last Update Status|rsqt||selection=on_track=On Track;at_risk=At Risk;\
        off_track=Off Track;on_hold=On Hold;to_define=Set Status;done=Done
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
        milestone_count|integer|Milestone Count|oh
        milestone_count_reached|integer|Milestone Count Reached|oh
        milestone_ids|one2many|Milestone|sq|project.milestone/project_id
        18 milestone_progress|integer|Milestones Reached|oh
        my_activity_date_deadline|date|My Activity Deadline|oq
        name|char|Name|rsqtT
        18 next_milestone_id|many2one|Next Milestone|oh|project.milestone
        open_task_count|integer|Open Task Count|o
        partner_id|many2one|Customer|sqt|res.partner
        pricing_type|selection|Pricing|oq||selection=task_rate=Task rate;fixed_rate=Project rate;\
        employee_rate=Employee rate
        privacy_visibility|selection|Visibility|rsqt||selection=followers=Invited internal users (private);\
        employees=All internal users;portal=Invited portal users and all internal users (public)
        privacy_visibility_warning|char|Privacy Visibility Warning|o
        purchase_orders_count|integer|# Purchase Orders|o
        rating_active|boolean|Customer Ratings|sqt
        rating_avg|float|Average Rating|oq
        rating_avg_percentage|float|Average Rating (%)|o
        rating_count|integer|# Ratings|o
        rating_ids|one2many|Ratings|sq|rating.rating/parent_res_id
        rating_percentage_satisfaction|integer|Rating Satisfaction|o
        rating_request_deadline|datetime|Rating Request Deadline|osqt
        rating_status|selection|Customer Ratings Status|rsqt||selection=stage=when reaching a given stage;\
        periodic=on a periodic basis
        rating_status_period|selection|Rating Frequency|rsqt||selection=daily=Daily;weekly=Weekly;bimonthly=Twice a \
        Month;monthly=Once a Month;quarterly=Quarterly;yearly=Yearly
        18 reinvoiced_sale_order_id|many2one|Sales Order|sqt|sale.order
        17 remaining_hours|float|Remaining Invoiced Time|o
        18 remaining_hours|float|Time Remaining|o
        resource_calendar_id|many2one|Working Time|o|resource.calendar
        sale_line_employee_ids|one2many|Sale line/Employee map|sq|project.sale.line.employee.map/project_id
        sale_line_id|many2one|Sales Order Item|sqt|sale.order.line
        sale_order_count|integer|Sale Order Count|o
        17 sale_order_id|many2one|Sales Order|oq|sale.order|path=sale_line_id.order_id
        18 sale_order_id|many2one|Order Reference|oqt|sale.order|path=sale_line_id.order_id
        sale_order_line_count|integer|Sale Order Line Count|o
        18 sale_order_state|selection|Status|oqt||path=sale_order_id.state|selection=draft=Quotation;sent=Quotation \
        Sent;sale=Sales Order;cancel=Cancelled
        sequence|integer|Sequence|sqt
        stage_id|many2one|Stage|sh|project.project.stage
        tag_ids|many2many|Tags|sq|project.tags
        18 task_completion_percentage|float|Task Completion Percentage|o
        task_count|integer|Task Count|o
        task_ids|one2many|Tasks|sq|project.task/project_id
        task_properties_definition|properties_definition|Task Properties|sqt
        tasks|one2many|Task Activities|sq|project.task/project_id
        timesheet_encode_uom_id|many2one|Timesheet Encode Uom|o|uom.uom
        timesheet_ids|one2many|Associated Timesheets|sq|account.analytic.line/project_id
        timesheet_product_id|many2one|Timesheet Product|sqt|product.product
        17 total_timesheet_time|integer|Total Timesheet Time|o
        18 total_timesheet_time|integer|Total number of time (in the proper UoM) recorded in the project, rounded \
        to the unit.|o
        type_ids|many2many|Tasks Stages|sq|project.task.type
        18 update_count|integer|Update Count|o
        update_ids|one2many|Update|sq|project.update/project_id
        user_id|many2one|Project Manager|sqt|res.users
        17 vendor_bill_count|integer|Vendor Bill Count|oh||path=analytic_account_id.vendor_bill_count
        18 vendor_bill_count|integer|Vendor Bill Count|oh||path=account_id.vendor_bill_count
        warning_employee_rate|boolean|Warning Employee Rate|o
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
