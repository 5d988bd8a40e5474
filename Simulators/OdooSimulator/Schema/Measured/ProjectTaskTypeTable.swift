extension MeasuredModel {
    static let projectTaskType = """
        @model|project.task.type|Task Stage|sequence, id|
        @refusal|create|User types/Internal User;Project/Administrator;Project/User
        @refusal|write|User types/Internal User;Project/Administrator;Project/User
        @refusal|unlink|User types/Internal User;Project/Administrator;Project/User
        @access|crwd|Project/Administrator
        @access|crwd|Project/User
        @access|crwd|User types/Internal User
        @access|r|User types/Internal User
        @access|r|User types/Portal
        active|boolean|Active|sqt
        auto_validation_state|boolean|Automatic Kanban Status|sqt
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 description|text|Description|sqtT
        disabled_rating_warning|text|Disabled Rating Warning|o
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        fold|boolean|Folded in Kanban|sqt
        id|integer|ID|osqt
        mail_template_id|many2one|Email Template|sqt|mail.template
        name|char|Name|rsqtT
        project_ids|many2many|Projects|sq|project.project
        rating_template_id|many2one|Rating Email Template|sqt|mail.template
        sequence|integer|Sequence|sqt
        sms_template_id|many2one|SMS Template|sqt|sms.template
        user_id|many2one|Stage Owner|osqt|res.users
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
