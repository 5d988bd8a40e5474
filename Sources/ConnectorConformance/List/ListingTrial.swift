import ConnectorKit
import ConnectorRuntime

/// What a connector lists, and whether it can be read.
struct ListingTrial {
    private let trial: ConformanceTrial

    init(_ trial: ConformanceTrial) {
        self.trial = trial
    }

    func run() async throws {
        let world = try await trial.world()
        let connector = try await trial.connector(in: world)
        let names = Self.names(connector)
        for name in Set(names).sorted() where names.count(where: { $0 == name }) > 1 {
            trial.fail("lists '\(name)' twice")
        }
        trial.require(!names.contains { $0.hasSuffix(" ") }, "lists something without a name")
        let again = Self.names(try await trial.connector(in: world))
        trial.require(names == again, "lists \(again) after another start, and before \(names)")
        guard let reader = StreamReader(connector, clock: world.clock) else { return }
        trial.require(!reader.streams.isEmpty, "is a source, and lists no stream")
        for stream in reader.streams {
            do throws(ConnectorError) {
                _ = try await reader.page(of: stream, after: nil)
            } catch {
                trial.fail("cannot read the stream '\(stream.name)' that it lists: \(error)")
            }
        }
        await requireRefusal(connector)
    }

    /// The names of all that is listed, with their kind.
    private static func names(_ connector: any Connector) -> [String] {
        let incremental = connector.incrementalSource?.incrementalStreams.map(\.stream.name) ?? []
        let rows = connector.restSource?.streams.map(\.name) ?? []
        let files = connector.fileSource?.fileStreams.map(\.stream.name) ?? []
        let endpoints = connector.webhookSource?.endpoints.map(\.name) ?? []
        return (incremental + rows).map { "stream \($0)" } + files.map { "file kind \($0)" }
            + endpoints.map { "endpoint \($0)" }
    }

    /// A stream that nobody lists must not look like an empty one.
    private func requireRefusal(_ connector: any Connector) async {
        let unknown = SourceStream(name: "no-such-stream", object: "NoSuchObject")
        if let source = connector.restSource {
            let page = try? await source.page(of: unknown, after: nil)
            trial.require(page == nil, "reads a stream that it does not list")
        }
        if let source = connector.incrementalSource {
            let stream = IncrementalStream(
                unknown,
                paging: .position,
                resolution: .seconds(1),
                overlap: .zero,
                deletions: .unreported
            )
            let page = try? await source.changes(of: stream, .since(nil))
            trial.require(page == nil, "reads changes of a stream that it does not list")
        }
    }
}
