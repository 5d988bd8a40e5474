import CanonicalModel
import ConnectorHost
import ConnectorKit
import Foundation
import JSON
import Synchronization

/// A greeted process in use: a thread reads what it says, serves what it asks for, and kills it when it hangs.
final class HostedLife: Sendable {
    let hello: Hello
    let process: HostedProcess
    private let services: ConnectorServices
    private let redaction: Redaction
    private let limits: HostLimits
    /// What the connector asked for and waits for, by its number.
    private let asks = Mutex<[Int: Task<Void, Never>]>([:])

    /// Takes a greeted process over.
    init(
        _ process: HostedProcess,
        _ hello: Hello,
        _ services: ConnectorServices,
        _ redaction: Redaction,
        _ limits: HostLimits
    ) {
        self.process = process
        self.hello = hello
        self.services = services
        self.redaction = redaction
        self.limits = limits
        Thread { self.read() }.start()
    }

    /// How it ended; `nil` while it lives.
    var ending: Ending? { process.ending }

    /// Calls the connector.
    func call(_ method: String, _ arguments: JSON) async -> CallOutcome {
        await process.channel.call(method, arguments)
    }

    /// Calls the connector and holds the thread.
    func callBlocking(_ method: String, _ arguments: JSON) -> CallOutcome {
        process.channel.callBlocking(method, arguments)
    }

    private func read() {
        let tick = max(.milliseconds(10), min(limits.silence / 4, .seconds(1)))
        while process.ending == nil {
            switch process.next(within: tick) {
            case .line(let bytes):
                do throws(HostFailure) { try take(bytes) } catch { process.end(error.reason) }
            case .nothing: if process.hasEnded { process.collect() }
            case .tooLong:
                process.end("it sent a line longer than \(HostProtocol.longestLine) bytes; hand out smaller pages")
            case .end: process.collect()
            }
            if process.channel.longestSilence >= limits.silence {
                process.end("it did nothing for \(limits.silence) for a call that waited for it, and was killed")
            }
        }
        for ask in asks.withLock({ Array($0.values) }) { ask.cancel() }
    }

    private func take(_ bytes: [UInt8]) throws(HostFailure) {
        do {
            let line = JSONReader(try JSON(parsing: bytes, limits: HostProtocol.lineLimits))
            let kind: String = try line.value("kind")
            switch kind {
            case "answer": try answer(line)
            case "call": try serve(line)
            case "cancel":
                let id: Int = try line.value("id")
                asks.withLock { $0[id] }?.cancel()
            case "log": try log(line)
            case "hello": throw HostFailure(reason: "it said hello twice")
            default:
                throw HostFailure(reason: "it sent a message of a kind that version 1 of the protocol does not have")
            }
        } catch let failure as HostFailure {
            throw failure
        } catch let error as JSONAccessError {
            throw HostFailure(reason: "it sent a message that cannot be read: \(error.place)")
        } catch {
            // What stands in the line is not told: it may be anything, a person's data too.
            throw HostFailure(
                reason:
                    "it wrote a line of \(bytes.count) bytes that is no message; only ConnectorHost may write to its output"
            )
        }
    }

    private func answer(_ line: JSONReader) throws(JSONAccessError) {
        let id: Int = try line.value("id")
        let outcome: CallOutcome =
            if let failure = try line.member("error").value { .failure(failure) } else {
                .value(try line.member("value").value ?? .null)
            }
        process.channel.settle(id, outcome)
    }

    private func log(_ line: JSONReader) throws(JSONAccessError) {
        let level = LogLevel(rawValue: try line.value("level")) ?? .info
        let values: [String: String] = try line.named("values")
        services.log.write(level, redaction.clean(try line.value("message")), values.mapValues(redaction.clean))
    }

    /// Does what the connector asks for: a copy of the present at once, requests and waiting in tasks of their own.
    private func serve(_ line: JSONReader) throws(JSONAccessError) {
        let id: Int = try line.value("id")
        let method = try line.member("method")
        let arguments = try line.member("arguments")
        let call: Int? = try line.optional("for")
        switch try method.string() {
        case "now": reply(id, .success(services.clock.now.wire))
        case "send":
            let request = try HTTPRequest(wire: arguments)
            begin(id, for: call) { [transport = services.transport] in
                do throws(TransportError) { return .success(try await transport.send(request).wire) } catch {
                    return .failure(WireError(wire: error.wire))
                }
            }
        case "sleep":
            let time = try Instant(wire: arguments)
            begin(id, for: call) { [clock = services.clock] in
                do { try await clock.sleep(until: time) } catch { return .failure(WireError(wire: "cancelled")) }
                return .success(.null)
            }
        default: throw method.unusable(expected: "send, now or sleep")
        }
    }

    private struct WireError: Error {
        let wire: JSON
    }

    private func begin(
        _ id: Int,
        for call: Int?,
        _ work: @escaping @Sendable () async -> Result<JSON, WireError>
    ) {
        process.channel.beginAsk(for: call)
        asks.withLock { asks in
            asks[id] = Task { [self] in
                let result = await work()
                self.asks.withLock { $0[id] = nil }
                process.channel.endAsk(for: call)
                reply(id, result)
            }
        }
    }

    private func reply(_ id: Int, _ result: Result<JSON, WireError>) {
        var answer: JSONObject = ["kind": "answer", "id": id.wire]
        switch result {
        case .success(let value): answer["value"] = value
        case .failure(let error): answer["error"] = error.wire
        }
        guard let length = process.channel.offer(.object(answer)) else { return }
        let error = TransportError(
            reason: .responseTooLarge,
            requestMayHaveArrived: true,
            endpoint: "the runtime",
            detail: "an answer of \(length); ask for less at once"
        )
        process.channel.send(["kind": "answer", "id": id.wire, "error": error.wire])
    }
}
