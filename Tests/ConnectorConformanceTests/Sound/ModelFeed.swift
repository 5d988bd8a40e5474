import CanonicalModel
import ConnectorKit
import JSON

/// A connector that keeps a cursor of its own, in steps of which a broken one gets one wrong.
protocol ModelFeed: ModelConnector, RESTSource {
    /// Where the rows behind a cursor are asked for.
    func path(behind cursor: Cursor?) throws(ConnectorError) -> String
    /// The record of a row.
    func record(_ row: JSON) -> SourceRecord
    /// The cursor behind the rows of a page.
    func cursor(behind rows: [JSON], after cursor: Cursor?) -> Cursor?
}

extension ModelFeed {
    var streams: [SourceStream] { [Self.rows] }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        guard stream == Self.rows else {
            throw .invalidConfiguration(key: "stream", reason: "'\(stream.name)' is none of this connector")
        }
        let answer = try await core.get(try path(behind: cursor))
        let rows = answer["rows"]?.arrayValue ?? []
        return RecordPage(
            records: rows.filter { reject(of: $0) == nil }.map(record),
            rejects: rows.compactMap(reject),
            next: self.cursor(behind: rows, after: cursor),
            hasMore: answer["more"] == true
        )
    }

    func path(behind cursor: Cursor?) throws(ConnectorError) -> String {
        guard let cursor else { return "/log" }
        guard let number = Int64(cursor.text) else {
            throw .positionUnavailable(
                endpoint: "GET /log",
                reason: "no number of the log: \(cursor.text)",
                earliest: nil
            )
        }
        return "/log?after=\(number)"
    }

    func record(_ row: JSON) -> SourceRecord {
        let (id, version) = (row["id"]?.stringValue ?? "", row["version"]?.integerValue ?? 0)
        let time = Instant(row["time"]?.stringValue ?? "") ?? core.services.clock.now
        if row["deleted"] == true { return SourceRecord(deletionOf: id, object: MeterReading.name, at: time) }
        return SourceRecord(
            id: "\(id)@\(version)",
            object: MeterReading.name,
            occurredAt: time,
            payload: payload(of: row)
        )
    }

    func cursor(behind rows: [JSON], after cursor: Cursor?) -> Cursor? {
        rows.last?["number"]?.integerValue.map { Cursor("\($0)") } ?? cursor
    }
}

/// Reads the log, and gets every step right.
struct FeedReader: ModelFeed {
    let core: ModelCore
}
