import Foundation
import TabularText

/// A file of hours with eight columns, the same bytes for the same seed and size.
///
/// One note in sixteen stands in quotes and holds a delimiter or a doubled quote, one in sixteen a letter above ASCII.
struct HoursFile {
    let path: String

    /// The columns, typed and with the ranges that are checked.
    static let layout = TableLayout(
        columns: [
            TableColumn("Co Code", .choice(["KST", "KSW"]), required: true),
            TableColumn("Employee", .text(longest: 10), required: true),
            TableColumn("Job", .text(longest: 20), required: true),
            TableColumn("Cost Code", .text(longest: 20), required: true),
            TableColumn("Day", .date(.iso), required: true),
            TableColumn("Hours", .decimal(.plain, range: -24...24), required: true),
            TableColumn("Rate", .decimal(.plain, range: 0...10_000), required: true),
            TableColumn("Note", .text(longest: 100)),
        ]
    )

    /// Writes the file unless it is there with this size or a little more, and begins as this seed's does.
    func make(bytes: Int, seed: UInt64) throws {
        var state = seed
        var written = 0
        var chunk = Array("Co Code,Employee,Job,Cost Code,Day,Hours,Rate,Note\r\n".utf8)
        func fill() {
            while chunk.count < 1 << 17, written + chunk.count < bytes { Self.appendRow(&state, to: &chunk) }
        }
        fill()
        if try isThere(bytes: bytes, begin: chunk) { return }
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw CocoaError(.fileWriteUnknown) }
        defer { try? file.close() }
        while !chunk.isEmpty {
            try file.write(contentsOf: Data(chunk))
            written += chunk.count
            chunk.removeAll(keepingCapacity: true)
            fill()
        }
    }

    private func isThere(bytes: Int, begin: [UInt8]) throws -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let size = attributes?[.size] as? Int, size >= bytes, size < bytes + 1 << 18 else { return false }
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? file.close() }
        return try file.read(upToCount: begin.count) == Data(begin)
    }

    private static let notes = [
        "formwork wall axis 4", "rebar", "pour, level 2 \"north\"", "", "Schalung für Wände", "excavation", "clean up",
        "crane",
        "stripping slab", "stair core", "rework after inspection", "", "travel", "survey", "delivery", "weather",
    ]

    private static func appendRow(_ state: inout UInt64, to text: inout [UInt8]) {
        // Knuth's linear congruence; the upper bits are random enough for a file.
        func random(_ limit: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % limit
        }
        func append(_ part: String) { text.append(contentsOf: part.utf8) }
        func appendNumber(_ value: UInt64, digits: Int) {
            let shown = String(value)
            append(String(repeating: "0", count: max(0, digits - shown.count)) + shown)
        }
        append(random(3) == 0 ? "KSW," : "KST,")
        appendNumber(random(900_000) + 51, digits: 6)
        append(",26-")
        appendNumber(random(400), digits: 3)
        append(",0")
        appendNumber(random(10), digits: 1)
        append("-")
        appendNumber(random(1000), digits: 3)
        append(",2026-")
        appendNumber(random(12) + 1, digits: 2)
        append("-")
        appendNumber(random(28) + 1, digits: 2)
        append(random(20) == 0 ? ",-" : ",")
        append("\(random(12)).")
        appendNumber(random(4) * 25, digits: 2)
        append(",\(random(80) + 18).")
        appendNumber(random(10_000), digits: 4)
        let note = notes[Int(random(16))]
        append(note.contains(",") ? ",\"" + note.replacing("\"", with: "\"\"") + "\"\r\n" : ",\(note)\r\n")
    }
}
