import CanonicalModel
import ConnectorKit
import JSON
import OdooConnector
import Testing

/// Projects on their way into analytic accounts and projects.
struct ProjectTests {
    private let quay = Project(code: "26-014", title: "North Quay", timeZone: "America/Denver")

    private func odoo(
        series: Int64 = 18,
        accounts: JSON = ["ids": [12], "messages": [], "nextrow": 0],
        projects: JSON = ["ids": [3], "messages": [], "nextrow": 0]
    ) -> ScriptedOdoo {
        ScriptedOdoo(series: series) { call in
            switch call.name {
            case "account.analytic.account.load": .result(accounts)
            case "project.project.load": .result(projects)
            default: nil
            }
        }
    }

    private func refusal(_ row: Int64) -> JSON {
        let message: JSON = [
            "rows": ["from": .integer(row), "to": .integer(row)], "record": .integer(row), "type": "error",
            "field": "name", "message": "Missing required value for the field 'Name' (name)",
        ]
        return ["ids": false, "messages": [message], "nextrow": 0]
    }

    @Test func anAccountIsLoadedBeforeItsProject() async throws {
        let odoo = odoo()

        let outcomes = try await OdooConnector(odoo).apply([Delivery(quay)])

        #expect(outcomes == [.applied(FoundRecord(reference: "project.project/3"))])
        #expect(
            odoo.work.filter { $0.hasSuffix(".load") } == ["account.analytic.account.load", "project.project.load"]
        )
        let account = try #require(odoo.calls("account.analytic.account.load").first)
        #expect(account.columns == ["id", "code", "name", "plan_id/id"])
        #expect(account.rows.first?.dropFirst() == ["26-014", "North Quay", "analytic.analytic_plan_projects"])
    }

    @Test(arguments: [(Int64(17), "analytic_account_id/.id"), (18, "account_id/.id"), (19, "account_id/.id")])
    func theProjectPointsToItsAccountAsTheVersionCallsIt(series: Int64, column: String) async throws {
        let odoo = odoo(series: series)

        _ = try await OdooConnector(odoo).apply([Delivery(quay)])

        let load = try #require(odoo.calls("project.project.load").first)
        #expect(load.columns == ["id", "name", column])
        #expect(load.rows.first?.last == "12")
    }

    @Test func aCostAndItsProjectNameTheSameAccount() async throws {
        let odoo = odoo()
        let connector = try OdooConnector(odoo)
        _ = try await connector.apply([Delivery(quay)])
        _ = try await connector.apply([Delivery.cost(project: "26-014")])
        let account = try #require(odoo.calls("account.analytic.account.load").first?.rows.first?.first)
        #expect(odoo.ledger.byExternalID.values.first?.values["account_id/id"] == account)
    }

    @Test func theConfiguredPlanIsUsed() async throws {
        let odoo = odoo()
        let connector = try OdooConnector(odoo, ["analyticPlan": .text("kestrel.jobs")])
        _ = try await connector.apply([Delivery(quay)])
        #expect(odoo.calls("account.analytic.account.load").first?.rows.first?.last == "kestrel.jobs")
    }

    @Test func aProjectWhoseAccountIsRefusedIsNotSent() async throws {
        let odoo = odoo(accounts: refusal(0))
        let outcomes = try await OdooConnector(odoo).apply([Delivery(quay)])
        #expect(outcomes.first?.rejection?.contains("account.analytic.account because of the field 'name'") == true)
        #expect(odoo.calls("project.project.load").isEmpty)
    }

    @Test func aRefusedProjectIsRejectedThoughItsAccountIsThere() async throws {
        let outcomes = try await OdooConnector(odoo(projects: refusal(0))).apply([Delivery(quay)])
        #expect(outcomes.first?.rejection?.contains("project.project because of the field 'name'") == true)
    }

    @Test func anArchivedProjectIsRejectedAlone() async throws {
        let odoo = odoo()
        let connector = try OdooConnector(odoo)
        let old = Delivery(Project(code: "26-001", title: "Quay", timeZone: "America/Denver", isArchived: true))
        let outcomes = try await connector.apply([old, Delivery(quay)])
        #expect(outcomes.map { $0.record?.reference } == [nil, "project.project/3"])
        #expect(outcomes.first?.rejection?.hasPrefix("26-001 is archived in its source") == true)
        #expect(odoo.calls("project.project.load").map(\.rows.count) == [1])
        let asked = odoo.work.count
        #expect(try await connector.find([old]) == [nil])
        #expect(odoo.work.count == asked)
    }

    @Test func aServerThatIsNotSpokenIsNotWrittenTo() async throws {
        let odoo = odoo(series: 16)
        let error = try await applyError(odoo, [Delivery(quay)])
        guard case .unexpectedAnswer(_, let reason)? = error else {
            Issue.record("expected an unexpected answer, got \(String(describing: error))")
            return
        }
        #expect(reason == "Odoo 16.0-20250520 is not supported; this connector speaks 17.0, 18.0 and 19.0")
        #expect(odoo.work.isEmpty)
    }
}
