/// A password, key or token: it can be used, and never printed.
///
/// Every way of turning it into text gives `<redacted>`; only ``withValue(_:)`` gives access to the value.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let value: String

    /// Keeps a value secret.
    public init(_ value: String) {
        self.value = value
    }

    /// Uses the value, for example to build a header field.
    ///
    /// - Parameter use: Receives the value; must not store or print it.
    /// - Returns: What `use` returns.
    public func withValue<Result>(_ use: (String) -> Result) -> Result {
        use(value)
    }

    /// Always `<redacted>`.
    public var description: String { "<redacted>" }

    /// Always `<redacted>`.
    public var debugDescription: String { "<redacted>" }

    /// A mirror without the value.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
