extension Catalogue {
    /// What version 19 calls otherwise than 18, or does not have any more (domain.md, section 8; documented, not measured).
    static func rename(_ models: inout [String: ModelDefinition]) {
        for (model, old, new) in renamed { models[model]?.show(old, as: new) }
        for (model, field) in dropped { models[model]?.remove(field) }
    }

    private static let renamed = [
        ("res.users", "groups_id", "group_ids"),
        ("purchase.order", "mail_reception_confirmed", "acknowledged"),
        ("purchase.order.line", "product_uom", "product_uom_id"),
        ("sale.order.line", "product_uom", "product_uom_id"),
    ]

    private static let dropped = [("res.partner", "mobile"), ("res.users", "mobile")]
}
