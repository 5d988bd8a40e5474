import CanonicalModel
import Foundation
import JSON
import ScenarioKit

/// The `purlin run` process of the demonstration, which is killed and started again on the way.
final class DemoRuntime {
    private let place: DemoPlace
    private var process: ChildProcess
    private var events: AsyncStream<String>.Iterator
    private(set) var kills = 0

    init(in place: DemoPlace) throws(ChildProcess.Failure) {
        self.place = place
        process = try Self.start(place)
        events = process.lines.makeAsyncIterator()
    }

    private static func start(_ place: DemoPlace) throws(ChildProcess.Failure) -> ChildProcess {
        try ChildProcess(
            place.executable("purlin"),
            ["run", "--json", "--config", place.configuration.path],
            environment: DemoConfiguration.secrets,
            errors: place.log
        )
    }

    var residentKiB: Int? { process.residentKiB }

    /// Waits until nothing is left to do at `instant`.
    func waitUntilSettled(at instant: Instant) async throws {
        while true {
            let event = try await nextEvent()
            let settled = event["event"]?.stringValue == "settled"
            if settled, let at = event["at"]?.stringValue.flatMap({ Instant($0) }), at >= instant { return }
        }
    }

    /// Waits for the `number`th event of the kind `name`, or of any kind, and ends the process at that moment without
    /// warning; then starts it again.
    func killAtEvent(_ name: String?, number: Int) async throws {
        var seen = 0
        while seen < number {
            let event = try await nextEvent()["event"]?.stringValue
            if name == nil || event == name { seen += 1 }
        }
        await process.kill()
        kills += 1
        process = try Self.start(place)
        events = process.lines.makeAsyncIterator()
    }

    func stop() async {
        await process.kill()
    }

    private func nextEvent() async throws -> JSON {
        guard let line = await events.next(isolation: #isolation) else {
            throw ChildProcess.Failure(
                description: "'purlin run' ended; its last words are in \(place.folder.path)/demo.log"
            )
        }
        return try JSON(parsing: line)
    }

    /// Runs a `purlin` command as a person would, and returns its answer.
    func command(_ arguments: [String]) async throws -> JSON {
        let child = try ChildProcess(
            place.executable("purlin"),
            arguments + ["--json", "--config", place.configuration.path],
            environment: DemoConfiguration.secrets,
            errors: place.log
        )
        let outcome = await child.finish()
        guard outcome.status == 0, let line = outcome.lines.last else {
            throw ChildProcess.Failure(
                description: "'purlin \(arguments.joined(separator: " "))' ended with \(outcome.status): "
                    + outcome.lines.joined(separator: " ")
            )
        }
        return try JSON(parsing: line)
    }
}
