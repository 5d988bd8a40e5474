import CanonicalModel
public import ConnectorKit
import JSON

/// Reads the streams of an ``IncrementalRESTSource`` page by page, and owns their position.
///
/// Each poll is a round. Its lower bound is the bookmark less the stream's overlap, and inclusive, so that a row which
/// appears late, or at the very time that was read last, is still found; what was read before is recognised by its id.
/// A row dated after the begin of its round, by the runtime's clock, never moves the bookmark, and what a round read by
/// token, offset or id moves it only with the next round: neither a wrong clock nor a change made while pages are read
/// can make the next poll pass over others.
public struct IncrementalReader: Sendable {
    private let source: any IncrementalRESTSource
    private let clock: any RuntimeClock

    /// How often a round begins again because its list moved under it.
    static let toleratedRestarts = 10

    /// Creates a reader; nothing is asked before its first page.
    public init(_ source: any IncrementalRESTSource, clock: any RuntimeClock) {
        self.source = source
        self.clock = clock
    }

    /// Reads the page after `cursor`.
    ///
    /// - Parameters:
    ///   - stream: One of the source's streams.
    ///   - cursor: The cursor of the last page; `nil` reads from the beginning.
    /// - Returns: The records with ids that name row, time and content, and the cursor to continue from.
    /// - Throws: ``ConnectorError`` if no page could be read, or if the source does not keep to what it declares;
    ///   ``ConnectorError/positionUnavailable(endpoint:reason:earliest:)`` if nobody can read the cursor.
    public func page(
        of stream: IncrementalStream,
        after cursor: Cursor?
    ) async throws(ConnectorError) -> RecordPage {
        var position = try await position(cursor, of: stream)
        var round = position.round.flatMap { $0.fits(stream) ? $0 : nil } ?? begin(stream, newest: position.newest)
        let page = try await ask(&round, of: stream)
        let rows = IncrementalRows(page, of: stream, round)
        try rows.check()
        let hasMore: Bool
        if rows.hasMoved {
            round = try restarted(round, of: stream)
            hasMore = true
        } else {
            round.note(rows.newest)
            hasMore = try rows.goOn(&round)
        }
        if hasMore { position.round = round } else { position.finish(round) }
        return RecordPage(
            records: rows.records(),
            rejects: rows.rejects,
            next: position.cursor,
            hasMore: hasMore
        )
    }

    /// The cursor from which everything that the source still has is read: what has changed since `earliest`, or all.
    static func cursor(from earliest: Instant?, in stream: IncrementalStream) -> Cursor? {
        earliest.map { IncrementalPosition(newest: $0.adding(stream.overlap)).cursor }
    }

    private func position(
        _ cursor: Cursor?,
        of stream: IncrementalStream
    ) async throws(ConnectorError) -> IncrementalPosition {
        guard let cursor else { return IncrementalPosition() }
        if let position = IncrementalPosition(cursor) { return position }
        if let time = try await source.askPosition(ofEarlier: cursor, in: stream) {
            return IncrementalPosition(newest: time)
        }
        throw .positionUnavailable(
            endpoint: stream.stream.name,
            reason: "another version wrote this cursor: \(cursor.text.prefix(80))",
            earliest: nil
        )
    }

    /// Asks for a page.
    ///
    /// If the source forgot where a round under way stood, the round begins again at once, since the bookmark still
    /// holds.
    private func ask(
        _ round: inout IncrementalPosition.Round,
        of stream: IncrementalStream
    ) async throws(ConnectorError) -> ChangePage {
        do {
            return try await source.changes(of: stream, round.request)
        } catch {
            guard case .positionUnavailable = error, round.isUnderWay else { throw error }
            round = try restarted(round, of: stream)
            return try await source.changes(of: stream, round.request)
        }
    }

    private func begin(_ stream: IncrementalStream, newest: Instant?) -> IncrementalPosition.Round {
        let since = newest.map { stream.floor($0.adding(.zero - stream.overlap)) }
        return IncrementalPosition.Round(began: clock.now, since: since, request: .since(since))
    }

    private func restarted(
        _ round: IncrementalPosition.Round,
        of stream: IncrementalStream
    ) throws(ConnectorError) -> IncrementalPosition.Round {
        guard round.restarts < Self.toleratedRestarts else {
            throw .unexpectedAnswer(
                endpoint: stream.stream.name,
                reason:
                    "the pages of one round had to be read from the first one again \(round.restarts) times in a row"
            )
        }
        var again = round
        again.restart()
        return again
    }
}

extension IncrementalPosition.Round {
    /// Whether its next page is not its first.
    fileprivate var isUnderWay: Bool { request != .since(since) }

    /// Whether the stream still understands what the round asks for.
    fileprivate func fits(_ stream: IncrementalStream) -> Bool {
        switch (request, stream.paging) {
        case (.since(let from), .token), (.since(let from), .offset): from == since
        case (.since, .position), (.at, .position), (.page, .token), (.offset, .offset): true
        default: false
        }
    }
}

extension IncrementalStream {
    /// The time as the system can show it.
    func floor(_ time: Instant) -> Instant {
        let step = max(1, resolution.wholeMicroseconds)
        let rest = time.microseconds % step
        let (floored, overflow) = time.microseconds.subtractingReportingOverflow(rest < 0 ? rest + step : rest)
        return overflow ? time : Instant(microseconds: floored)
    }
}

extension Duration {
    /// The whole microseconds; the most that fit where there are more.
    var wholeMicroseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        guard !overflow else { return seconds < 0 ? .min : .max }
        let (sum, overflows) = whole.addingReportingOverflow(attoseconds / 1_000_000_000_000)
        return overflows ? (seconds < 0 ? .min : .max) : sum
    }
}
