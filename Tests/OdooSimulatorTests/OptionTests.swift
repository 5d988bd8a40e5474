import JSON
import SimulatorKit
import Testing

@testable import OdooSimulator

struct OptionTests {
    @Test(arguments: [["version": "16"], ["grant-fleet": "perhaps"]])
    func unusableOptionNamesItself(values: [String: String]) throws {
        let error = #expect(throws: SimulatorError.self) { try OdooServer(options: SimulatorOptions(values: values)) }

        #expect(error?.description.contains(values.keys.first ?? "?") == true)
    }

    @Test func quirksAreRefused() throws {
        #expect(throws: SimulatorError.self) { try OdooServer(options: SimulatorOptions(quirks: ["slow"])) }
    }

    @Test func versionIsThatOfTheProfile() throws {
        for (version, text) in [(17, "17.0-20240709"), (18, "18.0-20250520"), (19, "19.0")] {
            let answer = try OdooClient(version: version).service("common", "version", [])
            #expect(answer["result"]?["server_version"] == .string(text))
            #expect(answer["result"]?["server_version_info"]?[0] == .integer(Int64(version)))
        }
    }

    @Test func everyDeclaredOptionIsUsedWithItsDefault() throws {
        let values = OdooServer.declaredOptions.map { ($0.name, $0.defaultValue) }

        let server = try OdooServer(options: SimulatorOptions(values: Dictionary(uniqueKeysWithValues: values)))

        #expect(server.databaseName == "kestrel")
        #expect(server.profile.series == 18)
        #expect(server.startOfStory.text == "2026-01-01T07:00:00Z")
    }

    @Test func serversOfOneProcessShareNothing() throws {
        let first = try OdooClient()
        let fresh = try OdooClient().server.snapshot()

        _ = try first.create("res.partner", ["name": "Only here"])
        let second = try OdooClient()

        #expect(second.server.snapshot() == fresh)
        let later = try first.create("res.partner", ["name": "B"])
        let earlier = try second.create("res.partner", ["name": "A"])
        #expect(earlier == later - 1)
    }

    @Test func recordsOfAFreshDatabaseAreAsOldAsTheStory() throws {
        for (start, shown) in [(1_767_250_800, "2026-01-01 07:00:00"), (1_798_786_800, "2027-01-01 07:00:00")] {
            let options = SimulatorOptions(start: SimulatedInstant(seconds: Int64(start)))
            let client = try OdooClient()
            client.server = try OdooServer(options: options)

            #expect(try client.value("create_date", of: "res.partner", 1) == .string(shown))
        }
    }

    @Test(arguments: [("false", true), ("true", false)])
    func connectionsStayOpenIfAskedTo(keepAlive: String, closes: Bool) throws {
        let client = try OdooClient(options: ["keep-alive": keepAlive])

        for (path, method) in [("/jsonrpc", "POST"), ("/web/health", "GET"), ("/nowhere", "GET")] {
            let answer = try client.post("{}", path: path, method: method)
            #expect(answer.headers.contains { $0.name == "Connection" && $0.value == "close" } == closes)
        }
    }

    @Test func coverageNamesEveryMethodOnce() {
        let names = OdooServer.coverage.map(\.name)

        #expect(Set(names).count == names.count)
        let methods = Set(ModelMethod.common.keys).union(ModelMethod.archiving.keys)
        for method in methods {
            #expect(names.contains { $0 == method || $0.contains(method) }, "\(method) is not in the ledger")
        }
    }

    @Test func installedModulesAreListedForTheAdministratorOnly() throws {
        let client = try OdooClient()
        let domain: JSON = [["state", "=", "installed"], ["name", "in", ["analytic", "fleet", "payroll"]]]

        let found = try client.call("ir.module.module", "search_read", domain, ["name"])
        let refused = try client.as("connector") { try $0.refusal("ir.module.module", "search", []) }

        #expect(found.arrayValue?.map { $0["name"] } == ["analytic", "fleet"])
        #expect(refused["name"] == "odoo.exceptions.AccessError")
    }
}
