import CanonicalModel
public import ConnectorKit
import Foundation
import JSON
import Synchronization

/// Runs a connector in a process of its own, which the runtime starts.
///
/// The whole program:
///
/// ```swift
/// import AcmeConnector
/// import ConnectorHost
///
/// @main struct Main {
///     static func main() async { await ConnectorHost.run(AcmeConnector.self) }
/// }
/// ```
///
/// The process speaks lines of JSON over its standard input and output; what the connector prints goes to standard error.
/// It ends when its standard input does. The page "Connectors in a process of their own" describes the protocol.
public enum ConnectorHost: Sendable {
    /// Speaks for a connector until the runtime closes standard input; does not return.
    ///
    /// - Parameter connector: The connector's type.
    public static func run(_ connector: any Connector.Type) async {
        signal(SIGPIPE, SIG_IGN)
        let input = moved(STDIN_FILENO)
        let output = moved(STDOUT_FILENO)
        // What a connector prints must not get between the lines of the protocol.
        dup2(STDERR_FILENO, STDOUT_FILENO)
        // Nor may a program that it starts read them.
        let nothing = unsafe open("/dev/null", O_RDONLY)
        dup2(nothing, STDIN_FILENO)
        close(nothing)
        let session = HostSession(connector, LineChannel(DescriptorWriter(output)))
        await session.run(reading: LineReader(input, limit: HostProtocol.longestLine))
    }

    /// A descriptor under another number that further programs do not inherit.
    private static func moved(_ descriptor: Int32) -> Int32 {
        let copy = dup(descriptor)
        _ = fcntl(copy, F_SETFD, FD_CLOEXEC)
        return copy
    }
}

/// The call of the runtime that a task works for.
enum ServedCall {
    /// Its number; `nil` in a task that belongs to none.
    @TaskLocal static var id: Int?
}

/// The connector's side of the conversation.
final class HostSession: Sendable {
    private struct State {
        var secrets: [String: Secret] = [:]
        var tasks: [Int: Task<Void, Never>] = [:]
    }

    private let channel: LineChannel
    private let hello: Hello
    private let served: ServedConnector
    private let state = Mutex(State())

    init(_ connector: any Connector.Type, _ channel: LineChannel) {
        self.channel = channel
        hello = Hello(connector)
        served = ServedConnector(connector, services: PipedServices(channel: channel).services)
    }

    /// Introduces the connector, then reads on a thread of its own, so that a busy connector keeps nothing waiting.
    func run(reading reader: LineReader) async {
        channel.send(hello.line)
        let (ended, continuation) = AsyncStream.makeStream(of: Void.self)
        let thread = Thread { [self] in
            var reader = reader
            while true {
                let bytes: [UInt8]
                switch reader.next() {
                case .line(let line): bytes = line
                case .tooLong: Self.end("the runtime sent a line longer than \(HostProtocol.longestLine) bytes")
                case .nothing, .end: Self.endWithTheRuntime()
                }
                guard let line = try? JSON(parsing: bytes, limits: HostProtocol.lineLimits) else {
                    Self.end("the runtime sent a line that is no JSON")
                }
                do throws(JSONAccessError) {
                    try take(JSONReader(line))
                } catch {
                    Self.end("the runtime sent a message that cannot be read: \(error.place)")
                }
            }
        }
        thread.start()
        for await _ in ended {}
        withExtendedLifetime(continuation) {}
    }

    private func take(_ line: JSONReader) throws(JSONAccessError) {
        let kind = try line.member("kind")
        switch try kind.string() {
        case "welcome":
            let version: Int = try line.value("protocol")
            guard HostProtocol.versions.contains(version) else {
                Self.end(
                    "the runtime speaks version \(version) of the protocol, this connector \(HostProtocol.versions)"
                )
            }
            channel.limit(try line.value("longestLine"))
        case "refusal": Self.end("refused by the runtime: \(try line.value("reason") as String)")
        case "secrets":
            let secrets: [String: Secret] = try line.named("values")
            state.withLock { $0.secrets = secrets }
        case "call": try begin(line)
        case "cancel":
            let id: Int = try line.value("id")
            state.withLock { $0.tasks[id] }?.cancel()
            served.abandon(id)
        case "answer":
            let id: Int = try line.value("id")
            let outcome: CallOutcome =
                if let failure = try line.member("error").value { .failure(failure) } else {
                    .value(try line.member("value").value ?? .null)
                }
            channel.settle(id, outcome)
        default: throw kind.unusable(expected: "a kind of message")
        }
    }

    private func begin(_ line: JSONReader) throws(JSONAccessError) {
        let id: Int = try line.value("id")
        let method: String = try line.value("method")
        let arguments = try line.member("arguments")
        state.withLock { state in
            let secrets = state.secrets
            state.tasks[id] = Task { [self] in
                let answer = await ServedCall.$id.withValue(id) {
                    await self.answer(to: id, method, arguments, secrets)
                }
                self.state.withLock { $0.tasks[id] = nil }
                send(answer, to: id)
            }
        }
    }

    private func answer(
        to id: Int,
        _ method: String,
        _ arguments: JSONReader,
        _ secrets: [String: Secret]
    ) async -> JSONObject {
        var answer: JSONObject = ["kind": "answer", "id": id.wire]
        do throws(ServedFailure) {
            answer["value"] = try await served.answer(method, arguments, secrets: secrets)
        } catch {
            answer["error"] = error.wire
        }
        return answer
    }

    /// Sends an answer, or that it is too long: the runtime ends a process that sends longer lines than it takes.
    private func send(_ answer: JSONObject, to id: Int) {
        guard let length = channel.offer(.object(answer)) else { return }
        let reason = "its answer of \(length); hand out smaller pages"
        channel.send(["kind": "answer", "id": id.wire, "error": ServedFailure.misunderstood(reason).wire])
    }

    /// Ends this process and the programs that it has started: without the runtime none of them has a purpose.
    private static func endWithTheRuntime() -> Never {
        if getsid(0) == getpid() { ProcessSession.killAll(of: getpid()) }
        exit(0)
    }

    private static func end(_ reason: String) -> Never {
        FileHandle.standardError.write(Data("\(reason)\n".utf8))
        exit(70)
    }
}
