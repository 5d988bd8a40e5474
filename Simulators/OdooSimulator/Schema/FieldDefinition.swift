/// The type of a field, named as `fields_get` names it.
enum FieldType: String, Sendable {
    case char, text, html, boolean, integer, float, monetary, date, datetime, selection
    case binary, json, properties
    case propertiesDefinition = "properties_definition"
    case many2one, one2many, many2many
    case reference = "many2one_reference"

    /// Whether the field points to records.
    var isRelational: Bool {
        self == .many2one || isMany
    }

    /// Whether the field holds a list of records.
    var isMany: Bool {
        self == .one2many || self == .many2many
    }

    /// Whether the field holds a text.
    var isText: Bool {
        self == .char || self == .text || self == .html || self == .selection
    }

    /// Whether the field holds a number.
    var isNumber: Bool {
        self == .integer || self == .float || self == .monetary
    }
}

/// What happens to a record when the record that it points to is deleted.
enum DeletionRule: Sendable {
    case setNull, restrict, cascade
}

/// One value of a selection field.
struct SelectionItem: Sendable {
    let key: String
    let label: String
}

/// How the default of a field is found when a record is created.
enum FieldDefault: Sendable {
    case value(FieldValue)
    /// The user who calls.
    case user
    /// The current company.
    case company
    /// The currency of the current company.
    case companyCurrency
    /// The day of the call.
    case today
    /// The moment of the call, to the second.
    case now
    /// The record that an external id names.
    case external(String)
    /// The language of the call.
    case language
    /// What a function finds.
    case found(@Sendable (Environment) -> FieldValue)
}

/// One field of a model, as data.
struct FieldDefinition: Sendable {
    let name: String
    /// The name that callers use: another one where a version renamed the field.
    var shownName: String
    let type: FieldType
    /// The label that errors of `load` use; `fields_get` may show another, see ``shownLabel``.
    let label: String
    /// The model that a relational field points to.
    var relation: String?
    /// The many2one field of ``relation`` that a one2many field is the other side of.
    var inverse: String?
    var isRequired = false
    var isReadonly = false
    var isStored = true
    var isTranslated = false
    var isSearchable = true
    var isSortable = true
    var isCompanyDependent = false
    var isCopied = true
    /// Total digits and digits behind the point.
    var digits: (total: Int, scale: Int)?
    /// Whether `fields_get` says that the number is not rounded, instead of nothing.
    var isShownUnrounded = false
    /// The field that names the currency of a monetary field.
    var currencyField: String?
    var selection: [SelectionItem] = []
    /// The longest text.
    var size: Int?
    /// The function of ``Computations`` that gives the value.
    var computation: String?
    /// The path that the value is read along, for example `company_id.currency_id`.
    var related: String?
    /// The groups that may use the field, joined by semicolons, if not everybody; one of them is enough.
    var group: String?
    var defaultValue: FieldDefault?
    var deletionRule: DeletionRule?
    /// Whether the record it points to must belong to the same company.
    var checksCompany = false
    /// The domain that `fields_get` always shows for a column of an analytic plan.
    var shownDomain: String?
    /// The label that `fields_get` shows if it is not ``label``.
    var shownLabel: String?
    /// Whether archived records are left out whatever the context says.
    var hidesArchived = false

    /// Creates a field.
    init(_ name: String, _ type: FieldType, _ label: String) {
        self.name = name
        shownName = name
        self.type = type
        self.label = label
    }

    /// Whether the value is derived instead of stored in the row.
    var isDerived: Bool {
        computation != nil || related != nil || type == .one2many
    }

    /// What a deletion of the target does: a mandatory link stands in its way, an optional one is emptied.
    var effectiveDeletionRule: DeletionRule {
        deletionRule ?? (isRequired ? .restrict : .setNull)
    }
}
