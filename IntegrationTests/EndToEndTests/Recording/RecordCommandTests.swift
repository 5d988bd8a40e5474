import ConnectorKit
import CurlTransport
import Foundation
import JSON
import Recordings
import Testing

/// `purlin record` as a program and a person see it.
struct RecordCommandTests {
    private let site: Site
    private let transport: CurlTransport

    init() throws {
        site = try Site()
        transport = try CurlTransport()
    }

    private var file: URL { site.folder.appendingPathComponent("fleet.recording") }

    private func get(_ url: String) async throws -> HTTPResponse {
        let credentials = Data("kst:fleet-demo".utf8).base64EncodedString()
        return try await transport.send(
            HTTPRequest(
                url: url,
                headers: [HTTPField("Authorization", "Basic \(credentials)"), HTTPField("Accept", "application/json")]
            )
        )
    }

    private func recording() throws -> Recording {
        try Recording(reading: [UInt8](Data(contentsOf: file)))
    }

    /// Telematics providers link their pages by whole addresses, which lead through the recorder, and later through the replay.
    @Test(.timeLimit(.minutes(2)))
    func linksLeadThroughTheRecorder() async throws {
        let fleet = try await RunningSimulator("telematics-simulator")
        let recorder = try await RunningRecorder(to: fleet.address, into: file, ["--system", "fleet"])
        let page = try await get("\(recorder.address)/iso/Fleet/1")
        #expect(page.status == 200)
        let text = String(decoding: page.body, as: UTF8.self).replacing("\\/", with: "/")
        #expect(text.contains(recorder.address) && !text.contains(fleet.address), "\(text.prefix(500))")
        #expect(recorder.stop() == 0)

        let raw = try String(contentsOf: file, encoding: .utf8)
        #expect(!raw.contains("fleet-demo") && !raw.contains(Data("kst:fleet-demo".utf8).base64EncodedString()))
        #expect(try recording().header.system == "fleet")

        let replay = try await RunningSimulator("replay-simulator", ["--recording", file.path])
        let again = try await get("\(replay.address)/iso/Fleet/1")
        #expect(again.status == 200)
        let replayed = String(decoding: again.body, as: UTF8.self).replacing("\\/", with: "/")
        #expect(replayed == text.replacing(recorder.address, with: replay.address))
        #expect(again.header("Content-Type") == page.header("Content-Type"))
    }

    /// What was answered is in the file already when the recorder is killed.
    @Test(.timeLimit(.minutes(2)))
    func aKilledRecorderLeavesAReadableRecording() async throws {
        let fleet = try await RunningSimulator("telematics-simulator")
        let recorder = try await RunningRecorder(to: fleet.address, into: file, ["--system", "fleet"])
        for _ in 0..<3 { _ = try await get("\(recorder.address)/iso/Fleet/1") }
        recorder.kill()

        let recording = try recording()
        #expect(recording.exchanges.count == 3)
        #expect(recording.exchanges.dropLast().allSatisfy { $0.answer?.status == 200 })
    }

    /// What does not fit is left out line by line: what is there can be read, and nothing is done that it does not tell of.
    @Test(.timeLimit(.minutes(2)))
    func aFullFileEndsWithAWholeLine() async throws {
        let fleet = try await RunningSimulator("telematics-simulator")
        let recorder = try await RunningRecorder(to: fleet.address, into: file, ["--system", "fleet"], blocks: 16)
        var statuses: [Int] = []
        for _ in 0..<40 { statuses.append(try await get("\(recorder.address)/iso/Fleet/1").status) }
        #expect(statuses.first == 200 && statuses.last == 500, "\(statuses)")
        #expect(recorder.stop() != 0)
        let recording = try recording()
        #expect(!recording.isCutOff && !recording.exchanges.isEmpty)
        #expect(recording.exchanges.dropLast().allSatisfy { $0.answer != nil })
    }

    @Test(.timeLimit(.minutes(2)))
    func aSystemThatDoesNotAnswerIsRecordedToo() async throws {
        let recorder = try await RunningRecorder(to: "http://127.0.0.1:1", into: file, ["--system", "gone"])
        await #expect(throws: TransportError.self) {
            try await get("\(recorder.address)/a?api_key=canary-key-4711")
        }
        #expect(recorder.stop() == 0)

        let exchange = try #require(recording().exchanges.first)
        #expect(exchange.outcome == .failed("unreachable; it was never sent"))
        #expect(exchange.request.target == "/a?api_key=masked-2")
        #expect(try !String(contentsOf: file, encoding: .utf8).contains("canary"))
        let replay = try await RunningSimulator("replay-simulator", ["--recording", file.path])
        await #expect(throws: TransportError.self) { try await get("\(replay.address)/a?api_key=another") }
    }

    @Test(.timeLimit(.minutes(2)))
    func aSystemThatTakesTooLongIsRecordedAsSuch() async throws {
        let fleet = try await RunningSimulator("telematics-simulator")
        try await fleet.control("POST", "faults", ["kind": "blackHole", "milliseconds": 30_000])
        let recorder = try await RunningRecorder(
            to: fleet.address,
            into: file,
            ["--system", "fleet", "--deadline", "1"]
        )
        await #expect(throws: TransportError.self) { try await get("\(recorder.address)/iso/Fleet/1") }
        #expect(recorder.stop() == 0)
        #expect(try recording().exchanges.first?.outcome == .failed("deadlineExceeded; it may have arrived"))
    }

    @Test func aSecretOfTheEnvironmentIsMaskedWhereverItStands() async throws {
        let fleet = try await RunningSimulator("telematics-simulator")
        let recorder = try await RunningRecorder(
            to: fleet.address,
            into: file,
            ["--system", "fleet", "--secret", "env:CANARY"],
            environment: ["CANARY": "ordinary words"]
        )
        _ = try await get("\(recorder.address)/x?note=ordinary%20words")
        #expect(recorder.stop() == 0)
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(!text.contains("ordinary") && text.contains("note=masked-1"), "\(text)")
    }

    @Test(arguments: [
        (["--to", "ftp://a.example", "--into", "new"], "is no http:// or https:// address"),
        (["--to", "http://kst:secret@a.example", "--into", "new"], "without user"),
        (["--to", "http://a.example", "--into", "old"], "is there already"),
        (["--to", "http://a.example", "--into", "none/new"], "cannot be written"),
        (["--to", "http://a.example", "--into", "new", "--secret", "hunter"], "--secret needs env:NAME or file:PATH"),
        (["--to", "http://a.example", "--into", "new", "--secret", "env:SHORT"], "fewer than four bytes"),
        (["--to", "http://a.example", "--into", "new", "--classes", "c9"], "--classes needs"),
        (["--to", "http://a.example", "--into", "new", "--deadline", "0"], "--deadline needs whole seconds"),
    ])
    func whatCannotBeRecordedIsTold(_ arguments: [String], _ reason: String) async throws {
        try "kept".write(to: site.folder.appendingPathComponent("old"), atomically: true, encoding: .utf8)
        var arguments = arguments
        arguments[3] = site.folder.appendingPathComponent(arguments[3]).path
        let outcome = try await Executables.purlin(
            ["record", "--system", "a"] + arguments,
            environment: ["SHORT": "abc"]
        )
        #expect(outcome.status == 64, "\(outcome.output) \(outcome.errors)")
        #expect(outcome.errors.contains(reason), "\(outcome.errors)")
        #expect(!outcome.errors.contains("hunter") && !outcome.errors.contains("secret@"))
        #expect(!FileManager.default.fileExists(atPath: site.folder.appendingPathComponent("new").path))
    }
}
