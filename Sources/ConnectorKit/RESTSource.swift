public import CanonicalModel
public import JSON

/// A connector that reads records page by page over HTTP.
public protocol RESTSource: Connector {
    /// The streams that can be read, each of one canonical object.
    var streams: [SourceStream] { get }

    /// Reads the page after `cursor`, oldest change first.
    ///
    /// Reading a cursor twice may repeat records but never skips one. What cannot be understood is returned among the
    /// page's rejects, and the rest of the page still arrives.
    ///
    /// - Parameters:
    ///   - stream: One of ``streams``.
    ///   - cursor: The cursor of the last committed page; `nil` reads from the beginning.
    /// - Returns: The records and the cursor to continue from.
    /// - Throws: ``ConnectorError`` if no page could be read.
    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage
}

/// A sequence of records of one canonical object in one system.
public struct SourceStream: Sendable, Hashable {
    /// The name of the stream, unique within its system.
    public let name: String
    /// The canonical object that its records are.
    public let object: String

    /// Creates a stream.
    public init(name: String, object: String) {
        self.name = name
        self.object = object
    }
}

/// A position in a stream; only the connector that made it knows its meaning.
public struct Cursor: Sendable, Hashable {
    /// The position as canonical JSON text.
    public let text: String

    /// Creates a cursor from the text that a connector chose.
    public init(_ text: String) {
        self.text = text
    }
}

/// What was read in one go.
public struct RecordPage: Sendable, Hashable {
    /// The records in the order of their change.
    public let records: [SourceRecord]
    /// What was there but could not be understood; each becomes a case.
    public let rejects: [SourceReject]
    /// Where to continue, now or at the next poll.
    public let next: Cursor?
    /// Whether there is more to read now.
    public let hasMore: Bool

    /// Creates a page.
    ///
    /// - Parameters:
    ///   - records: The records in the order of their change.
    ///   - rejects: What was there but could not be understood.
    ///   - next: Where to continue; `nil` starts from the beginning at the next poll, as snapshots do.
    ///   - hasMore: Whether there is more to read now.
    public init(records: [SourceRecord], rejects: [SourceReject] = [], next: Cursor?, hasMore: Bool) {
        self.records = records
        self.rejects = rejects
        self.next = next
        self.hasMore = hasMore
    }
}

/// One record as its source system told it, in canonical form.
public struct SourceRecord: Sendable, Hashable {
    /// What identifies this state of the record in its system: reading it again gives the same id, a change another.
    public let id: String
    /// The canonical object, for example `MeterReading`.
    public let object: String
    /// When it happened, by the source's own clock.
    public let occurredAt: Instant
    /// The canonical object as JSON.
    public let payload: JSON

    /// Creates a record.
    public init(id: String, object: String, occurredAt: Instant, payload: JSON) {
        self.id = id
        self.object = object
        self.occurredAt = occurredAt
        self.payload = payload
    }

    /// Creates the record of a canonical object.
    ///
    /// - Parameters:
    ///   - object: The object.
    ///   - id: What identifies this state of the record in its system.
    ///   - time: When it happened, by the source's own clock.
    public init(_ object: some CanonicalObject, id: String, at time: Instant) {
        self.init(id: id, object: type(of: object).name, occurredAt: time, payload: object.json)
    }
}

extension SourceRecord {
    /// The object of a record that says that another one was deleted.
    public static let deletion = "Deletion"

    /// Creates the record of a deletion, whose payload names the object and the row.
    ///
    /// - Parameters:
    ///   - row: What identifies the deleted row in its system.
    ///   - object: The canonical object that it was.
    ///   - time: When it was deleted, by the source's own clock.
    public init(deletionOf row: String, object: String, at time: Instant) {
        self.init(
            id: "\(row)@\(time.text)#deleted",
            object: Self.deletion,
            occurredAt: time,
            payload: ["object": .string(object), "id": .string(row)]
        )
    }
}

/// Something that a source sent and that is no usable record.
public struct SourceReject: Sendable, Hashable {
    /// The kind of the case that it becomes, for example `malformed_page`.
    public let kind: String
    /// What the case is about: the same trouble found again has the same subject and joins the same case.
    public let subject: String
    /// What is wrong, where, and what was expected.
    public let reason: String
    /// The offending text, cut to what helps a person; no personal data.
    public let excerpt: String

    /// Creates a reject.
    public init(kind: String, subject: String, reason: String, excerpt: String = "") {
        self.kind = kind
        self.subject = subject
        self.reason = reason
        self.excerpt = excerpt
    }
}
