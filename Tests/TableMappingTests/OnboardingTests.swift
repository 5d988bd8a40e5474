import CanonicalModel
import ConnectorKit
import Foundation
import JSON
import TableMapping
import TabularText
import Testing

struct OnboardingTests {
    private static func examine(_ text: String) throws -> TableProposal {
        try TableDetector(file: "x.csv").examine(Array(text.utf8), isWhole: true)
    }

    private static func propose(
        _ text: String,
        as object: MappedObject,
        _ answers: [(key: String, value: String)] = []
    ) throws -> MappingProposal {
        try MappingProposal(try examine(text), as: object, file: "KST_2026-01.csv", answers: answers)
    }

    private static let timesheet = """
        Personalnummer;Name;SV-Nummer;Datum;Projekt;Kostenstelle;Lohnart;Std;IBAN;Bemerkung
        000417;Möller;65 000000 M 001;13.01.2026;26-014;03-300;REG;8,00;DE00 0000 0000 0000 0000 00;Regen
        000418;Süß;65 000000 S 002;14.01.2026;26-014;03-200;OT;7,50;DE00 0000 0000 0000 0000 01;
        Summe;;;;;;;15,50;;
        """

    private static let estimate = """
        Estimate,Rev,Status,Alt,BidItem,Activity,Resource,Cost Code,Type,Description,Quantity,Unit,Unit Price,Amount
        E26-014,03,WON,BASE,0100,0110,LAB-CARP,03-300,L,Formwork,"1,250.50",m2,$38.40,"$48,019.20"
        E26-014,03,WON,ALT-1,0500,,MAT,03-300,M,Extra,100.00,EA,$41.50,"$4,150.00"
        """

    @Test func aGermanTimesheetIsMappedButForWhatItDoesNotSay() throws {
        let proposal = try Self.propose(Self.timesheet, as: .timesheet)
        #expect(
            proposal.document["fields"] == [
                "employee": "Personalnummer", "date": "Datum", "project": "Projekt", "costCode": "Kostenstelle",
                "payCode": "Lohnart", "hours": "Std",
            ]
        )
        #expect(proposal.document["drop"] == ["Name", "SV-Nummer", "IBAN"])
        #expect(proposal.document["checkTotals"] == ["Std"] && proposal.document["files"] == ["KST_*.csv"])
        #expect(proposal.questions.map(\.key) == ["fields.status"])
        #expect(proposal.questions.first?.candidates.first == "{constant: approved}")
        #expect(proposal.unmapped.map { proposal.table.columns[$0].header } == ["Bemerkung"])
        #expect(proposal.sensitive.map(\.content) == [.person, .identity, .bank])
        #expect(throws: MappingFault.self) { try TableMapping(.object(proposal.document)) }
    }

    @Test func anAnswerCompletesItAndWhatIsProposedReadsTheSample() throws {
        let proposal = try Self.propose(
            Self.timesheet,
            as: .timesheet,
            [("status", "approved"), ("payCode.OT", "OVT")]
        )
        #expect(proposal.questions == [])
        let file = try MappedFile(Self.timesheet, .object(proposal.document))
        #expect(file.rejects == [] && file.records.count == 2)
        #expect(file.records[1].payload["payCode"] == "OVT")
    }

    @Test(arguments: ["Id", "Lfd. Nr.", "Beleg", "Entry No"])
    func aColumnThatIdentifiesRowsIsProposedAsTheirID(word: String) throws {
        let text = Self.timesheet.replacing("Bemerkung", with: word).replacing("Regen", with: "7")
        let said: [(key: String, value: String)] = [("status", "approved")]
        let sound = try Self.propose(text.replacing("01;\nSumme", with: "01;8\nSumme"), as: .timesheet, said)
        #expect(sound.document["recordId"] == [.string(word)] && sound.unmapped == [])
        #expect(sound.yaml(sample: "x").contains("\nrecordId: ["))
        #expect(try MappedFile(text, .object(sound.document)).rejects.count == 1, "a row without id")

        // What is empty or the same in two rows identifies nothing.
        #expect(try Self.propose(text, as: .timesheet, said).document["recordId"] == nil)
        let same = text.replacing("01;\nSumme", with: "01;7\nSumme")
        #expect(try Self.propose(same, as: .timesheet, said).document["recordId"] == nil)
    }

    @Test func withoutAColumnThatIdentifiesRowsAPersonIsAskedToCheck() throws {
        let yaml = try Self.propose(Self.timesheet, as: .timesheet, [("status", "approved")]).yaml(sample: "x")
        #expect(yaml.contains("\n# PLEASE CHECK recordId: "))
        let estimate = try Self.propose(Self.estimate, as: .estimate)
        #expect(!estimate.yaml(sample: "x").contains("recordId"))
    }

    @Test func anEstimateInEnglishIsMappedWithItsSigns() throws {
        let proposal = try Self.propose(Self.estimate, as: .estimate, [("currency", "USD"), ("accepted", "true")])
        #expect(proposal.questions == [], "\(proposal.questions)")
        #expect(proposal.document["fields"]?["path"] == ["join": ["BidItem", "Activity", "Resource"], "with": "/"])
        #expect(proposal.document["fields"]?["alternate"] == ["column": "Alt", "values": ["BASE": ""]])
        #expect(proposal.document["fields"]?["status"] == ["column": "Status", "values": ["WON": "awarded"]])
        let file = try MappedFile(Self.estimate, .object(proposal.document))
        #expect(file.rejects == [] && file.records.map(\.id).first?.hasPrefix("E26-014/03@") == true)
    }

    @Test func whatIsNotDecidedIsAsked() throws {
        let proposal = try Self.propose(Self.estimate, as: .estimate)
        #expect(proposal.questions.map(\.key) == ["fields.currency", "fields.accepted"])
        let euro = Self.estimate.replacing("$", with: "€")
        #expect(try Self.propose(euro, as: .estimate).document["fields"]?["currency"] == ["constant": "EUR"])
        let word = try Self.propose(Self.estimate.replacing("WON", with: "Maybe"), as: .estimate)
        #expect(word.questions.first?.key == "fields.status.values")
        #expect(word.questions.first?.text.contains("Maybe") == true)
    }

    @Test(arguments: [
        ("123-45-6789", SensitiveColumn.Content.identity), ("65 170839 J 003", .identity),
        ("DE00 1234 5678 9012 3456 78", .bank),
    ])
    func aSensitiveColumnIsFoundByItsValuesWhateverItIsCalled(value: String, content: SensitiveColumn.Content) throws {
        let text = "Personalnummer;Info;Datum;Std\n000417;\(value);13.01.2026;8,00\n000418;\(value);14.01.2026;7,50\n"
        let proposal = try Self.propose(text, as: .timesheet)
        #expect(proposal.sensitive.map(\.content) == [content])
        #expect(proposal.document["drop"] == ["Info"])
        #expect(!proposal.yaml(sample: "x.csv").contains(value))
    }

    @Test(arguments: ["Soc Sec #", "SS No.", "SSN", "Sozialversicherungsnummer"])
    func anIdentityNumberIsFoundByItsWordHoweverItIsWritten(word: String) throws {
        let text = "Emp No;\(word);Date;Hours\n000417;123456789;2026-01-13;8.00\n000418;123456788;2026-01-14;7.50\n"
        let proposal = try Self.propose(text, as: .timesheet)
        #expect(proposal.sensitive.map(\.content) == [.identity] && proposal.document["drop"] == [.string(word)])
    }

    @Test(arguments: ["Approved By", "Entered by", "Foreman", "Worker", "Project Manager", "Bauleiter", "Polier"])
    func namesOfPeopleAreFoundByTheirWords(word: String) throws {
        let text = "Emp No,\(word),Date,Job,Cost Code,Pay Code,Hours\n417,Lee,2026-01-13,26-014,03-300,REG,8.5\n"
        let said: [(key: String, value: String)] = [("status", "approved")]
        let proposal = try Self.propose(text, as: .timesheet, said)
        #expect(proposal.document["drop"] == [.string(word)] && proposal.document["fields"]?["approvedBy"] == nil)
        // A person may keep who approved, and no message repeats it.
        let kept = try Self.propose(text, as: .timesheet, said + [("approvedBy", "column:\(word)")])
        #expect(kept.questions == [] && kept.document["drop"] == nil && kept.document["personal"] == [.string(word)])
        #expect(try MappedFile(text, .object(kept.document)).records.first?.payload["approvedBy"] == "Lee")
    }

    @Test func aWorkersNumberIsNoName() throws {
        let text = "Worker ID,Date,Job,Cost Code,Pay Code,Hours\n417,2026-01-13,26-014,03-300,REG,8.5\n"
        let proposal = try Self.propose(text, as: .timesheet, [("status", "approved")])
        #expect(proposal.document["fields"]?["employee"] == "Worker ID" && proposal.sensitive == [])
    }

    @Test(arguments: [("Tax Ref", "512841193", "601220417"), ("Remark", "Rain", "new number 512-84-1193, see mail")])
    func aNumberOfAPersonIsFoundWhateverItsColumnIsCalled(word: String, one: String, other: String) throws {
        let row = ",2026-01-13,26-014,03-300,REG,8.5\n"
        let text = "Emp No,\(word),Date,Job,Cost Code,Pay Code,Hours\n417,\(one)\(row)418,\"\(other)\"\(row)"
        let proposal = try Self.propose(text, as: .timesheet, [("status", "approved")])
        #expect(proposal.sensitive.map(\.content) == [.identity] && proposal.document["drop"] == [.string(word)])
    }

    @Test func numbersOfEmployeesThatAreAsLongAsOnesOfAPersonAreAsked() throws {
        let text = "Emp No,Job,Date,Cost Code,Pay Code,Hours\n512841193,260140001,2026-01-13,03-300,REG,8.5\n"
        let said: [(key: String, value: String)] = [("status", "approved")]
        let open = try Self.propose(text, as: .timesheet, said)
        #expect(open.questions.map(\.key) == ["fields.employee"] && open.document["fields"]?["project"] == "Job")
        #expect(open.questions.first?.text.contains("--answer 'employee=column:Emp No'") == true, "\(open.questions)")
        #expect(try Self.propose(text, as: .timesheet, said + [("employee", "column:Emp No")]).questions == [])
    }

    @Test func aSensitiveColumnWithoutAHeaderIsDroppedByItsNumber() throws {
        let text = "000417;65 170839 J 003;13.01.2026;8,00\n000418;65 170839 J 004;14.01.2026;7,50\n"
        let proposal = try Self.propose(text, as: .timesheet)
        #expect(proposal.document["table"]?["header"] == "none" && proposal.document["drop"] == ["2"])
    }

    @Test func markUpAndAssembliesAreAskedSinceTheyWouldBeCountedTwice() throws {
        let text =
            Self.estimate + "\nE26-014,03,WON,BASE,9900,,MARKUP,,X,Profit,1.00,LS,,\"$9,999.00\"\n"
            + "E26-014,03,WON,BASE,0100,,,03-300,A,Wall,1.00,LS,,\"$48,019.20\"\n"
            + "E26-014,03,WON,BASE,0600,,ALLOWANCE,03-300,M,Art,1.00,LS,,$100.00\n"
        let said: [(key: String, value: String)] = [("currency", "USD"), ("accepted", "true")]
        let open = try Self.propose(text, as: .estimate, said)
        #expect(open.questions.map(\.key) == ["fields.kind"])
        #expect(open.questions.first?.text.contains("type A, X ") == true, "\(open.questions)")

        let answered = try Self.propose(text, as: .estimate, said + [("kind.X", "markup"), ("kind.A", "assembly")])
        #expect(answered.questions == [])
        let file = try MappedFile(text, .object(answered.document))
        let estimate = try #require(try file.objects(Estimate.self).first, "\(file.rejects)")
        #expect(estimate.lines.map(\.kind) == [.item, .item, .markup, .assembly, .allowance])
        #expect(estimate.total == Decimal(string: "52269.20"))
    }

    @Test func anAmbiguousDayIsNeverGuessed() throws {
        let text = "Emp,Date,Job,Cost Code,Reg Hours,O/T Hours\n000417,05/01/2026,26-014,03-300,8.00,1.50\n"
        let open = try Self.propose(text, as: .timesheet, [("status", "approved")])
        #expect(open.questions.map(\.key) == ["table.dates"])
        #expect(
            open.questions[0].candidates.contains("DD/MM/YYYY") && open.questions[0].candidates.contains("MM/DD/YYYY")
        )
        #expect(open.document["payCodes"] == ["REG": "Reg Hours", "OT": "O/T Hours"])
        #expect(open.yaml(sample: "x.csv").contains("\n  # dates: DD/MM/YYYY\n"))

        let answered = try Self.propose(text, as: .timesheet, [("status", "approved"), ("dates", "DD/MM/YYYY")])
        #expect(answered.questions == [])
        let file = try MappedFile(text, .object(answered.document))
        #expect(file.records.map { $0.payload["date"] } == ["2026-01-05", "2026-01-05"])
    }

    @Test func numbersThatCouldBeTwoAreAskedUnlessOthersDecide() throws {
        let text = "Pos;Menge;ME;EP;Betrag;Rev;Angebot\n1;1,234;m;2,500;3,085;1;E1\n"
        let open = try Self.propose(text, as: .estimate)
        #expect(open.questions.contains { $0.key == "table.numbers" })
        let decided = try Self.propose(text.replacing("2,500", with: "2,50"), as: .estimate)
        #expect(decided.document["table"]?["numbers"]?["decimal"] == ",")
        #expect(decided.yaml(sample: "x").contains("PLEASE CHECK"))
        let told = try Self.propose(text, as: .estimate, [("decimal", ",")])
        #expect(told.document["table"]?["numbers"]?["decimal"] == ",")
    }

    @Test func aHeaderOfSeveralLinesBelowATitleOfSeveralCellsIsUnderstood() throws {
        let text = """
            Firma:;Rohrbau Nord GmbH;;;Monat:;Januar 2026;
            Pers.-Nr.;Mitarbeiter;Arbeitstag;Baustelle;"Kosten-\nstelle";Lohnart;"Std.\n(dezimal)"
            417;"Huber, Jörg";5.1.26;26-014;03-300;REG;8
            417;"Huber, Jörg";6.1.26;26-014;03-300;REG;8,5
            512;Süß Anna;19.1.26;26-014;02-315;OT;7,75
            Summe;;;;;;24,25
            """
        let said: [(key: String, value: String)] = [("status", "approved")]
        let proposal = try Self.propose(text, as: .timesheet, said)
        #expect(proposal.questions == [] && proposal.document["drop"] == ["Mitarbeiter"], "\(proposal.questions)")
        let file = try MappedFile(text, .object(proposal.document))
        #expect(file.rejects == [] && file.records.map { $0.payload["costCode"] } == ["03-300", "03-300", "02-315"])
    }

    @Test func aColumnThatAPersonNamesLaterIsReadAsTheSampleWritesIt() throws {
        let text = Self.timesheet.replacing("Std;IBAN", with: "Wert;IBAN").replacing("Datum;", with: "Wann;")
        let open = try Self.propose(text, as: .timesheet, [("status", "approved")])
        #expect(open.questions.map(\.key).sorted() == ["fields.date", "fields.hours"])
        #expect(open.document["table"]?["numbers"] == ["decimal": ","])
        #expect(open.document["table"]?["dates"] == "DD.MM.YYYY")
    }

    @Test func wholeNumbersDoNotTellTheDecimalMark() throws {
        let text = "Personalnummer;Datum;Projekt;Kostenstelle;Lohnart;Std\n000417;13.01.2026;26-014;3.10;REG;8\n"
        let said: [(key: String, value: String)] = [("status", "approved")]
        let open = try Self.propose(text, as: .timesheet, said)
        #expect(open.questions.map(\.key) == ["table.numbers"])
        #expect(open.questions.first?.text.contains("'Std'") == true)
        #expect(open.yaml(sample: "x").contains("\n  # numbers: {decimal: \",\", group: \".\"}\n"))

        let told = try Self.propose(text, as: .timesheet, said + [("decimal", ",")])
        #expect(told.questions == [] && told.document["table"]?["numbers"] == ["decimal": ",", "group": ["."]])
        let later = text.replacing(";8\n", with: ";7,50\n") + "000418;14.01.2026;26-014;3.10;REG;1.250,00\n"
        let file = try MappedFile(later, .object(told.document))
        #expect(file.rejects == [] && file.records.map { $0.payload["hours"] } == ["7.5", "1250"])
    }

    @Test func aPointBetweenGroupsLeavesTheCommaForDecimals() throws {
        let text = "Pos;Menge;ME;EP;Betrag;Rev;Angebot\n1;1.234.000;m;1;1.234.000;1;E1\n"
        let found = try Self.propose(text, as: .estimate)
        #expect(!found.questions.contains { $0.key == "table.numbers" })
        #expect(found.document["table"]?["numbers"] == ["decimal": ",", "group": ["."]])
    }

    @Test(arguments: [
        ([("status", "aproved")], "status: must be one of submitted, approved, reopened, found 'aproved'"),
        ([("hours", "acht")], "hours: must be a number such as 12.50, found 'acht'"),
        ([("date", "13.01.2026")], "date: must be a day such as 2026-01-31"),
        ([("status.fertig", "done")], "status.fertig: must be one of submitted, approved, reopened, found 'done'"),
        ([("hours.acht", "8")], "hours.acht: is a number, whose values are not translated"),
    ])
    func anAnswerThatIsNoValueOfItsFieldIsTold(answers: [(String, String)], message: String) throws {
        let fault = try #require(throws: MappingFault.self) {
            try Self.propose(Self.timesheet, as: .timesheet, answers.map { (key: $0.0, value: $0.1) })
        }
        #expect(fault.description.contains(message), "\(fault)")
    }

    @Test(arguments: [("currency", "Euro"), ("accepted", "maybe"), ("kind.X", "profit")])
    func anAnswerOfAnEstimateIsChecked(key: String, value: String) {
        #expect(throws: MappingFault.self) { try Self.propose(Self.estimate, as: .estimate, [(key, value)]) }
    }

    @Test(arguments: [
        ([("colour", "red")], "is no field of timesheet"), ([("hourz", "8")], "did you mean 'hours'?"),
        ([("dates", "often")], "DD.MM.YYYY"), ([("hours", "column:Nix")], "there is no column 'Nix'"),
        ([("encoding", "latin")], "windows-1252"), ([("decimal", ";")], "must be . or ,"),
    ])
    func anAnswerThatIsNoneIsTold(answers: [(String, String)], message: String) throws {
        let fault = try #require(throws: MappingFault.self) {
            try Self.propose(Self.timesheet, as: .timesheet, answers.map { (key: $0.0, value: $0.1) })
        }
        #expect(fault.description.contains(message), "\(fault)")
    }

    @Test(arguments: [
        ("employee", "emp-nr.", "--answer 'employee=column:Emp Nr'"), ("project", "JOB", "--answer project=column:Job"),
        ("hours", "Hrs", "--answer hours=column:Hrs"), ("status", "Approved?", "--answer 'status=column:Approved?'"),
        ("payCode", "Kind", "--answer payCode=column:Kind"),
    ])
    func aConstantThatIsCalledLikeAColumnIsRefusedWithTheAnswerThatNamesIt(
        field: String,
        word: String,
        answer: String
    ) throws {
        let text = "Emp Nr,Date,Job,Cost Code,Hrs,Kind,OT,Approved?\n7,2026-01-13,26-014,03-300,8.5,REG,1.5,y\n"
        let fault = try #require(throws: MappingFault.self) {
            try Self.propose(text, as: .timesheet, [(field, word)])
        }
        #expect(fault.description.contains(answer), "\(fault)")
        // These are values, whatever a column is called.
        let approved = text.replacing("Approved?", with: "Approved")
        let sound = try Self.propose(approved, as: .timesheet, [("status", "approved"), ("payCode", "OT")])
        #expect(sound.document["fields"]?["payCode"] == ["constant": "OT"])
    }

    @Test(arguments: ["Emp ID", "EmpID", "Emp. ID", "Empl ID", "Employee Code"])
    func anEmployeesNumberIsKnownByItsUsualWords(word: String) throws {
        let text = "\(word),Date,Job,Cost Code,Pay Code,Hrs\n000417,2026-01-13,26-014,03-300,REG,8.5\n"
        let proposal = try Self.propose(text, as: .timesheet, [("status", "approved")])
        #expect(proposal.questions == [] && proposal.document["fields"]?["employee"] == .string(word))
    }

    @Test func aFieldWithoutAColumnIsAskedWithTheFreeColumnsThatCouldBeIt() throws {
        let text =
            "Who,SSN,Entry No,Date,Job,Cost Code,Pay Code,Hrs,Phase #\n7,123-45-6789,1,2026-01-13,26-014,03-300,REG,8.5,x\n"
        let yaml = try Self.propose(text, as: .timesheet, [("status", "approved")]).yaml(sample: "x")
        let offered = yaml.split(separator: "\n").filter { $0.hasPrefix("  # employee: ") }.map { $0.dropFirst(14) }
        #expect(offered == ["Who", "\"Phase #\"", "{constant: …}"], "\(yaml)")
    }

    @Test func theObjectIsFoundByTheWordsOfTheHeader() throws {
        #expect(MappingProposal.object(of: try Self.examine(Self.timesheet)) == .timesheet)
        #expect(MappingProposal.object(of: try Self.examine(Self.estimate)) == .estimate)
        #expect(
            MappingProposal.object(
                of: try Self.examine("Job,CO,Status,Contract Amount,Budget Change,Cost Code\n1,2,x,1.00,2.00,3\n")
            ) == .changeOrder
        )
        #expect(MappingProposal.object(of: try Self.examine("A;B\n1;2\n")) == nil)
    }

    @Test func theFileIsYAMLWhoseCommentsHoldNoLineOfTheirOwn() throws {
        let text = "Personalnummer;Datum;Std;\"Notiz\n- x: 1\";yes\n000417;13.01.2026;8,00;a;1\n"
        let yaml = try Self.propose(text, as: .timesheet).yaml(sample: "a\nb.csv")
        for line in yaml.split(separator: "\n") {
            #expect(!line.hasPrefix("- ") && !line.hasPrefix("b.csv"), "\(line)")
        }
        #expect(yaml.contains("\"yes\""))
    }

    @Test func aRehearsalCountsEachRejectAndKeepsTheFirstThousand() throws {
        var rehearsal = Rehearsal()
        for row in 1...1_500 {
            try rehearsal.take([.reject(SourceReject(kind: "unusable_row", subject: "row \(row)", reason: "x"))])
        }
        #expect(rehearsal.rejectCount == 1_500 && rehearsal.rejects.count == 1_000)
        #expect(rehearsal.rejects.last?.subject == "row 1000")
    }

    @Test func aRehearsalAddsUpByProjectAndCode() throws {
        let proposal = try Self.propose(Self.estimate, as: .estimate, [("currency", "USD"), ("accepted", "true")])
        let mapping = try TableMapping(.object(proposal.document))
        var reader = mapping.reader(of: ArrivedFile(name: "x", size: 0, digest: "", modifiedAt: Instant(seconds: 0)))
        var rehearsal = Rehearsal()
        try rehearsal.take(try reader.take(Array(Self.estimate.utf8)))
        try rehearsal.take(try reader.finish())
        #expect(rehearsal.total == Decimal(string: "52169.20"))
        #expect(rehearsal.sums.keys.sorted().map(\.type) == ["L", "M"])
        #expect(rehearsal.statuses == ["awarded": 1] && rehearsal.records.map(\.key) == ["E26-014/03"])
    }
}
