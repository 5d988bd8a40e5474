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
        private static let origins = ["http://new.example", "https://new.example/api"]

        init(answering body: String) { self.body = Array(body.utf8) }

        func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
            let origin = Self.origins.first { request.url.hasPrefix($0) } ?? ""
            targets.append("\(request.method) \(request.url.dropFirst(origin.count))")
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

    /// The system's own address, however it is spelled, and no other one that begins like it.
    @Test(arguments: [
        ("https://new.example/api", "http://recorded.invalid"),
        ("see https://new.example/api.", "see http://recorded.invalid."),
        ("HTTPS://New.Example/api/x?a=1", "http://recorded.invalid/x?a=1"),
        ("https://new.example:443/api?a", "http://recorded.invalid?a"),
        (#"{"a":"https:\/\/new.example\/api\/x"}"#, #"{"a":"http:\/\/recorded.invalid\/x"}"#),
        ("https://new.example/apiary", "https://new.example/apiary"),
        ("https://new.example/API/x", "https://new.example/API/x"),
        ("https://new.example/api.json", "https://new.example/api.json"),
        ("https://new.example:8443/api", "https://new.example:8443/api"),
        ("https://new.example.evil/api", "https://new.example.evil/api"),
        ("http://new.example/api", "http://new.example/api"), ("https://new.example", "https://new.example"),
    ])
    func onlyTheSystemsOwnAddressIsReplaced(_ found: String, _ recorded: String) async throws {
        let answer = RecordedAnswer(status: 200, body: .bytes(Array(recorded.utf8)))
        let comparison = try LiveComparison(
            of: recording([(request("GET", "/first"), .answered(answer))]),
            with: "https://new.example/api/",
            over: Sent(answering: found)
        )
        let diff = try await comparison.run(withChanges: false, ignoring: [])
        #expect(diff.compared == 1 && diff.entries.isEmpty, "\(diff.entries)")
    }

    @Test func whatIsAnsweredOtherwiseIsToldWithItsRequest() async throws {
        let missing = RecordedAnswer(status: 404, body: .bytes(Array("1".utf8)))
        let comparison = try LiveComparison(
            of: recording([
                (request("GET", "/first"), Self.answered), (request("GET", "/second"), .answered(missing)),
            ]),
            with: "http://new.example",
            over: Sent(answering: "1")
        )
        let diff = try await comparison.run(withChanges: false, ignoring: [])
        #expect(diff.compared == 2 && diff.entries.map(\.number) == [2] && !diff.isEqual)
        #expect(diff.entries.first?.request == "GET /second")
        #expect(diff.entries.first?.differences.map(\.path) == ["status"], "\(diff.entries)")
        let ignored = try await comparison.run(withChanges: false, ignoring: ["status"])
        #expect(ignored.compared == 2 && ignored.entries.isEmpty)
    }

    @Test func whatIsCutOffOrComparesNothingIsNotEqual() async throws {
        let whole = recording([(request("GET", "/first"), Self.answered)])
        let cut = Recording(header: whole.header, exchanges: whole.exchanges, isCutOff: true)
        let changes = recording([(request("POST", "/first"), Self.answered)])
        for (recording, isEqual) in [(whole, true), (cut, false), (changes, false)] {
            let comparison = try LiveComparison(
                of: recording,
                with: "http://new.example",
                over: Sent(answering: "1")
            )
            let diff = try await comparison.run(withChanges: false, ignoring: [])
            #expect(diff.entries.isEmpty && diff.isEqual == isEqual)
        }
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
