import ConnectorKit
import JSON

/// Why a delivery cannot be known again.
enum WebhookIDFault: Error {
    /// The header field with its id is missing, repeated, or too long.
    case missing(header: String)
    /// It is an event in binary mode, whose id nobody signed.
    case unsignedEvent

    var refusal: WebhookRefusal {
        switch self {
        case .missing(let header): .idMissing(header: header)
        case .unsignedEvent: .eventUnsigned
        }
    }

    /// What is told to the operator's log.
    var reason: String {
        switch self {
        case .missing: "its id is missing or cannot be used"
        case .unsignedEvent: "it is an event in binary mode, whose id nobody signed"
        }
    }
}

/// What a delivery is known by: only what its sender vouches for, so that nobody who has seen a delivery can repeat it
/// under another id.
struct WebhookIdentity {
    let id: String
    /// What a header field calls it that nobody signed: tells deliveries of the same bytes apart, for a person.
    var unsignedID: String?
}

extension WebhookEndpoint {
    private static let longestID = 512

    func identity(
        of body: [UInt8],
        _ headers: WebhookHeaders,
        digest: String
    ) throws(WebhookIDFault) -> WebhookIdentity {
        switch deliveryID {
        case .header(let name):
            let id = try Self.id(in: name, headers)
            guard authentication.vouches(forHeader: name) else { return WebhookIdentity(id: digest, unsignedID: id) }
            return WebhookIdentity(id: id)
        case .member(let path):
            let member = path.reduce(try? JSON(parsing: body)) { $0?[$1] }
            return WebhookIdentity(
                id: Self.usable(member?.stringValue ?? member?.integerValue.map { "\($0)" }) ?? digest
            )
        case .cloudEvent: return WebhookIdentity(id: try eventID(of: body, headers, digest: digest))
        case .bodyDigest: return WebhookIdentity(id: digest)
        @unknown default: return WebhookIdentity(id: digest)
        }
    }

    /// `source` and `id` of an event, or what else the sender vouches for.
    ///
    /// Fields that nobody signed never choose between two ids: an event that they call binary is refused where its data
    /// would be its id.
    private func eventID(
        of body: [UInt8],
        _ headers: WebhookHeaders,
        digest: String
    ) throws(WebhookIDFault) -> String {
        let isBinary = headers.isEventInBinaryMode
        if isBinary, authentication.vouches(forHeader: "ce-source"), authentication.vouches(forHeader: "ce-id") {
            let source = try Self.id(in: "ce-source", headers)
            return "\(source) \(try Self.id(in: "ce-id", headers))"
        }
        if let id = Self.usable(Self.event(in: body)) {
            guard !isBinary else { throw .unsignedEvent }
            return id
        }
        if case .standardWebhooks(_, let prefix, _) = authentication { return try Self.id(in: "\(prefix)-id", headers) }
        guard !isBinary else { throw .unsignedEvent }
        return digest
    }

    private static func id(in header: String, _ headers: WebhookHeaders) throws(WebhookIDFault) -> String {
        guard let id = usable(headers.only(header)) else { throw .missing(header: header) }
        return id
    }

    /// `source` and `id` of an event in structured mode; `specversion` tells it from data that have members of the same
    /// names.
    private static func event(in body: [UInt8]) -> String? {
        guard let event = try? JSON(parsing: body), event["specversion"]?.stringValue != nil,
            let source = event["source"]?.stringValue, let id = event["id"]?.stringValue
        else { return nil }
        return "\(source) \(id)"
    }

    private static func usable(_ id: String?) -> String? {
        id.flatMap { $0.isEmpty || $0.utf8.count > longestID ? nil : $0 }
    }
}

extension WebhookHeaders {
    /// Whether a CloudEvent stands in the header fields: the media type alone says that it stands in the body.
    fileprivate var isEventInBinaryMode: Bool {
        guard mediaType != "application/cloudevents+json" else { return false }
        return ["ce-specversion", "ce-source", "ce-id"].contains { !all($0).isEmpty }
    }
}

extension WebhookAuthentication {
    /// Whether a header field is the sender's own: signed, or sent by whoever knows a value that no one else does.
    func vouches(forHeader name: String) -> Bool {
        switch self {
        case .standardWebhooks(_, let prefix, _): name.lowercased() == "\(prefix)-id".lowercased()
        case .timestampedHMAC, .bodyHMAC: false
        case .header: true
        @unknown default: false
        }
    }
}
