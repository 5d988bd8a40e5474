import Foundation
import Testing

/// What real Odoo servers answered, compared with what the simulator answers to the same calls.
///
/// `Recordings` holds one file for each version and topic, `parity.py` replays one and judges each step as exact, shape
/// (other values) or different. Each run has a simulator of its own, whose base data nothing has touched.
struct OdooParityTests {
    /// How well a topic is met: it may get better and never worse.
    struct Figure {
        /// The least number of steps that are answered exactly as recorded.
        let exact: Int
        /// The greatest number of steps whose outcome, types or keys are others.
        var different = 0
    }

    /// One line for each topic: raise `exact` and lower `different` as soon as the simulator does better.
    static let figures: [String: [Int: Figure]] = [
        "access": [17: Figure(exact: 72, different: 8), 18: Figure(exact: 72, different: 8)],
        "accounting": [17: Figure(exact: 1, different: 60), 18: Figure(exact: 1, different: 60)],
        "analytic": [17: Figure(exact: 35, different: 13), 18: Figure(exact: 35, different: 13)],
        "domains": [17: Figure(exact: 78), 18: Figure(exact: 78)],
        "errors": [17: Figure(exact: 64, different: 3), 18: Figure(exact: 64, different: 3)],
        "load": [17: Figure(exact: 65, different: 5), 18: Figure(exact: 65, different: 5)],
        "metadata": [17: Figure(exact: 60, different: 4), 18: Figure(exact: 60, different: 4)],
        "project": [17: Figure(exact: 21, different: 32), 18: Figure(exact: 20, different: 32)],
        "purchase": [17: Figure(exact: 2, different: 79), 18: Figure(exact: 2, different: 79)],
        "resources": [17: Figure(exact: 21, different: 29), 18: Figure(exact: 21, different: 29)],
        "sale": [17: Figure(exact: 1, different: 19), 18: Figure(exact: 1, different: 19)],
        "transport": [17: Figure(exact: 52), 18: Figure(exact: 52)],
        "values": [17: Figure(exact: 76, different: 14), 18: Figure(exact: 76, different: 14)],
        "web": [17: Figure(exact: 18), 18: Figure(exact: 18)],
        "x2many": [17: Figure(exact: 37, different: 15), 18: Figure(exact: 37, different: 15)],
    ]

    @Test(arguments: [17, 18], figures.keys.sorted())
    func simulatorAnswersAsRecorded(version: Int, topic: String) async throws {
        try await compare(topic, version, over: "jsonrpc")
    }

    /// The same calls over XML-RPC, whose answers follow from the recorded ones.
    @Test(arguments: [17, 18], figures.keys.sorted())
    func simulatorAnswersAsRecordedOverXMLRPC(version: Int, topic: String) async throws {
        try await compare(topic, version, over: "xmlrpc")
    }

    private func compare(_ topic: String, _ version: Int, over wire: String) async throws {
        let figure = try #require(Self.figures[topic]?[version])

        let found = try await Self.replay(topic, of: version, over: wire)

        let counts = try #require(found.firstMatch(of: /(\d+) exact, \d+ shape-only, (\d+) different/), "\(found)")
        #expect(try #require(Int(counts.1)) >= figure.exact, "\(version) \(found)")
        #expect(try #require(Int(counts.2)) <= figure.different, "\(version) \(found)")
    }

    @Test(arguments: [17, 18])
    func everyRecordingHasAFigure(version: Int) throws {
        let files = try FileManager.default.contentsOfDirectory(
            atPath: Self.folder.appendingPathComponent("Recordings/\(version)").path
        )

        #expect(files.sorted() == Self.figures.filter { $0.value[version] != nil }.keys.sorted().map { "\($0).json" })
    }

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    /// Replays a recording against a simulator of its own: the steps that are not exact, and their counts at the end.
    private static func replay(_ topic: String, of version: Int, over wire: String) async throws -> String {
        let moment = "2026-11-21T08:00:00"
        let simulator = try await RunningSimulator(
            "odoo-simulator",
            ["--version", String(version), "--start", moment + "Z"]
        )
        let outcome = try await Executables.run(
            URL(fileURLWithPath: "/usr/bin/env"),
            [
                "python3", folder.appendingPathComponent("parity.py").path, "run", "--url", simulator.address,
                "--db", "kestrel", "--now", moment, "--protocol", wire,
                "--recording", folder.appendingPathComponent("Recordings/\(version)/\(topic).json").path,
            ]
        )
        return outcome.output + outcome.errors
    }
}
