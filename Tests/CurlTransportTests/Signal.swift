import Foundation

/// Something that happens once or several times; each happening is waited for once.
final class Signal: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    func send() {
        continuation.yield()
        semaphore.signal()
    }

    func wait() async { for await _ in stream { return } }

    /// Waits on the thread of a server's script.
    func block() { semaphore.wait() }
}
