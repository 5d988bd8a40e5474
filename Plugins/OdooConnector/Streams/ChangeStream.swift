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
    /// Nothing that concerns the stream.
    case foreign

    /// Reads a row; what is not as it must be makes this row unusable and no other.
    static func of(_ read: () throws(JSONAccessError) -> ChangeReading) -> ChangeReading {
        do {
            return try read()
        } catch {
            return .unusable("the record cannot be read (\(error)); correct it in Odoo")
        }
    }
}

/// Reads the rows of a stream that a request asks for: those that the company may use, archived ones too.
struct ChangeReader: Sendable {
    let session: OdooSession

    /// How many rows one call reads.
    static let pageSize = 200

    /// Reads one page; every row that was found is on it, those that do not concern the stream as foreign.
    func page(of changes: some ChangeStream, _ request: ChangeRequest) async throws(ConnectorError) -> ChangePage {
        let query = try query(request)
        let rows = try await session.searchRead(
            changes.model,
            query.domain + (try await session.company().recordsDomain),
            changes.fields + ["write_date"],
            order: query.order,
            limit: Self.pageSize,
            options: .withArchived
        )
        let times = try session.understood { () throws(JSONAccessError) in
            try rows.map { row throws(JSONAccessError) in try row.time("write_date") }
        }
        let readings = Dictionary(try await changes.interpret(rows).map { ($0.row.id, $0.reading) }) { first, _ in first
        }
        let changed = zip(rows, times).map { row, time in
            ChangedRow(id: row.name, time: time, content: readings[row.id].map { content(of: row, $0) } ?? .foreign)
        }
        return ChangePage(rows: changed, hasMore: rows.count >= Self.pageSize)
    }

    private func content(of row: OdooRecord, _ reading: ChangeReading) -> ChangedRow.Content {
        switch reading {
        case .object(let payload): .object(payload)
        case .foreign: .foreign
        case .unusable(let reason):
            .unusable(SourceReject(kind: "unusable_odoo_record", subject: row.name, reason: reason))
        }
    }

    /// The domain and order of a request: Odoo compares what it does not show, the microseconds.
    private func query(_ request: ChangeRequest) throws(ConnectorError) -> (domain: [JSON], order: String) {
        switch request {
        case .since(let time): return ([Self.from(time ?? Instant(seconds: 0))], "write_date, id")
        case .at(let time, let row):
            let id = row.map { Int64($0.drop { $0 != "/" }.dropFirst()) } ?? 0
            guard let id else { throw session.unexpected("'\(row ?? "")' is no row of Odoo") }
            let end: JSON = ["write_date", "<", .string(OdooTime.text(time.adding(seconds: 1)))]
            return ([Self.from(time), end, ["id", ">", .integer(id)]], "id")
        case .page, .offset: throw session.unexpected("Odoo is read by position")
        }
    }

    private static func from(_ time: Instant) -> JSON { ["write_date", ">=", .string(OdooTime.text(time))] }
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
