extension MeasuredModel {
    static let projectTags = """
        @model|project.tags|Project Tags|name|
        @refusal|create|User types/Internal User;Project/Administrator
        @refusal|write|User types/Internal User;Project/Administrator
        @refusal|unlink|User types/Internal User;Project/Administrator
        @access|crwd|Project/Administrator
        @access|crwd|User types/Internal User
        @access|r|User types/Internal User
        @access|r|User types/Portal
        color|integer|Color|sqt
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        id|integer|ID|osqt
        name|char|Name|rsqtT
        project_ids|many2many|Projects|sq|project.project
        task_ids|many2many|Tasks|sq|project.task
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
