import TabularText
import Testing

struct HostileTableTests {
    private let layout = TableLayout.texts("a", "b")

    @Test func nothingIsAnIssueUnlessTheLayoutAllowsIt() {
        #expect(Reading(layout, "").issue?.description == "hours.csv: 0 bytes; expected a table")
        #expect(Reading(layout, "\r\n\r\n").issue?.description == "hours.csv: no rows; expected a header")
        #expect(Reading(layout, "a,b\n\n").issue?.value == "a header and no rows")
        #expect(Reading(.one(.text(longest: 1)), "\n\n").issue?.value == "no rows")
        var mayBeEmpty = layout
        mayBeEmpty.mayBeEmpty = true
        for text in ["", "a,b\n", "\n"] { #expect(Reading(mayBeEmpty, text).issue == nil) }
        mayBeEmpty.header = .found(afterAtMost: 5)
        #expect(Reading(mayBeEmpty, "x,y\n1,2\n").issue?.value.contains("has no 'a', 'b'") == true)
    }

    @Test(
        arguments: [
            [0x50, 0x4B, 0x03, 0x04, 0x14], [0xD0, 0xCF, 0x11, 0xE0], Array("%PDF-1.7".utf8), [0x1F, 0x8B, 8, 0],
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], [0xFF, 0xD8, 0xFF, 0xE0, 0x00],
        ]
    )
    func whatIsNoTextIsNamed(bytes: [UInt8]) {
        for chunks in [[], [1, 1, 1, 1]] {
            let issue = Reading(layout, bytes, chunks: chunks).issue
            #expect(issue?.value.hasPrefix("this is a") == true && issue?.expected == "a table as text, such as CSV")
        }
    }

    @Test func anotherEncodingThanDeclaredIsNamedWhereItShows() {
        let bytes: [UInt8] = "a,b\n1,2\n".utf8.flatMap { byte -> [UInt8] in [byte, 0] }
        #expect(
            Reading(layout, bytes).issue?.description
                == "hours.csv: this is utf-16le without a byte order mark; expected utf-8"
        )
    }

    @Test func aDelimiterThatIsNotASCIIIsAnIssue() {
        let dialect = TableDialect(division: .delimited(by: "§", quote: "\""))
        #expect(Reading(.texts("a", dialect: dialect), "a\n1\n").issue?.value == "the layout's '§'")
    }

    @Test func garbageBehindAHeaderIsAnIssueAndNoneOfItIsRead() {
        var random = SeededRandom(seed: 5)
        for _ in 0..<50 {
            let bytes = Array("a,b\n1,2\n".utf8) + (0..<3000).map { _ in UInt8.random(in: 0...255, using: &random) }
            let reading = Reading(layout, bytes)
            #expect(reading.rows.first?.texts == ["1", "2"])
            #expect(reading.issue != nil || !reading.issues.isEmpty)
            for text in reading.rows.flatMap(\.texts) {
                let isText = text.unicodeScalars.allSatisfy { $0 == "\t" || $0.properties.generalCategory != .control }
                #expect(isText && !text.contains("\u{FFFD}"), "\(text)")
            }
        }
    }

    @Test func aZeroByteIsAnIssueOfItsRow() {
        let reading = Reading(layout, "a,b\n1\0,2\n3,4\n")
        #expect(reading.rows.map(\.texts) == [["3", "4"]])
        #expect(
            reading.issues.map(\.description) == [
                "hours.csv, row 2, column 'a': '1\\u{0}' is no text without control characters"
            ]
        )
    }

    @Test func anEndlessLineIsAnIssueAndItsNeighboursAreRead() {
        var layout = layout
        layout.longestRow = 1000
        var reader = TableReader(layout, file: "hours.csv")
        var items: [TableItem] = []
        #expect(throws: Never.self) {
            items += try reader.take(Array("a,b\n1,2\n".utf8))
            for _ in 0..<300 { items += try reader.take(Array(repeating: UInt8(ascii: "x"), count: 65_536)) }
            items += try reader.take(Array("\n3,4\n".utf8))
            items += try reader.finish()
        }
        let issue = TableIssue(
            file: "hours.csv",
            row: 3,
            column: nil,
            value: "a row of more than 1000 bytes",
            expected: "at most so many"
        )
        #expect(
            items == [
                .passedOver(number: 1, as: .header), .row(TableRow(number: 2, values: [.text("1"), .text("2")])),
                .badRow(number: 3, [issue]), .row(TableRow(number: 4, values: [.text("3"), .text("4")])),
            ]
        )
    }

    @Test func aHeaderThatNeverComesIsToldWithItsNearest() {
        var wide = layout
        wide.header = .found(afterAtMost: 3)
        #expect(
            Reading(wide, "Kestrel\n\nb,c\nx,y\nx,y\nx,y\n").issue?.description
                == "hours.csv, row 3: this row, the nearest to a header, has no 'a'; "
                + "expected the header after at most 3 other rows"
        )
        #expect(Reading(layout, "x,y\na,b\n").issue?.expected == "the header in the first row")
        #expect(Reading(layout, String(repeating: "x", count: 2_000_000)).issue?.value.contains("bytes") == true)
    }

    @Test func tooManyCellsAreAnIssue() {
        let many = String(repeating: ",", count: 100_000)
        #expect(Reading(layout, many + "\n").issue?.value == "more than 2000 cells")
        let reading = Reading(layout, "a,b\n\(many)\n1,2\n")
        #expect(reading.rows.map(\.texts) == [["1", "2"]])
        #expect(reading.issues.map(\.value) == ["more than 2000 cells"])
    }

    @Test func anUnclosedQuoteEndsTheTableAndNamesItsRow() {
        let reading = Reading(layout, "a,b\n1,2\n3,\"4\n5,6\n")
        #expect(reading.rows.map(\.texts) == [["1", "2"]])
        #expect(
            reading.issue?.description
                == "hours.csv, row 3: the quote that opens cell 2 is not closed until the end of the file; "
                + "expected a closing quote"
        )
        var short = layout
        short.longestRow = 100
        let long = Reading(short, "a,b\n3,\"4\n" + String(repeating: "5,6\n", count: 1000))
        #expect(long.issue?.value == "the quote that opens cell 2 is not closed until the end of the file")
    }

    @Test func textBehindAClosingQuoteIsAnIssueOfItsRow() {
        let reading = Reading(layout, "a,b\n\"1\"x,2\n3,4\n")
        #expect(reading.rows.map(\.texts) == [["3", "4"]])
        #expect(reading.issues.map(\.value) == ["text behind the closing quote of cell 1"])
    }

    @Test func formulasAreNoValues() {
        let reading = Reading(layout, "a,b\n=1+1,\"=HYPERLINK(\"\"x\"\")\"\n")
        #expect(
            reading.issues.map(\.description) == [
                "hours.csv, row 2, column 'a': '=1+1' is no value but a formula",
                "hours.csv, row 2, column 'b': '=HYPERLINK(\"x\")' is no value but a formula",
            ]
        )
    }

    @Test func valuesAreCutAndSensitiveOnesHidden() {
        let layout = TableLayout(columns: [
            TableColumn("Rate", .decimal(.plain, range: nil), sensitive: true),
            TableColumn("Note", .integer(.plain, range: nil)),
        ])
        let reading = Reading(layout, "Rate,Note\n41.3x,\(String(repeating: "n", count: 500))\n")
        #expect(reading.issues.map(\.value) == ["(hidden, 5 bytes)", String(repeating: "n", count: 40) + "…"])
    }

    @Test func anIssueStaysAnIssue() {
        var reader = TableReader(layout, file: "hours.csv")
        #expect(throws: TableIssue.self) { try reader.take(Array("PK\u{3}\u{4}".utf8)) }
        #expect(throws: TableIssue.self) { try reader.take(Array("a,b\n1,2\n".utf8)) }
        #expect(throws: TableIssue.self) { try reader.finish() }
    }
}
