public import FoundationEssentials
public import JSON

/// What a person changed in a value that was kept back.
public struct ValueChange: Sendable, Hashable {
    /// Where, for example `equipment.pin` or `lines[0].hours`; `routing.key` and `routing.case` for the way it takes.
    public let path: String
    /// What stood there; `nil` for nothing.
    public let before: JSON?
    /// What stands there now; `nil` for nothing.
    public let after: JSON?

    /// Creates a change.
    public init(path: String, before: JSON?, after: JSON?) {
        self.path = path
        self.before = before
        self.after = after
    }
}

/// What a delivery brings about, apart from its key.
public struct DeliveryContent: Sendable, Hashable {
    /// The canonical object's name; a repair leaves it as it is.
    public let object: String
    /// The canonical object.
    public let payload: JSON
    /// The totals that must be read back, by name.
    public let controlTotals: [String: Decimal]

    /// Creates content.
    public init(object: String, payload: JSON, controlTotals: [String: Decimal]) {
        self.object = object
        self.payload = payload
        self.controlTotals = controlTotals
    }
}
