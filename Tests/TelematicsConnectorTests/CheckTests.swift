import CanonicalModel
import ConnectorKit
import ConnectorTesting
import TelematicsConnector
import Testing

@Suite("Check")
struct CheckTests {
    @Test func aSoundProviderPassesWithDialectMachinesAndTimes() async throws {
        let body = XMLFleet.page([XMLFleet.machine("A1"), XMLFleet.machine("A2")], links: ["next": "/Fleet/2"])
            .replacing("<Fleet ", with: "<Fleet xmlns=\"http://standards.iso.org/iso/15143/-3\" ")
        let fixture = try FleetFixture.pages([body])
        let findings = try await fixture.connector.check()
        #expect(findings.map(\.result) == Array(repeating: .passed, count: 5))
        let text = findings.map(\.message).joined(separator: "\n")
        let expected = [
            "GET https://fleet.example/aemp/Fleet/1: fleet snapshot in XML", "http://standards.iso.org/iso/15143/-3",
            "version 1", "2 machines on the first page, 2 readings", "2026-01-05T05:58:11Z, 109 s ago",
            "more pages follow",
        ]
        for phrase in expected { #expect(text.contains(phrase), "\(phrase)") }
        #expect(fixture.transport.requests.count == 1)
    }

    @Test func jsonIsCalledByItsName() async throws {
        let findings = try await findings(#"{"Equipment":[],"Version":"1"}"#)
        #expect(findings.first?.message.hasSuffix("fleet snapshot in JSON, version 1") == true)
        #expect(findings.last?.result == .warning)
        #expect(findings.last?.message.contains("lists no machine") == true)
    }

    @Test(
        "whatever a person must correct is a failed finding",
        arguments: [
            (401, "check user and key"), (403, "ask the provider to open"), (404, "check the key address"),
            (301, "set the key address"),
        ]
    )
    func failures(status: Int, advice: String) async throws {
        let fixture = try FleetFixture(FixtureTransport(answers: [.response(HTTPResponse(status: status))]))
        let findings = try await fixture.connector.check()
        #expect(findings.map(\.result) == [.failed])
        #expect(findings.first?.message.contains(advice) == true)
        #expect(findings.first?.message.contains("GET https://fleet.example/aemp/Fleet/1") == true)
        #expect(findings.first?.credentials == (status == 401 ? .refused : nil))
    }

    @Test(
        "an unreachable provider is a failed finding with its own advice",
        arguments: [
            (TransportError.Reason.unknownHost, "check the host name"), (.unreachable, "firewall"),
            (.untrusted, "certificate"), (.unusableAddress, "correct the key address"),
        ]
    )
    func unreachable(reason: TransportError.Reason, advice: String) async throws {
        let failure = TransportError(reason: reason, requestMayHaveArrived: false, endpoint: "GET x", detail: "detail")
        let fixture = try FleetFixture(FixtureTransport(answers: [.failure(failure)]))
        let findings = try await fixture.connector.check()
        #expect(findings.map(\.result) == [.failed])
        #expect(findings.first?.message.contains(advice) == true)
    }

    @Test("trouble that passes by itself is an error", arguments: [429, 500, 503])
    func passingTrouble(status: Int) async throws {
        let fixture = try FleetFixture(FixtureTransport(answers: [.response(HTTPResponse(status: status))]))
        await #expect(throws: ConnectorError.self) { try await fixture.connector.check() }
    }

    @Test("an answer that is no snapshot fails", arguments: ["<html><body>Sign in</body></html>", "", "{\"a\":1}"])
    func otherDocuments(body: String) async throws {
        let findings = try await findings(body)
        #expect(findings.map(\.result) == [.failed])
        #expect(
            findings.first?.message.contains("check that the key address leads to the ISO 15143-3 snapshot") == true
        )
    }

    @Test("a link that leads nowhere is not called a further page", arguments: ["/Fleet/0", "/Fleet/1", ""])
    func noFurtherPage(href: String) async throws {
        let findings = try await findings(XMLFleet.page([XMLFleet.machine("A1")], links: ["next": href]))
        #expect(findings.count == 4)
        #expect(findings.allSatisfy { $0.result == .passed && !$0.message.contains("more pages") })
    }

    @Test func anAnswerWithoutContentIsNoFailure() async throws {
        let fixture = try FleetFixture(FixtureTransport(answers: [.response(HTTPResponse(status: 204))]))
        #expect(try await fixture.connector.check().map(\.result) == [.passed, .warning])
    }

    @Test func brokenMachinesAreWarnings() async throws {
        let machines = (1...8).map { XMLFleet.machine("A\($0)", hours: "-1") } + [XMLFleet.machine("B1")]
        let warnings = try await findings(XMLFleet.page(machines)).filter { $0.result == .warning }
        #expect(warnings.count == 6)
        #expect(warnings.last?.message == "3 more machines with trouble")
    }

    @Test(
        "clocks that are apart are a warning",
        arguments: [
            ("2026-01-05T08:00:00Z", "2026-01-05T05:58:11Z", "2 h ahead"),
            ("2026-01-03T06:00:00Z", "2026-01-05T05:58:11Z", "2 days ago"),
            ("2026-01-05T06:00:00Z", "2026-01-05T07:00:00Z", "60 min ahead"),
            ("2026-01-05T06:00:00Z", "2026-01-01T06:00:00Z", "4 days ago"),
        ]
    )
    func clocks(snapshot: String, reading: String, distance: String) async throws {
        let body = XMLFleet.page([XMLFleet.machine("A1", at: reading)])
            .replacing("snapshotTime=\"2026-01-05T06:00:00Z\"", with: "snapshotTime=\"\(snapshot)\"")
        let warnings = try await findings(body).filter { $0.result == .warning }
        #expect(warnings.count == 1)
        #expect(warnings.first?.message.contains(distance) == true)
    }

    @Test func credentialsOverAnUnencryptedConnectionAreAWarning() async throws {
        let fixture = try FleetFixture(
            .init { _ in HTTPResponse(status: 200, body: Array(XMLFleet.page([XMLFleet.machine("A1")]).utf8)) },
            address: "http://127.0.0.1:8080",
            values: ["token": .secret(Secret("token-0001"))]
        )
        let warnings = try await fixture.connector.check().filter { $0.result == .warning }
        #expect(warnings.map(\.message) == ["the credentials travel unencrypted; use an https address"])
    }

    private func findings(_ body: String) async throws -> [CheckFinding] {
        try await FleetFixture.pages([body]).connector.check()
    }
}
