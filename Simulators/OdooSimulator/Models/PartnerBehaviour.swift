import JSON

extension ModelBehaviour {
    /// The columns of an address, which contacts of type "contact" share with their company.
    private static let addressColumns = ["street", "street2", "zip", "city", "country_id"]

    static let partner = ModelBehaviour(
        changed: { environment, id, change throws(OdooError) in
            try followAddress(&environment, id, change)
        },
        validate: { environment, id, given throws(OdooError) in
            guard given.contains("parent_id") else { return }
            let error = OdooError.validation("You cannot create recursive Partner hierarchies.")
            try environment.checkNoCircle("res.partner", id, error)
        }
    )

    static let category = ModelBehaviour(
        validate: { environment, id, given throws(OdooError) in
            guard given.contains("parent_id") else { return }
            try environment.checkNoCircle("res.partner.category", id, .user("Recursion Detected."))
        }
    )

    /// Writes whether a partner is a company by the word for it.
    static let writeCompanyType: Inverse = { environment, id, value throws(OdooError) in
        try environment.set("res.partner", id, ["is_company": .boolean(value == "company")])
    }

    /// A contact takes the address of its company, and follows it when it changes.
    private static func followAddress(
        _ environment: inout Environment,
        _ id: Int64,
        _ change: RecordChange
    ) throws(OdooError) {
        guard let row = environment.database.row("res.partner", id) else { return }
        if change.names.contains("parent_id") || change.names.contains("type"), row["type"] == .text("contact"),
            let parent = row["parent_id"]?.recordID, let source = environment.database.row("res.partner", parent)
        {
            try copyAddress(&environment, from: source, to: id)
        }
        guard !change.isNew, !change.names.isDisjoint(with: addressColumns) else { return }
        let children = environment.database.ids(of: "res.partner", where: ["parent_id"], are: [.record(id)]) ?? []
        for child in children where environment.value("type", of: "res.partner", child) == .text("contact") {
            try copyAddress(&environment, from: row, to: child)
        }
    }

    private static func copyAddress(
        _ environment: inout Environment,
        from source: Row,
        to id: Int64
    ) throws(OdooError) {
        let address = addressColumns.map { ($0, source[$0] ?? .null) }
        guard address.contains(where: { !$0.1.isNull }) else { return }
        try environment.set("res.partner", id, Row(uniqueKeysWithValues: address))
    }
}
