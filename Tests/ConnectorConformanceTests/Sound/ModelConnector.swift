import CanonicalModel
import ConnectorKit
import JSON

/// What a connector of the plant is made of.
struct ModelCore: Sendable {
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

    /// Asks for a page.
    func get(_ path: String) async throws(ConnectorError) -> JSON {
        let request = key.withValue {
            HTTPRequest(url: address + path, headers: [HTTPField("Authorization", "Bearer \($0)")])
        }
        let answer: HTTPResponse
        do throws(TransportError) {
            answer = try await services.transport.send(request)
        } catch {
            throw ConnectorError(error)
        }
        let endpoint = "GET \(path.prefix { $0 != "?" })"
        switch answer.status {
        case 200: break
        case 401: throw .unauthorized(endpoint: endpoint, reason: "HTTP status 401")
        case 403: throw .forbidden(endpoint: endpoint, reason: "HTTP status 403")
        case 410: throw .positionUnavailable(endpoint: endpoint, reason: "the token is unknown", earliest: nil)
        case 429, 500...: throw unavailable(answer, at: endpoint)
        default: throw .unexpectedAnswer(endpoint: endpoint, reason: "HTTP status \(answer.status)")
        }
        guard let page = try? JSON(parsing: answer.body), page["rows"]?.arrayValue != nil else {
            throw .unexpectedAnswer(endpoint: endpoint, reason: "the answer is no list of rows")
        }
        return page
    }

    private func unavailable(_ answer: HTTPResponse, at endpoint: String) -> ConnectorError {
        .unavailable(
            endpoint: endpoint,
            reason: "HTTP status \(answer.status)",
            retryAfter: answer.retryAfter(now: services.clock.now)
        )
    }
}

/// A connector of the plant; a broken one gets a step wrong.
protocol ModelConnector: Connector {
    var core: ModelCore { get }

    init(core: ModelCore)

    /// The canonical object of a row.
    func payload(of row: JSON) -> JSON
    /// Why a row cannot be used; `nil` if it can.
    func reject(of row: JSON) -> SourceReject?
}

extension ModelConnector {
    static var keys: [ConfigurationKey] {
        [
            ConfigurationKey("address", .address(schemes: ["https"]), required: true, summary: "The plant's address."),
            ConfigurationKey("key", .secret, required: true, summary: "The key of its user."),
        ]
    }

    static func described(_ keys: [ConfigurationKey] = keys, version: String = "1.0.0") -> ConnectorManifest {
        ConnectorManifest(
            id: "plant",
            version: version,
            summary: "Reads the hours of a plant's machines.",
            configuration: keys,
            reads: [MeterReading.name],
            wireVersions: ["plant 1"]
        )
    }

    static var manifest: ConnectorManifest { described() }

    static var rows: SourceStream { SourceStream(name: "rows", object: MeterReading.name) }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        self.init(core: try ModelCore(configuration, services))
    }

    func check() async throws(ConnectorError) -> [CheckFinding] {
        _ = try await core.get("/by-time")
        return [CheckFinding(.passed, "the plant answers")]
    }

    func reject(of row: JSON) -> SourceReject? {
        guard row["hours"] == "n/a", let id = row["id"]?.stringValue else { return nil }
        return SourceReject(kind: "malformed_reading", subject: id, reason: "the hours of \(id) are no number: n/a")
    }

    func payload(of row: JSON) -> JSON {
        let id = row["id"]?.stringValue ?? ""
        return MeterReading(
            equipment: EquipmentIdentity(oem: "Kestrel", model: "KX30", serial: id, pin: "PIN-\(id)"),
            series: .operatingHours,
            time: Instant(seconds: 1_767_000_000),
            counterSeconds: 3600 * (row["version"]?.integerValue ?? 0),
            sourceValue: "\(row["version"]?.integerValue ?? 0).00"
        )
        .json
    }
}
