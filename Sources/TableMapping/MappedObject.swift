import CanonicalModel

/// What a mapping makes of the rows of a file.
public enum MappedObject: String, Sendable, Hashable, CaseIterable {
    /// Each row is hours of an employee: a ``TimeEntry``, or one for each column of hours.
    case timesheet
    /// All rows of a number and revision are one ``Estimate``.
    case estimate
    /// All rows of a project and number are one ``ChangeOrder``.
    case changeOrder = "change-order"

    /// The name of the canonical object.
    public var canonicalName: String {
        switch self {
        case .timesheet: TimeEntry.name
        case .estimate: Estimate.name
        case .changeOrder: ChangeOrder.name
        }
    }

    /// Whether rows are put together into one record: then a row that cannot be used holds the whole file.
    var isGrouped: Bool { self != .timesheet }
}

/// What a field of an object takes.
public struct FieldDescription: Sendable, Hashable {
    /// What values are.
    public enum Kind: Sendable, Hashable {
        /// Any text.
        case text
        /// One of these words.
        case word([String])
        /// A decimal number.
        case decimal
        /// A day.
        case date
        /// A currency of ISO 4217.
        case currency
    }

    /// The name, as a mapping writes it.
    public let name: String
    /// What values are.
    public let kind: Kind
    /// Whether each row needs a value; of a shared field, each record.
    public let isRequired: Bool
    /// What it is, in a few words.
    public let meaning: String
    /// Whether all rows of one record share it: then one of them is enough to say it.
    public let isShared: Bool

    init(_ name: String, _ kind: Kind, required: Bool = false, shared: Bool = false, _ meaning: String) {
        self.name = name
        self.kind = kind
        isRequired = required
        isShared = shared
        self.meaning = meaning
    }
}

extension MappedObject {
    /// The fields that a mapping may fill, in the order in which a person would.
    public var fields: [FieldDescription] {
        switch self {
        case .timesheet: Self.timesheetFields
        case .estimate: Self.estimateFields
        case .changeOrder: Self.changeOrderFields
        }
    }

    private static let timesheetFields = [
        FieldDescription("employee", .text, required: true, "the employee's number"),
        FieldDescription("date", .date, required: true, "the day of the work"),
        FieldDescription("project", .text, required: true, "the project's code"),
        FieldDescription("costCode", .text, required: true, "the cost code as the system spells it"),
        FieldDescription("payCode", .text, required: true, "the kind of pay, such as REG or OT"),
        FieldDescription("hours", .decimal, required: true, "the hours"),
        FieldDescription("status", words(of: TimeEntry.Status.self), required: true, "how far the entry has come"),
        FieldDescription("approvedBy", .text, "who approved it"),
        FieldDescription("corrects", .text, "the id of the entry that it corrects"),
    ]

    private static let estimateFields = [
        FieldDescription("number", .text, required: true, "the number of the estimate"),
        FieldDescription("revision", .text, required: true, "the revision"),
        FieldDescription(
            "status",
            words(of: Estimate.Status.self),
            required: true,
            shared: true,
            "how far the revision has come"
        ),
        FieldDescription("project", .text, shared: true, "the project's code"),
        FieldDescription(
            "currency",
            .currency,
            required: true,
            shared: true,
            "the currency of all amounts, such as USD"
        ),
        FieldDescription("statedTotal", .decimal, shared: true, "the total that the file itself states"),
        FieldDescription("path", .text, required: true, "what the line is called, the same in each revision"),
        FieldDescription("kind", words(of: EstimateLine.Kind.self), "what the line is; item if nothing says more"),
        FieldDescription("alternate", .text, "the alternate that the line belongs to; none for the base bid"),
        FieldDescription("accepted", .word(["true", "false"]), "whether the line's alternate is accepted"),
        FieldDescription("costCode", .text, "the cost code as estimating spells it"),
        FieldDescription("costType", .text, "the kind of cost as estimating spells it"),
        FieldDescription("text", .text, "what it is, in words"),
        FieldDescription("quantity", .decimal, required: true, "how much"),
        FieldDescription("unit", .text, "the unit as the file writes it"),
        FieldDescription("unitPrice", .decimal, "the price of a unit"),
        FieldDescription("amount", .decimal, "quantity times price, as the file states it"),
    ]

    private static let changeOrderFields = [
        FieldDescription("project", .text, required: true, "the project's code"),
        FieldDescription("number", .text, required: true, "the number within the project"),
        FieldDescription(
            "status",
            words(of: ChangeOrder.Status.self),
            required: true,
            shared: true,
            "how far it has come"
        ),
        FieldDescription(
            "currency",
            .currency,
            required: true,
            shared: true,
            "the currency of all amounts, such as USD"
        ),
        FieldDescription("contractAmount", .decimal, required: true, shared: true, "how much more the customer pays"),
        FieldDescription("costCode", .text, required: true, "the cost code as its system spells it"),
        FieldDescription("costType", .text, required: true, "the kind of cost as its system spells it"),
        FieldDescription("amount", .decimal, required: true, "how much more the budget is"),
    ]

    private static func words<Word: RawRepresentable<String> & CaseIterable>(
        of type: Word.Type
    ) -> FieldDescription.Kind {
        .word(type.allCases.map(\.rawValue))
    }
}
