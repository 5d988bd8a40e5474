import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON

/// A connector that reads the model yard, in steps of which a broken connector gets one wrong.
protocol YardSource: IncrementalRESTSource {
    var yard: ModelYard { get }
    /// How the yard divides its answers, as far as this connector knows.
    var paging: IncrementalStream.Paging { get }

    init(yard: ModelYard)

    /// The rows that a query finds, all of them.
    func rows(for request: ChangeRequest) throws(ConnectorError) -> [(id: String, row: ModelYard.Row)]
    /// The page that begins with these rows.
    func page(of rows: [(id: String, row: ModelYard.Row)], for request: ChangeRequest) -> ChangePage
    /// One row as the runtime gets it.
    func changed(_ id: String, _ row: ModelYard.Row, for request: ChangeRequest) -> ChangedRow
    /// The canonical object of a row.
    func payload(_ id: String, _ row: ModelYard.Row, for request: ChangeRequest) -> JSON
}

extension YardSource {
    static var manifest: ConnectorManifest {
        ConnectorManifest(
            id: "model-yard",
            version: "1.0.0",
            summary: "Reads meter readings from the model yard.",
            configuration: [],
            reads: [MeterReading.name],
            wireVersions: []
        )
    }

    static var stream: SourceStream { SourceStream(name: "readings", object: MeterReading.name) }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        self.init(yard: ModelYard())
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    var incrementalStreams: [IncrementalStream] {
        [
            IncrementalStream(
                Self.stream,
                paging: paging,
                resolution: .seconds(1),
                overlap: .seconds(60),
                deletions: .reported
            )
        ]
    }

    func changes(
        of stream: IncrementalStream,
        _ request: ChangeRequest
    ) async throws(ConnectorError) -> ChangePage {
        page(of: try rows(for: request), for: request)
    }

    func rows(for request: ChangeRequest) throws(ConnectorError) -> [(id: String, row: ModelYard.Row)] {
        switch request {
        case .since(let since): return yard.rows(from: since, unsorted: paging != .position)
        case .at(let time, let id):
            return yard.rows(from: time).filter { $0.row.time < time.adding(seconds: 1) }
                .sorted { $0.id < $1.id }.filter { row in id.map { row.id > $0 } ?? true }
        case .offset(let offset, let since):
            return Array(yard.rows(from: since, unsorted: true).dropFirst(offset))
        case .page(let token, _):
            guard let rows = yard.rows(of: token) else {
                throw .positionUnavailable(endpoint: "yard", reason: "no token \(token)", earliest: nil)
            }
            return rows
        }
    }

    func page(of rows: [(id: String, row: ModelYard.Row)], for request: ChangeRequest) -> ChangePage {
        let given = rows.prefix(ModelYard.pageSize).map { changed($0.id, $0.row, for: request) }
        let rest = rows.dropFirst(ModelYard.pageSize).map(\.id)
        guard paging == .token else { return ChangePage(rows: given, hasMore: !rest.isEmpty) }
        return ChangePage(rows: given, nextToken: rest.isEmpty ? nil : yard.token(for: rest))
    }

    func changed(_ id: String, _ row: ModelYard.Row, for request: ChangeRequest) -> ChangedRow {
        ChangedRow(
            id: id,
            time: row.time,
            content: .object(payload(id, row, for: request))
        )
    }

    func payload(_ id: String, _ row: ModelYard.Row, for request: ChangeRequest) -> JSON {
        MeterReading(
            equipment: EquipmentIdentity(oem: "Kestrel", model: "KX30", serial: id, pin: "PIN-\(id)"),
            series: .operatingHours,
            time: row.time,
            counterSeconds: 4_753_440,
            sourceValue: row.hours
        )
        .json
    }
}

/// The connector that gets every step right, for each way of paging.
struct SoundSource: YardSource {
    let yard: ModelYard
    var paging: IncrementalStream.Paging = .position

    init(yard: ModelYard) {
        self.yard = yard
    }

    init(yard: ModelYard, paging: IncrementalStream.Paging) {
        self.yard = yard
        self.paging = paging
    }
}
