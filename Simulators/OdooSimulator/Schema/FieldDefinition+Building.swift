extension FieldDefinition {
    static func char(_ name: String, _ label: String, size: Int? = nil) -> FieldDefinition {
        with(FieldDefinition(name, .char, label)) { $0.size = size }
    }

    static func text(_ name: String, _ label: String) -> FieldDefinition { FieldDefinition(name, .text, label) }

    static func html(_ name: String, _ label: String) -> FieldDefinition { FieldDefinition(name, .html, label) }

    static func boolean(_ name: String, _ label: String, default truth: Bool? = nil) -> FieldDefinition {
        with(FieldDefinition(name, .boolean, label)) { field in
            if let truth { field.defaultValue = .value(.boolean(truth)) }
        }
    }

    static func integer(_ name: String, _ label: String, default number: Int64? = nil) -> FieldDefinition {
        with(FieldDefinition(name, .integer, label)) { field in
            if let number { field.defaultValue = .value(.integer(number)) }
        }
    }

    static func float(_ name: String, _ label: String, digits: (Int, Int)? = nil) -> FieldDefinition {
        with(FieldDefinition(name, .float, label)) { $0.digits = digits.map { (total: $0.0, scale: $0.1) } }
    }

    static func monetary(_ name: String, _ label: String, currency: String = "currency_id") -> FieldDefinition {
        with(FieldDefinition(name, .monetary, label)) { $0.currencyField = currency }
    }

    static func date(_ name: String, _ label: String) -> FieldDefinition { FieldDefinition(name, .date, label) }

    static func datetime(_ name: String, _ label: String) -> FieldDefinition {
        FieldDefinition(name, .datetime, label)
    }

    static func selection(
        _ name: String,
        _ label: String,
        _ items: [(String, String)],
        default key: String? = nil
    ) -> FieldDefinition {
        with(FieldDefinition(name, .selection, label)) { field in
            field.selection = items.map { SelectionItem(key: $0.0, label: $0.1) }
            if let key { field.defaultValue = .value(.text(key)) }
        }
    }

    static func many2one(_ name: String, _ label: String, _ relation: String) -> FieldDefinition {
        with(FieldDefinition(name, .many2one, label)) { $0.relation = relation }
    }

    static func one2many(_ name: String, _ label: String, _ relation: String, _ inverse: String) -> FieldDefinition {
        with(FieldDefinition(name, .one2many, label)) { field in
            field.relation = relation
            field.inverse = inverse
            field.isSortable = false
            field.isCopied = false
        }
    }

    static func many2many(_ name: String, _ label: String, _ relation: String) -> FieldDefinition {
        with(FieldDefinition(name, .many2many, label)) { field in
            field.relation = relation
            field.isSortable = false
        }
    }
}

extension FieldDefinition {
    var required: FieldDefinition { Self.with(self) { $0.isRequired = true } }

    var readonly: FieldDefinition { Self.with(self) { $0.isReadonly = true } }

    var translated: FieldDefinition { Self.with(self) { $0.isTranslated = true } }

    var notCopied: FieldDefinition { Self.with(self) { $0.isCopied = false } }

    var companyChecked: FieldDefinition { Self.with(self) { $0.checksCompany = true } }

    /// A link whose target cannot be deleted.
    var restricted: FieldDefinition { Self.with(self) { $0.deletionRule = .restrict } }

    /// A link whose target takes this record with it.
    var cascading: FieldDefinition { Self.with(self) { $0.deletionRule = .cascade } }

    func defaulting(to value: FieldDefault) -> FieldDefinition { Self.with(self) { $0.defaultValue = value } }

    /// Seen only by members of `group`, which none of the base users is in.
    func onlyFor(_ group: String) -> FieldDefinition { Self.with(self) { $0.group = group } }

    /// Computed by the function `name` of ``Computations`` and stored in the real database.
    func computed(_ name: String) -> FieldDefinition {
        Self.with(self) { field in
            field.computation = name
            field.isReadonly = true
            field.isCopied = false
        }
    }

    /// Computed at each reading; it can neither be searched nor sorted by.
    func computedLive(_ name: String) -> FieldDefinition {
        Self.with(computed(name)) { field in
            field.isStored = false
            field.isSearchable = false
            field.isSortable = false
        }
    }

    /// Read along a path at each reading, and searched along it too.
    func related(_ path: String, stored: Bool = false) -> FieldDefinition {
        Self.with(self) { field in
            field.related = path
            field.isReadonly = true
            field.isStored = stored
            field.isCopied = false
        }
    }

    private static func with(_ field: FieldDefinition, _ change: (inout FieldDefinition) -> Void) -> FieldDefinition {
        var copy = field
        change(&copy)
        return copy
    }
}
