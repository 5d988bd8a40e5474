import CanonicalModel
import ConnectorKit
import JSON
import OdooConnector
import Synchronization
import Testing

/// What people do to a server while it is in use: each is a clear error on every wire form, and no row is blamed for it.
struct WrongUseTests {
    /// A connector that speaks one form to an Odoo that goes wrong when `trouble` is set.
    private final class Bench: Sendable {
        let odoo: ScriptedOdoo
        let connector: OdooConnector
        let trouble: TroubleSwitch

        init(_ form: OdooForm, series: Int64, _ script: @escaping ScriptedOdoo.Script) throws {
            let trouble = TroubleSwitch()
            self.trouble = trouble
            odoo = ScriptedOdoo(series: series) { trouble.isOn ? script($0) : nil }
            connector = try OdooConnector(odoo, ["wire": .text(form.rawValue)])
        }

        /// What a write that was accepted once is answered after the trouble has begun.
        func errorOfASecondWrite() async throws -> ConnectorError? {
            let batch = try Delivery.costs(3)
            #expect(try await connector.apply(batch).allSatisfy { $0.record != nil })
            trouble.begin()
            return await connectorError(of: connector) { connector throws(ConnectorError) in
                _ = try await connector.apply(batch)
            }
        }
    }

    private final class TroubleSwitch: Sendable {
        private let state = Mutex(false)

        var isOn: Bool { state.withLock { $0 } }

        func begin() { state.withLock { $0 = true } }
    }

    /// What became of the user in the middle of a run, and the class and text of what Odoo answers then.
    static let lostUsers = [
        ("odoo.exceptions.AccessDenied", "Access Denied"),
        (
            "odoo.exceptions.MissingError",
            "L'enregistrement n'existe pas.\n(Enregistrement : res.users(7,), Utilisateur : 7)"
        ),
    ]

    @Test(arguments: OdooForm.all, lostUsers)
    func aUserWhoIsLostInTheMiddleOfARunParksTheSystem(
        server: (form: OdooForm, series: Int64),
        answer: (name: String, text: String)
    ) async throws {
        let bench = try Bench(server.form, series: server.series) { call in
            switch call.name {
            case "common.version": nil
            case "common.authenticate": .result(false)
            default: .exception(call.form == .json2 ? "werkzeug.exceptions.Unauthorized" : answer.name, answer.text)
            }
        }
        let error = try await bench.errorOfASecondWrite()
        guard case .unauthorized? = error else {
            Issue.record("expected unauthorized, got \(String(describing: error))")
            return
        }
        #expect(error?.description.contains("check user and key") == true)
    }

    @Test(arguments: OdooForm.all)
    func aRefusalThatOnlyNamesTheUserBlamesTheRow(form: OdooForm, series: Int64) async throws {
        let bench = try Bench(form, series: series) { call in
            guard call.name == "account.analytic.line.load" else { return nil }
            return .exception("odoo.exceptions.ValidationError", "res.users(7,) has no employee")
        }
        bench.trouble.begin()
        #expect(try await bench.connector.apply([.cost()]).first?.rejection?.contains("has no employee") == true)
    }

    @Test(arguments: OdooForm.all)
    func aDatabaseThatWasRenamedIsNamed(form: OdooForm, series: Int64) async throws {
        let bench = try Bench(form, series: series) { call in
            switch call.name {
            case "common.version": nil
            case "db.list": .result(["kestrel_2026"])
            default:
                call.form == .json2
                    ? .response(.page(404)) : .exception("psycopg2.OperationalError", "database does not exist")
            }
        }
        let error = try await bench.errorOfASecondWrite()
        guard case .invalidConfiguration("database", _)? = error else {
            Issue.record("expected a wrong configuration, got \(String(describing: error))")
            return
        }
        #expect(error?.description.contains("'kestrel'") == true)
        #expect(error?.description.contains("does not have") == true)
    }

    @Test(arguments: OdooForm.all)
    func aProxyThatAnswersWithAPageAndStatus200IsSaidSo(form: OdooForm, series: Int64) async throws {
        let bench = try Bench(form, series: series) { _ in .response(.page(200)) }
        let error = try await bench.errorOfASecondWrite()
        guard case .unexpectedAnswer(let endpoint, let reason)? = error else {
            Issue.record("expected an unexpected answer, got \(String(describing: error))")
            return
        }
        #expect(endpoint.contains("http://127.0.0.1:8069"))
        #expect(reason.contains("the answer is a web page; check that `address`"))
        let found = await connectorError(of: try OdooConnector(bench.odoo)) { connector throws(ConnectorError) in
            _ = try await connector.check()
        }
        #expect(found?.description.contains("web page") == true)
    }

    @Test func aServerThatWasUpgradedBetweenTwoRunsIsSpokenToAsItIsNow() async throws {
        for (series, field) in [(Int64(17), "analytic_account_id/.id"), (18, "account_id/.id")] {
            let odoo = ScriptedOdoo(series: series) { call in
                switch call.name {
                case "account.analytic.account.load": .result(["ids": [12], "messages": [], "nextrow": 0])
                case "project.project.load": .result(["ids": [3], "messages": [], "nextrow": 0])
                default: nil
                }
            }
            let connector = try OdooConnector(odoo)
            _ = try await connector.apply([Delivery(Project(code: "26-014", title: "North Quay", timeZone: "UTC"))])
            #expect(odoo.calls("project.project.load").first?.columns.last == field)
            #expect(try await connector.check().first?.message.hasPrefix("Odoo \(series).0-") == true)
        }
    }
}
