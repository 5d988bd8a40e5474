public import ConnectorKit

extension OdooConnector {
    /// Projects, machines, and the costs that this connector wrote.
    public var streams: [SourceStream] {
        [ProjectStream.stream, EquipmentStream.stream, PostedCostStream.stream]
    }

    /// Reads the changes after `cursor`, oldest first; a poll reads the last five minutes of changes again.
    ///
    /// Deleted and archived records are not reported.
    ///
    /// - Parameters:
    ///   - stream: One of ``streams``.
    ///   - cursor: The cursor of the last committed page; `nil` reads from the beginning.
    /// - Returns: At most 200 records and the cursor to continue from.
    /// - Throws: ``ConnectorError`` if no page could be read.
    public func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let reader = ChangeReader(session: session)
        switch stream {
        case ProjectStream.stream:
            let release = try await session.login().release
            let zone = settings.timeZone ?? OdooSettings.Defaults.timeZone
            let changes = ProjectStream(session: session, release: release, timeZone: zone)
            return try await reader.page(of: changes, after: cursor)
        case EquipmentStream.stream:
            return try await reader.page(of: EquipmentStream(session: session), after: cursor)
        case PostedCostStream.stream:
            let scheme = ExternalIDScheme(namespace: settings.namespace)
            return try await reader.page(of: PostedCostStream(session: session, scheme: scheme), after: cursor)
        default:
            let known = streams.map(\.name).joined(separator: ", ")
            throw .invalidConfiguration(key: "stream", reason: "names '\(stream.name)', which is none of \(known)")
        }
    }
}
