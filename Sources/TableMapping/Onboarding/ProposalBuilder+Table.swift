import JSON
import TabularText

/// How the file is written.
extension ProposalBuilder {
    func table(into proposal: inout MappingProposal, columns: [ColumnProfile]) {
        var section = JSONObject()
        let encoding = encoding ?? table.encoding.value ?? .utf8
        section["encoding"] = .string(encoding.rawValue)
        note("table.encoding", table.encoding, answered: self.encoding != nil, &proposal)
        switch table.division.value ?? .delimited(by: ",", quote: "\"") {
        case .delimited(let delimiter, _): section["delimiter"] = .string(delimiter == "\t" ? "tab" : String(delimiter))
        case .fixedWidth(let widths): section["widths"] = .array(widths.map { .string("\($0)") })
        }
        note("table.delimiter", table.division, answered: false, &proposal)
        switch table.header.value ?? .none {
        case .none: section["header"] = "none"
        case .found(let others): section["header"] = .string("\(others)")
        }
        proposal.notes["table.header"] =
            table.headerRow.map { "row \($0); at most so many rows before it" } ?? "columns are found by their numbers"
        if let numbers = numbers(of: columns, &proposal) { section["numbers"] = numbers }
        if let dates = notation(of: columns, &proposal) { section["dates"] = .string(dates.pattern) }
        if !table.totals.isEmpty {
            section["totals"] = .array(table.totals.map { .string($0.word) })
            proposal.notes["table.totals"] =
                "rows \(table.totals.flatMap(\.rows).prefix(5).map(String.init).joined(separator: ", "))"
        }
        if !table.footers.isEmpty { section["footer"] = .array(table.footers.map { .string($0.word) }) }
        proposal.document["table"] = .object(section)
    }

    private func note<Value>(
        _ key: String,
        _ found: Proposal<Value>,
        answered: Bool,
        _ proposal: inout MappingProposal
    ) {
        let reason = found.reasons.joined(separator: "; ")
        if answered || found.confidence != .unsure {
            proposal.notes[key] = answered ? "as answered" : reason
        } else {
            proposal.notes[key] = "PLEASE CHECK: \(reason)"
        }
    }

    /// The notation in which all columns of numbers can be read; asks where the sample allows two.
    private func numbers(of columns: [ColumnProfile], _ proposal: inout MappingProposal) -> JSON? {
        var marks: Set<Character> = []
        var groups: Set<Character> = []
        var isAccounting = false
        var isOpen: [ColumnProfile] = []
        var whole: [ColumnProfile] = []
        for column in columns {
            switch column.kind.value {
            case .decimal(let notation, _):
                marks.insert(notation.decimalMark)
                groups.formUnion(notation.groupMarks)
                isAccounting = isAccounting || notation.takesAccountingNegatives
            case .integer(let notation, _):
                // A point between groups of three leaves the comma for decimals.
                if !notation.groupMarks.isDisjoint(with: [".", ","]) { marks.insert(notation.decimalMark) }
                whole.append(column)
                groups.formUnion(notation.groupMarks)
                isAccounting = isAccounting || notation.takesAccountingNegatives
            case nil where column.filledCount > 0 && column.dateNotations.isEmpty: isOpen.append(column)
            default: break
            }
        }
        let isUndecided = marks.isEmpty
        if let decimalMark { marks = [decimalMark] }
        guard marks.count == 1, let mark = marks.first else {
            guard let question = Self.question(marks, isOpen, whole) else { return nil }
            proposal.ask(
                "table.numbers",
                question,
                ["{decimal: \",\", group: \".\"}", "{decimal: \".\", group: \",\"}"]
            )
            return nil
        }
        var numbers: JSONObject = ["decimal": .string(String(mark))]
        // A column that could be read in two ways is read in that of the others, which may need the other group mark; so may
        // whole numbers of a sample that holds no greater ones.
        if !isOpen.isEmpty || isUndecided { groups.insert(mark == "," ? "." : ",") }
        groups.remove(mark)
        let names: [Character: String] = [" ": "blank", "'": "apostrophe", ".": ".", ",": ","]
        let marksOfGroups = groups.compactMap { names[$0] }.sorted()
        if !marksOfGroups.isEmpty { numbers["group"] = .array(marksOfGroups.map { .string($0) }) }
        if isAccounting { numbers["negatives"] = "accounting" }
        let signs = Self.signs(in: columns)
        if !signs.isEmpty { numbers["currency"] = .array(signs.map { .string($0) }) }
        if let open = isOpen.first, decimalMark == nil {
            proposal.notes["table.numbers"] =
                "PLEASE CHECK: other columns decide; alone, \(open.kind.reasons.first ?? "")"
        }
        return .object(numbers)
    }

    /// What must be asked of numbers whose decimal mark the sample does not tell; `nil` if there are none.
    private static func question(
        _ marks: Set<Character>,
        _ isOpen: [ColumnProfile],
        _ whole: [ColumnProfile]
    ) -> String? {
        if marks.count > 1 { return "some columns have a decimal comma and some a point" }
        if !isOpen.isEmpty { return isOpen.flatMap(\.kind.reasons).prefix(2).joined(separator: "; ") }
        guard let column = whole.first else { return nil }
        let name = column.header.isEmpty ? "\(column.position + 1)" : column.header
        return "all numbers are whole, such as those of column '\(name)'; a later 1.250 may be 1250 or one and a "
            + "quarter: is the decimal mark of the system a comma or a point?"
    }

    /// The signs of currencies that stand beside numbers.
    static func signs(in columns: [ColumnProfile]) -> [String] {
        let known = ["€", "$", "£", "EUR", "USD", "GBP", "CHF", "CAD", "AUD"]
        let values = columns.flatMap(\.frequentValues).map(\.value)
        return known.filter { sign in values.contains { $0.contains(sign) && $0.contains(where: \.isNumber) } }
    }

    /// The notation of all columns of days; asks where the sample allows two.
    private func notation(of columns: [ColumnProfile], _ proposal: inout MappingProposal) -> DateNotation? {
        let days = columns.filter { column in
            if case .date? = column.kind.value { true } else { !column.dateNotations.isEmpty }
        }
        guard !days.isEmpty else { return nil }
        if let dates { return dates }
        let decided = Set(
            days.compactMap { column -> DateNotation? in
                if case .date(let notation)? = column.kind.value { notation } else { nil }
            }
        )
        let open = days.filter { $0.kind.value == nil }
        if decided.count == 1, let notation = decided.first, open.allSatisfy({ $0.dateNotations.contains(notation) }) {
            proposal.notes["table.dates"] = days.flatMap(\.kind.reasons).first
            return notation
        }
        proposal.ask(
            "table.dates",
            "days can be read in two ways: " + (open.first ?? days[0]).kind.reasons.joined(separator: "; "),
            (open.first ?? days[0]).dateNotations.map(\.pattern)
        )
        return nil
    }
}
