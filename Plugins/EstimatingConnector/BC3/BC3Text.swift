import ConnectorKit
import TabularText

/// The text of a BC3 file, in the character set that its first record names.
enum BC3Text {
    /// Decodes a file: `850`, `437` or `ANSI` (Windows-1252) in the fifth field of ~V; empty is 850, as the format says.
    ///
    /// - Parameter bytes: The whole file.
    /// - Returns: Its text.
    /// - Throws: ``FileFault`` for another character set, a byte that it does not have, or bytes that are no text.
    static func text(of bytes: [UInt8]) throws(FileFault) -> String {
        if let offset = bytes.firstIndex(where: { $0 == 0 }) {
            throw FileFault("offset \(offset): a NUL byte, which no BC3 file has; this is another kind of file")
        }
        let name = charset(of: bytes)
        let page: SingleByteText =
            switch name.uppercased() {
            case "", "850": .oem850
            case "437": .oem437
            case "ANSI", "1252": .windows1252
            default:
                throw FileFault(
                    "line 1: ~V names the character set '\(name.prefix(20))'; 850, 437 or ANSI was expected"
                )
            }
        switch page.decoded(bytes) {
        case .success(let text): return text
        case .failure(let fault):
            let line = bytes[..<fault.offset].count { $0 == UInt8(ascii: "\n") } + 1
            let byte = String(fault.byte, radix: 16, uppercase: true)
            throw FileFault("line \(line): byte 0x\(byte) is no character of \(name.isEmpty ? "850" : name)")
        }
    }

    private static func charset(of bytes: [UInt8]) -> String {
        let begin = bytes.drop { $0 != UInt8(ascii: "~") }.dropFirst()
        let head = begin.prefix { $0 != UInt8(ascii: "~") }
        let fields = head.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
        guard fields.count > 5 else { return "" }
        let name = String(decoding: fields[5], as: UTF8.self)
        return String(name.filter { !$0.isWhitespace && $0 != "\\" })
    }
}
