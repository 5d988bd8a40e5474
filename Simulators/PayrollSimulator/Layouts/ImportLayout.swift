/// How hours are written in a file.
protocol ImportLayout: Sendable {
    /// The batch that a file of this name is; empty if the name does not say, `nil` if payroll takes no such name.
    func batch(inName name: String, _ setup: Setup) -> String?

    /// Takes header and lines out of the rows of a file, and says what is wrong with it as a whole.
    func read(_ rows: [DelimitedText.Row], into file: inout ImportFile, _ rules: ImportRules)

    /// Checks a line.
    func check(_ checker: inout RowChecker, header: [String])
}

extension Setup.Layout {
    /// The layout itself.
    var reader: any ImportLayout {
        switch self {
        case .adp: ADPPaydata()
        case .paychex: PaychexSPI()
        case .vista: VistaPRTB()
        }
    }
}

extension ImportLayout {
    /// Reads a whole file.
    func file(named name: String, _ bytes: [UInt8], _ rules: inout ImportRules) -> ImportFile {
        var file = ImportFile()
        guard let batch = batch(inName: name, rules.setup) else {
            file.refuse("E107", "File name \(name) is not one that is taken")
            return file
        }
        file.batch = batch
        guard !bytes.isEmpty else {
            file.refuse("E101", "File is empty")
            return file
        }
        guard bytes.count <= DropFolder.limit, let text = String(validating: bytes, as: UTF8.self),
            !bytes.contains(0),
            let rows = DelimitedText.rows(of: text, delimiter: name.hasSuffix(".txt") ? 0x09 : 0x2c)
        else {
            file.refuse("E100", "File is no text of at most \(DropFolder.limit) bytes, or a quote is not closed")
            return file
        }
        read(rows, into: &file, rules)
        guard file.refusals.isEmpty else { return file }
        if file.rows.isEmpty { file.refuse("E101", "File has no lines") }
        for index in file.rows.indices {
            file.rows[index] = checked(file.rows[index], header: file.header, &rules)
        }
        return file
    }

    /// A line with what it says and what is wrong with it.
    func checked(_ row: ImportRow, header: [String], _ rules: inout ImportRules) -> ImportRow {
        var checker = RowChecker(rules: rules, row: ImportRow(line: row.line, cells: row.cells))
        check(&checker, header: header)
        rules.quirks = checker.rules.quirks
        if !checker.row.refusals.isEmpty { checker.row.entries = [] }
        return checker.row
    }

    /// What stands between `prefix` and the extension of a name; `nil` if the name is another.
    func middle(of name: String, after prefix: String, extensions: [String] = [".csv"]) -> String? {
        let (base, suffix) = DropFolder.parts(of: name)
        guard extensions.contains(suffix), base.hasPrefix(prefix) else { return nil }
        return String(base.dropFirst(prefix.count))
    }
}
