import JSON

extension ReadGroup {
    /// What one term of an order compares.
    private enum Term {
        case key(Int)
        case aggregate(Int)
        case count
    }

    /// The groups in an order; where it does not decide, by their keys.
    ///
    /// Empty values come last, or first in a descending order.
    ///
    /// - Throws: ValueError for a term that is neither a key nor an aggregate.
    func sorted(_ groups: [Group], by order: String?) throws(OdooError) -> [Group] {
        let asked = try terms(order)
        let terms = asked + appliedKeys.indices.map { (Term.key($0), false) }
        let ranks = ranks(of: groups)
        let keyed = groups.map { group in
            (group: group, values: terms.map { comparable($0.0, group, ranks) })
        }
        return keyed.sorted { left, right in
            for (index, term) in terms.enumerated() {
                let (first, second) = (left.values[index], right.values[index])
                if first == second { continue }
                if first.isNull || second.isNull { return second.isNull != term.1 }
                if first.precedes(second) { return !term.1 }
                if second.precedes(first) { return term.1 }
            }
            return false
        }
        .map(\.group)
    }

    private func terms(_ order: String?) throws(OdooError) -> [(Term, Bool)] {
        var terms: [(Term, Bool)] = []
        for part in (order ?? "").split(separator: ",") {
            let words = part.split(separator: " ").map(String.init)
            guard let name = words.first, let term = term(name) else {
                let text = part.trimmingPrefix { $0 == " " }
                throw .python(
                    "ValueError",
                    "Order term \(PythonText.quoted(String(text))) is not a valid aggregate nor valid groupby"
                )
            }
            terms.append((term, words.dropFirst().first?.lowercased() == "desc"))
        }
        return terms
    }

    private func term(_ name: String) -> Term? {
        if let index = appliedKeys.firstIndex(where: { $0.text == name || $0.field.shownName == name }) {
            return .key(index)
        }
        if let index = aggregates.firstIndex(where: { $0.key == name }) { return .aggregate(index) }
        let isCount = name == "__count" || appliedKeys.first.map { "\($0.field.shownName)_count" == name } ?? false
        return isCount ? .count : nil
    }

    /// The places of the linked records in the order of their model; lists of links are compared by their ids.
    private func ranks(of groups: [Group]) -> [[FieldValue: Int]] {
        appliedKeys.enumerated().map { index, key in
            guard key.field.type == .many2one, let target = key.field.relation.flatMap({ environment.catalogue[$0] })
            else { return [:] }
            let linked = Set(groups.compactMap { $0.buckets[index].recordID })
            let order = environment.sorted(Array(linked), target)
            return Dictionary(uniqueKeysWithValues: order.enumerated().map { (.record($1), $0) })
        }
    }

    private func comparable(_ term: Term, _ group: Group, _ ranks: [[FieldValue: Int]]) -> FieldValue {
        switch term {
        case .count: return .integer(Int64(group.ids.count))
        case .key(let index):
            let bucket = group.buckets[index]
            return ranks[index][bucket].map { .integer(Int64($0)) } ?? bucket
        case .aggregate(let index):
            let value = value(of: aggregates[index], group)
            switch value {
            case .integer(let number): return .integer(number)
            case .string(let text): return .text(text)
            case .bool(true): return .boolean(true)
            case .real: return ValueConversion.decimal(ofNumber: value).map { .decimal($0) } ?? .null
            default: return .null
            }
        }
    }
}
