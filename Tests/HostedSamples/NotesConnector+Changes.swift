public import CanonicalModel
public import ConnectorKit
import JSON

extension NotesConnector: IncrementalRESTSource {
    /// One stream for each of two ways of paging; none at `http://plain.invalid`.
    public var incrementalStreams: [IncrementalStream] {
        guard address != "http://plain.invalid" else { return [] }
        return [
            IncrementalStream(
                SourceStream(name: "changes", object: "Note"),
                paging: .position,
                resolution: .milliseconds(1),
                overlap: .seconds(30),
                deletions: .reported
            ),
            IncrementalStream(
                SourceStream(name: "tokens", object: "Note"),
                paging: .token,
                resolution: .seconds(1),
                overlap: .zero,
                deletions: .unreported
            ),
        ]
    }

    /// Answers with one row of each kind, whose ids tell what was asked for.
    public func changes(
        of stream: IncrementalStream,
        _ request: ChangeRequest
    ) async throws(ConnectorError) -> ChangePage {
        let time = Instant(seconds: 1_700_000_000)
        let reject = SourceReject(kind: "bad", subject: "row", reason: "no text", excerpt: "…")
        let asked = "\(stream.stream.name) \(request)"
        if case .page("expired", _) = request {
            throw .positionUnavailable(endpoint: "GET /changes", reason: "expired", earliest: time)
        }
        let rows = [
            ChangedRow(id: asked, time: time, content: .object(["real": .real(0.1), "whole": 7, "none": .null])),
            ChangedRow(id: "2", time: time, content: .deleted),
            ChangedRow(id: "3", time: time, content: .unusable(reject)),
            ChangedRow(id: "4", time: time, content: .foreign),
        ]
        if stream.paging == .token { return ChangePage(rows: rows, rejects: [reject], nextToken: "next") }
        return ChangePage(rows: rows, rejects: [reject], hasMore: true)
    }

    /// The time that stands in the cursor.
    public func position(ofEarlier cursor: Cursor, in stream: IncrementalStream) -> Instant? {
        Instant(cursor.text)
    }
}

extension NotesConnector: ExpiringCredentials {
    /// A month after the present; three days at `http://plain.invalid`.
    public var credentialsExpireAt: Instant? {
        let days: Int64 = address == "http://plain.invalid" ? 3 : 30
        return services.clock.now.adding(.seconds(days * 86_400))
    }
}

extension NotesConnector: PeriodLockSource {
    /// A day for each kind; at `http://plain.invalid` it cannot be asked.
    public func ledgerLocks() async throws(ConnectorError) -> [LedgerLock] {
        guard address != "http://plain.invalid" else {
            throw .unavailable(endpoint: "GET /locks", reason: "HTTP 503", retryAfter: nil)
        }
        return LedgerLock.Kind.allCases.enumerated().map { number, kind in
            LedgerLock(kind, through: CalendarDate(daysSince1970: 20_453 + number))
        }
    }
}
