import ConnectorKit
import ConnectorStore
import FoundationEssentials
import JSON

/// What a receiver of webhooks gets, with the runtime's own sender.
struct OutgoingWebhookTrial {
    private let trial: ConformanceTrial

    init(_ trial: ConformanceTrial) {
        self.trial = trial
    }

    func requireContents() async throws {
        for sender in try await OutgoingWebhooksUnderTest.all(trial) {
            let way = FaultyTransport(sender.world.transport)
            try await sender.runtime.plan(sender.deliveries)
            try await sender.run(over: way, passes: 3, wait: .seconds(60))
            for delivery in sender.deliveries { try await sender.requireDelivered(delivery, "sent to a receiver") }
            let count = way.requests.count
            trial.require(count == 3, "\(sender.object): 3 deliveries are \(count) requests")
            for flaw in try await sender.flaws(in: way.requests.map(\.body), for: sender.deliveries) {
                trial.fail("\(sender.object): \(flaw)")
            }
        }
    }

    /// Each attempt is looked at as it comes; and the receiver is one that finds a forgery.
    func requireBelief() async throws {
        for sender in try await OutgoingWebhooksUnderTest.all(trial) {
            let way = FaultyTransport(sender.world.transport, [.answerLost, .status(503), .neverSent])
            try await sender.runtime.plan(Array(sender.deliveries.prefix(1)))
            var seen = 0
            for _ in 0..<8 {
                try await sender.pass(over: way, wait: .zero)
                for request in way.requests.dropFirst(seen) { try await requireBelief(in: request, sender) }
                seen = way.requests.count
                try await sender.runtime.wait(.seconds(7200))
            }
            trial.require(seen > 1, "\(sender.object): after a lost answer nothing is sent again")
        }
    }

    private func requireBelief(in request: HTTPRequest, _ sender: OutgoingWebhooksUnderTest) async throws {
        if let flaw = try await sender.world.flaw(of: request) {
            trial.fail("\(sender.object): a receiver does not believe a webhook: \(flaw)")
            return
        }
        var forged = request
        forged.body.append(0x20)
        var renamed = request
        renamed.headers = request.headers.map {
            $0.name.lowercased() == "webhook-id" ? HTTPField($0.name, $0.value + "x") : $0
        }
        for (forgery, what) in [(forged, "another byte"), (renamed, "another id")]
        where try await sender.world.flaw(of: forgery) == nil {
            throw ConformanceObstacle("the world believes a webhook with \(what): let it check the signature")
        }
    }

    func requireOneIdentity() async throws {
        for sender in try await OutgoingWebhooksUnderTest.all(trial) {
            var ids: Set<String> = []
            for delivery in sender.deliveries {
                let alone = sender.anew()
                let faults: [FaultyTransport.Fault] = [.answerLost, .status(503), .neverSent, .status(500)]
                let way = FaultyTransport(sender.world.transport, faults)
                try await alone.runtime.plan([delivery])
                try await alone.run(over: way, passes: 12, wait: .seconds(36_000))
                try await alone.requireDelivered(delivery, "after four failures")
                let (sent, bodies) = (Set(way.requests.map(\.webhookID)), Set(way.requests.map(\.body)))
                trial.require(sent.count == 1, "\(delivery.key): its attempts have \(sent.count) ids")
                trial.require(bodies.count == 1, "\(delivery.key): its attempts have \(bodies.count) bodies")
                trial.require(!sent.contains(where: \.isBlank), "\(delivery.key): an attempt has no id")
                trial.require(ids.isDisjoint(with: sent), "\(delivery.key): has the id of another delivery")
                ids.formUnion(sent)
            }
        }
    }

    func requireAcknowledgement() async throws {
        for sender in try await OutgoingWebhooksUnderTest.all(trial) {
            for status in [200, 201, 202, 204] {
                let alone = sender.anew()
                let way = FaultyTransport(sender.world.transport, [.status(status)])
                try await alone.runtime.plan([sender.deliveries[0]])
                try await alone.run(over: way, passes: 4, wait: .seconds(3600))
                let place = "answered \(status)"
                try await alone.requireDelivered(sender.deliveries[0], place)
                let count = way.requests.count
                trial.require(count == 1, "\(sender.object): \(place), it is sent \(count) times")
            }
        }
    }

    func requireRepetition() async throws {
        for sender in try await OutgoingWebhooksUnderTest.all(trial) {
            for status in [301, 400, 401, 404, 500] {
                let alone = sender.anew()
                let delivery = sender.deliveries[0]
                let way = FaultyTransport(sender.world.transport, lasting: .status(status))
                try await alone.runtime.plan([delivery])
                try await alone.pass(over: way, wait: .seconds(36_000))
                let isDone = try await alone.isDelivered(delivery)
                trial.require(!isDone, "\(delivery.key): answered \(status), it is called delivered")
                way.last(nil)
                try await alone.run(over: way, passes: 4, wait: .seconds(36_000))
                try await alone.requireDelivered(delivery, "taken after an answer \(status)")
            }
            try await requireEnd(sender.anew())
        }
    }

    /// A receiver that says that its address is gone is left alone, and a person is asked.
    private func requireEnd(_ sender: OutgoingWebhooksUnderTest) async throws {
        let way = FaultyTransport(sender.world.transport, lasting: .status(410))
        try await sender.runtime.plan([sender.deliveries[0]])
        for _ in 0..<4 { try await sender.pass(over: way, wait: .seconds(36_000)) }
        let count = way.requests.count
        trial.require(count == 1, "\(sender.object): an address that is gone (410) is asked \(count) times")
        let isAsked = try await !sender.runtime.memory.cases(onlyOpen: true).isEmpty
        trial.require(isAsked, "\(sender.object): an address is gone (410), and nobody is asked")
    }

    func requirePauses() async throws {
        for sender in try await OutgoingWebhooksUnderTest.all(trial) {
            let way = FaultyTransport(sender.world.transport, [.status(429, retryAfter: 3600)])
            try await sender.runtime.plan([sender.deliveries[0]])
            for _ in 0..<11 { try await sender.pass(over: way, wait: .seconds(300)) }
            let count = way.requests.count
            trial.require(count == 1, "\(sender.object): asked for a pause of an hour, it is sent \(count) times")
            try await sender.run(over: way, passes: 4, wait: .seconds(3600))
            try await sender.requireDelivered(sender.deliveries[0], "after a pause that was asked for")
        }
    }

    func requireOrder() async throws {
        for sender in try await OutgoingWebhooksUnderTest.all(trial) {
            let faults: [FaultyTransport.Fault?] = [
                .answerLost, .status(503), nil, .neverSent, .answerLost, .status(500),
            ]
            let way = FaultyTransport(sender.world.transport, faults)
            try await sender.runtime.plan(sender.deliveries, lane: "lane")
            try await sender.run(over: way, passes: 30, wait: .seconds(36_000))
            // What the same id stands behind is one delivery, sent again.
            let webhooks = way.requests.reduce(into: [HTTPRequest]()) { webhooks, request in
                if webhooks.last?.webhookID != request.webhookID { webhooks.append(request) }
            }
            guard webhooks.count == sender.deliveries.count else {
                trial.fail("\(sender.object): 3 deliveries of one key come as \(webhooks.count), one among the others")
                continue
            }
            for (delivery, webhook) in zip(sender.deliveries, webhooks) {
                let flaws = try await sender.flaws(in: [webhook.body], for: [delivery])
                trial.require(flaws.isEmpty, "\(delivery.key): does not come in its turn")
                try await sender.requireDelivered(delivery, "behind what comes before it")
            }
        }
    }

    /// Looks for the secrets of the configuration in whatever is sent, and in whatever is said of failures.
    func requireSilence() async throws {
        for sender in try await OutgoingWebhooksUnderTest.all(trial) {
            let secrets = secrets(in: sender.world.configuration)
            guard !secrets.isEmpty else { throw Inapplicable("it has no secrets") }
            let faults: [FaultyTransport.Fault] = [.status(401), .status(500), .neverSent, .page]
            for fault in faults {
                let alone = sender.anew()
                let way = FaultyTransport(sender.world.transport, [fault])
                try await alone.runtime.plan([sender.deliveries[0]])
                try await alone.run(over: way, passes: 2, wait: .seconds(36_000))
                let sent = way.requests.flatMap { request in
                    [request.url, String(decoding: request.body, as: UTF8.self)] + request.headers.map(\.value)
                }
                let lines = alone.log.lines.flatMap { [$0.message] + $0.values.values }
                let told = try await alone.runtime.journal().map { "\($0.body)" }
                for secret in secrets {
                    if sent.contains(where: { SecretTrace.isLeft(of: secret, in: $0) }) {
                        trial.fail("\(sender.object): a secret stands in the webhook itself")
                    }
                    if (lines + told).contains(where: { SecretTrace.isLeft(of: secret, in: $0) }) {
                        trial.fail("\(sender.object): \(fault): a secret stands in the log or in the journal")
                    }
                }
            }
        }
    }

    /// The secrets, each also without what says of which kind it is.
    private func secrets(in configuration: ConnectorConfiguration) -> [String] {
        configuration.keys.compactMap { configuration.secret($0) }.flatMap(\.words).flatMap { word in
            word.withValue { [$0, String($0.drop { $0 != "_" }.dropFirst())] }
        }
        .filter { $0.count > 3 }
    }

    func requireRefusals() async throws {
        guard !trial.manifest.writes.contains("any") else { throw Inapplicable("it tells of any object as it is") }
        guard let sink = try await trial.connector(in: trial.world()).webhookSink else {
            throw ConformanceObstacle(
                "the connector that was made sends no webhooks, though its type says that it does"
            )
        }
        for object in trial.manifest.writes {
            for payload in [JSON.object([:]), .null, .string("text"), .array([]), .integer(1)] {
                let bad = Delivery(key: "conformance/\(object)/bad", object: object, payload: payload)
                let event = sink.event(for: bad)
                trial.require(event == nil, "\(object): a payload \(payload.canonicalText) becomes a webhook")
            }
        }
    }
}
