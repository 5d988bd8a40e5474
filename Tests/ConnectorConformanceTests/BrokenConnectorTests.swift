import ConnectorConformance
import ConnectorKit
import JSON
import Testing

/// Each test of the list is seen to fail: it finds at least one connector that is broken on purpose.
struct BrokenConnectorTests {
    @Test func aPasswordThatIsNoSecretIsFound() async throws {
        let test = try #require(Conformance.tests.first { $0.id == "C02" })
        let result = await test.run(PlainSubject())
        guard case .failed(let findings) = result.outcome else {
            Issue.record("\(result.outcome)")
            return
        }
        #expect(findings == ["the key 'password' is no secret"])
    }
}

/// A connector that would have a password written into its configuration.
private struct PlainConnector: Connector {
    static let manifest = ConnectorManifest(
        id: "plain",
        version: "1.0.0",
        summary: "Asks for a password as a text.",
        configuration: [ConfigurationKey("password", .text, summary: "The password.")],
        wireVersions: ["1"]
    )

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {}

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }
}

private struct PlainSubject: ConformanceSubject {
    var connector: any Connector.Type { PlainConnector.self }

    func makeWorld() async throws -> any ConformanceWorld { throw CancellationError() }
}
