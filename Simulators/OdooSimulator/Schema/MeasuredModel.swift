/// One model as two real servers described it: fields, order and rights, a line each.
///
/// A line is a row of columns that `|` separates. It holds in both versions, or in the one that stands before it. The first
/// column says what it is:
///
/// - `@model|NAME|LABEL|ORDER|FIELD OF THE NAME`, `@transient`
/// - `@inherits|MODEL|FIELD`: the fields of another model are also fields of this one, along a many2one field
/// - `@refusal|OPERATION|GROUPS`: the groups that a refusal names, in its order
/// - `@access|LETTERS|GROUP`: what a group may do
/// - anything else is a field: `NAME|TYPE|LABEL|FLAGS|RELATION|MORE…`. Flags are `r`equired, read`o`nly, `s`tored,
///   searchable (`q`), sor`t`able, `T`ranslated, `c`ompany-dependent, `h`idden from everybody. A relation is `MODEL` or
///   `MODEL/INVERSE`. More is `path=`, `currency=`, `digits=`, `size=`, `selection=KEY=LABEL;…` or `zones`.
///
/// Source: Odoo 17.0-20240709 and 18.0-20250520, Community, measured through `fields_get` and refused calls.
struct MeasuredModel {
    /// A model whose fields this one has too.
    struct Parent {
        let model: String
        /// The many2one field that leads to it.
        let field: String
    }

    private(set) var definition: ModelDefinition
    private(set) var parents: [Parent] = []

    /// Reads a table.
    ///
    /// - Parameters:
    ///   - table: The lines.
    ///   - series: The version whose lines count.
    init(_ table: String, series: Int) {
        definition = ModelDefinition("", "", [])
        let other = series == 17 ? "18 " : "17 "
        for line in table.pieces(at: "\n") where !line.hasPrefix(other) {
            let own = line.hasPrefix("\(series) ") ? line.dropFirst(3) : line
            add(own.pieces(at: "|", keepingEmpty: true).map(String.init))
        }
    }

    private mutating func add(_ columns: [String]) {
        switch columns[0] {
        case "@model":
            definition = ModelDefinition(columns[1], columns[2], [])
            definition.order = columns[3]
            definition.rights.access = []
            if let name = columns.dropFirst(4).first, !name.isEmpty { definition.recordName = name }
        case "@transient": definition.isTransient = true
        case "@inherits": parents.append(Parent(model: columns[1], field: columns[2]))
        case "@refusal":
            guard let operation = Operation(rawValue: columns[1]) else { return }
            definition.rights.groups[operation] = columns[2].split(separator: ";").map(String.init)
        case "@access": definition.rights.access.append(GroupAccess(group: columns[2], letters: columns[1]))
        default:
            guard let field = Self.field(columns) else { return }
            if ModelDefinition.builtIn.contains(field.name) {
                definition.describe(field)
            } else {
                definition.add(field)
            }
        }
    }

    /// The field that a line describes; `nil` if it describes none.
    static func field(_ columns: [String]) -> FieldDefinition? {
        guard columns.count > 2, let type = FieldType(rawValue: columns[1]) else { return nil }
        var field = FieldDefinition(columns[0], type, columns[2])
        let flags = columns.count > 3 ? columns[3] : ""
        field.isRequired = flags.contains("r")
        field.isReadonly = flags.contains("o")
        field.isStored = flags.contains("s")
        field.isSearchable = flags.contains("q")
        field.isSortable = flags.contains("t")
        field.isTranslated = flags.contains("T")
        field.isCompanyDependent = flags.contains("c")
        if flags.contains("h") { field.group = "" }
        if columns.count > 4, !columns[4].isEmpty {
            let names = columns[4].split(separator: "/").map(String.init)
            field.relation = names[0]
            field.inverse = names.dropFirst().first
        }
        for extra in columns.dropFirst(5) { add(extra, to: &field) }
        complete(&field)
        return field
    }

    private static func add(_ extra: String, to field: inout FieldDefinition) {
        let parts = extra.split(separator: "=", maxSplits: 1).map(String.init)
        let value = parts.count > 1 ? parts[1] : ""
        switch parts[0] {
        case "path": field.related = value
        case "currency": field.currencyField = value
        case "size": field.size = Int(value)
        case "digits":
            let numbers = value.split(separator: ",").compactMap { Int($0) }
            if numbers.count == 2 { field.digits = (total: numbers[0], scale: numbers[1]) }
        case "selection":
            field.selection = value.split(separator: ";").map { item in
                let words = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                return SelectionItem(key: words[0], label: words.count > 1 ? words[1] : "")
            }
        case "zones": field.selection = zones
        default: break
        }
    }

    /// What follows from the description: a field that no column holds is empty until a model computes it.
    private static func complete(_ field: inout FieldDefinition) {
        if !field.isStored, !field.isCompanyDependent, field.related == nil, field.type != .one2many {
            field.computation = "nothing"
        }
        if field.type == .one2many || field.isReadonly || !field.isStored { field.isCopied = false }
        if field.name == "active", field.isStored { field.defaultValue = .value(.boolean(true)) }
        if field.name == "company_id", field.isStored, field.isRequired { field.defaultValue = .company }
    }

    private static let zones = timeZones.split(separator: " ").map { SelectionItem(key: String($0), label: String($0)) }
}

extension MeasuredModel {
    /// All models of a version, with the fields that they have from others.
    static func all(series: Int) -> [String: ModelDefinition] {
        // The tables hold 17 and 18; what 19 has otherwise stands in MeasuredChanges.
        let measured = tables.map { MeasuredModel($0, series: min(series, 18)) }
        var models: [String: ModelDefinition] = [:]
        for model in measured { models[model.definition.name] = model.definition }
        for model in measured {
            for parent in model.parents {
                models[model.definition.name]?.parentFields.append(parent.field)
                for field in models[parent.model]?.fields ?? [] where model.definition[field.name] == nil {
                    models[model.definition.name]?.add(field.inherited(along: parent.field))
                }
            }
        }
        return models
    }
}

extension FieldDefinition {
    /// The field as a model has it that inherits it.
    fileprivate func inherited(along path: String) -> FieldDefinition {
        var field = FieldDefinition(name, type, label)
        field.relation = relation
        field.inverse = inverse
        field.isRequired = isRequired
        field.isReadonly = isReadonly
        field.isStored = false
        field.isSearchable = isSearchable
        field.isSortable = isSortable
        field.isTranslated = isTranslated
        field.isCopied = false
        field.digits = digits
        field.currencyField = currencyField
        field.selection = selection
        field.size = size
        field.related = "\(path).\(name)"
        return field
    }
}
