extension Catalogue {
    /// Companies, currencies and countries.
    static func companyModels() -> [ModelDefinition] {
        [company, currency, country]
    }

    private static let company = ModelDefinition(
        "res.company",
        "Companies",
        [
            .char("name", "Company Name").required,
            .many2one("currency_id", "Currency", "res.currency").required,
            .many2one("partner_id", "Partner", "res.partner").required,
            .many2one("country_id", "Country", "res.country").related("partner_id.country_id"),
            .integer("sequence", "Sequence", default: 10),
            .boolean("active", "Active", default: true),
            .many2one("parent_id", "Parent Company", "res.company"),
            .one2many("child_ids", "Branches", "res.company", "parent_id"),
            .char("email", "Email").related("partner_id.email"),
            .many2one("project_time_mode_id", "Project Time Unit", "uom.uom"),
            .many2one("timesheet_encode_uom_id", "Timesheet Encoding Unit", "uom.uom"),
        ]
    ) { model in
        model.order = "sequence, name"
        model.constraints = [
            TableConstraint(condition: .unique(["name"]), message: "The company name must be unique!")
        ]
    }

    private static let currency = ModelDefinition(
        "res.currency",
        "Currency",
        [
            .char("name", "Currency", size: 3).required,
            .char("full_name", "Name"),
            .char("symbol", "Symbol").required,
            .float("rounding", "Rounding Factor", digits: (12, 6)),
            .integer("decimal_places", "Decimal Places").computed("currency_decimals"),
            .selection(
                "position",
                "Symbol Position",
                [("after", "After Amount"), ("before", "Before Amount")],
                default: "after"
            ),
            .boolean("active", "Active", default: true),
        ]
    ) { model in
        model.order = "active desc, name"
        model.nameSearch = ["name", "full_name"]
        model.constraints = [
            TableConstraint(condition: .unique(["name"]), message: "The currency code must be unique!")
        ]
    }

    private static let country = ModelDefinition(
        "res.country",
        "Country",
        [
            .char("name", "Country Name").required.translated,
            .char("code", "Country Code", size: 2).required,
            .integer("phone_code", "Country Calling Code"),
            .many2one("currency_id", "Currency", "res.currency"),
        ]
    ) { model in
        model.order = "name"
        model.constraints = [
            TableConstraint(condition: .unique(["name"]), message: "The name of the country must be unique!"),
            TableConstraint(condition: .unique(["code"]), message: "The code of the country must be unique!"),
        ]
    }
}
