import JSON

/// How Python writes values: error texts quote leaves and domains with `repr`.
enum PythonText {
    /// The text of `repr(value)`.
    static func repr(_ value: JSON) -> String {
        switch value {
        case .null: "None"
        case .bool(let truth): truth ? "True" : "False"
        case .integer(let number): String(number)
        case .real(let number): number.description
        case .string(let text): quoted(text)
        case .array(let elements): "[" + elements.map(repr).joined(separator: ", ") + "]"
        case .object(let object):
            "{" + object.map { quoted($0.key) + ": " + repr($0.value) }.joined(separator: ", ") + "}"
        }
    }

    /// The text of `str(value)`.
    static func str(_ value: JSON) -> String {
        if case .string(let text) = value { text } else { repr(value) }
    }

    /// The elements as a tuple: `('id', 'in', 1)`.
    static func tuple(_ elements: [JSON]) -> String {
        "(" + elements.map(repr).joined(separator: ", ") + (elements.count == 1 ? ",)" : ")")
    }

    /// Ids as the text of a recordset shows them: `(1, 2)`.
    static func ids(_ ids: [Int64]) -> String {
        tuple(ids.map { .integer($0) })
    }

    /// The name of the type that Python gives the value.
    static func typeName(of value: JSON) -> String {
        switch value {
        case .null: "NoneType"
        case .bool: "bool"
        case .integer: "int"
        case .real: "float"
        case .string: "str"
        case .array: "list"
        case .object: "dict"
        }
    }

    /// Whether Python counts the value as true.
    static func isTruthy(_ value: JSON) -> Bool {
        switch value {
        case .null: false
        case .bool(let truth): truth
        case .integer(let number): number != 0
        case .real(let number): number != 0
        case .string(let text): !text.isEmpty
        case .array(let elements): !elements.isEmpty
        case .object(let object): !object.isEmpty
        }
    }

    /// The text in the quotes that `repr` chooses, with its escapes.
    static func quoted(_ text: String) -> String {
        let quote: Character = text.contains("'") && !text.contains("\"") ? "\"" : "'"
        var result = String(quote)
        for character in text.unicodeScalars {
            switch character {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "'" where quote == "'": result += "\\'"
            case _ where character.value < 0x20 || character.value == 0x7F:
                let digits = String(character.value, radix: 16)
                result += "\\x" + (digits.count < 2 ? "0" + digits : digits)
            default: result.unicodeScalars.append(character)
            }
        }
        return result + String(quote)
    }
}

extension PythonText {
    /// What Python's parser says to a body that is no JSON, at the first place where it cannot go on.
    ///
    /// Only what stands at the beginning of a value or a key is told apart.
    static func syntaxError(in body: [UInt8]) -> String {
        let text = String(decoding: body, as: UTF8.self)
        let start = text.prefix { $0.isWhitespace }.count
        let rest = text.dropFirst(start)
        guard rest.first == "{" else { return "Expecting value: \(place(start, text))" }
        let inner = rest.dropFirst().prefix { $0.isWhitespace }.count + start + 1
        guard text.dropFirst(inner).first == "\"" else {
            return "Expecting property name enclosed in double quotes: \(place(inner, text))"
        }
        return "Expecting value: \(place(text.count, text))"
    }

    private static func place(_ offset: Int, _ text: String) -> String {
        let before = text.prefix(offset)
        let line = before.filter { $0 == "\n" }.count + 1
        let column = before.reversed().prefix { $0 != "\n" }.count + 1
        return "line \(line) column \(column) (char \(offset))"
    }
}
