import CanonicalModel
import ConnectorKit
import ConnectorRuntime

/// A source in a world, read as the runtime reads it.
struct SourceUnderTest: Sendable {
    let trial: ConformanceTrial
    let world: any ReadableWorld
    let connector: any Connector
    private let reader: StreamReader

    /// More pages than this in one reading have no end.
    private static let mostPages = 10_000
    /// How often a reading begins again because the source lost its position.
    private static let mostRestarts = 3

    /// The connector as it is after a start.
    ///
    /// - Parameters:
    ///   - trial: The test.
    ///   - world: The world.
    ///   - transport: What carries the requests in place of the world's own transport.
    ///   - clock: Another clock than the world's, for example a wrong one.
    ///   - log: What the connector writes to.
    /// - Throws: What the connector refuses; ``ConformanceObstacle`` if it reads nothing.
    init(
        _ trial: ConformanceTrial,
        in world: any ReadableWorld,
        over transport: (any HTTPTransport)? = nil,
        clock: ManualClock? = nil,
        log: any ConnectorLog = RecordingLog()
    ) async throws {
        self.trial = trial
        self.world = world
        connector = try await trial.connector(in: world, transport: transport, clock: clock, log: log)
        guard let reader = StreamReader(connector, clock: clock ?? world.clock) else {
            throw ConformanceObstacle("the connector that was made reads nothing, though its type says that it does")
        }
        self.reader = reader
    }

    /// All streams.
    var streams: [SourceStream] { reader.streams }

    /// The streams whose position the runtime owns.
    var incremental: (any IncrementalRESTSource)? { connector.incrementalSource }

    /// What the connector declares of a stream whose position the runtime owns; `nil` for another one.
    func declaration(of stream: SourceStream) -> IncrementalStream? {
        incremental?.incrementalStreams.first { $0.stream == stream }
    }

    /// The streams that hold rows, each with the rows of the world.
    func rowStreams() async throws -> [(stream: SourceStream, rows: Set<String>)] {
        var found: [(stream: SourceStream, rows: Set<String>)] = []
        for stream in streams {
            if let rows = try await world.rows(of: stream) { found.append((stream, rows)) }
        }
        return found
    }

    /// The cursor that reads what has changed since a time; `nil` for a stream that keeps its own position.
    func cursor(from time: Instant, in stream: SourceStream) -> Cursor? { reader.cursor(from: time, in: stream) }

    /// Reads to the present end, as one poll of the runtime does.
    ///
    /// - Parameters:
    ///   - stream: The stream.
    ///   - cursor: Where to begin.
    ///   - meanwhile: Is called behind each page but the last, with the number of pages so far.
    /// - Returns: The pages; never none.
    /// - Throws: What the source throws; ``ConformanceObstacle`` if the reading does not come to an end.
    func poll(
        _ stream: SourceStream,
        after cursor: Cursor? = nil,
        meanwhile: (Int, RecordPage) async throws -> Void = { _, _ in }
    ) async throws -> [RecordPage] {
        var pages: [RecordPage] = []
        var cursor = cursor
        var restarts = 0
        while true {
            let page: RecordPage
            do throws(ConnectorError) {
                page = try await reader.page(of: stream, after: cursor)
            } catch {
                guard case .positionUnavailable(_, _, let earliest) = error, restarts < Self.mostRestarts else {
                    throw error
                }
                restarts += 1
                cursor = reader.cursor(from: earliest, in: stream)
                continue
            }
            pages.append(page)
            guard page.hasMore else { return pages }
            guard page.next != cursor else {
                throw ConformanceObstacle("\(stream.name): says that there is more, and does not move its cursor")
            }
            guard pages.count < Self.mostPages else {
                throw ConformanceObstacle("\(stream.name): does not come to an end within \(Self.mostPages) pages")
            }
            cursor = page.next
            try await meanwhile(pages.count, page)
        }
    }

    /// The rows that pages tell of, without those whose deletion they tell.
    func rows(in pages: [RecordPage], of stream: SourceStream) -> Set<String> {
        Set(
            pages.flatMap(\.records).filter { $0.object != SourceRecord.deletion }
                .map { world.row(of: $0, in: stream) }
        )
    }

    /// Notes the rows that pages should have told of and did not.
    func requireAll(
        _ rows: Set<String>,
        in pages: [RecordPage],
        of stream: SourceStream,
        _ place: @autoclosure () -> String
    ) {
        let lost = rows.subtracting(self.rows(in: pages, of: stream)).sorted()
        guard !lost.isEmpty else { return }
        let rejects = pages.flatMap(\.rejects).prefix(2).map { "; a reject says: \($0.reason)" }.joined()
        trial.fail("\(stream.name): \(place()): \(lost.count) of \(rows.count) rows lost: \(Self.list(lost))\(rejects)")
    }

    /// The first of some names.
    static func list(_ names: some Collection<String>) -> String {
        names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
    }
}

extension Sequence<RecordPage> {
    /// The records of all pages.
    var records: [SourceRecord] { flatMap(\.records) }
}
