import JSON
import SimulatorKit

/// Answers in XML-RPC, as Odoo marshals them (reference: odoo.md, "Envelopes").
enum XMLRPCAnswer {
    /// An answer.
    ///
    /// - Parameter result: The result; `nil` for a method that returns nothing.
    /// - Returns: The answer.
    /// - Throws: TypeError for None, OverflowError for an integer beyond 32 bits.
    static func success(_ result: JSON?) throws(OdooError) -> SimulatedResponse {
        var text = "<params>\n<param>\n"
        try write(result ?? .null, to: &text)
        return response(text + "</param>\n</params>\n")
    }

    /// A fault, whose code is a number or, at the old address, a text.
    static func fault(_ code: JSON, _ text: String) -> SimulatedResponse {
        var body = "<fault>\n"
        do throws(OdooError) {
            try write(["faultCode": code, "faultString": .string(text)], to: &body)
        } catch {
            body += "<value><string>\(escaped(error.message))</string></value>\n"
        }
        return response(body + "</fault>\n")
    }

    private static func response(_ content: String) -> SimulatedResponse {
        SimulatedResponse(
            contentType: "text/xml; charset=utf-8",
            body: Array("<?xml version='1.0'?>\n<methodResponse>\n\(content)</methodResponse>\n".utf8),
            headers: WebPages.headers
        )
    }

    private static func write(_ value: JSON, to text: inout String) throws(OdooError) {
        switch value {
        case .null: throw .python("TypeError", "cannot marshal None unless allow_none is enabled")
        case .bool(let truth): text += "<value><boolean>\(truth ? 1 : 0)</boolean></value>\n"
        case .integer(let number):
            guard Int32(exactly: number) != nil else {
                throw .python("OverflowError", "int exceeds XML-RPC limits")
            }
            text += "<value><int>\(number)</int></value>\n"
        case .real: text += "<value><double>\(PythonText.repr(value))</double></value>\n"
        case .string(let string): text += "<value><string>\(escaped(string))</string></value>\n"
        case .array(let elements):
            text += "<value><array><data>\n"
            for element in elements { try write(element, to: &text) }
            text += "</data></array></value>\n"
        case .object(let object):
            text += "<value><struct>\n"
            for (name, member) in object {
                text += "<member>\n<name>\(escaped(name))</name>\n"
                try write(member, to: &text)
                text += "</member>\n"
            }
            text += "</struct></value>\n"
        }
    }

    /// The text without the control characters that XML does not have.
    private static func escaped(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && ![0x26, 0x3C, 0x3E].contains($0) }
        guard !isPlain else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20: continue
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
