import Foundation
import JSON
import Recordings
import ReplaySimulator
import SimulatorKit
import Testing

/// A recording in the place of a system.
struct ReplayedSystemTests {
    private static let header = RecordingHeader(
        system: "yard",
        version: "3",
        recorded: "2026-01-05T06:00:00Z",
        address: "https://yard.example",
        masking: .standard(adding: [])
    )

    private static func exchange(
        _ number: Int,
        _ state: Int,
        _ method: String,
        _ target: String,
        _ body: String
    )
        -> RecordedExchange
    {
        let answer = RecordedAnswer(
            status: 200,
            headers: [
                RecordedField("Content-Type", "application/json"), RecordedField("X-Next", "\(Recording.origin)/b"),
            ],
            body: .bytes(Array(body.utf8)),
            milliseconds: 70
        )
        return RecordedExchange(
            number: number,
            state: state,
            isChange: method != "GET",
            request: RecordedRequest(method: method, target: target),
            outcome: .answered(answer)
        )
    }

    private static let recording = Recording(
        header: header,
        exchanges: [
            exchange(1, 0, "GET", "/a?n=1", #"{"next":"http:\/\/recorded.invalid\/b","rate":0.00}"#),
            exchange(2, 0, "PUT", "/a", "{}"), exchange(3, 1, "GET", "/a?n=1", "[]"),
        ]
    )

    /// A simulator of the recording, with further options.
    private func surface(
        _ values: [String: String] = [:],
        of recording: Recording = recording
    ) throws -> SimulatorSurface<ReplayedSystem> {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).recording")
        try Data(recording.bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try SimulatorSurface(
            options: SimulatorOptions(values: values.merging(["recording": file.path]) { given, _ in given })
        )
    }

    private func request(_ method: String, _ path: String, _ query: [String: String] = [:]) -> SimulatedRequest {
        SimulatedRequest(method: method, path: path, query: query, headers: ["host": "127.0.0.1:8069"])
    }

    private func json(_ response: SimulatedResponse) throws -> JSON { try JSON(parsing: response.body) }

    @Test func answersComeAsRecordedWithThisAddress() async throws {
        let surface = try surface()
        let answer = await surface.respond(to: request("GET", "/a", ["n": "1"]))
        #expect(answer.status == 200 && answer.milliseconds == 0)
        #expect(String(decoding: answer.body, as: UTF8.self) == #"{"next":"http:\/\/127.0.0.1:8069\/b","rate":0.00}"#)
        #expect(answer.headers.contains { $0.name == "X-Next" && $0.value == "http://127.0.0.1:8069/b" })
        let slow = try self.surface(["latency": "recorded"])
        #expect(await slow.respond(to: request("GET", "/a", ["n": "1"])).milliseconds == 70)
    }

    @Test func whatWasNotRecordedIsToldWithTheNearest() async throws {
        let surface = try surface()
        let answer = await surface.respond(to: request("GET", "/a", ["n": "2"]))
        #expect(answer.status == 501)
        let body = try json(answer)
        #expect(body["error"] == "The recording has no answer to GET /a after 0 changes.")
        #expect(body["nearest"]?[0]?["differences"]?[0] == ["path": "query n", "recorded": "1", "found": "2"])
        let unmatched = try json(await surface.respond(to: request("GET", "/_sim/unmatched")))
        #expect(unmatched["count"] == 1)
        let truth = try json(await surface.respond(to: request("GET", "/_sim/truth")))
        #expect(truth["unanswered"]?.arrayValue?.count == 1 && truth["unserved"]?.arrayValue?.count == 3)
    }

    /// Nothing came from the recorded system, and nothing comes from this one.
    @Test func anAnswerThatWasLostIsLostAgain() async throws {
        var lost = Self.exchange(1, 0, "GET", "/a", "")
        lost.outcome = .failed("timed out; it may have arrived")
        let surface = try surface(of: Recording(header: Self.header, exchanges: [lost]))
        #expect(await surface.respond(to: request("GET", "/a")).delivery == .dropped)
    }

    /// A query may name a thing more than once.
    @Test(arguments: [("n=1&n=2", 200), ("n=%31&n=2", 200), ("n=1&n=3", 501), ("n=3&n=2", 501), ("n=2", 501)])
    func itemsOfOneNameAreAllCompared(_ query: String, _ status: Int) async throws {
        let exchange = Self.exchange(1, 0, "GET", "/a?n=1&n=2", "[]")
        let surface = try surface(of: Recording(header: Self.header, exchanges: [exchange]))
        let items = ["n": String(query.suffix(1))]
        let request = SimulatedRequest(method: "GET", path: "/a", query: items, rawQuery: query)
        #expect(await surface.respond(to: request).status == status)
    }

    @Test func aSnapshotContinuesInItsState() async throws {
        let first = try surface()
        _ = await first.respond(to: request("PUT", "/a"))
        let snapshot = await first.respond(to: request("GET", "/_sim/snapshot")).body
        let second = try surface()
        let put = SimulatedRequest(method: "PUT", path: "/_sim/snapshot", body: snapshot)
        #expect(await second.respond(to: put).status == 200)
        #expect(
            String(decoding: await second.respond(to: request("GET", "/a", ["n": "1"])).body, as: UTF8.self) == "[]"
        )
        #expect(await second.respond(to: request("GET", "/_sim/snapshot")).status == 200)
    }

    @Test func theRecordingIsNamed() async throws {
        let answer = try json(await surface().respond(to: request("GET", "/_sim/recording")))
        #expect(answer["system"] == "yard" && answer["exchanges"] == 3 && answer["mode"] == "strict")
        let clock = try json(await surface().respond(to: request("GET", "/_sim/clock")))
        #expect(clock["now"] == "2026-01-05T06:00:00Z")
    }

    @Test(arguments: [
        ([:], "Option recording is missing"), (["recording": "/nowhere"], "cannot be read"),
        (["recording": #filePath], "line 1 of the recording: no JSON"),
        (["recording": #filePath, "mode": "lax"], "strict, loose"),
    ])
    func whatIsNoRecordingIsRefused(_ values: [String: String], _ reason: String) throws {
        let error = #expect(throws: SimulatorError.self) {
            try SimulatorSurface<ReplayedSystem>(options: SimulatorOptions(values: values))
        }
        #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
    }

    @Test func everyOperationHasAMark() {
        #expect(CoverageLedger<ReplayedSystem>.unmarked == [])
        #expect(CoverageLedger<ReplayedSystem>.repeated == [])
    }
}
