/// Days and times digit by digit: each answer shows one, and each line of the transcript another.
extension [UInt8] {
    /// Appends a number in decimal digits, with zeros in front of one that has fewer than `digits`.
    mutating func append(_ number: Int64, digits: Int) {
        let text = String(number).utf8
        append(contentsOf: repeatElement(UInt8(ascii: "0"), count: Swift.max(0, digits - text.count)))
        append(contentsOf: text)
    }

    /// Appends a day as `2026-01-05`.
    mutating func append(_ date: CivilDate) {
        let parts = date.parts
        append(parts.year, digits: 4)
        append(UInt8(ascii: "-"))
        append(parts.month, digits: 2)
        append(UInt8(ascii: "-"))
        append(parts.day, digits: 2)
    }

    /// Appends a time as `05:58:11`.
    ///
    /// - Parameter seconds: The seconds since midnight.
    mutating func append(timeOfDay seconds: Int64) {
        append(seconds / 3600, digits: 2)
        append(UInt8(ascii: ":"))
        append(seconds / 60 % 60, digits: 2)
        append(UInt8(ascii: ":"))
        append(seconds % 60, digits: 2)
    }

    /// Appends bytes as small hexadecimal digits, two each.
    mutating func append(hexadecimal bytes: some Sequence<UInt8>) {
        for byte in bytes {
            append(Self.hexadecimalDigits[Int(byte >> 4)])
            append(Self.hexadecimalDigits[Int(byte & 15)])
        }
    }

    private static let hexadecimalDigits = Array("0123456789abcdef".utf8)
}
