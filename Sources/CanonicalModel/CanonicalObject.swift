public import JSON

/// How far a value may travel (domain.md §10).
public enum SensitivityClass: String, Sendable, Hashable, Comparable, CaseIterable {
    /// Reference data.
    case c0 = "C0"
    /// Internal.
    case c1 = "C1"
    /// Commercially confidential: prices, contracts.
    case c2 = "C2"
    /// Personal and payroll data.
    case c3 = "C3"
    /// Bank data, identity numbers, secrets: never logged.
    case c4 = "C4"

    /// Whether `left` may travel further than `right`.
    public static func < (left: SensitivityClass, right: SensitivityClass) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// An object of the construction vocabulary that all systems are translated to.
public protocol CanonicalObject: Sendable, Hashable {
    /// The name of the object, for example `MeterReading`.
    static var name: String { get }

    /// The version of its shape.
    static var schemaVersion: Int { get }

    /// How far it may travel.
    static var sensitivity: SensitivityClass { get }

    /// What identifies it among its kind.
    var key: String { get }

    /// The object as JSON: decimals as text, dates as `YYYY-MM-DD`, instants as RFC 3339.
    var json: JSON { get }

    /// Reads the object.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that is missing or cannot be read.
    init(_ reader: JSONReader) throws(JSONAccessError)
}
