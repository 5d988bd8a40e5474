import CanonicalModel
import ConnectorKit
import JSON
import OdooConnector
import Testing

/// Records that people made before the connector came.
struct AdoptionTests {
    private let quay = Delivery(Project(code: "26-014", title: "North Quay", timeZone: "America/Denver"))

    /// An Odoo with accounts of the project's code, and the project of account 9, made by hand.
    private func odoo(accounts: [Int64], mayName: Bool, ours: Bool = false) -> ScriptedOdoo {
        ScriptedOdoo { call in
            switch call.name {
            case "account.analytic.account.search_read":
                .result(.array(accounts.map { ["id": .integer($0), "code": "26-014"] }))
            case "project.project.search_read": .result([["id": 4, "account_id": [9, "[26-014] Quay"]]])
            case "account.analytic.account.get_external_id", "project.project.get_external_id": .result([:])
            case "ir.model.data.check_object_reference" where ours:
                .result([
                    call.arguments[1].stringValue?.hasPrefix("account") == true
                        ? "account.analytic.account" : "project.project", 77,
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

    @Test func aProjectMadeByHandGetsOurExternalIDs() async throws {
        let odoo = odoo(accounts: [9], mayName: true)
        let outcomes = try await OdooConnector(odoo).apply([quay])
        #expect(outcomes.first?.record?.reference == "project.project/4")
        let named = odoo.calls("ir.model.data.create").compactMap { $0.arguments[0][0] }
        #expect(named.map { $0["model"] } == ["account.analytic.account", "project.project"])
        #expect(named.map { $0["res_id"] } == [9, 4])
        #expect(odoo.calls("project.project.load").first?.columns.first == "id")
        let load = odoo.calls("account.analytic.account.load").first
        #expect(
            load?.rows.first?.first
                == named[0]["module"]?.stringValue.map { "\($0).\(named[0]["name"]?.stringValue ?? "")" }
        )
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

    @Test func aRecordOfOursGoesBeforeOneOfTheSameKey() async throws {
        let odoo = odoo(accounts: [9], mayName: true, ours: true)
        _ = try await OdooConnector(odoo).apply([quay])
        #expect(odoo.calls("ir.model.data.create").isEmpty)
        #expect(odoo.calls("account.analytic.account.load").first?.columns.first == "id")
    }
}
