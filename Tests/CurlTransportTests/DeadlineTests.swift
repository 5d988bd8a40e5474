import ConnectorKit
import CurlTransport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct DeadlineTests {
    @Test func aServerThatNeverAnswersLeavesTheOutcomeUnknown() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.waitForEnd()
        }
        defer { server.stop() }
        let transport = try CurlTransport()
        let attempts = try await attempts(until: server) { deadline in
            try await transport.failure(
                of: HTTPRequest(method: "POST", url: server.address, body: [1], deadline: deadline)
            )
        }
        #expect(attempts.allSatisfy { $0.reason == .deadlineExceeded })
        #expect(attempts.last?.requestMayHaveArrived == true)
    }

    @Test func theTransportsOwnDeadlineHoldsForRequestsWithoutOne() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
            connection.waitForEnd()
        }
        defer { server.stop() }
        let attempts = try await attempts(until: server) { deadline in
            let transport = try CurlTransport(configuration: .init(deadline: deadline))
            return try await transport.failure(of: HTTPRequest(url: server.address))
        }
        #expect(attempts.allSatisfy { $0.reason == .deadlineExceeded })
        #expect(attempts.last?.requestMayHaveArrived == true)
    }

    /// Calls with a short deadline, and with longer ones if this machine is too busy to send anything in that time; a call
    /// that was never sent must not show up at the server.
    private func attempts(
        until server: ScriptedServer,
        call: (Duration) async throws -> TransportError
    ) async throws -> [TransportError] {
        var attempts: [TransportError] = []
        var deadline = Duration.milliseconds(50)
        repeat {
            attempts.append(try await call(deadline))
            deadline *= 2
        } while attempts.last?.requestMayHaveArrived == false && attempts.count < 8
        #expect(server.requests.count <= attempts.count { $0.requestMayHaveArrived })
        return attempts
    }

    @Test func waitingForAFreeConnectionWasNeverSent() async throws {
        let isOccupied = Signal()
        let server = try ScriptedServer { connection in
            _ = connection.readRequest()
            isOccupied.send()
            connection.waitForEnd()
        }
        defer { server.stop() }
        let transport = try CurlTransport(configuration: .init(maximumConnectionsPerHost: 1))
        let first = Task { try await transport.send(HTTPRequest(url: server.address)) }
        await isOccupied.wait()

        let second = HTTPRequest(method: "POST", url: server.address, deadline: .milliseconds(50))
        let error = try await transport.failure(of: second)
        #expect(error.reason == .deadlineExceeded)
        #expect(!error.requestMayHaveArrived)
        #expect(server.requests.count == 1)
        first.cancel()
        _ = await first.result
    }

    @Test func aTLSHandshakeThatDoesNotEndWasNeverSent() async throws {
        let server = try ScriptedServer { $0.waitForEnd() }
        defer { server.stop() }
        let url = "https://127.0.0.1:\(server.port)/"
        let error = try await CurlTransport().failure(of: HTTPRequest(url: url, deadline: .milliseconds(50)))
        #expect(error.reason == .deadlineExceeded)
        #expect(!error.requestMayHaveArrived)
    }

    @Test func aConnectionThatDoesNotComeAboutInItsOwnTimeIsUnreachable() async throws {
        let server = try ScriptedServer { $0.waitForEnd() }
        defer { server.stop() }
        let transport = try CurlTransport(configuration: .init(connectTimeout: .milliseconds(50)))
        let error = try await transport.failure(of: HTTPRequest(url: "https://127.0.0.1:\(server.port)/"))
        #expect(error.reason == .unreachable)
        #expect(!error.requestMayHaveArrived)
    }

    @Test(arguments: [Duration.zero, .seconds(-5)])
    func aDeadlineThatHasPassedSendsNothing(deadline: Duration) async throws {
        let server = try ScriptedServer(answer: answer())
        defer { server.stop() }
        let error = try await CurlTransport().failure(of: HTTPRequest(url: server.address, deadline: deadline))
        #expect(error.reason == .deadlineExceeded)
        #expect(!error.requestMayHaveArrived)
        #expect(server.connectionCount == 0)
    }

    @Test func theLongestDeadlineIsNoProblem() async throws {
        let server = try ScriptedServer(answer: answer())
        defer { server.stop() }
        let request = HTTPRequest(url: server.address, deadline: .seconds(Int64.max))
        #expect(try await CurlTransport().send(request).status == 200)
    }
}
