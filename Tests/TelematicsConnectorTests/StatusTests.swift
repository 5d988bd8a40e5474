import CanonicalModel
import ConnectorKit
import ConnectorTesting
import TelematicsConnector
import Testing

@Suite("Answers without a page")
struct StatusTests {
    private let endpoint = "GET https://fleet.example/aemp/Fleet/1"

    @Test func refusedCredentials() async throws {
        try await expect(HTTPResponse(status: 401), .unauthorized(endpoint: endpoint, reason: "status 401"))
    }

    @Test func aMissingRight() async throws {
        let body = Array(#"{"status":403,"message":"scope aemp is missing"}"#.utf8)
        let reason = #"status 403: {"status":403,"message":"scope aemp is missing"}"#
        try await expect(HTTPResponse(status: 403, body: body), .forbidden(endpoint: endpoint, reason: reason))
    }

    @Test("an overloaded provider", arguments: [408, 429, 500, 502, 503, 504])
    func unavailable(status: Int) async throws {
        let answer = HTTPResponse(status: status, body: Array("<html>busy</html>".utf8))
        let expected = ConnectorError.unavailable(endpoint: endpoint, reason: "status \(status)", retryAfter: nil)
        try await expect(answer, expected)
    }

    @Test(
        "a pause that was asked for",
        arguments: [
            ("7", .seconds(7)), ("0.40235", .microseconds(402_350)), (" 120 ", .seconds(120)), ("0", .zero),
            ("-5", .zero),
            ("Mon, 05 Jan 2026 06:01:30 GMT", .seconds(90)), ("Monday, 05-Jan-26 06:01:30 GMT", .seconds(90)),
            ("Mon Jan  5 06:01:30 2026", .seconds(90)), ("Mon, 05 Jan 2026 05:00:00 GMT", .zero),
            ("Sunday, 06-Nov-94 08:49:37 GMT", .zero), ("soon", nil), ("", nil), ("99999999999999999999", nil),
            ("Mon, 35 Jan 2026 06:01:30 GMT", nil), ("Mon, 05 Jan 9223372036854775807 06:01:30 GMT", nil),
        ] as [(String, Duration?)]
    )
    func retryAfter(text: String, pause: Duration?) async throws {
        let answer = HTTPResponse(status: 429, headers: [HTTPField("retry-after", text)])
        let expected = ConnectorError.unavailable(endpoint: endpoint, reason: "status 429", retryAfter: pause)
        try await expect(answer, expected)
    }

    @Test func aWrongPathNamesTheAddressAndWhatToCheck() async throws {
        let error = try await error(HTTPResponse(status: 404))
        guard case .unexpectedAnswer(endpoint, let reason) = error else {
            Issue.record("unexpected \(error)")
            return
        }
        #expect(reason.contains("check the key address"))
        #expect(reason.contains("/Fleet/1"))
    }

    @Test(
        "other answers say what to do",
        arguments: [
            (302, "set the key address"), (400, "ask the provider"), (406, "set the key format"),
            (412, "ask the provider"),
        ]
    )
    func others(status: Int, advice: String) async throws {
        let location = HTTPField("Location", "https://login.example/start?return=secret-state")
        let error = try await error(HTTPResponse(status: status, headers: [location]))
        guard case .unexpectedAnswer(endpoint, let reason) = error else {
            Issue.record("unexpected \(error)")
            return
        }
        #expect(reason.hasPrefix("status \(status)"))
        #expect(reason.contains(advice))
        #expect(!reason.contains("secret-state"))
    }

    @Test(
        "a failed transport is passed on",
        arguments: [
            (TransportError.Reason.unreachable, false), (.connectionLost, true), (.cancelled, false),
            (.unknownHost, false),
        ]
    )
    func transportErrors(reason: TransportError.Reason, arrived: Bool) async throws {
        let failure = TransportError(
            reason: reason,
            requestMayHaveArrived: arrived,
            endpoint: endpoint,
            detail: "detail"
        )
        let fixture = try FleetFixture(FixtureTransport(answers: [.failure(failure)]))
        await #expect(throws: ConnectorError(failure)) { try await fixture.page() }
    }

    @Test("trouble in mid-round is an error, not the end of the round", arguments: [401, 403, 408, 429, 501, 503])
    func laterPages(status: Int) async throws {
        let first = XMLFleet.page([XMLFleet.machine("A1")], links: ["next": "/Fleet/2"])
        let fixture = try FleetFixture([
            "\(FleetFixture.base)/Fleet/1": HTTPResponse(status: 200, body: Array(first.utf8)),
            "\(FleetFixture.base)/Fleet/2": HTTPResponse(status: status),
        ])
        let cursor = try await fixture.page().next
        await #expect(throws: ConnectorError.self) { try await fixture.page(after: cursor) }
    }

    @Test func aStreamThatDoesNotExistIsRefused() async throws {
        let fixture = try FleetFixture.pages([])
        let stream = SourceStream(name: "idleHours", object: "MeterReading")
        let error = await #expect(throws: ConnectorError.self) {
            try await fixture.connector.page(of: stream, after: nil)
        }
        #expect(error.map { "\($0)" }?.contains("operatingHours") == true)
        #expect(fixture.connector.streams == [FleetFixture.stream])
        #expect(fixture.transport.requests.isEmpty)
    }

    private func expect(_ answer: HTTPResponse, _ expected: ConnectorError) async throws {
        #expect(try await error(answer) == expected)
    }

    private func error(_ answer: HTTPResponse) async throws -> ConnectorError {
        let fixture = try FleetFixture(FixtureTransport(answers: [.response(answer)]))
        return try #require(await #expect(throws: ConnectorError.self) { try await fixture.page() })
    }
}
