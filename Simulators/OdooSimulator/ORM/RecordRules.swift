/// A rule that hides records from users.
///
/// Rules for everybody must all hold. Of the rules for the user's groups one must hold, if there is any.
struct RecordRule: Sendable {
    /// Whether a record may be seen.
    typealias Test = @Sendable (Environment, ModelDefinition, Int64) -> Bool

    /// The full name of the group that the rule is for; `nil` for everybody.
    var group: String?
    /// Whether the rule is for reading alone: it shows nothing to those who change records.
    var isForReading = false
    /// The field with the company, if the rule is about companies.
    var companyField: String?
    let test: Test

    /// The models whose records are seen by those who see another record; none of them is such another one.
    static let followsOthers: Set<String> = ["mail.message", "ir.attachment"]

    /// Hides records of a company that is not among the allowed ones.
    static func company(field: String) -> RecordRule {
        RecordRule(companyField: field) { environment, model, id in
            guard let company = environment.value(field, in: model, id).recordID else { return true }
            return environment.allowedCompanies.contains(company)
        }
    }

    /// Hides records from every user for whom `test` does not hold.
    static func everybody(_ test: @escaping Test) -> RecordRule {
        RecordRule(test: test)
    }

    /// Shows records to the members of a group, who see no others unless another rule shows them.
    static func members(of group: String, _ test: @escaping Test = { _, _, _ in true }) -> RecordRule {
        RecordRule(group: group, test: test)
    }

    /// Shows records to the members of a group, who change others only.
    static func readers(of group: String, _ test: @escaping Test) -> RecordRule {
        RecordRule(group: group, isForReading: true, test: test)
    }
}

extension Environment {
    /// Whether the rules of a model let the user see a record.
    func passesRules(_ model: ModelDefinition, _ id: Int64, for operation: Operation) -> Bool {
        var hasRule = false
        var isShown = false
        for rule in model.rules where operation == .read || !rule.isForReading {
            if let group = rule.group {
                guard groups.contains(profile.groupName(group)) else { continue }
                hasRule = true
                isShown = isShown || rule.test(self, model, id)
            } else if !rule.test(self, model, id) {
                return false
            }
        }
        guard isShown || !hasRule else { return false }
        return model.parentFields.allSatisfy { name in
            guard let parent = model[name]?.relation.flatMap({ catalogue[$0] }),
                let target = value(name, in: model, id).recordID
            else { return true }
            return passesRules(parent, target, for: operation)
        }
    }

    /// The partner of the user who calls.
    var ownPartner: Int64? { database.row("res.users", user)?["partner_id"]?.recordID }

    /// Whether the user who calls follows a record.
    func isFollowed(_ modelName: String, _ id: Int64) -> Bool {
        guard let ownPartner else { return false }
        return followers(modelName, id).contains(ownPartner)
    }

    /// Whether the firm of the portal user who calls follows a record.
    func isFollowedByFirm(_ modelName: String, _ id: Int64) -> Bool {
        guard let firm = ownFirm, let partners = catalogue["res.partner"] else { return false }
        return followers(modelName, id).contains { commercialPartner(of: $0, partners) == firm }
    }

    /// The company above the partner of the user who calls, or that partner.
    var ownFirm: Int64? {
        guard let ownPartner, let partners = catalogue["res.partner"] else { return nil }
        return commercialPartner(of: ownPartner, partners)
    }

    private func followers(_ modelName: String, _ id: Int64) -> [Int64] {
        database.row(modelName, id)?["message_partner_ids"]?.recordIDs ?? []
    }
}
