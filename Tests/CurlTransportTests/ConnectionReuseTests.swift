import ConnectorKit
import CurlTransport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ConnectionReuseTests {
    @Test func callsOneAfterTheOtherShareAConnection() async throws {
        let server = try ScriptedServer(answer: answer(body: "x"))
        defer { server.stop() }
        let transport = try CurlTransport()
        for _ in 0..<20 { _ = try await transport.send(HTTPRequest(method: "POST", url: server.address, body: [1])) }
        #expect(server.requests.count == 20)
        #expect(server.connectionCount == 1)
    }

    @Test func sixtyFourCallsShareAtMostEightConnectionsAndGetTheirOwnAnswers() async throws {
        let server = try ScriptedServer { connection in
            while let request = connection.readRequest() { connection.send(answer(body: request.target)) }
        }
        defer { server.stop() }
        let transport = try CurlTransport()
        try await withThrowingTaskGroup { group in
            for number in 0..<64 {
                group.addTask {
                    let response = try await transport.send(HTTPRequest(url: server.address + "/\(number)"))
                    #expect(String(decoding: response.body, as: UTF8.self) == "/\(number)")
                }
            }
            try await group.waitForAll()
        }
        #expect(Set(server.requests.map(\.target)).count == 64)
        #expect(server.connectionCount <= 8)
    }

    /// The server answers the first request of each connection, and hangs up on the second without an answer.
    private func serverThatForgetsItsConnections() throws -> ScriptedServer {
        try ScriptedServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.send(answer(body: "first"))
            _ = connection.readRequest()
        }
    }

    @Test(arguments: ["POST", "PUT", "PATCH", "DELETE"], [[], [1, 2, 3]] as [[UInt8]])
    func aWriteOnADeadReusedConnectionIsNotRepeated(method: String, body: [UInt8]) async throws {
        let server = try serverThatForgetsItsConnections()
        defer { server.stop() }
        let transport = try CurlTransport()
        _ = try await transport.send(HTTPRequest(url: server.address))

        let error = try await transport.failure(of: HTTPRequest(method: method, url: server.address, body: body))
        #expect(error.reason == .connectionLost)
        #expect(error.requestMayHaveArrived)
        #expect(server.requests.map(\.method) == ["GET", method])
    }

    @Test func aReadOnADeadReusedConnectionIsRepeatedOnAFreshOne() async throws {
        let server = try serverThatForgetsItsConnections()
        defer { server.stop() }
        let transport = try CurlTransport()
        _ = try await transport.send(HTTPRequest(url: server.address + "/1"))
        let response = try await transport.send(HTTPRequest(url: server.address + "/2"))
        #expect(response.body == Array("first".utf8))
        #expect(server.requests.map(\.target) == ["/1", "/2", "/2"])
    }

    @Test func nothingOfACallReachesTheNext() async throws {
        let server = try ScriptedServer(answer: answer("200 OK", ["Set-Cookie: session=canary"]))
        defer { server.stop() }
        let transport = try CurlTransport()
        let first = HTTPRequest(
            method: "PUT",
            url: server.address,
            headers: [HTTPField("Authorization", "Bearer canary")],
            body: Array("canary".utf8)
        )
        _ = try await transport.send(first)
        _ = try await transport.send(HTTPRequest(url: server.address))
        let second = try #require(server.requests.last)
        #expect(second.method == "GET")
        #expect(second.body.isEmpty)
        #expect(!second.head.contains("canary"))
    }
}
