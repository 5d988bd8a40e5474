import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import Synchronization

/// A ledger in memory that takes costs and can be read back by position, some lines a page.
final class CostLedger: RESTSink, IncrementalRESTSource, PeriodLockSource {
    static let manifest = ConnectorManifest(
        id: "cost-ledger",
        version: "1.0.0",
        summary: "A ledger for tests.",
        configuration: [],
        reads: [PostedCost.name],
        writes: [CostEntry.name, Project.name, Equipment.name],
        wireVersions: []
    )

    /// One line of the ledger; what people change in it stands here.
    struct Line: Sendable {
        var key: String
        var project: String
        var costCode: String?
        var date: CalendarDate
        var hours: Decimal
        var amount: Decimal
    }

    struct State: Sendable {
        var lines: [Int: Line] = [:]
        var next = 1
        /// The lines that cannot be read.
        var spoilt: Set<Int> = []
        /// Whether nothing is answered.
        var isDown = false
        /// Whether answers to writes are lost, after the work is done.
        var losesAnswers = false
        /// Through which days it is locked; `nil` if it does not tell.
        var locks: [LedgerLock]? = []
        /// Whether it says that nothing is locked, whatever is.
        var hidesLocks = false
        /// The lines that are hidden when the ledger is read page by page.
        var hidden: Set<Int> = []
        /// The costs of which it keeps a cent less.
        var shortened: Set<String> = []
        /// The costs that are refused.
        var refused: Set<String> = []
        /// The company whose books these are; `nil` if anybody's cost is taken.
        var company: String?
        /// What was written under a day that was locked then, or changed what stood there, as `key day`.
        var breaches: [String] = []
    }

    let state = Mutex(State())
    private let pageSize: Int

    init(pageSize: Int = 3) {
        self.pageSize = pageSize
    }

    convenience init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        self.init()
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    let batchLimit = 100
    let keepsOrder = true

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        let outcomes = state.withLock { state in
            batch.map { delivery -> DeliveryOutcome in
                // Projects and machines are known, and no cost.
                guard delivery.object == CostEntry.name else {
                    return .applied(FoundRecord(reference: delivery.key))
                }
                guard let entry = try? CostEntry(JSONReader(delivery.payload)) else {
                    return .rejected(reason: "is no cost")
                }
                guard !state.refused.contains(entry.key) else { return .rejected(reason: "no account") }
                guard state.company ?? entry.company == entry.company else {
                    return .rejected(reason: "is another company's")
                }
                return .applied(state.write(entry))
            }
        }
        if state.withLock({ $0.losesAnswers }) {
            throw .outcomeUnknown(
                TransportError(
                    reason: .connectionLost,
                    requestMayHaveArrived: true,
                    endpoint: "POST http://127.0.0.1/",
                    detail: "the connection ended"
                )
            )
        }
        return outcomes
    }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] {
        state.withLock { state in
            batch.map { delivery in
                state.lines.first { Books.key(of: $0.value.key) == delivery.key }
                    .map { Self.found($0.key, $0.value) }
            }
        }
    }

    fileprivate static func found(_ id: Int, _ line: Line?) -> FoundRecord {
        FoundRecord(
            reference: "line/\(id)",
            totals: line.map { ["hours": $0.hours, "amount": $0.amount] } ?? [:]
        )
    }

    func ledgerLocks() async throws(ConnectorError) -> [LedgerLock] {
        guard let locks = state.withLock({ $0.hidesLocks ? [] : $0.locks }) else {
            throw .unavailable(endpoint: "GET locks", reason: "HTTP 503", retryAfter: nil)
        }
        return locks
    }

    var incrementalStreams: [IncrementalStream] {
        [
            IncrementalStream(
                SourceStream(name: "lines", object: PostedCost.name),
                paging: .position,
                resolution: .seconds(1),
                overlap: .zero,
                deletions: .unreported
            )
        ]
    }

    func changes(of stream: IncrementalStream, _ request: ChangeRequest) async throws(ConnectorError) -> ChangePage {
        guard state.withLock({ !$0.isDown }) else {
            throw .unavailable(endpoint: "GET lines", reason: "HTTP 503", retryAfter: nil)
        }
        return state.withLock { state in
            let all = state.lines.filter { !state.hidden.contains($0.key) }.sorted { $0.key < $1.key }
            // Each line has its own second, so that all are found by time.
            let asked = all.filter { id, _ in
                switch request {
                case .since(let time): time.map { Self.time(id) >= $0 } ?? true
                case .at(let time, let row):
                    Self.time(id) == time && (row.map { "line/\(id)" > $0 } ?? true)
                default: false
                }
            }
            let rows = asked.prefix(pageSize).map { id, line in row(id, line, isSpoilt: state.spoilt.contains(id)) }
            return ChangePage(rows: rows, hasMore: asked.count > pageSize)
        }
    }

    private static func time(_ id: Int) -> Instant { Instant(seconds: 1_767_000_000 + Int64(id)) }

    private func row(_ id: Int, _ line: Line, isSpoilt: Bool) -> ChangedRow {
        let cost = PostedCost(
            reference: "line/\(id)",
            externalID: line.key,
            project: line.project,
            costCode: line.costCode,
            date: line.date,
            hours: line.hours,
            amount: line.amount
        )
        let reject = SourceReject(kind: "unusable_line", subject: "line/\(id)", reason: "the account has no code")
        return ChangedRow(
            id: "line/\(id)",
            time: Self.time(id),
            content: isSpoilt ? .unusable(reject) : .object(cost.json)
        )
    }
}

extension CostLedger.State {
    /// Takes a cost, in the place of the line that it wrote before.
    fileprivate mutating func write(_ entry: CostEntry) -> FoundRecord {
        let id = lines.first { $0.value.key == entry.key }?.key ?? next
        next = max(next, id + 1)
        let line = CostLedger.Line(
            key: entry.key,
            project: entry.project,
            costCode: entry.costCode,
            date: entry.postingDate,
            hours: entry.hours,
            amount: entry.amount.amount
                - (shortened.contains(entry.key) ? Decimal(sign: .plus, exponent: -2, significand: 1) : 0)
        )
        let days = [lines[id]?.date, line.date].compactMap(\.self)
        if days.contains(where: { day in (locks ?? []).contains { day <= $0.through } }) {
            breaches.append("\(entry.key) \(line.date.text)")
        }
        lines[id] = line
        return CostLedger.found(id, line)
    }
}
