import ConnectorKit
import JSON
import TabularText

/// Puts a proposal together: first the table, then each field by its word and content.
struct ProposalBuilder {
    let table: TableProposal
    let object: MappedObject
    /// The places of columns that must not be mapped.
    let sensitive: Set<Int>
    private var constants: [String: String] = [:]
    private var columns: [String: String] = [:]
    var words: [String: [String: String]] = [:]
    var dates: DateNotation?
    var decimalMark: Character?
    var encoding: TableDialect.Encoding?
    /// The places of columns that a field is read from.
    var used: Set<Int> = []

    init(_ table: TableProposal, _ object: MappedObject, sensitive: Set<Int>) {
        self.table = table
        self.object = object
        self.sensitive = sensitive
    }

    /// Takes what a person has said.
    mutating func take(_ answers: [(key: String, value: String)]) throws(MappingFault) {
        var problems: [MappingProblem] = []
        for (key, value) in answers {
            if let problem = take(key, value) { problems.append(MappingProblem(key: key, message: problem)) }
        }
        if !problems.isEmpty { throw MappingFault(problems) }
    }

    private mutating func take(_ key: String, _ value: String) -> String? {
        let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
        switch key {
        case "dates":
            dates = DateNotation(pattern: value)
            return dates == nil ? "must be how days are written, for example DD.MM.YYYY, found '\(value)'" : nil
        case "decimal":
            decimalMark = [".", ","].contains(value) ? Character(value) : nil
            return decimalMark == nil ? "must be . or , found '\(value)'" : nil
        case "encoding":
            encoding = TableDialect.Encoding(rawValue: value)
            let known = TableDialect.Encoding.allCases.map(\.rawValue).joined(separator: ", ")
            return encoding == nil ? "must be one of \(known), found '\(value)'" : nil
        default:
            guard let field = object.fields.first(where: { $0.name == parts.first }), !value.isEmpty else {
                let known = object.fields.map(\.name) + ["dates", "decimal", "encoding"]
                let hint = key.nearest(among: known).map { "did you mean '\($0)'?" }
                return "is no field of \(object.rawValue); " + (hint ?? "known are \(known.joined(separator: ", "))")
            }
            return take(field, word: parts.count == 2 ? parts[1] : nil, value)
        }
    }

    /// Takes what a person has said of a field, or of a word of its column.
    private mutating func take(_ field: FieldDescription, word: String?, _ value: String) -> String? {
        if let word {
            if field.kind == .decimal { return "is a number, whose values are not translated" }
            if field.kind == .date { return "is a day, whose values are not translated" }
            words[field.name, default: [:]][word] = value
            return field.kind.flaw(of: value)
        }
        if value.hasPrefix("column:") {
            let word = String(value.dropFirst("column:".count))
            guard column(called: word) != nil else { return "there is no column '\(word)'" }
            columns[field.name] = word
            return nil
        }
        constants[field.name] = value
        let flaw = field.kind.flaw(of: value)
        guard let column = table.columns.first(where: { isMeant($0, by: value, for: field, flaw) }) else { return flaw }
        let answer = "\(field.name)=column:\(column.header)".shellWord
        return "'\(value)' is what a column is called, and would be the same in each row; say --answer \(answer)"
    }

    /// Whether a person who says a constant means the column that is called so: words of a closed set and codes of pay, such
    /// as `approved` and `REG`, are constants although a column may be called like them.
    private func isMeant(
        _ column: ColumnProfile,
        by value: String,
        for field: FieldDescription,
        _ flaw: String?
    ) -> Bool {
        guard !column.header.isEmpty, HeaderWords.simple(column.header) == HeaderWords.simple(value) else {
            return false
        }
        switch field.kind {
        case .text: return field.name != "payCode" || HeaderWords.payCodes[value] == nil
        case .word, .currency, .decimal, .date: return flaw != nil
        }
    }

    /// What a person said of a field.
    func constant(_ field: String) -> String? { constants[field] }

    /// The column that a field is read from: what a person said, or the one whose word and content fit best.
    mutating func column(for field: FieldDescription) -> ColumnProfile? {
        if let answer = columns[field.name] { return column(called: answer).map { use($0) } }
        let fitting = table.columns.compactMap { column -> (ColumnProfile, Int)? in
            let fit = HeaderWords.fit(column.header, field.name, of: object)
            guard fit > 0, !sensitive.contains(column.position), !used.contains(column.position),
                isPossible(column, for: field)
            else { return nil }
            return (column, fit)
        }
        return fitting.max { $0.1 < $1.1 }.map { use($0.0) }
    }

    func column(called word: String) -> ColumnProfile? {
        let word = TableColumn.comparable(word)
        return table.columns.first { column in
            TableColumn.comparable(column.header) == word || column.header.isEmpty && "\(column.position + 1)" == word
        }
    }

    private mutating func use(_ column: ColumnProfile) -> ColumnProfile {
        used.insert(column.position)
        return column
    }

    /// Whether a column's content could be a field's.
    func isPossible(_ column: ColumnProfile, for field: FieldDescription) -> Bool {
        guard column.filledCount > 0 else { return !field.isRequired }
        switch (field.kind, column.kind.value) {
        case (.decimal, .decimal?), (.decimal, .integer?), (.date, .date?): return true
        // Undecided: days if there are notations, otherwise numbers.
        case (.date, nil): return !column.dateNotations.isEmpty
        case (.decimal, nil): return column.dateNotations.isEmpty
        case (.decimal, _): return false
        case (.date, _): return false
        case (.text, .date?), (.word, .date?), (.currency, .date?): return false
        case (.text, _), (.word, _), (.currency, _): return true
        }
    }
}
