import CanonicalModel
import ConnectorKit
import JSON
import OdooConnector
import Testing

/// Through which days a company's books are locked.
struct LockDateTests {
    /// An Odoo whose company has these lock dates, and `false` for the others that the version has.
    private func odoo(_ series: Int64, _ dates: [String: String], hasAccounting: Bool = true) -> ScriptedOdoo {
        let own: Set<String> =
            series == 17
            ? ["period_lock_date", "fiscalyear_lock_date", "tax_lock_date"]
            : [
                "fiscalyear_lock_date", "tax_lock_date", "sale_lock_date", "purchase_lock_date", "hard_lock_date",
            ]
        return ScriptedOdoo(series: series) { call in
            let names = call.arguments.compactMap(\.arrayValue).flatMap(\.self).compactMap(\.stringValue)
            switch call.name {
            case "res.company.fields_get":
                var answer = JSONObject()
                for name in names where hasAccounting && own.contains(name) { answer[name] = ["type": "date"] }
                return .result(.object(answer))
            case "res.company.read":
                var record: JSONObject = ["id": 1]
                for name in names {
                    guard own.contains(name) else {
                        return .exception("builtins.ValueError", "Invalid field '\(name)'")
                    }
                    record[name] = dates[name].map { .string($0) } ?? false
                }
                return .result([.object(record)])
            default: return nil
            }
        }
    }

    private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

    @Test(arguments: [17, 18, 19] as [Int64])
    func theDatesThatAreSetAreRead(series: Int64) async throws {
        let odoo = odoo(series, ["fiscalyear_lock_date": "2026-01-31", "tax_lock_date": "2025-12-31"])
        let locks = try await OdooConnector(odoo).ledgerLocks()
        let expected = [
            LedgerLock(.fiscalyear, through: try day("2026-01-31")), LedgerLock(.tax, through: try day("2025-12-31")),
        ]
        #expect(locks == expected)
    }

    @Test func eachVersionHasItsOwnDates() async throws {
        let all = [
            "period_lock_date": "2026-01-01", "fiscalyear_lock_date": "2026-01-02", "tax_lock_date": "2026-01-03",
            "sale_lock_date": "2026-01-04", "purchase_lock_date": "2026-01-05", "hard_lock_date": "2026-01-06",
        ]
        let old = try await OdooConnector(odoo(17, all)).ledgerLocks()
        #expect(old.map(\.kind) == [.period, .fiscalyear, .tax])
        let new = try await OdooConnector(odoo(19, all)).ledgerLocks()
        #expect(new.map(\.kind) == [.fiscalyear, .tax, .sale, .purchase, .hard])
        #expect(new.map(\.through.text) == ["2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05", "2026-01-06"])
    }

    @Test func withoutAccountingNothingIsLockedAndNothingElseIsAsked() async throws {
        let odoo = odoo(18, [:], hasAccounting: false)
        let connector = try OdooConnector(odoo)
        #expect(try await connector.ledgerLocks() == [])
        #expect(try await connector.ledgerLocks() == [])
        #expect(odoo.work == ["res.company.fields_get"])
    }

    @Test func theDatesAreReadAnewEachTime() async throws {
        let odoo = odoo(18, ["hard_lock_date": "2026-01-31"])
        let connector = try OdooConnector(odoo)
        _ = try await connector.ledgerLocks()
        _ = try await connector.ledgerLocks()
        #expect(odoo.work == ["res.company.fields_get", "res.company.read", "res.company.read"])
    }

    @Test func aDateThatIsNoneIsAnUnexpectedAnswer() async throws {
        let odoo = odoo(18, ["hard_lock_date": "tomorrow"])
        let connector = try OdooConnector(odoo)
        await #expect(throws: ConnectorError.self) { try await connector.ledgerLocks() }
    }
}
