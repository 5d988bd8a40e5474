import JSON
import SimulatorKit

/// Resolves the fields, paths and names of a domain against the database.
struct DomainCompiler {
    let environment: Environment

    private var profile: VersionProfile { environment.profile }

    /// Resolves a domain.
    ///
    /// - Throws: ValueError for a field that is not there or a value that its operator cannot take.
    func condition(_ domain: Domain, _ model: ModelDefinition) throws(OdooError) -> Condition {
        switch domain {
        case .all(let parts): return .all(try conditions(parts, model))
        case .any(let parts): return .any(try conditions(parts, model))
        case .not(.leaf(let leaf)) where leaf.opposite != nil: return try condition(leaf.opposite ?? leaf, model)
        case .not(let part): return .not(try condition(part, model))
        case .leaf(let leaf): return try condition(leaf, model)
        }
    }

    private func conditions(_ parts: [Domain], _ model: ModelDefinition) throws(OdooError) -> [Condition] {
        var result: [Condition] = []
        for part in parts { result.append(try condition(part, model)) }
        return result
    }

    private func condition(_ leaf: DomainLeaf, _ model: ModelDefinition) throws(OdooError) -> Condition {
        guard let path = leaf.path else { return .constant(leaf.isTrue) }
        if !profile.is19, [.notLikePattern, .notLikePatternAnyCase].contains(leaf.operation) {
            throw .python("ValueError", "Invalid leaf \(leaf.text)")
        }
        let steps = path.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let field = model[steps[0]] else {
            throw .python("ValueError", "Invalid field \(model.name).\(steps[0]) in leaf \(leaf.text)")
        }
        guard path.utf8.lazy.filter({ $0 == UInt8(ascii: ".") }).count < OdooError.deepest else { throw .tooDeep }
        try environment.checkGroups(.read, [field], model)
        if steps.count == 2, field.relation != nil { return try along(field, steps[1], leaf, model) }
        if field.name == "display_name" { return try named(leaf, model) }
        if leaf.operation == .any || leaf.operation == .notAny, !field.type.isRelational {
            throw OdooError("builtins.KeyError", text: "None", arguments: [.null])
        }
        if steps.count == 2 { throw partOfDate(field, steps[1], leaf, model) }
        guard field.isSearchable || field.related != nil else { return .constant(true) }
        switch leaf.operation {
        case .childOf, .parentOf: return try hierarchy(leaf, field, model)
        case .any, .notAny: return try sub(leaf, field, model)
        default: break
        }
        if field.type.isRelational { return try RelationTests(compiler: self).condition(leaf, field) }
        if field.name == "id" { return try RelationTests(compiler: self).identity(leaf, field, model) }
        if field.name == AnalyticDistribution.field, PythonText.isTruthy(leaf.value) {
            return try distribution(leaf, field)
        }
        return try ScalarTests(profile: profile, today: environment.today).condition(leaf, field)
    }

    /// A leaf with a dotted path: the records whose link leads to a record that fulfils the rest.
    private func along(
        _ field: FieldDefinition,
        _ rest: String,
        _ leaf: DomainLeaf,
        _ model: ModelDefinition
    ) throws(OdooError) -> Condition {
        guard let target = field.relation.flatMap({ environment.catalogue[$0] }) else { return .constant(false) }
        try checkAccess(to: target, along: field, of: model)
        let followed = DomainLeaf(following: leaf, path: rest)
        let inner = try condition(.leaf(followed), target)
        let names = rest == "active"
        return .test(field, .links(to: records(inner, target, field, model, namesActive: names), orNone: false))
    }

    /// What the server says to a path that leads on from a field which is no link.
    private func partOfDate(
        _ field: FieldDefinition,
        _ rest: String,
        _ leaf: DomainLeaf,
        _ model: ModelDefinition
    ) -> OdooError {
        let path = "\(field.name).\(rest)"
        guard profile.is18, field.type == .date || field.type == .datetime else {
            return .python("AssertionError", "Invalid field \(PythonText.quoted(path)) in domain term \(leaf.text)")
        }
        return .python(
            "ValueError",
            "Error when processing the field '\(model.name).\(field.name)', the granularity \(rest) is not supported. "
                + "Only year_number, quarter_number, month_number, iso_week_number, day_of_year, day_of_month, "
                + "day_of_week, hour_number, minute_number, second_number are supported"
        )
    }

    /// The fields along which a search goes without a look at the rights to what they lead to.
    private static let joined: Set<String> = [
        "account.move.line.move_id", "account.move.line.account_id", "account.move.line.payment_id",
        "account.analytic.account.partner_id", "stock.quant.location_id", "stock.move.line.picking_id",
        "stock.move.location_id", "project.project.partner_id", "sale.order.order_line",
        "product.product.product_tmpl_id", "hr.employee.resource_id", "res.users.partner_id", "res.partner.user_ids",
    ]

    /// A search along a link looks at the rights to the records that it leads to.
    private func checkAccess(
        to target: ModelDefinition,
        along field: FieldDefinition,
        of model: ModelDefinition
    ) throws(OdooError) {
        guard !Self.joined.contains("\(model.name).\(field.name)") else { return }
        try environment.checkAccess(.read, target)
    }

    /// `any` and `not any`: the linked records fulfil a domain of their own.
    private func sub(
        _ leaf: DomainLeaf,
        _ field: FieldDefinition,
        _ model: ModelDefinition
    ) throws(OdooError) -> Condition {
        guard let relation = field.relation, let target = environment.catalogue[relation] else {
            throw .python("ValueError", "Invalid leaf \(leaf.text)")
        }
        guard leaf.value.arrayValue != nil else { throw Domain.notAList }
        try checkAccess(to: target, along: field, of: model)
        let domain = try Domain(profile.is19 ? LaterDomain.checked(leaf.value) : leaf.value)
        let inner = try condition(domain, target)
        let ids = records(inner, target, field, model, namesActive: domain.namesActive)
        let test = ValueTest.links(to: ids, orNone: false)
        return leaf.operation == .any ? .test(field, test) : .not(.test(field, test))
    }

    /// The records of `target` that fulfil a condition and may be seen; archived ones count behind a many2one only.
    private func records(
        _ condition: Condition,
        _ target: ModelDefinition,
        _ field: FieldDefinition,
        _ model: ModelDefinition,
        namesActive: Bool
    ) -> Set<Int64> {
        let hides = field.type.isMany && !namesActive && environment.context.hidesArchived && target.isArchivable
        let isJoined = Self.joined.contains("\(model.name).\(field.name)")
        return Set(
            environment.candidates(condition, target).filter { id in
                if hides, !environment.value("active", in: target, id).isTrue { return false }
                return environment.matches(condition, target, id)
                    && (isJoined || environment.isVisible(target, id, for: .read))
            }
        )
    }

    /// A leaf about an analytic distribution: accounts by id or name.
    private func distribution(_ leaf: DomainLeaf, _ field: FieldDefinition) throws(OdooError) -> Condition {
        let negative: [DomainLeaf.Operator] = [
            .unequal, .unequalOld, .isNotIn, .notLike, .notLikeAnyCase, .notLikePattern, .notLikePatternAnyCase,
        ]
        let isExact = [.equal, .unequal, .unequalOld, .isIn, .isNotIn].contains(leaf.operation)
        let accounts = try environment.model("account.analytic.account")
        var wanted: Set<Int64> = []
        for value in leaf.value.arrayValue ?? [leaf.value] {
            if let id = value.integerValue {
                wanted.insert(id)
            } else {
                wanted.formUnion(try records(named: value, isExact ? .equal : .likeAnyCase, accounts))
            }
        }
        let test = Condition.test(field, .distributes(to: wanted))
        return negative.contains(leaf.operation) ? .not(test) : test
    }

    /// A leaf about the display name, which is a search by name.
    private func named(_ leaf: DomainLeaf, _ model: ModelDefinition) throws(OdooError) -> Condition {
        if let domain = NameForms.domain(leaf, model, profile) { return try condition(try Domain(domain), model) }
        let isNegative = [.unequal, .unequalOld].contains(leaf.operation) || leaf.operation.isNotLike
        var parts: [Condition] = []
        for name in model.nameSearch {
            parts.append(try condition(.leaf(DomainLeaf(following: leaf, path: name)), model))
        }
        return isNegative ? .all(parts) : .any(parts)
    }

    /// The records whose name fits.
    func records(
        named name: JSON,
        _ operation: DomainLeaf.Operator,
        _ target: ModelDefinition
    ) throws(OdooError)
        -> Set<Int64>
    {
        let leaf = try DomainLeaf(["display_name", .string(operation.rawValue), name])
        let condition = try named(leaf, target)
        return Set(environment.database.ids(of: target.name).filter { environment.matches(condition, target, $0) })
    }

    /// `child_of` and `parent_of`, along `parent_id` of the model that the field belongs or points to.
    private func hierarchy(
        _ leaf: DomainLeaf,
        _ field: FieldDefinition,
        _ model: ModelDefinition
    ) throws(OdooError) -> Condition {
        guard let target = field.name == "id" ? model : field.relation.flatMap({ environment.catalogue[$0] }) else {
            throw .python("ValueError", "Invalid leaf \(leaf.text)")
        }
        var start: Set<Int64> = []
        for value in leaf.value.arrayValue ?? [leaf.value] {
            switch value {
            case .integer(let id): start.insert(id)
            case .string: start.formUnion(try records(named: value, .likeAnyCase, target))
            default: break
            }
        }
        // Along a link to the same model it is the records themselves that are looked for.
        let isOwn = target.name == model.name && field.type != .many2many
        let usual = target.name == "stock.location" ? "location_id" : "parent_id"
        let link = isOwn && field.type == .many2one ? field.name : usual
        let ids =
            leaf.operation == .childOf ? descendants(of: start, target, link) : ancestors(of: start, target, link)
        return .test(isOwn ? model["id"] ?? field : field, .links(to: ids, orNone: false))
    }

    private func descendants(of start: Set<Int64>, _ model: ModelDefinition, _ link: String) -> Set<Int64> {
        var found = start
        var hasGrown = true
        while hasGrown {
            let children = environment.database.ids(of: model.name).filter { id in
                guard !found.contains(id), let parent = environment.value(link, in: model, id).recordID
                else { return false }
                return found.contains(parent)
            }
            found.formUnion(children)
            hasGrown = !children.isEmpty
        }
        return found
    }

    private func ancestors(of start: Set<Int64>, _ model: ModelDefinition, _ link: String) -> Set<Int64> {
        var found = start
        var next = start
        while !next.isEmpty {
            let parents = next.compactMap { environment.value(link, in: model, $0).recordID }
            next = Set(parents).subtracting(found)
            found.formUnion(next)
        }
        return found
    }
}
