import CanonicalModel
import ConnectorKit

/// The connector to a ``ModelTable``, as one process holds it.
final class TableConnector: IncrementalRESTSource {
    static let manifest = ConnectorManifest(
        id: "model-table",
        version: "1.0.0",
        summary: "A simulated source that is read by the time of changes.",
        configuration: [],
        wireVersions: []
    )

    let table: ModelTable
    /// The network between; `nil` for one who stands before the table.
    private let way: (network: Network, life: Lifeline)?
    private let pageSize: Int
    private let key = Secret(World.secret)

    init(_ table: ModelTable, way: (network: Network, life: Lifeline)?, pageSize: Int) {
        self.table = table
        self.way = way
        self.pageSize = pageSize
    }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        throw .invalidConfiguration(key: "", reason: "exists in a simulated world only")
    }

    var incrementalStreams: [IncrementalStream] { [table.stream] }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func changes(
        of stream: IncrementalStream,
        _ request: ChangeRequest
    ) async throws(ConnectorError) -> ChangePage {
        let (table, pageSize) = (table, pageSize)
        guard let way else { return table.select(request, size: pageSize) }
        return try await way.network.call("\(request) with \(key)", way.life) { _, _ in
            Result { () throws(ConnectorError) in try table.answer(request, size: pageSize) }
        }
        .get()
    }
}
