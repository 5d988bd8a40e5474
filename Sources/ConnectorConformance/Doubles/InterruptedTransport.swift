import ConnectorKit
import Synchronization

/// A transport that lets something else happen before one of its requests.
final class InterruptedTransport: HTTPTransport {
    private let inner: any HTTPTransport
    private let place: Int
    private let interruption: @Sendable () async -> Void
    private let count = Mutex(0)

    /// Creates a transport.
    ///
    /// - Parameters:
    ///   - inner: What carries the requests.
    ///   - place: Before which request, from 0 on.
    ///   - interruption: What happens; the request waits for its end.
    init(_ inner: any HTTPTransport, before place: Int, _ interruption: @escaping @Sendable () async -> Void) {
        self.inner = inner
        self.place = place
        self.interruption = interruption
    }

    /// Whether there was such a request.
    var wasInterrupted: Bool { count.withLock { $0 > place } }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let number = count.withLock { count in
            defer { count += 1 }
            return count
        }
        if number == place { await interruption() }
        return try await inner.send(request)
    }
}
