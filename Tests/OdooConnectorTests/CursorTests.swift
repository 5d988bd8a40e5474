import CanonicalModel
import ConnectorKit
import JSON
import OdooConnector
import Synchronization
import Testing

/// Reading changes page by page: rows may come twice, never not at all.
struct CursorTests {
    /// A table of vehicles that understands the domains of the change reader.
    ///
    /// As Odoo does, it compares `write_date` to the microsecond and shows whole seconds.
    private final class VehicleTable: Sendable {
        struct Row: Sendable {
            let id: Int64
            var changed: Instant
            var plate: String

            var json: JSON {
                [
                    "id": .integer(id), "license_plate": .string(plate), "model_id": [1, "Orvik/OX 30"],
                    "vin_sn": false,
                    "category_id": false, "active": true, "write_date": .string(VehicleTable.text(changed)),
                ]
            }
        }

        let rows = Mutex<[Row]>([])

        static func text(_ instant: Instant) -> String {
            String(Instant(seconds: instant.seconds).text.prefix(19)).replacing("T", with: " ")
        }

        func write(_ id: Int64, at time: Instant, _ plate: String = "EX") {
            rows.withLock { rows in
                rows.removeAll { $0.id == id }
                rows.append(Row(id: id, changed: time, plate: "\(plate)-\(id)"))
            }
        }

        func reply(to call: ScriptedOdoo.Call) -> ScriptedOdoo.Reply? {
            switch call.name {
            case "fleet.vehicle.search_read": .result(.array(select(call).map(\.json)))
            case "fleet.vehicle.model.read": .result([["id": 1, "name": "OX 30", "brand_id": [1, "Orvik"]]])
            default: nil
            }
        }

        private func select(_ call: ScriptedOdoo.Call) -> [Row] {
            let company: [JSON] = ["|", ["company_id", "=", false], ["company_id", "parent_of", [1]]]
            let domain = call.arguments[0].arrayValue ?? []
            #expect(Array(domain.suffix(3)) == company)
            let leaves = domain.dropLast(3)
            let matching = rows.withLock { $0 }.filter { row in leaves.allSatisfy { matches(row, $0) } }
            let byTime = call.options["order"] == "write_date, id"
            let sorted = matching.sorted {
                byTime ? ($0.changed, $0.id) < ($1.changed, $1.id) : $0.id < $1.id
            }
            return Array(sorted.prefix(Int(call.options["limit"]?.integerValue ?? 0)))
        }

        private func matches(_ row: Row, _ leaf: JSON) -> Bool {
            let time = leaf[2]?.stringValue.flatMap { Instant($0.replacing(" ", with: "T") + "Z") }
            switch (leaf[0]?.stringValue, leaf[1]?.stringValue, time) {
            case ("write_date", ">=", let time?): return row.changed >= time
            case ("write_date", "<", let time?): return row.changed < time
            case ("id", ">", _): return row.id > leaf[2]?.integerValue ?? .max
            default:
                Issue.record("unexpected leaf \(leaf.text())")
                return false
            }
        }
    }

    private let start = Instant(seconds: 1_767_614_400)

    private func connector(_ table: VehicleTable) throws -> (OdooConnector, SourceStream) {
        let connector = try OdooConnector(ScriptedOdoo { table.reply(to: $0) })
        return (connector, try #require(connector.changeStreams.first { $0.name == "equipment" }))
    }

    /// Reads until there is no more.
    private func poll(
        _ table: VehicleTable,
        after cursor: Cursor? = nil
    ) async throws
        -> (plates: [String], ids: Set<String>, cursor: Cursor?, pages: Int)
    {
        let (connector, stream) = try connector(table)
        var cursor = cursor
        var records: [SourceRecord] = []
        for pages in 1...50 {
            let page = try await connector.changedPage(of: stream, after: cursor)
            records += page.records
            cursor = page.next
            guard page.hasMore else {
                return (records.compactMap { $0.payload["code"]?.stringValue }, Set(records.map(\.id)), cursor, pages)
            }
        }
        Issue.record("the stream does not end")
        return ([], [], nil, 0)
    }

    @Test(arguments: [0, 1, 199, 200, 201, 400, 1000])
    func rowsOfOneSecondAreAllRead(count: Int) async throws {
        let table = VehicleTable()
        for id in 1...max(1, count) where count > 0 { table.write(Int64(id), at: start) }
        let result = try await poll(table)
        #expect(Set(result.plates).count == count)
    }

    @Test func rowsOfOneSecondAreReadWhateverTheirMicroseconds() async throws {
        let table = VehicleTable()
        for id in 1...450 {
            table.write(Int64(id), at: Instant(microseconds: start.microseconds + Int64(id * 7919 % 1_000_000)))
        }
        for id in 451...700 { table.write(Int64(id), at: start.adding(seconds: Int64(id % 3))) }
        let result = try await poll(table)
        #expect(Set(result.plates).count == 700)
    }

    @Test func aRowAtTheBoundaryOfTheLastPollIsNotLost() async throws {
        let table = VehicleTable()
        table.write(1, at: start)
        let first = try await poll(table)
        table.write(2, at: Instant(microseconds: start.microseconds + 1))
        let second = try await poll(table, after: first.cursor)
        #expect(second.plates.contains("EX-2"))
    }

    @Test func aTransactionThatEndedLateIsNotLost() async throws {
        let table = VehicleTable()
        table.write(1, at: start)
        let first = try await poll(table)
        table.write(2, at: start.adding(seconds: -119))
        let second = try await poll(table, after: first.cursor)
        #expect(second.plates.contains("EX-2"))
    }

    @Test func aChangeWithinTheSameSecondIsAnotherRecord() async throws {
        let table = VehicleTable()
        table.write(1, at: start, "OLD")
        let first = try await poll(table)
        table.write(1, at: Instant(microseconds: start.microseconds + 5), "NEW")
        let second = try await poll(table, after: first.cursor)
        #expect(second.plates == ["NEW-1"])
        #expect(first.ids.isDisjoint(with: second.ids))
    }

    @Test func anUnchangedRowKeepsItsRecordID() async throws {
        let table = VehicleTable()
        for id in 1...3 { table.write(Int64(id), at: start) }
        let first = try await poll(table)
        let second = try await poll(table, after: first.cursor)
        #expect(first.ids == second.ids)
    }

    @Test func aQuietStreamStandsStill() async throws {
        let table = VehicleTable()
        table.write(1, at: start)
        let first = try await poll(table)
        let second = try await poll(table, after: first.cursor)
        table.rows.withLock { $0.removeAll() }
        let third = try await poll(table, after: second.cursor)
        #expect(first.cursor == second.cursor)
        #expect(second.cursor == third.cursor)
    }

    @Test func anEmptyStreamStandsStill() async throws {
        let table = VehicleTable()
        let first = try await poll(table)
        let second = try await poll(table, after: first.cursor)
        #expect(first.cursor == second.cursor)
        table.write(1, at: start)
        #expect(try await poll(table, after: second.cursor).plates == ["EX-1"])
    }

    @Test func oldRowsAreNotReadAgain() async throws {
        let table = VehicleTable()
        table.write(1, at: start.adding(seconds: -3600))
        table.write(2, at: start)
        let first = try await poll(table)
        let second = try await poll(table, after: first.cursor)
        #expect(first.plates == ["EX-1", "EX-2"])
        #expect(second.plates == ["EX-2"])
    }

    @Test func readingCanGoOnFromEveryCursorThatWasGiven() async throws {
        let table = VehicleTable()
        for id in 1...650 { table.write(Int64(id), at: start.adding(seconds: Int64(id / 300))) }
        let (connector, stream) = try connector(table)
        var seen: Set<String> = []
        var cursor: Cursor?
        var hasMore = true
        while hasMore {
            let page = try await connector.changedPage(of: stream, after: cursor)
            seen.formUnion(page.records.compactMap { $0.payload["code"]?.stringValue })
            let rest = try await poll(table, after: page.next)
            #expect(seen.union(rest.plates).count == 650)
            cursor = page.next
            hasMore = page.hasMore
        }
    }

    @Test func rowsThatChangeWhileAreReadAreSeenAgain() async throws {
        let table = VehicleTable()
        for id in 1...500 { table.write(Int64(id), at: start) }
        let (connector, stream) = try connector(table)
        let page = try await connector.changedPage(of: stream, after: nil)
        for id in 1...100 { table.write(Int64(id), at: start.adding(seconds: 9), "NEW") }
        let rest = try await poll(table, after: page.next)
        let plates = Set(page.records.compactMap { $0.payload["code"]?.stringValue }).union(rest.plates)
        #expect((1...100).allSatisfy { plates.contains("NEW-\($0)") })
        #expect((101...500).allSatisfy { plates.contains("EX-\($0)") })
    }

    @Test(arguments: [
        #"{"newest":"2026-01-05T12:00:00Z","since":"2026-01-05T11:55:00Z"}"#,
        #"{"after":7,"newest":"2026-01-05T12:00:00Z","since":"2026-01-05T11:55:00Z"}"#,
    ])
    func readingGoesOnFromACursorOfVersion010(text: String) async throws {
        let table = VehicleTable()
        table.write(1, at: start.adding(seconds: -86_400))
        table.write(2, at: start.adding(seconds: -300))
        #expect(try await poll(table, after: Cursor(text)).plates == ["EX-2"])
    }

    @Test func aCursorThatIsNoneIsAnErrorNotACrash() async throws {
        let (connector, stream) = try connector(VehicleTable())
        for text in ["", "{}", "[]", #"{"since":"yesterday"}"#] {
            let error = await connectorError(of: connector) { connector throws(ConnectorError) in
                _ = try await connector.changedPage(of: stream, after: Cursor(text))
            }
            #expect(error?.description.contains("cursor") == true)
        }
    }
}
