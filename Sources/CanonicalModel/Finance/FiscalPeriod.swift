public import JSON

/// A month of a company's ledger, and whether anything may still be posted into it (domain.md §8, §10).
public struct FiscalPeriod: CanonicalObject {
    /// `FiscalPeriod`.
    public static let name = "FiscalPeriod"
    /// The version of the shape.
    public static let schemaVersion = 1
    /// Internal.
    public static let sensitivity = SensitivityClass.c1

    /// What may be posted.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// Anything.
        case open
        /// Only what finance lets in.
        case softClosed
        /// Nothing, for ever.
        case hardClosed
    }

    /// The company's code.
    public let company: String
    /// The ledger, for example `general`, `purchase` or `sale`.
    public let ledger: String
    /// The month, for example `2026-01`.
    public let month: String
    /// What may be posted into it.
    public let state: State
    /// The ledger's lock date that this follows from.
    public let lockedThrough: CalendarDate?

    /// Creates a period.
    public init(company: String, ledger: String, month: String, state: State, lockedThrough: CalendarDate? = nil) {
        self.company = company
        self.ledger = ledger
        self.month = month
        self.state = state
        self.lockedThrough = lockedThrough
    }

    /// Company, ledger and month.
    public var key: String { "\(company)/\(ledger)/\(month)" }

    /// The period as JSON; `lockedThrough` is there only where there is a lock date.
    public var json: JSON {
        var object: JSONObject = [
            "company": .string(company), "ledger": .string(ledger), "month": .string(month),
            "state": .string(state.rawValue),
        ]
        object["lockedThrough"] = lockedThrough.map { .string($0.text) }
        return .object(object)
    }

    /// Reads a period.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            company: try reader.member("company").string(),
            ledger: try reader.member("ledger").string(),
            month: try reader.member("month").month(),
            state: try reader.member("state").word("the state of a period"),
            lockedThrough: try reader.optionalMember("lockedThrough")?.date()
        )
    }
}
