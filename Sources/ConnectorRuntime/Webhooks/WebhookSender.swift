import CanonicalModel
import ConnectorKit
import Crypto
import FoundationEssentials
import JSON

/// Sends deliveries as signed webhooks, as Standard Webhooks 1.0.0 asks of a sender.
///
/// A receiver cannot be asked what it holds. After a lost answer the same webhook is sent again under the same
/// `webhook-id`, by which the receiver recognises it: at least once, never under two ids.
struct WebhookSender: DeliveryTarget {
    /// 0 s, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h: ten attempts in more than three days.
    static let standardSchedule = RetrySchedule.fixed(
        [0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400].map { .seconds($0) }
    )

    /// How many webhooks are under way at once where the configuration says nothing.
    static let standardCalls = 4

    let limits: BatchLimits
    /// A receiver is told of whatever the connector makes an event of.
    let objects: [String] = []
    let schedule = WebhookSender.standardSchedule
    let reasonToRepeat = "a receiver of webhooks cannot be asked; it is sent again under the same webhook-id"

    private let system: String
    private let sink: any WebhookSink

    init(_ sink: any WebhookSink, of system: String, parallelCalls: Int?) {
        self.sink = sink
        self.system = system
        limits = BatchLimits(
            deliveries: 1,
            bytes: .max,
            age: .zero,
            calls: max(1, parallelCalls ?? Self.standardCalls),
            mayShareLane: true
        )
    }

    /// Sends each delivery by itself.
    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        let keys = try Self.keys(of: sink.target)
        var outcomes: [DeliveryOutcome] = []
        for delivery in batch { outcomes.append(try await send(delivery, signedBy: keys)) }
        return outcomes
    }

    /// Finds nothing: whether a webhook arrived is for its receiver to know.
    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] {
        batch.map { _ in nil }
    }

    /// The keys of a target.
    ///
    /// - Throws: ``ConnectorError/invalidConfiguration(key:reason:)`` if one cannot sign.
    static func keys(of target: WebhookTarget) throws(ConnectorError) -> [StandardKey] {
        var keys: [StandardKey] = []
        for secret in target.keys {
            do throws(WebhookKeyError) {
                let key = try StandardKey(secret)
                if case .verifying = key { throw WebhookKeyError(reason: "is a public key, which cannot sign") }
                keys.append(key)
            } catch {
                throw .invalidConfiguration(key: "key", reason: error.reason)
            }
        }
        guard !keys.isEmpty else { throw .invalidConfiguration(key: "key", reason: "is missing") }
        return keys
    }

    /// The id of a delivery: the same for every attempt, and for no other delivery.
    static func id(of delivery: Delivery, in system: String) -> String {
        "msg_" + SHA256.hash(data: Data("\(system)\n\(delivery.key)".utf8)).prefix(20).hexadecimal
    }

    private func send(
        _ delivery: Delivery,
        signedBy keys: [StandardKey]
    ) async throws(ConnectorError) -> DeliveryOutcome {
        guard let event = try await sink.askEvent(for: delivery) else {
            return .rejected(reason: "the connector of \(system) does not tell of \(delivery.object)")
        }
        let id = Self.id(of: delivery, in: system)
        let request = request(id, event, signedBy: keys)
        let response: HTTPResponse
        do throws(TransportError) {
            response = try await sink.services.transport.send(request)
        } catch {
            // An address that cannot be used does not become usable by trying it again.
            if error.reason == .unusableAddress { throw .invalidConfiguration(key: "address", reason: error.detail) }
            throw ConnectorError(error)
        }
        return try outcome(of: response, id)
    }

    private func request(_ id: String, _ event: WebhookEvent, signedBy keys: [StandardKey]) -> HTTPRequest {
        let body = Array(event.body.canonicalText.utf8)
        let timestamp = "\(sink.services.clock.now.seconds)"
        let bytes = StandardKey.signedBytes(id: id, timestamp: timestamp, body: body)
        let signatures = keys.compactMap { $0.signature(of: bytes) }.joined(separator: " ")
        return HTTPRequest(
            method: "POST",
            url: sink.target.url,
            headers: [
                HTTPField("Content-Type", "application/json"), HTTPField("webhook-id", id),
                HTTPField("webhook-timestamp", timestamp), HTTPField("webhook-signature", signatures),
            ],
            body: body,
            deadline: sink.target.deadline,
            responseLimit: 64 << 10,
            refusesPrivateAddresses: !sink.target.allowsPrivateAddresses
        )
    }

    private func outcome(of response: HTTPResponse, _ id: String) throws(ConnectorError) -> DeliveryOutcome {
        let endpoint = "the webhook address of \(system)"
        let status = "HTTP status \(response.status)"
        switch response.status {
        case 200..<300: return .acknowledged(reference: id)
        case 410: throw .gone(endpoint: endpoint, reason: status)
        case 429, 502, 503, 504:
            let pause = response.retryAfter(now: sink.services.clock.now)
            throw .unavailable(endpoint: endpoint, reason: status, retryAfter: pause)
        case 300..<400:
            return .retryLater(after: nil, reason: "\(status): a redirect is no success; correct the address")
        default:
            return .retryLater(after: response.retryAfter(now: sink.services.clock.now), reason: status)
        }
    }
}
