import TabularText
import Testing

/// Seeded random tables: the reader agrees with a slow rule, and with itself however the bytes are divided.
struct TableFuzzTests {
    private static let width = 5

    private func layout(_ encoding: TableDialect.Encoding) -> TableLayout {
        TableLayout(
            dialect: .semicolon(encoding),
            header: .none,
            columns: (0..<Self.width).map { TableColumn("\($0)", at: .position($0), .text(longest: 1000)) },
            allowsMissingCells: true,
            mayBeEmpty: true
        )
    }

    private func randomText(_ random: inout SeededRandom) -> String {
        let alphabet: [String] = [
            "a", "b", ";", ";", "\"", "\"", " ", "\r\n", "\n", "\r", "é", "²", "\u{A0}", "0", ",", "\t",
        ]
        return (0..<Int.random(in: 0...40, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "" }
            .joined()
    }

    private func splits(_ count: Int, _ random: inout SeededRandom) -> [Int] {
        var result: [Int] = []
        var rest = count
        while rest > 0 {
            let size = min(rest, Int.random(in: 0...7, using: &random))
            result.append(size)
            rest -= size
        }
        return result
    }

    @Test(arguments: 0..<8, [TableDialect.Encoding.utf8, .utf16LittleEndian, .windows1252])
    func agreesWithASlowRule(seed: UInt64, encoding: TableDialect.Encoding) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<800 {
            let text = randomText(&random)
            let bytes = text.unicodeScalars.flatMap { encoded($0, encoding) }
            // A file of three bytes is read as a whole, so that its issue leaves no rows.
            guard bytes.count > 3 else { continue }
            let slow = SlowTable(text, delimiter: ";")
            let reading = Reading(layout(encoding), bytes, chunks: splits(bytes.count, &random))
            #expect((reading.issue?.row) == slow.unclosed, "\(text.debugDescription)")
            var expected: [SlowTable.Row] = []
            for row in slow.rows where row.cells?.contains(where: { !$0.isEmpty }) ?? true { expected.append(row) }
            let found = reading.items.compactMap { item -> SlowTable.Row? in
                switch item {
                case .row(let row):
                    SlowTable.Row(number: row.number, cells: row.texts.map { $0 == "-" ? "" : $0 })
                case .badRow(let number, _): SlowTable.Row(number: number, cells: nil)
                case .total, .passedOver: nil
                }
            }
            #expect(found == expected.map(firstCells), "\(text.debugDescription)")
        }
    }

    private func firstCells(_ row: SlowTable.Row) -> SlowTable.Row {
        let padded = row.cells.map { Array(($0 + Array(repeating: "", count: Self.width)).prefix(Self.width)) }
        return SlowTable.Row(number: row.number, cells: padded)
    }

    private func encoded(_ scalar: Unicode.Scalar, _ encoding: TableDialect.Encoding) -> [UInt8] {
        switch encoding {
        case .utf16LittleEndian: return [UInt8(scalar.value & 0xFF), UInt8(scalar.value >> 8)]
        case .windows1252: return [UInt8(scalar.value)]
        default: return Array(String(Character(scalar)).utf8)
        }
    }

    /// Bytes of any kind: what is read does not depend on how they are divided, and nothing fails but by an issue.
    @Test(arguments: 0..<12)
    func chunksDoNotMatter(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let sample = Array(
            "sep=;\r\nKestrel\r\na;b;\"c\"\r\n1;2,5;x\r\n\"3\"\"\r\n\";;é\r\nTotal;9;\r\na;b;c\r\nEnd\r\n1;2;3".utf8
        )
        for _ in 0..<250 {
            var bytes = sample
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0...3, using: &random) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: index)
                case 2: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &random)], at: index)
                default: bytes.insert(contentsOf: [0xEF, 0xBB, 0xBF], at: index)
                }
            }
            let layout = anyLayout(&random)
            let whole = Reading(layout, bytes)
            #expect(whole == Reading(layout, bytes, chunks: Array(repeating: 1, count: bytes.count)), "\(bytes)")
            #expect(whole == Reading(layout, bytes, chunks: splits(bytes.count, &random)), "\(bytes)")
        }
    }

    private func anyLayout(_ random: inout SeededRandom) -> TableLayout {
        let isFixed = Int.random(in: 0...5, using: &random) == 0
        return TableLayout(
            dialect: TableDialect(
                encoding: TableDialect.Encoding.allCases.randomElement(using: &random) ?? .utf8,
                division: isFixed ? .fixedWidth([2, 4, 1]) : .delimited(by: ";", quote: "\"")
            ),
            header: Bool.random(using: &random) && !isFixed ? .found(afterAtMost: 2) : .none,
            columns: [
                TableColumn("a", at: isFixed ? .position(0) : nil, .text(longest: 5), mayBeAbsent: true),
                TableColumn("b", at: .position(1), .decimal(NumberNotation(decimalMark: ","), range: nil)),
            ],
            totalWords: ["Total"],
            footerWords: ["End"],
            longestRow: Int.random(in: 5...30, using: &random),
            mostCells: Int.random(in: 1...5, using: &random)
        )
    }
}
