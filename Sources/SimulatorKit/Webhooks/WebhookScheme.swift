internal import Foundation
internal import JSON

/// How a simulated system proves to a receiver that a webhook is its own.
enum WebhookScheme: Sendable {
    /// What the timestamp of ``timestamped(signature:time:unit:)`` counts.
    enum Unit: String, CaseIterable {
        case seconds, milliseconds
    }

    /// How the signature of ``body(header:form:)`` is written.
    enum Form: String, CaseIterable {
        case base64, hex
        case prefixedHex = "sha256=hex"
    }

    /// Standard Webhooks 1.0.0: `PREFIX-id`, `PREFIX-timestamp`, `PREFIX-signature` over `id.timestamp.body`.
    case standard(prefix: String)
    /// `v1=` and the hexadecimal HMAC-SHA256 over `v1:timestamp:body`.
    case timestamped(signature: String, time: String, unit: Unit)
    /// The HMAC-SHA256 over the body.
    case body(header: String, form: Form)
    /// A value that only sender and receiver know.
    case header(String)
    /// Nothing.
    case none

    /// A header field of a webhook.
    struct Field: Sendable, Hashable {
        var name: String
        var value: String
    }

    /// The fields that prove whose a webhook is, its id among them where the scheme has one.
    ///
    /// - Parameters:
    ///   - id: The id of the webhook.
    ///   - time: The moment that it says it was signed at.
    ///   - body: The body.
    ///   - keys: What it is signed with, the newest first; schemes with one signature take that.
    /// - Returns: The fields in the order in which they are sent.
    func fields(id: String, time: SimulatedInstant, body: [UInt8], keys: [WebhookKey]) -> [Field] {
        switch self {
        case .standard(let prefix):
            let seconds = String(time.seconds)
            let bytes = Array("\(id).\(seconds).".utf8) + body
            let signatures = keys.map { $0.standardSignature(of: bytes) }.joined(separator: " ")
            return [
                Field(name: "\(prefix)-id", value: id), Field(name: "\(prefix)-timestamp", value: seconds),
                Field(name: "\(prefix)-signature", value: signatures),
            ]
        case .timestamped(let signature, let timestamp, let unit):
            let count = unit == .seconds ? time.seconds : time.microseconds / 1000
            let code = keys.first?.code(of: Array("v1:\(count):".utf8) + body) ?? []
            return [
                Field(name: timestamp, value: String(count)), Field(name: signature, value: "v1=" + Self.hex(code)),
            ]
        case .body(let header, let form):
            let code = keys.first?.code(of: body) ?? []
            switch form {
            case .base64: return [Field(name: header, value: Data(code).base64EncodedString())]
            case .hex: return [Field(name: header, value: Self.hex(code))]
            case .prefixedHex: return [Field(name: header, value: "sha256=" + Self.hex(code))]
            }
        case .header(let name): return keys.first.map { [Field(name: name, value: $0.text)] } ?? []
        case .none: return []
        }
    }

    /// The field that carries the proof; `nil` if there is none.
    var proof: String? {
        switch self {
        case .standard(let prefix): "\(prefix)-signature"
        case .timestamped(let signature, _, _): signature
        case .body(let header, _): header
        case .header(let name): name
        case .none: nil
        }
    }

    /// The names of all fields.
    var names: [String] {
        switch self {
        case .standard(let prefix): ["\(prefix)-id", "\(prefix)-timestamp", "\(prefix)-signature"]
        case .timestamped(let signature, let time, _): [time, signature]
        case .body(let header, _), .header(let header): [header]
        case .none: []
        }
    }

    /// Whether several keys can sign beside each other.
    var hasSeveralSignatures: Bool {
        if case .standard = self { true } else { false }
    }

    /// Whether the moment of signing is told.
    var tellsTime: Bool {
        switch self {
        case .standard, .timestamped: true
        case .body, .header, .none: false
        }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension WebhookScheme {
    /// The members that describe a scheme.
    static let members = ["scheme", "headerPrefix", "header", "timestampHeader", "timestampUnit", "signatureForm"]

    /// Reads the members of an endpoint that describe its scheme.
    init(_ fields: WebhookFields) throws(SimulatorError) {
        let schemes = ["standard", "timestamped-hmac", "body-hmac", "header", "none"]
        let scheme = try fields.choice("scheme", of: schemes) ?? "standard"
        let used: [String: [String]] = [
            "standard": ["headerPrefix"], "timestamped-hmac": ["header", "timestampHeader", "timestampUnit"],
            "body-hmac": ["header", "signatureForm"], "header": ["header"],
        ]
        for member in Self.members.dropFirst() where fields.has(member) && used[scheme]?.contains(member) != true {
            throw fields.error("member \(member) means nothing to the scheme \(scheme); leave it out.")
        }
        switch scheme {
        case "standard": self = .standard(prefix: try fields.fieldName("headerPrefix") ?? "webhook")
        case "timestamped-hmac":
            self = .timestamped(
                signature: try fields.required(fields.fieldName("header"), "header"),
                time: try fields.required(fields.fieldName("timestampHeader"), "timestampHeader"),
                unit: try fields.choice("timestampUnit", of: Unit.allCases.map(\.rawValue))
                    .flatMap(Unit.init(rawValue:)) ?? .seconds
            )
        case "body-hmac":
            self = .body(
                header: try fields.required(fields.fieldName("header"), "header"),
                form: try fields.choice("signatureForm", of: Form.allCases.map(\.rawValue))
                    .flatMap(Form.init(rawValue:)) ?? .base64
            )
        case "header": self = .header(try fields.required(fields.fieldName("header"), "header"))
        default: self = .none
        }
    }
}
