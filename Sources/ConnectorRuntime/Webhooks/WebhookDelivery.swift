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
    private(set) var webhook: ReceivedWebhook
    let digest: String
    /// What a header field calls it that nobody signed.
    let unsignedID: String?
    private let contentType: String?

    /// Reads the id of a delivery and keeps what has to be kept.
    init(
        _ request: WebhookRequest,
        at endpoint: WebhookEndpoint,
        _ headers: WebhookHeaders,
        receivedAt now: Instant
    ) throws(WebhookIDFault) {
        system = request.system
        contentType = headers.all("content-type").first
        digest = Self.digest(request.body)
        let identity = try endpoint.identity(of: request.body, headers, digest: digest)
        unsignedID = identity.unsignedID
        let kept = endpoint.keptHeaders.flatMap { name in headers.all(name).map { HTTPField(name, $0) } }
        webhook = ReceivedWebhook(
            endpoint: endpoint.name,
            id: identity.id,
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
        unsignedID = try reader.optionalString("unsignedId")
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
    private var topic: String { "\(system)/\(webhook.endpoint)/\(webhook.id)" }

    private var topics: [String] { [topic] + (unsignedID.map { ["\(system)/\(webhook.endpoint)/\($0)"] } ?? []) }

    private var recordID: String { "webhook/\(webhook.endpoint)/\(webhook.id)" }

    /// The record of the inbox.
    var received: ReceivedRecord { received(id: recordID, .accepted) }

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
        let id = "\(recordID)/conflict/\(digest)"
        return (received(id: id, .quarantined(caseKey: proposal.key)), proposal)
    }

    /// The same bytes under another id that nobody signed: a delivery of its own, which waits for a person, and the case
    /// that it waits for.
    func repetition(
        of earlier: String,
        under unsignedID: String,
        owner: String
    ) -> (received: ReceivedRecord, proposal: CaseProposal) {
        let proposal = CaseProposal(
            kind: "webhook_repeated",
            subject: topic,
            severity: .warning,
            owner: owner,
            summary:
                "\(system) sent the same bytes to \(webhook.endpoint) as \(earlier) and again as \(unsignedID), an id that its "
                + "signature does not cover; the first counts, and what came again is kept: ask the sender whether it sent "
                + "it, then retry to take it too, or reject it as repeated by somebody else",
            detail: ["first": .string(earlier), "kept": .string(unsignedID)],
            remedy: .releaseRecords,
            topics: topics + [system]
        )
        var again = self
        again.webhook = ReceivedWebhook(
            endpoint: webhook.endpoint,
            id: "\(webhook.id)/\(unsignedID)",
            receivedAt: webhook.receivedAt,
            headers: webhook.headers,
            body: webhook.body
        )
        return (again.received(id: again.recordID, .quarantined(caseKey: proposal.key)), proposal)
    }

    private func received(id: String, _ disposition: ReceivedRecord.Disposition) -> ReceivedRecord {
        ReceivedRecord(
            system: system,
            record: SourceRecord(id: id, object: Self.object, occurredAt: webhook.receivedAt, payload: payload),
            flow: Self.flow,
            key: "\(system)/\(webhook.endpoint)",
            topics: topics,
            disposition: disposition
        )
    }

    private var payload: JSON {
        var payload: JSONObject = [
            "endpoint": .string(webhook.endpoint), "id": .string(webhook.id), "sha256": .string(digest),
            "headers": .array(webhook.headers.map { [.string($0.name), .string($0.value)] }),
        ]
        payload["unsignedId"] = unsignedID.map { .string($0) }
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
