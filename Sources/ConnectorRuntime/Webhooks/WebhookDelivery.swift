import CanonicalModel
import ConnectorKit
import ConnectorStore
import Crypto
import FoundationEssentials
import JSON

/// A delivery on its way into the inbox, and back: the body is kept to the byte.
struct WebhookDelivery {
    /// The name under which the runtime's own reading of deliveries takes steps.
    static let flow = "Webhooks"
    /// What the record of a raw delivery is.
    static let object = "WebhookDelivery"

    let system: String
    let webhook: ReceivedWebhook
    let digest: String
    private let contentType: String?

    /// Reads the id of a delivery and keeps what has to be kept.
    init(
        _ request: WebhookRequest,
        at endpoint: WebhookEndpoint,
        _ headers: WebhookHeaders,
        receivedAt now: Instant
    ) throws(WebhookIDMissing) {
        system = request.system
        contentType = headers.all("content-type").first
        digest = Self.digest(request.body)
        let id = try endpoint.id(of: request.body, headers, digest: digest)
        let kept = endpoint.keptHeaders.flatMap { name in headers.all(name).map { HTTPField(name, $0) } }
        webhook = ReceivedWebhook(
            endpoint: endpoint.name,
            id: id,
            receivedAt: now,
            headers: kept,
            body: request.body
        )
    }

    /// Reads a delivery from the inbox.
    ///
    /// - Throws: `JSONAccessError` if the record is none.
    init(_ stored: ReceivedRecord) throws(JSONAccessError) {
        let reader = JSONReader(stored.record.payload, path: stored.record.id)
        system = stored.system
        contentType = try reader.optionalString("contentType")
        digest = try reader.member("sha256").string()
        var headers: [HTTPField] = []
        for pair in try reader.member("headers").elements() {
            headers.append(HTTPField(try pair.element(0).string(), try pair.element(1).string()))
        }
        webhook = ReceivedWebhook(
            endpoint: try reader.member("endpoint").string(),
            id: try reader.member("id").string(),
            receivedAt: stored.record.occurredAt,
            headers: headers,
            body: try Self.body(reader)
        )
    }

    /// The name by which its story is found.
    var topic: String { "\(system)/\(webhook.endpoint)/\(webhook.id)" }

    /// The record of the inbox.
    var received: ReceivedRecord { received(id: "webhook/\(webhook.endpoint)/\(webhook.id)", .accepted) }

    /// The same id with another body: a record of its own, which waits for a person, and the case that it waits for.
    func conflict(
        with earlierDigest: String,
        owner: String
    ) -> (received: ReceivedRecord, proposal: CaseProposal) {
        let proposal = CaseProposal(
            kind: "webhook_conflict",
            subject: topic,
            severity: .warning,
            owner: owner,
            summary:
                "\(system) sent the delivery \(webhook.id) to \(webhook.endpoint) a second time with another body; "
                + "the first counts, and this one is kept: ask the sender, then retry to take it too, or reject it",
            detail: ["first": .string(earlierDigest), "kept": .string(digest)],
            remedy: .releaseRecords,
            topics: [topic, system]
        )
        let id = "webhook/\(webhook.endpoint)/\(webhook.id)/conflict/\(digest)"
        return (received(id: id, .quarantined(caseKey: proposal.key)), proposal)
    }

    private func received(id: String, _ disposition: ReceivedRecord.Disposition) -> ReceivedRecord {
        ReceivedRecord(
            system: system,
            record: SourceRecord(id: id, object: Self.object, occurredAt: webhook.receivedAt, payload: payload),
            flow: Self.flow,
            key: "\(system)/\(webhook.endpoint)",
            topics: [topic],
            disposition: disposition
        )
    }

    private var payload: JSON {
        var payload: JSONObject = [
            "endpoint": .string(webhook.endpoint), "id": .string(webhook.id), "sha256": .string(digest),
            "headers": .array(webhook.headers.map { [.string($0.name), .string($0.value)] }),
        ]
        payload["contentType"] = contentType.map { .string($0) }
        if let text = String(validating: webhook.body, as: UTF8.self) {
            payload["text"] = .string(text)
        } else {
            payload["base64"] = .string(Data(webhook.body).base64EncodedString())
        }
        return .object(payload)
    }

    private static func body(_ reader: JSONReader) throws(JSONAccessError) -> [UInt8] {
        if let text = try reader.optionalString("text") { return Array(text.utf8) }
        let member = try reader.member("base64")
        guard let data = Data(base64Encoded: try member.string()) else {
            throw JSONAccessError(path: member.path, expected: "base64", found: "another text")
        }
        return Array(data)
    }

    private static func digest(_ body: [UInt8]) -> String {
        SHA256.hash(data: body).hexadecimal
    }
}

extension Sequence<UInt8> {
    /// Two hexadecimal digits for each byte.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in self {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
