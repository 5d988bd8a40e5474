import CanonicalModel
import FoundationEssentials
import JSON
import TabularText

/// Where a field's value comes from.
struct FieldSource: Sendable, Hashable {
    /// What a value is made of.
    enum Origin: Sendable, Hashable {
        /// The same for each row.
        case constant(String)
        /// A cell, by the column's place among those of the layout.
        case cell(Int)
        /// Several cells, those that are empty left out.
        case joined([Int], with: String)
    }

    /// What becomes of a text that the table of values does not list.
    enum Otherwise: Sendable, Hashable {
        /// It stays.
        case keep
        /// It is an issue.
        case refuse
        /// It counts as empty, so that the next source is asked.
        case skip
        /// It becomes this.
        case word(String)
    }

    /// How hours are written.
    enum HourUnit: String, Sendable, Hashable, CaseIterable {
        case hours
        case minutes
        /// `7:30`.
        case clock
    }

    var origin: Origin
    /// Texts without case, and what they stand for; empty for nothing.
    var values: [String: String] = [:]
    var otherwise: Otherwise = .keep
    /// How many digits numbers in texts have at least.
    var pad: Int?
    var unit: HourUnit = .hours
}

/// A field of an object, and where its values come from.
struct MappedField: Sendable, Hashable {
    let description: FieldDescription
    /// The first source that has a value gives it.
    let sources: [FieldSource]
    let fallback: String?

    /// The columns that it is read from.
    var columns: [Int] {
        sources.flatMap { source -> [Int] in
            switch source.origin {
            case .constant: []
            case .cell(let column): [column]
            case .joined(let columns, with: _): columns
            }
        }
    }
}

/// What is wrong with a field of a row.
struct FieldIssue: Error {
    /// The place of the column in the layout; `nil` for a field that has none.
    let column: Int?
    let value: String
    let expected: String
    /// What is expected without values of the file; `nil` if `expected` repeats none.
    var withheld: String?
    /// The columns whose values it repeats, with `column`.
    var repeated: [Int] = []
}

extension MappedField {
    /// The value for a row.
    ///
    /// - Parameter row: The row.
    /// - Returns: A text, a number or a date as the field's kind says; `nil` if nothing gives one.
    /// - Throws: ``FieldIssue`` if a value is none of the field, or a required one is missing.
    func value(in row: TableRow) throws(FieldIssue) -> TableValue? {
        for source in sources {
            if let value = try value(of: source, in: row) { return value }
        }
        if let fallback { return try parsed(fallback, at: nil) }
        guard description.isRequired, !description.isShared else { return nil }
        throw FieldIssue(
            column: columns.first,
            value: "",
            expected: "value for \(description.name), \(description.meaning)"
        )
    }

    private func value(of source: FieldSource, in row: TableRow) throws(FieldIssue) -> TableValue? {
        switch source.origin {
        case .constant(let text):
            return try parsed(text, at: nil)
        case .cell(let column):
            guard let value = row.values[column] else { return nil }
            guard case .text(let text) = value else {
                return try source.unit == .hours ? value : hours(value, source.unit, at: column)
            }
            return try translated(text, by: source, at: column)
        case .joined(let columns, let separator):
            let parts = columns.compactMap { row.values[$0]?.plainText }.filter { !$0.isEmpty }
            guard let first = columns.first, !parts.isEmpty else { return nil }
            do throws(FieldIssue) {
                return try translated(parts.joined(separator: separator), by: source, at: first)
            } catch {
                var issue = error
                issue.repeated = columns
                throw issue
            }
        }
    }

    private func translated(_ text: String, by source: FieldSource, at column: Int) throws(FieldIssue) -> TableValue? {
        let text = source.pad.map { text.padded(to: $0) } ?? text
        guard !text.isEmpty else { return nil }
        if source.unit == .clock { return try hours(.text(text), .clock, at: column) }
        let listed = source.values[text.lowercased()]
        switch (listed, source.otherwise) {
        case (let word?, _): return word.isEmpty ? nil : try parsed(word, at: column)
        case (nil, .keep): return try parsed(text, at: column)
        case (nil, .skip): return nil
        case (nil, .word(let word)): return word.isEmpty ? nil : try parsed(word, at: column)
        case (nil, .refuse):
            throw FieldIssue(
                column: column,
                value: text,
                expected: "word that the mapping translates; add it to 'values' of \(description.name)"
            )
        }
    }

    /// What a text is as a value of this field.
    private func parsed(_ text: String, at column: Int?) throws(FieldIssue) -> TableValue {
        switch description.kind {
        case .text: return .text(text)
        case .word(let words):
            if let word = words.first(where: { $0.lowercased() == text.lowercased() }) { return .text(word) }
            throw FieldIssue(
                column: column,
                value: text,
                expected:
                    "\(description.name) (\(words.joined(separator: ", "))); add it to 'values' of \(description.name)"
            )
        case .decimal:
            if let number = Decimal(plain: text) { return .decimal(number) }
            throw FieldIssue(column: column, value: text, expected: "number such as 12.50")
        case .currency:
            if Currency(text) != nil { return .text(text) }
            throw FieldIssue(
                column: column,
                value: text,
                expected: "currency code such as USD; translate it under 'values' of \(description.name)"
            )
        case .date:
            if let date = CalendarDate(text) { return .date(date) }
            throw FieldIssue(column: column, value: text, expected: "day such as 2026-01-31")
        }
    }

    private func hours(
        _ value: TableValue,
        _ unit: FieldSource.HourUnit,
        at column: Int
    ) throws(FieldIssue) -> TableValue {
        switch (value, unit) {
        case (.decimal(let minutes), .minutes):
            return .decimal((minutes / 60).rounded(scale: 2))
        case (.text(let text), .clock):
            let digits = text.drop { $0 == "-" }
            let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
            guard text.count - digits.count <= 1, (2...3).contains(parts.count),
                parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }),
                let hours = Decimal(plain: String(parts[0])), let minutes = Int(parts[1]), minutes < 60,
                parts.count == 2 || parts[2].allSatisfy({ $0 == "0" })
            else { throw FieldIssue(column: column, value: text, expected: "span of hours and minutes such as 7:30") }
            let sum = hours + (Decimal(minutes) / 60)
            return .decimal((text.hasPrefix("-") ? -sum : sum).rounded(scale: 2))
        default:
            return value
        }
    }
}

extension TableValue {
    /// The value as text: numbers plain, days as `2026-01-31`.
    var plainText: String {
        switch self {
        case .text(let text): text
        case .decimal(let number): number.plainText
        case .integer(let number): "\(number)"
        case .date(let date): date.text
        case .boolean(let truth): truth ? "true" : "false"
        }
    }
}

extension String {
    /// Digits with zeros before them; any other text as it is.
    fileprivate func padded(to width: Int) -> String {
        guard count < width, !isEmpty, utf8.allSatisfy({ (48...57).contains($0) }) else { return self }
        return String(repeating: "0", count: width - count) + self
    }
}
