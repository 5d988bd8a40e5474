public import CanonicalModel
public import ConnectorKit
import JSON

extension OdooConnector {
    /// Projects, machines, and the costs that this connector wrote, each read by `write_date`; with `costCodePlan` cost codes
    /// too, and with `employeeNumber` employees.
    ///
    /// Odoo keeps `write_date` to the microsecond and shows whole seconds (domain.md §8), so that the rows of one second
    /// cannot be told apart. It is the time at which a transaction began; Odoo ends one after 120 seconds by default, so
    /// that a change may appear that much behind others. Archived records say that they are; deleted ones come in the
    /// ``streams`` of deletions.
    public var incrementalStreams: [IncrementalStream] {
        let costCodes = settings.costCodePlan.map { _ in CostCodeStream.stream }
        let employees = settings.employeeNumber.map { _ in EmployeeStream.stream }
        let always = [ProjectStream.stream, EquipmentStream.stream, PostedCostStream.stream]
        return (always + [costCodes, employees].compactMap(\.self)).map { stream in
            IncrementalStream(
                stream,
                paging: .position,
                resolution: .seconds(1),
                overlap: .seconds(300),
                deletions: .unreported
            )
        }
    }

    /// The deletions of projects, machines and costs, each a stream of its own: Odoo keeps no record of them, so that the rows
    /// that were there are compared with those that are there.
    public var streams: [SourceStream] {
        [
            SourceStream(name: "projectDeletions", object: Project.name),
            SourceStream(name: "equipmentDeletions", object: Equipment.name),
            SourceStream(name: "analyticLineDeletions", object: PostedCostStream.stream.object),
        ]
    }

    /// Reads a page of deletions.
    ///
    /// - Parameters:
    ///   - stream: One of ``streams``.
    ///   - cursor: The cursor of the last page; `nil` takes note of what is there and tells nothing.
    /// - Returns: The deletions, and as rejects what vanished for another reason or in too great a number.
    /// - Throws: ``ConnectorError`` if no page could be read.
    public func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let limit = settings.deletionLimit
        switch stream.object {
        case Project.name where streams.contains(stream):
            let reader = DeletionReader(session: session, stream: stream, model: ProjectSink.model, limit: limit)
            return try await reader.page(after: cursor)
        case Equipment.name where streams.contains(stream):
            let reader = DeletionReader(session: session, stream: stream, model: EquipmentSink.model, limit: limit)
            return try await reader.page(after: cursor)
        case PostedCostStream.stream.object where streams.contains(stream):
            let costs = PostedCostStream(session: session, scheme: ExternalIDScheme(namespace: settings.namespace))
            let sieve = { @Sendable (ids: [Int64]) async throws(ConnectorError) in Set(try await costs.own(ids).keys) }
            let reader = DeletionReader(
                session: session,
                stream: stream,
                model: costs.model,
                sieve: sieve,
                limit: limit
            )
            return try await reader.page(after: cursor)
        default: throw unknown(stream, among: streams)
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
        case CostCodeStream.stream:
            guard let plan = settings.costCodePlan else { throw unknown(stream) }
            return try await reader.page(of: CostCodeStream(session: session, plan: plan), request)
        case EmployeeStream.stream:
            guard let field = settings.employeeNumber, let company = settings.companyCode else { throw unknown(stream) }
            let employees = EmployeeStream(session: session, numberField: field, companyCode: company)
            return try await reader.page(of: employees, request)
        default: throw unknown(stream)
        }
    }

    private func unknown(_ stream: IncrementalStream) -> ConnectorError {
        unknown(stream.stream, among: incrementalStreams.map(\.stream))
    }

    private func unknown(_ stream: SourceStream, among known: [SourceStream]) -> ConnectorError {
        let names = known.map(\.name).joined(separator: ", ")
        return .invalidConfiguration(key: "stream", reason: "names '\(stream.name)', which is none of \(names)")
    }

    /// The position of a cursor that version 0.1.0 wrote: `{"newest":…,"since":…}`.
    public func position(ofEarlier cursor: Cursor, in stream: IncrementalStream) -> Instant? {
        guard let state = try? JSON(parsing: cursor.text) else { return nil }
        // A poll that was under way then had read up to `since`, whatever it had seen as newest.
        return state["since"]?.stringValue.flatMap { Instant($0) }
    }
}
