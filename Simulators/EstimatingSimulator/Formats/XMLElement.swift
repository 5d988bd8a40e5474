/// An XML element that is written with two blanks for each level.
struct XMLElement {
    var name: String
    var attributes: [(name: String, value: String)] = []
    var text: String?
    var children: [XMLElement] = []

    init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
    }

    init(_ name: String, _ attributes: [(name: String, value: String)] = [], _ children: [XMLElement]) {
        self.name = name
        self.attributes = attributes
        self.children = children
    }

    /// The element with its children, each on a line of its own.
    func written(level: Int = 0) -> String {
        let indent = String(repeating: "  ", count: level)
        let start = "\(indent)<\(name)" + attributes.map { " \($0.name)=\"\(Self.escaped($0.value))\"" }.joined()
        if let text { return "\(start)>\(Self.escaped(text))</\(name)>\n" }
        if children.isEmpty { return "\(start)/>\n" }
        return "\(start)>\n" + children.map { $0.written(level: level + 1) }.joined() + "\(indent)</\(name)>\n"
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            // What XML 1.0 cannot hold.
            case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}": result += "?"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
