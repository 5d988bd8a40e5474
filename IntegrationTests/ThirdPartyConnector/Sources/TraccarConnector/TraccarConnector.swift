import CanonicalModel
import ConnectorKit
import JSON

/// Reads the engine hours of machines from a Traccar server (https://www.traccar.org/api-reference, version 6).
public struct TraccarConnector: RESTSource {
    /// What a configuration says of a server.
    public static let manifest = ConnectorManifest(
        id: "traccar",
        version: "1.0.0",
        summary: "Reads the engine hours of machines from the open tracking server Traccar.",
        configuration: [
            ConfigurationKey("address", .address(schemes: ["https", "http"]), required: true, summary: "The server."),
            ConfigurationKey("token", .secret, required: true, summary: "The token of a user who sees the devices."),
        ],
        reads: [MeterReading.name],
        wireVersions: ["Traccar 6"]
    )
    /// The last hours of each device.
    public let streams = [SourceStream(name: "engine-hours", object: MeterReading.name)]
    private let address: String
    private let token: Secret
    private let services: ConnectorServices

    /// Takes the address and the token.
    public init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        address = try configuration.requiredText("address")
        token = try configuration.requiredSecret("token")
        self.services = services
    }

    /// Asks for the devices.
    public func check() async throws(ConnectorError) -> [CheckFinding] {
        [CheckFinding(.passed, "the user sees \(try await rows("devices").count) devices")]
    }

    /// The last position of each device; one without engine hours is none of a machine.
    public func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        guard stream == streams[0] else { throw .unexpectedAnswer(endpoint: stream.name, reason: "is no stream") }
        let names = Dictionary(try await rows("devices").map { ($0["id"], $0["uniqueId"]?.stringValue) }) { $1 }
        let positions = try await rows("positions").filter { $0["attributes"]?["hours"] != nil }
        let read = positions.map { ($0["deviceId"], record(of: $0, device: names[$0["deviceId"]] ?? nil)) }
        let reason = "needs a device with a uniqueId, an id, a fixTime with a zone, and hours in whole milliseconds"
        let unusable = read.filter { $0.1 == nil }.map { "device \($0.0?.text() ?? "without id")" }
        let rejects = unusable.map { SourceReject(kind: "unusable_row", subject: $0, reason: reason) }
        return RecordPage(records: read.compactMap(\.1), rejects: rejects, next: nil, hasMore: false)
    }

    private func record(of position: JSON, device: String?) -> SourceRecord? {
        guard let device, let id = position["id"]?.integerValue, let number = position["deviceId"]?.integerValue,
            let time = position["fixTime"]?.stringValue.flatMap({ Instant($0) }),
            let hours = position["attributes"]?["hours"]?.integerValue, hours >= 0
        else { return nil }
        let reading = MeterReading(
            equipment: EquipmentIdentity(equipmentID: device),
            series: .operatingHours,
            time: time,
            counterSeconds: hours / 1000,
            sourceValue: "\(hours) ms"
        )
        return SourceRecord(reading, id: "\(number)@\(id)", at: time)
    }

    private func rows(_ name: String) async throws(ConnectorError) -> [JSON] {
        let fields = token.withValue { [HTTPField("Authorization", "Bearer \($0)")] }
        let request = HTTPRequest(url: "\(address)/api/\(name)", headers: fields)
        guard let rows = try await services.json(answering: request).arrayValue else {
            throw .unexpectedAnswer(endpoint: request.endpoint, reason: "the answer is no list")
        }
        return rows
    }
}
