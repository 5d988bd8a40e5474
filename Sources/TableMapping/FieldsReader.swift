import CanonicalModel
import FoundationEssentials
import JSON
import TabularText

/// Reads what the fields of an object are made of.
struct FieldsReader {
    let object: MappedObject

    private static let sourceKeys = [
        "column", "constant", "join", "with", "values", "otherwise", "default", "pad", "unit",
    ]

    /// The key `fields`: each field's name with a column, or with keys that say more, or with a list of such sources.
    func fields(
        _ node: MappingNode?,
        _ root: MappingNode,
        hasPayCodes: Bool,
        _ columns: inout ColumnList
    ) -> [String: MappedField] {
        guard let node else {
            root.reportMissing("fields")
            return [:]
        }
        let byColumn: Set<String> = hasPayCodes ? ["hours", "payCode"] : []
        let members = node.object(allowed: object.fields.map(\.name))
        var fields: [String: MappedField] = [:]
        for description in object.fields {
            guard let member = members[description.name] else {
                if description.isRequired, !byColumn.contains(description.name) {
                    node.reportMissing(description.name, "it is \(description.meaning)")
                }
                continue
            }
            if byColumn.contains(description.name) {
                member.report("is given by 'payCodes' already; remove one")
            } else {
                fields[description.name] = field(description, member, &columns)
            }
        }
        return fields
    }

    /// The key `payCodes`: the column of hours of each pay code.
    func payCodes(_ node: MappingNode, _ columns: inout ColumnList) -> [(payCode: String, field: MappedField)] {
        node.members().compactMap { name, member in
            field(FieldDescription("hours", .decimal, "hours of \(name)"), member, &columns).map { (name, $0) }
        }
    }

    private func field(
        _ description: FieldDescription,
        _ node: MappingNode,
        _ columns: inout ColumnList
    ) -> MappedField? {
        let nodes = node.elements()
        var fallback: String?
        var sources: [FieldSource] = []
        for (index, node) in nodes.enumerated() {
            let isOnly = nodes.count == 1
            let source = source(
                description,
                node,
                isOnly: isOnly,
                isLast: index == nodes.count - 1,
                &fallback,
                &columns
            )
            if let source { sources.append(source) }
        }
        if sources.isEmpty { return nil }
        return MappedField(description: description, sources: sources, fallback: fallback)
    }

    private func source(
        _ description: FieldDescription,
        _ node: MappingNode,
        isOnly: Bool,
        isLast: Bool,
        _ fallback: inout String?,
        _ columns: inout ColumnList
    ) -> FieldSource? {
        guard node.value.objectValue != nil else {
            // A word alone is the word of a column.
            let isRequired = isOnly && description.isRequired && !description.isShared
            guard let kind = columns.kind(of: description, at: node) else { return nil }
            return columns.add(node, kind, required: isRequired).map { FieldSource(origin: .cell($0)) }
        }
        let members = node.object(allowed: Self.sourceKeys)
        if let given = members["default"]?.text() { fallback = checked(given, description, members["default"]) }
        var source = FieldSource(origin: .constant(""))
        source.values = values(members["values"], description)
        source.otherwise = otherwise(members["otherwise"], isLast: isLast, hasValues: members["values"] != nil)
        source.pad = members["pad"]?.whole(1...40)
        source.unit = unit(members["unit"], description)
        let mayBeEmpty = !isOnly || fallback != nil || !description.isRequired || description.isShared
        guard let origin = origin(members, node, description, source.unit, required: !mayBeEmpty, &columns) else {
            return nil
        }
        source.origin = origin
        return source
    }

    private func origin(
        _ members: [String: MappingNode],
        _ node: MappingNode,
        _ description: FieldDescription,
        _ unit: FieldSource.HourUnit,
        required: Bool,
        _ columns: inout ColumnList
    ) -> FieldSource.Origin? {
        let given = ["column", "constant", "join"].filter { members[$0] != nil }
        guard given.count == 1 else {
            node.report("needs one of 'column', 'constant' and 'join'")
            return nil
        }
        if let constant = members["constant"] {
            for key in ["values", "otherwise", "default", "pad", "unit"] {
                members[key]?.report("does not go with 'constant'")
            }
            return constant.text().flatMap { checked($0, description, constant) }.map { .constant($0) }
        }
        guard let kind = unit == .clock ? .text(longest: 40) : columns.kind(of: description, at: node) else {
            return nil
        }
        if case .text = kind {
        } else {
            for key in ["values", "otherwise", "pad", "join"] { members[key]?.report("goes with texts alone") }
        }
        if let column = members["column"] { return columns.add(column, kind, required: required).map { .cell($0) } }
        let parts = (members["join"]?.elements() ?? []).compactMap { columns.add($0, kind, required: false) }
        if parts.count < 2 { members["join"]?.report("needs two columns or more") }
        return .joined(parts, with: members["with"]?.anyText() ?? "")
    }

    /// A text of the mapping that stands for a value of the field; reports one that cannot.
    private func checked(_ text: String, _ description: FieldDescription, _ node: MappingNode?) -> String? {
        guard let flaw = description.kind.flaw(of: text) else { return text }
        node?.report(flaw)
        return nil
    }

    private func values(_ node: MappingNode?, _ description: FieldDescription) -> [String: String] {
        var values: [String: String] = [:]
        for (name, member) in node?.members() ?? [] {
            guard let text = member.anyText() else { continue }
            guard text.isEmpty || checked(text, description, member) != nil else { continue }
            if values.updateValue(text, forKey: name.lowercased()) != nil {
                member.report("is listed twice, but for its case")
            }
        }
        return values
    }

    private func otherwise(_ node: MappingNode?, isLast: Bool, hasValues: Bool) -> FieldSource.Otherwise {
        switch node?.text() {
        case nil: hasValues && !isLast ? .skip : .keep
        case "keep": .keep
        case "refuse": .refuse
        case "skip": .skip
        case let word?: .word(word)
        }
    }

    private func unit(_ node: MappingNode?, _ description: FieldDescription) -> FieldSource.HourUnit {
        guard let node else { return .hours }
        guard description.name == "hours" else {
            node.report("goes with hours alone; units of quantities are translated with 'values' of the field unit")
            return .hours
        }
        return node.word(FieldSource.HourUnit.allCases.map { ($0.rawValue, $0) }) ?? .hours
    }
}

extension FieldDescription.Kind {
    /// Why a text of a mapping or an answer is no value; `nil` if it is one.
    func flaw(of text: String) -> String? {
        let isSound =
            switch self {
            case .text: true
            case .word(let words): words.contains(text)
            case .decimal: Decimal(plain: text) != nil
            case .date: CalendarDate(text) != nil
            case .currency: Currency(text) != nil
            }
        return isSound ? nil : "must be \(expectation), found '\(text)'"
    }

    private var expectation: String {
        switch self {
        case .text: "a text"
        case .word(let words): "one of \(words.joined(separator: ", "))"
        case .decimal: "a number such as 12.50"
        case .date: "a day such as 2026-01-31"
        case .currency: "a currency code of ISO 4217 such as USD"
        }
    }
}
