/// The order of a search: `date desc, id` (reference: odoo.md, "Domains").
struct SortOrder: Sendable {
    /// One thing that is sorted by: a field, reached along many2one fields.
    private struct Term: Sendable {
        let path: String
        var isDescending: Bool
        var putsEmptyFirst: Bool
    }

    private var terms: [Term] = []

    /// Reads an order.
    ///
    /// - Throws: UserError for a wrong form, ValueError for a field that is not there or cannot be sorted by.
    init(_ text: String, _ model: ModelDefinition, _ catalogue: Catalogue) throws(OdooError) {
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let words = part.split(separator: " ").map(String.init)
            guard let name = words.first, let direction = Self.direction(words.dropFirst()) else {
                throw .user(
                    "Invalid \"order\" specified (\(text)). A valid \"order\" specification is a comma-separated list of "
                        + "valid field names (optionally followed by asc/desc for the direction)"
                )
            }
            guard let field = model[name] else { throw .invalidField(name, of: model.name) }
            guard field.isSortable else {
                guard catalogue.profile.is18 else { continue }
                throw .notInDatabase(field, model, catalogue.profile)
            }
            add(field, direction.isDescending, direction.putsEmptyFirst, prefix: "", catalogue, depth: 0)
        }
    }

    /// The records in this order; where it does not decide, the older one stands first.
    func sorted(_ ids: [Int64], _ model: ModelDefinition, in environment: Environment) -> [Int64] {
        let keyed = ids.map { id in
            (id: id, key: terms.map { environment.value(along: $0.path, from: model, id) })
        }
        return keyed.sorted { precedes($0, $1) }.map(\.id)
    }

    private func precedes(_ left: (id: Int64, key: [FieldValue]), _ right: (id: Int64, key: [FieldValue])) -> Bool {
        for (index, term) in terms.enumerated() {
            let first = left.key[index]
            let second = right.key[index]
            switch (first.isNull, second.isNull) {
            case (true, true): continue
            case (true, false): return term.putsEmptyFirst
            case (false, true): return !term.putsEmptyFirst
            case (false, false): break
            }
            if first.precedes(second) { return !term.isDescending }
            if second.precedes(first) { return term.isDescending }
        }
        return left.id < right.id
    }

    /// A many2one field is sorted by the default order of its model.
    private mutating func add(
        _ field: FieldDefinition,
        _ isDescending: Bool,
        _ putsEmptyFirst: Bool,
        prefix: String,
        _ catalogue: Catalogue,
        depth: Int
    ) {
        let path = prefix + field.name
        guard field.type == .many2one, depth < 3, let relation = field.relation, let target = catalogue[relation] else {
            return terms.append(Term(path: path, isDescending: isDescending, putsEmptyFirst: putsEmptyFirst))
        }
        for part in target.order.split(separator: ",") {
            let words = part.split(separator: " ").map(String.init)
            guard let name = words.first, let inner = target[name], let direction = Self.direction(words.dropFirst())
            else { continue }
            add(
                inner,
                direction.isDescending != isDescending,
                putsEmptyFirst,
                prefix: path + ".",
                catalogue,
                depth: depth + 1
            )
        }
    }

    private static func direction(_ words: ArraySlice<String>) -> (isDescending: Bool, putsEmptyFirst: Bool)? {
        switch words.map({ $0.lowercased() }) {
        case [], ["asc"]: (false, false)
        case ["desc"]: (true, true)
        case ["nulls", "first"], ["asc", "nulls", "first"]: (false, true)
        case ["nulls", "last"], ["asc", "nulls", "last"]: (false, false)
        case ["desc", "nulls", "first"]: (true, true)
        case ["desc", "nulls", "last"]: (true, false)
        default: nil
        }
    }
}
