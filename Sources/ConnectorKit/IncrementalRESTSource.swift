public import CanonicalModel
public import JSON

/// A connector whose records carry the time of their last change, by which the runtime reads them.
///
/// The runtime owns the position: an inclusive lower bound, an overlap window, ties broken by id, resumable pages and
/// deduplication. A connector answers one question, which rows a query finds, and keeps no cursor. A system that hands
/// out cursors of its own is a ``RESTSource`` instead.
public protocol IncrementalRESTSource: Connector {
    /// The streams that can be read, each of one canonical object.
    var incrementalStreams: [IncrementalStream] { get }

    /// Reads one page of the rows that a request asks for.
    ///
    /// - Parameters:
    ///   - stream: One of ``incrementalStreams``.
    ///   - request: Which rows; of the kinds that the stream's ``IncrementalStream/paging`` names.
    /// - Returns: Every row that the query found, also those that are of no use, since each moves the position.
    /// - Throws: ``ConnectorError`` if no page could be read;
    ///   ``ConnectorError/positionUnavailable(endpoint:reason:earliest:)`` if a page token has expired, or if the
    ///   system no longer has changes of that time.
    func changes(
        of stream: IncrementalStream,
        _ request: ChangeRequest
    ) async throws(ConnectorError) -> ChangePage

    /// The position of a cursor that an earlier version of this connector wrote by itself.
    ///
    /// - Returns: The time from which on changes are to be read; `nil` if the text is no cursor of this connector.
    func position(ofEarlier cursor: Cursor, in stream: IncrementalStream) -> Instant?
}

extension IncrementalRESTSource {
    /// No earlier version of this connector wrote cursors.
    public func position(ofEarlier cursor: Cursor, in stream: IncrementalStream) -> Instant? { nil }
}

/// A stream whose rows are found by the time of their last change.
public struct IncrementalStream: Sendable, Hashable {
    /// How the system divides an answer into pages.
    public enum Paging: Sendable, Hashable {
        /// By position: rows come in the order of their time, those of one time in any order, and can be asked for from
        /// a time on; those of one single time can be asked for in the order of their ids.
        case position
        /// By a token that the page before gave out; rows may come in any order.
        case token
        /// By the number of rows to pass over; rows may come in any order, and move when others are added or deleted.
        case offset
    }

    /// Whether the stream tells of rows that were deleted.
    public enum Deletions: Sendable, Hashable {
        /// A deleted row comes as ``ChangedRow/Content/deleted``.
        case reported
        /// A deleted row just does not come any more.
        case unreported
    }

    /// The name and canonical object of the stream.
    public let stream: SourceStream
    /// How the system divides an answer into pages.
    public let paging: Paging
    /// How finely the system shows times: rows whose times differ by less cannot be told apart; at least a microsecond.
    public let resolution: Duration
    /// How much later than its time a row may appear: how long a transaction lasts, and how far clocks are apart.
    public let overlap: Duration
    /// Whether the stream tells of rows that were deleted.
    public let deletions: Deletions

    /// Creates a stream.
    public init(
        _ stream: SourceStream,
        paging: Paging,
        resolution: Duration,
        overlap: Duration,
        deletions: Deletions
    ) {
        self.stream = stream
        self.paging = paging
        self.resolution = max(.microseconds(1), resolution)
        self.overlap = max(.zero, overlap)
        self.deletions = deletions
    }
}

/// Which rows are asked for.
public enum ChangeRequest: Sendable, Hashable {
    /// The first page of the rows whose time is `since` or later; `nil` asks for all rows.
    case since(Instant?)
    /// With ``IncrementalStream/Paging/position``: the rows whose time is within one resolution from `time` on, in the
    /// order of their ids, those behind the row `id`; `nil` asks for the first of them.
    case at(Instant, behind: String?)
    /// With ``IncrementalStream/Paging/token``: the page of this token, of the rows from `since` on.
    case page(token: String, since: Instant?)
    /// With ``IncrementalStream/Paging/offset``: the rows from `since` on without the first `offset` ones.
    case offset(Int, since: Instant?)
}

/// What a query found.
public struct ChangePage: Sendable, Hashable {
    /// Every row, in the order in which the system gave them.
    public let rows: [ChangedRow]
    /// What was there but is no row.
    public let rejects: [SourceReject]
    /// Whether the query finds more rows than these.
    public let hasMore: Bool
    /// With ``IncrementalStream/Paging/token``: the token of the next page.
    public let nextToken: String?

    /// Creates a page of rows that can be asked for by position or offset.
    public init(rows: [ChangedRow], rejects: [SourceReject] = [], hasMore: Bool) {
        self.rows = rows
        self.rejects = rejects
        self.hasMore = hasMore
        nextToken = nil
    }

    /// Creates a page of a system that hands out tokens; no token says that it is the last one.
    public init(rows: [ChangedRow], rejects: [SourceReject] = [], nextToken: String?) {
        self.rows = rows
        self.rejects = rejects
        self.nextToken = nextToken
        hasMore = nextToken != nil
    }
}

/// One row of a stream as it is since its last change.
public struct ChangedRow: Sendable, Hashable {
    /// What a row is.
    public enum Content: Sendable, Hashable {
        /// A canonical object.
        case object(JSON)
        /// It was deleted.
        case deleted
        /// It cannot be used and becomes a case.
        case unusable(SourceReject)
        /// It does not concern the stream.
        case foreign
    }

    /// What identifies the row in its system, the same for ever, for example `fleet.vehicle/5`.
    public let id: String
    /// The time of its last change, by the system's clock.
    public let time: Instant
    /// What it is.
    public let content: Content

    /// Creates a row.
    public init(id: String, time: Instant, content: Content) {
        self.id = id
        self.time = time
        self.content = content
    }
}
