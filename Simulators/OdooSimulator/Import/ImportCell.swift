import JSON

/// A record of `load` before its values are converted: cells by field, rows below for its lines.
indirect enum ImportCell: Sendable {
    case value(JSON)
    /// The sub-records of a relational field: for a many2one its one reference.
    case records([ImportRecord])

    /// Whether Python counts the cell as false: such a cell empties its field.
    var isEmpty: Bool {
        switch self {
        case .value(let value): !PythonText.isTruthy(value)
        case .records(let records): records.isEmpty
        }
    }
}

/// The cells of one record in the order of the header.
struct ImportRecord: Sendable {
    /// The key of a cell that holds the display name of a linked record.
    static let displayName = "\u{0}"

    private(set) var cells: [(key: String, cell: ImportCell)] = []

    /// The cell of a key; a key that occurs twice keeps the later cell.
    subscript(key: String) -> ImportCell? {
        get { cells.first { $0.key == key }?.cell }
        set {
            guard let newValue else { return }
            if let index = cells.firstIndex(where: { $0.key == key }) {
                cells[index].cell = newValue
            } else {
                cells.append((key, newValue))
            }
        }
    }

    /// The keys that refer to a record instead of holding one of its values: name, external id, database id.
    static let references: Set<String> = [displayName, "id", ".id"]

    /// The text of a reference cell.
    func reference(_ key: String) -> JSON? {
        guard case .value(let value)? = self[key] else { return nil }
        return value
    }
}

/// The rows of the data that make one record.
struct ImportRows: Sendable {
    let first: Int
    let last: Int

    /// The member `rows` of a message.
    var json: JSON { ["from": .integer(Int64(first)), "to": .integer(Int64(last))] }
}
