import Foundation
import JSON

extension ModelBehaviour {
    static let partner = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in
            completePartner(&set)
            guard set.columns["user_id"]?.recordID == nil, !set.given.contains("user_id") else { return }
            set.columns["user_id"] = seller(of: set.columns, environment)
        },
        prepareWrite: { environment, id, set throws(OdooError) in
            completePartner(&set)
            let row = (environment.database.row("res.partner", id) ?? [:]).merging(set.columns) { $1 }
            guard set.given.contains("parent_id"), row["user_id"]?.recordID == nil else { return }
            if let seller = seller(of: row, environment) { set.columns["user_id"] = seller }
        },
        changed: { environment, id, change throws(OdooError) in
            // A family is followed only where it has an end.
            if change.names.contains("parent_id") {
                let error = OdooError.validation("You cannot create recursive Partner hierarchies.")
                try environment.checkNoCircle("res.partner", id, error)
            }
            try PartnerFamily(id, change).follow(&environment)
        },
        created: { environment, ids throws(OdooError) in
            for id in ids { try PartnerFamily.giveFirstAddress(of: id, &environment) }
        }
    )

    /// The code of a country is written in capitals.
    static let country = ModelBehaviour(
        prepare: { _, set throws(OdooError) in raiseCode(&set) },
        prepareWrite: { _, _, set throws(OdooError) in raiseCode(&set) }
    )

    private static func raiseCode(_ set: inout ValueSet) {
        if let code = set.columns["code"]?.textValue { set.columns["code"] = .text(code.uppercased()) }
    }

    static let category = ModelBehaviour(
        validate: { environment, id, given throws(OdooError) in
            guard given.contains("parent_id") else { return }
            try environment.checkNoCircle("res.partner.category", id, .user("Recursion Detected."))
        }
    )

    /// Writes whether a partner is a company by the word for it.
    static let writeCompanyType: Inverse = { environment, id, value throws(OdooError) in
        guard !PythonText.isTruthy(value) || value == "company" || value == "person" else {
            throw .python("ValueError", "Wrong value for res.partner.company_type: \(PythonText.repr(value))")
        }
        try environment.set("res.partner", id, ["is_company": .boolean(value == "company")])
    }

    /// An address of the web without a scheme gets one, and a child has no firm of its own.
    private static func completePartner(_ set: inout ValueSet) {
        if let site = set.columns["website"]?.textValue, !site.isEmpty, !site.contains("://") {
            set.columns["website"] = .text("http://" + site.trimmingPrefix("//"))
        }
        if set.columns["parent_id"]?.recordID != nil { set.columns["company_name"] = .null }
    }

    /// The salesperson that a person takes over from his parent.
    private static func seller(of row: Row, _ environment: Environment) -> FieldValue? {
        guard row["is_company"]?.isTrue != true, let parent = row["parent_id"]?.recordID else { return nil }
        return environment.database.row("res.partner", parent)?["user_id"]
    }
}

/// A changed partner, his parent and his children, who share some of their columns.
private struct PartnerFamily {
    /// The columns of an address, which contacts of type "contact" share with their parent.
    private static let address = ["street", "street2", "zip", "city", "state_id", "country_id"]

    /// The columns that belong to the firm as a whole.
    private static let commercial = [
        "vat", "company_registry", "industry_id", "debit_limit", "credit_limit", "property_account_payable_id",
        "property_account_receivable_id", "property_account_position_id", "property_payment_term_id",
        "property_supplier_payment_term_id",
    ]

    let id: Int64
    let change: RecordChange

    init(_ id: Int64, _ change: RecordChange) {
        self.id = id
        self.change = change
    }

    /// Takes over what the partner shares with his parent, and passes on what his children share with him.
    func follow(_ environment: inout Environment) throws(OdooError) {
        let row = environment.database.row("res.partner", id) ?? [:]
        let parent = row["parent_id"]?.recordID
        let isContact = row["type"] == .text("contact")
        if change.names.contains("parent_id"), parent != nil { try takeFirm(&environment) }
        if let parent, isContact, change.names.contains("parent_id") || change.names.contains("type") {
            let source = environment.database.row("res.partner", parent) ?? [:]
            if Self.hasAddress(source) { try Self.copy(Self.address, from: source, to: id, &environment) }
        }
        try passOn(&environment)
        guard change.isNew, let parent else { return }
        if !change.names.contains("lang") {
            let language = environment.database.row("res.partner", parent)?["lang"]
            try environment.set("res.partner", id, ["lang": language ?? .text(environment.context.language)])
        }
    }

    /// The columns of the firm come from the company above.
    private func takeFirm(_ environment: inout Environment) throws(OdooError) {
        guard let partners = environment.catalogue["res.partner"] else { return }
        let firm = environment.commercialPartner(of: id, partners)
        guard firm != id, let source = environment.database.row("res.partner", firm) else { return }
        try Self.copy(Self.commercial, from: source, to: id, &environment)
        try passFirm(Self.commercial, from: source, below: id, &environment)
    }

    private func passOn(_ environment: inout Environment) throws(OdooError) {
        guard !Self.children(of: id, environment).isEmpty, let partners = environment.catalogue["res.partner"] else {
            return
        }
        let row = environment.database.row("res.partner", id) ?? [:]
        let firmColumns = Self.commercial.filter(change.names.contains)
        if !firmColumns.isEmpty, environment.commercialPartner(of: id, partners) == id {
            try passFirm(firmColumns, from: row, below: id, &environment)
        }
        let addressColumns = Self.address.filter(change.names.contains)
        for child in Self.children(of: id, environment) {
            let values = environment.database.row("res.partner", child) ?? [:]
            if !addressColumns.isEmpty, values["type"] == .text("contact") {
                try Self.copy(addressColumns, from: row, to: child, &environment)
            }
            if !change.isNew, change.names.contains("company_id") {
                try Self.copy(["company_id"], from: row, to: child, &environment)
            }
        }
    }

    private func passFirm(
        _ columns: [String],
        from source: Row,
        below parent: Int64,
        _ environment: inout Environment
    ) throws(OdooError) {
        var parents = [parent]
        while let parent = parents.popLast() {
            for child in Self.children(of: parent, environment)
            where environment.database.row("res.partner", child)?["is_company"]?.isTrue != true {
                try Self.copy(columns, from: source, to: child, &environment)
                parents.append(child)
            }
        }
    }

    /// The address of a parent's first and only contact is his own too if he has none.
    static func giveFirstAddress(of id: Int64, _ environment: inout Environment) throws(OdooError) {
        let own = environment.database.row("res.partner", id) ?? [:]
        guard let parent = own["parent_id"]?.recordID else { return }
        let above = environment.database.row("res.partner", parent) ?? [:]
        guard above["is_company"]?.isTrue == true || above["parent_id"]?.recordID == nil, hasAddress(own),
            !hasAddress(above), children(of: parent, environment).count == 1
        else { return }
        try copy(address, from: own, to: parent, &environment)
    }

    private static func hasAddress(_ row: Row) -> Bool {
        address.contains { column in
            guard let value = row[column], !value.isNull else { return false }
            return value != .text("")
        }
    }

    private static func children(of parent: Int64, _ environment: Environment) -> [Int64] {
        (environment.database.ids(of: "res.partner", where: ["parent_id"], are: [.record(parent)]) ?? [])
            .filter { environment.database.row("res.partner", $0)?["active"]?.isTrue == true }
            .sorted()
    }

    private static func copy(
        _ columns: [String],
        from source: Row,
        to target: Int64,
        _ environment: inout Environment
    ) throws(OdooError) {
        let values = columns.map { ($0, source[$0] ?? .null) }
        try environment.set("res.partner", target, Row(uniqueKeysWithValues: values))
    }
}
