import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Crypto
import Foundation
import JSON
import Synchronization

/// A source whose notes arrive by webhook.
struct NoteHook: WebhookSource {
    static let manifest = ConnectorManifest(
        id: "note-hook",
        version: "1.0.0",
        summary: "Notes by webhook, for tests.",
        configuration: [],
        reads: ["Note"],
        wireVersions: []
    )

    let endpoints: [WebhookEndpoint]
    /// A word that a later version understands.
    var understandsShouting = false
    /// Whether the same note in another delivery is another note.
    var namesRecordsByDelivery = false

    init(_ endpoints: WebhookEndpoint...) {
        self.endpoints = endpoints
    }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        endpoints = []
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func content(of webhook: ReceivedWebhook) -> WebhookContent {
        guard let notes = (try? JSON(parsing: webhook.body))?["notes"]?.arrayValue else {
            let excerpt = String(decoding: webhook.body.prefix(40), as: UTF8.self)
            return WebhookContent(
                records: [],
                rejects: [
                    SourceReject(kind: "malformed_note", subject: "body", reason: "no list of notes", excerpt: excerpt)
                ]
            )
        }
        var records: [SourceRecord] = []
        var rejects: [SourceReject] = []
        for note in notes {
            let text = note["text"]?.stringValue ?? ""
            guard text.uppercased() != text || understandsShouting else {
                rejects.append(SourceReject(kind: "shouted", subject: "note", reason: "\(text) is shouted"))
                continue
            }
            let object = note["object"]?.stringValue ?? "Note"
            let author = note["author"]?.stringValue ?? ""
            records.append(
                SourceRecord(
                    id: namesRecordsByDelivery ? "\(webhook.id)/\(text)" : "\(author)/\(text)",
                    object: object,
                    occurredAt: webhook.receivedAt,
                    payload: ["author": .string(author), "text": .string(text)]
                )
            )
        }
        return WebhookContent(records: records, rejects: rejects)
    }
}

/// A desk in front of a workshop's store.
struct HookWorkshop {
    /// A key of 32 bytes that no output may show.
    static let canary = "whsec_" + Data("canary-key-of-the-webhook-desk-0".utf8).base64EncodedString()

    let clock = ManualClock(Instant(seconds: 1_767_225_600))
    let store = InMemoryStore()
    let sink = NoteSink()
    let log = RecordingLog()
    var hook: NoteHook
    var flow = NoteFlow()

    init(_ endpoint: WebhookEndpoint = .standard()) {
        hook = NoteHook(endpoint)
    }

    var settings: RuntimeSettings {
        RuntimeSettings(
            systems: [
                ConfiguredSystem(name: "post", connector: hook, pollInterval: .seconds(60)),
                ConfiguredSystem(name: "ledger", connector: sink, pollInterval: .seconds(60)),
            ],
            flows: [FlowBinding(flow: flow, sources: ["post"], target: "ledger")],
            people: [Person(id: "eve", roles: ["editor", "integration-operator"])]
        )
    }

    func desk() throws -> WebhookDesk {
        try WebhookDesk(settings: settings, store: store, clock: clock, log: log)
    }

    /// One pass of a runtime that was just started.
    func run() async throws {
        try await Engine(settings: settings, store: store, clock: clock).runOnce()
    }

    /// What a sender of Standard Webhooks sends.
    func signed(
        _ id: String,
        _ body: String,
        at time: Instant? = nil,
        key: String = canary
    ) -> WebhookRequest {
        let timestamp = "\((time ?? clock.now).seconds)"
        let secret = Data(base64Encoded: String(key.dropFirst(6))) ?? Data()
        let text = Data("\(id).\(timestamp).\(body)".utf8)
        let code = HMAC<SHA256>.authenticationCode(for: text, using: SymmetricKey(data: secret))
        return WebhookRequest(
            system: "post",
            endpoint: "notes",
            headers: [
                HTTPField("Content-Type", "application/json; charset=utf-8"), HTTPField("Webhook-Id", id),
                HTTPField("webhook-timestamp", timestamp),
                HTTPField("webhook-signature", "v1,\(Data(code).base64EncodedString())"),
            ],
            body: Array(body.utf8)
        )
    }

    func entries() async throws -> Int64 { try await store.journalHead().sequence }

    var ledger: [String] { sink.state.withLock { $0.ledger } }
}

extension WebhookEndpoint {
    /// An endpoint of Standard Webhooks.
    static func standard(
        keys: [String] = [HookWorkshop.canary],
        bodyLimit: Int = 4096,
        rate: Rate? = nil
    ) -> WebhookEndpoint {
        WebhookEndpoint(
            name: "notes",
            authentication: .standardWebhooks(keys: keys.map { Secret($0) }),
            deliveryID: .header("webhook-id"),
            bodyLimit: bodyLimit,
            rate: rate
        )
    }
}

/// The body with one note.
func note(_ author: String, _ text: String) -> String {
    #"{"notes":[{"author":"\#(author)","text":"\#(text)"}]}"#
}

extension WebhookRequest {
    /// The same request with other header fields.
    func with(_ name: String, _ value: String?) -> WebhookRequest {
        var fields = headers.filter { $0.name.lowercased() != name.lowercased() }
        if let value { fields.append(HTTPField(name, value)) }
        return WebhookRequest(system: system, endpoint: endpoint, headers: fields, body: body)
    }

    /// The same request with another body.
    func with(body: String) -> WebhookRequest {
        WebhookRequest(system: system, endpoint: endpoint, headers: headers, body: Array(body.utf8))
    }
}
