import CCurl
import ConnectorKit
import Synchronization

/// One call of HTTP.
///
/// The values that never change and the flag ``wasCancelled`` may be used by every thread.
// Unchecked: everything that changes belongs to the loop's thread once the transfer was handed to it.
final class HTTPTransfer: Transfer, @unchecked Sendable {
    typealias Completion = CheckedContinuation<Result<HTTPResponse, TransportError>, Never>

    private static let longestDeadline = Duration.seconds(30 * 86_400)

    let request: HTTPRequest
    let endpoint: Endpoint
    let deadline: ContinuousClock.Instant
    let allowed: Duration
    private let configuration: CurlTransport.Configuration
    /// A proxy is the one that connects to the host, so that it has to refuse what is private.
    private let refusesPrivateAddresses: Bool
    private let cancellation = Atomic<Bool>(false)

    var completion: Completion?
    var handle: EasyHandle?
    var answer: AnswerCollector
    /// The fault that was found in this module and made libcurl stop.
    var ownFault: (reason: TransportError.Reason, detail: String)?
    private var progress = SendProgress()

    init(request: HTTPRequest, endpoint: Endpoint, configuration: CurlTransport.Configuration) {
        self.request = request
        self.endpoint = endpoint
        self.configuration = configuration
        allowed = min(request.deadline ?? configuration.deadline, Self.longestDeadline)
        deadline = .now + allowed
        refusesPrivateAddresses = request.refusesPrivateAddresses && configuration.proxy == nil
        answer = AnswerCollector(
            bodyLimit: request.responseLimit ?? configuration.responseLimit,
            isHeadOnly: request.method == "HEAD",
            followsRedirects: request.followsRedirects
        )
    }

    /// Whether the calling task was cancelled.
    var wasCancelled: Bool { cancellation.load(ordering: .relaxed) }

    func markCancelled() { cancellation.store(true, ordering: .relaxed) }

    /// Whether bytes of the request were handed to a connection.
    var wasSent: Bool { handle.map { progress.wasSent(by: $0) } ?? false }

    /// Notes that libcurl is about to send the request, and tells whether it may.
    ///
    /// - Parameter peer: The IP address that the connection goes to, however its name was resolved.
    /// - Returns: Whether it may.
    func mayBeginRequest(to peer: String) -> Bool {
        guard let handle else { return true }
        if refusesPrivateAddresses, PeerAddress(peer)?.isPublic != true {
            ownFault = (.unusableAddress, "\(peer) is no public address, and this call may go to public addresses only")
            return false
        }
        let isRepetition = progress.beginsRepetition(on: handle)
        let isHarmless = ["GET", "HEAD", "OPTIONS"].contains(request.method)
        guard isRepetition, !isHarmless else { return true }
        ownFault = (
            .connectionLost, "the request was sent and lost or refused without an answer; it was not sent again"
        )
        return false
    }

    func prepare(_ handle: EasyHandle) throws(EasyHandle.OptionError) {
        try handle.prepare(for: self, configuration: configuration)
    }

    /// Reports what libcurl says about the finished transfer.
    func finish(with code: CURLcode) {
        if let ownFault { return fail(ownFault.reason, ownFault.detail) }
        let detail = handle?.errorDetail(for: code) ?? ""
        guard code == CURLE_OK else { return fail(CurlFault.reason(for: code, wasSent: wasSent), detail) }
        guard endpoint.isFile || answer.isHeadComplete else {
            return fail(.connectionLost, "the connection ended within the head of the answer")
        }
        let status = endpoint.isFile ? 200 : handle?.status ?? 0
        finish(.success(HTTPResponse(status: status, headers: answer.headers, body: answer.body)))
    }

    private func finish(_ result: Result<HTTPResponse, TransportError>) {
        completion?.resume(returning: result)
        completion = nil
    }

    func fail(_ reason: TransportError.Reason, _ detail: String) {
        let error = TransportError(
            reason: reason,
            requestMayHaveArrived: wasSent,
            endpoint: endpoint.text,
            detail: detail
        )
        finish(.failure(error))
    }
}

/// How much of a request has left, seen through libcurl's counters.
struct SendProgress {
    /// Bytes that had been sent before the first request began: those for the proxy.
    private var bytesBeforeRequest: Int?
    private var bytesBeforeAttempt = 0
    private var redirectsBeforeAttempt = 0

    func wasSent(by handle: EasyHandle) -> Bool {
        bytesBeforeRequest.map { handle.sentBytes > $0 } ?? false
    }

    /// Notes the beginning of an attempt, and tells whether it repeats one of which bytes have left.
    mutating func beginsRepetition(on handle: EasyHandle) -> Bool {
        let isSameAddress = handle.redirectCount == redirectsBeforeAttempt
        let isRepetition = wasSent(by: handle) && isSameAddress && handle.sentBytes > bytesBeforeAttempt
        bytesBeforeRequest = bytesBeforeRequest ?? handle.sentBytes
        bytesBeforeAttempt = handle.sentBytes
        redirectsBeforeAttempt = handle.redirectCount
        return isRepetition
    }
}
