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
    /// The records, where they were found before; the domain then only says what groups are told about it.
    var ids: [Int64]?

    /// The records that share a bucket of each key.
    struct Group {
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
        for key in keys { parsedKeys.append(try GroupKey(key, model, environment.profile)) }
        var aggregates: [Aggregate] = []
        for field in fields {
            guard field != "__count", let aggregate = try Aggregate.parse(field, model, environment.profile) else {
                continue
            }
            let isKey = parsedKeys.contains { $0.field.name == aggregate.key }
            if !isKey { aggregates.append(aggregate) }
        }
        try environment.checkGroups(.read, parsedKeys.map(\.field) + aggregates.map(\.field), model)
        self.keys = parsedKeys
        self.aggregates = aggregates
    }

    /// The value of an aggregate over the records of a group.
    func value(of aggregate: Aggregate, _ group: Group) -> JSON {
        let values = group.ids.map { environment.value(of: aggregate.field, in: model, $0) }
        return aggregate.value(values, in: environment)
    }

    /// The keys that this call groups by.
    var appliedKeys: [GroupKey] { isLazy ? Array(keys.prefix(1)) : keys }

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
        let groups = try sorted(grouped(try found()), by: order)
        let rest = groups.dropFirst(offset)
        let chosen = Array(limit.map { $0 > 0 ? rest.prefix($0) : rest } ?? rest)
        var rows: [JSON] = []
        for group in chosen { rows.append(.object(try row(group, among: chosen))) }
        return .array(rows)
    }

    /// How many groups there are.
    func count() throws(OdooError) -> Int {
        try environment.checkAccess(.read, model)
        return grouped(try found()).count
    }

    private func found() throws(OdooError) -> [Int64] {
        if let ids { return ids }
        return try environment.find(model, domain)
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

    private func row(_ group: Group, among groups: [Group]) throws(OdooError) -> JSONObject {
        var row = JSONObject()
        let keys = appliedKeys
        for (key, bucket) in zip(keys, group.buckets) { row[key.text] = try key.shown(bucket, in: environment) }
        let isCountNamed = isLazy && !keys.isEmpty
        row[isCountNamed ? "\(keys[0].field.shownName)_count" : "__count"] = .integer(Int64(group.ids.count))
        for aggregate in aggregates {
            row[aggregate.key] = value(of: aggregate, group)
        }
        row["__domain"] = .array(domain(of: group, among: groups))
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
    private func domain(of group: Group, among groups: [Group]) -> [JSON] {
        guard !appliedKeys.isEmpty else { return domain?.arrayValue ?? [] }
        var parts = [Self.normalized(domain?.arrayValue ?? [])]
        for (index, key) in appliedKeys.enumerated() {
            let bucket = group.buckets[index]
            if key.field.type.isMany, bucket.isNull {
                let others = groups.compactMap { $0.buckets[index].recordID }
                parts.append([[.string(key.field.shownName), "not in", .array(others.map { .integer($0) })]])
            } else {
                parts.append(key.domain(bucket, in: environment))
            }
        }
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
