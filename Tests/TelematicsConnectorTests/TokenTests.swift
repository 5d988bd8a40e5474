import CanonicalModel
import ConnectorKit
import ConnectorTesting
import Synchronization
import TelematicsConnector
import Testing

@Suite("Tokens of an OAuth 2 client")
struct TokenTests {
    private static let tokenAddress = "https://login.example/as/token?tenant=7"

    private let values: [String: ConnectorConfiguration.Value] = [
        "clientId": .text("kestrel yard"), "clientSecret": .secret(Secret("client-secret-0001")),
        "tokenAddress": .text(tokenAddress), "scope": .text("aemp read"),
    ]

    /// A provider that hands out numbered tokens and takes those of the given numbers.
    private final class Provider: Sendable {
        let issued = Mutex(0)
        let accepted: @Sendable (Int) -> Bool
        let lifetime: Int

        init(lifetime: Int = 3600, accepted: @escaping @Sendable (Int) -> Bool = { _ in true }) {
            self.lifetime = lifetime
            self.accepted = accepted
        }

        func answer(_ request: HTTPRequest) -> HTTPResponse {
            if request.url == TokenTests.tokenAddress {
                let number = issued.withLock { number in
                    number += 1
                    return number
                }
                let body = #"{"access_token":"token-\#(number)","token_type":"Bearer","expires_in":\#(lifetime)}"#
                return HTTPResponse(status: 200, body: Array(body.utf8))
            }
            let authorization = request.headers.first { $0.name == "Authorization" }?.value ?? ""
            guard let number = Int(authorization.dropFirst("Bearer token-".count)), accepted(number) else {
                return HTTPResponse(status: 401, body: Array("no \(authorization)".utf8))
            }
            return HTTPResponse(status: 200, body: Array(XMLFleet.page([XMLFleet.machine("A1")]).utf8))
        }
    }

    private func fixture(
        _ provider: Provider,
        clock: ManualClock = ManualClock(FleetFixture.now)
    ) throws -> FleetFixture {
        try FleetFixture(FixtureTransport { provider.answer($0) }, values: values, clock: clock)
    }

    @Test func aTokenIsObtainedOnceAndUsedForAllPages() async throws {
        let provider = Provider()
        let fixture = try fixture(provider)
        for _ in 0..<3 { _ = try await fixture.page() }
        #expect(provider.issued.withLock { $0 } == 1)
        let request = try #require(fixture.transport.requests.first)
        #expect(request.method == "POST")
        #expect(String(decoding: request.body, as: UTF8.self) == "grant_type=client_credentials&scope=aemp%20read")
        // RFC 6749 §2.3.1: id and secret are form-encoded, then Basic: kestrel%20yard:client-secret-0001
        let basic = HTTPField("Authorization", "Basic a2VzdHJlbCUyMHlhcmQ6Y2xpZW50LXNlY3JldC0wMDAx")
        #expect(request.headers.contains(basic))
    }

    @Test func aTokenIsRenewedBeforeItsEnd() async throws {
        let clock = ManualClock(FleetFixture.now)
        let provider = Provider(lifetime: 3600)
        let fixture = try fixture(provider, clock: clock)
        _ = try await fixture.page()
        clock.advance(by: .seconds(3539))
        _ = try await fixture.page()
        #expect(provider.issued.withLock { $0 } == 1)
        clock.advance(by: .seconds(1))
        _ = try await fixture.page()
        #expect(provider.issued.withLock { $0 } == 2)
    }

    @Test func aRefusedTokenIsRenewedOnceForAllCallers() async throws {
        let provider = Provider { $0 != 1 }
        let fixture = try fixture(provider)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 { group.addTask { try await fixture.page().records.count } }
            for try await count in group { #expect(count == 1) }
        }
        #expect(provider.issued.withLock { $0 } == 2)
    }

    @Test func aRefusedNewTokenIsFinalAndNobodyIsLockedOut() async throws {
        let provider = Provider { _ in false }
        let fixture = try fixture(provider)
        await withTaskGroup(of: ConnectorError?.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    do throws(ConnectorError) {
                        _ = try await FleetFixture.page(of: fixture)
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            for await error in group {
                guard case .unauthorized? = error else {
                    Issue.record("expected unauthorized, got \(String(describing: error))")
                    continue
                }
                #expect("\(String(describing: error))".contains("token-") == false)
            }
        }
        #expect(provider.issued.withLock { $0 } == 2)
    }

    @Test func aRefusedClientIsUnauthorizedAndNothingIsPrinted() async throws {
        let fixture = try FleetFixture(
            FixtureTransport { _ in
                HTTPResponse(status: 401, body: Array(#"{"error":"invalid_client"}"#.utf8))
            },
            values: values
        )
        let expected = ConnectorError.unauthorized(
            endpoint: "POST https://login.example/as/token",
            reason: "status 401: invalid_client"
        )
        await #expect(throws: expected) { try await fixture.page() }
        #expect(fixture.transport.requests.count == 1)
    }

    @Test(arguments: [
        #"{"access_token":"","token_type":"Bearer"}"#, #"{"token_type":"Bearer"}"#, "<html>login</html>", "",
        #"{"access_token":"a b","token_type":"Bearer"}"#, #"{"access_token":"x","token_type":"mac"}"#,
    ])
    func whatIsNoTokenIsNotUsed(body: String) async throws {
        let fixture = try FleetFixture(
            FixtureTransport { _ in HTTPResponse(status: 200, body: Array(body.utf8)) },
            values: values
        )
        let error = await #expect(throws: ConnectorError.self) { try await fixture.page() }
        guard case .unexpectedAnswer? = error else {
            Issue.record("expected an unexpected answer, got \(String(describing: error))")
            return
        }
    }

    @Test(arguments: [("clientSecret", "clientSecret"), ("tokenAddress", "tokenAddress"), ("clientId", "clientId")])
    func keysOfAClientBelongTogether(missing: String, named: String) throws {
        let error = #expect(throws: ConnectorError.self) {
            try FleetFixture(FixtureTransport(answers: []), values: values.filter { $0.key != missing })
        }
        #expect(error?.description.contains("'\(named)'") == true)
    }

    @Test(arguments: [
        (86_400 * 15, CheckFinding.Result.passed), (86_400 * 14, .warning), (86_400, .warning), (0, .failed),
    ])
    func theEndOfATokenIsAFinding(seconds: Int, result: CheckFinding.Result) async throws {
        let day = CalendarDate(daysSince1970: 20_500)
        let clock = ManualClock(Instant(seconds: 20_500 * 86_400 - Int64(seconds)))
        let fixture = try FleetFixture.pages(
            ["<Fleet/>"],
            values: ["token": .secret(Secret("t")), "tokenExpires": .text(day.text)],
            clock: clock
        )
        let findings = try await fixture.connector.check()
        #expect(findings.first { $0.message.contains("the credential ends on") }?.result == result)
    }
}

extension FleetFixture {
    fileprivate static func page(of fixture: FleetFixture) async throws(ConnectorError) -> RecordPage {
        try await fixture.connector.page(of: stream, after: nil)
    }
}
