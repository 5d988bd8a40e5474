import ConnectorKit
import Foundation
import JSON
import ScenarioKit
import Synchronization
import Testing

/// How a play takes a `purlin` that does not end as it should; a script stands in for it.
struct ScriptedRunTests {
    @Test func aRunThatIsStoppedAndEndsBadlyEndsThePlay() async throws {
        let bench = try ScriptBench(run: Self.settling(endingWith: 3))
        let outcome = try await bench.play([["passes": ["until": "2026-01-05 10:00", "every": "2h"]]])
        let failure = try #require(outcome.failure)
        #expect(failure.contains("'purlin run' ended with 3 when it was stopped"), "\(failure)")
    }

    @Test func aRunThatIsStoppedAndEndsWellGoesOn() async throws {
        let bench = try ScriptBench(run: Self.settling(endingWith: 0))
        let outcome = try await bench.play([["passes": ["until": "2026-01-05 10:00", "every": "2h"]]])
        #expect(outcome.failure == nil && outcome.checks == 1, "\(outcome.failure ?? "")")
    }

    /// The followed clock is the last one that is set: a runtime that starts meanwhile would see readings of its own future.
    @Test func clocksWaitUntilARunHasBegun() async throws {
        let bench = try ScriptBench(run: Self.settling(endingWith: 0))
        let simulator = CalledSimulator(begun: bench.begun)
        let steps: JSON = [["passes": ["until": "2026-01-05 12:00", "every": "2h"]]]
        let outcome = try await bench.play(steps, systems: ["odoo": ["simulator": "odoo"]], with: simulator)
        #expect(outcome.failure == nil, "\(outcome.failure ?? "")")
        #expect(simulator.clocks.withLock(\.self) == [true, true])
    }

    @Test func aRunThatNeverSettlesIsEnded() async throws {
        let bench = try ScriptBench(run: "exec sleep 600", limits: ScenarioLimits(step: .seconds(1)))
        let outcome = try await bench.play([["passes": ["until": "2026-01-05 10:00", "every": "2h"]]])
        let failure = try #require(outcome.failure)
        #expect(failure.contains("took longer than 1 s of the machine's time"), "\(failure)")
    }

    /// Settles at each moment and ends when it is asked to; a test's children have the signal blocked, which a shell cannot undo.
    private static func settling(endingWith status: Int) -> String {
        #"exec perl -MPOSIX -e '$| = 1; $SIG{TERM} = sub { exit \#(status) }; "#
            + #"sigprocmask(SIG_UNBLOCK, POSIX::SigSet->new(SIGTERM)); "#
            + #"open(my $begun, ">", $ARGV[0]); "#
            + #"print qq({"event":"settled","at":"2026-01-05T$_:00:00Z"}\n) for qw(08 10 12); sleep 600' "$0.begun""#
    }
}

/// A folder with a site, and with a script that is called `purlin`.
private final class ScriptBench {
    private let folder: URL
    private let limits: ScenarioLimits

    /// A bench on which `run` is what the script does for `purlin run`; all other commands succeed.
    init(run: String, limits: ScenarioLimits = ScenarioLimits()) throws {
        self.limits = limits
        folder = FileManager.default.temporaryDirectory.appending(path: "scripts-\(UUID().uuidString)")
        let site = folder.appending(path: "site")
        try FileManager.default.createDirectory(at: site, withIntermediateDirectories: true)
        try "company: {}\n".write(to: site.appending(path: "purlin.yaml"), atomically: true, encoding: .utf8)
        let script = folder.appending(path: "purlin")
        try "#!/bin/sh\nif [ \"$1 $2\" = 'run --json' ]; then \(run); else echo '{\"cases\":[]}'; fi\n"
            .write(to: script, atomically: true, encoding: .utf8)
        let simulator = folder.appending(path: "odoo-simulator")
        try "#!/bin/sh\necho http://127.0.0.1:9\nexec sleep 600\n"
            .write(to: simulator, atomically: true, encoding: .utf8)
        for file in [script, simulator] {
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        }
    }

    /// There once `purlin run` has begun.
    var begun: URL { folder.appending(path: "purlin.begun") }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func play(
        _ steps: JSON,
        systems: JSON = ["time": ["drop": "timesheets"]],
        with transport: any HTTPTransport = Unreachable()
    ) async throws -> ScenarioOutcome {
        let file: JSON = [
            "scenario": "scripted", "start": "2026-01-05 08:00", "timeZone": "UTC", "site": "site",
            "systems": systems, "steps": steps, "expect": ["cases": "none"],
        ]
        let document = ConfigurationDocument(file: folder.appending(path: "s.yaml").path, value: file)
        return await ScenarioPlay.play(
            try Scenario.read(document).get(),
            seed: 1,
            in: folder.appending(path: "play"),
            with: ScenarioTools(executables: folder, transport: transport, limits: limits)
        )
    }
}

/// Answers for a simulator, and notes at each move of the clock whether `purlin run` has begun.
private final class CalledSimulator: HTTPTransport {
    let clocks = Mutex<[Bool]>([])
    private let begun: URL

    init(begun: URL) { self.begun = begun }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        if request.method == "POST", request.url.hasSuffix("/_sim/clock") {
            let hasBegun = FileManager.default.fileExists(atPath: begun.path)
            clocks.withLock { $0.append(hasBegun) }
        }
        return HTTPResponse(status: 200, body: Array("{}".utf8))
    }
}

/// There is no simulator that could be called.
private struct Unreachable: HTTPTransport {
    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        throw TransportError(
            reason: .unreachable,
            requestMayHaveArrived: false,
            endpoint: request.url,
            detail: "nothing is reached from here"
        )
    }
}
