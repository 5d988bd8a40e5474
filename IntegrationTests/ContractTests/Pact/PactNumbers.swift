import JSON

/// JSON of which every number stays as it is written, as a text behind a mark: 0.00 is another amount than 0.0.
enum PactNumbers {
    private static let mark = "number "

    static func parse(_ bytes: [UInt8]) throws -> JSON {
        var text: [UInt8] = []
        var isInText = false
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if isInText {
                if byte == UInt8(ascii: "\\"), index + 1 < bytes.endIndex {
                    text.append(byte)
                    index += 1
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                }
                text.append(bytes[index])
                index += 1
            } else if isNumber(byte) {
                let number = bytes[index...].prefix {
                    isNumber($0) || $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E")
                }
                text += Array("\"\(mark)\(String(decoding: number, as: UTF8.self))\"".utf8)
                index += number.count
            } else {
                isInText = byte == UInt8(ascii: "\"")
                text.append(byte)
                index += 1
            }
        }
        return try JSON(parsing: text)
    }

    /// The number that a text stands for, as it was written.
    static func number(_ text: String) -> Substring? {
        text.hasPrefix(mark) ? text.dropFirst(mark.count) : nil
    }

    private static func isNumber(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
    }
}
