import JSON

/// What one call of `load()` came to.
enum LoadAnswer: Sendable, Hashable {
    /// All records are there, with these ids in their order.
    case landed([Int64])
    /// Nothing was written; these records are to blame, by their places in the call.
    case refused([LoadComplaint])
    /// Nothing was written, and no row is named.
    case unexplained(String)
}

/// One message about a record.
struct LoadComplaint: Sendable, Hashable {
    /// The record's place in the call.
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
    ///
    /// - Parameters:
    ///   - reader: The answer.
    ///   - owners: For each row of the call, the place of the record that it belongs to.
    /// - Throws: `JSONAccessError` if this is no such answer.
    init(_ reader: JSONReader, owners: [Int]) throws(JSONAccessError) {
        let count = owners.last.map { $0 + 1 } ?? 0
        let ids = try reader.member("ids")
        guard ids.value == .bool(false) else {
            let numbers = try ids.elements().map { id throws(JSONAccessError) in try id.integer() }
            guard numbers.count == count else {
                throw JSONAccessError(path: ids.path, expected: "\(count) ids", found: "\(numbers.count)")
            }
            self = .landed(numbers)
            return
        }
        let messages = try reader.member("messages").elements()
        let errors = messages.filter { $0.value?["type"] != "warning" }
        let complaints = errors.compactMap { LoadComplaint($0.value, owners: owners) }
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
    fileprivate init?(_ message: JSON?, owners: [Int]) {
        guard let place = message?["rows"]?["from"]?.integerValue ?? message?["record"]?.integerValue,
            let row = Int(exactly: place), owners.indices.contains(row)
        else { return nil }
        self.row = owners[row]
        field = message?["field"]?.stringValue
        self.message = OdooText.oneLine(message?["message"]?.stringValue ?? "no reason was given")
    }
}
