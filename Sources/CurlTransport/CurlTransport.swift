public import ConnectorKit

/// Carries HTTP requests with libcurl: HTTP/1.1 and HTTP/2, connection reuse, TLS verification, deadlines and size limits.
///
/// One thread serves all calls of a transport. What a caller can rely on:
///
/// - A call ends by its deadline, and promptly when its task is cancelled.
/// - A body is decompressed (gzip, deflate); the limit counts the decompressed bytes, and the header fields stay as they
///   came.
/// - Redirects are followed only if the request wants that and is a GET, HEAD or POST, at most five and only to `http` and
///   `https`; a POST that is answered with 301, 302 or 303 is continued as a GET. The fields `Authorization` and `Cookie`
///   are not sent to another host; every other field is.
/// - A request is never silently sent twice: where a reused connection turns out to be dead after bytes were sent,
///   libcurl may try again only for GET, HEAD and OPTIONS.
/// - No cookies are kept, and no proxy, netrc or other setting is taken from the environment.
public final class CurlTransport: HTTPTransport {
    private let configuration: Configuration
    private let loop: TransferLoop

    /// Creates a transport and starts its thread; no connection is opened.
    ///
    /// - Parameter configuration: Limits, proxy and trust.
    /// - Throws: ``SetupError`` for the first setting that cannot work.
    public init(configuration: Configuration = Configuration()) throws(SetupError) {
        try Library.prepare()
        try configuration.validate()
        self.configuration = configuration
        loop = try TransferLoop(connectionsPerHost: configuration.maximumConnectionsPerHost)
        loop.startThread()
    }

    deinit { loop.stop() }

    /// Ends the thread and all connections; calls that are under way, and all later ones, fail as cancelled.
    ///
    /// A transport that is released does this by itself.
    public func close() { loop.stop() }

    /// Sends a request and waits for the whole answer, whatever its status.
    ///
    /// - Parameter request: What to send.
    /// - Returns: The answer; the status is 200 for a file that was read.
    /// - Throws: ``TransportError``, whose ``TransportError/requestMayHaveArrived`` is false only if no byte of the request
    ///   was handed to a connection.
    public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let transfer = HTTPTransfer(request: request, endpoint: try Endpoint(of: request), configuration: configuration)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation {
                transfer.completion = $0
                loop.start(transfer)
            }
        } onCancel: {
            transfer.markCancelled()
            loop.cancel(transfer)
        }
        return try result.get()
    }
}
