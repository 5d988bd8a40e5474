import JSON
import TabularText

/// What each field is made of.
extension ProposalBuilder {
    mutating func build(into proposal: inout MappingProposal) {
        var fields = JSONObject()
        var columns: [ColumnProfile] = []
        let payCodes = object == .timesheet ? self.payCodes(&columns) : JSONObject()
        for field in object.fields {
            if !payCodes.isEmpty, ["hours", "payCode"].contains(field.name) { continue }
            if let constant = constant(field.name) {
                fields[field.name] = ["constant": .string(constant)]
                proposal.notes["fields.\(field.name)"] = "as answered"
            } else if field.name == "kind", column(calledLike: field) == nil {
                fields[field.name] = kind(&proposal)
            } else if field.name == "path" {
                fields[field.name] = path(field, &proposal)
            } else if let column = column(for: field) {
                if field.kind == .decimal || field.kind == .date { columns.append(column) }
                fields[field.name] = source(field, column, &proposal)
            } else {
                fields[field.name] = withoutColumn(field, &proposal)
            }
        }
        table(into: &proposal, columns: columns + (payCodes.isEmpty ? candidates(for: fields) : []))
        proposal.document["fields"] = .object(fields)
        if !payCodes.isEmpty { proposal.document["payCodes"] = .object(payCodes) }
        if object == .timesheet { recordID(&proposal) }
        nameFreeColumns(&proposal)
        checkTotals(fields, payCodes, &proposal)
        let dropped = proposal.sensitive.filter { !used.contains($0.position) }
        if !dropped.isEmpty {
            proposal.document["drop"] = .array(
                dropped.map { column in .string(name(of: table.columns[column.position])) }
            )
            let approver = dropped.first { HeaderWords.fit($0.header, "approvedBy", of: object) == 2 }
            proposal.notes["drop"] =
                "never kept, and never printed"
                + (approver.map { "; who approved is kept with --answer " + "approvedBy=column:\($0.header)".shellWord }
                    ?? "")
        }
        let approvedBy = fields["approvedBy"]?.stringValue ?? fields["approvedBy"]?["column"]?.stringValue
        if let approver = proposal.sensitive.first(where: { $0.header == approvedBy }) {
            proposal.document["personal"] = .array([.string(approver.header)])
        }
        proposal.unmapped = table.columns.map(\.position)
            .filter { position in !used.contains(position) && !dropped.contains { $0.position == position } }
    }

    /// Names in each question of a field the columns that could be it, once it is known which ones others are read from.
    private func nameFreeColumns(_ proposal: inout MappingProposal) {
        let free = table.columns.filter { !used.contains($0.position) && !sensitive.contains($0.position) }
        for index in proposal.questions.indices {
            let key = proposal.questions[index].key
            guard let field = object.fields.first(where: { "fields.\($0.name)" == key }) else { continue }
            switch field.kind {
            case .word, .currency: continue
            case .text, .decimal, .date:
                let fitting = free.filter { isPossible($0, for: field) }
                proposal.questions[index].columns = fitting.prefix(6).map { name(of: $0) }
            }
        }
    }

    /// The free columns of numbers and days, if a field of numbers or days has none yet: a person will name one of them.
    private func candidates(for fields: JSONObject) -> [ColumnProfile] {
        let open = object.fields.filter { $0.isRequired && fields[$0.name] == nil }
        return table.columns.filter { column in
            guard !used.contains(column.position), !sensitive.contains(column.position) else { return false }
            return open.contains { ($0.kind == .decimal || $0.kind == .date) && isPossible(column, for: $0) }
        }
    }

    /// Columns of hours that belong to one pay code each.
    private mutating func payCodes(_ columns: inout [ColumnProfile]) -> JSONObject {
        var found: [(code: String, column: ColumnProfile)] = []
        for code in ["REG", "OT", "DBL"] {
            let words = HeaderWords.payCodes[code] ?? []
            let column = table.columns.first { words.contains(HeaderWords.simple($0.header)) }
            if let column { found.append((code, column)) }
        }
        guard found.contains(where: { $0.code != "REG" }), constant("payCode") == nil else { return JSONObject() }
        var payCodes = JSONObject()
        for (code, column) in found {
            used.insert(column.position)
            columns.append(column)
            payCodes[code] = .string(name(of: column))
        }
        return payCodes
    }

    /// What a column is called in a mapping: its word, or its number where there is no header.
    func name(of column: ColumnProfile) -> String {
        column.header.isEmpty ? "\(column.position + 1)" : column.header
    }

    /// The most frequent values of a column, without what may be a person's; none if all of it is.
    func tellingWords(of column: ColumnProfile) -> [String] {
        guard !sensitive.contains(column.position) else { return [] }
        return column.frequentValues.map(\.value).filter { !SensitiveColumn.isPersonal($0) }
    }

    /// The pay codes of a column that nobody has translated, and that are none of those that each payroll layout knows.
    private func openPayCodes(in column: ColumnProfile) -> [ColumnProfile.Frequency] {
        let known = Set((words["payCode"] ?? [:]).keys.map { $0.lowercased() })
        let telling = Set(tellingWords(of: column))
        return column.frequentValues.filter { code in
            telling.contains(code.value) && !known.contains(code.value.lowercased())
                && HeaderWords.payCodes[code.value] == nil
        }
    }

    private func source(
        _ field: FieldDescription,
        _ column: ColumnProfile,
        _ proposal: inout MappingProposal
    ) -> JSON {
        let key = "fields.\(field.name)"
        var note = "\(column.filledCount) filled, \(column.distinctCount) different"
        if ["payCode", "costType", "unit"].contains(field.name), column.distinctCount <= 12 {
            note += ": \(tellingWords(of: column).joined(separator: ", ")); translate with 'values'"
        }
        if field.name == "payCode" { proposal.openPayCodes = openPayCodes(in: column) }
        if column.emptyCount > 0 { note += ", \(column.emptyCount) EMPTY" }
        if !column.exceptions.isEmpty {
            note += "; rows \(column.exceptions.map { "\($0.row)" }.joined(separator: ", ")) are something else"
        }
        proposal.notes[key] = note
        var source: JSONObject = ["column": .string(name(of: column))]
        let values = translations(field, column, &proposal)
        if !values.isEmpty { source["values"] = .object(values) }
        return source.count == 1 ? .string(name(of: column)) : .object(source)
    }

    /// Words of a closed set: what means the same everywhere is translated, the rest is asked.
    private func translations(
        _ field: FieldDescription,
        _ column: ColumnProfile,
        _ proposal: inout MappingProposal
    ) -> JSONObject {
        var values = JSONObject()
        if field.name == "alternate" {
            let base = column.frequentValues.first { ["base", "basis", "grund"].contains($0.value.lowercased()) }
            if let base { values[base.value] = "" }
        }
        guard case .word(let words) = field.kind else {
            for (value, word) in (self.words[field.name] ?? [:]).sorted(by: { $0.key < $1.key }) {
                values[value] = .string(word)
            }
            return values
        }
        let known = field.name == "status" ? HeaderWords.statuses(of: object) : [:]
        var open: [String] = []
        for value in tellingWords(of: column) where !words.contains(value.lowercased()) {
            if let word = self.words[field.name]?[value] ?? known[value.lowercased()] {
                values[value] = .string(word)
            } else {
                open.append(value)
            }
        }
        if !open.isEmpty {
            proposal.ask(
                "fields.\(field.name).values",
                "what do these words mean: \(open.prefix(20).joined(separator: ", "))? One of \(words.joined(separator: ", "))",
                open.prefix(20).map { "--answer " + "\(field.name).\($0)=\(words[0])".shellWord }
            )
        }
        return values
    }

    /// A field that no column is called after: optional ones stay out, required ones are asked.
    private func withoutColumn(_ field: FieldDescription, _ proposal: inout MappingProposal) -> JSON? {
        switch field.name {
        case "accepted"
        where used.contains(where: { HeaderWords.fit(table.columns[$0].header, "alternate", of: object) > 0 }):
            proposal.ask(
                "fields.accepted",
                "are the alternates of such a file accepted?",
                ["{constant: \"true\"}", "{constant: \"false\"}"]
            )
            return nil
        case "currency":
            let signs = ["€": "EUR", "£": "GBP", "EUR": "EUR", "USD": "USD", "GBP": "GBP", "CHF": "CHF"]
            let found = Set(Self.signs(in: table.columns.filter { !sensitive.contains($0.position) }))
            if found.count == 1, let sign = found.first, let code = signs[sign] {
                proposal.notes["fields.currency"] = "since numbers carry \(sign)"
                return ["constant": .string(code)]
            }
            proposal.ask(
                "fields.currency",
                "the file does not say its currency",
                ["{constant: EUR}", "{constant: USD}"]
            )
            return nil
        case "status":
            proposal.ask("fields.status", Self.statusQuestion(object), field.wordCandidates)
            return nil
        case "payCode":
            proposal.ask("fields.payCode", "no column tells the kind of pay", ["{constant: REG}"])
            return nil
        default:
            if field.isRequired {
                let hidden = table.columns.first {
                    sensitive.contains($0.position) && HeaderWords.fit($0.header, field.name, of: object) == 2
                }
                let unless = hidden.map { column in
                    " but '\(column.header)', which looks personal; if it is not, say --answer "
                        + "\(field.name)=column:\(column.header)".shellWord
                }
                proposal.ask(
                    "fields.\(field.name)",
                    "no column is called like \(field.meaning)\(unless ?? "")",
                    field.kind == .text ? ["{constant: …}"] : []
                )
            }
            return nil
        }
    }

    private static func statusQuestion(_ object: MappedObject) -> String {
        switch object {
        case .timesheet:
            "only approved hours go to payroll, and no column tells: has somebody approved all that such files hold?"
        case .estimate: "only an awarded revision becomes a budget, and no column tells"
        case .changeOrder: "only an approved change order changes the budget, and no column tells"
        }
    }

    /// What identifies a line of an estimate: a column of positions, with those below it.
    private mutating func path(_ field: FieldDescription, _ proposal: inout MappingProposal) -> JSON? {
        guard let first = column(for: field) else { return withoutColumn(field, &proposal) }
        let lower = ["activity", "resource", "vorgang", "ressource", "detail"]
        let parts = table.columns.filter { column in
            lower.contains(HeaderWords.simple(column.header)) && !sensitive.contains(column.position)
        }
        for part in parts { used.insert(part.position) }
        proposal.notes["fields.path"] = "must be another for each line, and the same in each revision"
        guard !parts.isEmpty else { return .string(name(of: first)) }
        return ["join": .array(([first] + parts).map { .string(name(of: $0)) }), "with": "/"]
    }

    /// What identifies a row of hours: a column that is called so, and holds another value in each row of the sample.
    private mutating func recordID(_ proposal: inout MappingProposal) {
        let found = table.columns.first { column in
            HeaderWords.recordIDs.contains(HeaderWords.simple(column.header)) && column.emptyCount == 0
                && column.filledCount > 0 && column.distinctCount == column.filledCount
                && !used.contains(column.position) && !sensitive.contains(column.position)
        }
        guard let found else {
            proposal.notes["recordId"] =
                "no column identifies a row, so employee, day, project, cost code and pay code do. Hours that move to "
                + "another of these in a later export are counted twice: take back the old ones with 0 hours, or "
                + "name the columns that identify a row: recordId: [COLUMN]"
            return
        }
        used.insert(found.position)
        proposal.document["recordId"] = .array([.string(name(of: found))])
        proposal.notes["recordId"] = "PLEASE CHECK: a row must keep it in each later export"
    }

    /// Total rows are compared with the rows above them.
    private func checkTotals(_ fields: JSONObject, _ payCodes: JSONObject, _ proposal: inout MappingProposal) {
        guard !table.totals.isEmpty else { return }
        let sums = ["hours", "amount"].compactMap { fields[$0] } + payCodes.map(\.value)
        let names = sums.filter { $0.stringValue != nil }
        guard !names.isEmpty else { return }
        proposal.document["checkTotals"] = .array(names)
        proposal.notes["checkTotals"] = "a total row that states another sum is told"
    }
}

extension FieldDescription {
    fileprivate var wordCandidates: [String] {
        guard case .word(let words) = kind else { return [] }
        let usual = ["approved", "awarded"]
        return (words.filter(usual.contains) + words.filter { !usual.contains($0) }).map { "{constant: \($0)}" }
    }
}

extension MappingProposal {
    mutating func ask(_ key: String, _ text: String, _ candidates: [String]) {
        questions.append(Question(key: key, text: text, candidates: candidates))
    }
}
