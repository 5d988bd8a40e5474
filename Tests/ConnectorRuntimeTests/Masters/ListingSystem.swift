import CanonicalModel
import ConnectorKit
import JSON
import Synchronization

/// A system in memory that lists masters by the time of their change, two rows a page, and takes projects and machines.
final class ListingSystem: RESTSink, IncrementalRESTSource {
    static let manifest = ConnectorManifest(
        id: "listing",
        version: "1.0.0",
        summary: "Lists for tests.",
        configuration: [],
        reads: [Project.name, CostCode.name, Employee.name, Equipment.name],
        writes: [Project.name, Equipment.name],
        wireVersions: [],
        roles: [.odoo]
    )

    struct State: Sendable {
        /// The rows by their number, which is also their second.
        var rows: [Int: (object: String, payload: JSON)] = [:]
        /// The rows that cannot be used.
        var spoilt: Set<Int> = []
        /// The objects whose lists are refused.
        var refused: Set<String> = []
        /// Whether nothing is taken at the moment.
        var isClosed = false
        /// How many pages were asked for.
        var pages = 0
    }

    let state = Mutex(State())
    let objects: [String]

    init(_ objects: String...) { self.objects = objects }

    convenience init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        self.init(Project.name)
    }

    /// Writes a row as a person would, in the place of the one with this number.
    func write(_ number: Int, _ object: some CanonicalObject) {
        state.withLock { $0.rows[number] = (type(of: object).name, object.json) }
    }

    /// Changes what has the same code.
    func rewrite(_ object: some CanonicalObject) {
        state.withLock { state in
            for (number, row) in state.rows where row.payload["code"] == object.json["code"] {
                state.rows[number]?.payload = object.json
            }
        }
    }

    /// Removes what has this code.
    func remove(_ code: String) {
        state.withLock { state in state.rows = state.rows.filter { $0.value.payload["code"]?.stringValue != code } }
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    let batchLimit = 100
    let keepsOrder = true

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        guard state.withLock({ !$0.isClosed }) else {
            throw .unavailable(endpoint: "POST rows", reason: "HTTP 503", retryAfter: nil)
        }
        return state.withLock { state in
            batch.map { delivery in
                let own = state.rows.first {
                    $0.value.object == delivery.object && $0.value.payload["code"] == delivery.payload["code"]
                }
                let number = own?.key ?? (state.rows.keys.max() ?? 0) + 1
                state.rows[number] = (delivery.object, delivery.payload)
                return .applied(FoundRecord(reference: "row/\(number)"))
            }
        }
    }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] { batch.map { _ in nil } }

    var incrementalStreams: [IncrementalStream] {
        objects.map { object in
            IncrementalStream(
                SourceStream(name: object, object: object),
                paging: .position,
                resolution: .seconds(1),
                overlap: .zero,
                deletions: .unreported
            )
        }
    }

    func changes(of stream: IncrementalStream, _ request: ChangeRequest) async throws(ConnectorError) -> ChangePage {
        let object = stream.stream.object
        guard state.withLock({ !$0.refused.contains(object) }) else {
            throw .forbidden(endpoint: "GET \(object)", reason: "no right to read")
        }
        return state.withLock { state in
            state.pages += 1
            let asked = state.rows.filter { number, row in
                guard row.object == object else { return false }
                return switch request {
                case .since(let time): time.map { Self.time(number) >= $0 } ?? true
                case .at(let time, let row): Self.time(number) == time && row == nil
                default: false
                }
            }
            .sorted { $0.key < $1.key }
            let rows = asked.prefix(2).map { number, row in
                let reject = SourceReject(kind: "unusable_row", subject: "row/\(number)", reason: "has no code")
                return ChangedRow(
                    id: "row/\(number)",
                    time: Self.time(number),
                    content: state.spoilt.contains(number) ? .unusable(reject) : .object(row.payload)
                )
            }
            return ChangePage(rows: Array(rows), hasMore: asked.count > 2)
        }
    }

    private static func time(_ number: Int) -> Instant { Instant(seconds: 1_767_000_000 + Int64(number)) }
}

/// A system that hands out employees page by page with cursors of its own.
final class StaffSystem: RESTSource {
    static let manifest = ConnectorManifest(
        id: "staff",
        version: "1.0.0",
        summary: "Employees for tests.",
        configuration: [],
        reads: [Employee.name],
        wireVersions: [],
        roles: [.payroll]
    )

    let employees = Mutex<[Employee]>([])
    /// Whether each page says that there is more, and leads nowhere.
    let standsStill: Bool

    init(standsStill: Bool = false) { self.standsStill = standsStill }

    convenience init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        self.init()
    }

    let streams = [SourceStream(name: "staff", object: Employee.name)]

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        guard !standsStill else { return RecordPage(records: [], next: Cursor("1"), hasMore: true) }
        let start = cursor.flatMap { Int($0.text) } ?? 0
        let all = employees.withLock { $0 }
        let records = all.dropFirst(start).prefix(1).enumerated().map { index, employee in
            SourceRecord(employee, id: "state-\(start + index)", at: Instant(seconds: 1_767_000_000))
        }
        return RecordPage(records: records, next: Cursor("\(start + 1)"), hasMore: start + 1 < all.count)
    }
}
