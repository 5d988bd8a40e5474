import JSON
import SimulatorKit
import Testing

/// What each layout takes and refuses.
struct ImportTests {
    private static let monday = "2026-01-05T15:00:00Z"
    private static let later = "2026-01-05T16:00:00Z"

    /// Payroll after it took one file.
    private func after(
        _ name: String,
        _ text: String,
        _ options: [String: String] = [:]
    ) async throws -> PayrollStory {
        let story = try PayrollStory(options)
        try await story.at(Self.monday)
        try story.send(name, text)
        try await story.at(Self.later)
        return story
    }

    @Test func sampleOfOneGoodAndOneBadLineIsAnsweredByLine() async throws {
        let text = HoursFile.adp([
            "KST,260105,000417,26-014-03300,40.00,4.50,,", "KST,260105,000417,26-014-03300,,,DBL,2.00",
        ])
        let story = try await after("PRKSTEPI_260105.csv", text)
        #expect(
            try story.text("outbound/PRKSTEPI_260105.ack")
                == "batch=260105;status=PARTIAL;read=2;accepted=1;rejected=1;hours_accepted=44.50\n"
        )
        #expect(
            try story.text("outbound/PRKSTEPI_260105.rej")
                == "line,code,message\n3,E214,Hours 3 Code DBL not set up for company KST\n"
        )
        #expect(try story.names("inbound") == [])
        #expect(try story.names("processed") == ["PRKSTEPI_260105.csv"])
    }

    @Test(arguments: [
        ("Batch ID,Co Code,File #,Reg Hours", "1 E102"), ("\u{FEFF}" + HoursFile.adpHeader, "1 E102"),
        ("Co Code,Batch ID,File #,Shoe Size", "1 E103"), (HoursFile.adpHeader + ",Reg Hours", "1 E103"),
        ("Co Code,Batch ID,File #,Temp Dept,Temp Cost #,Reg Hours", "1 E104"),
    ])
    func wrongHeaderRefusesTheFile(header: String, refusal: String) async throws {
        let story = try await after("PRKSTEPI_260105.csv", header + "\nKST,260105,000417,,,\n")
        #expect(try await story.refused() == [refusal])
        #expect(try await story.total("hoursAccepted") == "0.00")
    }

    @Test func departmentsAreTakenWithLabourDistribution() async throws {
        let text = "Co Code,Batch ID,File #,Temp Dept,Temp Cost #,Reg Hours\nKST,1,000417,100,26-014-03300,8\n"
        let story = try await after("PRKSTEPI_1.csv", text, ["labour-distribution": "true"])
        #expect(try await story.refused() == [])
    }

    @Test(arguments: [
        ("KSX,260105,000417,26-014-03300,8,,,", "E501"), ("KST,260105,417,26-014-03300,8,,,", "E205"),
        ("KST,260105,000050,26-014-03300,8,,,", "E205"), ("KST,260105,000999,26-014-03300,8,,,", "E201"),
        ("KST,260105,000417,26-014-99999,8,,,", "E301"), ("KST,260105,000417,,8,,,", "E301"),
        ("KST,260105,000417,26-014-03300,\"8,5\",,,", "E211"), ("KST,260105,000417,26-014-03300,8.125,,,", "E211"),
        ("KST,260105,000417,26-014-03300,8:30,,,", "E211"), ("KST,260105,000417,26-014-03300,1000,,,", "E211"),
        ("KST,260105,000417,26-014-03300,,,,", "E212"), ("KST,260105,000417,26-014-03300,,,HOL,", "E213"),
        ("KST,260105,000417,26-014-03300,8", "E108"),
    ])
    func badLineOfPaydataIsRefused(row: String, code: String) async throws {
        let story = try await after("PRKSTEPI_260105.csv", HoursFile.adp([row]))
        #expect(try await story.refused() == ["2 \(code)"])
        #expect(try story.text("outbound/PRKSTEPI_260105.ack").contains("status=REJECTED;read=1;accepted=0"))
    }

    @Test func tabsEarningsAndFurtherHoursAreRead() async throws {
        let header =
            "Co Code\tBatch ID\tFile #\tTemp Cost #\tHours 3 Code\tHours 3 Amount\tEarnings 3 Code\tEarnings 3 Amount"
        let row = "KST\t260105\t000417\t26-014-03300\tHOL\t8\tPTO\t100.50"
        let story = try await after("EPIKST260105.txt", header + "\n" + row + "\n")
        try await story.at("2026-01-09T12:00:00Z")
        #expect(
            try story.register(612) == [
                "612,2026-01-04,000417,HOL,26-014,03-300,L,2026-01-04,8.00,41.3750,331.00,112.54,",
                "612,2026-01-04,000417,PTO,26-014,03-300,L,2026-01-04,0.00,0.0000,100.50,34.17,",
            ]
        )
    }

    @Test func twoLettersOfACompanyArePaddedInTheName() async throws {
        let text = HoursFile.reference.replacing("KST", with: "KS")
        let story = try await after("PRKS_EPI_260105.csv", text, ["company": "KS"])
        #expect(try story.names() == ["PRKS_EPI_260105.ack"])
    }

    @Test(arguments: ["hours.csv", "PRXYZEPI_260105.csv", "PRKSTEPI_.csv", "PRKSTEPI_260105.xls", "EPIKST.csv"])
    func otherNamesAreRefused(name: String) async throws {
        let story = try await after(name, HoursFile.reference)
        #expect(try await story.refused() == ["null E107"])
        #expect(try story.names("processed") == [name])
    }

    @Test func batchOfTheNameMustBeThatOfTheLines() async throws {
        let story = try await after("PRKSTEPI_260106.csv", HoursFile.reference)
        #expect(try await story.refused() == ["null E106"])
        let mixed = HoursFile.adp(["KST,1,000417,26-014-03300,8,,,", "KST,2,000417,26-014-03300,8,,,"])
        #expect(try await after("PRKSTEPI.csv", mixed).refused() == ["null E106"])
    }

    @Test(arguments: ["", "\u{0}", "\"Co Code,Batch ID"])
    func emptyOrBrokenFileIsRefused(text: String) async throws {
        let story = try await after("PRKSTEPI_260105.csv", text)
        #expect(try await story.refused() == [text.isEmpty ? "null E101" : "null E100"])
    }

    @Test func badItemFailsTheWholeCheckAtPaychex() async throws {
        let text =
            HoursFile.paychex("000417", "REG", "8.00", "01/02/2026")
            + HoursFile.paychex("000417", "Reg", "8.00", "01/02/2026")
            + HoursFile.paychex("000417", "REG", "4.00", "01/02/2026", check: "2")
            + HoursFile.paychex("000402", "REG", "8.00", "01/02/2026")
        let story = try await after("SPI_KST00001_9.csv", text, ["layout": "paychex"])
        #expect(
            try story.text("outbound/SPI_KST00001_9.rpt").split(separator: "\n") == [
                "batch=9;status=Completed with Errors and Warnings;read=4;accepted=2;rejected=2;hours_accepted=12.00",
                "line,worker_id,code,message", "1,000417,E290,Check of 000417 is refused because of line 2",
                "2,000417,E214,Pay Component Reg not set up for company KST",
            ]
        )
    }

    @Test(arguments: [
        ("KST00009,000417,,26-014-03300,REG,,,8,,01/02/2026,,,,,,", "E501"),
        ("KST00001,000417,,26-014-03300,REG,10000,,8,,01/02/2026,,,,,,", "E211"),
        ("KST00001,000417,,26-014-03300,REG,,7,8,,01/02/2026,,,,,,", "E505"),
        ("KST00001,000417,,26-014-03300,REG,,,1000,,01/02/2026,,,,,,", "E211"),
        ("KST00001,000417,,26-014-03300,REG,,,8,,2026-01-02,,,,,,", "E401"),
        ("KST00001,000417,,26-014-03300,REG,,,8,,02/02/2026,,,,,,", "E402"),
        ("KST00001,000417,,26-014-03300,REG,,,8,,01/02/2026,1.00,,,,,", "E215"),
        ("KST00001,000417,,26-014-03300,REG,,,,,01/02/2026,,,,,,", "E212"),
        ("KST00001,000417,,26-014,REG,,,8,,01/02/2026,,,,,,99-999", "E301"),
        ("KST00001,000417,,26-014-03300,REG,,,8,,01/02/2026", "E108"),
    ])
    func badLineOfPaychexIsRefused(row: String, code: String) async throws {
        let story = try await after("SPI_KST00001_9.csv", row + "\n", ["layout": "paychex"])
        #expect(try await story.refused() == ["1 \(code)"])
    }

    @Test func paychexWorksOnOneFileAtATimeAndSkipsAHeader() async throws {
        let story = try PayrollStory(["layout": "paychex"])
        try await story.at(Self.monday)
        let header =
            "Client ID,Worker ID,Org,Job Number,Pay Component,Rate,Rate Number,Hours,Units,Line Date,Amount,"
            + "Check Seq Number,Override State,Override Local,Override Local Jurisdiction,Labor Assignment\n"
        let row = "KST00001,000417,,26-014,REG,50.0000,,8.00,,01/02/2026,,,,,,03-300\n"
        for number in 1...3 { try story.send("SPI_KST00001_\(number).csv", header + row) }
        try await story.at("2026-01-05T15:05:00Z")
        #expect(try story.names("inbound").count == 2)
        try await story.at("2026-01-05T15:10:00Z")
        #expect(try story.names("inbound") == ["SPI_KST00001_3.csv"])
        try await story.at(Self.later)
        #expect(try await story.refused() == [])
        try await story.at("2026-01-09T12:00:00Z")
        #expect(try story.register(612).first?.hasSuffix("8.00,50.0000,400.00,136.00,") == true)
    }

    @Test(arguments: [
        ("2,01/26,,,A,000417,1,,J,5,01/02/2026,1,26-014,03-300,REG,8,", "E501"),
        ("1,12/25,,,A,000417,1,,J,5,01/02/2026,1,26-014,03-300,REG,8,", "E403"),
        ("1,01/26,7,,A,000417,1,,J,5,01/02/2026,1,26-014,03-300,REG,8,", "E506"),
        ("1,01/26,,,C,000417,1,,J,5,01/02/2026,1,26-014,03-300,REG,8,", "E503"),
        ("1,01/26,,,A,000417,1,,X,5,01/02/2026,1,26-014,03-300,REG,8,", "E504"),
        ("1,01/26,,,A,000417,1,,J,4,01/02/2026,1,26-014,03-300,REG,8,", "E405"),
        ("1,01/26,,,A,000417,1,,J,5,01/02/2026,1,26-099,03-300,REG,8,", "E301"),
        ("1,01/26,,,A,000417,1,,J,5,01/02/2026,1,26-014,03-999,REG,8,", "E301"),
        ("1,01/26,,,A,000417,1,,J,5,,1,26-014,03-300,REG,8,", "E401"),
        ("1,01/26,,,A,000417,1,,J,5,01/02/2026,1,26-014,03-300,REG,,", "E212"),
    ])
    func badLineOfVistaIsRefused(row: String, code: String) async throws {
        let text = HoursFile.vistaHeader + "\n" + row + "\n"
        let story = try await after("PRTB_1_9.csv", text, ["layout": "vista"])
        #expect(try await story.refused() == ["2 \(code)"])
    }

    @Test func vistaBatchGoesFromOpenToPostedBeforeItIsAnswered() async throws {
        let story = try PayrollStory(["layout": "vista"])
        try await story.at(Self.monday)
        let row = HoursFile.vista("000417", "REG", "8", day: 5, "01/02/26").replacing("03-300", with: "03-300-")
        try story.send("PRTB_1_9.csv", HoursFile.vistaHeader + "\n" + row)
        for (minute, state) in [("05", "Open"), ("10", "Validated"), ("15", "Posted")] {
            #expect(try story.names() == [])
            try await story.at("2026-01-05T15:\(minute):00Z")
            #expect(try await story.ask("GET", "truth")["batches"]?[0]?["state"] == .string(state))
        }
        #expect(try story.names() == ["PRTB_1_9.ack"])
        #expect(try await story.refused() == [])
    }

    @Test func vistaBatchThatIsNotPostedWaitsForTheNextRun() async throws {
        let story = try PayrollStory(["layout": "vista"])
        try await story.at("2026-01-09T00:50:00Z")
        let row = HoursFile.vista("000417", "REG", "8", day: 5, "01/02/2026")
        try story.send("PRTB_1_9.csv", HoursFile.vistaHeader + "\n" + row)
        try await story.at("2026-01-09T12:00:00Z")
        #expect(try await story.total("hoursAccepted") == "8.00")
        #expect(try story.names() == ["PRTB_1_9.ack"])
        try await story.at("2026-01-16T12:00:00Z")
        #expect(
            try story.register(612).first?.hasPrefix("612,2026-01-11,000417,REG,26-014,03-300,L,2026-01-02") == true
        )
    }
}
