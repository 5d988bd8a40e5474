public import FoundationEssentials
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

    /// The month written as `YYYY-MM`.
    ///
    /// - Throws: ``JSONAccessError`` if there is no such text.
    public func month() throws(JSONAccessError) -> String {
        let text = try string()
        guard CalendarDate(firstOf: text) != nil else {
            throw JSONAccessError(path: path, expected: "a month such as 2026-01", found: "\"\(text)\"")
        }
        return text
    }

    /// The hours written as a decimal with at most two decimals (domain.md §10).
    ///
    /// - Throws: ``JSONAccessError`` if there is no such text.
    public func hours() throws(JSONAccessError) -> Decimal {
        let hours = try decimal()
        guard hours.rounded(scale: 2) == hours else {
            throw JSONAccessError(path: path, expected: "hours with at most 2 decimals", found: hours.plainText)
        }
        return hours
    }

    /// Makes sure that an amount which is read here is rounded to its currency's minor unit.
    func requirePosted(_ amount: Money) throws(JSONAccessError) {
        guard amount == amount.posted else {
            throw JSONAccessError(
                path: try member("amount").path,
                expected: "an amount in whole minor units: \(amount.posted.amount.plainText)",
                found: amount.amount.plainText
            )
        }
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

    /// The count here: a whole number from 0 on.
    ///
    /// - Throws: ``JSONAccessError`` if there is no such number.
    public func count() throws(JSONAccessError) -> Int {
        let number = try integer()
        guard let count = Int(exactly: number), count >= 0 else {
            throw JSONAccessError(path: path, expected: "a count", found: "\(number)")
        }
        return count
    }

    /// The count of the member `key`, `nil` if it is missing or null.
    ///
    /// - Throws: ``JSONAccessError`` if it is something else than a count.
    public func optionalCount(_ key: String) throws(JSONAccessError) -> Int? {
        guard let member = try optionalMember(key) else { return nil }
        return try member.count()
    }

    /// One of the words of a type, for example of a status.
    ///
    /// - Parameter expected: What the words are, for the error.
    /// - Returns: The value of the word.
    /// - Throws: ``JSONAccessError`` if there is no text, or another word.
    public func word<Word: RawRepresentable<String> & CaseIterable>(
        _ expected: String
    ) throws(JSONAccessError) -> Word {
        let text = try string()
        guard let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw JSONAccessError(path: path, expected: "\(expected): one of \(known)", found: "\"\(text)\"")
        }
        return word
    }
}

extension JSON {
    /// A whole number, or null for none.
    package init(_ number: Int?) {
        self = number.map { .integer(Int64($0)) } ?? .null
    }

    /// A text, or null for none.
    package init(_ text: String?) {
        self = text.map { .string($0) } ?? .null
    }
}
