extension MeasuredModel {
    static let fleetVehicleLogServices = """
        @model|fleet.vehicle.log.services|Services for vehicles|id|
        @refusal|create|Fleet/Administrator
        @refusal|read|Fleet/Administrator;Fleet/Officer: Manage all vehicles
        @refusal|write|Fleet/Administrator
        @refusal|unlink|Fleet/Administrator
        @access|crwd|Fleet/Administrator
        @access|r|Fleet/Officer: Manage all vehicles
        18 account_move_line_id|many2one|Account Move Line|sqt|account.move.line
        18 account_move_state|selection|Status|oqt||path=account_move_line_id.parent_state|selection=draft=Draft;\
        posted=Posted;cancel=Cancelled
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
        amount|monetary|Cost|sqt||currency=currency_id
        company_id|many2one|Company|sqt|res.company
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 currency_id|many2one|Currency|oq|res.currency|path=company_id.currency_id
        18 currency_id|many2one|Currency|oqt|res.currency|path=company_id.currency_id
        date|date|Date|sqt
        description|char|Description|sqt
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        has_message|boolean|Has Message|oq
        id|integer|ID|osqt
        inv_ref|char|Vendor Reference|sqt
        manager_id|many2one|Fleet Manager|osqt|res.users|path=vehicle_id.manager_id
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
        notes|text|Notes|sqt
        odometer|float|Odometer Value
        odometer_id|many2one|Odometer|sqt|fleet.vehicle.odometer
        17 odometer_unit|selection|Unit|oq||path=vehicle_id.odometer_unit|selection=kilometers=km;miles=mi
        18 odometer_unit|selection|Unit|oqt||path=vehicle_id.odometer_unit|selection=kilometers=km;miles=mi
        purchaser_employee_id|many2one|Driver (Employee)|sqt|hr.employee
        purchaser_id|many2one|Driver|sqt|res.partner
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        service_type_id|many2one|Service Type|rsqt|fleet.service.type
        state|selection|Stage|sqt||selection=new=New;running=Running;done=Done;cancelled=Cancelled
        vehicle_id|many2one|Vehicle|rsqt|fleet.vehicle
        vendor_id|many2one|Vendor|sqt|res.partner
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
