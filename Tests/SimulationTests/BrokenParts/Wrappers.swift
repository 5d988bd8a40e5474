import ConnectorKit

/// A connector that does one thing wrong, and all else as the sound one does.
protocol BrokenSource: RESTSource {
    var sound: SourceConnector { get }

    init(_ sound: SourceConnector)
}

extension BrokenSource {
    static var manifest: ConnectorManifest { SourceConnector.manifest }

    var streams: [SourceStream] { sound.streams }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        self.init(try SourceConnector(configuration: configuration, services: services))
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }
}

/// As ``BrokenSource``, for targets.
protocol BrokenSink: RESTSink {
    var sound: TargetConnector { get }

    init(_ sound: TargetConnector)
}

extension BrokenSink {
    static var manifest: ConnectorManifest { TargetConnector.manifest }

    var batchLimit: Int { sound.batchLimit }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        self.init(try TargetConnector(configuration: configuration, services: services))
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] { try await sound.find(batch) }
}

/// As ``BrokenSource``, for systems that are read by the time of changes.
protocol BrokenTable: IncrementalRESTSource {
    var sound: TableConnector { get }

    init(_ sound: TableConnector)
}

extension BrokenTable {
    static var manifest: ConnectorManifest { TableConnector.manifest }

    var incrementalStreams: [IncrementalStream] { sound.incrementalStreams }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        self.init(try TableConnector(configuration: configuration, services: services))
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func changes(of stream: IncrementalStream, _ request: ChangeRequest) async throws(ConnectorError) -> ChangePage {
        try await sound.changes(of: stream, request)
    }
}
