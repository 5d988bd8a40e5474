import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import Testing

/// BC3 (FIEBDC-3) as domain.md §3 describes it.
struct BC3Tests {
    private func line(_ estimate: Estimate, _ path: String) throws -> EstimateLine {
        try #require(estimate.lines.first { $0.path == path })
    }

    private func bill(_ records: String, head: String = "~V||FIEBDC-3/2016||E26-014\\03\\AWARDED\\|ANSI||2|") -> String
    {
        head + "\r\n~C|B##|||\n~D|B##|A#\\\\\\|~C|A#|||\n" + records
    }

    private func amounts(_ records: String, currency: Bool = true) throws -> [String] {
        try EstimateFile(bill(records), ["currency": .text("USD")]).estimate.lines.map { line in
            "\(line.quantity.plainText) × \(line.unitPrice?.plainText ?? "-") = \(line.amount.plainText)"
        }
    }

    @Test func unitsOfWorkAreLinesAndTheirPartsAreNot() throws {
        let estimate = try EstimateFile(ReferenceBill.bc3).estimate
        #expect(
            estimate.lineTexts == [
                "03-300/0110 item - 03-300 1 1250.5 m2 38.4 48019.2", "03-300/0410 item - 03-300 3 1 LS 4150 4150",
                "03-200/0120 item - 03-200 3 1500 EA 12.15 18225", "02-315/0210 item - 02-315 2 420 h 75 31500",
                "31-600/0310 item - 31-600 - 1 LS 60000 60000",
            ]
        )
        #expect(estimate.statedTotal?.plainText == "161894.2" && estimate.format == "bc3")
    }

    @Test func theDecompositionWinsOverThePrice() throws {
        let records = """
            ~D|A#|W\\\\10\\|
            ~C|W|m|Wall|99.99|||
            ~D|W|L\\1\\0.5\\M\\2\\1.25\\|
            ~C|L|h|Worker|30.00||1|
            ~C|M|kg|Steel|1.10||3|
            """
        // 0.500 × 30.00 = 15.00, 2.500 × 1.10 = 2.75
        #expect(try amounts(records) == ["10 × 2.75 = 27.5", "10 × 15 = 150"])
    }

    @Test func aUnitOfWorkOfSeveralTypesIsALineForEachAndNoCentIsLost() throws {
        let records = """
            ~D|A#|W\\\\65.03\\|
            ~C|W|m3|Wall||||
            ~D|W|L\\1\\2.5\\M\\1\\1.05\\P\\1\\0.1\\%\\1\\0.03\\|
            ~C|L|h|Worker|37.00||1|
            ~C|M|m3|Concrete|128.00||3|
            ~C|P|h|Pump|118.00||2|
            ~C|%|%|Aids|||
            """
        let estimate = try EstimateFile(bill(records), ["currency": .text("USD")]).estimate
        // 92.50 + 134.40 + 11.80 = 238.70, and 3 % of it, 7.16: 245.86 × 65.03 = 15988.28.
        #expect(estimate.total.plainText == "15988.28")
        #expect(
            estimate.lines.map { "\($0.path) \($0.costType ?? "-") \($0.amount.plainText)" } == [
                "A/W/2 2 790.37", "A/W/1 1 6195.71", "A/W/3 3 9002.2",
            ]
        )
    }

    @Test func everyResultIsRoundedToTheDecimalsThatKDeclares() throws {
        let records = """
            ~D|A#|W\\\\3\\|
            ~C|W|m|Wall|||
            ~D|W|L\\1\\0.3333\\|
            ~C|L|h|Worker|10.555||1|
            """
        // By default yields have three decimals, everything else two: 0.333 × 10.555 = 3.51.
        #expect(try amounts(records) == ["3 × 3.51 = 10.53"])
        #expect(try amounts("~K|2\\2\\2\\4\\4\\4\\4\\2\\USD\\|0|\n" + records) == ["3 × 3.518 = 10.55"])
        // The third field is that of later versions, and goes before: DRS 4, DUO 3, DI 3, DC 2.
        #expect(
            try amounts("~K|\\2\\2\\3\\2\\2\\2\\2\\|0|3\\2\\3\\4\\3\\3\\2\\2\\2\\2\\2\\2\\USD\\|\n" + records) == [
                "3 × 3.518 = 10.55"
            ]
        )
    }

    @Test func indirectCostIsPartOfThePriceAndOverheadIsNot() throws {
        let records = """
            ~K|\\|3\\13\\6\\0\\21|
            ~D|A#|W\\\\1\\|
            ~C|W|m|Wall|||
            ~D|W|L\\1\\1\\|
            ~C|L|h|Worker|100.00||1|
            """
        #expect(try amounts(records) == ["1 × 103 = 103"])
    }

    @Test func aPercentageIsTakenOfThePartsBeforeIt() throws {
        let records = """
            ~D|A#|W\\\\1\\|
            ~C|W|m|Wall|||
            ~D|W|MO1\\1\\1\\MT1\\1\\1\\MO%\\1\\0.10\\%\\1\\0.02\\|
            ~C|MO1|h|Worker|100.00||1|
            ~C|MT1|h|Steel|50.00||3|
            ~C|MO%|%|Tools|||
            ~C|%|%|Aids|||
            """
        // 10 % of labour is 10.00; 2 % of 160.00 is 3.20: 163.20 in the ratio of 50 and 100.
        #expect(try amounts(records) == ["1 × 54.4 = 54.4", "1 × 108.8 = 108.8"])
    }

    @Test func measurementsAreLinesAndExpressionsAndNoSubtotals() throws {
        let records = """
            ~D|A#|W\\\\99\\|
            ~C|W|m|Wall|2.00|||
            ~M|A#\\W|1\\1\\||\\a comment\\\\\\\\\\\\North\\2\\3.50\\\\\\1\\\\\\\\\\\\3\\a*b+p*c^2\\2\\3\\4\\\\2\\\\\\\\\\\\\\less\\-1\\0.5\\\\\\|
            """
        // 2 × 3.5 = 7, 2 × 3 + 3.1415926 × 16 = 56.27, -0.5; subtotals count nothing.
        #expect(try amounts(records) == ["62.77 × 2 = 125.54"])
    }

    @Test func aUnitThatComesTwiceInAChapterHasTwoMeasurements() throws {
        let records = """
            ~D|A#|W\\\\2\\W\\\\5\\|
            ~C|W|m|Wall|10.00|||
            ~M|A#\\W|1\\1\\|2.00||
            ~M|A#\\W|1\\2\\|5.00||
            """
        let estimate = try EstimateFile(bill(records), ["currency": .text("USD")]).estimate
        #expect(estimate.lines.map { "\($0.path) \($0.amount.plainText)" } == ["A/W 20", "A/W#2 50"])
    }

    @Test func aPriceThatIsClearedIsNone() throws {
        let records = "~D|A#|W\\\\2\\|\n~C|W|m|Wall|NUL|||\n"
        #expect(EstimateFile.fault(bill(records), ["currency": .text("USD")])?.kind == "unpriced_estimate")
        let priced = "~D|A#|W\\\\2\\|\n~C|W|m|Wall|3.00|||\n~C|B##||Budget|0|||\n"
        #expect(try EstimateFile(bill(priced), ["currency": .text("USD")]).estimate.statedTotal == nil)
    }

    @Test func aMeasurementThatContradictsItsLinesIsTold() {
        let records = "~D|A#|W\\\\\\|\n~C|W|m|Wall|2.00|||\n~M|A#\\W|1\\|8.00|\\\\2\\3.50\\\\\\|\n"
        let reason = EstimateFile.fault(bill(records), ["currency": .text("USD")])?.reason
        #expect(reason?.contains("states 8, but its lines add up to 7") == true)
        #expect(reason?.hasPrefix("line 6") == true)
    }

    @Test func anEmptyFieldSaysNothingAndCodesWithAndWithoutMarksAreOne() throws {
        let records = """
            ~D|A#|W\\\\4\\|
            ~C|W|m|Wall|2.00|050126|3|
            ~C|W||||||
            ~C|A|| Chapter |||
            """
        let estimate = try EstimateFile(bill(records), ["currency": .text("USD"), "costCode": .text("item")]).estimate
        #expect(estimate.lineTexts == ["A/W item - W 3 4 m 2 8"])
    }

    @Test(arguments: [("ANSI", [0xF1]), ("850", [0xA4]), ("", [0xA4]), ("437", [0xA4])] as [(String, [UInt8])])
    func charactersAreThoseOfTheDeclaredSet(name: String, bytes: [UInt8]) throws {
        let text = "~V||FIEBDC-3/2016||E26-014\\03\\AWARDED\\|\(name)||2|\n~C|A#|||\n~D|A#|W\\\\1\\|\n~C|W|m|Pi"
        let file = try EstimateFile(
            Array(text.utf8) + bytes + Array("on|1|||".utf8),
            ["currency": .text("USD"), "identity": .text("heading:{number}\\{revision}\\{status}")]
        )
        #expect(try file.estimate.lines[0].text == "Piñon")
    }

    @Test func aByteThatTheSetDoesNotHaveIsTold() {
        let fault = EstimateFile.fault(Array(bill("~C|X|m|a").utf8) + [0x81] + Array("|||".utf8))
        #expect(fault?.reason == "line 4: byte 0x81 is no character of ANSI")
    }

    @Test(arguments: ["1": "price base", "3": "certification", "4": "update"])
    func whatIsNoBudgetIsRefused(type: String, word: String) {
        let head = "~V||FIEBDC-3/2016||E26-014\\03\\AWARDED\\|ANSI||\(type)|"
        #expect(EstimateFile.fault(bill("", head: head))?.reason.contains(word) == true)
    }

    @Test(arguments: [
        ("~D|A#|W\\\\1\\|", "A contains W, of which the file has no record ~C"),
        ("~D|A#|W\\\\1\\|~C|W|m|Wall||||", "has neither a price nor a decomposition"),
        ("~D|A#|W\\\\1\\|~C|W|m||1,50|||", "the price of W is '1,50'"),
        ("~D|A#|A#\\\\1\\|", "contain themselves"),
        ("~D|A#|W\\\\1\\|~C|W|m||||~D|W|W\\1\\1\\|", "contains itself"),
        ("~D|A#|C#\\2\\3\\|~C|C#||||", "chapter C comes 6 times"),
        ("~D|A#|W\\\\1\\|~C|W|m||5|||~M|A\\W|||3\\1/0\\1\\\\\\\\|", "no expression"),
        ("~K|2\\2\\x|", "~K gives 'x' as decimals DS"),
        ("~C|Z##||||", "two roots"),
        ("~CONCEPT|x|", "where one letter was expected"),
        ("~C|W|m|Wall|2.00", "does not end with |"),
    ])
    func recordsThatCannotBeUsedAreTold(records: String, reason: String) {
        let fault = EstimateFile.fault(bill(records), ["currency": .text("USD")])
        #expect(fault?.reason.contains(reason) == true, "\(fault?.reason ?? "no fault")")
    }

    /// Each level contains the next one twice: 2 to the power of 200 parts, if they were looked at one by one.
    @Test func whatIsUsedTwiceOnEachOfManyLevelsIsPricedOnce() throws {
        let levels = (0..<200).map { "~C|L\($0)||||\n~D|L\($0)|L\($0 + 1)\\1\\0.5\\L\($0 + 1)\\1\\0.5\\|\n" }.joined()
        #expect(try amounts("~D|A#|L0\\\\3\\|\n\(levels)~C|L200|h|Worker|30.00||1|\n") == ["3 × 30 = 90"])
    }

    /// A unit of 50,000 concepts, half of them percentages of the ones before them, in 400 places: more steps than any
    /// budget may take, unless each concept is looked at once.
    @Test func aUnitOfManyConceptsAndPercentagesIsPricedOnce() throws {
        var bill = "~D|A#|" + String(repeating: "W\\\\1\\", count: 400) + "|\n~C|W|m|Wall|||\n~D|W|"
        for number in 0..<25_000 { bill += "M\(number)\\1\\1\\M%\\1\\0\\" }
        bill += "|\n~C|M%|%|Tools|||\n"
        for number in 0..<25_000 { bill += "~C|M\(number)|h|Worker|1.00||1|\n" }
        let estimate = try EstimateFile(self.bill(bill), ["currency": .text("USD")], piece: 1 << 20).estimate
        #expect(estimate.lines.count == 400)
        #expect(estimate.lines.allSatisfy { $0.amount == 25_000 })
    }

    @Test func chaptersThatMultiplyWithoutEndAreRefused() {
        let levels = (0..<40).map { "~C|L\($0)#|||\n~D|L\($0)#|L\($0 + 1)#\\1\\1\\L\($0 + 1)#\\1\\1\\|\n" }.joined()
        let text = "~V||FIEBDC-3||E26-014\\03\\AWARDED\\|||2|\n~C|R##|||\n~D|R##|L0#\\1\\1\\|\n\(levels)~C|L40#|||\n"
        #expect(EstimateFile.fault(text, ["currency": .text("USD")])?.reason.contains("too many") == true)
    }

    @Test func garbageAndAnythingTooLargeIsRefused() {
        var bytes = Array("~V|".utf8)
        bytes += [0, 1, 2, 255]
        #expect(EstimateFile.fault(bytes)?.reason.contains("NUL byte") == true)
        #expect(EstimateFile.fault("", [:])?.reason == "the file is empty")
        let large = ReferenceBill.bc3 + String(repeating: " ", count: 4096)
        #expect(
            EstimateFile.fault(large, ["sizeLimit": .integer(4096)])?.reason.contains("more than 4096 bytes") == true
        )
        #expect(EstimateFile.fault("PK\u{3}\u{4}garbage")?.reason.contains("no BC3, GAEB or Sage export") == true)
    }
}
