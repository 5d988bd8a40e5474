extension MeasuredModel {
    static let resPartnerCategory = """
        @model|res.partner.category|Partner Tags|name|
        @refusal|create|Extra Rights/Contact Creation
        @refusal|read|User types/Internal User;Extra Rights/Contact Creation
        @refusal|write|Extra Rights/Contact Creation
        @refusal|unlink|Extra Rights/Contact Creation
        @access|crwd|Extra Rights/Contact Creation
        @access|r|User types/Internal User
        active|boolean|Active|sqt
        child_ids|one2many|Child Tags|sq|res.partner.category/parent_id
        color|integer|Color|sqt
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        id|integer|ID|osqt
        17 name|char|Tag Name|rsqtT
        18 name|char|Name|rsqtT
        17 parent_id|many2one|Parent Category|sqt|res.partner.category
        18 parent_id|many2one|Category|sqt|res.partner.category
        parent_path|char|Parent Path|sqt
        partner_ids|many2many|Partners|sq|res.partner
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
