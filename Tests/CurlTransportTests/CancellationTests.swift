import ConnectorKit
import CurlTransport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct CancellationTests {
    @Test func cancellingTheTaskEndsTheCallAndItsConnection() async throws {
        let hasArrived = Signal()
        let hasEnded = Signal()
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            hasArrived.send()
            connection.waitForEnd()
            hasEnded.send()
        }
        defer { server.stop() }
        let transport = try CurlTransport()
        let call = Task { try await transport.failure(of: HTTPRequest(method: "POST", url: server.address)) }
        await hasArrived.wait()
        call.cancel()
        let error = try await call.value
        #expect(error.reason == .cancelled)
        #expect(error.requestMayHaveArrived)
        await hasEnded.wait()
    }

    @Test func aTaskThatIsAlreadyCancelledSendsNothing() async throws {
        let server = try ScriptedServer(answer: answer())
        defer { server.stop() }
        let transport = try CurlTransport()
        let call = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await transport.failure(of: HTTPRequest(method: "POST", url: server.address))
        }
        call.cancel()
        let error = try await call.value
        #expect(error.reason == .cancelled)
        #expect(!error.requestMayHaveArrived)
        #expect(server.connectionCount == 0)
    }

    @Test func cancellingOneCallDoesNotDisturbAnother() async throws {
        let hasArrived = Signal()
        let mayAnswer = Signal()
        let server = try ScriptedServer { connection in
            guard let request = connection.readRequest() else { return }
            hasArrived.send()
            if request.target == "/cancelled" { return connection.waitForEnd() }
            mayAnswer.block()
            connection.send(answer(body: "kept"))
        }
        defer { server.stop() }
        let transport = try CurlTransport()
        let cancelled = Task { try await transport.failure(of: HTTPRequest(url: server.address + "/cancelled")) }
        let kept = Task { try await transport.send(HTTPRequest(url: server.address + "/kept")) }
        await hasArrived.wait()
        await hasArrived.wait()
        cancelled.cancel()
        #expect(try await cancelled.value.reason == .cancelled)
        mayAnswer.send()
        #expect(try await kept.value.body == Array("kept".utf8))
    }

    @Test func closingTheTransportCancelsEveryCall() async throws {
        let hasArrived = Signal()
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            hasArrived.send()
            connection.waitForEnd()
        }
        defer { server.stop() }
        let transport = try CurlTransport()
        let calls = (0..<3).map { _ in Task { try await transport.failure(of: HTTPRequest(url: server.address)) } }
        for _ in calls { await hasArrived.wait() }
        transport.close()
        for call in calls {
            let error = try await call.value
            #expect(error.reason == .cancelled)
            #expect(error.requestMayHaveArrived)
        }
        let late = try await transport.failure(of: HTTPRequest(url: server.address))
        #expect(late.reason == .cancelled)
        #expect(!late.requestMayHaveArrived)
        transport.close()
    }

    @Test func aReleasedTransportClosesItsConnections() async throws {
        let hasEnded = Signal()
        let server = try ScriptedServer { connection in
            while connection.readRequest() != nil { connection.send(answer()) }
            hasEnded.send()
        }
        defer { server.stop() }
        var transport: CurlTransport? = try CurlTransport()
        #expect(try await transport?.send(HTTPRequest(url: server.address)).status == 200)
        transport = nil
        await hasEnded.wait()
    }
}
