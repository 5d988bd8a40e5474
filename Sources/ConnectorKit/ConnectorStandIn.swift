package import CanonicalModel

/// A connector that stands for one in another process: its type conforms to every capability, and what it says of itself
/// tells which of them hold.
///
/// What a capability asks for without `async` holds the thread here, and cannot say that the process is gone. The runtime
/// asks by the methods below, which every connector has.
package protocol ConnectorStandIn: Connector {
    /// What the connector in the other process says of itself.
    var declaredManifest: ConnectorManifest { get }
    /// What the connector in the other process can do.
    var declaredParts: Set<ConnectorPart> { get }
    /// ``FileSink/file(for:)``.
    func askFile(for delivery: Delivery) async throws(ConnectorError) -> OutgoingFile.Rendering
    /// ``FileSource/reader(of:in:)``.
    ///
    /// - Throws: ``FileFault`` or ``ConnectorError``.
    func askReader(of file: ArrivedFile, in stream: FileStream) async throws -> any FileRecordReader
    /// ``WebhookSink/event(for:)``.
    func askEvent(for delivery: Delivery) async throws(ConnectorError) -> WebhookEvent?
    /// ``WebhookSource/content(of:)``.
    func askContent(of webhook: ReceivedWebhook) async throws(ConnectorError) -> WebhookContent
    /// ``IncrementalRESTSource/position(ofEarlier:in:)``.
    func askPosition(
        ofEarlier cursor: Cursor,
        in stream: IncrementalStream
    ) async throws(ConnectorError) -> Instant?
    /// ``ExpiringCredentials/credentialsExpireAt``.
    func askExpiry() async throws(ConnectorError) -> Instant?
}

/// The reader of a file that is read in another process.
package protocol FileReaderStandIn: FileRecordReader {
    /// ``FileRecordReader/take(_:)``, and ``FileRecordReader/finish()`` for no bytes.
    ///
    /// - Throws: ``FileFault`` or ``ConnectorError``.
    func askItems(of bytes: [UInt8]) async throws -> [FileItem]
}

extension FileSink {
    /// The file of a delivery, wherever the connector runs.
    ///
    /// - Throws: ``ConnectorError`` if its process is gone.
    package func askFile(for delivery: Delivery) async throws(ConnectorError) -> OutgoingFile.Rendering {
        guard let standIn = self as? any ConnectorStandIn else { return file(for: delivery) }
        return try await standIn.askFile(for: delivery)
    }
}

extension FileSource {
    /// Begins to read a file, wherever the connector runs.
    ///
    /// - Throws: ``FileFault`` if it cannot be read; ``ConnectorError`` if the connector's process is gone.
    package func askReader(of file: ArrivedFile, in stream: FileStream) async throws -> any FileRecordReader {
        guard let standIn = self as? any ConnectorStandIn else { return try reader(of: file, in: stream) }
        return try await standIn.askReader(of: file, in: stream)
    }
}

extension FileRecordReader {
    /// What a piece of a file says, and for no bytes its end, wherever the connector runs.
    ///
    /// - Throws: ``FileFault`` if it cannot be read; ``ConnectorError`` if the connector's process is gone.
    package mutating func askItems(of bytes: [UInt8]) async throws -> [FileItem] {
        if let standIn = self as? any FileReaderStandIn { return try await standIn.askItems(of: bytes) }
        return bytes.isEmpty ? try finish() : try take(bytes)
    }
}

extension WebhookSink {
    /// What a delivery tells a receiver, wherever the connector runs; `nil` if nothing.
    ///
    /// - Throws: ``ConnectorError`` if its process is gone.
    package func askEvent(for delivery: Delivery) async throws(ConnectorError) -> WebhookEvent? {
        guard let standIn = self as? any ConnectorStandIn else { return event(for: delivery) }
        return try await standIn.askEvent(for: delivery)
    }
}

extension WebhookSource {
    /// What a webhook says, wherever the connector runs.
    ///
    /// - Throws: ``ConnectorError`` if its process is gone.
    package func askContent(of webhook: ReceivedWebhook) async throws(ConnectorError) -> WebhookContent {
        guard let standIn = self as? any ConnectorStandIn else { return content(of: webhook) }
        return try await standIn.askContent(of: webhook)
    }
}

extension IncrementalRESTSource {
    /// Up to which time an earlier version's cursor had read, wherever the connector runs; `nil` if nobody knows.
    ///
    /// - Throws: ``ConnectorError`` if its process is gone.
    package func askPosition(
        ofEarlier cursor: Cursor,
        in stream: IncrementalStream
    ) async throws(ConnectorError) -> Instant? {
        guard let standIn = self as? any ConnectorStandIn else { return position(ofEarlier: cursor, in: stream) }
        return try await standIn.askPosition(ofEarlier: cursor, in: stream)
    }
}

extension ExpiringCredentials {
    /// When the credentials end, wherever the connector runs; `nil` if nobody knows.
    ///
    /// - Throws: ``ConnectorError`` if its process is gone.
    package func askExpiry() async throws(ConnectorError) -> Instant? {
        guard let standIn = self as? any ConnectorStandIn else { return credentialsExpireAt }
        return try await standIn.askExpiry()
    }
}
