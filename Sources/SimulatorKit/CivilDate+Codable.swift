extension CivilDate: Codable {
    /// Reads ``text``.
    ///
    /// - Parameter decoder: Where it is written.
    /// - Throws: `DecodingError` for another text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let date = CivilDate(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "A day is written as 2026-01-05.")
        }
        self = date
    }

    /// Writes ``text``.
    ///
    /// - Parameter encoder: Where it is to be written.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
