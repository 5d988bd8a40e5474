import Foundation

/// What the server keeps of a text that is stored as HTML: no scripts, no events, and every element closed.
struct HTMLSanitizer {
    /// The text without the elements `script` and `style`; a text that begins with none becomes a paragraph.
    static func sanitize(_ source: String) -> String {
        var sanitizer = HTMLSanitizer(source)
        sanitizer.read()
        return sanitizer.result.allSatisfy(\.isWhitespace) ? "" : sanitizer.finished
    }

    private static let void: Set<String> = ["br", "img", "hr", "col", "wbr"]
    private static let inline: Set<String> = [
        "b", "i", "u", "em", "strong", "span", "a", "small", "sub", "sup", "font",
    ]
    /// The elements that end one of their own kind by beginning.
    private static let siblings: Set<String> = ["p", "li", "td", "tr", "option"]
    /// The elements that go with all that they hold.
    private static let programs: Set<String> = ["script", "style"]
    /// The elements that are kept; of others only what they hold is.
    private static let known = inline.union(void).union(siblings).union(
        """
        abbr acronym address article aside bdi bdo big blockquote caption center cite code colgroup dd del details dfn dir \
        div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup ins kbd label main map mark nav ol pre q s samp \
        section strike summary table tbody tfoot th thead time tt ul var
        """.split(separator: " ").map(String.init)
    )

    private let text: [Unicode.Scalar]
    private var position = 0
    private var result = ""
    private var open: [String] = []
    /// How many elements of each name are open.
    private var openCount: [String: Int] = [:]
    /// What stands at the top: the names of elements, and nothing for text.
    private var top: [String] = []

    private init(_ source: String) {
        text = Array(source.unicodeScalars)
    }

    private mutating func read() {
        var start = 0
        while position < text.count {
            let before = position
            guard text[position] == "<", let tag = HTMLTag(text, &position) else {
                position += 1
                continue
            }
            append(text[start..<before])
            if Self.programs.contains(tag.name), !tag.isEnd { skip(tag.name) } else { follow(tag) }
            start = position
        }
        append(text[start...])
        while let name = open.popLast() { result += "</\(name)>" }
    }

    /// Leaves out all up to the end of an element, or of the text.
    private mutating func skip(_ name: String) {
        while position < text.count {
            if text[position] == "<", let tag = endTag(name) {
                position = tag
                return
            }
            position += 1
        }
    }

    /// Where the end tag that begins here ends; `nil` if none of this name does.
    private func endTag(_ name: String) -> Int? {
        let wanted = Array("</\(name)".unicodeScalars)
        let given = text[position...].prefix(wanted.count)
        guard String(String.UnicodeScalarView(given)).lowercased() == "</\(name)" else { return nil }
        let rest = text[(position + wanted.count)...]
        guard rest.first.map({ HTMLTag.isBlank($0) || $0 == ">" || $0 == "/" }) ?? true else { return nil }
        return rest.firstIndex(of: ">").map { $0 + 1 } ?? text.count
    }

    private mutating func follow(_ tag: HTMLTag) {
        guard Self.known.contains(tag.name) else {
            if open.isEmpty, !tag.isEnd { top.append(tag.name) }
            return
        }
        guard !tag.isEnd else { return end(tag.name) }
        begin(tag)
        if tag.isClosed, !Self.void.contains(tag.name) { end(tag.name) }
    }

    private mutating func append(_ piece: ArraySlice<Unicode.Scalar>) {
        guard !piece.isEmpty else { return }
        let text = String(String.UnicodeScalarView(piece))
        if open.isEmpty, !text.allSatisfy(\.isWhitespace) { top.append("") }
        result += Self.escaped(text)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing(#/&(?!#?[A-Za-z0-9]+;)/#, with: "&amp;")
            .replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    private mutating func begin(_ tag: HTMLTag) {
        if Self.siblings.contains(tag.name), open.last == tag.name { end(tag.name) }
        if open.isEmpty { top.append(tag.name) }
        result += "<\(tag.name)\(Self.harmless(tag.attributes))>"
        guard !Self.void.contains(tag.name) else { return }
        open.append(tag.name)
        openCount[tag.name, default: 0] += 1
    }

    private mutating func end(_ name: String) {
        guard openCount[name, default: 0] > 0 else { return }
        while let last = open.popLast() {
            openCount[last, default: 0] -= 1
            result += "</\(last)>"
            if last == name { return }
        }
    }

    /// The attributes without events, and links without programs; of two with one name the first.
    private static func harmless(_ attributes: [(name: String, value: String?)]) -> String {
        var seen: Set<String> = []
        return attributes.map { name, value in
            let isName = name.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || "0123456789-_:.".unicodeScalars.contains($0)
            }
            guard isName, !name.hasPrefix("on"), seen.insert(name).inserted else { return "" }
            guard let value else { return " \(name)" }
            let text = HTMLLink.names.contains(name) && HTMLLink.isProgram(value) ? "" : escaped(value)
            let quote = text.contains("\"") ? "'" : "\""
            return " \(name)=\(quote)\(text)\(quote)"
        }.joined()
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

/// The values of attributes that lead somewhere.
private enum HTMLLink {
    static let names: Set<String> = [
        "action", "background", "cite", "formaction", "href", "longdesc", "poster", "src", "usemap", "xlink:href",
    ]

    private static let programs = ["javascript", "jscript", "livescript", "vbscript", "about", "mocha"]

    /// Whether a browser would run the value instead of going there.
    static func isProgram(_ value: String) -> Bool {
        let address = decoded(value).unicodeScalars.filter { !HTMLTag.isBlank($0) && $0.value > 32 }
        let text = String(String.UnicodeScalarView(address)).lowercased()
        guard let scheme = text.firstIndex(of: ":").map({ text[..<$0] }) else { return false }
        return programs.contains(String(scheme)) || scheme == "data" && !text.hasPrefix("data:image/")
    }

    /// The value with the characters that its numbers, and the names of a colon and of blanks, stand for.
    private static func decoded(_ value: String) -> String {
        value.replacing(#/(?i)&#(x[0-9a-f]{1,8}|[0-9]{1,8});?/#) { match in
            let digits = match.1.lowercased()
            let code = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return code.flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
        }
        .replacing(#/&(Tab|NewLine);/#, with: "").replacing("&colon;", with: ":")
    }
}
