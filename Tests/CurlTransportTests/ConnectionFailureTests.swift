import ConnectorKit
import CurlTransport
import Foundation
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ConnectionFailureTests {
    private let transport: CurlTransport

    init() throws { transport = try CurlTransport() }

    @Test func aRefusedConnectionWasNeverSent() async throws {
        let (socket, port) = try LoopbackSocket.bind()
        defer { close(socket) }
        let error = try await transport.failure(of: HTTPRequest(method: "POST", url: "http://127.0.0.1:\(port)/a"))
        #expect(error.reason == .unreachable)
        #expect(!error.requestMayHaveArrived)
        #expect(error.endpoint == "POST http://127.0.0.1:\(port)/a")
    }

    @Test func anUnknownHostWasNeverSent() async throws {
        let error = try await transport.failure(of: HTTPRequest(url: "http://name.invalid/"))
        #expect(error.reason == .unknownHost)
        #expect(!error.requestMayHaveArrived)
    }

    @Test(arguments: ["GET", "POST"])
    func aConnectionThatEndsBeforeTheAnswerLeavesTheOutcomeUnknown(method: String) async throws {
        let server = try ScriptedServer { connection in _ = connection.readRequest() }
        defer { server.stop() }
        let error = try await transport.failure(of: HTTPRequest(method: method, url: server.address, body: [1]))
        #expect(error.reason == .connectionLost)
        #expect(error.requestMayHaveArrived)
        #expect(server.requests.count == 1)
    }

    @Test func aResetBeforeTheAnswerLeavesTheOutcomeUnknown() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.resetOnClose()
        }
        defer { server.stop() }
        let error = try await transport.failure(of: HTTPRequest(method: "POST", url: server.address))
        #expect(error.reason == .connectionLost)
        #expect(error.requestMayHaveArrived)
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf",
        "HTTP/1.1 200 OK\r\nContent-",
    ])
    func anAnswerThatIsCutIsNoAnswer(bytes: String) async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send(bytes)
        }
        defer { server.stop() }
        let error = try await transport.failure(of: HTTPRequest(url: server.address))
        #expect(error.reason == .connectionLost)
        #expect(error.requestMayHaveArrived)
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH_9.2\r\n", "220 mail ready\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n",
        "\0\u{1}\u{2}\r\n\r\n",
    ])
    func whatIsNoHTTPIsAnInvalidAnswer(bytes: String) async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send(bytes)
        }
        defer { server.stop() }
        let error = try await transport.failure(of: HTTPRequest(url: server.address))
        #expect(error.reason == .invalidAnswer)
        #expect(error.requestMayHaveArrived)
    }

    @Test func aBodyThatIsNotCompressedAsAnnouncedIsAnInvalidAnswer() async throws {
        let server = try ScriptedServer(
            answer: answer("200 OK", ["Content-Encoding: gzip"], body: "no gzip at all, really")
        )
        defer { server.stop() }
        let error = try await transport.failure(of: HTTPRequest(url: server.address))
        #expect(error.reason == .invalidAnswer)
        #expect(error.requestMayHaveArrived)
    }
}
