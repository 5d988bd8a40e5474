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
        guard let path = leaf.path else { return .constant(leaf.elements[0] == leaf.value) }
        let steps = path.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let field = model[steps[0]] else {
            throw .python("ValueError", "Invalid field \(model.name).\(steps[0]) in leaf \(leaf.text)")
        }
        guard path.utf8.lazy.filter({ $0 == UInt8(ascii: ".") }).count < OdooError.deepest else { throw .tooDeep }
        try environment.checkGroups(.read, [field], model)
        if steps.count == 2 { return try along(field, steps[1], leaf, model) }
        if field.name == "display_name" { return try named(leaf, model) }
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
        return try ScalarTests(profile: profile).condition(leaf, field)
    }

    /// A leaf with a dotted path: the records whose link leads to a record that fulfils the rest.
    private func along(
        _ field: FieldDefinition,
        _ rest: String,
        _ leaf: DomainLeaf,
        _ model: ModelDefinition
    ) throws(OdooError) -> Condition {
        guard let relation = field.relation else {
            throw .python("ValueError", "Invalid field \(model.name).\(field.name).\(rest) in leaf \(leaf.text)")
        }
        guard let target = environment.catalogue[relation] else { return .constant(false) }
        let followed = DomainLeaf(following: leaf, path: rest)
        let inner = try condition(.leaf(followed), target)
        return .test(field, .links(to: records(inner, target, field), orNone: false))
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
        let inner = try condition(try Domain(leaf.value), target)
        let ids = records(inner, target, field)
        let test = ValueTest.links(to: ids, orNone: false)
        return leaf.operation == .any ? .test(field, test) : .not(.test(field, test))
    }

    /// The records of `target` that fulfil a condition; archived ones count behind a many2one only.
    private func records(_ condition: Condition, _ target: ModelDefinition, _ field: FieldDefinition) -> Set<Int64> {
        let hides = field.type.isMany && environment.context.hidesArchived && target.isArchivable
        return Set(
            environment.candidates(condition, target).filter { id in
                if hides, !environment.value("active", in: target, id).isTrue { return false }
                return environment.matches(condition, target, id)
            }
        )
    }

    /// A leaf about an analytic distribution: accounts by id or name.
    private func distribution(_ leaf: DomainLeaf, _ field: FieldDefinition) throws(OdooError) -> Condition {
        let negative: [DomainLeaf.Operator] = [
            .unequal, .unequalOld, .isNotIn, .notLike, .notLikeAnyCase,
        ]
        let isExact = [.equal, .equalOld, .unequal, .unequalOld, .isIn, .isNotIn].contains(leaf.operation)
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
        let isNegative = [.unequal, .unequalOld, .notLike, .notLikeAnyCase].contains(leaf.operation)
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
        let ids = leaf.operation == .childOf ? descendants(of: start, target) : ancestors(of: start, target)
        return .test(field, .links(to: ids, orNone: false))
    }

    private func descendants(of start: Set<Int64>, _ model: ModelDefinition) -> Set<Int64> {
        var found = start
        var hasGrown = true
        while hasGrown {
            let children = environment.database.ids(of: model.name).filter { id in
                guard !found.contains(id), let parent = environment.value("parent_id", in: model, id).recordID
                else { return false }
                return found.contains(parent)
            }
            found.formUnion(children)
            hasGrown = !children.isEmpty
        }
        return found
    }

    private func ancestors(of start: Set<Int64>, _ model: ModelDefinition) -> Set<Int64> {
        var found = start
        var next = start
        while !next.isEmpty {
            let parents = next.compactMap { environment.value("parent_id", in: model, $0).recordID }
            next = Set(parents).subtracting(found)
            found.formUnion(next)
        }
        return found
    }
}
