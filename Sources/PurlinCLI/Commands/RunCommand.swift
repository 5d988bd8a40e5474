import ArgumentParser
import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import Foundation
import JSON
import UnixSignals
import WebhookEndpoint

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
        let log = StandardErrorLog(minimum: verbose ? .debug : .warning)
        for warning in session.accessWarnings { log.write(.warning, "\(warning.place) \(warning.message)", [:]) }
        let settings = try session.runtimeSettings(log: log, report: output.progress)
        let store = try session.store(.runtime)
        try await session.checkJournal(in: store, settings.audit)
        let lease = RuntimeLease(
            store: store,
            clock: session.clock,
            holder: "\(ProcessInfo.processInfo.hostName)/\(ProcessInfo.processInfo.processIdentifier)"
        )
        let engine = Engine(
            settings: settings,
            store: store,
            clock: session.clock,
            lease: lease,
            configuration: session.configuration.values,
            report: output.progress
        )
        let server = once ? nil : try session.webhookServer(settings, store, log: log)
        let once = once
        // From here on, and before anything is under way, no signal is lost.
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let work = Task {
            guard let server else { return once ? try await engine.runOnce() : try await engine.run(until: end) }
            try await run(engine, until: end, beside: server, at: session.configuration.webhooks?.host ?? "")
        }
        let stopping = Task {
            for await _ in signals { work.cancel() }
        }
        defer { stopping.cancel() }
        do {
            try await work.value
        } catch is CancellationError {
            return
        } catch  where work.isCancelled {
            return
        } catch let error as RevokedCredentials {
            throw output.fail(error.description, Exit.configuration)
        } catch {
            throw output.fail("\(error)", Exit.unavailable)
        }
    }

    /// Runs the engine and takes webhooks until either ends; deliveries that are under way then are finished.
    private func run(_ engine: Engine, until end: Instant?, beside server: WebhookServer, at host: String) async throws
    {
        let output = output
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await server.run { port in
                    let address = "http://\(host.contains(":") ? "[\(host)]" : host):\(port)/webhooks"
                    output.print(
                        "webhooks are taken at \(address)",
                        json: ["event": "listening", "address": .string(address)]
                    )
                }
            }
            group.addTask { try await engine.run(until: end) }
            defer { group.cancelAll() }
            try await group.next()
        }
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
        case .heldUp(let system, let stream, let target):
            "\(system)/\(stream): not read on until \(target) has taken what waits for it"
        case .advanced(let flow, let keys): "\(flow): next step for \(keys) keys"
        case .delivered(let system, let count): "\(system): \(count) delivered and read back"
        case .refused(let system, let count): "\(system): \(count) refused, see 'purlin cases list'"
        case .failed(let system, let reason): "\(system): \(reason)"
        case .readingAgain(let system, let stream, let reason): "\(system)/\(stream): read again: \(reason)"
        case .rateLimited(let system, let until): "\(system): calls wait until \(until.text) for its rate limit"
        case .reconciled(let system, let verdict, let differences):
            verdict == .differs
                ? "\(system) does not hold what was sent: \(differences) differ"
                : "\(system) is compared: \(verdict.rawValue)"
        case .mastersCompared(let verdict, let differences):
            verdict == .differs
                ? "the lists of masters differ in \(differences) entries, see 'purlin cases list'"
                : "the lists of masters are compared: \(verdict.rawValue)"
        case .signed(let entries): "the journal up to entry \(entries) is signed"
        case .attempting, .settled: nil
        case .storeUnavailable(let reason, let retryAt): "\(reason) (tried again at \(retryAt.text))"
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
        case .heldUp(let system, let stream, let target):
            [
                "event": "heldUp", "system": .string(system), "stream": .string(stream), "target": .string(target),
            ]
        case .advanced(let flow, let keys):
            ["event": "advanced", "flow": .string(flow), "keys": .integer(Int64(keys))]
        case .attempting(let system, let count):
            ["event": "attempting", "system": .string(system), "count": .integer(Int64(count))]
        case .delivered(let system, let count):
            ["event": "delivered", "system": .string(system), "count": .integer(Int64(count))]
        case .reconciled(let system, let verdict, let differences):
            [
                "event": "reconciled", "system": .string(system), "verdict": .string(verdict.rawValue),
                "differences": .integer(Int64(differences)),
            ]
        case .mastersCompared(let verdict, let differences):
            [
                "event": "mastersCompared", "verdict": .string(verdict.rawValue),
                "differences": .integer(Int64(differences)),
            ]
        case .signed(let entries): ["event": "signed", "entries": .integer(entries)]
        case .refused(let system, let count):
            ["event": "refused", "system": .string(system), "count": .integer(Int64(count))]
        case .failed(let system, let reason):
            ["event": "failed", "system": .string(system), "reason": .string(reason)]
        case .readingAgain(let system, let stream, let reason):
            [
                "event": "readingAgain", "system": .string(system), "stream": .string(stream),
                "reason": .string(reason),
            ]
        case .rateLimited(let system, let until):
            ["event": "rateLimited", "system": .string(system), "until": .string(until.text)]
        case .settled(let instant): ["event": "settled", "at": .string(instant.text)]
        case .storeUnavailable(let reason, let retryAt):
            ["event": "storeUnavailable", "reason": .string(reason), "retryAt": .string(retryAt.text)]
        }
    }
}
