import ConnectorKit
import ConnectorTesting
import TelematicsConnector
import Testing

@Suite("Saved snapshots")
struct SavedSnapshotTests {
    private let address = "file:///srv/fleet/2026-01-05.xml"

    @Test func aSavedDocumentIsReadAsOnePage() async throws {
        let body = XMLFleet.page([XMLFleet.machine("A1")], links: ["next": "https://fleet.example/Fleet/2"])
        let fixture = try saved(body)
        let page = try await fixture.page()
        #expect(page.records.map(\.readingKey) == [XMLFleet.id("A1")])
        #expect(page.next == nil)
        #expect(page.hasMore == false)
        #expect(fixture.transport.requests.map(\.url) == [address])
    }

    @Test func aBrokenDocumentIsNamedByItsFile() async throws {
        let page = try await saved("<Fleet>" + XMLFleet.machine("A1")).page()
        #expect(page.records.map(\.readingKey) == [XMLFleet.id("A1")])
        #expect(page.rejects.map(\.subject) == ["2026-01-05.xml"])
        #expect(page.hasMore == false)
    }

    @Test func aFileThatIsNotThereIsAnErrorAndAFinding() async throws {
        let missing = TransportError(
            reason: .unusableAddress,
            requestMayHaveArrived: false,
            endpoint: "GET \(address)",
            detail: "no such file"
        )
        let fixture = try FleetFixture(.init { _ throws(TransportError) in throw missing }, address: address)
        await #expect(throws: ConnectorError.neverSent(missing)) { try await fixture.page() }
        let findings = try await fixture.connector.check()
        #expect(findings.map(\.result) == [.failed])
        #expect(findings.first?.message.contains("check that the file is there") == true)
    }

    @Test func theCheckSaysThatFurtherPagesAreNotReadFromAFile() async throws {
        let body = XMLFleet.page([XMLFleet.machine("A1")], links: ["next": "https://fleet.example/Fleet/2?key=k"])
        let findings = try await saved(body).connector.check()
        let warning = try #require(findings.first { $0.result == .warning })
        #expect(warning.message.contains("https://fleet.example/Fleet/2)"))
    }

    private func saved(_ body: String) throws -> FleetFixture {
        try FleetFixture([address: HTTPResponse(status: 200, body: Array(body.utf8))], address: address)
    }
}
