import CanonicalModel
import ConnectorKit
import JSON

/// Services that stay in the runtime's process, so that its limits, proxies and faults hold for a hosted connector too.
struct PipedServices: HTTPTransport, RuntimeClock, ConnectorLog {
    let channel: LineChannel

    var services: ConnectorServices { ConnectorServices(transport: self, clock: self, log: self) }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        switch await channel.call("send", request.wire, for: ServedCall.id) {
        case .value(let value):
            do throws(JSONAccessError) {
                return try HTTPResponse(wire: JSONReader(value))
            } catch {
                throw Self.failure(.invalidAnswer, "the runtime's answer cannot be read: \(error)")
            }
        case .failure(let value):
            throw (try? TransportError(wire: JSONReader(value)))
                ?? Self.failure(.invalidAnswer, "the runtime's error cannot be read")
        case .cancelled: throw Self.failure(.cancelled, "cancelled")
        case .lost(let reason): throw Self.failure(.connectionLost, reason)
        case .unsent(let length):
            throw Self.failure(.invalidAnswer, "a request of \(length); send less at once", mayHaveArrived: false)
        }
    }

    private static func failure(
        _ reason: TransportError.Reason,
        _ detail: String,
        mayHaveArrived: Bool = true
    ) -> TransportError {
        TransportError(reason: reason, requestMayHaveArrived: mayHaveArrived, endpoint: "the runtime", detail: detail)
    }

    /// The runtime's present: a copy here would be late whenever the clock is a simulated one.
    var now: Instant {
        guard case .value(.integer(let time)) = channel.callBlocking("now", .null, for: ServedCall.id) else {
            return Instant(seconds: 0)
        }
        return Instant(microseconds: time)
    }

    func sleep(until instant: Instant) async throws {
        switch await channel.call("sleep", instant.wire, for: ServedCall.id) {
        case .value: return
        case .failure, .cancelled, .lost, .unsent: throw CancellationError()
        }
    }

    func write(_ level: LogLevel, _ message: String, _ values: [String: String]) {
        func line(_ message: String, _ values: [String: String]) -> JSON {
            ["kind": "log", "level": .string(level.rawValue), "message": .string(message), "values": values.wire]
        }
        guard let length = channel.offer(line(message, values)) else { return }
        channel.send(line("\(message.prefix(500)) (cut: \(length))", [:]))
    }
}
