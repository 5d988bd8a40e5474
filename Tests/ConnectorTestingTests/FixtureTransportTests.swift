import CanonicalModel
import ConnectorKit
import ConnectorTesting
import Testing

@Suite("Fixture transport")
struct FixtureTransportTests {
    private let request = HTTPRequest(url: "https://mara:s3cret@fleet.example/Fleet/1?key=s3cret")

    @Test func givesItsQueuedAnswersInOrderAndThenIsUnreachable() async throws {
        let lost = TransportError(
            reason: .connectionLost,
            requestMayHaveArrived: true,
            endpoint: "GET https://fleet.example/Fleet/1",
            detail: "the connection ended"
        )
        let transport = FixtureTransport(answers: [.response(HTTPResponse(status: 204)), .failure(lost)])

        #expect(try await transport.send(request).status == 204)
        #expect(transport.remainingAnswers == 1)
        await #expect(throws: lost) { try await transport.send(request) }
        let failure = await #expect(throws: TransportError.self) { try await transport.send(request) }
        #expect(failure?.reason == .unreachable)
        #expect(failure?.requestMayHaveArrived == false)
    }

    @Test func asksItsHandlerAndRecordsEveryRequest() async throws {
        let transport = FixtureTransport { request in
            HTTPResponse(status: request.method == "GET" ? 200 : 405, body: Array(request.url.utf8))
        }
        let post = HTTPRequest(method: "POST", url: "https://fleet.example/", body: [1, 2])

        #expect(try await transport.send(request).body == Array(request.url.utf8))
        #expect(try await transport.send(post).status == 405)
        #expect(transport.requests == [request, post])
    }

    @Test func refusesAnAnswerBeyondTheRequestsLimitWithoutPrintingSecrets() async throws {
        let transport = FixtureTransport { _ in HTTPResponse(status: 200, body: [1, 2, 3]) }
        var limited = request
        limited.responseLimit = 3
        #expect(try await transport.send(limited).body.count == 3)

        limited.responseLimit = 2
        let failure = await #expect(throws: TransportError.self) { try await transport.send(limited) }
        #expect(failure?.reason == .responseTooLarge)
        #expect(failure?.endpoint == "GET https://fleet.example/Fleet/1")
    }

    @Test func doesNotAnswerACancelledTask() async throws {
        let transport = FixtureTransport { _ in HTTPResponse(status: 200) }
        let call = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await transport.send(request)
        }
        let failure = await #expect(throws: TransportError.self) { try await call.value }
        #expect(failure?.reason == .cancelled)
        #expect(transport.requests.isEmpty)
    }
}
