import CCurl
import ConnectorKit

/// One call from its start to its end, as the engine sees it; what changes belongs to the loop's thread.
protocol Transfer: AnyObject, Sendable {
    /// How long the call may take; how long it may stand still where it carries a file.
    var allowed: Duration { get }
    /// When it is given up; it may move into the future, and back only when the transfer is resumed.
    var deadline: ContinuousClock.Instant { get }
    /// Whether the calling task was cancelled; any thread may ask.
    var wasCancelled: Bool { get }
    /// How long libcurl may be left alone while nothing happens on its sockets, in milliseconds.
    var longestWait: Int { get }
    /// What libcurl works on, while it does.
    var handle: EasyHandle? { get set }

    /// Sets everything that the transfer needs.
    func prepare(_ handle: EasyHandle) throws(EasyHandle.OptionError)

    /// Reports what libcurl says about the finished transfer.
    func finish(with code: CURLcode)

    /// Reports a fault that libcurl did not find.
    func fail(_ reason: TransportError.Reason, _ detail: String)
}

extension Transfer {
    var longestWait: Int { 60_000 }

    func failLate() {
        fail(.deadlineExceeded, "no complete answer within \(allowed)")
    }
}
