import ConnectorKit
import CurlTransport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ProxyTests {
    @Test func requestsGoThroughTheProxy() async throws {
        let proxy = try ScriptedServer(answer: answer(body: "through"))
        defer { proxy.stop() }
        let transport = try CurlTransport(configuration: .init(proxy: proxy.address))
        let response = try await transport.send(HTTPRequest(url: "http://name.invalid/things"))
        #expect(response.body == Array("through".utf8))
        #expect(proxy.requests.first?.target == "http://name.invalid/things")
    }

    @Test(arguments: ["407 Proxy Authentication Required", "502 Bad Gateway"])
    func aProxyThatRefusesTheTunnelNeverGotTheRequest(status: String) async throws {
        let proxy = try ScriptedServer(answer: answer(status))
        defer { proxy.stop() }
        let transport = try CurlTransport(configuration: .init(proxy: proxy.address))
        let request = HTTPRequest(method: "POST", url: "https://name.invalid/things", body: [1])
        let error = try await transport.failure(of: request)
        #expect(error.reason == .unreachable)
        #expect(!error.requestMayHaveArrived)
        #expect(proxy.requests.map(\.method) == ["CONNECT"])
    }

    @Test func anUnknownProxyIsUnreachable() async throws {
        let transport = try CurlTransport(configuration: .init(proxy: "http://name.invalid:3128"))
        let error = try await transport.failure(of: HTTPRequest(url: "http://127.0.0.1/"))
        #expect(error.reason == .unreachable)
        #expect(!error.requestMayHaveArrived)
    }
}
