import ConnectorKit
import CurlTransport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ResponseLimitTests {
    @Test func anEndlessBodyIsCutOffAtTheLimit() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            let chunk = "400\r\n" + String(repeating: "x", count: 1_024) + "\r\n"
            while connection.send(chunk) {}
        }
        defer { server.stop() }
        let transport = try CurlTransport(configuration: .init(responseLimit: 100_000))
        let error = try await transport.failure(of: HTTPRequest(url: server.address))
        #expect(error.reason == .responseTooLarge)
        #expect(error.requestMayHaveArrived)
        #expect(error.detail == "the body exceeds the limit of 100000 bytes")
    }

    @Test func anAnnouncedLengthAboveTheLimitIsRefusedBeforeTheBody() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n")
            connection.waitForEnd()
        }
        defer { server.stop() }
        let error = try await CurlTransport().failure(of: HTTPRequest(url: server.address, responseLimit: 100))
        #expect(error.reason == .responseTooLarge)
        #expect(error.requestMayHaveArrived)
        #expect(error.detail == "the body of 101 bytes exceeds the limit of 100 bytes")
    }

    @Test(arguments: [(100, true), (99, false)])
    func theLimitItselfIsAllowed(limit: Int, isAllowed: Bool) async throws {
        let body = String(repeating: "x", count: 100)
        let server = try ScriptedServer(
            answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n\(body)\r\n0\r\n\r\n"
        )
        defer { server.stop() }
        let request = HTTPRequest(url: server.address, responseLimit: limit)
        if isAllowed {
            #expect(try await CurlTransport().send(request).body.count == 100)
        } else {
            #expect(try await CurlTransport().failure(of: request).reason == .responseTooLarge)
        }
    }

    @Test func decompressedBytesAreCounted() async throws {
        let server = try ScriptedServer(script: Gzip.answering(with: Gzip.tenThousandLetters))
        defer { server.stop() }
        let enough = HTTPRequest(url: server.address, responseLimit: 10_000)
        #expect(try await CurlTransport().send(enough).body == [UInt8](repeating: UInt8(ascii: "a"), count: 10_000))
        let tooLittle = HTTPRequest(url: server.address, responseLimit: 9_999)
        #expect(try await CurlTransport().failure(of: tooLittle).reason == .responseTooLarge)
    }

    @Test func anEndlessHeadIsCutOff() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\n")
            while connection.send("X-Filler: \(String(repeating: "x", count: 1_000))\r\n") {}
        }
        defer { server.stop() }
        let error = try await CurlTransport().failure(of: HTTPRequest(url: server.address))
        #expect(error.requestMayHaveArrived)
        #expect(error.reason == .responseTooLarge)
    }
}
