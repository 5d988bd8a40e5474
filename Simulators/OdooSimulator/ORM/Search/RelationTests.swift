import JSON

/// Leaves about links and about the id.
struct RelationTests {
    let compiler: DomainCompiler

    /// The condition of a leaf about a many2one, one2many or many2many field.
    ///
    /// - Throws: ValueError for `in` without a list.
    func condition(_ leaf: DomainLeaf, _ field: FieldDefinition) throws(OdooError) -> Condition {
        switch leaf.operation {
        case .equal: return .test(field, try links(leaf.value, field, isNegated: false))
        case .unequal, .unequalOld: return .test(field, try links(leaf.value, field, isNegated: true))
        case .isIn, .isNotIn:
            let isNegated = leaf.operation == .isNotIn
            if case .bool(let truth) = leaf.value {
                return .test(field, try links(false, field, isNegated: isNegated != truth))
            }
            guard leaf.value.arrayValue != nil else {
                throw .python("ValueError", "Invalid domain term \(leaf.text)")
            }
            return .test(field, try links(leaf.value, field, isNegated: isNegated))
        case .equalIfGiven:
            guard PythonText.isTruthy(leaf.value) else { return .constant(true) }
            return .test(field, try links(leaf.value, field, isNegated: false))
        case .like, .likeAnyCase, .likePattern, .likePatternAnyCase, .notLike, .notLikeAnyCase, .notLikePattern,
            .notLikePatternAnyCase:
            return try names(leaf, field)
        case .less, .lessOrEqual, .greater, .greaterOrEqual: return try order(leaf, field)
        case .childOf, .parentOf, .any, .notAny: throw .python("ValueError", "Invalid leaf \(leaf.text)")
        }
    }

    /// The condition of a leaf about the id itself; ids may come as texts of digits.
    func identity(
        _ leaf: DomainLeaf,
        _ field: FieldDefinition,
        _ model: ModelDefinition
    ) throws(OdooError) -> Condition {
        switch leaf.operation {
        case .equal, .isIn, .unequal, .unequalOld, .isNotIn:
            let isList = leaf.operation == .isIn || leaf.operation == .isNotIn
            if isList, leaf.value.arrayValue == nil, leaf.value.boolValue == nil {
                throw .python("ValueError", "Invalid domain term \(leaf.text)")
            }
            let ids = Set((leaf.value.arrayValue ?? [leaf.value]).compactMap(Self.id))
            let isNegated = [.unequal, .unequalOld, .isNotIn].contains(leaf.operation)
            let test = ValueTest.links(to: ids, orNone: false)
            return isNegated ? .not(.test(field, test)) : .test(field, test)
        case .equalIfGiven:
            guard PythonText.isTruthy(leaf.value), let id = Self.id(leaf.value) else { return .constant(true) }
            return .test(field, .links(to: [id], orNone: false))
        default:
            let environment = compiler.environment
            return try ScalarTests(profile: environment.profile, today: environment.today).condition(leaf, field)
        }
    }

    private func links(_ value: JSON, _ field: FieldDefinition, isNegated: Bool) throws(OdooError) -> ValueTest {
        var ids: Set<Int64> = []
        var includesNone = false
        for element in value.arrayValue ?? [value] {
            if element == true {
                throw .driver("errors.UndefinedFunction", "operator does not exist: integer = boolean\n")
            } else if let id = Self.id(element) {
                ids.insert(id)
            } else if case .string = element,
                let target = field.relation.flatMap({ compiler.environment.catalogue[$0] })
            {
                ids.formUnion(try compiler.records(named: element, .equal, target))
            } else if !PythonText.isTruthy(element) {
                includesNone = true
            }
        }
        // A list about many links looks at the links that are there only.
        if field.type.isMany, value.arrayValue != nil { includesNone = false }
        return isNegated ? .linksToNone(of: ids, orNone: !includesNone) : .links(to: ids, orNone: includesNone)
    }

    /// A leaf that compares the names of the linked records.
    private func names(_ leaf: DomainLeaf, _ field: FieldDefinition) throws(OdooError) -> Condition {
        guard let target = field.relation.flatMap({ compiler.environment.catalogue[$0] }) else {
            return .constant(false)
        }
        let ids = try compiler.records(named: leaf.value, leaf.operation.positive, target)
        return .test(
            field,
            leaf.operation.isNotLike ? .linksToNone(of: ids, orNone: true) : .links(to: ids, orNone: false)
        )
    }

    private func order(_ leaf: DomainLeaf, _ field: FieldDefinition) throws(OdooError) -> Condition {
        guard let id = Self.id(leaf.value) else { throw .python("ValueError", "Invalid leaf \(leaf.text)") }
        let limit = FieldValue.record(id)
        return switch leaf.operation {
        case .less: .test(field, .less(limit, orEqual: false))
        case .lessOrEqual: .test(field, .less(limit, orEqual: true))
        case .greater: .test(field, .greater(limit, orEqual: false))
        default: .test(field, .greater(limit, orEqual: true))
        }
    }

    private static func id(_ value: JSON) -> Int64? {
        switch value {
        case .integer(let id): id
        case .string(let text) where !text.isEmpty && text.allSatisfy(\.isNumber): Int64(text)
        default: nil
        }
    }
}
