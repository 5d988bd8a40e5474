import JSON

/// One call of `read_group`.
struct ReadGroup {
    let environment: Environment
    let model: ModelDefinition
    let domain: JSON?
    let aggregates: [Aggregate]
    /// Every key that was asked for.
    let keys: [GroupKey]
    /// Whether only the first key is applied.
    let isLazy: Bool

    private struct Group {
        let buckets: [FieldValue]
        var ids: [Int64]
    }

    /// Creates a call.
    ///
    /// - Throws: ValueError for fields, functions or granularities that are not there.
    init(
        _ environment: Environment,
        _ model: ModelDefinition,
        domain: JSON?,
        fields: [String],
        keys: [String],
        isLazy: Bool
    ) throws(OdooError) {
        self.environment = environment
        self.model = model
        self.domain = domain
        self.isLazy = isLazy
        var parsedKeys: [GroupKey] = []
        for key in keys { parsedKeys.append(try GroupKey(key, model)) }
        var aggregates: [Aggregate] = []
        for field in fields {
            guard let aggregate = try Aggregate.parse(field, model) else { continue }
            let isKey = parsedKeys.contains { $0.field.name == aggregate.key }
            if !isKey { aggregates.append(aggregate) }
        }
        try environment.checkGroups(.read, parsedKeys.map(\.field) + aggregates.map(\.field), model)
        self.keys = parsedKeys
        self.aggregates = aggregates
    }

    private var appliedKeys: [GroupKey] { isLazy ? Array(keys.prefix(1)) : keys }

    /// The rows of the answer.
    ///
    /// - Parameters:
    ///   - offset: How many to leave out at the start.
    ///   - limit: How many at most; `nil` and 0 mean all.
    ///   - order: `amount desc` or the like; by the keys if `nil`.
    /// - Returns: The rows.
    /// - Throws: AccessError without the right to read, ValueError for a domain or order that cannot be used.
    func rows(offset: Int, limit: Int?, order: String?) throws(OdooError) -> JSON {
        try environment.checkAccess(.read, model)
        try Environment.checkPage(offset: offset, limit: limit)
        let ids = try environment.find(model, domain)
        let groups = sorted(grouped(ids))
        var rows: [JSONObject] = []
        for group in groups { rows.append(try row(group)) }
        if let order, !order.isEmpty { rows = try sorted(rows, by: order) }
        let rest = rows.dropFirst(offset)
        let chosen = limit.map { $0 > 0 ? rest.prefix($0) : rest } ?? rest
        return .array(chosen.map { .object($0) })
    }

    private func grouped(_ ids: [Int64]) -> [Group] {
        let keys = appliedKeys
        guard !keys.isEmpty else { return [Group(buckets: [], ids: ids)] }
        var positions: [[FieldValue]: Int] = [:]
        var groups: [Group] = []
        for id in ids {
            var combinations: [[FieldValue]] = [[]]
            for key in keys {
                let buckets = key.buckets(environment.value(of: key.field, in: model, id), in: environment)
                combinations = combinations.flatMap { start in buckets.map { start + [$0] } }
            }
            for buckets in combinations {
                if let position = positions[buckets] {
                    groups[position].ids.append(id)
                } else {
                    positions[buckets] = groups.count
                    groups.append(Group(buckets: buckets, ids: [id]))
                }
            }
        }
        return groups
    }

    /// The groups by their keys: links in the order of their model, empty ones last.
    private func sorted(_ groups: [Group]) -> [Group] {
        var ranks: [[FieldValue: Int]] = []
        for (index, key) in appliedKeys.enumerated() {
            guard key.field.type.isRelational, let target = key.field.relation.flatMap({ environment.catalogue[$0] })
            else {
                ranks.append([:])
                continue
            }
            let linked = Set(groups.compactMap { $0.buckets[index].recordID })
            let order = environment.sorted(Array(linked), target)
            ranks.append(Dictionary(uniqueKeysWithValues: order.enumerated().map { (.record($1), $0) }))
        }
        return groups.sorted { left, right in
            for index in left.buckets.indices {
                let first = left.buckets[index]
                let second = right.buckets[index]
                if first == second { continue }
                if first.isNull || second.isNull { return second.isNull }
                if let firstRank = ranks[index][first], let secondRank = ranks[index][second] {
                    return firstRank < secondRank
                }
                return first.precedes(second)
            }
            return false
        }
    }

    private func row(_ group: Group) throws(OdooError) -> JSONObject {
        var row = JSONObject()
        let keys = appliedKeys
        for (key, bucket) in zip(keys, group.buckets) { row[key.text] = key.shown(bucket, in: environment) }
        let isCountNamed = isLazy && !keys.isEmpty
        row[isCountNamed ? "\(keys[0].field.shownName)_count" : "__count"] = .integer(Int64(group.ids.count))
        for aggregate in aggregates {
            let values = group.ids.map { environment.value(of: aggregate.field, in: model, $0) }
            row[aggregate.key] = aggregate.value(values, in: environment)
        }
        row["__domain"] = .array(domain(of: group))
        let ranges = zip(keys, group.buckets).compactMap { key, bucket in
            key.range(bucket, in: environment).map { (key.text, $0) }
        }
        if keys.contains(where: { $0.granularity != nil }) {
            var object = JSONObject()
            for (text, range) in ranges { object[text] = ["from": .string(range.from), "to": .string(range.to)] }
            row["__range"] = .object(object)
        }
        if isLazy, self.keys.count > 1 {
            row["__context"] = ["group_by": .array(self.keys.dropFirst().map { .string($0.text) })]
        }
        return row
    }

    /// The caller's domain and those of the keys, joined by as many operators in front.
    private func domain(of group: Group) -> [JSON] {
        let own = Self.normalized(domain?.arrayValue ?? [])
        let parts = [own] + zip(appliedKeys, group.buckets).map { $0.domain($1, in: environment) }
        let present = parts.filter { !$0.isEmpty }
        if environment.profile.is19 { return LaterDomain.joined(parts) }
        return Array(repeating: "&", count: max(0, present.count - 1)) + present.flatMap { $0 }
    }

    /// The domain with every `&` written out.
    private static func normalized(_ tokens: [JSON]) -> [JSON] {
        var result: [JSON] = []
        var expected = 1
        for token in tokens {
            if expected == 0 {
                result.insert("&", at: 0)
                expected = 1
            }
            switch token.stringValue {
            case "&", "|": expected += 1
            case "!": break
            default: expected -= 1
            }
            result.append(token)
        }
        return result
    }

    private func sorted(_ rows: [JSONObject], by order: String) throws(OdooError) -> [JSONObject] {
        var terms: [(key: String, isDescending: Bool)] = []
        for part in order.split(separator: ",") {
            let words = part.split(separator: " ").map(String.init)
            guard let key = words.first, rows.isEmpty || rows[0][key] != nil else {
                throw .python(
                    "ValueError",
                    "Order term \(PythonText.quoted(String(part))) is not a valid aggregate nor a valid group"
                )
            }
            terms.append((key, words.dropFirst().first?.lowercased() == "desc"))
        }
        return rows.sorted { left, right in
            for (key, isDescending) in terms {
                let (first, second) = (rank(left[key]), rank(right[key]))
                if first.precedes(second) { return !isDescending }
                if second.precedes(first) { return isDescending }
            }
            return false
        }
    }

    /// A value of a row as something that can be compared; a link by its name.
    private func rank(_ value: JSON?) -> FieldValue {
        switch value {
        case .integer(let number): .integer(number)
        case .string(let text): .text(text)
        case .bool(let truth): .boolean(truth)
        case .array(let pair): .text(pair.last?.stringValue ?? "")
        case .real: ValueConversion.decimal(ofNumber: value ?? .null).map { .decimal($0) } ?? .null
        default: .null
        }
    }
}

extension ReadGroup {
    /// Reads the arguments `domain`, `fields`, `groupby` and `lazy` of a call.
    init(_ environment: Environment, _ call: ModelMethod.Call) throws(OdooError) {
        let single = call.arguments["groupby"]?.stringValue
        let keys = if let single { [single] } else { try call.arguments.names("groupby") ?? [] }
        try self.init(
            environment,
            call.model,
            domain: call.arguments["domain"],
            fields: try call.arguments.names("fields") ?? [],
            keys: keys,
            isLazy: call.arguments.truth("lazy", default: true)
        )
    }
}
