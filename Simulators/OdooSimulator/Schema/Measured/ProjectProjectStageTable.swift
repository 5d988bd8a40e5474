extension MeasuredModel {
    static let projectProjectStage = """
        @model|project.project.stage|Project Stage|sequence, id|name
        @refusal|create|Project/Administrator
        @refusal|read|User types/Internal User;Project/Administrator
        @refusal|write|Project/Administrator
        @refusal|unlink|Project/Administrator
        @access|crwd|Project/Administrator
        @access|r|User types/Internal User
        active|boolean|Active|sqt
        company_id|many2one|Company|sqt|res.company
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        fold|boolean|Folded in Kanban|sqt
        id|integer|ID|osqt
        mail_template_id|many2one|Email Template|sqt|mail.template
        name|char|Name|rsqtT
        sequence|integer|Sequence|sqt
        sms_template_id|many2one|SMS Template|sqt|sms.template
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
