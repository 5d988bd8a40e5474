extension MeasuredModel {
    static let irModelData = """
        @model|ir.model.data|Model Data|module, model, name|
        @refusal|create|Administration/Access Rights
        @refusal|read|Administration/Access Rights
        @refusal|write|Administration/Access Rights
        @refusal|unlink|Administration/Access Rights
        @access|crwd|Administration/Access Rights
        @access||User types/Internal User
        complete_name|char|Complete ID|o
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        id|integer|ID|osqt
        model|char|Model Name|rsqt
        module|char|Module|rsqt
        name|char|External Identifier|rsqt
        noupdate|boolean|Non Updatable|sqt
        reference|char|Reference|o
        res_id|many2one_reference|Record ID|sqt
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
