import CanonicalModel
import ConnectorKit
import JSON
import OdooConnector
import Testing

/// What a check finds at each simulated version, over each wire form.
@Suite(.serialized)
struct OdooCheckContractTests {
    typealias Party = OdooContractTests.Party

    /// When the key of the connector's user ends, and ten days before that.
    private static let end = "2026-01-15T00:00:00Z"
    private static let now = Instant(seconds: 1_767_571_200)

    private func check(
        _ party: Party,
        as login: String = "connector",
        _ arguments: [String] = []
    ) async throws -> [CheckFinding] {
        let odoo = try await SimulatedOdoo(version: party.version ?? 18, arguments)
        var values: [String: ConnectorConfiguration.Value] = [:]
        if login != "connector" {
            try await odoo.control("POST", "keys", ["login": .string(login), "key": "another-key"])
            values = ["login": .text(login), "key": .secret(Secret("another-key"))]
        }
        return try await odoo.connector(party.wire, values, at: Self.now).check()
    }

    @Test(arguments: OdooContractTests.simulated)
    func aSoundUserIsTold(party: Party) async throws {
        let findings = try await check(party, ["--api-key-expires", Self.end])
        let messages = findings.map(\.message)
        #expect(findings.filter { $0.result == .failed } == [])
        let titles = ["jsonrpc": "JSON-RPC", "xmlrpc": "XML-RPC", "json2": "JSON-2"]
        let version = try #require(party.version)
        #expect(messages.first?.hasPrefix("Odoo \(version).0") == true)
        #expect(messages.first?.contains(" Community answers at http://127.0.0.1:") == true)
        #expect(messages.first?.hasSuffix("over \(titles[party.wire] ?? "")") == true)
        #expect(messages.contains("connector in database kestrel works for My Company and posts in USD"))
        #expect(messages.contains { $0.hasPrefix("modules whose models exist: analytic, project, fleet, purchase") })
        #expect(messages.contains { $0.hasPrefix("API key 'rpc' of connector is ") })
        for model in ["account.analytic.line", "project.project", "fleet.vehicle", "account.payment"] {
            #expect(messages.contains { $0.hasPrefix("\(model): create, write, read allowed") })
        }
        // Odoo 17 knows no end of a key.
        let warning = "the credential ends on 2026-01-15T00:00:00Z; make a new one before"
        #expect(findings.contains(CheckFinding(.warning, warning)) == (version > 17))
    }

    @Test(arguments: OdooContractTests.simulated)
    func missingRightsAreNamedWithTheirGroups(party: Party) async throws {
        let findings = try await check(party, as: "limited")
        let failed = findings.filter { $0.result == .failed }.map(\.message)
        for (model, group) in [
            ("account.analytic.line", "Technical / Analytic Accounting"),
            ("project.project", "Project / Administrator"),
            ("fleet.vehicle", "Fleet / Administrator"),
        ] {
            let message = try #require(
                failed.first {
                    $0.contains("may not create, write, read \(model),")
                        || $0.contains("may not create, write \(model),")
                },
                "\(failed)"
            )
            #expect(message.hasSuffix("add the group '\(group)'"))
        }
        #expect(findings.contains { $0.result == .warning && $0.message.contains("needed for SupplierInvoice") })
    }

    @Test(arguments: OdooContractTests.simulated)
    func rightsThatNoObjectNeedsAreAWarning(party: Party) async throws {
        let warnings = try await check(party, as: "admin").filter { $0.result == .warning }.map(\.message)
        #expect(warnings.contains { $0.hasPrefix("admin may also write res.users, res.groups,") })
    }

    @Test(arguments: OdooContractTests.simulated)
    func aUserWhoIsDeletedInTheMiddleParksTheSystem(party: Party) async throws {
        let odoo = try await SimulatedOdoo(version: party.version ?? 18)
        let connector = try odoo.connector(party.wire)
        let project = Project(code: "26-014", title: "North Quay", timeZone: "America/Denver")
        let batch = [Delivery(key: project.key, object: Project.name, payload: project.json)]
        #expect(try await connector.find(batch) == [nil])
        let user = try await odoo.record("res.users", [["login", "=", "connector"]])
        try await odoo.asAdministrator("res.users", "unlink", [[.integer(user)]])
        await #expect { try await connector.apply(batch) } throws: { error in
            guard case .unauthorized? = error as? ConnectorError else { return false }
            return true
        }
    }

    @Test(arguments: OdooContractTests.simulated)
    func aKeyThatIsTakenBackInTheMiddleParksTheSystem(party: Party) async throws {
        let odoo = try await SimulatedOdoo(version: party.version ?? 18)
        let connector = try odoo.connector(party.wire)
        let project = Project(code: "26-014", title: "North Quay", timeZone: "America/Denver")
        let batch = [Delivery(key: project.key, object: Project.name, payload: project.json)]
        #expect(try await connector.apply(batch).count == 1)
        try await odoo.control("DELETE", "keys", ["key": .string(SimulatedOdoo.key)])
        await #expect { try await connector.apply(batch) } throws: { error in
            guard case .unauthorized? = error as? ConnectorError else { return false }
            return true
        }
        #expect(try await connector.check().last?.message.contains("check user and key") == true)
    }
}
