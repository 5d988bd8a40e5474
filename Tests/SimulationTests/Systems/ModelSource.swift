import CanonicalModel
import ConnectorKit
import ConnectorStore
import JSON
import Synchronization

/// A system that people work in, and whose records are read.
final class ModelSource: SourceSystem {
    /// How the system lists its records.
    enum Style: CaseIterable {
        /// In the order of their change, after a position.
        case log
        /// All that there are, the newest first, from the beginning at every round.
        case snapshot
    }

    private struct State {
        var rows: [SourceRecord] = []
        var malformed: Set<Int> = []
        var isRewinding = false
        var hasServedTheEnd = false
    }

    let name: String
    let style: Style
    let world: World
    private let state = Mutex(State())

    init(name: String, style: Style, world: World) {
        self.name = name
        self.style = style
        self.world = world
    }

    func published() -> [RecordReference] {
        state.withLock { $0.rows.map { RecordReference(system: name, id: $0.id) } }
    }

    func connector(to site: SourceSite, _ life: Lifeline, _ parts: Parts) -> any Connector {
        let connector = SourceConnector(
            self,
            object: site.object,
            network: site.network,
            life: life,
            pageSize: site.pageSize
        )
        return parts.source(connector, world)
    }

    var hasServedTheEnd: Bool { state.withLock { $0.hasServedTheEnd } }

    func publish(_ record: SourceRecord) {
        world.tell(.publication, "\(name) publishes \(record.id)")
        let isAfterNonsense = world.chance.happens(world.faults.malformed)
        state.withLock { state in
            if isAfterNonsense { state.malformed.insert(state.rows.count) }
            state.rows.append(record)
        }
    }

    func rewind() {
        state.withLock { state in
            state.isRewinding = true
            state.hasServedTheEnd = false
        }
    }

    func page(after cursor: Cursor?, size: Int) -> RecordPage {
        let faults = world.faults
        let overlap = world.chance.happens(faults.overlap) ? world.chance.number(0...(size - 1)) : 0
        let isReordered = world.chance.happens(faults.reordered)
        let page = state.withLock { state in
            var position = cursor.flatMap { Int($0.text) } ?? 0
            if state.isRewinding {
                state.isRewinding = false
                position = 0
            }
            let start = style == .log ? max(0, position - overlap) : position
            let end = min(start + size, state.rows.count)
            let range = min(start, end)..<end
            if end == state.rows.count { state.hasServedTheEnd = true }
            return rows(range, end, cursor, state)
        }
        guard isReordered else { return page }
        let shuffled = world.chance.shuffled(page.records)
        return RecordPage(records: shuffled, rejects: page.rejects, next: page.next, hasMore: page.hasMore)
    }

    private func rows(_ range: Range<Int>, _ end: Int, _ cursor: Cursor?, _ state: State) -> RecordPage {
        let hasMore = end < state.rows.count
        let indices = style == .log ? Array(range) : range.map { state.rows.count - 1 - $0 }
        let next: Cursor? =
            switch style {
            case .log: state.rows.isEmpty ? cursor : Cursor(String(end))
            case .snapshot: hasMore ? Cursor(String(end)) : nil
            }
        return RecordPage(
            records: indices.map { state.rows[$0] },
            rejects: indices.filter { state.malformed.contains($0) }.map {
                SourceReject(kind: "malformed_row", subject: "row \($0)", reason: "row \($0) is no record")
            },
            next: next,
            hasMore: hasMore
        )
    }
}

/// The connector to a ``ModelSource``, as one process holds it.
final class SourceConnector: RESTSource {
    static let manifest = ConnectorManifest(
        id: "model-source",
        version: "1.0.0",
        summary: "A simulated source.",
        configuration: [],
        wireVersions: []
    )

    let streams: [SourceStream]
    let source: ModelSource
    private let network: Network
    private let life: Lifeline
    private let pageSize: Int
    private let key = Secret(World.secret)

    init(_ source: ModelSource, object: String, network: Network, life: Lifeline, pageSize: Int) {
        streams = [SourceStream(name: "all", object: object)]
        self.source = source
        self.network = network
        self.life = life
        self.pageSize = pageSize
    }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        throw .invalidConfiguration(key: "", reason: "exists in a simulated world only")
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let (source, pageSize) = (source, pageSize)
        return try await network.call("page after \(cursor?.text ?? "nothing") with \(key)", life) { _, _ in
            source.page(after: cursor, size: pageSize)
        }
    }
}
