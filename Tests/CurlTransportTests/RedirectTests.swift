import ConnectorKit
import CurlTransport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RedirectTests {
    private let transport: CurlTransport

    init() throws { transport = try CurlTransport(configuration: .init(allowsFileAddresses: true)) }

    /// A server that sends everyone from `/old` to `target` and answers everything else with its own target.
    private func server(redirecting status: String, to target: String) throws -> ScriptedServer {
        try ScriptedServer { connection in
            while let request = connection.readRequest() {
                let isOld = request.target == "/old"
                connection.send(
                    isOld ? answer(status, ["Location: \(target)"], body: "moved") : answer(body: request.target)
                )
            }
        }
    }

    @Test func aRedirectIsAnAnswerUnlessItIsToBeFollowed() async throws {
        let server = try server(redirecting: "302 Found", to: "/new")
        defer { server.stop() }
        let response = try await transport.send(HTTPRequest(url: server.address + "/old"))
        #expect(response.status == 302)
        #expect(response.header("Location") == "/new")
        #expect(response.body == Array("moved".utf8))
        #expect(server.requests.count == 1)
    }

    @Test func aFollowedRedirectGivesTheLastAnswerOnly() async throws {
        let server = try server(redirecting: "301 Moved Permanently", to: "/new")
        defer { server.stop() }
        let response = try await transport.send(HTTPRequest(url: server.address + "/old", followsRedirects: true))
        #expect(response.status == 200)
        #expect(response.header("Location") == nil)
        #expect(response.body == Array("/new".utf8))
    }

    @Test(arguments: [
        ("302 Found", "GET", ""), ("303 See Other", "GET", ""), ("307 Temporary Redirect", "POST", "pay"),
    ])
    func aPostIsContinuedAsTheStatusSays(status: String, method: String, body: String) async throws {
        let server = try server(redirecting: status, to: "/new")
        defer { server.stop() }
        let request = HTTPRequest(
            method: "POST",
            url: server.address + "/old",
            body: Array("pay".utf8),
            followsRedirects: true
        )
        _ = try await transport.send(request)
        #expect(server.requests.last?.method == method)
        #expect(server.requests.last?.body == Array(body.utf8))
        #expect(server.requests.count == 2)
    }

    @Test(arguments: ["PUT", "DELETE"])
    func otherMethodsAreNotRedirected(method: String) async throws {
        let server = try server(redirecting: "303 See Other", to: "/new")
        defer { server.stop() }
        let request = HTTPRequest(method: method, url: server.address + "/old", followsRedirects: true)
        #expect(try await transport.send(request).status == 303)
        #expect(server.requests.count == 1)
    }

    @Test func credentialsStayWithTheirHost() async throws {
        let other = try ScriptedServer(answer: answer())
        defer { other.stop() }
        let server = try server(redirecting: "307 Temporary Redirect", to: other.address + "/new")
        defer { server.stop() }
        let headers = [HTTPField("Authorization", "Bearer canary"), HTTPField("Cookie", "session=canary")]
        _ = try await transport.send(
            HTTPRequest(url: server.address + "/old", headers: headers, followsRedirects: true)
        )
        #expect(server.requests.first?.header("Authorization") == "Bearer canary")
        let received = try #require(other.requests.first)
        #expect(!received.head.contains("canary"))
    }

    @Test func anEndlessChainEnds() async throws {
        let server = try server(redirecting: "302 Found", to: "/old")
        defer { server.stop() }
        let error = try await transport.failure(of: HTTPRequest(url: server.address + "/old", followsRedirects: true))
        #expect(error.reason == .invalidAnswer)
        #expect(error.requestMayHaveArrived)
        #expect(server.requests.count == 6)
    }

    @Test(arguments: ["file:///etc/hostname", "ftp://127.0.0.1/a", "gopher://127.0.0.1:1/a", "http://[bad"])
    func aRedirectToSomethingElseThanHTTPIsNotFollowed(target: String) async throws {
        let server = try server(redirecting: "302 Found", to: target)
        defer { server.stop() }
        let error = try await transport.failure(of: HTTPRequest(url: server.address + "/old", followsRedirects: true))
        #expect(error.reason == .invalidAnswer)
        #expect(error.requestMayHaveArrived)
    }
}
