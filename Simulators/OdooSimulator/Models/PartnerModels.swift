extension Catalogue {
    /// Partners and their tags.
    static func partnerChanges() -> [ModelChange] {
        [
            ModelChange("res.partner") { completePartner(&$0) },
            ModelChange("res.country") { $0.adjust("address_format") { $0.computation = "country_address_format" } },
            ModelChange("res.partner.category") { model in
                model.displayName = "path_name"
                model.adjust("parent_id") { $0.deletionRule = .cascade }
                model.compute("parent_path", by: "parent_path")
                model.compute("partner_ids", by: "category_partners")
            },
        ]
    }

    /// The installed languages.
    static let languages = [("en_US", "English (US)"), ("fr_FR", "French / Français"), ("de_DE", "German / Deutsch")]

    private static func completePartner(_ model: inout ModelDefinition) {
        model.displayName = "partner_display_name"
        model.nameSearch = ["complete_name", "email", "ref", "vat", "company_registry"]
        model.copySuffix = " (copy)"
        model.keep("credit_limit")
        model.doNotCopy("supplier_rank", "customer_rank")
        model.adjust("lang") { $0.defaultValue = .language }
        model.adjust("country_id") { $0.deletionRule = .restrict }
        model.adjust("child_ids") { $0.hidesArchived = true }
        model.compute("complete_name", by: "partner_complete_name")
        model.compute("company_type", by: "partner_company_type")
        model.compute("commercial_partner_id", by: "partner_commercial")
        model.compute("commercial_company_name", by: "partner_commercial_name")
        model.compute("partner_share", by: "partner_share")
        model.compute("email_formatted", by: "partner_email_formatted")
        model.compute("email_normalized", by: "partner_email_normalized")
        model.compute("employees_count", by: "partner_employees")
        model.compute("self", by: "partner_self")
        model.compute("contact_address", by: "partner_address")
        model.compute("contact_address_inline", by: "partner_inline_address")
        model.constraints = [
            TableConstraint(
                condition: .required("name", unless: "type", isNot: "contact"),
                message: "Contacts require a name"
            )
        ]
        model.rules = partnerRules
        model.indexes = [["parent_id"]]
    }

    /// Partners of a company are for its users, but users are seen by all; portal users see their own firm.
    private static let partnerRules: [RecordRule] = [
        RecordRule(companyField: "company_id") { environment, model, id in
            guard let company = environment.value("company_id", in: model, id).recordID else { return true }
            return environment.allowedCompanies.contains(company)
                || !environment.value("partner_share", in: model, id).isTrue
        },
        .members(of: "User types/Portal") { environment, model, id in
            environment.commercialPartner(of: id, model) == environment.ownFirm
        },
    ]
}
