public import ConnectorKit
import Synchronization

/// A transport that answers from a script instead of a network, and records what it was asked.
///
/// As a real transport does, it refuses an answer that is larger than the request's limit, and it never answers a
/// cancelled task.
public final class FixtureTransport: HTTPTransport {
    /// Answers a request, or fails as a network would.
    public typealias Handler = @Sendable (HTTPRequest) throws(TransportError) -> HTTPResponse

    /// What comes next for a request.
    public enum Answer: Sendable, Hashable {
        /// This answer.
        case response(HTTPResponse)
        /// This failure.
        case failure(TransportError)
    }

    private struct State {
        var requests: [HTTPRequest] = []
        var queue: [Answer]
    }

    private let handler: Handler?
    private let state: Mutex<State>

    /// Creates a transport that asks a closure for each answer.
    ///
    /// - Parameter handler: Answers or fails; may be called from several tasks at once.
    public init(handler: @escaping Handler) {
        self.handler = handler
        state = Mutex(State(queue: []))
    }

    /// Creates a transport that gives these answers one after the other, whatever the request.
    ///
    /// - Parameter answers: The answers; a request behind the last one fails as if nothing listened at its address.
    public init(answers: [Answer]) {
        handler = nil
        state = Mutex(State(queue: answers))
    }

    /// All requests in the order of their arrival.
    public var requests: [HTTPRequest] {
        state.withLock { $0.requests }
    }

    /// How many answers are left in the queue.
    public var remainingAnswers: Int {
        state.withLock { $0.queue.count }
    }

    /// Records the request and gives the scripted answer.
    ///
    /// - Throws: The scripted failure; ``TransportError/Reason/responseTooLarge`` for a body beyond the request's limit;
    ///   ``TransportError/Reason/unreachable`` if the queue is empty.
    public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        guard !Task.isCancelled else {
            throw failure(.cancelled, arrived: false, request, "the task was cancelled")
        }
        let queued = state.withLock { state -> Answer? in
            state.requests.append(request)
            return state.queue.isEmpty ? nil : state.queue.removeFirst()
        }
        let response = try answer(request, queued: queued)
        if let limit = request.responseLimit, response.body.count > limit {
            throw failure(.responseTooLarge, arrived: true, request, "the answer is larger than \(limit) bytes")
        }
        return response
    }

    private func answer(_ request: HTTPRequest, queued: Answer?) throws(TransportError) -> HTTPResponse {
        if let handler { return try handler(request) }
        switch queued {
        case .response(let response): return response
        case .failure(let error): throw error
        case nil: throw failure(.unreachable, arrived: false, request, "no answer is left in the fixture's queue")
        }
    }

    private func failure(
        _ reason: TransportError.Reason,
        arrived: Bool,
        _ request: HTTPRequest,
        _ detail: String
    ) -> TransportError {
        TransportError(
            reason: reason,
            requestMayHaveArrived: arrived,
            endpoint: "\(request.method) \(Self.withoutSecrets(request.url))",
            detail: detail
        )
    }

    /// The address without user information, query and fragment.
    private static func withoutSecrets(_ url: String) -> String {
        var parts = url.prefix { $0 != "?" && $0 != "#" }
            .split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        if parts.count > 2, let authority = parts[2].split(separator: "@").last { parts[2] = authority }
        return parts.joined(separator: "/")
    }
}
