import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import OdooConnector
import Testing

/// The books of one company take no cost of another.
struct CompanyCodeTests {
    private func cost(
        of company: String,
        counterparty: String? = nil,
        key: String = "EX-104/2026-01-05/1"
    ) throws -> Delivery {
        let entry = CostEntry(
            key: key,
            company: company,
            project: "26-014",
            costCode: "02-315",
            serviceDate: try #require(CalendarDate("2026-01-05")),
            equipment: "EX-104",
            hours: 8,
            rate: Money(75, try #require(Currency("USD"))),
            counterparty: counterparty
        )
        return Delivery(
            key: "CostEntry/\(company)/\(key)",
            object: CostEntry.name,
            payload: entry.json,
            controlTotals: entry.controlTotals
        )
    }

    @Test func aCostOfAnotherCompanyIsRejectedAndTheOthersOfTheCallAreWritten() async throws {
        let odoo = ScriptedOdoo()
        let connector = try OdooConnector(odoo, ["companyCode": .text("KST")])
        let outcomes = try await connector.apply([cost(of: "KSW"), cost(of: "KST", key: "EX-104/2026-01-05/2")])
        guard case .rejected(let reason) = outcomes[0] else {
            Issue.record("\(outcomes[0])")
            return
        }
        #expect(reason.hasPrefix("the cost is borne by KSW, and these are the books of KST;"))
        #expect(outcomes[1].record != nil && odoo.ledger.byExternalID.count == 1)
        #expect(try await connector.find([cost(of: "KSW")]) == [nil])
    }

    @Test func withoutACodeEveryCostIsTaken() async throws {
        let odoo = ScriptedOdoo()
        let outcomes = try await OdooConnector(odoo).apply([cost(of: "KSW")])
        #expect(outcomes.first?.record != nil)
    }

    @Test(arguments: [
        ("KSW", "KST", "EX-104/1", "due to KST"), ("KST", "KSW", "EX-104/1/recovery", "due from KSW"),
        ("KST", "KST", "EX-104/1", "[02-315]"),
    ])
    func aLineSaysWithWhomTheOtherSideIs(company: String, other: String, key: String, ending: String) async throws {
        let odoo = ScriptedOdoo()
        _ = try await OdooConnector(odoo).apply([cost(of: company, counterparty: other, key: key)])
        let name = odoo.ledger.byExternalID.values.first?.values["name"]
        #expect(name?.hasSuffix(ending) == true, "\(name ?? "nothing")")
    }
}
