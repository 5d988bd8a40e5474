import JSON

/// One call of `formatted_read_group`, which version 19 has beside `read_group` (source: Odoo 19.0, measured).
struct FormattedGroups {
    private let environment: Environment
    private let model: ModelDefinition
    private let domain: JSON?
    private let keys: [String]
    private let aggregates: [String]
    private let order: String?

    /// Creates a call.
    init(
        _ environment: Environment,
        _ model: ModelDefinition,
        domain: JSON?,
        keys: [String],
        aggregates: [String],
        order: String?
    ) {
        self.environment = environment
        self.model = model
        self.domain = domain
        self.keys = keys
        self.aggregates = aggregates
        self.order = order
    }

    /// The groups.
    ///
    /// - Parameter having: What the values of a group must fulfil: a domain of aggregates. Without keys nothing looks at it.
    /// - Returns: The rows.
    /// - Throws: AccessError without the right to read, ValueError for fields, functions or granularities that are not there.
    func rows(having: JSON? = nil) throws(OdooError) -> [JSON] {
        try checkKeys()
        let having = keys.isEmpty ? nil : try GroupCondition(having) { name throws(OdooError) in try aggregate(name) }
        var names = aggregates.filter { $0 != "__count" }
        for term in orderTerms where term.contains(":") && !keys.contains(term) && !names.contains(term) {
            names.append(term)
        }
        for name in having?.names ?? [] where name != "__count" && !names.contains(name) { names.append(name) }
        var fields: [String] = []
        for (index, name) in names.enumerated() { fields.append(try call(name, alias: "__\(index)")) }
        let ids = try environment.find(model, domain)
        var groups = try ReadGroup(
            environment,
            model,
            domain: [["id", "in", .array(ids.map { .integer($0) })]],
            fields: fields,
            keys: keys,
            isLazy: false
        )
        groups.ids = ids
        let rows = try groups.rows(offset: 0, limit: nil, order: aliased(order, names)).arrayValue ?? []
        return rows.compactMap(\.objectValue)
            .filter { row in
                having?.holds { name in
                    names.firstIndex(of: name).map { row["__\($0)"] ?? .null } ?? row["__count"] ?? .null
                } ?? true
            }
            .map { .object(clean(shown($0, names))) }
    }

    private func checkKeys() throws(OdooError) {
        for key in keys {
            let parts = key.split(separator: ":").map(String.init)
            guard let field = parts.first.flatMap({ model[$0] }) else { continue }
            let isDay = field.type == .date || field.type == .datetime
            if isDay, parts.count == 1 {
                throw .python("ValueError", "Granularity not set on a date(time) field: \(PythonText.quoted(key))")
            }
            if !isDay, parts.count > 1 {
                let text = "Granularity set on a no-datetime field or property: \(PythonText.quoted(key))"
                throw .python("ValueError", text)
            }
        }
    }

    private var orderTerms: [String] {
        (order ?? "").split(separator: ",").compactMap { $0.split(separator: " ").first.map(String.init) }
    }

    /// The aggregate that a name such as `amount:sum` stands for; `nil` for the number of records.
    private func aggregate(_ name: String) throws(OdooError) -> Aggregate? {
        guard name != "__count" else { return nil }
        let aggregate = try Aggregate.parse(try call(name, alias: "__"), model, environment.profile)
        if let aggregate { try environment.checkGroups(.read, [aggregate.field], model) }
        return aggregate
    }

    /// An aggregate such as `amount:sum` as `read_group` takes it under a name of its own.
    private func call(_ name: String, alias: String) throws(OdooError) -> String {
        let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw .python("ValueError", "Aggregate method is mandatory for \(PythonText.quoted(name))")
        }
        guard model[parts[0]] != nil else {
            let text = "Invalid field \(PythonText.quoted(parts[0])) on model \(PythonText.quoted(model.name))"
            throw .python("ValueError", "\(text) for \(PythonText.quoted(name)).")
        }
        let function = parts[1] == "recordset" ? "array_agg" : parts[1]
        guard Aggregate.Function(rawValue: function) != nil else {
            let text = "Invalid aggregate method \(PythonText.quoted(function)) for \(PythonText.quoted(name))."
            throw .python("ValueError", text)
        }
        return "\(alias):\(function)(\(parts[0]))"
    }

    private func aliased(_ order: String?, _ names: [String]) -> String? {
        guard let order, !order.isEmpty else { return nil }
        return order.split(separator: ",").map { part in
            var words = part.split(separator: " ").map(String.init)
            if let name = words.first, let index = names.firstIndex(of: name) { words[0] = "__\(index)" }
            return words.joined(separator: " ")
        }
        .joined(separator: ",")
    }

    private func shown(_ row: JSONObject, _ names: [String]) -> JSONObject {
        var result = JSONObject()
        for key in keys {
            guard let value = row[key] else { continue }
            let start = row["__range"]?[key]?["from"]
            result[key] = start.map { value == false ? value : [$0, value] } ?? value
        }
        result["__extra_domain"] = .array(extra(row["__domain"]?.arrayValue ?? []))
        for (index, name) in names.enumerated() {
            let shown = name.hasSuffix(":recordset") ? String(name.dropLast("recordset".count)) + "array_agg" : name
            result[shown] = row["__\(index)"]
        }
        result["__count"] = row["__count"]
        return result
    }

    /// The domain of a group without that of the call, which is its first comparison.
    private func extra(_ tokens: [JSON]) -> [JSON] {
        guard let first = tokens.firstIndex(where: { $0.stringValue == nil }) else { return tokens }
        let rest = Array(tokens[..<first].dropFirst()) + tokens[(first + 1)...]
        return rest.isEmpty ? [[1, "=", 1]] : rest
    }

    private func clean(_ row: JSONObject) -> JSONObject {
        var result = row
        for (key, _) in row where key == "__count" || (key.contains(":") && !keys.contains(key)) {
            let asked = key.hasSuffix(":array_agg") ? [key, key.replacing(":array_agg", with: ":recordset")] : [key]
            if !asked.contains(where: aggregates.contains) { result[key] = nil }
        }
        return result
    }
}
