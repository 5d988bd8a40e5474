import ConnectorKit
import RecordingProxy
import Recordings
import Testing

/// What is sent to a system that is compared with a recording, and what is said to be equal.
struct LiveComparisonTests {
    /// Answers every request alike, and remembers what it was sent.
    private actor Sent: HTTPTransport {
        private(set) var targets: [String] = []
        private let body: [UInt8]

        init(answering body: String) { self.body = Array(body.utf8) }

        func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
            targets.append("\(request.method) \(request.url.dropFirst("http://new.example".count))")
            return HTTPResponse(status: 200, body: body)
        }
    }

    private static let answered = RecordedExchange.Outcome.answered(
        RecordedAnswer(status: 200, body: .bytes(Array("1".utf8)))
    )

    private func recording(_ requests: [(RecordedRequest, RecordedExchange.Outcome)]) -> Recording {
        let header = RecordingHeader(
            system: "fleet",
            version: "3",
            recorded: "2026-01-05T06:00:00Z",
            address: "https://fleet.example",
            masking: .standard(adding: [])
        )
        let exchanges = requests.enumerated().map { index, pair in
            RecordedExchange(
                number: index + 1,
                state: 0,
                isChange: pair.0.method == "POST",
                request: pair.0,
                outcome: pair.1
            )
        }
        return Recording(header: header, exchanges: exchanges)
    }

    private func request(_ method: String, _ target: String, _ body: String = "") -> RecordedRequest {
        RecordedRequest(method: method, target: target, body: .bytes(Array(body.utf8)))
    }

    @Test func whatTheRecordingDoesNotHaveAllOfIsNotSent() async throws {
        var withheld = request("POST", "/withheld")
        withheld.body = .withheld(reason: "encoded as br")
        let recording = recording([
            (request("GET", "/first"), Self.answered), (withheld, Self.answered),
            (request("POST", "/people", #"{"wage":0.00}"#), Self.answered),
            (request("POST", "/days", #"{"dateOfBirth":"1900-01-01"}"#), Self.answered),
            (request("POST", "/lost"), .failed("unreachable; \(RecordedExchange.neverSent)")),
            (request("POST", "/torn"), .failed("timed out; it may have arrived")),
        ])
        let system = Sent(answering: "1")
        let comparison = try LiveComparison(of: recording, with: "http://new.example", over: system)
        let diff = try await comparison.run(withChanges: true, ignoring: [])
        #expect(await system.targets == ["GET /first", "POST /torn"])
        #expect(diff.compared == 1 && diff.unsendable == 4 && diff.unanswered == 1)

        _ = try await comparison.run(withChanges: true, sendingMasks: true, ignoring: [])
        #expect(await system.targets.dropFirst(2) == ["GET /first", "POST /people", "POST /days", "POST /torn"])
    }

    @Test func nothingIsSentAsLongAsAMaskWouldBe() async throws {
        let recording = recording([
            (request("GET", "/first"), Self.answered), (request("GET", "/second?token=masked-1"), Self.answered),
        ])
        let system = Sent(answering: "1")
        let comparison = try LiveComparison(of: recording, with: "http://new.example", over: system)
        let error = await #expect(throws: RecorderError.self) {
            try await comparison.run(withChanges: false, ignoring: [])
        }
        #expect(error?.description.contains("masked-1 in 1 requests") == true)
        #expect(await system.targets == [])

        let filled = try LiveComparison(
            of: recording,
            with: "http://new.example",
            over: system,
            filling: ["masked-1": Secret("hunter")]
        )
        #expect(try await filled.run(withChanges: false, ignoring: []).compared == 2)
        #expect(await system.targets == ["GET /first", "GET /second?token=hunter"])
    }

    @Test func anAnswerThatWasNotWrittenIsNotEqual() async throws {
        let withheld = RecordedExchange.Outcome.answered(
            RecordedAnswer(status: 200, body: .withheld(reason: "encoded as br"))
        )
        let recording = recording([(request("GET", "/first"), withheld), (request("GET", "/second"), Self.answered)])
        let comparison = try LiveComparison(
            of: recording,
            with: "http://new.example",
            over: Sent(answering: "1")
        )
        let diff = try await comparison.run(withChanges: false, ignoring: [])
        #expect(diff.compared == 1 && diff.unseen == 1 && diff.entries.isEmpty)
    }
}
