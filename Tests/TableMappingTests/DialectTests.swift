import CanonicalModel
import ConnectorKit
import JSON
import TableMapping
import TabularText
import Testing

/// The reference bill of domain.md §9a, written as hosts of different Windows write it.
struct DialectTests {
    struct Writing: Sendable, CustomTestStringConvertible {
        let encoding: TableDialect.Encoding
        let delimiter: Character
        let isGerman: Bool
        var hasMark = false
        var hasSeparatorLine = false

        var testDescription: String { "\(encoding.rawValue) '\(delimiter)' mark \(hasMark) sep= \(hasSeparatorLine)" }

        func bytes() throws -> [UInt8] {
            let header =
                isGerman
                ? "Angebot|Rev|Status|Alt|Pos|Activity|Resource|Kostenstelle|Kostenart|Beschreibung|Menge|ME|EP|Betrag"
                : "Estimate|Rev|Status|Alt|Item|Activity|Resource|Cost Code|Type|Description|Quantity|Unit|Unit Price|Amount"
            var writer = TableWriter(
                TableDialect(
                    encoding: encoding,
                    division: .delimited(by: delimiter, quote: "\""),
                    writesByteOrderMark: hasMark,
                    writesSeparatorLine: hasSeparatorLine
                ),
                columns: header.split(separator: "|").map(String.init)
            )
            return try DialectTests.lines.flatMap { line in
                try writer.row(line.map { isGerman ? DialectTests.german($0) : $0 })
            }
        }
    }

    /// Numbers as an American host writes them.
    private static let lines = [
        [
            "E26-014", "03", "WON", "BASE", "0100", "0110", "LAB", "03-300", "L", "Schalung \"Typ A\"\r\nWände",
            "1,250.50", "m²", "38.40", "48,019.20",
        ],
        [
            "E26-014", "03", "WON", "BASE", "0200", "", "MAT", "03-200", "M", "Bewehrung", "1,500.00", "EA", "12.15",
            "18,225.00",
        ],
        [
            "E26-014", "03", "WON", "BASE", "0300", "", "EXC", "02-315", "E", "Bagger; groß", "420.00", "h", "75.00",
            "31,500.00",
        ],
        ["E26-014", "03", "WON", "BASE", "0400", "", "SUB", "31-600", "S", "Pfähle", "1.00", "LS", "", "60,000.00"],
        ["E26-014", "03", "WON", "ALT-1", "0500", "", "MAT", "03-300", "M", "Zulage", "1.00", "LS", "", "4,150.00"],
    ]

    private static func german(_ cell: String) -> String {
        guard cell.wholeMatch(of: /[0-9,]+\.[0-9]{2}/) != nil else { return cell }
        return String(cell.map { $0 == "," ? "." : $0 == "." ? "," : $0 })
    }

    static let writings = [
        Writing(encoding: .utf8, delimiter: ",", isGerman: false),
        Writing(encoding: .utf8, delimiter: ";", isGerman: true, hasMark: true),
        Writing(encoding: .utf8, delimiter: ";", isGerman: true, hasMark: true, hasSeparatorLine: true),
        Writing(encoding: .utf16LittleEndian, delimiter: ";", isGerman: true, hasMark: true),
        Writing(encoding: .utf16LittleEndian, delimiter: "\t", isGerman: true, hasMark: true),
        Writing(encoding: .utf16BigEndian, delimiter: "\t", isGerman: false, hasMark: true),
        Writing(encoding: .windows1252, delimiter: ";", isGerman: true),
        Writing(encoding: .codePage850, delimiter: ";", isGerman: true),
        Writing(encoding: .windows1252, delimiter: "|", isGerman: false),
    ]

    /// A person answers the two things that no file says; everything else is found.
    private static func estimate(_ writing: Writing) throws -> Estimate {
        let bytes = try writing.bytes()
        let table = try TableDetector(file: "bill.csv").examine(bytes, isWhole: true)
        let proposal = try MappingProposal(
            table,
            as: .estimate,
            file: "bill.csv",
            answers: [("currency", "USD"), ("accepted", "true")]
        )
        #expect(proposal.questions == [], "\(proposal.questions)")
        let file = try MappedFile(bytes, .object(proposal.document), name: "bill.csv")
        #expect(file.rejects == [])
        return try #require(try file.objects(Estimate.self).first)
    }

    @Test(arguments: writings)
    func oneBillIsOneEstimateInWhateverDialectItComes(writing: Writing) throws {
        let estimate = try Self.estimate(writing)
        #expect(estimate.total.plainText == "161894.2")
        #expect(estimate.json == (try Self.estimate(Self.writings[0])).json)
    }
}
