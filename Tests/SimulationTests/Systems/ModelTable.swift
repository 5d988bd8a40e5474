import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import FoundationEssentials
import JSON
import Synchronization

/// A system that is asked for the rows that have changed since a time, while people write, change and delete them.
final class ModelTable: SourceSystem {
    /// One state of a row.
    struct Version: Sendable {
        let number: Int
        let time: Instant
        /// When its transaction is committed: until then nobody else sees it.
        let visibleAt: Instant
        let content: ChangedRow.Content
    }

    /// What is known by one id.
    struct Row: Sendable {
        let id: String
        let record: SourceRecord
        var versions: [Version]
    }

    private struct State {
        var rows: [Row] = []
        var changesLeft = 40
        var positionsLeft = 2
        var hasForgotten = false
        var hasServedTheEnd = false
    }

    let name: String
    let object: String
    let world: World
    let paging: IncrementalStream.Paging
    /// How finely times are shown, in seconds.
    let resolution: Int
    /// How long a transaction may last, in seconds; the overlap covers no more.
    let transaction: Int
    let deletions: IncrementalStream.Deletions
    private let isSortedByTime: Bool
    private let state = Mutex(State())

    init(name: String, object: String, world: World) {
        let chance = world.chance
        self.name = name
        self.object = object
        self.world = world
        paging = chance.pick([.position, .token, .offset])
        resolution = chance.pick([1, 1, 20])
        transaction = chance.pick([0, 5, 30])
        deletions = chance.pick([.reported, .unreported])
        isSortedByTime = chance.happens(500)
    }

    var stream: IncrementalStream {
        IncrementalStream(
            SourceStream(name: "all", object: object),
            paging: paging,
            resolution: .seconds(resolution),
            overlap: .seconds(transaction),
            deletions: deletions
        )
    }

    /// All that was ever written.
    var rows: [Row] { state.withLock { $0.rows } }

    var hasServedTheEnd: Bool { state.withLock { $0.hasServedTheEnd && !$0.hasForgotten } }

    func publish(_ record: SourceRecord) {
        let chance = world.chance
        add(Row(id: Self.id(of: record), record: record, versions: []))
        if chance.happens(world.faults.malformed) {
            write(.unusable(SourceReject(kind: "malformed_row", subject: "row \(record.id)", reason: "no record")))
        }
        if chance.happens(30) { write(.foreign) }
        if chance.happens(300) { change(mayDelete: true) }
    }

    func rewind() {
        state.withLock { state in
            state.hasForgotten = true
            state.hasServedTheEnd = false
        }
    }

    func connector(to site: SourceSite, _ life: Lifeline, _ parts: Parts) -> any Connector {
        parts.table(TableConnector(self, way: (site.network, life), pageSize: site.pageSize))
    }

    /// What a reader finds that nothing disturbs.
    func published() async -> [RecordReference] {
        let reader = IncrementalReader(TableConnector(self, way: nil, pageSize: .max), clock: world.clock)
        do throws(ConnectorError) {
            let page = try await reader.page(of: stream, after: nil)
            return page.records.map { RecordReference(system: name, id: $0.id) }
        } catch {
            world.violate("I1", "\(name) cannot be read in peace: \(error)")
            return []
        }
    }

    /// The project is a part of the id, since a deletion says no more than that.
    private static func id(of record: SourceRecord) -> String {
        "\(record.id)/\(record.payload["project"]?.stringValue ?? "")"
    }
}

extension ModelTable {
    private func write(_ content: ChangedRow.Content) {
        let number = rows.count
        let record = SourceRecord(id: "\(name)/other-\(number)", object: "", occurredAt: world.now, payload: .null)
        add(Row(id: record.id, record: record, versions: []), content)
    }

    private func add(_ row: Row, _ content: ChangedRow.Content? = nil) {
        var row = row
        row.versions = [version(after: nil, of: row, content)]
        world.tell(.publication, "\(name) writes \(row.id)")
        state.withLock { $0.rows.append(row) }
    }

    /// Somebody changes or deletes a row that is there.
    private func change(mayDelete: Bool) {
        let candidates = rows.indices.filter { index in
            if case .object? = rows[index].versions.last?.content { true } else { false }
        }
        guard !candidates.isEmpty, state.withLock({ $0.changesLeft }) > 0 else { return }
        let index = world.chance.pick(candidates)
        let row = rows[index]
        let isDeleted = mayDelete && world.chance.happens(200)
        let next = version(after: row.versions.last, of: row, isDeleted ? .deleted : nil)
        world.tell(.publication, "\(name) \(isDeleted ? "deletes" : "changes") \(row.id), version \(next.number)")
        state.withLock { state in
            state.changesLeft -= 1
            state.rows[index].versions.append(next)
        }
    }

    /// A transaction lasts for a while; two of one row follow each other.
    private func version(after last: Version?, of row: Row, _ content: ChangedRow.Content?) -> Version {
        let number = (last?.number ?? 0) + 1
        let now = world.now
        let isSlow = transaction > 0 && world.chance.happens(300)
        let end = isSlow ? now.adding(.milliseconds(world.chance.number(0...(transaction * 1000 - 1)))) : now
        return Version(
            number: number,
            time: now,
            visibleAt: max(end, last?.visibleAt ?? end),
            content: content ?? .object(Self.payload(of: row.record, number))
        )
    }

    /// Each version is a posting of its own, with an amount of its own.
    private static func payload(of record: SourceRecord, _ number: Int) -> JSON {
        guard var payload = record.payload.objectValue,
            let amount = Decimal(plain: payload["amount"]?.stringValue ?? "")
        else { return record.payload }
        payload["record"] = .string("\(record.id)/v\(number)")
        payload["amount"] = .string((amount + Decimal(number)).plainText)
        return .object(payload)
    }
}

extension ModelTable {
    /// Answers as the system does, also when it has forgotten what it is asked for.
    func answer(_ request: ChangeRequest, size: Int) throws(ConnectorError) -> ChangePage {
        let faults = world.faults
        let isLost = world.chance.happens(faults.positionLost)
        let isFromTheBeginning = request.isFromTheBeginning
        let hasForgotten = state.withLock { state in
            if isFromTheBeginning {
                state.hasForgotten = false
            } else if isLost, !request.isWithinRound, state.positionsLeft > 0 {
                state.positionsLeft -= 1
                state.hasForgotten = true
            }
            return state.hasForgotten
        }
        guard !hasForgotten, !isLost || !request.isWithinRound else {
            let earliest = world.chance.happens(500) ? World.start : nil
            throw .positionUnavailable(endpoint: name, reason: "that is too long ago", earliest: earliest)
        }
        let page = select(request, size: size)
        if !page.hasMore, !request.isAtOneTime { state.withLock { $0.hasServedTheEnd = true } }
        if page.hasMore, world.chance.happens(faults.changedWhilePaging) { change(mayDelete: false) }
        return page
    }

    func select(_ request: ChangeRequest, size: Int) -> ChangePage {
        let now = world.now
        let visible = rows.compactMap { row -> ChangedRow? in
            guard let version = row.versions.last(where: { $0.visibleAt <= now }),
                deletions == .reported || version.content != .deleted
            else { return nil }
            return ChangedRow(id: row.id, time: shown(version.time), content: version.content)
        }
        let found = visible.filter { row in request.lowerBound.map { row.time >= $0 } ?? true }
        switch request {
        case .at(let time, let id):
            let rest = found.filter { $0.time == time && $0.id > id ?? "" }.sorted { $0.id < $1.id }
            return page(rest[...], size)
        case .since where paging != .token, .offset:
            let isByTime = paging == .position || isSortedByTime
            // Within one time the newest row comes first.
            let sorted = isByTime ? found.sorted { ($0.time, $1.id) < ($1.time, $0.id) } : found
            let offset = if case .offset(let offset, _) = request { offset } else { 0 }
            return page(sorted.dropFirst(offset), size)
        case .since, .page:
            let first = if case .page(let token, _) = request { token } else { "" }
            let rest = found.filter { $0.id >= first }.sorted { $0.id < $1.id }
            let next = rest.count > size ? rest[size].id : nil
            return ChangePage(rows: rest.prefix(size).reversed(), nextToken: next)
        }
    }

    private func page(_ rows: ArraySlice<ChangedRow>, _ size: Int) -> ChangePage {
        ChangePage(rows: Array(rows.prefix(size)), hasMore: rows.count > size)
    }

    private func shown(_ time: Instant) -> Instant {
        Instant(seconds: time.seconds - time.seconds % Int64(resolution))
    }
}

extension ChangeRequest {
    fileprivate var lowerBound: Instant? {
        switch self {
        case .since(let time): time
        case .at(let time, _): time
        case .page(_, let since), .offset(_, let since): since
        }
    }

    fileprivate var isFromTheBeginning: Bool {
        guard case .since(let time) = self else { return false }
        return time.map { $0 <= World.start } ?? true
    }

    /// Whether it can be answered only by a system that remembers the page before.
    fileprivate var isWithinRound: Bool {
        if case .page = self { true } else { false }
    }

    fileprivate var isAtOneTime: Bool {
        if case .at = self { true } else { false }
    }
}
