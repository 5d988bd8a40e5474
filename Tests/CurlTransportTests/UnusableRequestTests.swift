import ConnectorKit
import CurlTransport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct UnusableRequestTests {
    @Test(arguments: [
        "", "erp", "erp.example.com/jsonrpc", "/jsonrpc", "http://", "http://:80/", "http://a b/", "http://a/\r\nX: y",
        "http://a/\0", "http://a:99999/", "http://[::1", "ftp://127.0.0.1/a", "gopher://127.0.0.1/",
        "file:///etc/hostname",
        "scp://127.0.0.1/a", "javascript:alert(1)",
    ])
    func anAddressThatCannotBeUsedIsRefusedBeforeAnythingIsSent(url: String) async throws {
        let error = try await CurlTransport().failure(of: HTTPRequest(url: url))
        #expect(error.reason == .unusableAddress)
        #expect(!error.requestMayHaveArrived)
    }

    @Test(arguments: ["", "GET /x", "GE\r\nT", "G\u{E4}T", "GET:"])
    func aMethodThatIsNoWordIsRefused(method: String) async throws {
        let error = try await CurlTransport().failure(of: HTTPRequest(method: method, url: "http://127.0.0.1:1/"))
        #expect(error.reason == .unusableAddress)
        #expect(error.endpoint == "? http://127.0.0.1:1/")
    }

    @Test(arguments: [
        HTTPField("X-A", "1\r\nX-B: 2"), HTTPField("X-A", "1\n"), HTTPField("X-A", "1\0"), HTTPField("", "1"),
        HTTPField("X A", "1"), HTTPField("X:A", "1"), HTTPField("X\r\nB", "1"),
    ])
    func aHeaderFieldThatWouldBecomeAnotherIsRefused(field: HTTPField) async throws {
        let request = HTTPRequest(url: "http://127.0.0.1:1/", headers: [field])
        let error = try await CurlTransport().failure(of: request)
        #expect(error.reason == .unusableAddress)
        #expect(error.detail.contains("line break"))
        #expect(!error.description.contains("X-B"))
    }

    @Test func aHeadRequestWithABodyIsRefused() async throws {
        let request = HTTPRequest(method: "HEAD", url: "http://127.0.0.1:1/", body: [1])
        #expect(try await CurlTransport().failure(of: request).reason == .unusableAddress)
    }

    @Test func anErrorShowsNeitherUserInformationNorQuery() async throws {
        let request = HTTPRequest(url: "http://canary:canary@127.0.0.1:1/path/x?token=canary#canary")
        let error = try await CurlTransport().failure(of: request)
        #expect(error.endpoint == "GET http://127.0.0.1:1/path/x")
        #expect(!error.description.contains("canary"))
    }

    @Test func anErrorOfAnUnreadableAddressDoesNotShowIt() async throws {
        let error = try await CurlTransport().failure(of: HTTPRequest(url: "http://canary:canary@ho st/?canary"))
        #expect(!error.description.contains("canary"))
    }

    @Test(arguments: [
        (CurlTransport.Configuration(proxy: "proxy:3128"), "proxy"),
        (CurlTransport.Configuration(caFile: "/nonexistent/ca.pem"), "caFile"),
        (CurlTransport.Configuration(deadline: .zero), "deadline"),
        (CurlTransport.Configuration(connectTimeout: .zero), "connectTimeout"),
        (CurlTransport.Configuration(responseLimit: 0), "responseLimit"),
        (CurlTransport.Configuration(maximumConnectionsPerHost: 0), "maximumConnectionsPerHost"),
        (CurlTransport.Configuration(userAgent: "a\r\nb"), "userAgent"),
    ])
    func aSettingThatCannotWorkIsNamed(configuration: CurlTransport.Configuration, setting: String) {
        let error = #expect(throws: CurlTransport.SetupError.self) { try CurlTransport(configuration: configuration) }
        #expect(error?.setting == setting)
        #expect(error?.description.hasPrefix("transport setting \(setting): ") == true)
    }
}
