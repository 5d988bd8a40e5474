import ConnectorKit
import ConnectorRuntime
import ConnectorTesting
import OdooConnector

/// Reading as the runtime does it, which owns the position.
extension OdooConnector {
    var changeStreams: [SourceStream] { incrementalStreams.map(\.stream) }

    func changedPage(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let declared = IncrementalStream(
            stream,
            paging: .position,
            resolution: .seconds(1),
            overlap: .seconds(300),
            deletions: .unreported
        )
        return try await IncrementalReader(self, clock: ManualClock(ConnectorServices.noon))
            .page(of: incrementalStreams.first { $0.stream == stream } ?? declared, after: cursor)
    }
}
