import ConnectorKit
import Synchronization

/// A transport that hands requests to a sound one, and lets what is wrong with networks and systems happen on the way.
final class FaultyTransport: HTTPTransport {
    /// What happens to a request.
    enum Fault: Sendable, Hashable, CustomStringConvertible {
        /// The system answers with this status, and does nothing; `retryAfter` in seconds.
        case status(Int, retryAfter: Int? = nil)
        /// The connection ends before anything was sent.
        case neverSent
        /// The system does what it is asked, and its answer is lost.
        case answerLost
        /// Nothing is heard until the deadline; whether the system got the request stays open. It did not.
        case silence
        /// The system does what it is asked, and the answer ends in its middle.
        case truncated
        /// Something on the way answers with a page for people, and status 200.
        case page

        var description: String {
            switch self {
            case .status(let status, let pause):
                "status \(status)" + (pause.map { " with Retry-After \($0)" } ?? "")
            case .neverSent: "a connection that ends before the request"
            case .answerLost: "an answer that is lost"
            case .silence: "a system that does not answer in time"
            case .truncated: "an answer that ends in its middle"
            case .page: "a page for people in place of an answer"
            }
        }
    }

    private struct State {
        var faults: [Fault?]
        var lasting: Fault?
        var requests: [HTTPRequest] = []
    }

    private let inner: any HTTPTransport
    private let state: Mutex<State>

    /// Creates a transport.
    ///
    /// - Parameters:
    ///   - inner: The sound one.
    ///   - faults: What happens to the first requests, one after the other; `nil` for nothing.
    ///   - lasting: What happens to all later ones.
    init(_ inner: any HTTPTransport, _ faults: [Fault?] = [], lasting: Fault? = nil) {
        self.inner = inner
        state = Mutex(State(faults: faults, lasting: lasting))
    }

    /// All requests in the order of their coming.
    var requests: [HTTPRequest] { state.withLock { $0.requests } }

    /// From now on this happens to each request.
    func last(_ fault: Fault?) {
        state.withLock { state in
            state.faults = []
            state.lasting = fault
        }
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let fault = state.withLock { state -> Fault? in
            state.requests.append(request)
            return state.faults.isEmpty ? state.lasting : state.faults.removeFirst()
        }
        switch fault {
        case nil: return try await inner.send(request)
        case .status(let status, let pause):
            let fields = pause.map { [HTTPField("Retry-After", "\($0)")] } ?? []
            return HTTPResponse(status: status, headers: fields)
        case .neverSent: throw Self.error(.unreachable, arrived: false, request)
        case .answerLost:
            _ = try await inner.send(request)
            throw Self.error(.connectionLost, arrived: true, request)
        case .silence: throw Self.error(.deadlineExceeded, arrived: true, request)
        case .truncated:
            let answer = try await inner.send(request)
            let part = Array(answer.body.prefix(answer.body.count / 2))
            return HTTPResponse(status: answer.status, headers: answer.headers, body: part)
        case .page:
            let page = "<!DOCTYPE html><html><body><h1>Down for maintenance</h1></body></html>"
            return HTTPResponse(status: 200, headers: [HTTPField("Content-Type", "text/html")], body: Array(page.utf8))
        }
    }

    static func error(_ reason: TransportError.Reason, arrived: Bool, _ request: HTTPRequest) -> TransportError {
        TransportError(
            reason: reason,
            requestMayHaveArrived: arrived,
            endpoint: "\(request.method) \(request.url.prefix { $0 != "?" && $0 != "#" })",
            detail: "the conformance kit let this happen"
        )
    }
}
