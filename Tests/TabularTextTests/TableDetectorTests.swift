import CanonicalModel
import FoundationEssentials
import TabularText
import Testing

struct TableDetectorTests {
    /// An estimate as a German host exports it, with a title, a total and a remark.
    private let estimate = """
        Kestrel Bau;;;;;
        Angebot E26-014;;;;;
        Kostenart;Beschreibung;Menge;EP;Betrag;Datum
        03-300;"Schalung ""Typ A""; Wände";1.250,50;38,40;48.019,20;05.01.2026
        03-200;Bewehrung;1.500,00;12,15;18.225,00;17.01.2026
        02-315;Bagger;420,00;75,00;31.500,00;18.01.2026
        Summe;;;;97.744,20;
        Gedruckt am 19.01.2026;;;;;

        """

    private func examine(_ text: String) throws -> TableProposal {
        try TableDetector(file: "x.csv").examine(Array(text.utf8), isWhole: true)
    }

    private func encoded(_ text: String, _ encoding: TableDialect.Encoding) throws -> [UInt8] {
        var writer = TableWriter(TableDialect(encoding: encoding, division: .delimited(by: "\u{1}", quote: nil)))
        return try text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
            try writer.row([String($0)])
        }
    }

    @Test func proposesDialectHeaderTotalsFooterAndKinds() throws {
        let found = try examine(estimate)
        #expect(found.encoding.value == .utf8)
        #expect(found.division.value == .delimited(by: ";", quote: "\""))
        #expect(found.header.value == .found(afterAtMost: 2) && found.headerRow == 3)
        #expect(found.rowCount == 3)
        #expect(found.totals.map(\.word) == ["Summe"] && found.totals[0].rows == [7])
        #expect(found.footers.map(\.word) == ["Gedruckt"] && found.footers[0].rows == [8])
        let german = NumberNotation(decimalMark: ",", groupMarks: ["."])
        #expect(
            found.columns.map(\.kind.value) == [
                .text(longest: 100), .text(longest: 100), .decimal(german, range: nil),
                .decimal(NumberNotation(decimalMark: ","), range: nil), .decimal(german, range: nil),
                .date(DateNotation(.dayMonthYear, separator: ".")),
            ]
        )
        #expect(found.columns[4].numbers == decimal("18225")...decimal("48019.20"))
    }

    @Test func whatIsProposedReadsTheSample() throws {
        let found = try examine(estimate)
        let reading = Reading(found.layout, estimate)
        #expect(reading.issue == nil && reading.issues == [])
        #expect(reading.rows.count == found.rowCount)
    }

    @Test(arguments: ["05/01/2026\n06/02/2026", "05/01/26\n06/02/26"])
    func anAmbiguousDayIsLeftToAPerson(days: String) throws {
        let column = try examine("Day,Hours\n" + days.split(separator: "\n").map { "\($0),8" }.joined(separator: "\n"))
            .columns[0]
        #expect(column.kind.value == nil && column.kind.confidence == .unsure)
        #expect(column.dateNotations.count > 1)
        #expect(column.kind.reasons.contains { $0.contains("row 2: '05/01") })
        #expect(column.kind.reasons.contains { $0.contains("would decide; rows 2 to 3 hold none") })
    }

    @Test func oneRowDecidesAboutDays() throws {
        let column = try examine("Day,Hours\n05/01/2026,8\n01/13/2026,8\n").columns[0]
        #expect(column.kind.value == .date(DateNotation(.monthDayYear, separator: "/")))
        #expect(column.kind.reasons == ["row 3: '01/13/2026' is no day as DD/MM/YYYY"])
    }

    @Test func anAmbiguousNumberIsLeftToAPerson() throws {
        let column = try examine("Code;Amount\na;1,234\nb;12,500\n").columns[1]
        #expect(column.kind.value == nil)
        #expect(column.kind.reasons.first?.hasPrefix("row 2: '1,234' is 1.234 as ") == true)
        #expect(column.numberNotations.map(\.decimalMark) == [",", "."])
        #expect(
            try examine("Code;Amount\na;1,234\nb;12,50\n").columns[1].kind.value
                == .decimal(NumberNotation(decimalMark: ","), range: nil)
        )
    }

    @Test func anEstimateOfASpreadsheetIsUnderstood() throws {
        let text = """
            Estimate;Rev;Status;Alt;BidItem;Cost Code;Type;Beschreibung;Menge;ME;EP;Betrag
            E26-014;03;AWARDED;BASE;0100;03 30 00;L;"Schalung ""Typ A""
            Wand";1.250,50;m²;38,40;48.019,20
            E26-014;03;AWARDED;BASE;0200;03 20 00;M;"Bewehrung; Stab";1.500;m²;12,15;18.225,00
            E26-014;03;AWARDED;BASE;0300;31 60 00;S;Pfähle;1;LS;60.000,00;60.000,00

            """
        let bytes =
            [0xFF, 0xFE]
            + text.replacing("\n", with: "\r\n").utf16.flatMap { unit -> [UInt8] in
                [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            }
        let found = try TableDetector(file: "x.csv").examine(bytes, isWhole: true)
        #expect(found.encoding.value == .utf16LittleEndian && found.encoding.confidence == .certain)
        #expect(found.division.confidence == .certain && found.headerRow == 1 && found.rowCount == 3)
        let german = NumberNotation(decimalMark: ",", groupMarks: ["."])
        #expect(found.columns[8].kind.value == .decimal(german, range: nil))
        #expect(found.columns[1].kind.value == .text(longest: 100))
        #expect(found.columns[10].numbers == decimal("12.15")...60_000)
        let reading = Reading(found.layout, bytes)
        #expect(reading.issue == nil && reading.issues == [] && reading.rows.count == 3)
    }

    @Test func leadingZerosMakeText() throws {
        let column = try examine("File,Hours\n000417,8\n000418,4.5\n").columns[0]
        #expect(column.kind.value == .text(longest: 100) && column.kind.confidence == .certain)
    }

    @Test func accountingNegativesAndCurrencyAreSeen() throws {
        let kind = try examine("A|B\n$1,234.50|x\n($2.00)|y\n").columns[0].kind.value
        guard case .decimal(let notation, _) = kind else {
            Issue.record("no number: \(String(describing: kind))")
            return
        }
        #expect(notation.takesAccountingNegatives && notation.currencySigns.contains("$"))
        #expect(notation.decimalMark == "." && notation.groupMarks == [","])
    }

    @Test(arguments: TableDialect.Encoding.allCases)
    func theEncodingIsFoundByWhatTheTextBecomes(encoding: TableDialect.Encoding) throws {
        let found = try TableDetector(file: "x.csv").examine(try encoded(estimate, encoding), isWhole: true)
        #expect(found.encoding.value == encoding, "\(found.encoding.reasons)")
        #expect(found.encoding.confidence != .unsure)
    }

    @Test func aSampleMayEndAnywhere() throws {
        let bytes = try encoded(estimate, .utf8)
        for count in 150..<bytes.count {
            let found = try TableDetector(file: "x.csv").examine(Array(bytes.prefix(count)), isWhole: false)
            #expect(
                found.encoding.value == .utf8 && found.division.value == .delimited(by: ";", quote: "\""),
                "\(count)"
            )
        }
    }

    @Test func repeatedHeadersTotalsAndSparseCellsAreCounted() throws {
        let found = try examine("Job,Note\n1,a\n2,\nJob,Note\n3,\n4,\nTotal,10\n")
        #expect(found.rowCount == 4)
        #expect(found.columns[1].emptyCount == 3 && found.columns[1].emptyShare == decimal("0.75"))
        #expect(found.columns[0].distinctCount == 4)
    }

    @Test func fewStrangeCellsAreNamed() throws {
        let rows = (1...20).map { "\($0),\($0 == 7 ? "n/a" : "8.5")" }.joined(separator: "\n")
        let column = try examine("No,Hours\n" + rows).columns[1]
        #expect(column.kind.value == .decimal(.plain, range: nil) && column.kind.confidence == .unsure)
        #expect(column.exceptions.map(\.row) == [8] && column.exceptions.map(\.value) == ["n/a"])
    }

    @Test func columnsOfFixedWidthAreProposed() throws {
        let text =
            "Code    Name        Hours\n000417  Marsh        8.50\n000418  De la Cruz  10.00\n000419  Oh Sullivan  7.25\n"
        let found = try examine(text)
        #expect(found.division.value == .fixedWidth([8, 12, 5]), "\(found.division)")
        #expect(found.columns.map(\.header) == ["Code", "Name", "Hours"])
    }

    @Test func aTableWithoutHeaderHasNone() throws {
        let found = try examine("000417,8.5\n000418,4\n")
        #expect(found.header.value == TableLayout.Header.none && found.headerRow == nil && found.rowCount == 2)
        #expect(found.columns[1].column.place == .position(1))
    }

    @Test(arguments: [
        "Firma:;Rohrbau Nord;;;Monat:;Januar", "Firma:;Rohrbau Nord;;;Ab:;05.01.2026", "Wer;;;Wo;;Wie viel",
    ])
    func aTitleOfSeveralCellsIsNoHeader(title: String) throws {
        let text = """
            \(title)
            Nr;Mitarbeiter;Tag;Baustelle;Lohnart;Std
            417;Huber;05.01.2026;26-014;REG;8,5
            512;Anders;06.01.2026;26-014;REG;7,25

            """
        let found = try examine(text)
        #expect(found.headerRow == 2 && found.header.value == .found(afterAtMost: 1) && found.rowCount == 2)
        #expect(found.columns.map(\.header) == ["Nr", "Mitarbeiter", "Tag", "Baustelle", "Lohnart", "Std"])
    }

    @Test func aRowFarBehindTheFirstOnesDecides() throws {
        let first = (1...5_000).map { "\($0);05/01/2026;1,234;A" }
        let last = ["5001;13/01/2026;2,50;B", "5002;;2,50;A"]
        let text = (["No;Day;Amount;Status"] + first + last).joined(separator: "\n")
        let found = try examine(text)
        #expect(found.rowCount == 5_002)
        #expect(found.columns[0].distinctCount == 5_002 && found.columns[1].emptyCount == 1)
        #expect(found.columns[1].kind.value == .date(DateNotation(.dayMonthYear, separator: "/")))
        #expect(found.columns[2].kind.value == .decimal(NumberNotation(decimalMark: ","), range: nil))
        #expect(found.columns[3].frequentValues.map(\.value) == ["A", "B"])
        #expect(found.columns[3].frequentValues.map(\.count) == [5_001, 1])
    }

    @Test func aNotationThatChangesFarBehindIsNamedWithItsRow() throws {
        let first = (1...5_000).map { "\($0 % 7).50;\($0 % 28 + 1).01.2026" }
        let last = (1...5_000).map { "\($0 % 7),50;01/\($0 % 28 + 1)/2026" }
        let found = try examine((["Hours;Day"] + first + last).joined(separator: "\n"))
        #expect(found.columns.map(\.kind.confidence) == [.unsure, .unsure])
        #expect(found.columns.map(\.exceptions.first?.row) == [5_002, 5_002])
    }

    @Test func whatFollowsTheFirstMebibyteIsLookedAtHoweverItIsDivided() throws {
        let note = String(repeating: "x", count: 400)
        let rows = (1...3_000).map { "\($0);05.01.2026;8;\(note)" }
        let last = ["Total;;24000;", "Printed by M\u{FC}ller;;;"]
        let text = (["No;Day;Hours;Note"] + rows + last).joined(separator: "\n")
        let bytes = try encoded(text, .windows1252)
        #expect(bytes.count > TableDetector.headSize)
        let found = try TableDetector(file: "x.csv").examine(bytes, isWhole: true)
        #expect(found.rowCount == 3_000 && found.columns[0].distinctCount == 3_000)
        #expect(found.totals.map(\.rows) == [[3_002]] && found.footers.map(\.rows) == [[3_003]])
        #expect(found.encoding.value == .windows1252, "the first byte above ASCII stands in the last row")

        var detector = TableDetector(file: "x.csv")
        for begin in stride(from: 0, to: bytes.count, by: 70_001) {
            try detector.take(Array(bytes[begin..<min(begin + 70_001, bytes.count)]))
        }
        #expect(try detector.finish() == found)
    }

    @Test func aTextThatTurnsIntoZerosIsAnIssue() throws {
        let row = "1;" + String(repeating: "x", count: 50_000) + "\n"
        let bytes = Array(("A;B\n" + String(repeating: row, count: 22)).utf8) + [0, 0]
        #expect(bytes.count > TableDetector.headSize)
        #expect(throws: TableIssue.self) { try TableDetector(file: "x.csv").examine(bytes, isWhole: true) }
    }

    @Test(arguments: [[], Array("PK\u{3}\u{4}garbage".utf8), [0, 1, 2, 3, 0, 0, 9, 0, 0, 0, 1]])
    func whatIsNoTableIsAnIssue(bytes: [UInt8]) {
        #expect(throws: TableIssue.self) { try TableDetector(file: "x.csv").examine(bytes, isWhole: true) }
    }
}
