import CanonicalModel
import ConnectorKit
import JSON

/// Tells which rows of a stream were deleted in Odoo, which keeps no record of that.
///
/// Each round lists the ids that are there, pages of ids alone, and compares them with those that were there before. A row
/// that is not listed was deleted only if Odoo, asked for that very row, has none: a row that the user may not see, or that
/// belongs to another company now, is still there. A page that fails tells nothing.
struct DeletionReader: Sendable {
    let session: OdooSession
    let stream: SourceStream
    let model: String
    /// Which rows the stream concerns; `nil` if all that the company may use do.
    var sieve: (@Sendable ([Int64]) async throws(ConnectorError) -> Set<Int64>)?
    /// How many rows may be gone at once; `nil` for a tenth of those that are known.
    let limit: Int?

    /// How many ids one call lists.
    static let pageSize = 10_000
    /// How many ids may be given out before a transaction ends that was given an earlier one.
    private static let lateIDs: Int64 = 1000

    /// Reads one page of a round; what was deleted is told on the last one.
    func page(after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        var state = try state(cursor)
        let ids = try await list(behind: state.after ?? 0)
        let isLast = ids.count < Self.pageSize
        let bound = isLast ? .max : ids.last ?? .max
        let found = Set(ids)
        state.missing.formUnion(
            state.known.filter { $0 > state.after ?? 0 && $0 <= bound && !found.contains($0) }
        )
        var new = found.subtracting(state.known)
        if let sieve {
            let candidates = new.filter { $0 > state.asked - Self.lateIDs || state.outOfSight.contains($0) }
            new = try await sieve(candidates.sorted())
        }
        state.known.formUnion(new)
        state.outOfSight.subtract(found)
        guard isLast else {
            state.after = bound
            return RecordPage(records: [], next: state.cursor, hasMore: true)
        }
        state.asked = max(state.asked, ids.last ?? state.after ?? 0)
        state.after = nil
        return try await end(&state)
    }

    private func state(_ cursor: Cursor?) throws(ConnectorError) -> KnownRows {
        guard let cursor else { return KnownRows() }
        guard let state = KnownRows(cursor) else {
            let reason = "another version wrote this cursor: \(cursor.text.prefix(80))"
            throw .positionUnavailable(endpoint: stream.name, reason: reason, earliest: nil)
        }
        return state
    }

    /// The ids behind one, archived rows among them.
    private func list(behind id: Int64) async throws(ConnectorError) -> [Int64] {
        let domain = [["id", ">", .integer(id)]] + (try await session.company().recordsDomain)
        var options = JSONObject.withArchived
        options["order"] = "id"
        options["limit"] = .integer(Int64(Self.pageSize))
        let answer = try await session.call(OdooCall(model, "search", ["domain": .array(domain)], options: options))
        return try session.understood { () throws(JSONAccessError) in
            try JSONReader(answer ?? .null, path: "\(model).search").elements().map { id throws(JSONAccessError) in
                try id.integer()
            }
        }
    }

    /// Ends a round: rows that are gone are told, and those that are out of sight told apart; too many are a case.
    private func end(_ state: inout KnownRows) async throws(ConnectorError) -> RecordPage {
        let missing = state.missing.sorted()
        state.missing = []
        let bound = limit ?? min(100, max(3, state.known.count / 10))
        guard missing.count <= bound else {
            return RecordPage(records: [], rejects: [disappearance(missing, state)], next: state.cursor, hasMore: false)
        }
        let there = try await present(missing)
        state.known.subtract(missing)
        state.outOfSight.formUnion(there)
        let now = session.clock.now
        let records = missing.filter { !there.contains($0) }.map { id in
            let row = "\(model)/\(id)"
            let deletion = SourceRecord(deletionOf: row, object: stream.object, at: now)
            // A row is deleted once, whenever that is noticed.
            return SourceRecord(
                id: "\(row)#deleted",
                object: deletion.object,
                occurredAt: now,
                payload: deletion.payload
            )
        }
        let rejects = there.sorted().map { outOfSight("\(model)/\($0)") }
        return RecordPage(records: records, rejects: rejects, next: state.cursor, hasMore: false)
    }

    /// Which of the rows Odoo still has, seen or hidden: reading a hidden one is refused, reading one that is gone is not.
    private func present(_ ids: [Int64]) async throws(ConnectorError) -> Set<Int64> {
        guard !ids.isEmpty else { return [] }
        let call = OdooCall(model, "read", ["ids": .ids(ids), "fields": ["write_date"]])
        let answer: JSON?
        do {
            answer = try await session.execute(call)
        } catch {
            guard case .raised(let exception) = error, exception.kind == .rights else {
                throw await session.error(for: error)
            }
            guard ids.count > 1 else { return Set(ids) }
            let middle = ids.count / 2
            return try await present(Array(ids[..<middle])).union(try await present(Array(ids[middle...])))
        }
        return try session.understood { () throws(JSONAccessError) in
            let rows = try JSONReader(answer ?? .null, path: call.name).elements()
            return Set(try rows.map { row throws(JSONAccessError) in try OdooRecord(model, row).id })
        }
    }

    private func disappearance(_ missing: [Int64], _ state: KnownRows) -> SourceReject {
        let first = missing.prefix(5).map { "\(model)/\($0)" }.joined(separator: ", ")
        return SourceReject(
            kind: "odoo_mass_disappearance",
            subject: model,
            reason:
                "\(missing.count) of \(state.known.count) records of \(model) are not there any more (\(first)…), and none is "
                + "told as deleted; check database, companies and rights of the user. If they were deleted on purpose, set "
                + "`deletionLimit` to at least \(missing.count)"
        )
    }

    private func outOfSight(_ row: String) -> SourceReject {
        SourceReject(
            kind: "odoo_record_out_of_sight",
            subject: row,
            reason:
                "\(row) is still in Odoo, but the user does not see it among the records of its company any more; "
                + "check the record's company and the user's rights"
        )
    }
}
