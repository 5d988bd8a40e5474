import JSON
import TabularText

extension MappingProposal {
    /// The mapping as a file: reasons as comments, and for each open question a commented line to complete.
    ///
    /// - Parameter sample: The name of the sample.
    /// - Returns: The text of the file.
    public func yaml(sample: String) -> String {
        var lines = [
            "# How files such as \(Self.plainComment(sample)) become \(object.canonicalName) records. Keys: Documentation/onboarding.md",
            "# Proposed from \(table.rowCount) rows; read it, complete it, then: purlin map check, purlin rehearse.",
        ]
        if !questions.isEmpty { lines.append("# Something is open: look for OPEN.") }
        for key in ["object", "files", "table", "fields", "payCodes", "recordId", "checkTotals", "personal", "drop"] {
            let isBlock = ["table", "fields", "payCodes"].contains(key)
            guard let value = document[key] else {
                if let note = notes[key] { lines.append("# PLEASE CHECK \(key): \(Self.plainComment(note))") }
                continue
            }
            if let object = value.objectValue, isBlock {
                lines.append("\(key):")
                for (name, value) in object { lines += line(name, value, key: "\(key).\(name)", indent: "  ") }
                lines += open(below: key)
            } else {
                lines += line(key, value, key: key, indent: "")
            }
        }
        if !unmapped.isEmpty {
            let names = unmapped.map { Self.scalar(table.columns[$0].header) }
            lines.append("# Not read, and never kept: \(names.joined(separator: ", "))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func line(_ name: String, _ value: JSON, key: String, indent: String) -> [String] {
        let text = "\(indent)\(Self.scalar(name)): \(Self.flow(value))"
        let note = notes[key].map { "  # \(Self.plainComment($0))" } ?? ""
        return [text + note] + questions.filter { $0.key == "\(key).values" }.flatMap { comment($0, indent: indent) }
    }

    /// The questions about keys that stand directly below `key`.
    private func open(below key: String) -> [String] {
        questions.filter { question in
            question.key.hasPrefix("\(key).") && !question.key.hasSuffix(".values")
        }.flatMap { question in
            let name = question.key.dropFirst(key.count + 1)
            let candidates = question.columns.map { Self.scalar($0) } + question.candidates
            return comment(question, indent: "  ")
                + candidates.prefix(7).map { "  # \(name): \(Self.plainComment($0))" }
        }
    }

    private func comment(_ question: Question, indent: String) -> [String] {
        ["\(indent)# OPEN \(question.key): \(Self.plainComment(question.text))"]
    }

    private static func plainComment(_ text: String) -> String {
        String(
            text.map {
                $0.isNewline || $0.unicodeScalars.contains { $0.properties.generalCategory == .control } ? " " : $0
            }
        )
    }

    /// A value on one line.
    private static func flow(_ value: JSON) -> String {
        switch value {
        case .array(let elements): "[" + elements.map { flow($0) }.joined(separator: ", ") + "]"
        case .object(let object):
            "{" + object.map { "\(scalar($0)): \(flow($1))" }.joined(separator: ", ") + "}"
        case .string(let text): scalar(text)
        default: value.canonicalText
        }
    }

    /// A text as YAML reads it back: plain where nothing can be mistaken, otherwise in quotation marks.
    package static func scalar(_ text: String) -> String {
        let words: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
        let isPlain =
            text.first?.isLetter == true && !words.contains(text.lowercased()) && text.last != " "
            && text.allSatisfy { $0.isLetter || $0.isNumber || " _-/.".contains($0) }
        return isPlain ? text : JSON.string(text).canonicalText
    }
}
