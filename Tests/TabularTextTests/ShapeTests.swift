import FoundationEssentials
import TabularText
import Testing

/// Rows that are none of the table, and rows of another length.
struct ShapeTests {
    private let layout = TableLayout.texts("a", "b")

    @Test func rowsBeforeTheHeaderArePassedOver() {
        var layout = layout
        layout.header = .found(afterAtMost: 3)
        let reading = Reading(layout, "Kestrel\n\nPayroll,week 2\nA ,  B,c\n1,2,3\n")
        #expect(reading.rows == [TableRow(number: 5, values: [.text("1"), .text("2")])])
        #expect(reading.passedOver == [1: .preamble, 3: .preamble, 4: .header])
    }

    @Test func columnsAreFoundByAnyOfTheirWordsWhereverTheyStand() {
        let layout = TableLayout(columns: [
            TableColumn("cost code", at: .header(["Cost Code", "Kostenart"]), .text(longest: 9)),
            TableColumn("hours", at: .header(["Hours", "Reg Hours"]), .decimal(.plain, range: nil)),
            TableColumn("note", .text(longest: 9), mayBeAbsent: true),
        ])
        #expect(
            Reading(layout, "REG  HOURS,x,\"Cost\nCode\"\n8,y,03-300\n").rows.map(\.texts) == [["03-300", "8", "-"]]
        )
        #expect(Reading(layout, "Kostenart,Hours,Note\n03-300,8,n\n").rows.map(\.texts) == [["03-300", "8", "n"]])
        #expect(Reading(layout, "Hours,Note\n8,n\n").issue?.value.contains("'Cost Code'") == true)
    }

    @Test func aWordThatStandsTwiceIsAnIssue() {
        #expect(
            Reading(layout, "a,b,A\n1,2,3\n").issue?.description
                == "hours.csv, row 1, column 'a': 'a' is no column that the header holds once"
        )
    }

    @Test func aRepeatedHeaderIsPassedOverAndOneInAnotherOrderIsAnIssue() {
        let reading = Reading(layout, "a,b\n1,2\na,b\n3,4\n")
        #expect(reading.rows.map(\.number) == [2, 4] && reading.passedOver == [1: .header, 3: .repeatedHeader])
        let other = Reading(layout, "a,b\n1,2\nb,a\n3,4\n")
        #expect(other.rows.map(\.number) == [2])
        #expect(other.issue?.value == "a header with the columns in another order" && other.issue?.row == 3)
        var kept = layout
        kept.skipsRepeatedHeaders = false
        #expect(Reading(kept, "a,b\na,b\n").rows.count == 1)
    }

    @Test func aRepeatedHeaderIsKnownWhateverItsSpellingAndMark() {
        let reading = Reading(layout, "a,b\n1,2\n\u{FEFF}A , b\n\u{FEFF}\"a\",b\n3,4\n")
        #expect(reading.rows.map(\.number) == [2, 5] && reading.issues == [])
        #expect(reading.passedOver == [1: .header, 3: .repeatedHeader, 4: .repeatedHeader])
    }

    @Test func aTitleWithStrayQuotesIsPassedOver() {
        var layout = layout
        layout.header = .found(afterAtMost: 2)
        let reading = Reading(layout, "\"Hours\" of week 2\na,b\n1,2\n")
        #expect(reading.rows.map(\.number) == [3] && reading.passedOver == [1: .preamble, 2: .header])
        layout.header = .found(afterAtMost: 0)
        #expect(Reading(layout, "\"a\"x,b\n1,2\n").issue?.expected == "the header in the first row")
    }

    @Test func totalsAreKnownByTheirFirstFilledCell() {
        var layout = TableLayout(columns: [
            TableColumn("code", .text(longest: 30)), TableColumn("amount", .decimal(.plain, range: nil)),
        ])
        layout.totalWords = ["Total", "Übertrag"]
        let text = "code,amount\nTotal station,5\ntotal:,7\n,Total\nTotals,8\nÜBERTRAG 1,9\n"
        let reading = Reading(layout, text)
        #expect(
            reading.items.dropFirst() == [
                .total(TableRow(number: 2, values: [.text("Total station"), .decimal(5)])),
                .total(TableRow(number: 3, values: [.text("total:"), .decimal(7)])),
                .total(TableRow(number: 4, values: [nil, nil])),
                .row(TableRow(number: 5, values: [.text("Totals"), .decimal(8)])),
                .total(TableRow(number: 6, values: [.text("ÜBERTRAG 1"), .decimal(9)])),
            ]
        )
    }

    @Test func theFooterEndsTheTable() {
        var layout = layout
        layout.footerWords = ["End of report"]
        let reading = Reading(layout, "a,b\n1,2\n\nEND OF REPORT;x\n\"unclosed\n1,2\n")
        #expect(reading.rows.map(\.number) == [2] && reading.passedOver == [1: .header, 4: .footer])
    }

    @Test func aRowBehindTheFooterMakesTheFileUnusable() {
        var layout = TableLayout(columns: [
            TableColumn("code", .text(longest: 30), required: true),
            TableColumn("hours", .decimal(.plain, range: nil), required: true),
        ])
        layout.footerWords = ["Seite"]
        let pages = "code,hours\n03-300,8\nSeite 1 von 2\ncode,hours\n03-200,4\nSeite 2 von 2\n"
        #expect(
            Reading(layout, pages).issue?.description
                == "hours.csv, row 5: a row of the table behind its end: row 3 begins with the footer word 'Seite'; "
                + "expected no rows there; choose footer words that stand behind the last row alone"
        )
        // What is no row may stand there: other texts, a total, stray quotes.
        let rest = "code,hours\n03-300,8\nSeite 1 von 1\nprinted by 417\nSumme,\n,8\n\"a\"b,1\n03-200,x\n1,2,3\n"
        #expect(Reading(layout, rest).issue == nil && Reading(layout, rest).rows.map(\.number) == [2])
        // Without required cells, a row is one of which all are filled.
        var texts = TableLayout.texts("a", "b", required: false)
        texts.footerWords = ["End"]
        #expect(Reading(texts, "a,b\n1,2\nEnd\n,printed\n").issue == nil)
        #expect(Reading(texts, "a,b\n1,2\nEnd\n3,4\n").issue?.row == 4)
    }

    @Test func aTotalThatLacksNothingIsABadRow() {
        var layout = TableLayout(columns: [
            TableColumn("name", .text(longest: 30), required: true),
            TableColumn("code", .text(longest: 30), required: true), TableColumn("hours", .decimal(.plain, range: nil)),
        ])
        layout.totalWords = ["Total"]
        let reading = Reading(layout, "name,code,hours\nTotal Station GmbH,03-300,5\nTotal,,7\nTotal,03-300,\n")
        #expect(
            reading.issues.map(\.row) == [2, 4]
                && reading.items.contains { if case .total = $0 { true } else { false } }
        )
        #expect(reading.issues.first?.value == "it begins with 'Total' and has every cell that a row needs")
    }

    @Test func emptyCellsBehindTheLastColumnAreNoIssue() {
        #expect(Reading(layout, "a,b,\n1,2,,,\n3,4\n").rows.map(\.texts) == [["1", "2"], ["3", "4"]])
        #expect(
            Reading(layout, "a,b\n1,2,3\n").issues.map(\.description)
                == ["hours.csv, row 2: 3 cells; expected 2, as in the header"]
        )
    }

    @Test func missingCellsAreAnIssueUnlessTheLayoutAllowsThem() {
        #expect(Reading(layout, "a,b\n1\n").issues.map(\.value) == ["1 cells"])
        var allowed = TableLayout.texts("a", "b", required: false)
        allowed.allowsMissingCells = true
        #expect(Reading(allowed, "a,b\n1\n").rows.map(\.texts) == [["1", "-"]])
    }

    @Test func positionsNeedNoHeader() {
        let columns = [
            TableColumn("second", at: .position(1), .text(longest: 9)),
            TableColumn("first", at: .position(0), .text(longest: 9)),
        ]
        #expect(Reading(TableLayout(header: .none, columns: columns), "1,2,3\n").rows.map(\.texts) == [["2", "1"]])
        let skipping = TableLayout(header: .found(afterAtMost: 1), columns: columns)
        #expect(Reading(skipping, "title\nx,y\n1,2\n").rows.map(\.texts) == [["2", "1"]])
        #expect(Reading(TableLayout(header: .none, columns: columns), "1\n").issues.map(\.expected) == ["at least 2"])
    }

    @Test func blankRowsAndTheEndOfFileOfDOSAreNoRows() {
        #expect(Reading(layout, "a,b\n , \n,\n1,2\n\n\n\u{1A}").rows.map(\.number) == [4])
    }

    @Test func textBehindTheLastColumnAloneIsNoBlankRow() {
        let dialect = TableDialect(division: .fixedWidth([3]))
        let columns = [TableColumn("a", at: .position(0), .text(longest: 3))]
        let reading = Reading(TableLayout(dialect: dialect, header: .none, columns: columns), "abc\n   x\n   \n")
        #expect(reading.rows.map(\.number) == [1] && reading.issues.map(\.row) == [2])
    }

    @Test func fixedWidthIsCountedInCharacters() {
        let dialect = TableDialect(division: .fixedWidth([5, 4, 3]))
        let layout = TableLayout(
            dialect: dialect,
            header: .none,
            columns: [
                TableColumn("name", at: .position(0), .text(longest: 9)),
                TableColumn("hours", at: .position(1), .decimal(.plain, range: nil)),
                TableColumn("code", at: .position(2), .text(longest: 9)),
            ]
        )
        let reading = Reading(layout, "Müñé 8.50REG\r\n  x   12  \nab\nMüller12 OT xx\n")
        #expect(reading.rows.map(\.texts) == [["Müñé", "8.5", "REG"], ["x", "12", "-"], ["ab", "-", "-"]])
        #expect(
            reading.issues.map(\.description)
                == ["hours.csv, row 4: text behind the last column; expected rows of the declared width"]
        )
    }
}
