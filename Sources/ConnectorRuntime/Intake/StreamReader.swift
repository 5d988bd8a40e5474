package import CanonicalModel
package import ConnectorKit

/// The streams of a connector, whatever the capability by which they are read.
package struct StreamReader: Sendable {
    private let source: (any RESTSource)?
    private let incremental: (any IncrementalRESTSource)?
    private let clock: any RuntimeClock

    /// Reads a connector; `nil` if it has no streams.
    package init?(_ connector: any Connector, clock: any RuntimeClock) {
        source = connector.restSource
        incremental = connector.incrementalSource
        self.clock = clock
        guard source != nil || incremental != nil else { return nil }
    }

    /// All streams, each once.
    package var streams: [SourceStream] {
        (incremental?.incrementalStreams.map(\.stream) ?? []) + (source?.streams ?? [])
    }

    /// Reads the page after `cursor`.
    package func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        if let incremental, let declared = declaration(of: stream) {
            return try await IncrementalReader(incremental, clock: clock).page(of: declared, after: cursor)
        }
        guard let source else { throw .invalidConfiguration(key: "stream", reason: "names no stream") }
        return try await source.page(of: stream, after: cursor)
    }

    /// The cursor that reads again what the source still has; `nil` for the beginning.
    package func cursor(from earliest: Instant?, in stream: SourceStream) -> Cursor? {
        declaration(of: stream).flatMap { IncrementalReader.cursor(from: earliest, in: $0) }
    }

    private func declaration(of stream: SourceStream) -> IncrementalStream? {
        incremental?.incrementalStreams.first { $0.stream == stream }
    }
}
