import ConnectorKit
import CurlTransport
import Foundation
import JSON
import Testing

struct SavedSnapshotTests {
    /// A snapshot of a real fleet that was saved to a file can be tried without a provider.
    @Test(.timeLimit(.minutes(2)))
    func aSavedSnapshotIsReadFromItsFile() async throws {
        let telematics = try await RunningSimulator("telematics-simulator", ["--page-size", "10"])
        try await telematics.control("POST", "clock", ["set": "2026-01-05T20:00:00Z"])
        let transport = try CurlTransport()
        let credentials = Data("kst:fleet-demo".utf8).base64EncodedString()
        let page = try await transport.send(
            HTTPRequest(
                url: "\(telematics.address)/iso/Fleet/1",
                headers: [HTTPField("Authorization", "Basic \(credentials)"), HTTPField("Accept", "application/xml")]
            )
        )
        try #require(page.status == 200)
        let site = try Site()
        let file = site.folder.appendingPathComponent("fleet snapshot.xml")
        try Data(page.body).write(to: file)
        try site.configure(fleet: file.absoluteString, odoo: telematics.address, clock: telematics.address)

        let check = try await site.purlin("check")
        #expect(check.output.contains("ok   fleet:"), "\(check.output)")
        let run = try await site.purlin("run", "--once", "--json")
        #expect(run.events.contains { $0["event"] == "polled" && $0["received"] == 10 }, "\(run.output) \(run.errors)")

        try FileManager.default.removeItem(at: file)
        let missing = try await site.purlin("check")
        #expect(missing.status == 1)
        #expect(missing.output.contains("FAIL fleet:"))
    }
}
