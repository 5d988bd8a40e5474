/// One model of the simulated system, as data.
struct ModelDefinition: Sendable {
    let name: String
    /// The label that errors show: `Analytic Line`.
    private(set) var label: String
    /// The default order.
    var order = "id"
    /// The field that is the name of a record, or `nil` if the name is put together by ``displayName``.
    var recordName: String? = "name"
    /// The function of ``Computations`` that puts the display name together.
    var displayName: String?
    /// The fields that a search by name looks at.
    var nameSearch: [String] = ["name"]
    var rights = ModelRights()
    /// The unique and check constraints.
    var constraints: [TableConstraint] = []
    /// The rules that hide records.
    var rules: [RecordRule] = []
    /// The columns of each index besides the primary key.
    var indexes: [[String]] = []
    /// Whether records are of use for one call only, as those of wizards are.
    var isTransient = false
    /// Whether each analytic plan after the first adds a column to this model.
    var hasPlanColumns = false
    /// The many2one fields that lead to a model whose fields and rules this one has too.
    var parentFields: [String] = []
    /// Whether callers do not know the model, which only the simulator keeps.
    var isConcealed = false
    /// What a copy's name ends with.
    var copySuffix: String?
    private(set) var fields: [FieldDefinition] = []
    /// The fields that callers do not know.
    private var concealed: [String: FieldDefinition] = [:]
    /// The fields by the names that callers use.
    private var positions: [String: Int] = [:]
    /// The fields that callers know under other names.
    private var hidden: [String: Int] = [:]

    /// Creates a model; `id`, the four columns of the log and `display_name` are added to its fields.
    init(
        _ name: String,
        _ label: String,
        _ fields: [FieldDefinition],
        _ change: (inout ModelDefinition) -> Void = { _ in }
    ) {
        self.name = name
        self.label = label
        add(FieldDefinition.integer("id", "ID").readonly.notCopied)
        for field in fields { add(field) }
        for field in Self.logFields { add(field) }
        change(&self)
    }

    /// The field `name`; `nil` if there is none.
    subscript(name: String) -> FieldDefinition? {
        positions[name].map { fields[$0] }
    }

    /// The field that is called `name` within the simulator, whatever a version shows.
    func field(named name: String) -> FieldDefinition? {
        self[name] ?? hidden[name].map { fields[$0] } ?? concealed[name]
    }

    /// Shows a field under the name that a later version gives it.
    mutating func show(_ name: String, as shown: String) {
        guard let position = positions.removeValue(forKey: name) else { return }
        fields[position].shownName = shown
        positions[shown] = position
        hidden[name] = position
    }

    /// Adds a field, or replaces the one of the same name.
    mutating func add(_ field: FieldDefinition) {
        if let position = positions[field.name] {
            fields[position] = field
        } else {
            positions[field.name] = fields.count
            fields.append(field)
        }
    }

    /// Takes away a field that a version does not have; the simulator keeps its column.
    mutating func conceal(_ name: String) {
        guard let position = positions[name] else { return }
        concealed[name] = fields[position]
        fields.removeAll { $0.name == name }
        positions = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1.shownName, $0) })
        hidden = [:]
        for (position, field) in fields.enumerated() where field.name != field.shownName {
            hidden[field.name] = position
        }
    }

    /// Changes a field; nothing happens if there is none.
    mutating func adjust(_ name: String, _ change: (inout FieldDefinition) -> Void) {
        if let position = positions[name] {
            change(&fields[position])
        } else if var field = concealed[name] {
            change(&field)
            concealed[name] = field
        }
    }

    /// Gives fields a function of ``Computations``; they are no columns any more.
    mutating func compute(_ names: String..., by computation: String) {
        for name in names {
            adjust(name) { field in
                field.computation = computation
                field.related = nil
                field.isCopied = false
            }
        }
    }

    /// Gives fields a column of their own, whatever they are derived from in the real system.
    mutating func keep(_ names: String...) {
        for name in names {
            adjust(name) { field in
                field.computation = nil
                field.related = nil
                field.isCopied = true
            }
        }
    }

    /// Leaves fields out of copies.
    mutating func doNotCopy(_ names: String...) {
        for name in names { adjust(name) { $0.isCopied = false } }
    }

    /// Shows a field that every model has as this model shows it.
    mutating func describe(_ measured: FieldDefinition) {
        adjust(measured.name) { field in
            let shown = measured.shownLabel ?? measured.label
            if field.label != shown { field.shownLabel = shown }
            field.isReadonly = measured.isReadonly
            field.isSearchable = measured.isSearchable
            field.isSortable = measured.isSortable
        }
    }

    /// The model under another label.
    func labelled(_ label: String) -> ModelDefinition {
        var model = self
        model.label = label
        return model
    }

    /// The model with the fields, labels and rights that were measured where nothing else is declared.
    func completed(by measured: ModelDefinition) -> ModelDefinition {
        var model = self
        for field in measured.fields {
            if Self.builtIn.contains(field.name) {
                model.describe(field)
            } else if let declared = self[field.name] {
                if declared.label != field.label, declared.shownLabel == nil {
                    model.adjust(field.name) { $0.shownLabel = field.label }
                }
            } else {
                model.add(field)
            }
        }
        model.rights = measured.rights
        return model
    }

    /// Whether the model came with the module base.
    var isOfBase: Bool { name.hasPrefix("res.") || name.hasPrefix("ir.") }

    /// Whether records can be archived.
    var isArchivable: Bool { positions["active"] != nil }

    /// The name of the table in the database.
    var table: String { name.replacing(".", with: "_") }

    private static let logFields: [FieldDefinition] = [
        .char("display_name", "Display Name").computedLive("display_name"),
        .many2one("create_uid", "Created by", "res.users").readonly.notCopied,
        .datetime("create_date", "Created on").readonly.notCopied,
        .many2one("write_uid", "Last Updated by", "res.users").readonly.notCopied,
        .datetime("write_date", "Last Updated on").readonly.notCopied,
    ]

    /// The fields that every model has.
    static let builtIn = magicFields.union(["display_name"])

    /// The fields whose values a caller cannot set: they are ignored without a word.
    static let magicFields: Set<String> = ["id", "create_date", "create_uid", "write_date", "write_uid"]
}

/// A constraint of a table.
struct TableConstraint: Sendable {
    /// What must hold.
    enum Condition: Sendable {
        /// No two records share these columns; records with an empty one do not count.
        case unique([String])
        /// The second day is not before the first; empty days do not count.
        case ordered(String, String)
        /// The text has no blank.
        case noBlank(String)
        /// The name is there unless another column holds something else than `value`.
        case required(String, unless: String, isNot: String)
    }

    let condition: Condition
    /// What the user reads.
    let message: String
}
