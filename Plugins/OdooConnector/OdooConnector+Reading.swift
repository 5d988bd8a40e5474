public import CanonicalModel
public import ConnectorKit
import JSON

extension OdooConnector {
    /// Projects, machines, and the costs that this connector wrote, each read by `write_date`.
    ///
    /// Odoo keeps `write_date` to the microsecond and shows whole seconds (domain.md §8), so that the rows of one second
    /// cannot be told apart. It is the time at which a transaction began; Odoo ends one after 120 seconds by default, so
    /// that a change may appear that much behind others. Deleted and archived records are not reported.
    public var incrementalStreams: [IncrementalStream] {
        [ProjectStream.stream, EquipmentStream.stream, PostedCostStream.stream].map { stream in
            IncrementalStream(
                stream,
                paging: .position,
                resolution: .seconds(1),
                overlap: .seconds(300),
                deletions: .unreported
            )
        }
    }

    /// Reads at most 200 rows.
    ///
    /// - Parameters:
    ///   - stream: One of ``incrementalStreams``.
    ///   - request: Which rows.
    /// - Returns: Every row that was found.
    /// - Throws: ``ConnectorError`` if no page could be read.
    public func changes(
        of stream: IncrementalStream,
        _ request: ChangeRequest
    ) async throws(ConnectorError) -> ChangePage {
        let reader = ChangeReader(session: session)
        switch stream.stream {
        case ProjectStream.stream:
            let release = try await session.login().release
            let zone = settings.timeZone ?? OdooSettings.Defaults.timeZone
            let changes = ProjectStream(session: session, release: release, timeZone: zone)
            return try await reader.page(of: changes, request)
        case EquipmentStream.stream:
            return try await reader.page(of: EquipmentStream(session: session), request)
        case PostedCostStream.stream:
            let scheme = ExternalIDScheme(namespace: settings.namespace)
            return try await reader.page(of: PostedCostStream(session: session, scheme: scheme), request)
        default:
            let known = incrementalStreams.map(\.stream.name).joined(separator: ", ")
            throw .invalidConfiguration(
                key: "stream",
                reason: "names '\(stream.stream.name)', which is none of \(known)"
            )
        }
    }

    /// The position of a cursor that version 0.1.0 wrote: `{"newest":…,"since":…}`.
    public func position(ofEarlier cursor: Cursor, in stream: IncrementalStream) -> Instant? {
        guard let state = try? JSON(parsing: cursor.text) else { return nil }
        // A poll that was under way then had read up to `since`, whatever it had seen as newest.
        return state["since"]?.stringValue.flatMap { Instant($0) }
    }
}
