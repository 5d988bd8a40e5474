import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import Crypto
import Foundation
import JSON
import Synchronization

/// A system that tells of its records by webhook, each again and again until it is answered.
final class ModelSender: SourceSystem {
    private struct Message {
        let id: String
        let body: [UInt8]
        var isAnswered = false
    }

    private struct State {
        var records: [SourceRecord] = []
        var messages: [Message] = []
    }

    let name: String
    let world: World
    /// From when on the connector understands everything that is sent.
    let understoodFrom: Instant
    private let network: Network
    private let rate: WebhookEndpoint.Rate?
    private let deliveryID: WebhookDeliveryID
    private let state = Mutex(State())

    init(name: String, network: Network, world: World) {
        let chance = world.chance
        self.name = name
        self.world = world
        self.network = network
        understoodFrom = World.start.adding(seconds: Int64(chance.number(0...1800)))
        rate = chance.happens(300) ? WebhookEndpoint.Rate(perMinute: chance.number(3...20)) : nil
        deliveryID = chance.pick([.member(["id"]), .bodyDigest])
    }

    var endpoint: WebhookEndpoint {
        WebhookEndpoint(
            name: "records",
            authentication: .timestampedHMAC(
                TimestampedHMAC(
                    keys: [WebhookKey(Secret(World.secret))],
                    signatureHeader: "X-Signature",
                    timestampHeader: "X-Timestamp"
                )
            ),
            deliveryID: deliveryID,
            rate: rate
        )
    }

    var hasServedTheEnd: Bool { state.withLock { $0.messages.allSatisfy(\.isAnswered) } }

    func publish(_ record: SourceRecord) {
        let chance = world.chance
        world.tell(.publication, "\(name) publishes \(record.id)")
        // A message tells once more of what was told before.
        let earlier = chance.happens(world.faults.overlap) ? state.withLock { $0.records.last } : nil
        let isStrange = chance.happens(world.faults.malformed)
        let isReused = chance.happens(world.faults.idReused)
        let index = state.withLock { state in
            let id = isReused ? state.messages.last?.id ?? record.id : record.id
            state.records.append(record)
            state.messages.append(Message(id: id, body: Self.body(id, [earlier, record], isStrange: isStrange)))
            return state.messages.count - 1
        }
        send(index)
        if chance.happens(world.faults.forged) { forge(record) }
    }

    func rewind() {
        let indices = state.withLock { state in
            for index in state.messages.indices { state.messages[index].isAnswered = false }
            return state.messages.indices
        }
        for index in indices { send(index) }
    }

    func published() -> [RecordReference] {
        state.withLock { $0.records.map { RecordReference(system: name, id: $0.id) } }
    }

    func connector(to site: SourceSite, _ life: Lifeline, _ parts: Parts) -> any Connector {
        parts.hook(HookConnector(endpoint, understandsAll: world.isCalm || world.wallClock >= understoodFrom))
    }

    private static func body(_ id: String, _ records: [SourceRecord?], isStrange: Bool) -> [UInt8] {
        let list = records.compactMap { record in
            record.map { record -> JSON in
                [
                    "id": .string(record.id), "object": .string(record.object),
                    "at": .string(record.occurredAt.text), "payload": record.payload,
                ]
            }
        }
        let body: JSON = ["id": .string(id), "records": .array(list), "isStrange": .bool(isStrange)]
        return body.canonicalBytes
    }
}

extension ModelSender {
    /// Sends a message until it is answered.
    private func send(_ index: Int) {
        let message = state.withLock { $0.messages[index] }
        world.inBackground { [self] in
            while !world.isOver {
                let receipt = await network.push("\(message.id) to the door") { [self] in
                    await world.door.receive(request(message, key: World.secret), isSafe: world.isCalm)
                }
                switch receipt {
                case .accepted, .duplicate, .conflicting, .repeated:
                    return state.withLock { $0.messages[index].isAnswered = true }
                case .refused, nil: await world.sleep(seconds: world.chance.number(5...90))
                }
            }
        }
    }

    /// Somebody without the key tells of something that nobody entered.
    private func forge(_ record: SourceRecord) {
        let invented = SourceRecord(
            id: "\(record.id)-invented",
            object: record.object,
            occurredAt: record.occurredAt,
            payload: record.payload
        )
        let message = Message(id: invented.id, body: Self.body(invented.id, [invented], isStrange: false))
        world.inBackground { [self] in
            let receipt = await world.door.receive(request(message, key: "another key"), isSafe: world.isCalm)
            guard let receipt, receipt != .refused(.unauthenticated) else { return }
            world.violate("I2", "a forged webhook was answered with \(receipt)")
        }
    }

    private func request(_ message: Message, key: String) -> WebhookRequest {
        let time = "\(world.now.seconds)"
        let signed = Data("v1:\(time):".utf8) + message.body
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: Data(key.utf8)))
        let digits = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return WebhookRequest(
            system: name,
            endpoint: "records",
            headers: [
                HTTPField("Content-Type", "application/json"), HTTPField("X-Timestamp", time),
                HTTPField("X-Signature", "v1=\(digits)"), HTTPField("X-Delivery", message.id),
            ],
            body: message.body
        )
    }
}

/// The connector to a ``ModelSender``.
struct HookConnector: WebhookSource {
    static let manifest = ConnectorManifest(
        id: "model-sender",
        version: "1.0.0",
        summary: "A simulated sender of webhooks.",
        configuration: [],
        wireVersions: []
    )

    let endpoints: [WebhookEndpoint]
    private let understandsAll: Bool

    init(_ endpoint: WebhookEndpoint, understandsAll: Bool) {
        endpoints = [endpoint]
        self.understandsAll = understandsAll
    }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        throw .invalidConfiguration(key: "", reason: "exists in a simulated world only")
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func content(of webhook: ReceivedWebhook) -> WebhookContent {
        do {
            let reader = JSONReader(try JSON(parsing: webhook.body))
            let isStrange = try reader.member("isStrange").bool()
            guard understandsAll || !isStrange else {
                let reason = "an earlier version of the connector does not understand it"
                return WebhookContent(
                    records: [],
                    rejects: [SourceReject(kind: "webhook_unread", subject: webhook.id, reason: reason)]
                )
            }
            return WebhookContent(records: try reader.member("records").elements().map(Self.record))
        } catch {
            let reject = SourceReject(kind: "webhook_unread", subject: webhook.id, reason: "\(error)")
            return WebhookContent(records: [], rejects: [reject])
        }
    }

    private static func record(_ reader: JSONReader) throws -> SourceRecord {
        SourceRecord(
            id: try reader.member("id").string(),
            object: try reader.member("object").string(),
            occurredAt: try reader.member("at").instant(),
            payload: reader.value?["payload"] ?? .null
        )
    }
}
