import ConnectorKit
import JSON
import OdooConnector
import Testing

/// What a probe finds out before anything is written.
struct CheckTests {
    /// An Odoo whose user has exactly the rights that the connector needs.
    private func odoo(series: Int64 = 18, _ script: @escaping ScriptedOdoo.Script = { _ in nil }) -> ScriptedOdoo {
        ScriptedOdoo(series: series) { call in
            if let reply = script(call) { return reply }
            switch call.name {
            case "ir.model.data.check_object_reference": return .result(["account.analytic.plan", 1])
            default: return nil
            }
        }
    }

    private func findings(
        _ odoo: ScriptedOdoo,
        _ values: [String: ConnectorConfiguration.Value] = [:]
    ) async throws
        -> [CheckFinding]
    {
        try await OdooConnector(odoo, ["timeZone": .text("America/Denver")].merging(values) { _, given in given })
            .check()
    }

    @Test(arguments: [Int64(17), 18, 19])
    func everythingInOrderPasses(series: Int64) async throws {
        let odoo = odoo(series: series)
        let findings = try await findings(odoo)
        #expect(findings.filter { $0.result != .passed } == [])
        #expect(findings.compactMap(\.credentials) == [.accepted])
        #expect(findings.first?.message.hasPrefix("Odoo \(series).0-20250520 Community answers at") == true)
        #expect(
            findings[1].message == "purlin@kestrel.example in database kestrel works for Kestrel Civil and posts in USD"
        )
        #expect(
            !odoo.calls.contains { ["load", "create", "write", "unlink"].contains($0.name.split(separator: ".").last) }
        )
    }

    @Test(arguments: [Int64(16), 20])
    func anotherVersionIsRefusedAtOnce(series: Int64) async throws {
        let odoo = odoo(series: series)
        let findings = try await findings(odoo)
        #expect(findings.map(\.result) == [.failed])
        #expect(findings.first?.message.contains("this connector speaks 17.0, 18.0 and 19.0") == true)
        #expect(odoo.calls.map(\.name) == ["common.version"])
    }

    @Test func aReleaseBetweenTwoVersionsIsRefused() async throws {
        let odoo = odoo { call in
            guard call.name == "common.version" else { return nil }
            return .result(["server_version": "saas~18.2", "server_version_info": ["saas~18", 2, 0, "final", 0, "e"]])
        }
        #expect(try await findings(odoo).map(\.result) == [.failed])
    }

    @Test func aWrongKeyIsAFindingNotAnError() async throws {
        let odoo = odoo { $0.name == "common.authenticate" ? .result(false) : nil }
        let findings = try await findings(odoo)
        #expect(findings.map(\.result) == [.passed, .failed])
        #expect(findings.last?.message.contains("check user and key") == true)
        #expect(findings.last?.credentials == .refused)
    }

    @Test func aMissingRightIsNamedWithTheGroupThatGivesIt() async throws {
        let odoo = odoo { call in
            call.name == "fleet.vehicle.check_access_rights"
                ? .result(call.arguments != ["create"] ? true : false) : nil
        }
        let failed = try await findings(odoo).filter { $0.result == .failed }
        #expect(
            failed.map(\.message) == [
                "purlin@kestrel.example may not create fleet.vehicle, needed for Equipment; "
                    + "add the group 'Fleet / Administrator'"
            ]
        )
    }

    @Test func aMissingModuleIsNamed() async throws {
        let odoo = odoo { call in
            guard call.name.hasPrefix("project.project.") else { return nil }
            return .exception("odoo.exceptions.UserError", "Object project.project doesn't exist")
        }
        let failed = try await findings(odoo).filter { $0.result == .failed }
        #expect(failed.count == 1)
        #expect(failed.first?.message.contains("install the module 'project'") == true)
    }

    @Test func rightsThatNoObjectNeedsAreNamed() async throws {
        let odoo = odoo { call in
            ["res.users.check_access_rights", "account.journal.check_access_rights"].contains(call.name)
                ? .result(true) : nil
        }
        let warnings = try await findings(odoo).filter { $0.result == .warning }
        #expect(warnings.count == 1)
        let message =
            "may also write res.users, account.journal, which no object needs; give the integration a user of its own"
        #expect(warnings.first?.message.contains(message) == true)
    }

    @Test func aRightThatIsNeverUsedIsToldWithTheOthers() async throws {
        let odoo = odoo { call in
            guard call.name.hasPrefix("fleet.vehicle.model.check"), call.arguments.first == "unlink" else { return nil }
            return .result(false)
        }
        let messages = try await findings(odoo).map(\.message)
        #expect(messages.contains("fleet.vehicle.model: create, write, read allowed"))
        #expect(messages.contains("fleet.vehicle: create, write, read allowed; unlink too, which is never used"))
        for model in ["account.move", "account.move.line", "purchase.order.line"] {
            #expect(messages.contains("\(model): create, write, read, unlink allowed"))
        }
    }

    /// Drafts of bills and lines of drafts are deleted.
    @Test(arguments: [
        ("account.move", "SupplierInvoice", "Invoicing / Billing"),
        ("account.move.line", "SupplierInvoice", "Invoicing / Billing"),
        ("purchase.order.line", "PurchaseOrder", "Purchase / User"),
    ])
    func aMissingRightToDeleteIsAWarning(model: String, purpose: String, group: String) async throws {
        let odoo = odoo { call in
            call.name == "\(model).check_access_rights" && call.arguments.first == "unlink" ? .result(false) : nil
        }
        let findings = try await findings(odoo).filter { $0.result != .passed }
        #expect(findings.map(\.result) == [.warning])
        let message = "may not unlink \(model), needed for \(purpose); add the group '\(group)'"
        #expect(findings.first?.message.contains(message) == true)
    }

    @Test func installedModulesAreToldWithTheirVersionsOrByTheirModels() async throws {
        let hidden = try await findings(odoo()).map(\.message)
        #expect(
            hidden.contains("modules whose models exist: analytic, project, fleet, purchase, purchase_stock, account")
        )
        let told = try await findings(
            odoo { call in
                guard call.name == "ir.module.module.search_read" else { return nil }
                let names = ["account", "analytic", "fleet", "project", "purchase"]
                return .result(.array(names.map { ["id": 1, "name": .string($0)] }))
            }
        )
        #expect(told.contains { $0.message.hasPrefix("installed modules: account, analytic, fleet") })
        #expect(
            told.filter { $0.result == .warning }.map(\.message) == [
                "the module 'purchase_stock' is not installed; install it"
            ]
        )
    }

    @Test func anUnknownPlanIsAFailure() async throws {
        let odoo = odoo { call in
            guard call.name == "ir.model.data.check_object_reference" else { return nil }
            return .exception("builtins.ValueError", "External ID not found in the system")
        }
        let failed = try await findings(odoo).filter { $0.result == .failed }
        #expect(failed.first?.message.contains("analytic.analytic_plan_projects, which is no analytic plan") == true)
    }

    /// An Odoo that keeps cost codes in a plan and numbers of employees in a field of a type.
    private func odooOfMasters(
        plan: String = "account.analytic.plan",
        type: JSON? = "char",
        mayRead: Bool = true
    ) -> ScriptedOdoo {
        odoo { call in
            switch call.name {
            case "ir.model.data.check_object_reference" where call.arguments.first == "kestrel":
                .result([.string(plan), 9])
            case "hr.employee.check_access_rights": .result(.bool(mayRead))
            case "hr.employee.fields_get": .result(type.map { ["barcode": ["type": $0]] } ?? [:])
            default: nil
            }
        }
    }

    private static let masters: [String: ConnectorConfiguration.Value] = [
        "costCodePlan": .text("kestrel.cost_codes"), "employeeNumber": .text("barcode"), "companyCode": .text("KST"),
    ]

    @Test func listsOfCostCodesAndEmployeesAreLookedAtWhereTheyAreRead() async throws {
        let found = try await findings(odooOfMasters(), Self.masters)
        #expect(found.filter { $0.result != .passed } == [])
        let messages = found.map(\.message)
        #expect(messages.contains("hr.employee: read allowed; create, write, unlink too, which is never used"))
        #expect(messages.contains("analytic plan kestrel.cost_codes exists"))
        #expect(messages.contains("employees are known by their barcode"))
        let without = odoo()
        _ = try await findings(without)
        #expect(!without.calls.contains { $0.name.hasPrefix("hr.employee.") })
    }

    @Test func whatListsOfCostCodesAndEmployeesLackIsNamed() async throws {
        for (odoo, words) in [
            (odooOfMasters(plan: "res.partner"), "`costCodePlan` names kestrel.cost_codes, which is no analytic plan"),
            (odooOfMasters(type: nil), "`employeeNumber` names barcode, and purlin@kestrel.example sees no such field"),
            (odooOfMasters(type: "integer"), "hr.employee keeps integer in it"),
            (
                odooOfMasters(mayRead: false),
                "may not read hr.employee, needed for Employee; add the group 'Employees / "
            ),
        ] {
            let failed = try await findings(odoo, Self.masters).filter { $0.result == .failed }
            #expect(failed.map { $0.message.contains(words) } == [true], "\(failed)")
        }
    }

    @Test func missingModulesOfDocumentsAreWarnings() async throws {
        let odoo = odoo { call in
            guard call.name.hasPrefix("purchase.order.") else { return nil }
            return .exception("odoo.exceptions.UserError", "Object purchase.order doesn't exist")
        }
        let findings = try await findings(odoo).filter { $0.result != .passed }
        #expect(findings.map(\.result) == [.warning, .warning])
        #expect(findings.first?.message.contains("install the module 'purchase'") == true)
    }

    @Test func theEditionAndTheWireAreNamed() async throws {
        let odoo = odoo { call in
            guard call.name == "common.version" else { return nil }
            return .result(["server_version": "18.0+e-2025", "server_version_info": [18, 0, 0, "final", 0, "e"]])
        }
        let message = try await findings(odoo).first?.message
        #expect(message?.contains("Odoo 18.0+e-2025 Enterprise") == true)
        #expect(message?.hasSuffix("over JSON-RPC") == true)
    }

    @Test func aUserOfSeveralCompaniesWorksForItsOwn() async throws {
        let odoo = odoo { call in
            switch call.name {
            case "res.company.search_read":
                .result([
                    ["id": 1, "name": "Kestrel Civil", "currency_id": [2, "USD"]],
                    ["id": 3, "name": "Kestrel Europe", "currency_id": [1, "EUR"]],
                ])
            case "res.users.read": .result([["id": 7, "company_id": [3, "Kestrel Europe"]]])
            default: nil
            }
        }
        let findings = try await findings(odoo)
        #expect(findings.contains { $0.message.hasSuffix("works for Kestrel Europe and posts in EUR") })
        #expect(
            findings.filter { $0.result == .warning }.map { $0.message.contains("also sees Kestrel Civil") } == [true]
        )
    }

    @Test(arguments: [
        (JSON.bool(false), [CheckFinding.Result.passed]),
        (.string("2026-01-10 00:00:00"), [.passed, .warning]), (.string("2026-01-01 00:00:00"), [.passed, .failed]),
        (.string("2026-12-31 00:00:00"), [.passed, .passed]),
    ])
    func theAgeAndTheEndOfAKeyAreTold(end: JSON, results: [CheckFinding.Result]) async throws {
        let odoo = odoo { call in
            guard call.name == "res.users.apikeys.search_read" else { return nil }
            return .result([
                ["id": 1, "name": "purlin", "create_date": "2025-12-06 12:00:00", "expiration_date": end]
            ])
        }
        let findings = try await findings(odoo).dropFirst(2)
        #expect(findings.prefix(results.count).map(\.result) == results)
        #expect(findings.first?.message.contains("API key 'purlin' of purlin@kestrel.example is 30 days old") == true)
    }

    @Test func aKeyOfAnotherUserIsAWarning() async throws {
        let odoo = odoo(series: 19) { $0.name == "res.users.read" ? .result([["id": 7, "login": "admin"]]) : nil }
        let warnings = try await findings(odoo).filter { $0.result == .warning }
        #expect(warnings.map { $0.message.contains("belongs to admin") } == [true])
    }

    @Test func clearTextOverANetworkIsAWarning() async throws {
        let address = ConnectorConfiguration.Value.text("http://erp.example")
        let warnings = try await findings(odoo(), ["address": address]).filter { $0.result == .warning }
        #expect(warnings.first?.message.contains("clear text") == true)
    }

    @Test func aMissingTimeZoneIsAWarning() async throws {
        let warnings = try await OdooConnector(odoo()).check().filter { $0.result == .warning }
        #expect(warnings.first?.message.contains("set `timeZone`") == true)
    }

    @Test func aServerThatCannotBeAskedIsAnError() async throws {
        let odoo = odoo { $0.name == "common.version" ? .response(.page(503)) : nil }
        let connector = try OdooConnector(odoo)
        let error = await connectorError(of: connector) { connector throws(ConnectorError) in
            _ = try await connector.check()
        }
        guard case .unavailable? = error else {
            Issue.record("expected unavailable, got \(String(describing: error))")
            return
        }
    }

    @Test func somethingThatIsNoOdooIsSaidSo() async throws {
        let odoo = odoo { $0.name == "common.version" ? .result(["version": 3]) : nil }
        let connector = try OdooConnector(odoo)
        let error = await connectorError(of: connector) { connector throws(ConnectorError) in
            _ = try await connector.check()
        }
        #expect(error?.description.contains("this is no Odoo") == true)
    }
}
