extension Catalogue {
    /// What version 19 calls otherwise than 18.
    static func rename(_ models: inout [String: ModelDefinition]) {
        for (model, old, new) in renamed { models[model]?.show(old, as: new) }
    }

    /// What version 19 does with fields that 18 does not have, or does otherwise.
    static func complete19(_ models: inout [String: ModelDefinition]) {
        // An employee's contract is one record with the employee here.
        for field in models["hr.employee"]?.fields ?? [] where field.related?.hasPrefix("version_id.") == true {
            models["hr.employee"]?.keep(field.name)
        }
        MeasuredDefaults.complete(&models, by: MeasuredDefaults.tableOf19)
        for name in ["version_id", "version_ids", "alias_id", "alias_model_id"] {
            for model in ["hr.employee", "maintenance.team"] { models[model]?.adjust(name) { $0.isRequired = false } }
        }
        models["purchase.order"]?.adjust("currency_id") { $0.defaultValue = nil }
        models["maintenance.team"]?.adjust("alias_contact") { $0.defaultValue = .value(.text("everyone")) }
        models["maintenance.team"]?.adjust("alias_defaults") { $0.defaultValue = .value(.text("{}")) }
        models["uom.uom"]?.compute("factor", by: "unit_absolute_factor")
        models["uom.uom"]?.compute("rounding", by: "unit_rounding")
        models["product.template"]?.adjust("uom_po_id") { $0.related = "uom_id" }
        for name in ["product.template", "product.product"] {
            models[name]?.adjust("categ_id") { $0.defaultValue = nil }
        }
    }

    private static let renamed = [
        ("res.users", "groups_id", "group_ids"),
        ("res.groups", "users", "user_ids"),
        ("purchase.order", "notes", "note"),
        ("purchase.order", "mail_reception_confirmed", "acknowledged"),
        ("purchase.order.line", "product_uom", "product_uom_id"),
        ("purchase.order.line", "taxes_id", "tax_ids"),
        ("sale.order.line", "product_uom", "product_uom_id"),
        ("sale.order.line", "tax_id", "tax_ids"),
        ("project.milestone", "product_uom", "product_uom_id"),
        ("hr.employee", "gender", "sex"),
        ("fleet.vehicle", "first_contract_date", "contract_date_start"),
    ]
}
