extension MeasuredModel {
    static let accountAnalyticPlan = """
        @model|account.analytic.plan|Analytic Plans|sequence asc, id|
        @refusal|create|Technical/Analytic Accounting;Technical/Show Full Accounting Features
        @refusal|read|Technical/Analytic Accounting;Technical/Show Full Accounting Features
        @refusal|write|Technical/Analytic Accounting;Technical/Show Full Accounting Features
        @refusal|unlink|Technical/Analytic Accounting;Technical/Show Full Accounting Features
        @access|crwd|Technical/Analytic Accounting
        @access|crwd|Technical/Show Full Accounting Features
        account_count|integer|Analytic Accounts Count|o
        account_ids|one2many|Accounts|sq|account.analytic.account/plan_id
        all_account_count|integer|All Analytic Accounts Count|o
        applicability_ids|one2many|Applicability|sq|account.analytic.applicability/analytic_plan_id
        children_count|integer|Children Plans Count|o
        children_ids|one2many|Childrens|sq|account.analytic.plan/parent_id
        color|integer|Color|sqt
        complete_name|char|Complete Name|osqt
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 default_applicability|selection|Default Applicability|rqc||selection=optional=Optional;\
        mandatory=Mandatory;unavailable=Unavailable
        18 default_applicability|selection|Default Applicability|sqtc||selection=optional=Optional;\
        mandatory=Mandatory;unavailable=Unavailable
        description|text|Description|sqt
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        id|integer|ID|osqt
        name|char|Name|rsqtT
        parent_id|many2one|Parent|sqt|account.analytic.plan
        parent_path|char|Parent Path|sqt
        root_id|many2one|Root|o|account.analytic.plan
        sequence|integer|Sequence|sqt
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
