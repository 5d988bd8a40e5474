import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Foundation
import JSON

/// A sink that tells of notes by webhook.
struct NoteAnnouncer: WebhookSink {
    static let manifest = ConnectorManifest(
        id: "announcer",
        version: "1.0.0",
        summary: "Notes by webhook, for tests.",
        configuration: [],
        writes: ["Note"],
        wireVersions: []
    )

    let target: WebhookTarget
    let services: ConnectorServices

    init(_ target: WebhookTarget, _ services: ConnectorServices) {
        self.target = target
        self.services = services
    }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        self.init(WebhookTarget(url: "", keys: []), services)
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func event(for delivery: Delivery) -> WebhookEvent? {
        guard delivery.payload["text"] != "unspeakable" else { return nil }
        return WebhookEvent(type: "note.written", body: ["type": "note.written", "data": delivery.payload])
    }
}

/// A runtime whose notes go to a receiver of webhooks that answers as a test wants it to.
struct Announcement {
    /// HMAC and Ed25519 together.
    static let keys = [
        "whsec_" + Data("canary-key-of-the-announcement-00".utf8).base64EncodedString(),
        "whsk_" + Data("conformance-seed-of-32-bytes-001".utf8).base64EncodedString(),
    ]

    let clock = ManualClock(Instant(seconds: 1_767_225_600))
    let store = InMemoryStore()
    let source = NoteSource()
    let transport: FixtureTransport
    let log = RecordingLog()
    let keys: [String]

    init(keys: [String] = Self.keys, receiver: @escaping FixtureTransport.Handler) {
        transport = FixtureTransport(handler: receiver)
        self.keys = keys
    }

    var settings: RuntimeSettings {
        let target = WebhookTarget(url: "https://partner.example/hooks?tenant=7", keys: keys.map { Secret($0) })
        let services = ConnectorServices(transport: transport, clock: clock, log: log)
        return RuntimeSettings(
            systems: [
                ConfiguredSystem(name: "paper", connector: source, pollInterval: .seconds(60)),
                ConfiguredSystem(
                    name: "partner",
                    connector: NoteAnnouncer(target, services),
                    pollInterval: .seconds(60)
                ),
            ],
            flows: [FlowBinding(flow: NoteFlow(), sources: ["paper"], target: "partner")],
            people: [Person(id: "eve", roles: ["editor", "integration-operator"])]
        )
    }

    /// One pass of a runtime that was just started.
    func run() async throws {
        try await Engine(settings: settings, store: store, clock: clock).runOnce()
    }

    func publish(_ records: SourceRecord...) {
        source.will(RecordPage(records: records, next: nil, hasMore: false))
    }

    func state(_ text: String) async throws -> DeliveryState? {
        try await store.delivery("Note/\(text)")?.state
    }

    /// Moves the clock to when the delivery or its system is tried again, and runs.
    func runWhenDue(_ text: String) async throws {
        let due = try await store.delivery("Note/\(text)")?.notBefore
        let pause = try await store.pause(of: "partner")?.until
        guard let next = [due, pause].compactMap({ $0 }).max() else { return }
        clock.advance(to: next)
        try await run()
    }

    var attempts: [HTTPRequest] { transport.requests }
}

extension HTTPRequest {
    func header(_ name: String) -> String {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value ?? ""
    }
}
