import TabularText
import Testing

struct TableWriterTests {
    private func write(_ dialect: TableDialect, _ rows: [[String]], columns: [String]? = nil) throws -> [UInt8] {
        var writer = TableWriter(dialect, columns: columns)
        var result: [UInt8] = []
        for row in rows { result += try writer.row(row) }
        return try result + writer.finish()
    }

    private func text(_ dialect: TableDialect, _ rows: [[String]], columns: [String]? = nil) throws -> String {
        String(decoding: try write(dialect, rows, columns: columns), as: UTF8.self)
    }

    @Test func quotesWhatNeedsThem() throws {
        let rows = [["a", "b;c", "say \"x\"", "two\nlines", " blank", ""]]
        #expect(try text(.semicolon(), [["x\"\u{301}y"]]) == "\"x\"\"\u{301}y\"\r\n")
        #expect(try text(.semicolon(), rows) == "a;\"b;c\";\"say \"\"x\"\"\";\"two\nlines\";\" blank\";\r\n")
    }

    @Test func markSeparatorLineAndHeaderGoBeforeTheFirstRow() throws {
        var dialect = TableDialect.semicolon()
        (dialect.writesByteOrderMark, dialect.writesSeparatorLine, dialect.writesCarriageReturns) = (true, true, false)
        #expect(try text(dialect, [["1"]], columns: ["a"]) == "\u{FEFF}sep=;\na\n1\n")
        #expect(try text(dialect, [], columns: ["a"]) == "\u{FEFF}sep=;\na\n")
    }

    @Test(
        arguments: [
            ("=1+1", "'=1+1"), ("+49 89", "'+49 89"), ("-x", "'-x"), ("@sum", "'@sum"), ("\tx", "'\tx"), ("-", "'-"),
            ("-5", "-5"), ("-1.234,50", "-1.234,50"), ("+3", "+3"), ("-.5", "-.5"), ("-5-", "'-5-"), ("a=b", "a=b"),
            ("=5", "'=5"), ("-5+cmd", "'-5+cmd"), ("", ""), ("'x", "'x"), ("-1,2,3", "-1,2,3"), ("＝1", "'＝1"),
            ("＠x", "'＠x"), ("－5", "'－5"),
        ]
    )
    func whatASpreadsheetWouldExecuteIsNeutralised(cell: String, written: String) throws {
        #expect(TableWriter.neutralised(cell) == written)
        #expect(
            try text(TableDialect(division: .delimited(by: "|", quote: "\"")), [[cell, "x"]]) == "\(written)|x\r\n"
        )
    }

    @Test func aReturnAtTheBeginIsNeutralisedAndQuoted() throws {
        #expect(try text(.semicolon(), [["\r=1"]]) == "\"'\r=1\"\r\n")
    }

    @Test func theReaderKeepsTheApostrophe() throws {
        let bytes = try write(.semicolon(), [["=1"]])
        #expect(Reading(.one(.text(longest: 9)), bytes).rows.map(\.texts) == [["'=1"]])
    }

    @Test func whatTheEncodingLacksIsAnIssueAndNothingIsWritten() throws {
        var writer = TableWriter(.semicolon(.windows1252), columns: ["Name"])
        #expect {
            try writer.row(["Łódź"])
        } throws: { error in
            "\(error)" == "written table, row 1, column 'Name': 'Ł' is no text in windows-1252"
        }
        #expect(try writer.row(["€"]) == Array("Name\r\n".utf8) + [0x80, 0x0D, 0x0A])
        #expect(throws: TableIssue.self) { try writer.row(["\u{81}"]) }
    }

    @Test func fixedWidthPadsAndRefusesWhatIsWider() throws {
        let dialect = TableDialect(division: .fixedWidth([3, 4]), writesCarriageReturns: false)
        #expect(try text(dialect, [["é", "12"], ["abc"]]) == "é  12  \nabc    \n")
        var writer = TableWriter(dialect)
        for (cells, value) in [(["abcd"], "(4 characters)"), (["a\nb"], "\\u{A}"), (["a", "b", "c"], "(a cell)")] {
            let error = #expect(throws: TableIssue.self) { try writer.row(cells) }
            #expect(error?.value == value)
        }
    }

    @Test func withoutQuotesADelimiterInACellIsAnIssue() throws {
        var writer = TableWriter(TableDialect(division: .delimited(by: "\t", quote: nil)))
        #expect(throws: TableIssue.self) { try writer.row(["a\tb"]) }
        #expect(throws: TableIssue.self) { try writer.row(["a\nb"]) }
        #expect(try writer.row(["say \"x\"", " b"]) == Array("say \"x\"\t b\r\n".utf8))
    }

    /// Whatever is written is read as it was, in every encoding.
    @Test(arguments: TableDialect.Encoding.allCases, [",", ";", "\t", "|"] as [Character])
    func whatIsWrittenIsRead(encoding: TableDialect.Encoding, delimiter: Character) throws {
        var random = SeededRandom(seed: 7)
        var dialect = TableDialect(encoding: encoding, division: .delimited(by: delimiter, quote: "\""))
        let alphabet = Array("ab019,;|\t\"\n éÄß²'.-")
        for round in 0..<40 {
            dialect.writesByteOrderMark = round.isMultiple(of: 2)
            dialect.writesSeparatorLine = round.isMultiple(of: 3)
            dialect.writesCarriageReturns = round.isMultiple(of: 5)
            let rows = (0..<5).map { _ in
                (0..<3).map { _ in
                    "x" + String((0..<6).map { _ in alphabet.randomElement(using: &random) ?? "y" }) + "z"
                }
            }
            let layout = TableLayout.texts("one", "two", "three", dialect: dialect)
            let reading = Reading(layout, try write(dialect, rows, columns: ["one", "two", "three"]))
            #expect(reading.rows.map(\.texts) == rows)
        }
    }
}
