#if os(Linux)
    import Foundation
    import TabularText
    import Testing

    /// What a reader keeps of a row that does not end, counted in bytes that the process took from the system; in a process of
    /// its own, so that nobody else's are counted.
    struct HeldMemoryTests {
        @Test func aRowWithoutEndIsNotKept() async {
            await #expect(processExitsWith: .success) {
                let monsters: [(name: String, begin: String, piece: String, encoding: TableDialect.Encoding)] = [
                    ("a line", "3,", "x", .utf8),
                    ("a line of bytes that grow", "3,", "\u{E9}", .windows1252),
                    ("a quoted cell", "3,\"", "x\n\"\"", .utf8),
                    ("cells", "3,", ",", .utf8),
                    ("blanks", "", " ", .utf8),
                ]
                let before = try heldBytes()
                for monster in monsters {
                    var layout = TableLayout.texts("a", "b", dialect: TableDialect(encoding: monster.encoding))
                    layout.longestRow = 1 << 18
                    let bytes = monster.encoding == .utf8 ? Array(monster.piece.utf8) : [0xE9]
                    let piece = Array([[UInt8]](repeating: bytes, count: (1 << 16) / bytes.count).joined())
                    var reader = TableReader(layout, file: "hours.csv")
                    _ = try reader.take(Array("a,b\n1,2\n\(monster.begin)".utf8))
                    var most = 0
                    for _ in 0..<64 {
                        _ = try reader.take(piece)
                        most = max(most, try heldBytes() - before)
                    }
                    // The longest row in an array that has doubled, beside the one that it grew from.
                    #expect(most < 2 << 20, "\(monster.name) of 4 MiB: \(most) bytes")
                }
            }
        }
    }

    /// How many bytes of writable memory the process has to itself.
    private func heldBytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmData:") })
        return try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) }) << 10
    }
#endif
