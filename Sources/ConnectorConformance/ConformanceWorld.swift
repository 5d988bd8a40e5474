public import ConnectorKit
public import JSON

/// What a connector under test is connected to: a simulated system, or a model of one.
///
/// A world says by the further protocols that it conforms to what it can be asked to do: hold rows
/// (``ReadableWorld``), take records (``WritableWorld``), drop files (``FileDroppingWorld``), send webhooks
/// (``WebhookSendingWorld``). A test that needs more than a world can do fails, unless the connector lacks the capability too.
public protocol ConformanceWorld: Sendable {
    /// Values with which the connector works.
    var configuration: ConnectorConfiguration { get }
    /// What carries the connector's requests; the tests put faults between it and the connector.
    var transport: any HTTPTransport { get }
    /// The clock of the connector.
    var clock: ManualClock { get }
    /// Values with which the connector must not work, at least one for each required key and credential.
    var misconfigurations: [Misconfiguration] { get }

    /// Takes the right to read or write a canonical object away from the connector's user, or makes a user without it.
    ///
    /// - Parameter object: One of the objects of the connector's manifest.
    /// - Returns: Values with which the connector uses that user; `nil` if the system tells no rights apart.
    /// - Throws: Whatever keeps the right from being taken away.
    func withhold(_ object: String) async throws -> ConnectorConfiguration?

    /// Lets the system's own clock show what ``clock`` shows.
    func synchronise() async throws
    /// Ends whatever the world has started.
    func end() async
}

extension ConformanceWorld {
    /// Nothing: the system has no clock of its own.
    public func synchronise() async throws {}
    /// Nothing: the world has started nothing.
    public func end() async {}
}

/// Values with which a connector must not work.
public struct Misconfiguration: Sendable {
    /// What is wrong, in a few words.
    public let name: String
    /// The values.
    public let configuration: ConnectorConfiguration
    /// Words that the refusal must contain, for example the key, so that a person knows where to look.
    public let naming: [String]

    /// Creates a wrong configuration.
    public init(_ name: String, _ configuration: ConnectorConfiguration, naming: [String]) {
        self.name = name
        self.configuration = configuration
        self.naming = naming
    }
}

/// A world that holds rows which a REST source reads.
///
/// What happens to rows happens at the world's ``ConformanceWorld/clock``'s present, by the system's clock too.
public protocol ReadableWorld: ConformanceWorld {
    /// The rows of a stream that the system holds now and that the connector must tell of, read past the connector.
    ///
    /// - Returns: What identifies each row, as ``row(of:in:)`` tells it; `nil` for a stream that only tells of the deletion
    ///   of rows of another stream.
    func rows(of stream: SourceStream) async throws -> Set<String>?
    /// What the rows of a stream hold, read past the connector: for each row parts of payloads, each of which a record of the
    /// row must contain.
    ///
    /// A part has the members that the system can tell, as the canonical object writes them, for example
    /// `["hours": "8.25", "costCode": "03-300"]`; of each pair of members that could be taken for one another, it has both.
    ///
    /// - Returns: The parts by ``rows(of:)``; `nil` for a stream of deletions, and for a world that cannot tell, which a test
    ///   notes.
    func contents(of stream: SourceStream) async throws -> [String: [JSON]]?
    /// The row that a record is a state of, or whose deletion it tells of.
    ///
    /// Unless the world says otherwise, it is the id up to its last `@`, as the runtime writes it, and for a deletion the
    /// member `id` of its payload.
    func row(of record: SourceRecord, in stream: SourceStream) -> String
    /// Adds rows.
    ///
    /// - Returns: What identifies them; `nil` if people cannot add rows to this stream.
    func add(_ count: Int, to stream: SourceStream) async throws -> Set<String>?
    /// Changes a row, so that it becomes another record; `false` if people cannot change it.
    func change(_ row: String, in stream: SourceStream) async throws -> Bool
    /// Changes a row so that nobody can make a canonical object of it; `false` if the system takes no such thing.
    func spoil(_ row: String, in stream: SourceStream) async throws -> Bool
    /// Deletes a row; `false` if the system lets nobody do so.
    func delete(_ row: String, from stream: SourceStream) async throws -> Bool
}

extension ReadableWorld {
    /// `nil`.
    public func contents(of stream: SourceStream) async throws -> [String: [JSON]]? { nil }

    /// The id up to its last `@`; for a deletion the member `id` of its payload.
    public func row(of record: SourceRecord, in stream: SourceStream) -> String {
        if record.object == SourceRecord.deletion { return record.payload["id"]?.stringValue ?? "" }
        return record.id.lastIndex(of: "@").map { String(record.id[..<$0]) } ?? record.id
    }
}
