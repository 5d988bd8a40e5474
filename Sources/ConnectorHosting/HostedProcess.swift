import CanonicalModel
import ConnectorHost
import ConnectorKit
import Foundation
import JSON
import Synchronization

/// Why a process is of no use.
struct HostFailure: Error {
    let reason: String
}

/// How and when a process ended.
struct Ending: Sendable {
    let reason: String
    let time: Instant
}

/// One life of a connector's process: its pipes, what it said first, and how it ended.
final class HostedProcess: Sendable {
    private struct State {
        /// Why this side killed it.
        var verdict: String?
        /// How it ended, in words, and when.
        var ending: Ending?
        /// The last line of its standard error.
        var lastWords = ""
    }

    let id: Int32
    let channel: LineChannel
    private let program: HostedProgram
    private let present: @Sendable () -> Instant
    private let child: SpawnedProgram
    private let input: SocketWriter
    private let output: Int32
    private let errors: Int32
    private let reader: Mutex<LineReader>
    private let state = Mutex(State())
    private let drained = DispatchSemaphore(value: 0)

    /// Starts a process.
    ///
    /// - Parameters:
    ///   - program: The program.
    ///   - system: What errors call its system.
    ///   - present: The runtime's present, for the time of its end.
    /// - Throws: ``ConnectorError/connectorFailed(system:reason:)`` if the program cannot be started.
    init(
        _ program: HostedProgram,
        system: String,
        present: @escaping @Sendable () -> Instant
    ) throws(ConnectorError) {
        // Sockets in place of pipes: writing to a process that has ended raises no signal, and no other program that is
        // started at the same moment inherits one and holds it open.
        var (ours, said, told): ([Int32], [Int32], [Int32]) = ([-1, -1], [-1, -1], [-1, -1])
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let isOpen =
            unsafe socketpair(AF_UNIX, kind, 0, &ours) == 0 && socketpair(AF_UNIX, kind, 0, &said) == 0
            && socketpair(AF_UNIX, kind, 0, &told) == 0
        defer { for descriptor in [ours[1], said[1], told[1]] where descriptor >= 0 { close(descriptor) } }
        do throws(SpawnedProgram.Failure) {
            guard isOpen else { throw SpawnedProgram.Failure(number: errno) }
            child = try SpawnedProgram(
                program.path,
                program.arguments,
                environment: program.environment,
                streams: [ours[1], said[1], told[1]]
            )
        } catch {
            for descriptor in [ours[0], said[0], told[0]] where descriptor >= 0 { close(descriptor) }
            let cause = NSError(domain: NSPOSIXErrorDomain, code: Int(error.number)).localizedDescription
            throw .connectorFailed(
                system: system,
                reason: "\(program.path) cannot be started; check that it exists and may be executed (\(cause))"
            )
        }
        self.program = program
        self.present = present
        input = SocketWriter(ours[0])
        output = said[0]
        errors = told[0]
        id = child.id
        channel = LineChannel(input)
        reader = Mutex(LineReader(said[0], limit: HostProtocol.longestLine))
        program.ledger?.note(id)
    }

    deinit { close(output) }

    /// How it ended; `nil` while it lives.
    var ending: Ending? { state.withLock { $0.ending } }

    /// Reads the first line and agrees on a version of the protocol.
    func greet() -> Result<Hello, HostFailure> {
        switch reader.withLock({ $0.next(within: program.limits.greeting) }) {
        case .line(let bytes): return hello(bytes)
        case .nothing:
            return refuse("it said nothing within \(program.limits.greeting); it is no connector of this runtime")
        case .tooLong: return refuse("its first line has no end; it is no connector of this runtime")
        case .end:
            collect()
            _ = drained.wait(timeout: .now() + 1)
            let words = state.withLock { $0.lastWords }
            let said = words.isEmpty ? "" : "; its last words: \(words)"
            return .failure(HostFailure(reason: "it ended before it said anything: \(ending?.reason ?? "")\(said)"))
        }
    }

    private func hello(_ bytes: [UInt8]) -> Result<Hello, HostFailure> {
        guard let line = try? JSON(parsing: bytes, limits: HostProtocol.lineLimits), line["kind"] == "hello" else {
            return refuse(
                "its first line (\(bytes.count) bytes) is no hello; it is no connector of this runtime, or it prints to its "
                    + "standard output before ConnectorHost.run"
            )
        }
        do throws(JSONAccessError) {
            let hello = try Hello(line: JSONReader(line))
            guard let version = HostProtocol.common(with: hello.protocols) else {
                let words =
                    "it speaks version \(list(hello.protocols)) of the protocol, this runtime "
                    + "\(list(HostProtocol.versions)); build it with this release's ConnectorHost"
                return refuse(words)
            }
            channel.send([
                "kind": "welcome", "protocol": version.wire, "longestLine": HostProtocol.longestLine.wire,
            ])
            return .success(hello)
        } catch {
            return refuse("its hello cannot be read: \(error)")
        }
    }

    private func list(_ versions: [Int]) -> String {
        versions.isEmpty ? "none" : versions.map(String.init).joined(separator: " and ")
    }

    private func refuse(_ reason: String) -> Result<Hello, HostFailure> {
        channel.send(["kind": "refusal", "reason": .string(reason)])
        end(reason)
        return .failure(HostFailure(reason: reason))
    }

    /// The next line, or nothing within a time.
    func next(within time: Duration) -> LineReader.Event { reader.withLock { $0.next(within: time) } }

    /// Kills it.
    func end(_ verdict: String) {
        state.withLock { state in
            if state.verdict == nil { state.verdict = verdict }
        }
        noteEnd()
    }

    /// Waits for its end, after it has closed its side, and notes how it came about.
    func collect() {
        // Closed pipes are the end of the conversation, whatever the process still does.
        for _ in 0..<200 where child.ending(waits: false) == nil { usleep(5_000) }
        noteEnd()
    }

    /// Ends it if it still lives, waits for that, and notes how it came about.
    private func noteEnd() {
        guard ending == nil else { return }
        child.kill()
        let ending = child.ending(waits: true) ?? "it ended"
        program.ledger?.forget(id)
        let time = present()
        let reason = state.withLock { state in
            let told = state.ending ?? Ending(reason: state.verdict ?? ending, time: time)
            state.ending = told
            return told.reason
        }
        input.end()
        channel.lose(reason)
    }

    /// Whether it has ended, though something else may hold its pipes open.
    var hasEnded: Bool { child.ending(waits: false) != nil }

    /// Reads standard error on a thread of its own, as long as anybody writes to it.
    ///
    /// - Parameters:
    ///   - redaction: Takes secrets out of each line.
    ///   - take: Is given the beginning of each line.
    func drain(_ redaction: Redaction, _ take: @escaping @Sendable (String) -> Void) {
        let (errors, drained) = (errors, drained)
        let thread = Thread { [weak self] in
            var lines = LineReader(errors, limit: Self.longestWords)
            reading: while true {
                let bytes: [UInt8]
                switch lines.next() {
                case .line(let line), .tooLong(let line): bytes = line
                case .nothing, .end: break reading
                }
                let text = redaction.clean(String(decoding: bytes, as: UTF8.self), cutAfter: 500)
                self?.state.withLock { $0.lastWords = text }
                take(text)
            }
            close(errors)
            drained.signal()
        }
        thread.start()
    }

    /// How much is looked at of one line of standard error, in bytes; the rest is passed over.
    private static let longestWords = 1 << 16
}
