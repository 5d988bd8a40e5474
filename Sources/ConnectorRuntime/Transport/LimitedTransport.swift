import CanonicalModel
public import ConnectorKit

/// Keeps the calls of one credential within the rate that its system permits, as declared and as announced in answers.
///
/// All streams and targets of a configured system share one. Calls wait in the order in which they came. A call that
/// would have to wait longer than it is willing to is refused with the time that is left, and is never sent.
public struct LimitedTransport: HTTPTransport {
    private let transport: any HTTPTransport
    private let clock: any RuntimeClock
    private let gate: CallGate

    /// Creates a transport in front of another one.
    ///
    /// - Parameters:
    ///   - transport: What carries the calls.
    ///   - system: The name of the configured system.
    ///   - limits: How much its connector says that one credential may call it.
    ///   - patience: How long a call waits for its turn. `.zero` never waits, as a clock needs that stands still while
    ///     the runtime is at work.
    ///   - clock: The runtime's clock.
    ///   - report: Receives ``RuntimeProgress/rateLimited(system:until:)``, once for each time that is waited for.
    public init(
        _ transport: any HTTPTransport,
        system: String,
        limits: CallLimits,
        patience: Duration = .seconds(120),
        clock: any RuntimeClock,
        report: @escaping ProgressHandler = { _ in }
    ) {
        self.transport = transport
        self.clock = clock
        gate = CallGate(limits, patience: patience, clock: clock) { until in
            report(.rateLimited(system: system, until: until))
        }
    }

    /// How many calls wait for their turn.
    public var waitingCalls: Int {
        get async { await gate.waiting }
    }

    /// Sends a request when its turn has come.
    ///
    /// - Throws: ``TransportError`` with the reason ``TransportError/Reason/rateLimited`` and the time to wait if the
    ///   turn would come too late; what the transport behind throws.
    public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        guard !request.url.hasPrefix("file:") else { return try await transport.send(request) }
        do throws(CallGate.Refusal) {
            try await gate.enter()
        } catch {
            throw Self.error(error, request, at: clock.now)
        }
        do throws(TransportError) {
            let response = try await transport.send(request)
            await gate.leave(AnnouncedLimit.read(response, at: clock.now))
            return response
        } catch {
            await gate.leave(nil)
            throw error
        }
    }

    private static func error(_ refusal: CallGate.Refusal, _ request: HTTPRequest, at now: Instant) -> TransportError {
        var parts = request.url.prefix { $0 != "?" && $0 != "#" }
            .split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        if parts.count > 2, let host = parts[2].split(separator: "@").last { parts[2] = host }
        let endpoint = "\(request.method) \(parts.joined(separator: "/"))"
        switch refusal {
        case .cancelled:
            return TransportError(
                reason: .cancelled,
                requestMayHaveArrived: false,
                endpoint: endpoint,
                detail: "the task was cancelled while the call waited for its turn"
            )
        case .tooLate(let until):
            return TransportError(
                reason: .rateLimited,
                requestMayHaveArrived: false,
                endpoint: endpoint,
                detail: "the rate limit permits the next call at \(until.text)",
                retryAfter: .microseconds(max(0, until.microseconds - now.microseconds))
            )
        }
    }
}
