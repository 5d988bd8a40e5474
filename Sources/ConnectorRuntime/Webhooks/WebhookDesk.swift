import CanonicalModel
public import ConnectorKit
public import ConnectorStore
import JSON
import Synchronization

/// What arrived at an endpoint.
public struct WebhookRequest: Sendable, Hashable {
    /// The name of the system.
    public let system: String
    /// The name of its endpoint.
    public let endpoint: String
    /// All header fields.
    public let headers: [HTTPField]
    /// The bytes of the body.
    public let body: [UInt8]

    /// Creates a request.
    public init(system: String, endpoint: String, headers: [HTTPField], body: [UInt8]) {
        self.system = system
        self.endpoint = endpoint
        self.headers = headers
        self.body = body
    }
}

/// What became of a delivery that arrived.
public enum WebhookReceipt: Sendable, Hashable {
    /// It is durable.
    case accepted
    /// The same delivery was durable before; nothing was changed.
    case duplicate
    /// A delivery with this id and another body was durable before; this body is durable too, under a case.
    case conflicting
    /// A delivery of these bytes was durable before under another id, and nobody signed either; this one is durable too,
    /// under a case.
    case repeated
    /// It was not taken.
    case refused(WebhookRefusal)
}

/// Why a delivery was not taken.
public enum WebhookRefusal: Sendable, Hashable {
    /// There is no such system or endpoint.
    case unknownEndpoint
    /// The body has more bytes than the endpoint takes.
    case tooLarge(limit: Int)
    /// The media type is none of those that the endpoint takes.
    case unsupportedContent
    /// It does not prove whose it is, or is stale.
    case unauthenticated
    /// It carries more signatures than are looked at.
    case tooManySignatures(limit: Int)
    /// The header field with its id is missing or cannot be used.
    case idMissing(header: String)
    /// It is a CloudEvent in binary mode, and nothing that its scheme signs tells it from another of the same data.
    case eventUnsigned
    /// The endpoint's rate is used up for this long.
    case tooMany(retryAfter: Duration)
    /// It cannot be made durable at the moment.
    case unavailable
}

/// Takes deliveries of webhooks: authenticates, refuses what is stale, makes durable, then answers.
///
/// It knows nothing of HTTP. Ids of deliveries are remembered for good.
public final class WebhookDesk: Sendable {
    private struct Place: Hashable {
        let system: String
        let endpoint: String
    }

    private struct Counter {
        let endpoint: WebhookEndpoint
        let verifier: WebhookVerifier
    }

    private let counters: [Place: Counter]
    private let budgets = Mutex<[Place: WebhookBudget]>([:])
    private let operatorRole: String
    private let store: any ChangeStore & InboxStore
    private let clock: any RuntimeClock
    private let log: any ConnectorLog

    /// Opens the endpoints of all systems.
    ///
    /// - Parameters:
    ///   - settings: The systems.
    ///   - store: Where deliveries become durable.
    ///   - clock: Tells the present, which timestamps are compared with.
    ///   - log: Receives why a delivery was refused; never a key, a signature or a body.
    /// - Throws: ``WebhookSettingsError`` if an endpoint cannot be opened.
    public init(
        settings: RuntimeSettings,
        store: any ChangeStore & InboxStore,
        clock: any RuntimeClock,
        log: any ConnectorLog
    ) throws(WebhookSettingsError) {
        counters = try Self.counters(of: settings)
        operatorRole = settings.operatorRole
        self.store = store
        self.clock = clock
        self.log = log
    }

    /// Checks what would keep webhooks from being taken or sent: endpoints and keys.
    ///
    /// - Parameter settings: The systems.
    /// - Throws: ``WebhookSettingsError`` for the first that cannot work.
    public static func validate(_ settings: RuntimeSettings) throws(WebhookSettingsError) {
        _ = try counters(of: settings)
        for system in settings.systems {
            guard let sink = system.connector.webhookSink else { continue }
            do throws(ConnectorError) {
                _ = try WebhookSender.keys(of: sink.target)
            } catch {
                throw WebhookSettingsError(system: system.name, endpoint: nil, reason: "\(error)")
            }
        }
    }

    private static func counters(of settings: RuntimeSettings) throws(WebhookSettingsError) -> [Place: Counter] {
        var counters: [Place: Counter] = [:]
        for system in settings.systems {
            for endpoint in system.connector.webhookSource?.endpoints ?? [] {
                let place = Place(system: system.name, endpoint: endpoint.name)
                func fail(_ reason: String) -> WebhookSettingsError {
                    WebhookSettingsError(system: system.name, endpoint: endpoint.name, reason: reason)
                }
                guard endpoint.hasUsableName else {
                    throw fail("its name may have letters, digits, '-', '_' and '.' only")
                }
                guard counters[place] == nil else { throw fail("there are two of this name") }
                if case .standardWebhooks(_, let prefix, _) = endpoint.authentication,
                    case .header(let name) = endpoint.deliveryID, !endpoint.authentication.vouches(forHeader: name)
                {
                    throw fail(
                        "the id of a delivery would be its header field \(name), which this scheme does not sign; take the "
                            + "id from \(prefix)-id, which it signs"
                    )
                }
                do throws(WebhookKeyError) {
                    counters[place] = Counter(
                        endpoint: endpoint,
                        verifier: try WebhookVerifier(endpoint.authentication)
                    )
                } catch {
                    throw fail("a key \(error.reason)")
                }
            }
        }
        return counters
    }

    /// The addresses of all endpoints, each as `SYSTEM/NAME`, in order.
    public var addresses: [String] { counters.keys.map { "\($0.system)/\($0.endpoint)" }.sorted() }

    /// An endpoint of a system, or `nil`.
    public func endpoint(_ name: String, of system: String) -> WebhookEndpoint? {
        counters[Place(system: system, endpoint: name)]?.endpoint
    }

    /// Whether the store answers, so that deliveries can be taken.
    public func isReady() async -> Bool {
        do throws(StoreError) {
            _ = try await store.receivedRecord(RecordReference(system: Engine.systemName, id: "webhook"))
            return true
        } catch {
            return false
        }
    }

    /// Takes a delivery.
    ///
    /// When this returns anything but ``WebhookReceipt/refused(_:)``, the delivery survives a crash.
    public func receive(_ request: WebhookRequest) async -> WebhookReceipt {
        let place = Place(system: request.system, endpoint: request.endpoint)
        guard let counter = counters[place] else { return .refused(.unknownEndpoint) }
        let headers = WebhookHeaders(request.headers)
        let now = await clock.present()
        let endpoint = counter.endpoint
        guard request.body.count <= endpoint.bodyLimit else {
            return refuse(.tooLarge(limit: endpoint.bodyLimit), place, "the body is too large")
        }
        guard endpoint.takes(headers.mediaType) else {
            return refuse(.unsupportedContent, place, "the media type is not taken")
        }
        if let fault = counter.verifier.fault(headers, request.body, at: now) {
            let isOverloaded = fault == .signaturesTooMany
            let refusal: WebhookRefusal =
                isOverloaded ? .tooManySignatures(limit: WebhookVerifier.mostSignatures) : .unauthenticated
            return refuse(refusal, place, fault.rawValue)
        }
        if let wait = budgets.withLock({ $0[place, default: WebhookBudget(endpoint.rate)].take(at: now) }) {
            return refuse(.tooMany(retryAfter: wait), place, "the rate is used up")
        }
        let delivery: WebhookDelivery
        do throws(WebhookIDFault) {
            delivery = try WebhookDelivery(request, at: endpoint, headers, receivedAt: now)
        } catch {
            return refuse(error.refusal, place, error.reason)
        }
        do throws(StoreError) {
            return try await keep(delivery, at: now)
        } catch {
            log.write(
                .error,
                "webhook not durable",
                ["endpoint": "\(place.system)/\(place.endpoint)", "why": "\(error)"]
            )
            return .refused(.unavailable)
        }
    }

    private func refuse(_ refusal: WebhookRefusal, _ place: Place, _ reason: String) -> WebhookReceipt {
        log.write(.warning, "webhook refused", ["endpoint": "\(place.system)/\(place.endpoint)", "why": reason])
        return .refused(refusal)
    }

    private func keep(_ delivery: WebhookDelivery, at now: Instant) async throws(StoreError) -> WebhookReceipt {
        let received = delivery.received
        let receipt = try await store.commit([.recordReceived(received)], by: Engine.actor, at: now)
        guard !receipt.skipped.isEmpty else { return .accepted }
        guard let earlier = try await store.receivedRecord(received.reference) else {
            throw .damaged("The delivery \(received.record.id) is in the inbox and cannot be read")
        }
        let earlierDigest = earlier.record.payload["sha256"]?.stringValue
        guard earlierDigest == delivery.digest else {
            try await hold(delivery.conflict(with: earlierDigest ?? "unknown", owner: operatorRole), at: now)
            return .conflicting
        }
        let earlierID = earlier.record.payload["unsignedId"]?.stringValue
        guard let id = delivery.unsignedID, id != earlierID else { return .duplicate }
        try await hold(delivery.repetition(of: earlierID ?? "unknown", under: id, owner: operatorRole), at: now)
        return .repeated
    }

    /// Keeps what waits for a person, once.
    private func hold(
        _ held: (received: ReceivedRecord, proposal: CaseProposal),
        at now: Instant
    ) async throws(StoreError) {
        guard try await store.knownRecords(among: [held.received.reference]).isEmpty else { return }
        _ = try await store.commit(
            [.recordReceived(held.received), .caseRaised(held.proposal)],
            by: Engine.actor,
            at: now
        )
    }
}

/// Why webhooks cannot be taken or sent.
public struct WebhookSettingsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The name of the system.
    public let system: String
    /// The name of its endpoint; `nil` where webhooks cannot be sent.
    public let endpoint: String?
    /// What is wrong and what is expected.
    public let reason: String

    /// What is wrong, where, and what is expected.
    public var description: String {
        endpoint.map { "the webhook endpoint \(system)/\($0) cannot be opened: \(reason)" }
            ?? "webhooks to \(system) cannot be signed: \(reason)"
    }
}

extension WebhookEndpoint {
    fileprivate var hasUsableName: Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }

    fileprivate func takes(_ mediaType: String?) -> Bool {
        contentTypes.isEmpty || contentTypes.contains { $0.lowercased() == mediaType }
    }
}
