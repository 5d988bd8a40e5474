import Foundation

/// What the server keeps of a text that is stored as HTML: no scripts, no events, and every element closed.
struct HTMLSanitizer {
    /// The text without the elements `script` and `style`; a text that begins with none becomes a paragraph.
    static func sanitize(_ source: String) -> String {
        let text = source.replacing(#/(?is)<(script|style)\b.*?</\1\s*>/#, with: "")
        guard !text.allSatisfy(\.isWhitespace) else { return "" }
        var sanitizer = HTMLSanitizer()
        sanitizer.read(text)
        return sanitizer.finished
    }

    private static let void: Set<String> = ["br", "img", "hr", "input", "meta", "link", "col", "wbr"]
    private static let inline: Set<String> = [
        "b", "i", "u", "em", "strong", "span", "a", "small", "sub", "sup", "font",
    ]
    /// The elements that end one of their own kind by beginning.
    private static let siblings: Set<String> = ["p", "li", "td", "tr", "option"]

    private var result = ""
    private var open: [String] = []
    /// What stands at the top: the names of elements, and nothing for text.
    private var top: [String] = []

    private mutating func read(_ text: String) {
        var rest = text[...]
        while let tag = rest.firstMatch(of: #/(?s)<(/?)([A-Za-z][A-Za-z0-9]*)((?:\s+[^<>]*)?)(/?)>/#) {
            append(rest[..<tag.range.lowerBound])
            let name = tag.2.lowercased()
            if tag.1.isEmpty { begin(name, String(tag.3)) } else { end(name) }
            rest = rest[tag.range.upperBound...]
        }
        append(rest)
        while let name = open.popLast() { result += "</\(name)>" }
    }

    private mutating func append(_ text: Substring) {
        guard !text.isEmpty else { return }
        if open.isEmpty, !text.allSatisfy(\.isWhitespace) { top.append("") }
        result += text.replacing(#/&(?!#?[A-Za-z0-9]+;)/#, with: "&amp;")
            .replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    private mutating func begin(_ name: String, _ attributes: String) {
        if Self.siblings.contains(name), open.last == name { end(name) }
        if open.isEmpty { top.append(name) }
        result += "<\(name)\(Self.harmless(attributes))>"
        if !Self.void.contains(name) { open.append(name) }
    }

    private mutating func end(_ name: String) {
        guard open.contains(name) else { return }
        while let last = open.popLast() {
            result += "</\(last)>"
            if last == name { return }
        }
    }

    /// The attributes without events, and links without programs.
    private static func harmless(_ attributes: String) -> String {
        attributes.replacing(#/(?i)\s+on[a-z]+\s*=\s*("[^"]*"|'[^']*'|[^\s>]*)/#, with: "")
            .replacing(#/(?i)(href|src)\s*=\s*(["'])\s*javascript:[^"']*["']/#) { "\($0.1)=\"\"" }
            .replacing(#/\s*\/$/#, with: "")
    }

    /// The text, in a paragraph if it begins with plain text, in a span if there are several pieces within a line.
    private var finished: String {
        if result.hasPrefix("<div>"), result.hasSuffix("</div>"), top == ["div"] {
            let inner = String(result.dropFirst(5).dropLast(6))
            return inner.hasPrefix("<") ? inner : "<p>\(inner)</p>"
        }
        if top.first == "" { return "<p>\(result)</p>" }
        let isInline = top.allSatisfy { $0.isEmpty || Self.inline.contains($0) }
        return top.count > 1 && isInline ? "<span>\(result)</span>" : result
    }
}
