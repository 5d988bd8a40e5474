import JSON

extension Catalogue {
    /// Companies, currencies and countries.
    static func companyChanges() -> [ModelChange] {
        [
            ModelChange("res.company") { model in
                model.adjust("currency_id") { $0.defaultValue = .companyCurrency }
                model.keep("name")
                for name in ["country_id", "state_id", "street", "street2", "zip", "city"] {
                    model.adjust(name) { field in
                        field.computation = nil
                        field.related = "partner_id.\(name)"
                    }
                }
                model.compute("parent_path", by: "parent_path")
                model.constraints = [
                    TableConstraint(condition: .unique(["name"]), message: "The company name must be unique!")
                ]
                model.rules = companyRules
            },
            ModelChange("res.currency") { model in
                model.nameSearch = ["name", "full_name"]
                model.compute("decimal_places", by: "currency_decimals")
                model.compute("rate", by: "currency_rate")
                model.compute("inverse_rate", by: "currency_inverse_rate")
                model.compute("rate_string", by: "currency_rate_text")
                model.compute("date", by: "currency_date")
                model.compute("is_current_company_currency", by: "currency_is_own")
                model.constraints = [
                    TableConstraint(condition: .unique(["name"]), message: "The currency code must be unique!")
                ]
            },
            ModelChange("uom.uom") { $0.compute("ratio", by: "unit_ratio") },
            ModelChange("res.currency.rate") { $0.displayName = "rate_day" },
            ModelChange("res.country") { model in
                model.constraints = [
                    TableConstraint(condition: .unique(["name"]), message: "The name of the country must be unique!"),
                    TableConstraint(condition: .unique(["code"]), message: "The code of the country must be unique!"),
                ]
            },
            ModelChange("res.country.state") { model in
                model.displayName = "state_display_name"
                model.nameSearch = ["name", "code"]
                model.constraints = [
                    TableConstraint(
                        condition: .unique(["country_id", "code"]),
                        message: "The code of the state must be unique by country!"
                    )
                ]
                model.indexes = [["country_id", "code"]]
            },
        ]
    }

    /// Users see the companies that they work in, whoever manages rights sees all.
    private static let companyRules: [RecordRule] = [
        .members(of: "User types/Internal User") { environment, _, id in environment.allowedCompanies.contains(id) },
        .members(of: "User types/Portal") { environment, _, id in environment.allowedCompanies.contains(id) },
        .members(of: "Administration/Access Rights"),
    ]
}

extension ModelBehaviour {
    /// A company has a partner of the same name, made together with it.
    static let company = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in
            guard set.columns["partner_id"]?.recordID == nil, let name = set.columns["name"]?.textValue else { return }
            var values = JSONObject()
            values["name"] = .string(name)
            values["is_company"] = true
            let model = try environment.model("res.partner")
            let created = try environment.asSuperuser { environment throws(OdooError) in
                try environment.create(model, [values])
            }
            set.columns["partner_id"] = created.first.map { .record($0) }
        },
        prepareWrite: { environment, id, set throws(OdooError) in try environment.checkLockDates(set, id) },
        changed: { environment, id, change throws(OdooError) in
            guard let row = environment.database.row("res.company", id) else { return }
            if change.isNew {
                try letIn(environment.user, id, &environment)
            } else if change.names.contains("name"), let name = row["name"], let partner = row["partner_id"]?.recordID {
                try environment.set("res.partner", partner, ["name": name])
            }
        }
    )

    /// A company's currency stays active.
    static let currency = ModelBehaviour(
        prepareWrite: { environment, id, set throws(OdooError) in
            guard set.columns["active"] == .boolean(false) else { return }
            let isUsed = environment.database.ids(of: "res.company").contains {
                environment.database.row("res.company", $0)?["currency_id"]?.recordID == id
            }
            guard isUsed else { return }
            throw .user("This currency is set on a company and therefore cannot be deactivated.")
        }
    )

    /// Whoever makes a company works in it.
    private static func letIn(_ user: Int64, _ company: Int64, _ environment: inout Environment) throws(OdooError) {
        guard var row = environment.database.row("res.users", user) else { return }
        row["company_ids"] = .records(Set((row["company_ids"]?.recordIDs ?? []) + [company]).sorted())
        environment.database.replace("res.users", user, with: row)
    }
}
