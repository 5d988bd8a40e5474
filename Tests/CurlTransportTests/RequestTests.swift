import ConnectorKit
import CurlTransport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RequestTests {
    private let transport: CurlTransport

    init() throws { transport = try CurlTransport() }

    @Test func givesStatusHeadersAndBody() async throws {
        let server = try ScriptedServer(
            answer: answer(
                "201 Created",
                ["X-One: a", "x-two:  b c ", "Set-Cookie: p=1", "Set-Cookie: q=2", "X-None:"],
                body: "ok"
            )
        )
        defer { server.stop() }
        let response = try await transport.send(HTTPRequest(url: server.address + "/things"))

        #expect(response.status == 201)
        #expect(response.body == Array("ok".utf8))
        #expect(
            response.headers == [
                HTTPField("X-One", "a"), HTTPField("x-two", "b c"), HTTPField("Set-Cookie", "p=1"),
                HTTPField("Set-Cookie", "q=2"), HTTPField("X-None", ""), HTTPField("Content-Length", "2"),
            ]
        )
    }

    @Test func anErrorStatusIsAnAnswer() async throws {
        let server = try ScriptedServer(answer: answer("503 Service Unavailable", ["Retry-After: 7"], body: "later"))
        defer { server.stop() }
        let response = try await transport.send(HTTPRequest(url: server.address))
        #expect(response.status == 503)
        #expect(response.header("retry-after") == "7")
        #expect(response.body == Array("later".utf8))
    }

    @Test func sendsExactlyTheRequestThatWasAskedFor() async throws {
        let server = try ScriptedServer(answer: answer())
        defer { server.stop() }
        let body = (0...255).map(UInt8.init)
        _ = try await transport.send(
            HTTPRequest(
                method: "POST",
                url: server.address + "/jsonrpc?db=gable",
                headers: [
                    HTTPField("Content-Type", "application/json"), HTTPField("X-Empty", ""), HTTPField("X-B", "1"),
                ],
                body: body
            )
        )
        let request = try #require(server.requests.first)
        #expect(request.body == body)
        #expect(
            request.head
                == [
                    "POST /jsonrpc?db=gable HTTP/1.1", "Host: 127.0.0.1:\(server.port)", "User-Agent: purlin",
                    "Accept: */*",
                    "Accept-Encoding: gzip, deflate", "Content-Type: application/json", "X-Empty:", "X-B: 1",
                    "Content-Length: 256", "", "",
                ].joined(separator: "\r\n")
        )
    }

    @Test(arguments: ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "REPORT"], ["", "{}"])
    func sendsEveryMethodWithAndWithoutABody(method: String, body: String) async throws {
        let server = try ScriptedServer(answer: answer(body: "done"))
        defer { server.stop() }
        let request = HTTPRequest(method: method, url: server.address + "/x", body: Array(body.utf8))
        #expect(try await transport.send(request).body == Array("done".utf8))

        let received = try #require(server.requests.first)
        #expect(received.method == method)
        #expect(received.body == Array(body.utf8))
        #expect(received.header("Content-Type") == nil)
        let needsLength = !body.isEmpty || ["POST", "PUT", "PATCH"].contains(method)
        #expect(received.header("Content-Length") == (needsLength ? "\(body.utf8.count)" : nil))
    }

    @Test func aHeadRequestHasNoBodyHoweverLongTheAnnouncedOneIs() async throws {
        let server = try ScriptedServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
        defer { server.stop() }
        let response = try await transport.send(HTTPRequest(method: "HEAD", url: server.address))
        #expect(response.body.isEmpty)
        #expect(response.header("Content-Length") == "99999999999")
    }

    @Test func aLargeBodyIsSentWithoutWaitingForAnInvitation() async throws {
        let server = try ScriptedServer(answer: answer())
        defer { server.stop() }
        let body = [UInt8](repeating: 7, count: 3 << 20)
        _ = try await transport.send(HTTPRequest(method: "POST", url: server.address, body: body))
        #expect(server.requests.first?.header("Expect") == nil)
        #expect(server.requests.first?.body == body)
    }

    @Test func aProvisionalAnswerIsNotTheAnswer() async throws {
        let server = try ScriptedServer(answer: "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n" + answer(body: "late"))
        defer { server.stop() }
        let response = try await transport.send(HTTPRequest(url: server.address))
        #expect(response.status == 200)
        #expect(response.header("X-Early") == nil)
        #expect(response.body == Array("late".utf8))
    }

    @Test func theOwnUserAgentOfARequestWins() async throws {
        let server = try ScriptedServer(answer: answer())
        defer { server.stop() }
        _ = try await transport.send(HTTPRequest(url: server.address, headers: [HTTPField("User-Agent", "gable/2")]))
        #expect(server.requests.first?.header("User-Agent") == "gable/2")
    }

    @Test func decompressesTheBody() async throws {
        let server = try ScriptedServer(script: Gzip.answering(with: Gzip.greeting))
        defer { server.stop() }
        let response = try await transport.send(HTTPRequest(url: server.address))
        #expect(String(decoding: response.body, as: UTF8.self) == "Gable & Sons, site 7\n")
    }
}
