extension MeasuredModel {
    static let stockBackorderConfirmation = """
        @model|stock.backorder.confirmation|Backorder Confirmation|id|
        @transient
        @refusal|create|Inventory/User
        @refusal|read|Inventory/User
        @refusal|write|Inventory/User
        @access|crw|Inventory/User
        backorder_confirmation_line_ids|one2many|Backorder Confirmation Lines|sq|\
        stock.backorder.confirmation.line/backorder_confirmation_id
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        id|integer|ID|osqt
        pick_ids|many2many|Pick|sq|stock.picking
        show_transfers|boolean|Show Transfers|sqt
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
