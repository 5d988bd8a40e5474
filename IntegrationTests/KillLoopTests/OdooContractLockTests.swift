import CanonicalModel
import ConnectorKit
import JSON
import OdooConnector
import Testing

/// The lock dates of a company, as Odoo tells them to the connector's own user (domain.md §8).
@Suite(.serialized, .enabled(if: DocumentBench.hasAdministrator, "needs PURLIN_ODOO_ADMIN"))
struct OdooContractLockTests {
    @Test(arguments: OdooContractTests.parties)
    func theDatesThatAPersonSetsAreRead(party: OdooContractTests.Party) async throws {
        let bench = try await DocumentBench(party)
        let company = try await bench.company
        let today = try #require(CalendarDate(bench.today))
        let last = today.adding(days: -today.parts.day).text
        let before = try await bench.connector.ledgerLocks()
        let values: JSONObject = ["fiscalyear_lock_date": .string(last), "tax_lock_date": .string(last)]
        try await bench.with(values, of: "res.company", company) {
            let locks = try await bench.connector.ledgerLocks()
            let day = try #require(CalendarDate(last))
            #expect(locks.contains(LedgerLock(.fiscalyear, through: day)))
            #expect(locks.contains(LedgerLock(.tax, through: day)))
        }
        #expect(try await bench.connector.ledgerLocks() == before)
    }
}
