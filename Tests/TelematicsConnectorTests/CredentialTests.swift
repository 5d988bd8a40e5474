import ConnectorKit
import ConnectorTesting
import TelematicsConnector
import Testing

@Suite("Credentials")
struct CredentialTests {
    private let basic: [String: ConnectorConfiguration.Value] = [
        "user": .text("mara"), "password": .secret(Secret("pässword-0001")),
    ]
    private let bearer: [String: ConnectorConfiguration.Value] = ["token": .secret(Secret("token-0001"))]

    @Test func aUserAndPasswordTravelAsBasicInUTF8() async throws {
        let fixture = try FleetFixture.pages(["<Fleet/>"], values: basic)
        _ = try await fixture.page()
        let header = HTTPField("Authorization", "Basic bWFyYTpww6Rzc3dvcmQtMDAwMQ==")
        #expect(fixture.transport.requests.first?.headers.contains(header) == true)
    }

    @Test func aTokenTravelsAsBearer() async throws {
        let fixture = try FleetFixture.pages(["<Fleet/>"], values: bearer)
        _ = try await fixture.page()
        #expect(
            fixture.transport.requests.first?.headers.contains(HTTPField("Authorization", "Bearer token-0001")) == true
        )
    }

    @Test("a provider's echo of the credentials is printed nowhere", arguments: [200, 302, 401, 403, 404, 429, 500])
    func echo(status: Int) async throws {
        for values in [basic, bearer] {
            let transport = FixtureTransport { request in
                let echo = "you sent " + request.headers.map(\.value).joined(separator: " ") + " pässword-0001"
                return HTTPResponse(
                    status: status,
                    headers: [HTTPField("Location", "/" + echo)],
                    body: Array(echo.utf8)
                )
            }
            let fixture = try FleetFixture(transport, values: values)
            var printed = ""
            do {
                let page = try await fixture.page()
                dump(page, to: &printed)
            } catch {
                dump(error, to: &printed)
                printed += "\(error)"
            }
            do {
                dump(try await fixture.connector.check(), to: &printed)
            } catch {
                printed += "\(error)"
            }
            dump(fixture.connector, to: &printed)
            dump(fixture.log.lines, to: &printed)
            #expect(!printed.isEmpty)
            let hasEcho = printed.contains("you sent")
            #expect(hasEcho)
            if case .secret? = values["password"] {
                #expect(!printed.contains("pässword-0001") && !printed.contains("bWFyYTpww6Rzc3dvcmQtMDAwMQ"))
            } else {
                #expect(!printed.contains("token-0001"))
            }
        }
    }
}
