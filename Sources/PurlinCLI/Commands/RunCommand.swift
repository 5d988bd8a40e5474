import ArgumentParser
import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import Dispatch
import Foundation
import JSON

/// `purlin run`: intake, flows and dispatch, until stopped.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run intake, flows and deliveries.",
        discussion: "May be stopped or killed at any moment; what was begun is finished at the next start."
    )

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    @Flag(help: "Do what is due now, then end.")
    var once = false

    @Option(help: "End after this time, for example 2026-02-01T00:00:00Z.")
    var until: String?

    @Flag(name: .shortAndLong, help: "Also print what the connectors have to say.")
    var verbose = false

    func run() async throws {
        let end = try until.map { text in
            guard let instant = Instant(text) else {
                throw ValidationError("--until needs a timestamp such as 2026-02-01T00:00:00Z, found '\(text)'")
            }
            return instant
        }
        let session = try await Session.open(options, output, reach: .systems)
        let settings = try session.runtimeSettings(log: StandardErrorLog(minimum: verbose ? .debug : .warning))
        let store = try session.store(.runtime)
        do throws(StoreError) {
            try await ConfigurationJournal(store: store).note(session.configuration.values, at: session.clock.now)
        } catch {
            throw output.fail(error.description, Exit.unavailable)
        }
        let engine = Engine(settings: settings, store: store, clock: session.clock, report: output.progress)
        let once = once
        let work = Task { once ? try await engine.runOnce() : try await engine.run(until: end) }
        let signals = [SIGINT, SIGTERM].map { StopSignal($0) { work.cancel() } }
        defer { signals.forEach { $0.cancel() } }
        do {
            try await work.value
        } catch is CancellationError {
            return
        } catch  where work.isCancelled {
            return
        } catch {
            throw output.fail("\(error)", Exit.unavailable)
        }
    }
}

/// Calls a handler when the process is asked to stop.
private final class StopSignal {
    private let source: any DispatchSourceSignal

    init(_ number: Int32, _ handler: @escaping @Sendable () -> Void) {
        signal(number, SIG_IGN)
        source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler(handler: handler)
        source.resume()
    }

    func cancel() {
        source.cancel()
    }
}

extension OutputOptions {
    /// Prints progress, one line an event; a pass in which nothing happened is only told with `--json`.
    var progress: ProgressHandler {
        let json = json
        return { event in
            if json {
                Output.line(event.json.text(style: .compact))
            } else if let text = event.text {
                Output.line(text)
            }
        }
    }
}

extension RuntimeProgress {
    fileprivate var text: String? {
        switch self {
        case .polled(_, _, let count) where count.received == 0 && count.heldBack == 0: nil
        case .polled(let system, let stream, let count):
            "\(system)/\(stream): \(count.received) new, \(count.known) known, \(count.heldBack) held back"
        case .advanced(let flow, let keys): "\(flow): next step for \(keys) keys"
        case .delivered(let system, let count): "\(system): \(count) delivered and read back"
        case .refused(let system, let count): "\(system): \(count) refused, see 'purlin cases list'"
        case .failed(let system, let reason): "\(system): \(reason)"
        case .attempting, .settled: nil
        }
    }

    fileprivate var json: JSON {
        switch self {
        case .polled(let system, let stream, let count):
            [
                "event": "polled", "system": .string(system), "stream": .string(stream),
                "received": .integer(Int64(count.received)), "known": .integer(Int64(count.known)),
                "heldBack": .integer(Int64(count.heldBack)),
            ]
        case .advanced(let flow, let keys):
            ["event": "advanced", "flow": .string(flow), "keys": .integer(Int64(keys))]
        case .attempting(let system, let count):
            ["event": "attempting", "system": .string(system), "count": .integer(Int64(count))]
        case .delivered(let system, let count):
            ["event": "delivered", "system": .string(system), "count": .integer(Int64(count))]
        case .refused(let system, let count):
            ["event": "refused", "system": .string(system), "count": .integer(Int64(count))]
        case .failed(let system, let reason):
            ["event": "failed", "system": .string(system), "reason": .string(reason)]
        case .settled(let instant): ["event": "settled", "at": .string(instant.text)]
        }
    }
}
