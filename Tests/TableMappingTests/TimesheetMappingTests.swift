import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import TableMapping
import Testing

struct TimesheetMappingTests {
    static let german: JSON = [
        "object": "timesheet",
        "table": [
            "encoding": "windows-1252", "delimiter": ";", "header": "3", "totals": ["Summe"],
            "numbers": ["decimal": ",", "group": ["."]], "dates": "DD.MM.YYYY",
        ],
        "fields": [
            "employee": ["column": "Personalnummer", "pad": "6"], "date": "Datum", "project": "Projekt",
            "costCode": "Kostenstelle",
            "payCode": ["column": "Lohnart", "values": ["Normal": "REG", "Überstd.": "OT"]],
            "hours": "Std",
            "status": ["column": "Status", "values": ["freigegeben": "approved", "offen": "submitted"]],
            "approvedBy": "Freigabe",
        ],
        "checkTotals": ["Std"], "personal": ["Freigabe"], "drop": ["SV-Nummer"],
    ]
    /// The same for a table that holds nothing personal, whose messages show what stands there.
    private static let open = german.with("personal", nil).with("drop", nil)

    private static let header =
        "Personalnummer;Name;SV-Nummer;Datum;Projekt;Kostenstelle;Lohnart;Std;Status;Freigabe"

    private static func file(_ rows: [String]) -> [UInt8] {
        let text = (["Stundenliste KST Kestrel", header] + rows).joined(separator: "\r\n") + "\r\n"
        return text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }

    @Test func hoursWithoutARecordIDAreACaution() throws {
        var document = try #require(Self.german.objectValue)
        #expect(try TableMapping(Self.german).cautions.count == 1)
        #expect(try TableMapping(Self.german).cautions.first?.contains("'recordId'") == true)
        document["recordId"] = "Beleg"
        #expect(try TableMapping(.object(document)).cautions == [])
    }

    @Test func aGermanTimesheetBecomesTimeEntries() throws {
        let file = try MappedFile(
            Self.file([
                "417;Anna;65 170839;05.01.2026;26-014;03-300;Normal;8,00;freigegeben;M. Öz",
                "000417;Anna;65 170839;05.01.2026;26-014;03-300;Überstd.;1,50;Freigegeben;M. Öz",
                "Summe;;;;;;;9,50;;",
            ]),
            Self.german
        )

        #expect(file.rejects == [])
        let entries = try file.objects(TimeEntry.self)
        #expect(entries.map(\.employee) == ["000417", "000417"])
        #expect(entries.map(\.payCode) == ["REG", "OT"])
        #expect(entries.map(\.hours.plainText) == ["8", "1.5"])
        #expect(entries.map(\.date.text) == ["2026-01-05", "2026-01-05"])
        #expect(entries.map(\.status) == [.approved, .approved])
        #expect(entries.first?.approvedBy == "M. Öz")
        #expect(entries.first?.id == "000417/2026-01-05/26-014/03-300/REG")
    }

    @Test func aReExportHasTheSameIDsAndAChangedRowAnotherState() throws {
        let rows = [
            "417;A;;05.01.2026;26-014;03-300;Normal;8,00;freigegeben;",
            "418;B;;05.01.2026;26-014;03-300;Normal;7,00;freigegeben;",
        ]
        let first = try MappedFile(Self.file(rows), Self.german)
        let again = try MappedFile(Self.file(rows.reversed()), Self.german, name: "other.csv")
        #expect(Set(first.records.map(\.id)) == Set(again.records.map(\.id)))

        let changed = try MappedFile(Self.file(rows.map { $0.replacing("7,00", with: "7,25") }), Self.german)
        #expect(changed.records[0].id == first.records[0].id)
        #expect(changed.records[1].id != first.records[1].id)
        #expect(try changed.objects(TimeEntry.self)[1].id == first.objects(TimeEntry.self)[1].id)
    }

    @Test func twoRowsOfTheSameDayAndCodeAreTwoEntries() throws {
        let row = "417;A;;05.01.2026;26-014;03-300;Normal;4,00;freigegeben;"
        let entries = try MappedFile(Self.file([row, row]), Self.german).objects(TimeEntry.self)
        #expect(entries.map(\.id) == ["000417/2026-01-05/26-014/03-300/REG", "000417/2026-01-05/26-014/03-300/REG~2"])
    }

    @Test func negativeHoursWithoutAnIDNeedWhatTheyCorrect() throws {
        var fields = Self.german["fields"]?.objectValue ?? JSONObject()
        fields["corrects"] = "Freigabe"
        fields["approvedBy"] = nil
        let mapping = Self.open.with("fields", .object(fields))
        let rows = [
            "417;A;;05.01.2026;26-014;03-300;Normal;8,00;freigegeben;",
            "417;A;;05.01.2026;26-014;03-300;Normal;-2,00;freigegeben;B-17",
            "417;A;;05.01.2026;26-014;03-300;Normal;-2,00;freigegeben;",
        ]
        let file = try MappedFile(Self.file(rows), mapping)
        let entries = try file.objects(TimeEntry.self)
        #expect(
            entries.map(\.id) == ["000417/2026-01-05/26-014/03-300/REG", "000417/2026-01-05/26-014/03-300/REG/B-17"]
        )
        #expect(entries.map(\.hours.plainText) == ["8", "-2"] && entries.map(\.corrects) == [nil, "B-17"])
        #expect(file.rejects.map(\.subject) == ["KST.csv row 5"])
        let reason = try #require(file.rejects.first?.reason)
        #expect(reason.contains("column 'Std': '-2'") && reason.contains("recordId") && reason.contains("corrects"))

        // With an id of its own, it is an entry like any other.
        let identified = mapping.with("recordId", ["SV-Nummer"])
        let row = "417;A;B-18;05.01.2026;26-014;03-300;Normal;-2,00;freigegeben;"
        #expect(try MappedFile(Self.file([row]), identified).objects(TimeEntry.self).map(\.id) == ["B-18"])
    }

    @Test func zeroHoursOfAPayCodeTakeAnEntryBackAndAnEmptyCellIsNone() throws {
        let mapping: JSON = [
            "object": "timesheet", "table": ["dates": "YYYY-MM-DD"], "payCodes": ["REG": "R", "OT": "O"],
            "fields": [
                "employee": "E", "date": "D", "project": "P", "costCode": "C", "status": ["constant": "approved"],
            ],
        ]
        let row = "E,D,P,C,R,O\n000417,2026-01-05,26-014,03-300,8.00,"
        let before = try MappedFile(row + "2.00\n", mapping).objects(TimeEntry.self)
        let after = try MappedFile(row + "0.00\n", mapping).objects(TimeEntry.self)
        #expect(after.map(\.id) == before.map(\.id) && after.map(\.hours) == [8, 0])
        #expect(try MappedFile(row + "\n", mapping).objects(TimeEntry.self).map(\.payCode) == ["REG"])
    }

    @Test func negativeHoursOfAPayCodeWithoutAnIDAreToldWithTheirColumn() throws {
        let mapping: JSON = [
            "object": "timesheet", "table": ["dates": "YYYY-MM-DD"], "payCodes": ["REG": "R", "OT": "O"],
            "fields": [
                "employee": "E", "date": "D", "project": "P", "costCode": "C", "status": ["constant": "approved"],
            ],
        ]
        let file = try MappedFile("E,D,P,C,R,O\n000417,2026-01-05,26-014,03-300,8.00,-1.50\n", mapping)
        #expect(file.records.isEmpty && file.rejects.first?.reason.contains("column 'O': '-1.5'") == true)
    }

    @Test func eachThingThatIsWrongWithARowIsToldAndTheOthersPass() throws {
        let file = try MappedFile(
            Self.file([
                "417;A;65 170839;05.01.2026;26-014;03-300;Normal;8,00;freigegeben;",
                "418;B;65 999999;05.01.2026;26-014;;Normal;8.5;freigegeben;Herr Geheim",
                "419;C;65 999999;05.01.2026;26-014;03-300;Nacht;7,333;krank;Herr Geheim",
            ]),
            Self.open.with("checkTotals", nil)
        )
        #expect(file.records.count == 1)
        #expect(file.rejects.map(\.kind) == ["unusable_row", "unusable_row"])
        #expect(file.rejects.map(\.subject) == ["KST.csv row 4", "KST.csv row 5"])
        let reasons = file.rejects.map(\.reason)
        #expect(reasons[0].contains("column 'Kostenstelle'") && reasons[0].contains("column 'Std': '8.5'"))
        #expect(reasons[1].contains("column 'Std': '7.333' is no number of hours with at most two decimals"))
        #expect(reasons[1].contains("'krank' is no status (submitted, approved, reopened); add it to 'values'"))
        #expect(!"\(file)".contains("999999"), "a column that is not read appeared")
    }

    @Test func aWordThatMustBeTranslatedIsRefusedAndAPersonalOneIsWithheld() throws {
        var fields = Self.german["fields"]?.objectValue ?? JSONObject()
        fields["approvedBy"] = ["column": "Freigabe", "values": ["Öz": "M-1"], "otherwise": "refuse"]
        let row = "417;A;;05.01.2026;26-014;03-300;Normal;8,00;freigegeben;Herr Geheim"
        let file = try MappedFile(Self.file([row]), Self.german.with("fields", .object(fields)))
        #expect(file.records.isEmpty)
        let reason = try #require(file.rejects.first?.reason)
        #expect(reason.contains("'(withheld)' is no word that the mapping translates") && !reason.contains("Geheim"))
    }

    @Test(arguments: [("personal", "Freigabe"), ("drop", "SV-Nummer")])
    func whereAColumnIsPersonalNoCellOfARowThatIsOutOfPlaceIsRepeated(key: String, column: String) throws {
        // A delimiter in the name and a missing last cell: as many cells as in the header, each in its neighbour's place.
        let file = try MappedFile(
            Self.file([
                "417;Huber; Anna;512-84-1193;05.01.2026;26-014;03-300;Normal;8,00;freigegeben",
                "418;B;;05.01.2026;26-014;;Normal;acht;freigegeben;",
                "419;C;;05.01.2026;26-014;03-300;Normal;8,00;krank;",
            ]),
            Self.open.with(key, [.string(column)])
        )
        let said = file.rejects.map(\.reason).joined(separator: "\n")
        #expect(file.rejects.count == 3 && said.contains("KST.csv, row 3, column 'Datum': "), "\(said)")
        #expect(said.contains(" is no day such as 31.01.2026"), "\(said)")
        #expect(said.contains("column 'Kostenstelle': an empty cell is no text"), "\(said)")
        for cell in ["512", "1193", "Huber", "Anna", "2026'", "'26-014", "Normal'", "'8", "acht", "krank"] {
            #expect(!said.contains(cell), "\(cell): \(said)")
        }
    }

    @Test func theSumOfAPersonalColumnIsWithheld() throws {
        let rows = ["417;A;;05.01.2026;26-014;03-300;Normal;8,00;freigegeben;", "Summe;;;;;;;7,77;;"]
        let file = try MappedFile(Self.file(rows), Self.german.with("personal", ["Std"]))
        let reason = try #require(file.rejects.first?.reason)
        #expect(
            reason.contains("column 'Std': '(withheld)'") && reason.hasSuffix("sum of the rows above it"),
            "\(reason)"
        )
    }

    @Test func aWordOfSeveralColumnsIsWithheldIfOneOfThemIsPersonal() throws {
        var fields = Self.german["fields"]?.objectValue ?? JSONObject()
        fields["approvedBy"] = ["join": ["Status", "Freigabe"], "values": ["x": "y"], "otherwise": "refuse"]
        let row = "417;A;;05.01.2026;26-014;03-300;Normal;8,00;freigegeben;Herr Geheim"
        let file = try MappedFile(Self.file([row]), Self.german.with("fields", .object(fields)))
        let reason = try #require(file.rejects.first?.reason)
        #expect(reason.contains("(withheld)") && !reason.contains("Geheim"), "\(reason)")
    }

    @Test(arguments: [("9,51", 1), ("9,50", 0), ("1,50", 1)])
    func aTotalRowThatStatesAnotherSumIsTold(total: String, rejects: Int) throws {
        let rows = [
            "417;A;;05.01.2026;26-014;03-300;Normal;8,00;freigegeben;",
            "418;B;;05.01.2026;26-014;03-300;Normal;1,50;freigegeben;", "Summe;;;;;;;\(total);;",
        ]
        let file = try MappedFile(Self.file(rows), Self.open)
        #expect(file.rejects.count == rejects)
        #expect(file.rejects.allSatisfy { $0.reason.contains("they make 9.5") && $0.subject == "KST.csv row 5" })
    }

    @Test func columnsOfHoursByPayCodeBecomeEntriesOfTheirOwn() throws {
        let mapping: JSON = [
            "object": "timesheet", "table": ["dates": "MM/DD/YYYY"],
            "payCodes": ["REG": "Reg Hours", "OT": "O/T Hours"], "recordId": ["Sheet", "Line"],
            "fields": [
                "employee": ["column": "File #", "pad": 6], "date": "Date", "status": ["constant": "approved"],
                "project": ["column": "Job", "default": "26-014"],
                "costCode": ["join": ["Phase", "Cat"], "with": "."],
            ],
        ]
        let text = """
            Sheet,Line,File #,Date,Job,Phase,Cat,Reg Hours,O/T Hours
            S1,1,417,01/05/2026,,03-300,L,8.00,1.50
            S1,2,418,01/05/2026,26-015,03-300,,8.00,0.00
            S1,2,419,01/05/2026,26-015,03-300,,8.00,
            """
        let file = try MappedFile(text, mapping)
        let entries = try file.objects(TimeEntry.self)
        #expect(entries.map(\.id) == ["S1/1/REG", "S1/1/OT", "S1/2/REG", "S1/2/OT"])
        #expect(entries.map(\.hours.plainText) == ["8", "1.5", "8", "0"])
        #expect(entries.map(\.costCode) == ["03-300.L", "03-300.L", "03-300", "03-300"])
        #expect(entries.map(\.project) == ["26-014", "26-014", "26-015", "26-015"])
        #expect(file.rejects.map(\.subject) == ["KST.csv row 4"])
        #expect(file.rejects.first?.reason.contains("id of one row of the file alone") == true)
    }

    @Test(arguments: [
        ("minutes", "450", "7.5"), ("clock", "7:30", "7.5"), ("clock", "-0:20", "-0.33"), ("clock", "7:75", nil),
    ])
    func hoursMayBeWrittenInOtherUnits(unit: String, cell: String, hours: String?) throws {
        let mapping: JSON = [
            "object": "timesheet", "table": ["dates": "YYYY-MM-DD"], "recordId": ["E", "D"],
            "fields": [
                "employee": "E", "date": "D", "project": "P", "costCode": "C", "payCode": ["constant": "REG"],
                "hours": ["column": "H", "unit": .string(unit)], "status": ["constant": "approved"],
            ],
        ]
        let file = try MappedFile("E,D,P,C,H\n000417,2026-01-05,26-014,03-300,\(cell)\n", mapping)
        #expect(try file.objects(TimeEntry.self).first?.hours.plainText == hours)
        #expect(file.rejects.count == (hours == nil ? 1 : 0))
    }

    @Test func moreRowsThanAllowedAreAFaultOfTheFile() throws {
        let row = "417;A;;05.01.2026;26-014;03-300;Normal;4,00;freigegeben;"
        #expect(throws: FileFault.self) {
            try MappedFile(Self.file([row, row, row]), Self.german.with("mostRows", "2"))
        }
    }
}
