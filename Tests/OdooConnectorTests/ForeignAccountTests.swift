import CanonicalModel
import ConnectorKit
import JSON
import OdooConnector
import Synchronization
import Testing

/// Costs of projects whose analytic account was made by people, not by this connector.
struct ForeignAccountTests {
    /// An Odoo that does not know the external ids of our accounts, and holds `accounts` with codes.
    private func odoo(_ accounts: JSON) -> ScriptedOdoo {
        ScriptedOdoo { call in
            switch call.name {
            case "account.analytic.line.load" where call.columns.contains("account_id/id"):
                let messages = call.rows.indices.map { row -> JSON in
                    [
                        "rows": ["from": .integer(Int64(row)), "to": .integer(Int64(row))],
                        "record": .integer(Int64(row)),
                        "type": "error", "field": "account_id", "message": "No matching record found",
                        "field_name": "Project",
                    ]
                }
                return .result(["ids": false, "messages": .array(messages), "nextrow": 0])
            case "account.analytic.account.search_read": return .result(accounts)
            default: return nil
            }
        }
    }

    @Test func theAccountIsFoundByItsCode() async throws {
        let odoo = odoo([["id": 12, "plan_id": [1, "Projects"], "code": "26-014"]])

        let outcomes = try await OdooConnector(odoo).apply([Delivery.cost()])

        #expect(outcomes.first?.record?.reference == "account.analytic.line/41")
        let search = try #require(odoo.calls("account.analytic.account.search_read").first)
        #expect(
            search.arguments.first == [
                ["code", "in", ["26-014"]], "|", ["company_id", "=", false], ["company_id", "parent_of", [1]],
            ]
        )
        let load = try #require(odoo.calls("account.analytic.line.load").last)
        #expect(load.columns.contains("account_id/.id"))
        #expect(load.rows.first?.contains("12") == true)
    }

    @Test func anAccountOfAnotherPlanIsNotTheProjects() async throws {
        let odoo = odoo([
            ["id": 11, "plan_id": [2, "Departments"], "code": "26-014"],
            ["id": 12, "plan_id": [1, "Projects"], "code": "26-014"],
        ])
        #expect(try await OdooConnector(odoo).apply([Delivery.cost()]).first?.record != nil)
        #expect(odoo.ledger.byExternalID.values.first?.values["account_id/.id"] == "12")
    }

    @Test func aProjectWithoutAnyAccountSaysWhatToDo() async throws {
        let outcomes = try await OdooConnector(odoo([])).apply([Delivery.cost()])
        let reason = try #require(outcomes.first?.rejection)
        #expect(reason.contains("project 26-014 has no analytic account in Odoo"))
        #expect(reason.contains("purlin.account_26_014_"))
        #expect(reason.contains("send the project first"))
    }

    @Test func twoAccountsWithOneCodeAreNotGuessedBetween() async throws {
        let odoo = odoo([
            ["id": 12, "plan_id": [1, "Projects"], "code": "26-014"],
            ["id": 13, "plan_id": [1, "Projects"], "code": "26-014"],
        ])
        let outcomes = try await OdooConnector(odoo).apply([Delivery.cost()])
        let reason = try #require(outcomes.first?.rejection)
        #expect(reason.contains("account.analytic.account/12, account.analytic.account/13"))
        #expect(odoo.ledger.byExternalID.isEmpty)
    }

    @Test func eachProjectGoesToItsOwnAccount() async throws {
        let odoo = odoo([
            ["id": 12, "plan_id": [1, "Projects"], "code": "26-014"],
            ["id": 15, "plan_id": [1, "Projects"], "code": "26-015"],
        ])
        let deliveries = try [
            Delivery.cost(key: "a", project: "26-015"),
            Delivery.cost(key: "b", project: "26-014"),
            Delivery.cost(key: "c", project: "26-016"),
        ]

        let outcomes = try await OdooConnector(odoo).apply(deliveries)

        #expect(outcomes.map { $0.record != nil } == [true, true, false])
        let accounts = odoo.ledger.byExternalID.mapValues { $0.values["account_id/.id"] }
        #expect(accounts.first { $0.key.hasPrefix("purlin.cost_a_") }?.value == "15")
        #expect(accounts.first { $0.key.hasPrefix("purlin.cost_b_") }?.value == "12")
    }
}
