extension MeasuredModel {
    static let projectMilestone = """
        @model|project.milestone|Project Milestone|deadline, is_reached desc, name|
        @refusal|create|Project/Administrator;Project/User
        @refusal|write|Project/Administrator;Project/User
        @refusal|unlink|Project/Administrator;Project/User
        @access|crwd|Project/Administrator
        @access|crwd|Project/User
        @access|r|User types/Internal User
        @access|r|User types/Portal
        17 allow_billable|boolean|Billable|oq||path=project_id.allow_billable
        18 allow_billable|boolean|Billable|oqt||path=project_id.allow_billable
        17 can_be_marked_as_done|boolean|Can Be Marked As Done|oh
        18 can_be_marked_as_done|boolean|Can Be Marked As Done|o
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        deadline|date|Deadline|sqt
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        done_task_count|integer|# of Done Tasks|oh
        has_message|boolean|Has Message|oq
        id|integer|ID|osqt
        is_deadline_exceeded|boolean|Is Deadline Exceeded|o
        is_deadline_future|boolean|Is Deadline Future|o
        is_reached|boolean|Reached|sqt
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
        name|char|Name|rsqt
        17 product_uom|many2one|Unit of Measure|oq|uom.uom|path=sale_line_id.product_uom
        18 product_uom|many2one|Unit of Measure|oqt|uom.uom|path=sale_line_id.product_uom
        product_uom_qty|float|Quantity
        project_id|many2one|Project|rsqt|project.project
        17 project_partner_id|many2one|Customer|oq|res.partner|path=project_id.partner_id
        18 project_partner_id|many2one|Customer|oqt|res.partner|path=project_id.partner_id
        quantity_percentage|float|Quantity (%)|osqt
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        reached_date|date|Reached Date|osqt
        17 sale_line_display_name|char|Sale Line Display Name|o||path=sale_line_id.display_name
        18 sale_line_display_name|char|Sale Line Display Name|oq||path=sale_line_id.display_name
        sale_line_id|many2one|Sales Order Item|sqt|sale.order.line
        task_count|integer|# of Tasks|oh
        task_ids|one2many|Tasks|sq|project.task/milestone_id
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
