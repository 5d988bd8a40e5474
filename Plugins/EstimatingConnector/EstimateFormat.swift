/// How an export is written.
enum EstimateFormat: String, CaseIterable {
    /// By content.
    case auto
    /// A table, read by a mapping.
    case csv
    /// Category and phase records of Sage Estimating.
    case sage
    /// FIEBDC-3.
    case bc3
    /// GAEB DA XML.
    case gaeb

    /// The format that a file begins like: `~V` is BC3, `<` XML, `"C",` or `"P",` Sage; anything else is a table.
    static func detected(in bytes: some Sequence<UInt8>) -> EstimateFormat {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        let marks: [UInt8] = [0xEF, 0xBB, 0xBF]
        let begin = Array(bytes.drop { marks.contains($0) || isBlank($0) }.prefix(16))
        if begin.starts(with: "~V".utf8) { return .bc3 }
        if begin.first == UInt8(ascii: "<") { return .gaeb }
        let compact = begin.filter { !isBlank($0) }
        let isSage = ["\"C\",", "\"P\","].contains { compact.starts(with: $0.utf8) }
        return isSage ? .sage : .csv
    }
}
