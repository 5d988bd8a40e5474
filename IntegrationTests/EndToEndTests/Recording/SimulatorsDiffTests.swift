import Foundation
import JSON
import Testing

/// `purlin simulators diff` with a recording of the simulated Odoo.
struct SimulatorsDiffTests {
    private let site: Site

    init() throws { site = try Site() }

    private var file: URL { site.folder.appendingPathComponent("odoo.recording") }

    private func odoo(_ arguments: [String] = []) async throws -> RunningSimulator {
        try await RunningSimulator(
            "odoo-simulator",
            ["--api-key", OdooRecordingTests.key, "--grant-fleet", "true", "--database", "kestrel"] + arguments
        )
    }

    private func record(_ wire: String = "jsonrpc", _ arguments: [String] = []) async throws {
        let odoo = try await odoo(arguments)
        let recorder = try await RunningRecorder(to: odoo.address, into: file, ["--system", "odoo"])
        _ = try await OdooRecordingTests.work(recorder.address, wire)
        #expect(recorder.stop() == 0)
    }

    private func diff(_ against: String, _ arguments: String...) async throws -> Executables.Outcome {
        try await Executables.purlin(
            ["simulators", "diff", file.path, "--against", against, "--json", "--send-masks"] + arguments,
            environment: ["ODOO_KEY": OdooRecordingTests.key]
        )
    }

    /// Everything is sent again: to a simulator in which other records came first, identifiers are others.
    @Test(.timeLimit(.minutes(3)), arguments: [false, true])
    func anEqualSystemShowsNoDifference(hasOtherIdentifiers: Bool) async throws {
        try await record()
        let other = try await odoo()
        if hasOtherIdentifiers {
            try await other.control("POST", "given", ["state": "a vendor exists"])
        }
        let outcome = try await diff(other.address, "--with-changes", "--fill", "masked-1=env:ODOO_KEY")
        let answer = try outcome.answer()
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(answer["different"] == 0 && answer["leftOut"] == 0)
        #expect((answer["compared"]?.integerValue ?? 0) > 10)
        #expect(!outcome.output.contains(OdooRecordingTests.key))
    }

    /// An account that is there already has the number of a recorded one: it is told as a further row, and nothing else is.
    @Test(.timeLimit(.minutes(3)))
    func aFurtherRecordIsAllThatIsTold() async throws {
        try await record()
        let other = try await odoo()
        try await other.control("POST", "given", ["state": "an analytic account exists"])
        let outcome = try await diff(other.address, "--with-changes", "--fill", "masked-1=env:ODOO_KEY")
        #expect(outcome.status == 1)
        let found = try outcome.answer()["requests"]?.arrayValue ?? []
        #expect(!found.isEmpty)
        for request in found {
            #expect(request["request"] == "POST /jsonrpc account.analytic.account.search_read")
            #expect(request["differences"]?.arrayValue?.map { $0["recorded"] } == [.null], "\(request.text())")
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func oneChangedAnswerIsToldByItsPath() async throws {
        try await record()
        let other = try await odoo()
        let drift: JSON = [
            "kind": "drift", "at": "/result/0/name", "change": "replace", "value": "Another",
            "bodyContains": "search_read",
        ]
        try await other.control("POST", "faults", drift)
        let outcome = try await diff(other.address, "--with-changes", "--fill", "masked-1=env:ODOO_KEY")
        #expect(outcome.status == 1)
        let found = try outcome.answer()["requests"]?.arrayValue ?? []
        #expect(!found.isEmpty, "\(outcome.output)")
        for request in found {
            #expect(
                request["differences"]?.arrayValue?.map { $0["path"] } == ["body/result/0/name"],
                "\(request.text())"
            )
            #expect(request["differences"]?[0]?["found"] == "\"Another\"")
        }
    }

    /// Nothing is changed at a system unless somebody asks for it, and a secret that is missing is named.
    @Test(.timeLimit(.minutes(3)))
    func onlyReadingRequestsAreSentUnlessAskedFor() async throws {
        try await record()
        let other = try await odoo()
        let before = try await other.control("GET", "truth")
        let outcome = try await diff(other.address)
        #expect(try await other.control("GET", "truth") == before)
        let answer = try outcome.answer()
        #expect(outcome.status == 1, "the key is missing: \(outcome.output)")
        #expect((answer["leftOut"]?.integerValue ?? 0) > 5)
        #expect(answer["masks"]?.arrayValue?.contains { $0["mask"] == "masked-1" } == true, "\(answer.text())")
    }

    @Test(.timeLimit(.minutes(3)))
    func aRecordingDiffersNotFromItself() async throws {
        try await record("json2", ["--version", "19"])
        let outcome = try await diff(file.path)
        #expect(outcome.status == 0, "\(outcome.output)")
        let bad = try await diff("/nowhere")
        #expect(bad.status == 64 && bad.errors.contains("cannot be read"))
        let unfilled = try await diff("http://127.0.0.1:1", "--fill", "masked-1=hunter")
        #expect(unfilled.status == 64 && !unfilled.errors.contains("hunter"))
    }
}
