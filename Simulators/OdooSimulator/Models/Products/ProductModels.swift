extension Catalogue {
    /// What products, their templates and categories have beyond their measured fields.
    static func productChanges(_ profile: VersionProfile) -> [ModelChange] {
        [template(profile), variant, category, rate]
    }

    /// The fields of a template that its only variant holds.
    static let variantFields = ["default_code", "barcode", "standard_price", "weight", "volume"]

    private static func template(_ profile: VersionProfile) -> ModelChange {
        ModelChange("product.template") { model in
            for name in variantFields { model.compute(name, by: "template_\(name)") }
            model.compute("product_variant_id", by: "template_variant")
            model.compute("product_variant_count", by: "template_variant_count")
            model.compute("currency_id", "cost_currency_id", by: "product_currency")
            model.compute("service_policy", by: "template_service_policy")
            model.displayName = "product_display_name"
            model.nameSearch = ["default_code", "name"]
            model.copySuffix = " (copy)"
            model.rules = [.company(field: "company_id")]
            model.adjust("invoice_policy") { $0.defaultValue = .value(.text("order")) }
            model.adjust("expense_policy") { $0.defaultValue = .value(.text("no")) }
            model.adjust("service_type") { $0.defaultValue = .value(.text("manual")) }
            model.adjust("sequence") { $0.defaultValue = .value(.integer(1)) }
            model.adjust("product_variant_ids") { $0.isRequired = false }
            if !profile.is18 { model.adjust("priority") { $0.defaultValue = .value(.text("0")) } }
            if profile.is18 { model.adjust("is_storable") { $0.defaultValue = .value(.boolean(false)) } }
        }
    }

    private static let variant = ModelChange("product.product") { model in
        model.compute("lst_price", by: "product_list_price")
        model.compute("code", by: "product_code")
        model.compute("partner_ref", by: "product_display_name")
        model.compute("is_product_variant", by: "always")
        model.compute("combination_indices", by: "product_combination")
        model.compute("company_currency_id", by: "product_currency")
        model.displayName = "product_display_name"
        model.nameSearch = ["default_code", "name", "barcode"]
        model.rules = [.company(field: "company_id")]
        model.indexes = [["product_tmpl_id"]]
        model.adjust("product_tmpl_id") { $0.deletionRule = .cascade }
    }

    private static let category = ModelChange("product.category") { model in
        model.compute("complete_name", by: "path_name")
        model.compute("parent_path", by: "parent_path")
        model.displayName = "path_name"
        model.nameSearch = ["complete_name"]
        model.adjust("parent_id") { $0.deletionRule = .cascade }
        model.adjust("property_account_expense_categ_id") { $0.defaultValue = .external("account.1_expense") }
        model.adjust("property_cost_method") { $0.defaultValue = .value(.text("standard")) }
        model.adjust("property_valuation") { $0.defaultValue = .value(.text("manual_periodic")) }
        model.adjust("property_account_income_categ_id") { $0.defaultValue = .external("account.1_income") }
    }

    private static let rate = ModelChange("res.currency.rate") { model in
        model.compute("company_rate", by: "rate_to_company")
        model.compute("inverse_company_rate", by: "rate_inverse")
        model.adjust("company_id") { $0.defaultValue = .company }
        model.constraints = [
            TableConstraint(
                condition: .unique(["name", "currency_id", "company_id"]),
                message: "Only one currency rate per day allowed!"
            )
        ]
        model.indexes = [["currency_id"], ["name", "currency_id", "company_id"]]
    }
}
