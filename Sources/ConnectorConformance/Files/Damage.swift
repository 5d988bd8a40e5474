/// Files that are no files of a connector, or that something happened to.
enum Damage {
    /// What is no such file at all.
    static let garbage: [(what: String, bytes: [UInt8])] = [
        ("an empty file", []),
        ("a file of zeroes", [UInt8](repeating: 0, count: 5000)),
        ("a file of random bytes", random(5000)),
        ("a page for people", Array("<!DOCTYPE html><html><body>Sign in</body></html>\n".utf8)),
        ("a long line without an end", [UInt8](repeating: UInt8(ascii: "x"), count: 100_000)),
        ("a file of line ends", [UInt8](repeating: 0x0A, count: 1000)),
        ("a file of quotes", [UInt8](repeating: UInt8(ascii: "\""), count: 1001)),
        ("the beginning of an archive", Array("PK\u{3}\u{4}".utf8) + random(600)),
    ]

    /// The same file after something happened to it, which must be survived, whatever comes of it.
    static func of(_ bytes: [UInt8]) -> [(what: String, bytes: [UInt8])] {
        guard bytes.count > 1 else { return [] }
        var damaged: [(what: String, bytes: [UInt8])] = [
            ("the file behind its first line", Array(bytes.drop { $0 != 0x0A }.dropFirst())),
            ("the file twice", bytes + bytes),
            ("the file backwards", bytes.reversed()),
            ("the file in UTF-16", [0xFF, 0xFE] + bytes.flatMap { [$0, 0] }),
        ]
        var chance = SeededGenerator(seed: 7)
        for round in 0..<100 {
            var other = bytes
            for _ in 0...chance.below(4) { other[chance.below(other.count)] = UInt8(chance.below(256)) }
            let gap = chance.below(other.count)
            if round.isMultiple(of: 3) { other.removeSubrange(gap..<min(other.count, gap + 40)) }
            damaged.append(("the file with damage number \(round + 1)", other))
        }
        return damaged
    }

    private static func random(_ count: Int) -> [UInt8] {
        var chance = SeededGenerator(seed: 3)
        return (0..<count).map { _ in UInt8(chance.below(256)) }
    }
}
