extension MeasuredModel {
    static let maintenanceEquipmentCategory = """
        @model|maintenance.equipment.category|Maintenance Equipment Category|id|
        @refusal|create|Maintenance/Equipment Manager
        @refusal|read|User types/Internal User;Maintenance/Equipment Manager
        @refusal|write|Maintenance/Equipment Manager
        @refusal|unlink|Maintenance/Equipment Manager
        @access|crwd|Maintenance/Equipment Manager
        @access|r|User types/Internal User
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
        color|integer|Color Index|sqt
        company_id|many2one|Company|sqt|res.company
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        equipment_count|integer|Equipment Count|o
        equipment_ids|one2many|Equipment|sq|maintenance.equipment/category_id
        18 equipment_properties_definition|properties_definition|Equipment Properties|sqt
        fold|boolean|Folded in Maintenance Pipe|osqt
        has_message|boolean|Has Message|oq
        id|integer|ID|osqt
        maintenance_count|integer|Maintenance Count|o
        maintenance_ids|one2many|Maintenance|sq|maintenance.request/category_id
        maintenance_open_count|integer|Current Maintenance|o
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
        name|char|Category Name|rsqtT
        note|html|Comments|sqtT
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        technician_user_id|many2one|Responsible|sqt|res.users
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
