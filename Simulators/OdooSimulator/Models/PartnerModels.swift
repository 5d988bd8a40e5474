extension Catalogue {
    /// Partners and their tags.
    static func partnerModels(_ profile: VersionProfile) -> [ModelDefinition] {
        [partner(profile), partnerCategory]
    }

    /// The installed languages.
    static let languages = [("en_US", "English (US)"), ("fr_FR", "French / Français"), ("de_DE", "German / Deutsch")]

    private static let timeZones = [
        "America/Chicago", "America/Denver", "America/Los_Angeles", "America/New_York", "Asia/Tokyo", "Europe/Berlin",
        "Europe/London", "Europe/Paris", "UTC",
    ].map { ($0, $0) }

    private static let addressTypes = [
        ("contact", "Contact"), ("invoice", "Invoice Address"), ("delivery", "Delivery Address"),
        ("other", "Other Address"),
    ]

    private static let partnerFields: [FieldDefinition] = [
        .char("name", "Name"),
        .char("complete_name", "Complete Name").computed("partner_complete_name"),
        .many2one("parent_id", "Related Company", "res.partner"),
        .one2many("child_ids", "Contact", "res.partner", "parent_id").hidingArchived,
        .char("ref", "Reference"),
        .selection("lang", "Language", languages).defaulting(to: .language),
        .selection("tz", "Timezone", timeZones),
        .many2one("user_id", "Salesperson", "res.users"),
        .char("vat", "Tax ID"),
        .char("company_registry", "Company ID"),
        .html("comment", "Notes"),
        .many2many("category_id", "Tags", "res.partner.category"),
        .boolean("active", "Active", default: true),
        .boolean("employee", "Employee"),
        .char("function", "Job Position"),
        .selection("type", "Address Type", addressTypes, default: "contact"),
        .char("street", "Street"),
        .char("street2", "Street2"),
        .char("zip", "Zip"),
        .char("city", "City"),
        .many2one("country_id", "Country", "res.country").restricted,
        .float("partner_latitude", "Geo Latitude", digits: (10, 7)),
        .float("partner_longitude", "Geo Longitude", digits: (10, 7)),
        .char("email", "Email"),
        .char("phone", "Phone"),
        .char("mobile", "Mobile"),
        .char("website", "Website Link"),
        .boolean("is_company", "Is a Company", default: false),
        .selection("company_type", "Company Type", [("person", "Individual"), ("company", "Company")])
            .computedLive("partner_company_type").writable,
        .many2one("company_id", "Company", "res.company"),
        .integer("color", "Color Index", default: 0),
        .one2many("user_ids", "Users", "res.users", "partner_id"),
        .many2one("commercial_partner_id", "Commercial Entity", "res.partner").computed("partner_commercial"),
        .integer("supplier_rank", "Supplier Rank", default: 0).notCopied,
        .integer("customer_rank", "Customer Rank", default: 0).notCopied,
        .float("credit_limit", "Credit Limit").companyDependent,
    ]

    private static func partner(_ profile: VersionProfile) -> ModelDefinition {
        ModelDefinition("res.partner", "Contact", partnerFields) { model in
            completePartner(&model)
            // Fields with a value for each company have no column of their own in version 17.
            guard !profile.is18, var limit = model["credit_limit"] else { return }
            limit.isStored = false
            limit.isSortable = false
            model.add(limit)
        }
    }

    private static func completePartner(_ model: inout ModelDefinition) {
        model.order = "complete_name ASC, id DESC"
        model.displayName = "partner_display_name"
        model.nameSearch = ["complete_name", "email", "ref", "vat", "company_registry"]
        model.copySuffix = " (copy)"
        model.constraints = [
            TableConstraint(
                condition: .required("name", unless: "type", isNot: "contact"),
                message: "Contacts require a name"
            )
        ]
        model.rules = [
            .company(field: "company_id"),
            .members(of: "User types/Portal") { environment, model, id in
                environment.commercialPartner(of: id, model) == environment.ownFirm
            },
        ]
        model.indexes = [["parent_id"]]
    }

    private static let partnerCategory = ModelDefinition(
        "res.partner.category",
        "Partner Tags",
        [
            .char("name", "Name").required.translated,
            .integer("color", "Color"),
            .many2one("parent_id", "Category", "res.partner.category").cascading,
            .one2many("child_ids", "Child Tags", "res.partner.category", "parent_id"),
            .boolean("active", "Active", default: true),
            .char("parent_path", "Parent Path").computed("parent_path"),
            .many2many("partner_ids", "Partners", "res.partner").computed("category_partners"),
        ]
    ) { model in
        model.order = "name"
        model.displayName = "path_name"
    }
}
