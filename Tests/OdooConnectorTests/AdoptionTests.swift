import CanonicalModel
import ConnectorKit
import JSON
import OdooConnector
import Testing

/// Records that people made before the connector came.
struct AdoptionTests {
    private let quay = Delivery(Project(code: "26-014", title: "North Quay", timeZone: "America/Denver"))

    /// An Odoo with accounts of the project's code, and the project of account 9, made by hand.
    private func odoo(
        accounts: [Int64],
        mayName: Bool,
        ours: Bool = false,
        hidden: Bool = false,
        title: String = "North Quay"
    ) -> ScriptedOdoo {
        ScriptedOdoo { call in
            switch call.name {
            case "account.analytic.account.search_read":
                .result(.array(accounts.map { ["id": .integer($0), "code": "26-014"] }))
            case "project.project.search_read":
                .result([["id": 4, "name": "North Quay", "account_id": [9, "[26-014] Quay"]]])
            case "project.project.read":
                .result([["id": 4, "name": .string(title), "account_id": [9, "[26-014] Quay"]]])
            case "account.analytic.account.get_external_id", "project.project.get_external_id": .result([:])
            case "ir.model.data.check_object_reference" where call.arguments.first == "analytic":
                .result(["account.analytic.plan", 6])
            case "ir.model.data.check_object_reference" where ours:
                .result([
                    call.arguments[1].stringValue?.hasPrefix("account") == true
                        ? "account.analytic.account" : "project.project",
                    hidden ? false : 77,
                ])
            case "ir.model.data.check_object_reference": .exception("builtins.ValueError", "External ID not found")
            case "ir.model.data.check_access_rights": .result(.bool(mayName))
            case "ir.model.data.create": .result([900])
            case "account.analytic.account.load": .result(["ids": [9], "messages": [], "nextrow": 0])
            case "project.project.load": .result(["ids": [4], "messages": [], "nextrow": 0])
            default: nil
            }
        }
    }

    @Test func aProjectMadeByHandIsUpdatedAndGetsOurExternalIDs() async throws {
        let odoo = odoo(accounts: [9], mayName: true)
        let outcomes = try await OdooConnector(odoo).apply([quay])
        #expect(outcomes.first?.record?.reference == "project.project/4")
        let named = odoo.calls("ir.model.data.create").compactMap { $0.arguments[0][0] }
        #expect(named.map { $0["model"] } == ["account.analytic.account", "project.project"])
        #expect(named.map { $0["res_id"] } == [9, 4])
        #expect(named.allSatisfy { $0["module"] == "purlin" })
        let writes = odoo.work.filter { $0.hasSuffix(".load") || $0.hasSuffix(".create") }
        #expect(
            writes == [
                "account.analytic.account.load", "ir.model.data.create", "project.project.load", "ir.model.data.create",
            ]
        )
    }

    @Test func onlyRecordsOfThePlanAndTheCompanyAreAdopted() async throws {
        let odoo = odoo(accounts: [9], mayName: true)
        _ = try await OdooConnector(odoo).apply([quay])
        let company: [JSON] = ["|", ["company_id", "=", false], ["company_id", "parent_of", [1]]]
        #expect(
            odoo.calls("account.analytic.account.search_read").first?.arguments.first
                == .array([["code", "in", ["26-014"]], ["plan_id", "=", 6]] + company)
        )
        #expect(
            odoo.calls("project.project.search_read").first?.arguments.first
                == .array([["account_id", "in", [9]]] + company)
        )
    }

    @Test func anAdoptedRecordThatCouldNotBeNamedIsFound() async throws {
        let found = try await OdooConnector(odoo(accounts: [9], mayName: false)).find([quay])
        #expect(found == [FoundRecord(reference: "project.project/4")])
    }

    @Test func aRecordOfAPersonThatWasNotUpdatedYetIsNotFound() async throws {
        #expect(try await OdooConnector(odoo(accounts: [9], mayName: false, title: "Quay")).find([quay]) == [nil])
        #expect(try await OdooConnector(odoo(accounts: [8, 9], mayName: false)).find([quay]) == [nil])
    }

    @Test func withoutTheRightToNameItIsUpdatedByItsNumber() async throws {
        let odoo = odoo(accounts: [9], mayName: false)
        let outcomes = try await OdooConnector(odoo).apply([quay])
        #expect(outcomes.first?.record?.reference == "project.project/4")
        #expect(odoo.calls("ir.model.data.create").isEmpty)
        #expect(odoo.calls("account.analytic.account.load").first?.columns.first == ".id")
        #expect(odoo.calls("account.analytic.account.load").first?.rows.first?.first == "9")
        #expect(odoo.calls("project.project.load").first?.rows.first?.first == "4")
    }

    @Test func severalAreNeverGuessedBetween() async throws {
        let odoo = odoo(accounts: [8, 9], mayName: true)
        let outcomes = try await OdooConnector(odoo).apply([quay])
        #expect(outcomes.first?.rejection?.contains("account.analytic.account/8, account.analytic.account/9") == true)
        #expect(odoo.calls("account.analytic.account.load").isEmpty)
    }

    @Test func aRecordWhoseExternalIDExistsAlreadyIsUpdatedAndNotNamedAgain() async throws {
        let odoo = odoo(accounts: [9], mayName: true, ours: true, hidden: true)
        let outcomes = try await OdooConnector(odoo).apply([quay])
        #expect(outcomes.first?.record?.reference == "project.project/4")
        #expect(odoo.calls("account.analytic.account.load").first?.rows.first?.first == "9")
        #expect(odoo.calls("ir.model.data.create").isEmpty)
    }

    @Test func aRecordOfOursGoesBeforeOneOfTheSameKey() async throws {
        let odoo = odoo(accounts: [9], mayName: true, ours: true)
        _ = try await OdooConnector(odoo).apply([quay])
        #expect(odoo.calls("ir.model.data.create").isEmpty)
        #expect(odoo.calls("account.analytic.account.load").first?.columns.first == "id")
    }
}
