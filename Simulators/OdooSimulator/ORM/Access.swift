import JSON

extension Environment {
    /// Checks the right on a model.
    ///
    /// - Throws: AccessError with the groups that have the right.
    func checkAccess(_ operation: Operation, _ model: ModelDefinition) throws(OdooError) {
        guard !hasAccess(operation, model) else { return }
        if operation == .read, let profile = Self.publicProfiles[model.name] {
            let reader = "User types/Internal User"
            guard !groups.contains(reader) else { return }
            var rights = ModelRights()
            rights.groups[.read] = [reader]
            throw .access(rights.refusal(of: .read, label: profile.label, model: profile.model))
        }
        throw .access(model.rights.refusal(of: operation, label: model.label, model: model.name))
    }

    /// The models that internal users read through a model with less fields: its label and name.
    private static let publicProfiles = ["hr.employee": (label: "Public Employee", model: "hr.employee.public")]

    /// Whether the user has the right on a model.
    func hasAccess(_ operation: Operation, _ model: ModelDefinition) -> Bool {
        isSuperuser || model.rights.allow(operation, to: groups)
    }

    /// Checks that no rule hides one of the records.
    ///
    /// - Throws: AccessError that names the user and the model.
    func checkRules(_ operation: Operation, _ model: ModelDefinition, _ ids: [Int64]) throws(OdooError) {
        let hidden = ids.filter { exists(model.name, $0) && !isVisible(model, $0, for: operation) }
        guard !hidden.isEmpty else { return }
        throw ruleRefusal(operation, model, hidden)
    }

    /// Whether no rule hides the record from the user.
    func isVisible(_ model: ModelDefinition, _ id: Int64, for operation: Operation) -> Bool {
        isSuperuser || passesRules(model, id, for: operation)
    }

    /// The companies that the caller works in.
    var allowedCompanies: [Int64] {
        context.companies ?? value("company_ids", of: "res.users", user).recordIDs
    }

    /// The company that new records belong to.
    var currentCompany: Int64? {
        context.companies?.first ?? value("company_id", of: "res.users", user).recordID
    }

    /// Checks that the caller may work in the companies of the context.
    ///
    /// - Throws: AccessError if one is not the user's.
    func checkCompanies() throws(OdooError) {
        guard let asked = context.companies else { return }
        let own = value("company_ids", of: "res.users", user).recordIDs
        guard asked.allSatisfy({ own.contains($0) }) else {
            throw .access("Access to unauthorized or invalid companies.")
        }
    }

    private func ruleRefusal(_ operation: Operation, _ model: ModelDefinition, _ hidden: [Int64]) -> OdooError {
        let name = value("name", of: "res.users", user).textValue ?? ""
        var text =
            "Uh-oh! Looks like you have stumbled upon some top-secret records.\n\n"
            + "Sorry, \(name) (id=\(user)) doesn't have '\(operation.rawValue)' access to:\n"
            + "- \(model.label) (\(model.name))\n\n"
            + "If you really, really need access, perhaps you can win over your friendly administrator with a batch of "
            + "freshly baked cookies."
        var context = JSONObject()
        if profile.is18, let company = company(hiding: hidden, model) {
            if value("company_ids", of: "res.users", user).recordIDs.contains(company) {
                let companyName = value("name", of: "res.company", company).textValue ?? ""
                text +=
                    "\n\nThis seems to be a multi-company issue, you might be able to access the record by switching to "
                    + "the company: \(companyName)."
                context["suggested_company"] = ["id": .integer(company), "display_name": .string(companyName)]
            } else {
                text +=
                    "\n\nThis seems to be a multi-company issue, but you do not have access to the proper company to "
                    + "access the record anyhow."
            }
        }
        var error = OdooError.access(text)
        error.context = context
        return error
    }

    /// The company whose rule hides the first of the records, if it is a rule about companies.
    private func company(hiding hidden: [Int64], _ model: ModelDefinition) -> Int64? {
        for field in model.rules.compactMap(\.companyField) {
            for id in hidden {
                guard let company = value(field, in: model, id).recordID, !allowedCompanies.contains(company) else {
                    continue
                }
                return company
            }
        }
        return nil
    }
}

extension Environment {
    /// Whether the user is in one of the groups that a field is for.
    func mayUse(_ field: FieldDefinition) -> Bool {
        guard let group = field.group else { return true }
        return isSuperuser || Self.names(group).contains { groups.contains($0) }
    }

    /// Whether a field is one of those that users read of themselves.
    func isPersonal(_ field: FieldDefinition, _ model: ModelDefinition) -> Bool {
        profile.is19 && model.name == "res.users" && MeasuredGroups.personalFields.contains(field.name)
    }

    private static func names(_ group: String) -> [String] {
        group.split(separator: ";").map(String.init)
    }

    /// The refusal of fields, as version 19 words it: it names the first one.
    private func closedLater(_ operation: Operation, _ closed: [FieldDefinition], _ model: ModelDefinition) -> OdooError
    {
        if operation == .read, Self.publicProfiles[model.name] != nil, !hasAccess(.read, model) {
            let names = closed.map(\.shownName).joined(separator: ",")
            return .access(
                "The fields “\(names)”, which you are trying to read, are not available for employee public profiles."
            )
        }
        let names = Self.names(closed[0].group ?? "").map { "'\(profile.groupName($0))'" }.joined(separator: ", ")
        let reason = names.isEmpty ? "always forbidden" : "allowed for groups \(names)"
        return .access(
            "You do not have enough rights to access the field \"\(closed[0].shownName)\" on \(model.label) (\(model.name)). "
                + "Please contact your system administrator.\n\n"
                + "Operation: \(operation.rawValue)\nUser: \(user)\nGroups: \(reason)"
        )
    }

    /// Checks that the user may use the fields.
    ///
    /// - Throws: AccessError that lists the fields, to internal users with their groups.
    func checkGroups(_ operation: Operation, _ fields: [FieldDefinition], _ model: ModelDefinition) throws(OdooError) {
        let closed = fields.filter { !mayUse($0) }
        guard !closed.isEmpty else { return }
        if profile.is19 { throw closedLater(operation, closed, model) }
        let names = closed.map(\.shownName).joined(separator: ",")
        let lines = closed.sorted { $0.name < $1.name }.map { field in
            let groups = Self.names(field.group ?? "").map { "'\($0)'" }.joined(separator: ", ")
            return "- \(field.shownName) (allowed for groups \(groups.isEmpty ? "''" : groups))"
        }
        let isInternal = groups.contains("User types/Internal User")
        let details = "User: \(user)\nFields:\n\(lines.joined(separator: "\n"))"
        let head =
            "You do not have enough rights to access the fields \"\(names)\" on \(model.label) (\(model.name)). "
            + "Please contact your system administrator.\n\n"
        guard profile.is18 || isInternal else { throw .access("\(head)(Operation: \(operation.rawValue))") }
        guard profile.is18 else {
            let restriction = "The requested operation can not be completed due to security restrictions.\n\n"
            let document = "Document type: \(model.label) (\(model.name))\n"
            throw .access("\(restriction)\(document)Operation: \(operation.rawValue)\n\(details)")
        }
        throw .access("\(head)Operation: \(operation.rawValue)" + (isInternal ? "\n\(details)" : ""))
    }
}
