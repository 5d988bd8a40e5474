import ConnectorKit
import JSON

/// The header field with the id of a delivery is missing, repeated, or too long.
struct WebhookIDMissing: Error {
    let header: String
}

/// What a delivery is known by: only what its sender vouches for, so that nobody who has seen a delivery can repeat it
/// under another id.
extension WebhookEndpoint {
    private static let longestID = 512

    func id(of body: [UInt8], _ headers: WebhookHeaders, digest: String) throws(WebhookIDMissing) -> String {
        switch deliveryID {
        case .header(let name): return try Self.id(in: name, headers)
        case .member(let path):
            let member = path.reduce(try? JSON(parsing: body)) { $0?[$1] }
            return Self.usable(member?.stringValue ?? member?.integerValue.map { "\($0)" }) ?? digest
        case .cloudEvent:
            if let id = Self.usable(Self.event(in: body) ?? event(in: headers)) { return id }
            guard case .standardWebhooks(_, let prefix, _) = authentication else { return digest }
            return try Self.id(in: "\(prefix)-id", headers)
        case .bodyDigest: return digest
        @unknown default: return digest
        }
    }

    private static func id(in header: String, _ headers: WebhookHeaders) throws(WebhookIDMissing) -> String {
        guard let id = usable(headers.only(header)) else { throw WebhookIDMissing(header: header) }
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

    /// `source` and `id` of an event in binary mode.
    private func event(in headers: WebhookHeaders) -> String? {
        guard authentication.vouches(forHeader: "ce-source"), authentication.vouches(forHeader: "ce-id"),
            let source = headers.only("ce-source"), let id = headers.only("ce-id")
        else { return nil }
        return "\(source) \(id)"
    }

    private static func usable(_ id: String?) -> String? {
        id.flatMap { $0.isEmpty || $0.utf8.count > longestID ? nil : $0 }
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
