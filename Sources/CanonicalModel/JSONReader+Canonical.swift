public import JSON

extension JSONReader {
    /// The instant written as RFC 3339.
    ///
    /// - Throws: ``JSONAccessError`` if there is no such text.
    public func instant() throws(JSONAccessError) -> Instant {
        let text = try string()
        guard let instant = Instant(text) else {
            throw JSONAccessError(
                path: path,
                expected: "a timestamp such as 2026-01-05T05:58:11Z",
                found: "\"\(text)\""
            )
        }
        return instant
    }

    /// The date written as `YYYY-MM-DD`.
    ///
    /// - Throws: ``JSONAccessError`` if there is no such text.
    public func date() throws(JSONAccessError) -> CalendarDate {
        let text = try string()
        guard let date = CalendarDate(text) else {
            throw JSONAccessError(path: path, expected: "a date such as 2026-01-05", found: "\"\(text)\"")
        }
        return date
    }

    /// The currency written as a code of ISO 4217.
    ///
    /// - Throws: ``JSONAccessError`` if there is no such text.
    public func currency() throws(JSONAccessError) -> Currency {
        let text = try string()
        guard let currency = Currency(text) else {
            throw JSONAccessError(path: path, expected: "a currency code such as USD", found: "\"\(text)\"")
        }
        return currency
    }

    /// The text of the member `key`, `nil` if it is missing or null.
    ///
    /// - Throws: ``JSONAccessError`` if it is something else than a text.
    public func optionalString(_ key: String) throws(JSONAccessError) -> String? {
        guard let member = try optionalMember(key) else { return nil }
        return try member.string()
    }
}

extension JSON {
    /// A text, or null for none.
    package init(_ text: String?) {
        self = text.map { .string($0) } ?? .null
    }
}
