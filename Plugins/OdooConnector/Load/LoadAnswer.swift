import JSON

/// What one call of `load()` came to.
enum LoadAnswer: Sendable, Hashable {
    /// All rows are there, as these records in the order of the rows.
    case landed([Int64])
    /// Nothing was written; these rows are to blame, by their places in the call.
    case refused([LoadComplaint])
    /// Nothing was written, and no row is named.
    case unexplained(String)
}

/// One message about a row.
struct LoadComplaint: Sendable, Hashable {
    /// The row's place in the call.
    let row: Int
    /// The field, if one is named.
    let field: String?
    /// The text for people.
    let message: String
}

extension LoadAnswer {
    /// Reads the answer of `load()`: `{"ids": [...] | false, "messages": [...], "nextrow": 0}` (domain.md §8).
    ///
    /// Bad rows are no exception but messages with `ids` false; the first row may be blamed for the fault of another.
    init(_ reader: JSONReader, rowCount: Int) throws(JSONAccessError) {
        let ids = try reader.member("ids")
        guard ids.value == .bool(false) else {
            let numbers = try ids.elements().map { id throws(JSONAccessError) in try id.integer() }
            guard numbers.count == rowCount else {
                throw JSONAccessError(path: ids.path, expected: "\(rowCount) ids", found: "\(numbers.count)")
            }
            self = .landed(numbers)
            return
        }
        let messages = try reader.member("messages").elements()
        let errors = messages.filter { $0.value?["type"] != "warning" }
        let complaints = errors.compactMap { LoadComplaint($0.value, rowCount: rowCount) }
        guard complaints.isEmpty else {
            self = .refused(complaints)
            return
        }
        let texts = errors.compactMap { $0.value?["message"]?.stringValue }
        self = .unexplained(texts.isEmpty ? "no reason was given" : OdooText.oneLine(texts.joined(separator: " ")))
    }
}

extension LoadComplaint {
    /// Reads a message; `nil` if it names no row of the call.
    fileprivate init?(_ message: JSON?, rowCount: Int) {
        guard let place = message?["rows"]?["from"]?.integerValue ?? message?["record"]?.integerValue,
            let row = Int(exactly: place), (0..<rowCount).contains(row)
        else { return nil }
        self.row = row
        field = message?["field"]?.stringValue
        self.message = OdooText.oneLine(message?["message"]?.stringValue ?? "no reason was given")
    }
}
