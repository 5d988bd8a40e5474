extension Masker {
    /// A body in XML or HTML: elements and attributes by their names, and what has names in XML-RPC.
    mutating func masked(markup text: String) -> String {
        var reader = MarkupReader(Array(text.utf8), rules)
        reader.read()
        var edits = TextEdits()
        for (range, reason) in reader.sensitive {
            let value = String(decoding: reader.bytes[range], as: UTF8.self)
            edits.replace(range, with: masked(value.withoutEntities, as: reason))
        }
        return edits.isEmpty ? text : String(decoding: edits.applied(to: reader.bytes), as: UTF8.self)
    }
}

/// Finds the values in XML or HTML that are sensitive by a name, whether or not all elements are closed.
private struct MarkupReader {
    private struct Element {
        let name: String
        let reason: MaskingRules.Sensitivity?
        /// In XML-RPC, why the value that comes next is sensitive.
        var reasonOfNext: MaskingRules.Sensitivity?
        /// How many parameters there were.
        var parameters = 0
    }

    let bytes: [UInt8]
    private let rules: MaskingRules
    private(set) var sensitive: [(range: Range<Int>, reason: MaskingRules.Sensitivity)] = []
    private var position = 0
    private var open: [Element] = []
    /// The text since the last tag.
    private var text = ""
    private var method = ""

    /// The methods of Odoo's external API whose third parameter is the key.
    private static let methodsWithKey: Set<String> = ["authenticate", "execute", "execute_kw", "login"]

    init(_ bytes: [UInt8], _ rules: MaskingRules) {
        self.bytes = bytes
        self.rules = rules
    }

    mutating func read() {
        while position < bytes.count {
            if isNext("<!--") {
                skip(to: "-->")
            } else if isNext("<![CDATA[") {
                let start = position + 9
                skip(to: "]]>")
                note(start..<Swift.max(start, isClosed("]]>") ? position - 3 : position))
            } else if isNext("<!") || isNext("<?") {
                skip(to: ">")
            } else if isNext("</") {
                closeElement()
            } else if isTag {
                openElement()
            } else {
                let start = position
                position += 1
                while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
                note(start..<position)
            }
        }
    }

    /// Notes a text within elements.
    private mutating func note(_ range: Range<Int>) {
        text += String(decoding: bytes[range], as: UTF8.self)
        // The blanks around a value stay.
        var range = range
        while let first = range.first, Self.isBlank(bytes[first]) { range = (first + 1)..<range.upperBound }
        while let last = range.last, Self.isBlank(bytes[last]) { range = range.lowerBound..<last }
        guard !range.isEmpty, let element = open.last, let reason = element.reason else { return }
        // A truth in XML-RPC says nothing.
        if element.name != "boolean" { sensitive.append((range, reason)) }
    }

    private mutating func openElement() {
        position += 1
        let name = name()
        var attributes: [(name: String, value: Range<Int>)] = []
        while let attribute = attribute() { attributes.append(attribute) }
        let isEmpty = position < bytes.count && bytes[position] == UInt8(ascii: "/")
        skip(to: ">")
        text = ""
        // <property name="password">, <input name="token" value="…">.
        let naming = attributes.first { ["name", "key"].contains($0.name) }
            .flatMap { rules.sensitivity(of: String(decoding: bytes[$0.value], as: UTF8.self)) }
        for attribute in attributes where !attribute.value.isEmpty {
            let isNamed = ["value", "content"].contains(attribute.name)
            guard let reason = rules.sensitivity(of: attribute.name) ?? (isNamed ? naming : nil) else { continue }
            sensitive.append((attribute.value, reason))
        }
        guard !isEmpty else { return }
        // What has its value in an attribute has none behind it.
        let hasValue = attributes.contains { ["value", "content"].contains($0.name) }
        let reason =
            open.last?.reason ?? rules.sensitivity(of: name) ?? (hasValue ? nil : naming) ?? reasonByPlace(of: name)
        open.append(Element(name: name, reason: reason))
        // What stands in these is no markup.
        guard ["script", "style"].contains(name.lowercased()) else { return }
        let start = position
        position = bytes[start...].firstRange(of: Array("</".utf8))?.lowerBound ?? bytes.count
        note(start..<position)
    }

    /// Why a value of XML-RPC is sensitive: by the name before it, or as the key of a call, which has none.
    private mutating func reasonByPlace(of name: String) -> MaskingRules.Sensitivity? {
        guard !open.isEmpty else { return nil }
        if name == "value" { return open[open.count - 1].reasonOfNext }
        guard name == "param" else { return nil }
        open[open.count - 1].parameters += 1
        return open[open.count - 1].parameters == 3 && Self.methodsWithKey.contains(method) ? .secret : nil
    }

    private mutating func closeElement() {
        position += 2
        let name = name()
        skip(to: ">")
        let words = text.trimmed
        text = ""
        if name == "methodName" { method = words }
        // What was never closed, such as <br>, ends with what is around it.
        guard let place = open.lastIndex(where: { $0.name == name }) else { return }
        open.removeSubrange(place...)
        if name == "name", !open.isEmpty { open[open.count - 1].reasonOfNext = rules.sensitivity(of: words) }
    }

    /// The next attribute of a tag, with its value without quotes.
    private mutating func attribute() -> (name: String, value: Range<Int>)? {
        skipBlanks()
        guard let byte = next, ![UInt8(ascii: ">"), UInt8(ascii: "/")].contains(byte) else { return nil }
        let start = position
        let name = name()
        skipBlanks()
        guard next == UInt8(ascii: "=") else {
            if position == start { position += 1 }
            return (name, position..<position)
        }
        position += 1
        skipBlanks()
        guard let quote = next, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            let start = position
            while let byte = next, !Self.isBlank(byte), byte != UInt8(ascii: ">") { position += 1 }
            return (name, start..<position)
        }
        let first = position + 1
        guard let end = bytes[first...].firstIndex(of: quote) else {
            position = first
            return (name, first..<first)
        }
        position = end + 1
        return (name, first..<end)
    }

    /// A name without the prefix of its namespace.
    private mutating func name() -> String {
        let start = position
        while let byte = next, !Self.isBlank(byte), !"<>/=\"'".utf8.contains(byte) { position += 1 }
        let name = String(decoding: bytes[start..<position], as: UTF8.self)
        return String(name.split(separator: ":").last ?? "")
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private var isTag: Bool {
        guard bytes[position] == UInt8(ascii: "<"), position + 1 < bytes.count else { return false }
        let letter = bytes[position + 1]
        return (0x61...0x7A).contains(letter | 0x20) || letter == UInt8(ascii: "_") || letter >= 0x80
    }

    private func isNext(_ part: String) -> Bool { bytes[position...].starts(with: part.utf8) }

    private func isClosed(_ part: String) -> Bool {
        bytes[..<position].suffix(part.utf8.count).elementsEqual(part.utf8)
    }

    /// Goes behind a part, or to the end if it does not come.
    private mutating func skip(to part: String) {
        position = bytes[position...].firstRange(of: Array(part.utf8))?.upperBound ?? bytes.count
    }

    private mutating func skipBlanks() {
        while let next, Self.isBlank(next) { position += 1 }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}

extension String {
    /// The text that is written with the entities that XML itself has.
    fileprivate var withoutEntities: String {
        guard contains("&") else { return self }
        return [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")].reduce(self) {
            $0.replacing($1.0, with: $1.1)
        }
    }

    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
