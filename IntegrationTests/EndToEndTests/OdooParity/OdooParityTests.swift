import Foundation
import Testing

/// What real Odoo servers answered, compared with what the simulator answers to the same calls.
///
/// `Recordings` holds one file for each version and topic, `parity.py` replays one and judges each step as exact, shape
/// (other values) or different. Each run has a simulator of its own, whose base data nothing has touched.
struct OdooParityTests {
    static let topics = [
        "access", "accounting", "analytic", "domains", "errors", "load", "metadata", "project", "purchase", "resources",
        "sale", "transport", "values", "web", "x2many",
    ]

    @Test(arguments: [17, 18], topics)
    func simulatorAnswersAsRecorded(version: Int, topic: String) async throws {
        try await compare(topic, version, over: "jsonrpc")
    }

    /// The same calls over XML-RPC, whose answers follow from the recorded ones.
    @Test(arguments: [17, 18], topics)
    func simulatorAnswersAsRecordedOverXMLRPC(version: Int, topic: String) async throws {
        try await compare(topic, version, over: "xmlrpc")
    }

    private func compare(_ topic: String, _ version: Int, over wire: String) async throws {
        let found = try await Self.replay(topic, of: version, over: wire)

        let verdict = /(\d+) steps, (\d+) exact, 0 shape-only, 0 different/
        let counts = try #require(found.firstMatch(of: verdict), "\(found)")
        #expect(counts.1 == counts.2, "\(version) \(found)")
    }

    @Test(arguments: [17, 18])
    func everyRecordingIsReplayed(version: Int) throws {
        let files = try FileManager.default.contentsOfDirectory(
            atPath: Self.folder.appendingPathComponent("Recordings/\(version)").path
        )

        #expect(files.sorted() == Self.topics.map { "\($0).json" })
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
