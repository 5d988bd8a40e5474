extension MeasuredModel {
    static let accountMoveReversal = """
        @model|account.move.reversal|Account Move Reversal|id|
        @transient
        17 @refusal|create|Invoicing/Billing
        17 @refusal|read|Invoicing/Billing
        17 @refusal|write|Invoicing/Billing
        18 @refusal|create|Invoicing/Invoicing
        18 @refusal|read|Invoicing/Invoicing
        18 @refusal|write|Invoicing/Invoicing
        17 @access|crw|Invoicing/Billing
        18 @access|crw|Invoicing/Invoicing
        available_journal_ids|many2many|Available Journal|o|account.journal
        company_id|many2one|Company|rosqt|res.company
        country_code|char|Country Code|oq||path=company_id.country_id.code|size=2
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        currency_id|many2one|Currency|o|res.currency
        date|date|Reversal date|sqt
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        id|integer|ID|osqt
        journal_id|many2one|Journal|rsqt|account.journal
        move_ids|many2many|Move|sq|account.move
        move_type|char|Move Type|o
        new_move_ids|many2many|New Move|sq|account.move
        reason|char|Reason displayed on Credit Note|sqt
        residual|monetary|Residual|o||currency=currency_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
