import JSON

/// Writes calls of XML-RPC (http://xmlrpc.com/spec.md, with the extensions `nil` and `i8` that Python understands).
enum XMLRPCText {
    /// The document of a call.
    static func call(_ method: String, _ arguments: [JSON]) -> [UInt8] {
        var text = "<?xml version='1.0' encoding='utf-8'?>\n<methodCall><methodName>\(method)</methodName><params>"
        for argument in arguments {
            text += "<param>"
            write(argument, to: &text)
            text += "</param>"
        }
        text += "</params></methodCall>"
        return Array(text.utf8)
    }

    /// Whether XML 1.0 has a character.
    static func isCarried(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    private static func write(_ value: JSON, to text: inout String) {
        text += "<value>"
        switch value {
        case .null: text += "<nil/>"
        case .bool(let truth): text += "<boolean>\(truth ? 1 : 0)</boolean>"
        case .integer(let number):
            let kind = Int32(exactly: number) == nil ? "i8" : "int"
            text += "<\(kind)>\(number)</\(kind)>"
        case .real(let number): text += "<double>\(number)</double>"
        case .string(let string):
            text += "<string>"
            escape(string, to: &text)
            text += "</string>"
        case .array(let elements):
            text += "<array><data>"
            for element in elements { write(element, to: &text) }
            text += "</data></array>"
        case .object(let members):
            text += "<struct>"
            for (name, member) in members {
                text += "<member><name>"
                escape(name, to: &text)
                text += "</name>"
                write(member, to: &text)
                text += "</member>"
            }
            text += "</struct>"
        }
        text += "</value>"
    }

    /// A character that XML does not have becomes U+FFFD: such a text is looked for, but found nowhere.
    private static func escape(_ string: String, to text: inout String) {
        for scalar in string.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\r": text += "&#13;"
            default: text.unicodeScalars.append(isCarried(scalar) ? scalar : "\u{FFFD}")
            }
        }
    }
}
