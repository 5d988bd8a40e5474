import Foundation

/// What an XML parser complained about, and where.
struct XMLFault: Hashable {
    /// What is wrong and in which line and column.
    let reason: String
    /// Whether a document with it is read all the same.
    let isHarmless: Bool
    /// Whether only the text at that place is lost, and the nesting of elements is still as it was written.
    let spoilsTextOnly: Bool

    /// Sorts an error of the parser by its code, which is libxml2's.
    ///
    /// - Parameters:
    ///   - error: The error.
    ///   - line: The line at which it occurred, from 1.
    ///   - column: The column, from 1.
    init(_ error: any Error, line: Int, column: Int) {
        let code = (error as NSError).code
        reason = "line \(line), column \(column): \(Self.meanings[code] ?? "XML error \(code)")"
        isHarmless = Self.harmless.contains(code)
        spoilsTextOnly = Self.textErrors.contains(code)
    }

    /// A later XML version, namespaces that are no absolute addresses, undeclared prefixes (names are compared without
    /// theirs), and two hyphens in a comment.
    private static let harmless: Set = [80, 97, 99, 100, 200, 201, 202, 203, 204, 205]

    /// An `&` that begins no reference, a reference without its end or to nothing, and `]]>` in a text.
    private static let textErrors: Set = [23, 26, 27, 62, 68]

    private static let meanings = [
        5: "the document ends too early, or goes on behind its end",
        9: "a character that XML does not have, or bytes that are no UTF-8",
        23: "an & that is not written as &amp;",
        26: "a reference to an entity that is not declared",
        27: "a reference to an entity that is not declared",
        38: "a < inside an attribute",
        39: "an attribute without quotes",
        41: "an attribute without a value",
        42: "an attribute that is there twice",
        62: "a ]]> in a text",
        65: "a blank is missing",
        68: "an & that is not written as &amp;",
        73: "a > is missing",
        76: "an opening and a closing tag do not match",
        77: "an element is not closed",
        81: "bytes that are not in the declared encoding",
    ]
}
