import SimulatorKit

extension OdooServer {
    /// The methods of models; a method without a mark in the ledger fails a test.
    static var ownOperations: [String] { ModelMethod.allNames }

    /// The marks of methods that the rest of the ledger does not name, of faults and of controls.
    static var methodMarks: [SimulatedOperation] {
        recordedMethods.map { SimulatedOperation($0, measured) }
            + [SimulatedOperation("name_get: version 17", measured17)]
            + measuredFor19Only.map { SimulatedOperation($0, measured19) }
            + documentedMethods.map { SimulatedOperation($0.name, .documented(source: $0.source)) }
            + assumedMethods.map { SimulatedOperation($0.name, .assumed(reason: $0.reason)) }
    }

    /// Called in the recordings of Odoo 17 and 18, and answered without a difference.
    private static let recordedMethods = [
        "account.move.action_post", "account.move.action_register_payment", "account.move.button_draft",
        "account.move.line.reconcile: refusal of lines that are reconciled",
        "account.payment.register.action_create_payments",
        "account.move.reversal.refund_moves", "ir.config_parameter.set_param",
        "purchase.order.action_create_invoice", "purchase.order.button_approve", "purchase.order.button_cancel",
        "purchase.order.button_confirm", "purchase.order.button_done", "purchase.order.button_draft",
        "sale.advance.payment.inv.create_invoices", "sale.order.action_cancel", "sale.order.action_confirm",
        "sale.order.action_draft", "stock.picking.button_validate",
    ]

    private static let measuredFor19Only = [
        "POST /json/2/{model}/{method}: statuses, errors, keys, ids, context, databases", "GET /web/version",
        "GET /json/version", "formatted_read_group", "purchase.order.button_lock",
    ]

    private static let publicSource = "Odoo's public source of version 18"

    private static let documentedMethods: [(name: String, source: String)] = [
        ("account.move.button_cancel", "\(publicSource), account/models/account_move.py"),
        ("account.move.copy", "\(publicSource), account/models/account_move.py"),
        ("account.move.js_assign_outstanding_line", compared),
        ("account.move.js_remove_outstanding_partial", compared),
        ("account.move.line.reconcile: lines by hand", "\(publicSource), account/models/account_move_line.py"),
        ("account.move.line.remove_move_reconcile", "\(publicSource), account/models/account_move_line.py"),
        ("account.move.reversal.modify_moves", "\(publicSource), account/wizard/account_move_reversal.py"),
        ("account.move.reversal.reverse_moves", "\(publicSource), account/wizard/account_move_reversal.py"),
        ("account.payment.action_cancel", "\(publicSource), account/models/account_payment.py"),
        ("account.payment.action_draft", "\(publicSource), account/models/account_payment.py"),
        ("account.payment.action_post", "\(publicSource), account/models/account_payment.py"),
        ("account.payment.mark_as_sent", "\(publicSource), account/models/account_payment.py"),
        ("hr.employee.action_archive", "\(publicSource), hr/models/hr_employee.py"),
        ("maintenance.request.reset_equipment_request", "\(publicSource), maintenance/models/maintenance.py"),
        ("stock.quant.action_apply_inventory", "\(publicSource), stock/models/stock_quant.py"),
        ("product.product.copy", "\(publicSource), product/models/product_product.py"),
        ("purchase.order.action_acknowledge", "Odoo's public source of version 19, purchase/models/purchase_order.py"),
        ("purchase.order.action_rfq_send", compared),
        ("purchase.order.action_view_invoice", "\(publicSource), purchase/models/purchase_order.py"),
        ("purchase.order.action_view_picking", "\(publicSource), purchase_stock/models/purchase_order.py"),
        ("purchase.order.button_unlock", "\(publicSource), purchase/models/purchase_order.py"),
        ("purchase.order.print_quotation", compared),
        ("res.users.write: fields that users change of themselves", "\(publicSource), base/models/res_users.py"),
        ("sale.order.action_lock", "\(publicSource), sale/models/sale_order.py"),
        ("sale.order.action_quotation_sent", "\(publicSource), sale/models/sale_order.py"),
        ("sale.order.action_unlock", "\(publicSource), sale/models/sale_order.py"),
        ("sale.order.action_view_delivery", "\(publicSource), sale_stock/models/sale_order.py"),
        ("sale.order.action_view_invoice", "\(publicSource), sale/models/sale_order.py"),
        ("sale.order.cancel.action_cancel", "Odoo's public source of version 17, sale/wizard/sale_order_cancel.py"),
        ("stock.backorder.confirmation.process", "\(publicSource), stock/wizard/stock_backorder_confirmation.py"),
        (
            "stock.backorder.confirmation.process_cancel_backorder",
            "\(publicSource), stock/wizard/stock_backorder_confirmation.py"
        ),
        ("stock.picking.action_assign", "\(publicSource), stock/models/stock_picking.py"),
        ("stock.picking.action_cancel", "\(publicSource), stock/models/stock_picking.py"),
        ("stock.picking.action_confirm", "\(publicSource), stock/models/stock_picking.py"),
        ("stock.picking.do_unreserve", "\(publicSource), stock/models/stock_picking.py"),
        ("fault conflict: the transaction is tried again, five times", "Odoo's public source, odoo/service/model.py"),
        ("fault killedWorker: a worker over its limits ends", "Odoo's documentation, command line, limits of workers"),
        ("fault expiredKey", "Odoo's documentation, external API, keys with a duration"),
    ]

    private static let assumedMethods: [(name: String, reason: String)] = [
        ("ir.model.get_available_models", "No recording calls it."),
        ("res.users.context_get", "No recording calls it."),
        ("GET /_sim/keys", "Stands for the list of keys in a user's preferences."),
        ("POST /_sim/keys", "Stands for a key that a user makes; the text is chosen here."),
        ("DELETE /_sim/keys", "Stands for a key that a user takes back."),
    ]
}
