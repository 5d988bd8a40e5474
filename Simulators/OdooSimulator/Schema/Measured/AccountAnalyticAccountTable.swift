extension MeasuredModel {
    static let accountAnalyticAccount = """
        @model|account.analytic.account|Analytic Account|plan_id, name asc|name
        @refusal|create|Project/Administrator;Technical/Analytic Accounting;Technical/Show Full Accounting Features;\
        Sales/User: Own Documents Only
        @refusal|read|User types/Internal User;Project/Administrator;Project/User;Technical/Analytic Accounting;\
        Technical/Show Full Accounting Features;Sales/User: Own Documents Only;Timesheets/User: own timesheets only
        @refusal|write|Project/Administrator;Technical/Analytic Accounting;Technical/Show Full Accounting Features;\
        Sales/User: Own Documents Only;Timesheets/User: own timesheets only
        @refusal|unlink|Project/Administrator;Technical/Analytic Accounting;Technical/Show Full Accounting Features
        @access|crwd|Project/Administrator
        @access|r|Project/User
        @access|crw|Sales/User: Own Documents Only
        @access|crwd|Technical/Analytic Accounting
        @access|crwd|Technical/Show Full Accounting Features
        @access|rw|Timesheets/User: own timesheets only
        @access|r|User types/Internal User
        active|boolean|Active|sqt
        balance|monetary|Balance|o||currency=currency_id
        code|char|Reference|sqt
        17 color|integer|Color Index|oq||path=plan_id.color
        18 color|integer|Color Index|oqt||path=plan_id.color
        company_id|many2one|Company|sqt|res.company
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        credit|monetary|Credit|oh
        17 currency_id|many2one|Currency|oq|res.currency|path=company_id.currency_id
        18 currency_id|many2one|Currency|oqt|res.currency|path=company_id.currency_id
        debit|monetary|Debit|oh
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        has_message|boolean|Has Message|oq
        id|integer|ID|osqt
        invoice_count|integer|Invoice Count|o
        line_ids|one2many|Analytic Lines|sq|account.analytic.line/auto_account_id
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
        name|char|Analytic Account|rsqtT
        partner_id|many2one|Customer|sqt|res.partner
        plan_id|many2one|Plan|rsqt|account.analytic.plan
        project_count|integer|Project Count|o
        17 project_ids|one2many|Projects|sq|project.project/analytic_account_id
        18 project_ids|one2many|Projects|sq|project.project/account_id
        purchase_order_count|integer|Purchase Order Count|o
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        root_plan_id|many2one|Root Plan|osqt|account.analytic.plan|path=plan_id.root_id
        vendor_bill_count|integer|Vendor Bill Count|o
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
