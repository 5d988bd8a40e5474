import CanonicalModel
import ConnectorKit
import JSON
import OdooConnector
import Synchronization
import Testing

/// Rows that were there and are gone: deletions only where Odoo says that it has no such row.
struct DeletionTests {
    /// Vehicles as a search lists them and as a read finds them.
    private final class Yard: Sendable {
        struct State: Sendable {
            /// What a search of the user lists.
            var listed: Set<Int64> = []
            /// What is there, but the user may not read.
            var hidden: Set<Int64> = []
            /// What is there and may be read, but belongs to another company.
            var moved: Set<Int64> = []
            /// How the next search fails.
            var failure: (name: String, isTransport: Bool)?
        }

        let state = Mutex(State())

        init(_ ids: ClosedRange<Int64>) { state.withLock { $0.listed = Set(ids) } }

        func reply(to call: ScriptedOdoo.Call) -> ScriptedOdoo.Reply? {
            let state = self.state.withLock { $0 }
            switch call.name {
            case "fleet.vehicle.search":
                if let failure = state.failure { return .exception(failure.name, "no") }
                let leaves = call.arguments[0].arrayValue ?? []
                let after = leaves.first { $0[0] == "id" }?[2]?.integerValue ?? 0
                let limit = Int(call.options["limit"]?.integerValue ?? 0)
                #expect(leaves.contains(["company_id", "parent_of", [1]]))
                #expect(call.options["context"] == ["active_test": false])
                return .result(.array(state.listed.filter { $0 > after }.sorted().prefix(limit).map { .integer($0) }))
            case "fleet.vehicle.read":
                let ids = call.arguments[0].arrayValue?.compactMap(\.integerValue) ?? []
                guard state.hidden.isDisjoint(with: ids) else { return .exception("odoo.exceptions.AccessError", "no") }
                let there = ids.filter { state.listed.contains($0) || state.moved.contains($0) }
                return .result(.array(there.map { ["id": .integer($0), "write_date": "2026-01-05 16:00:00"] }))
            default: return nil
            }
        }
    }

    private let stream = SourceStream(name: "equipmentDeletions", object: "Equipment")

    /// Reads a round to its end.
    private func round(
        _ yard: Yard,
        after cursor: Cursor?,
        _ values: [String: ConnectorConfiguration.Value] = [:]
    ) async throws -> (gone: [String], rejects: [SourceReject], cursor: Cursor?) {
        let connector = try OdooConnector(ScriptedOdoo { yard.reply(to: $0) }, values)
        var cursor = cursor
        var records: [SourceRecord] = []
        var rejects: [SourceReject] = []
        for _ in 0..<20 {
            let page = try await connector.page(of: stream, after: cursor)
            records += page.records
            rejects += page.rejects
            #expect(page.next != cursor || !page.hasMore)
            cursor = page.next
            guard page.hasMore else { break }
        }
        #expect(records.allSatisfy { $0.object == SourceRecord.deletion && $0.payload["object"] == "Equipment" })
        return (records.compactMap { $0.payload["id"]?.stringValue }, rejects, cursor)
    }

    @Test func aDeletedRowIsTakenNoteOfOnce() async throws {
        let yard = Yard(1...40)
        let first = try await round(yard, after: nil)
        #expect(first.gone.isEmpty && first.rejects.isEmpty)
        yard.state.withLock { _ = ($0.listed.remove(7), $0.listed.insert(41)) }
        let second = try await round(yard, after: first.cursor)
        #expect(second.gone == ["fleet.vehicle/7"])
        #expect(second.cursor?.text == #"{"asked":41,"deletions":1,"known":"1-6,8-41"}"#)
        // Reading the same cursor again tells the same record.
        #expect(try await round(yard, after: first.cursor).gone == second.gone)
        let third = try await round(yard, after: second.cursor)
        #expect(third.gone.isEmpty)
        #expect(third.cursor == second.cursor)
    }

    @Test func pagesOfManyIDsMakeOneRound() async throws {
        let yard = Yard(1...25_000)
        let first = try await round(yard, after: nil)
        yard.state.withLock { $0.listed.subtract([5, 10_000, 10_001, 24_999, 25_000]) }
        let second = try await round(yard, after: first.cursor)
        #expect(second.gone == [5, 10_000, 10_001, 24_999, 25_000].map { "fleet.vehicle/\($0)" })
        #expect(second.cursor.map { $0.text.utf8.count < 100 } == true)
    }

    @Test(arguments: ["odoo.exceptions.AccessError", "psycopg2.OperationalError", "odoo.exceptions.UserError"])
    func aPageThatFailsTellsNothing(name: String) async throws {
        let yard = Yard(1...40)
        let first = try await round(yard, after: nil)
        yard.state.withLock { $0.failure = (name, false) }
        await #expect(throws: ConnectorError.self) { try await round(yard, after: first.cursor) }
        yard.state.withLock { $0.failure = nil }
        #expect(try await round(yard, after: first.cursor).gone.isEmpty)
    }

    @Test func whatIsOutOfSightIsNoDeletion() async throws {
        let yard = Yard(1...40)
        let first = try await round(yard, after: nil)
        yard.state.withLock { state in
            state.listed.subtract([3, 4, 5])
            state.hidden = [4]
            state.moved = [5]
        }
        let second = try await round(yard, after: first.cursor)
        #expect(second.gone == ["fleet.vehicle/3"])
        #expect(second.rejects.map(\.kind) == ["odoo_record_out_of_sight", "odoo_record_out_of_sight"])
        #expect(second.rejects.map(\.subject) == ["fleet.vehicle/4", "fleet.vehicle/5"])
        #expect(try await round(yard, after: second.cursor).rejects.isEmpty)
    }

    @Test func aMassDisappearanceIsACaseUntilAPersonAllowsIt() async throws {
        let yard = Yard(1...40)
        let first = try await round(yard, after: nil)
        yard.state.withLock { $0.listed = Set(31...40) }
        let second = try await round(yard, after: first.cursor)
        #expect(second.gone.isEmpty)
        #expect(second.rejects.map(\.kind) == ["odoo_mass_disappearance"])
        #expect(second.rejects.first?.reason.hasPrefix("30 of 40 records of fleet.vehicle are not there") == true)
        #expect(second.rejects.first?.reason.contains("set `deletionLimit` to at least 30") == true)
        let third = try await round(yard, after: second.cursor, ["deletionLimit": .integer(30)])
        #expect(third.gone.count == 30)
    }

    @Test func rowsThatComeBackAfterAMassDisappearanceWereNeverDeleted() async throws {
        let yard = Yard(1...40)
        let first = try await round(yard, after: nil)
        yard.state.withLock { $0.listed = [] }
        let second = try await round(yard, after: first.cursor)
        yard.state.withLock { $0.listed = Set(1...40) }
        let third = try await round(yard, after: second.cursor)
        #expect(second.gone.isEmpty && third.gone.isEmpty && third.rejects.isEmpty)
    }

    @Test func onlyLinesOfOursAreMissed() async throws {
        let lines = Mutex<[Int64: String]>([41: "purlin.cost_a", 42: "other.line", 43: "purlin.cost_b"])
        let odoo = ScriptedOdoo { call in
            let held = lines.withLock { $0 }
            switch call.name {
            case "account.analytic.line.search": return .result(.array(held.keys.sorted().map { .integer($0) }))
            case "account.analytic.line.get_external_id":
                var names = JSONObject()
                for (id, name) in held { names["\(id)"] = .string(name) }
                return .result(.object(names))
            case "account.analytic.line.read": return .result([])
            default: return nil
            }
        }
        let connector = try OdooConnector(odoo)
        let stream = try #require(connector.streams.first { $0.name == "analyticLineDeletions" })
        let first = try await connector.page(of: stream, after: nil)
        lines.withLock { $0 = [43: "purlin.cost_b"] }
        let second = try await connector.page(of: stream, after: first.next)
        #expect(second.records.map(\.id) == ["account.analytic.line/41#deleted"])
        #expect(second.records.first?.payload == ["object": "PostedCost", "id": "account.analytic.line/41"])
    }

    @Test func aLineThatWasOutOfSightAndCameBackIsMissedAgain() async throws {
        let lines = Mutex<(listed: Set<Int64>, gone: Set<Int64>)>((Set(1...3000), []))
        let odoo = ScriptedOdoo { call in
            let held = lines.withLock { $0 }
            switch call.name {
            case "account.analytic.line.search": return .result(.array(held.listed.sorted().map { .integer($0) }))
            case "account.analytic.line.get_external_id":
                var names = JSONObject()
                for id in held.listed { names["\(id)"] = .string("purlin.cost_\(id)") }
                return .result(.object(names))
            case "account.analytic.line.read":
                let there = call.arguments[0].arrayValue?.compactMap(\.integerValue).filter { !held.gone.contains($0) }
                return .result(.array((there ?? []).map { ["id": .integer($0), "write_date": "2026-01-05 16:00:00"] }))
            default: return nil
            }
        }
        let connector = try OdooConnector(odoo)
        let stream = try #require(connector.streams.first { $0.name == "analyticLineDeletions" })
        var cursor = try await connector.page(of: stream, after: nil).next
        lines.withLock { _ = $0.listed.remove(41) }
        let out = try await connector.page(of: stream, after: cursor)
        #expect(out.rejects.map(\.kind) == ["odoo_record_out_of_sight"])
        lines.withLock { _ = $0.listed.insert(41) }
        cursor = try await connector.page(of: stream, after: out.next).next
        lines.withLock { _ = ($0.listed.remove(41), $0.gone.insert(41)) }
        let last = try await connector.page(of: stream, after: cursor)
        #expect(last.records.map(\.id) == ["account.analytic.line/41#deleted"])
        #expect(last.next?.text == #"{"asked":3000,"deletions":1,"known":"1-40,42-3000"}"#)
    }

    @Test(arguments: [
        "", "{}", #"{"deletions":2,"known":"1"}"#, #"{"deletions":1,"known":"1-9223372036854775807"}"#,
        #"{"asked":-9223372036854775808,"deletions":1,"known":""}"#, #"{"after":-1,"deletions":1,"known":"1"}"#,
    ])
    func aCursorThatIsNoneBeginsAgain(text: String) async throws {
        let connector = try OdooConnector(ScriptedOdoo())
        let error = await connectorError(of: connector) { connector throws(ConnectorError) in
            _ = try await connector.page(of: stream, after: Cursor(text))
        }
        guard case .positionUnavailable? = error else {
            Issue.record("expected a lost position, got \(String(describing: error))")
            return
        }
    }
}
