/// How characters become bytes.
enum CharacterTable: String, Sendable, Hashable, Codable, CaseIterable {
    case utf8 = "utf-8"
    case utf8WithMark = "utf-8-bom"
    case utf16LittleEndian = "utf-16le"
    case windows1252 = "windows-1252"
    case oem850 = "oem-850"
    case oem437 = "oem-437"

    /// The bytes of a whole file, with the byte order mark where there is one.
    ///
    /// A character that the table lacks becomes a question mark, as old programs write it.
    func bytes(of text: String) -> [UInt8] {
        switch self {
        case .utf8: Array(text.utf8)
        case .utf8WithMark: [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        case .utf16LittleEndian:
            [0xFF, 0xFE] + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        case .windows1252, .oem850, .oem437:
            text.unicodeScalars.map { $0.isASCII ? UInt8($0.value) : upperHalf[$0] ?? UInt8(ascii: "?") }
        }
    }

    /// How many characters of a text the table lacks.
    func lost(in text: String) -> Int {
        switch self {
        case .utf8, .utf8WithMark, .utf16LittleEndian: 0
        case .windows1252, .oem850, .oem437:
            text.unicodeScalars.count { !$0.isASCII && upperHalf[$0] == nil }
        }
    }

    private var upperHalf: [Unicode.Scalar: UInt8] {
        switch self {
        case .windows1252: Self.windows1252Bytes
        case .oem850: Self.oem850Bytes
        case .oem437: Self.oem437Bytes
        default: [:]
        }
    }

    private static let windows1252Bytes = numbered(
        "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ"
            + "\u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯°±²³´µ¶·¸¹º»¼½¾¿"
            + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"
            + "àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"
    )

    private static let oem850Bytes = numbered(
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ"
            + "áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐"
            + "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀"
            + "ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}"
    )

    private static let oem437Bytes = numbered(
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ"
            + "áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
            + "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
            + "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}"
    )

    /// The characters with the bytes from 128 upwards; U+FFFD stands for a byte without a character.
    private static func numbered(_ characters: String) -> [Unicode.Scalar: UInt8] {
        var bytes: [Unicode.Scalar: UInt8] = [:]
        for (index, scalar) in characters.unicodeScalars.enumerated() where scalar != "\u{FFFD}" {
            bytes[scalar] = UInt8(128 + index)
        }
        return bytes
    }
}
