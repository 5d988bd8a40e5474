import TabularText

/// The columns that a mapping reads, each once.
struct ColumnList {
    private(set) var columns: [TableColumn] = []
    private let numbers: NumberNotation
    private let dates: DateNotation?
    private let hasHeader: Bool

    init(numbers: NumberNotation, dates: DateNotation?, hasHeader: Bool) {
        self.numbers = numbers
        self.dates = dates
        self.hasHeader = hasHeader
    }

    /// The kind of cells for a field; reports a date whose notation the mapping does not declare.
    func kind(of field: FieldDescription, at node: MappingNode) -> TableColumn.Kind? {
        switch field.kind {
        case .text, .word, .currency: return .text(longest: 2_000)
        case .decimal: return .decimal(numbers, range: nil)
        case .date:
            guard let dates else {
                node.report("is a day: say under table.dates how days are written, for example DD.MM.YYYY")
                return nil
            }
            return .date(dates)
        }
    }

    /// Adds the column that `node` names, unless it is there.
    ///
    /// - Returns: Its place; `nil` with a report if it cannot be read so.
    mutating func add(_ node: MappingNode, _ kind: TableColumn.Kind, required: Bool = false) -> Int? {
        guard let place = place(node) else { return nil }
        guard let known = columns.firstIndex(where: { $0.place.overlaps(place) }) else {
            columns.append(TableColumn(Self.name(of: place), at: place, kind, required: required))
            return columns.count - 1
        }
        guard columns[known].kind == kind else {
            node.report("is read as \(columns[known].kind.words) by another field, and cannot be \(kind.words), too")
            return nil
        }
        columns[known].isRequired = columns[known].isRequired || required
        return known
    }

    /// The column that `node` names, if it is read by a field.
    func known(at node: MappingNode) -> Int? {
        guard let place = place(node) else { return nil }
        return columns.firstIndex { $0.place.overlaps(place) }
    }

    /// Keeps the values of a column out of messages; reports a column that is not read.
    mutating func markSensitive(_ node: MappingNode) {
        guard let index = known(at: node) else {
            node.report("is no column that a field is read from; columns that are not read are never kept")
            return
        }
        columns[index].isSensitive = true
    }

    /// Keeps the values of all columns out of messages: in a row that is out of place, what is personal stands in any of them.
    mutating func markAllSensitive() {
        for index in columns.indices { columns[index].isSensitive = true }
    }

    /// Reports a column of an id whose values must not be repeated: ids are in cases and journal.
    func reportSensitive(_ node: MappingNode) {
        guard let index = known(at: node), columns[index].isSensitive else { return }
        node.report("is under 'personal', and cannot be part of an id, which cases and journal repeat")
    }

    /// Reports columns of an id of values whose values must not be repeated.
    func reportSensitive(among places: [Int], _ node: MappingNode?) {
        for place in Set(places).sorted() where columns[place].isSensitive {
            node?.report(
                "'\(columns[place].name)' is part of the id of a row, which cases and journal repeat: "
                    + "give the mapping 'recordId' with columns that are not personal"
            )
        }
    }

    /// A column of numbers; reports any other.
    func numbers(at node: MappingNode) -> Int? {
        if let index = known(at: node), case .decimal = columns[index].kind { return index }
        node.report("is no column of numbers that a field is read from")
        return nil
    }

    /// Reports columns that are read although they must never be kept.
    func reportDropped(_ node: MappingNode?) {
        for node in node?.elements() ?? [] where known(at: node) != nil {
            node.report("is also the column of a field; a column that must never be kept cannot be read")
        }
    }

    private func place(_ node: MappingNode) -> TableColumn.Place? {
        if hasHeader {
            let words = node.texts()
            return words.isEmpty ? nil : .header(words)
        }
        return node.whole(1...2_000).map { .position($0 - 1) }
    }

    private static func name(of place: TableColumn.Place) -> String {
        switch place {
        case .header(let words): words.first ?? ""
        case .position(let position): "column \(position + 1)"
        }
    }
}

extension TableColumn.Place {
    /// Whether a cell could be found by both.
    func overlaps(_ other: TableColumn.Place) -> Bool {
        switch (self, other) {
        case (.position(let own), .position(let other)): own == other
        case (.header(let own), .header(let other)):
            !Set(own.map(TableColumn.comparable)).isDisjoint(with: other.map(TableColumn.comparable))
        default: false
        }
    }
}

extension TableColumn.Kind {
    fileprivate var words: String {
        switch self {
        case .text: "a text"
        case .decimal: "a number"
        case .integer: "a whole number"
        case .date: "a day"
        case .boolean: "a truth value"
        case .choice: "a choice of words"
        }
    }
}
