import TabularText

/// What all rows of one record must agree in, such as the status of an estimate: rows may leave it out, but not contradict.
struct GroupHeader: Sendable {
    /// The row that the record began with.
    let firstRow: Int
    private var values: [String: TableValue] = [:]

    init(firstRow: Int) {
        self.firstRow = firstRow
    }

    /// The value that the rows so far gave.
    subscript(name: String) -> TableValue? { values[name] }

    /// The shared fields among `fields` that a record needs and no row gave.
    func missing(of fields: [String: MappedField]) -> [String] {
        fields.values.map(\.description).filter { $0.isShared && $0.isRequired && values[$0.name] == nil }
            .map(\.name).sorted()
    }

    /// Takes what a row says.
    ///
    /// - Returns: What the rows before said, if it is something else.
    mutating func take(_ name: String, _ value: TableValue?) -> TableValue? {
        guard let value else { return nil }
        guard let earlier = values[name] else {
            values[name] = value
            return nil
        }
        return earlier == value ? nil : earlier
    }
}

extension RowValues {
    /// Takes a value that all rows of a record share; reports one that contradicts an earlier row.
    mutating func share(_ name: String, in header: inout GroupHeader) {
        let value = value(name)
        guard let earlier = header.take(name, value) else { return }
        report(
            name,
            value: value?.plainText ?? "",
            expected: "value such as the same record has from row \(header.firstRow) on: '\(earlier.plainText)'",
            withheld: "value such as the same record has from row \(header.firstRow) on"
        )
    }
}
