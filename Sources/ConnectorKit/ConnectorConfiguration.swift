public import CanonicalModel

/// The values of one configured system, already checked against its connector's manifest.
public struct ConnectorConfiguration: Sendable {
    /// A value of one of the kinds that a manifest can declare.
    public enum Value: Sendable, Hashable {
        /// A text, an address or a choice.
        case text(String)
        /// A whole number.
        case integer(Int64)
        /// A truth value.
        case boolean(Bool)
        /// A list of texts.
        case texts([String])
        /// A secret, resolved from its reference.
        case secret(Secret)
        /// A file of its own, read.
        case document(ConfigurationDocument)
    }

    /// The name of the configured system, for example `fleet-north`.
    public let system: String

    package let values: [String: Value]
    private let told: (@Sendable (String) -> Void)?

    /// Creates a configuration of `system`.
    public init(system: String, values: [String: Value]) {
        self.init(system: system, values: values, telling: nil)
    }

    /// Creates a configuration that tells which keys are looked at.
    private init(system: String, values: [String: Value], telling told: (@Sendable (String) -> Void)?) {
        self.system = system
        self.values = values
        self.told = told
    }

    /// The same configuration, which tells a test each key that is looked at, whether it has a value or not.
    package func telling(_ listener: @escaping @Sendable (String) -> Void) -> ConnectorConfiguration {
        ConnectorConfiguration(system: system, values: values, telling: listener)
    }

    /// The same configuration without a key.
    package func without(_ key: String) -> ConnectorConfiguration {
        ConnectorConfiguration(system: system, values: values.filter { $0.key != key }, telling: told)
    }

    /// The keys that have a value.
    package var keys: Set<String> { Set(values.keys) }

    private func value(_ key: String) -> Value? {
        told?(key)
        return values[key]
    }

    /// The text of `key`, if it was given.
    public func text(_ key: String) -> String? {
        guard case .text(let text)? = value(key) else { return nil }
        return text
    }

    /// The text of `key`.
    ///
    /// - Throws: ``ConnectorError/invalidConfiguration(key:reason:)`` if it was not given.
    public func requiredText(_ key: String) throws(ConnectorError) -> String {
        guard let text = text(key) else { throw .invalidConfiguration(key: key, reason: "is missing") }
        return text
    }

    /// The number of `key`, if it was given.
    public func integer(_ key: String) -> Int64? {
        guard case .integer(let number)? = value(key) else { return nil }
        return number
    }

    /// The begin of the day of `key` in UTC, if it was given.
    ///
    /// - Throws: ``ConnectorError/invalidConfiguration(key:reason:)`` if the text is no day such as `2026-03-31`.
    public func day(_ key: String) throws(ConnectorError) -> Instant? {
        guard let text = text(key) else { return nil }
        guard let day = CalendarDate(text) else {
            throw .invalidConfiguration(key: key, reason: "must be a day such as 2026-03-31, got '\(text)'")
        }
        return Instant(seconds: Int64(day.daysSince1970) * 86_400)
    }

    /// The truth value of `key`, if it was given.
    public func boolean(_ key: String) -> Bool? {
        guard case .boolean(let truth)? = value(key) else { return nil }
        return truth
    }

    /// The texts of `key`; none if it was not given.
    public func texts(_ key: String) -> [String] {
        guard case .texts(let texts)? = value(key) else { return [] }
        return texts
    }

    /// The document of `key`, if it was given.
    public func document(_ key: String) -> ConfigurationDocument? {
        guard case .document(let document)? = value(key) else { return nil }
        return document
    }

    /// The secret of `key`, if it was given.
    public func secret(_ key: String) -> Secret? {
        guard case .secret(let secret)? = value(key) else { return nil }
        return secret
    }

    /// The secret of `key`.
    ///
    /// - Throws: ``ConnectorError/invalidConfiguration(key:reason:)`` if it was not given.
    public func requiredSecret(_ key: String) throws(ConnectorError) -> Secret {
        guard let secret = secret(key) else { throw .invalidConfiguration(key: key, reason: "is missing") }
        return secret
    }
}
