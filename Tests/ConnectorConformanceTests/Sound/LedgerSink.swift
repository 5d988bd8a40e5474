import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON

/// What a sink of the ledger is made of.
struct LedgerCore: Sendable {
    /// What a call was answered.
    enum Answer: Sendable, Hashable {
        case rows([JSON])
        case refused(status: Int, reason: String)
    }

    let address: String
    let key: Secret
    let services: ConnectorServices

    init(_ configuration: ConnectorConfiguration, _ services: ConnectorServices) throws(ConnectorError) {
        address = try configuration.requiredText("address")
        guard let key = configuration.secret("key") else {
            throw .invalidConfiguration(key: "key", reason: "is missing")
        }
        self.key = key
        self.services = services
    }

    func call(_ method: String, _ path: String, _ body: JSON? = nil) async throws(ConnectorError) -> Answer {
        let request = key.withValue {
            HTTPRequest(
                method: method,
                url: "\(address)/documents\(path)",
                headers: [HTTPField("Authorization", "Bearer \($0)")],
                body: body.map { Array($0.canonicalText.utf8) } ?? []
            )
        }
        let answer: HTTPResponse
        do throws(TransportError) {
            answer = try await services.transport.send(request)
        } catch {
            throw ConnectorError(error)
        }
        let endpoint = "\(method) /documents"
        let json = try? JSON(parsing: answer.body)
        switch answer.status {
        case 200: break
        case 401: throw .unauthorized(endpoint: endpoint, reason: "HTTP status 401")
        case 403: throw .forbidden(endpoint: endpoint, reason: "HTTP status 403")
        case 404, 409, 422, 423:
            return .refused(status: answer.status, reason: json?["reason"]?.stringValue ?? "status \(answer.status)")
        case 429, 500...:
            let pause = answer.retryAfter(now: services.clock.now)
            throw .unavailable(endpoint: endpoint, reason: "HTTP status \(answer.status)", retryAfter: pause)
        default: throw .unexpectedAnswer(endpoint: endpoint, reason: "HTTP status \(answer.status)")
        }
        guard let rows = json?["rows"]?.arrayValue else {
            throw .unexpectedAnswer(endpoint: endpoint, reason: "the answer is no list of documents")
        }
        return .rows(rows)
    }
}

/// A connector that writes documents into the ledger, in steps of which a broken one gets one wrong.
protocol LedgerSink: RESTSink {
    var core: LedgerCore { get }

    init(core: LedgerCore)

    /// What the ledger is to hold for a delivery; `nil` if it is no document.
    func document(of delivery: Delivery) -> JSONObject?
    /// The document that the ledger holds for an external id.
    func look(for id: String) async throws(ConnectorError) -> JSON?
    /// Creates a document.
    func create(_ document: JSONObject) async throws(ConnectorError) -> LedgerCore.Answer
    /// Brings a document to what it is to be.
    func change(
        _ present: JSON,
        to document: JSONObject,
        of delivery: Delivery
    ) async throws(ConnectorError)
        -> LedgerCore.Answer
    /// What is said of a document.
    func found(_ row: JSON, for delivery: Delivery) -> FoundRecord
    /// Writes one delivery.
    func write(_ delivery: Delivery) async throws(ConnectorError) -> DeliveryOutcome
}

extension LedgerSink {
    static var manifest: ConnectorManifest {
        ConnectorManifest(
            id: "ledger",
            version: "1.0.0",
            summary: "Writes documents into the ledger.",
            configuration: [
                ConfigurationKey(
                    "address",
                    .address(schemes: ["https"]),
                    required: true,
                    summary: "The ledger's address."
                ),
                ConfigurationKey("key", .secret, required: true, summary: "The key of its user."),
            ],
            writes: ["Document"],
            wireVersions: ["ledger 1"]
        )
    }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        self.init(core: try LedgerCore(configuration, services))
    }

    var batchLimit: Int { 20 }

    func check() async throws(ConnectorError) -> [CheckFinding] {
        _ = try await core.call("GET", "?id=none")
        return [CheckFinding(.passed, "the ledger answers")]
    }

    func document(of delivery: Delivery) -> JSONObject? {
        guard delivery.object == "Document", !delivery.key.isEmpty,
            let name = delivery.payload["name"]?.stringValue, let day = delivery.payload["day"]?.stringValue,
            let amount = delivery.payload["amount"]?.stringValue
        else { return nil }
        return [
            "id": .string(Self.id(of: delivery)), "name": .string(name), "day": .string(day),
            "amount": .string(amount), "archived": .bool(delivery.payload["archived"] == true),
        ]
    }

    func look(for id: String) async throws(ConnectorError) -> JSON? {
        guard case .rows(let rows) = try await core.call("GET", "?id=\(id)") else { return nil }
        return rows.first
    }

    func create(_ document: JSONObject) async throws(ConnectorError) -> LedgerCore.Answer {
        try await core.call("POST", "", .object(document))
    }

    func change(
        _ present: JSON,
        to document: JSONObject,
        of delivery: Delivery
    ) async throws(ConnectorError)
        -> LedgerCore.Answer
    {
        let isSame = ["name", "day", "amount", "archived"].allSatisfy { present[$0] == document[$0] }
        guard !isSame else { return .rows([present]) }
        var body = document
        body["version"] = delivery.payload["knownVersion"] ?? present["version"]
        return try await core.call("PUT", "/\(Self.id(of: delivery))", .object(body))
    }

    func found(_ row: JSON, for delivery: Delivery) -> FoundRecord {
        let amount = row["amount"]?.stringValue.flatMap { Decimal(plain: $0) }
        return FoundRecord(
            reference: "document/\(row["id"]?.stringValue ?? "")",
            totals: amount.map { ["amount": $0] } ?? [:]
        )
    }

    func write(_ delivery: Delivery) async throws(ConnectorError) -> DeliveryOutcome {
        guard let document = document(of: delivery) else { return .rejected(reason: "it is no document") }
        for _ in 0..<2 {
            let present = try await look(for: Self.id(of: delivery))
            let answer =
                if let present { try await change(present, to: document, of: delivery) } else {
                    try await create(document)
                }
            switch answer {
            case .rows(let rows):
                guard let row = rows.first else { return .rejected(reason: "the ledger shows nothing") }
                return .applied(found(row, for: delivery))
            // Someone else was faster: what stands there now is looked at.
            case .refused(409, _) where present == nil: continue
            case .refused(409, let reason): return .conflict(reason: reason)
            case .refused(_, let reason): return .rejected(reason: reason)
            }
        }
        return .retryLater(after: nil, reason: "others write the same document")
    }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        var outcomes: [DeliveryOutcome] = []
        for delivery in batch { outcomes.append(try await write(delivery)) }
        return outcomes
    }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] {
        var records: [FoundRecord?] = []
        for delivery in batch {
            records.append(try await look(for: Self.id(of: delivery)).map { found($0, for: delivery) })
        }
        return records
    }

    static func id(of delivery: Delivery) -> String { String(delivery.key.prefix { $0 != "@" }) }
}

/// The sink that gets every step right.
struct SoundSink: LedgerSink {
    let core: LedgerCore
}
