import CanonicalModel
import ConnectorKit

/// Reads only what is later than the time that it is asked for.
struct ExclusiveTable: BrokenTable {
    let sound: TableConnector

    init(_ sound: TableConnector) { self.sound = sound }

    func changes(of stream: IncrementalStream, _ request: ChangeRequest) async throws(ConnectorError) -> ChangePage {
        guard case .since(let time?) = request else { return try await sound.changes(of: stream, request) }
        return try await sound.changes(of: stream, .since(time.adding(stream.resolution)))
    }
}

/// Does not tell how late its rows may appear.
struct PunctualTable: BrokenTable {
    let sound: TableConnector

    init(_ sound: TableConnector) { self.sound = sound }

    var incrementalStreams: [IncrementalStream] {
        sound.incrementalStreams.map { stream in
            IncrementalStream(
                stream.stream,
                paging: stream.paging,
                resolution: stream.resolution,
                overlap: .zero,
                deletions: stream.deletions
            )
        }
    }
}

/// Passes over what it does not understand.
struct SilentHook: WebhookSource {
    static let manifest = HookConnector.manifest

    let sound: HookConnector

    init(_ sound: HookConnector) { self.sound = sound }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        sound = try HookConnector(configuration: configuration, services: services)
    }

    var endpoints: [WebhookEndpoint] { sound.endpoints }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func content(of webhook: ReceivedWebhook) -> WebhookContent {
        WebhookContent(records: sound.content(of: webhook).records)
    }
}
