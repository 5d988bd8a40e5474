import CanonicalModel
import FoundationEssentials
import TabularText
import Testing

/// Seeded random tables: what the detector is sure of is true, and nothing makes it fail but by an issue.
struct DetectorFuzzTests {
    /// A table of which the truth is known.
    private struct Sample {
        let bytes: [UInt8]
        let names: [String]
        let amounts: [Decimal]
        let days: [CalendarDate]

        init(_ random: inout SeededRandom) throws {
            let mark = ([".", ","] as [Character]).randomElement(using: &random) ?? "."
            let group = ["", mark == "." ? "," : ".", " ", "'"].randomElement(using: &random) ?? ""
            let separator = ["/", ".", "-"].randomElement(using: &random) ?? "/"
            let order = DateNotation.Order.allCases.randomElement(using: &random) ?? .dayMonthYear
            let words = ["Müller", "Wände", "Größe", "Señal", "été", "Formwork", "5 m²", "Bewehrung", "Åse"]
            var dialect = TableDialect()
            dialect.encoding = TableDialect.Encoding.allCases.randomElement(using: &random) ?? .utf8
            let delimiter = ([",", ";", "\t", "|"] as [Character]).randomElement(using: &random) ?? ","
            dialect.division = .delimited(by: delimiter, quote: "\"")
            dialect.writesByteOrderMark = Bool.random(using: &random)
            dialect.writesSeparatorLine = Int.random(in: 0..<4, using: &random) == 0
            dialect.writesCarriageReturns = Bool.random(using: &random)
            let count = Int.random(in: 2...25, using: &random)
            let hundredths = (0..<count).map { _ in Int.random(in: 0...9_999_999, using: &random) }
            names = (0..<count).map { _ in words.randomElement(using: &random) ?? "x" }
            amounts = hundredths.map { Decimal($0) / 100 }
            let start = Int.random(in: 20_000..<21_000, using: &random)
            days = (0..<count).map { _ in CalendarDate(daysSince1970: start + Int.random(in: 0..<60, using: &random)) }
            var writer = TableWriter(dialect, columns: ["Name", "Betrag", "Tag"])
            var bytes: [UInt8] = []
            for index in 0..<count {
                let amount = Self.amount(hundredths[index], mark: mark, group: group)
                bytes += try writer.row([names[index], amount, Self.day(days[index], order, separator)])
            }
            self.bytes = bytes
        }

        private static func amount(_ hundredths: Int, mark: Character, group: String) -> String {
            var whole = String(hundredths / 100)
            var groups: [String] = []
            while whole.count > 3 {
                groups.insert(String(whole.suffix(3)), at: 0)
                whole.removeLast(3)
            }
            let rest = String(hundredths % 100)
            return ([whole] + groups).joined(separator: group) + "\(mark)" + (rest.count == 1 ? "0" : "") + rest
        }

        private static func day(_ day: CalendarDate, _ order: DateNotation.Order, _ separator: String) -> String {
            let parts = day.text.split(separator: "-").map(String.init)
            let ordered =
                switch order {
                case .yearMonthDay: parts
                case .dayMonthYear: [parts[2], parts[1], parts[0]]
                case .monthDayYear: [parts[1], parts[2], parts[0]]
                }
            return ordered.joined(separator: separator)
        }
    }

    @Test(arguments: 0..<6)
    func whatIsCertainIsTrue(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var decided = (texts: 0, amounts: 0, days: 0)
        for round in 0..<40 {
            let sample = try Sample(&random)
            let found = try TableDetector(file: "x.csv").examine(sample.bytes, isWhole: true)
            guard found.encoding.confidence != .unsure, found.division.confidence != .unsure else { continue }
            let rows = Reading(found.layout, sample.bytes).rows
            #expect(rows.count == sample.names.count, "seed \(seed), round \(round)")
            guard rows.count == sample.names.count else { continue }
            #expect(rows.map { $0.texts[0] } == sample.names, "seed \(seed), round \(round): \(found.encoding)")
            decided.texts += 1
            if found.columns[1].kind.confidence != .unsure {
                decided.amounts += 1
                #expect(
                    rows.map { $0.values[1] } == sample.amounts.map { .decimal($0) },
                    "seed \(seed), round \(round)"
                )
            }
            if found.columns[2].kind.confidence != .unsure {
                decided.days += 1
                #expect(rows.map { $0.values[2] } == sample.days.map { .date($0) }, "seed \(seed), round \(round)")
            }
        }
        // Most samples decide; to propose nothing would be no help.
        #expect(decided.texts > 30 && decided.amounts > 25 && decided.days > 20, "\(decided)")
    }

    @Test(arguments: 0..<6)
    func nothingFailsButByAnIssue(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<40 {
            var bytes = try Sample(&random).bytes
            for _ in 0..<Int.random(in: 1...20, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                bytes[index] = UInt8.random(in: 0...255, using: &random)
            }
            let cut = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
            guard let found = try? TableDetector(file: "x.csv").examine(cut, isWhole: Bool.random(using: &random))
            else {
                continue
            }
            let whole = Reading(found.layout, bytes)
            #expect(whole.issue != nil || whole.items.count >= found.rowCount)
        }
    }
}
