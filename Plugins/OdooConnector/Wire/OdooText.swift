/// Texts of Odoo as messages quote them.
enum OdooText {
    private static let longest = 300

    /// A text on one line, cut where it becomes too long to read.
    static func oneLine(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > longest ? line.prefix(longest) + "…" : line
    }

    /// Whether a byte is a blank or an end of line.
    static func isBlank(_ byte: UInt8) -> Bool {
        [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n")].contains(byte)
    }
}
