import ConnectorKit
import Foundation
import FoundationXML
import JSON

/// The wire forms as a server speaks them, told from a request's address.
enum OdooForm: String, Sendable, CaseIterable {
    case jsonrpc, xmlrpc, json2

    /// Each form with each version that has it.
    static let all: [(form: OdooForm, series: Int64)] = [
        (.jsonrpc, 17), (.jsonrpc, 18), (.jsonrpc, 19), (.xmlrpc, 17), (.xmlrpc, 18), (.xmlrpc, 19), (.json2, 19),
    ]

    init?(_ request: HTTPRequest) {
        guard let path = URLComponents(string: request.url)?.path else { return nil }
        if path == "/jsonrpc" {
            self = .jsonrpc
        } else if path.hasPrefix("/xmlrpc/2/") {
            self = .xmlrpc
        } else if path.hasPrefix("/json/2/") || path == "/web/version" {
            self = .json2
        } else {
            return nil
        }
    }

    /// The answer of a method.
    func result(_ result: JSON, of call: ScriptedOdoo.Call) -> HTTPResponse {
        switch self {
        case .jsonrpc: return .json(["jsonrpc": "2.0", "id": call.number, "result": result])
        case .xmlrpc where call.name.hasSuffix(".get_external_id"):
            return exception("builtins.TypeError", "dictionary key must be string", number: call.number)
        case .xmlrpc: return .xml("<params><param>\(Self.xml(result))</param></params>")
        case .json2:
            switch (call.name, result) {
            case ("common.version", _):
                return .json([
                    "version_info": result["server_version_info"] ?? [], "version": result["server_version"] ?? "",
                ])
            case ("common.authenticate", .bool(false)):
                return exception("werkzeug.exceptions.Unauthorized", "Invalid apikey", number: .null)
            case ("common.authenticate", _): return .json(["lang": "en_US", "tz": "UTC", "uid": result])
            default: return .json(result)
            }
        }
    }

    /// The answer of a method that returns None.
    func none(_ number: JSON) -> HTTPResponse {
        switch self {
        case .jsonrpc: .json(["jsonrpc": "2.0", "id": number])
        case .xmlrpc:
            exception("builtins.TypeError", "cannot marshal None unless allow_none is enabled", number: number)
        case .json2: .json(.null)
        }
    }

    /// An exception that Odoo raised.
    func exception(_ name: String, _ message: String, number: JSON) -> HTTPResponse {
        switch self {
        case .jsonrpc: .exception(name, message, number: number)
        case .xmlrpc: .fault(Self.faultCode(name), Self.faultCode(name) == 1 ? Self.traceback(name, message) : message)
        case .json2:
            .json(
                [
                    "name": .string(name), "message": .string(message), "arguments": [.string(message)], "context": [:],
                    "debug": "Traceback (most recent call last):\n  secret-of-the-server",
                ],
                status: Self.status(name)
            )
        }
    }

    private static let userErrors: Set<String> = [
        "odoo.exceptions.UserError", "odoo.exceptions.ValidationError", "odoo.exceptions.RedirectWarning",
    ]

    private static func faultCode(_ name: String) -> Int64 {
        switch name {
        case "odoo.exceptions.AccessDenied": 3
        case "odoo.exceptions.AccessError": 4
        case "odoo.exceptions.MissingError": 2
        case _ where userErrors.contains(name): 2
        default: 1
        }
    }

    private static func status(_ name: String) -> Int {
        switch name {
        case "werkzeug.exceptions.Unauthorized": 401
        case "odoo.exceptions.AccessDenied", "odoo.exceptions.AccessError": 403
        case "odoo.exceptions.MissingError", "werkzeug.exceptions.NotFound": 404
        case "odoo.exceptions.LockError": 409
        case "werkzeug.exceptions.UnprocessableEntity": 422
        case _ where userErrors.contains(name): 422
        default: 500
        }
    }

    private static func traceback(_ name: String, _ message: String) -> String {
        let short = name.hasPrefix("builtins.") ? String(name.dropFirst(9)) : name
        return "Traceback (most recent call last):\n  File \"xmlrpc.py\", line 1, in secret-of-the-server\n"
            + "    raise x\n\(short): \(message)\n"
    }

    /// A value as Python writes it.
    private static func xml(_ value: JSON) -> String {
        switch value {
        case .null: "<value><nil/></value>"
        case .bool(let truth): "<value><boolean>\(truth ? 1 : 0)</boolean></value>"
        case .integer(let number): "<value><int>\(number)</int></value>"
        case .real(let number): "<value><double>\(number)</double></value>"
        case .string(let text): "<value><string>\(escaped(text))</string></value>"
        case .array(let elements): "<value><array><data>\n" + elements.map(xml).joined() + "</data></array></value>\n"
        case .object(let members):
            "<value><struct>\n"
                + members.map { "<member>\n<name>\(escaped($0.key))</name>\n\(xml($0.value))</member>\n" }.joined()
                + "</struct></value>\n"
        }
    }

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}

extension HTTPResponse {
    static func xml(_ inside: String) -> HTTPResponse {
        let body = "<?xml version='1.0'?>\n<methodResponse>\n\(inside)\n</methodResponse>\n"
        let type = HTTPField("Content-Type", "text/xml; charset=utf-8")
        return HTTPResponse(status: 200, headers: [type], body: Array(body.utf8))
    }

    static func fault(_ code: Int64, _ text: String) -> HTTPResponse {
        xml(
            "<fault><value><struct><member><name>faultCode</name><value><int>\(code)</int></value></member>"
                + "<member><name>faultString</name><value><string>\(OdooForm.escaped(text))</string></value></member>"
                + "</struct></value></fault>"
        )
    }
}

/// A call of XML-RPC as another implementation reads it.
struct ReceivedXMLCall {
    let method: String
    let arguments: [JSON]

    init?(_ body: [UInt8]) {
        guard let root = try? XMLDocument(data: Data(body)).rootElement(),
            let method = root.elements(forName: "methodName").first?.stringValue,
            let params = root.elements(forName: "params").first
        else { return nil }
        self.method = method
        arguments = params.elements(forName: "param").compactMap { $0.elements(forName: "value").first.map(Self.value) }
    }

    private static func value(_ element: XMLElement) -> JSON {
        guard let typed = element.children?.compactMap({ $0 as? XMLElement }).first else {
            return .string(element.stringValue ?? "")
        }
        let text = typed.stringValue ?? ""
        switch typed.name {
        case "nil": return .null
        case "boolean": return .bool(text == "1")
        case "int", "i8": return Int64(text).map { .integer($0) } ?? .null
        case "double": return Double(text).map { .real($0) } ?? .null
        case "array":
            let data = typed.elements(forName: "data").first
            return .array(data?.elements(forName: "value").map(value) ?? [])
        case "struct":
            var object = JSONObject()
            for member in typed.elements(forName: "member") {
                guard let name = member.elements(forName: "name").first?.stringValue else { continue }
                object[name] = member.elements(forName: "value").first.map(value)
            }
            return .object(object)
        default: return .string(text)
        }
    }
}
