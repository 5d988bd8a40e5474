import CanonicalModel
import ConnectorKit
import JSON

/// What a connector of the model service is made of.
struct ReaderCore: Sendable {
    let services: ConnectorServices
    /// When the key ends, as the configuration says.
    let keyEnds: Instant?
    let login: RenewableCredential<String>

    init(_ services: ConnectorServices, keyEnds: Instant?) {
        self.services = services
        self.keyEnds = keyEnds
        login = RenewableCredential(clock: services.clock) {
            do throws(ConnectorError) {
                let request = HTTPRequest(method: "POST", url: "https://service.example/token")
                let answer = try await services.answer(to: request)
                guard answer.status == 200, let token = try? JSON(parsing: answer.body)["token"]?.stringValue else {
                    throw .unauthorized(endpoint: "POST /token", reason: "HTTP status \(answer.status)")
                }
                return .success(RenewableCredential.Lease(token))
            } catch {
                return .failure(error)
            }
        }
    }
}

extension ConnectorServices {
    /// Sends a request; what the transport throws is sorted.
    func answer(to request: HTTPRequest) async throws(ConnectorError) -> HTTPResponse {
        do throws(TransportError) {
            return try await transport.send(request)
        } catch {
            throw ConnectorError(error)
        }
    }
}

/// A connector that reads the model service, in steps of which a broken connector gets one wrong.
protocol ServiceReader: RESTSource {
    var core: ReaderCore { get }

    init(core: ReaderCore)

    /// Makes a call with a token, and renews a refused one.
    func authorized(
        _ call: (String) async throws(ConnectorError) -> HTTPResponse
    ) async throws(ConnectorError) -> HTTPResponse
    /// Asks once for the rows behind a number.
    func rows(behind number: Int, _ token: String) async throws(ConnectorError) -> HTTPResponse
    /// What is wrong with an answer; `nil` if nothing is.
    func meaning(of answer: HTTPResponse) -> ConnectorError?
    /// The page that an answer brings.
    func page(in answer: HTTPResponse, behind number: Int) throws(ConnectorError) -> RecordPage
}

extension ServiceReader {
    static var manifest: ConnectorManifest {
        ConnectorManifest(
            id: "model-service",
            version: "1.0.0",
            summary: "Reads meter readings from the model service.",
            configuration: [],
            reads: [MeterReading.name],
            wireVersions: []
        )
    }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        self.init(core: ReaderCore(services, keyEnds: nil))
    }

    var streams: [SourceStream] { [SourceStream(name: "rows", object: MeterReading.name)] }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let number = cursor.flatMap { Int($0.text) } ?? 0
        let answer = try await authorized { token throws(ConnectorError) in try await rows(behind: number, token) }
        return try page(in: answer, behind: number)
    }

    func authorized(
        _ call: (String) async throws(ConnectorError) -> HTTPResponse
    ) async throws(ConnectorError) -> HTTPResponse {
        try await core.login.use(call)
    }

    func rows(behind number: Int, _ token: String) async throws(ConnectorError) -> HTTPResponse {
        let answer = try await core.services.answer(
            to: HTTPRequest(
                url: "https://service.example/rows?after=\(number)",
                headers: [HTTPField("Authorization", "Bearer \(token)")]
            )
        )
        if let error = meaning(of: answer) { throw error }
        return answer
    }

    func meaning(of answer: HTTPResponse) -> ConnectorError? {
        let reason = "HTTP status \(answer.status)"
        switch answer.status {
        case 200: return nil
        case 401: return .unauthorized(endpoint: "GET /rows", reason: reason)
        case 429, 500...599:
            let pause = answer.retryAfter(now: core.services.clock.now)
            return .unavailable(endpoint: "GET /rows", reason: reason, retryAfter: pause)
        default: return .unexpectedAnswer(endpoint: "GET /rows", reason: reason)
        }
    }

    func page(in answer: HTTPResponse, behind number: Int) throws(ConnectorError) -> RecordPage {
        guard let document = try? JSON(parsing: answer.body), let rows = document["rows"]?.arrayValue,
            let hasMore = document["more"]?.boolValue
        else { throw .unexpectedAnswer(endpoint: "GET /rows", reason: "the answer is no list of rows") }
        let time = core.services.clock.now
        let records = rows.compactMap(\.stringValue).map { SourceRecord.reading($0, of: $0, at: time) }
        return RecordPage(records: records, next: Cursor("\(number + rows.count)"), hasMore: hasMore)
    }
}

extension SourceRecord {
    /// A reading of a machine as a record.
    static func reading(_ id: String, of machine: String, at time: Instant, hours: String = "1320.40") -> SourceRecord {
        let reading = MeterReading(
            equipment: EquipmentIdentity(oem: "Kestrel", model: "KX30", serial: machine, pin: "PIN-\(machine)"),
            series: .operatingHours,
            time: time,
            counterSeconds: 4_753_440,
            sourceValue: hours
        )
        return SourceRecord(id: id, object: MeterReading.name, occurredAt: time, payload: reading.json)
    }
}

/// The connector that gets every step right.
struct SoundReader: ServiceReader, ExpiringCredentials {
    let core: ReaderCore

    var credentialsExpireAt: Instant? { core.keyEnds }
}
