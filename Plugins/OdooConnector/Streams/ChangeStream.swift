import CanonicalModel
import ConnectorKit
import JSON

/// One of the things that are read from Odoo.
protocol ChangeStream: Sendable {
    /// Its name and canonical object.
    static var stream: SourceStream { get }

    /// The model whose changes are read.
    var model: String { get }

    /// The fields that the records are made of.
    var fields: [String] { get }

    /// Makes canonical objects of the rows of one page; rows that do not concern the stream are left out.
    func interpret(_ rows: [OdooRecord]) async throws(ConnectorError) -> [(row: OdooRecord, reading: ChangeReading)]
}

/// What a row is.
enum ChangeReading: Sendable {
    /// A canonical object.
    case object(JSON)
    /// Nothing that can be used, and why.
    case unusable(String)

    /// Reads a row; what is not as it must be makes this row unusable and no other.
    static func of(_ read: () throws(JSONAccessError) -> ChangeReading) -> ChangeReading {
        do {
            return try read()
        } catch {
            return .unusable("the record cannot be read (\(error)); correct it in Odoo")
        }
    }
}

/// Reads the changes of a stream page by page.
struct ChangeReader: Sendable {
    let session: OdooSession

    /// Reads the page at `cursor`, oldest change first.
    func page(of changes: some ChangeStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let object = type(of: changes).stream.object
        let position = try session.understood { () throws(JSONAccessError) in
            try cursor.map { text throws(JSONAccessError) in try ChangeCursor(text) } ?? .beginning
        }
        let rows = try await session.searchRead(
            changes.model,
            position.domain,
            changes.fields + ["write_date"],
            order: position.order,
            limit: ChangeCursor.pageSize
        )
        let times = try session.understood { () throws(JSONAccessError) in
            try rows.map { row throws(JSONAccessError) in (time: try row.time("write_date"), id: row.id) }
        }
        let timeByID = Dictionary(times.map { ($0.id, $0.time) }) { first, _ in first }
        var records: [SourceRecord] = []
        var rejects: [SourceReject] = []
        for (row, reading) in try await changes.interpret(rows) {
            switch reading {
            case .object(let payload):
                records.append(record(row, payload, object, timeByID[row.id] ?? position.since))
            case .unusable(let reason):
                rejects.append(SourceReject(kind: "unusable_odoo_record", subject: row.name, reason: reason))
            }
        }
        let (next, hasMore) = position.following(times)
        return RecordPage(records: records, rejects: rejects, next: next.cursor, hasMore: hasMore)
    }

    /// The id carries what was read, since two changes within one second have the same time.
    private func record(_ row: OdooRecord, _ payload: JSON, _ object: String, _ time: Instant) -> SourceRecord {
        let state = Fingerprint(payload.canonicalText).text
        return SourceRecord(id: "\(row.name)@\(time.text)#\(state)", object: object, occurredAt: time, payload: payload)
    }
}

extension OdooRecord {
    /// The instant of a field.
    func time(_ field: String) throws(JSONAccessError) -> Instant {
        let found = try text(field)
        guard let instant = found.flatMap(OdooTime.instant) else {
            throw JSONAccessError(path: "\(name).\(field)", expected: "a time", found: found ?? "nothing")
        }
        return instant
    }
}
