extension MeasuredChanges {
    static let projects = """
        @model|account.analytic.plan||
        root_id|many2one|Root|oq|account.analytic.plan
        @model|account.analytic.account||
        @refusal|create|Project/Administrator;Sales/User: Own Documents Only;Analytic Accounting;\
        Show Full Accounting Features
        @refusal|read|Project/Administrator;Project/User;Sales/User: Own Documents Only;\
        Timesheets/User: own timesheets only;Analytic Accounting;Role / User;Show Full Accounting Features
        @refusal|write|Project/Administrator;Sales/User: Own Documents Only;Timesheets/User: own timesheets only;\
        Analytic Accounting;Show Full Accounting Features
        credit|monetary|Credit|o||currency=currency_id
        debit|monetary|Debit|o||currency=currency_id
        @model|account.analytic.line||
        @refusal|create|Accounting/Invoicing;Project/Administrator;Timesheets/User: own timesheets only;\
        Analytic Accounting
        @refusal|read|Accounting/Administrator;Accounting/Invoicing;Purchase/User;Project/Administrator;\
        Timesheets/User: own timesheets only;Show Accounting Features - Readonly;Analytic Accounting
        @refusal|write|Accounting/Invoicing;Project/Administrator;Timesheets/User: own timesheets only;\
        Analytic Accounting
        @refusal|unlink|Accounting/Invoicing;Project/Administrator;Timesheets/User: own timesheets only;\
        Analytic Accounting
        -product_uom_category_id
        analytic_distribution|json|Analytic Distribution
        analytic_precision|integer|Analytic Precision
        calendar_display_name|char|Calendar Display Name|o
        fiscal_year_search|boolean|Fiscal Year Search|q
        product_uom_id|many2one|Unit|sqt|uom.uom
        @model|project.project||
        @refusal|read|Project/Administrator;Project/User;Timesheets/User: own timesheets only;Role / Portal;Role / User
        -rating_active
        -rating_request_deadline
        -rating_status
        -rating_status_period
        allow_recurring_tasks|boolean|Recurring Tasks|sqt
        is_rotting|boolean|Rotting|oq
        is_template|boolean|Is Template|sqt
        last_update_status|selection|Last Update Status|rsqt||selection=on_track=On Track;at_risk=At Risk;\
        off_track=Off Track;on_hold=On Hold;to_define=Set Status;done=Complete
        privacy_visibility|selection|Visibility|rsqt||selection=followers=Invited internal users;\
        invited_users=Invited internal and portal users;employees=All internal users;\
        portal= All internal users and invited portal users
        rotting_days|integer|Days Rotting|o
        show_ratings|boolean|Show Ratings|o
        stage_id|many2one|Stage|sqth|project.project.stage
        stage_id_color|integer|Stage Color|oqt||path=stage_id.color
        total_timesheet_time|float|\
        Total amount of time (in the proper unit) recorded in the project, rounded to the unit.|o
        @model|project.task||
        @refusal|create|Project/User;Role / User
        @refusal|read|Project/User;Role / Portal;Role / User;Role / User
        @refusal|write|Project/User;Role / User
        @refusal|unlink|Project/User;Role / User
        -show_display_in_project
        allow_recurring_tasks|boolean|Recurring Tasks|oqt||path=project_id.allow_recurring_tasks
        display_in_project|boolean|Display In Project|osqt
        email_from|char|Email From|sqt
        has_project_template|boolean|Has Project Template|oqt||path=project_id.is_template
        has_template_ancestor|boolean|Has Template Ancestor|osqt
        is_rotting|boolean|Rotting|oq
        is_template|boolean|Is Template|sqt
        last_sol_of_customer|many2one|Last Sol Of Customer|o|sale.order.line
        partner_phone|char|Contact Number|sqt
        personal_stage_id|many2one|Personal Stage State|oq|project.task.stage.personal
        personal_stage_type_id|many2one|Personal Stage|q|project.task.type|path=personal_stage_id.stage_id
        priority|selection|Priority|sqt||selection=0=Low priority;1=Medium priority;2=High priority;3=Urgent
        project_privacy_visibility|selection|Project Visibility|oqt||path=project_id.privacy_visibility|\
        selection=followers=Invited internal users;invited_users=Invited internal and portal users;\
        employees=All internal users;portal= All internal users and invited portal users
        rating_active|boolean|Stage Rating Status|oqt||path=stage_id.rating_active
        rating_avg_text|selection|Rating Avg Text|o||selection=top=Happy;ok=Neutral;ko=Unhappy;none=Not Rated yet
        rating_last_text|selection|Rating Text|oq||path=rating_ids.rating_text|selection=top=Happy;ok=Neutral;\
        ko=Unhappy;none=Not Rated yet
        role_ids|many2many|Project Roles|sq|project.role
        rotting_days|integer|Days Rotting|o
        stage_id_color|integer|Stage Color|oqt||path=stage_id.color
        user_skill_ids|one2many|Skills|oq|hr.employee.skill|path=user_ids.employee_skill_ids
        @model|project.task.type||
        @refusal|create|Project/Administrator;Project/User;Role / User
        @refusal|read|Project/Administrator;Project/User;Role / Portal;Role / User;Role / User
        @refusal|write|Project/Administrator;Project/User;Role / User
        @refusal|unlink|Project/Administrator;Project/User;Role / User
        -disabled_rating_warning
        color|integer|Color|sqt
        fold|boolean|Folded|sqt
        rating_active|boolean|Send a customer rating request|sqt
        rating_request_deadline|datetime|Rating Request Deadline|osqt
        rating_status|selection|Customer Ratings Status|rsqt||selection=stage=when reaching this stage;\
        periodic=on a periodic basis
        rating_status_period|selection|Rating Frequency|rsqt||selection=daily=Daily;weekly=Weekly;\
        bimonthly=Twice a Month;monthly=Once a Month;quarterly=Quarterly;yearly=Yearly
        rotting_threshold_days|integer|Days to rot|sqt
        show_rating_active|boolean|Show Rating Active|o
        @model|project.milestone||sequence, deadline, is_reached desc, name
        @refusal|read|Project/Administrator;Project/User;Role / Portal;Role / User
        product_uom|many2one|Unit|oqt|uom.uom|path=sale_line_id.product_uom_id
        project_allow_milestones|boolean|Project Allow Milestones|oq
        sequence|integer|Sequence|sqt
        @model|project.tags||
        @refusal|create|Project/Administrator;Role / User
        @refusal|read|Project/Administrator;Role / Portal;Role / User;Role / User
        @refusal|write|Project/Administrator;Role / User
        @refusal|unlink|Project/Administrator;Role / User
        @model|project.project.stage||
        @refusal|read|Project/Administrator;Role / User
        color|integer|Color|sqt
        fold|boolean|Folded|sqt
        """
}
