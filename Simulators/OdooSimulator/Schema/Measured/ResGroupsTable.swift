extension MeasuredModel {
    static let resGroups = """
        @model|res.groups|Access Groups|name|
        @refusal|create|Administration/Access Rights
        @refusal|read|Administration/Access Rights;User types/Internal User
        @refusal|write|Administration/Access Rights
        @refusal|unlink|Administration/Access Rights
        @access|crwd|Administration/Access Rights
        @access|r|User types/Internal User
        18 api_key_duration|float|API Keys maximum duration days|sqt
        category_id|many2one|Application|sqt|ir.module.category
        color|integer|Color Index|sqt
        comment|text|Comment|sqtT
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        full_name|char|Group Name|oq
        id|integer|ID|osqt
        implied_ids|many2many|Inherits|sq|res.groups
        menu_access|many2many|Access Menu|sq|ir.ui.menu
        model_access|one2many|Access Controls|sq|ir.model.access/group_id
        name|char|Name|rsqtT
        rule_groups|many2many|Rules|sq|ir.rule
        share|boolean|Share Group|sqt
        trans_implied_ids|many2many|Transitively inherits|o|res.groups
        users|many2many|Users|sq|res.users
        view_access|many2many|Views|sq|ir.ui.view
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
