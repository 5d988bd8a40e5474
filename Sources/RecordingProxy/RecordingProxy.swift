public import ConnectorKit
public import Foundation
internal import HTTPTypes
internal import HummingbirdCore
internal import JSON
internal import Logging
internal import NIOCore
internal import NIOPosix
public import Recordings

/// Stands between a connector and a system, over HTTP/1.1, and has everything written down that passes.
public struct RecordingProxy: Sendable {
    /// The largest body of a request or an answer, in bytes.
    public static let bodyLimit = 64 << 20

    /// Writes down what passes.
    public let recorder: Recorder
    private let host: String
    private let port: Int
    private let exchange: ProxyExchange

    /// Begins a recording; nothing listens before ``run(onReady:)``.
    ///
    /// - Parameters:
    ///   - header: What the recording tells of itself; the system is reached at its address.
    ///   - file: The file of the recording, which must not be there yet.
    ///   - secrets: What is masked wherever it occurs, besides what the header's rules find.
    ///   - kind: Tells requests that only read.
    ///   - transport: Reaches the system.
    ///   - host: The address to listen on.
    ///   - port: The port to listen on; 0 for any free one.
    ///   - report: Called after each exchange, with what was written of the request.
    /// - Throws: ``RecorderError`` if the address is none, there is a file already, or it cannot be made.
    public init(
        _ header: RecordingHeader,
        into file: URL,
        secrets: [Secret] = [],
        kind: RequestKind = RequestKind(),
        over transport: any HTTPTransport,
        host: String = "127.0.0.1",
        port: Int = 0,
        report: @escaping @Sendable (RecordedExchange) -> Void = { _ in }
    ) throws(RecorderError) {
        guard let address = ForwardedAddress(header.address) else {
            throw RecorderError.unusableAddress
        }
        recorder = try Recorder(into: file, header: header, secrets: secrets, kind: kind)
        self.host = host
        self.port = port
        exchange = ProxyExchange(
            address: address,
            transport: transport,
            recorder: recorder,
            hosts: AcceptedHosts(listeningOn: host),
            report: report
        )
    }

    /// Listens until the task is cancelled; requests that are under way then are finished and answered.
    ///
    /// - Parameter onReady: Called once with the port as soon as requests are accepted.
    /// - Throws: ``RecorderError`` if the address cannot be listened on.
    public func run(onReady: @escaping @Sendable (_ port: Int) async -> Void) async throws(RecorderError) {
        let exchange = exchange
        let requested = port
        let quiet = Logger(label: "recorder") { _ in SwiftLogNoOpLogHandler() }
        let server = Server(
            childChannelSetup: HTTP1Channel(
                responder: { request, writer, _ in try await exchange.serve(request, writer) }
            ),
            configuration: ServerConfiguration(address: .hostname(host, port: requested)),
            onServerRunning: { await onReady($0.localAddress?.port ?? requested) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: quiet
        )
        // Not a child of this task: its cancellation must not reach the requests that are under way.
        let serving = Task { try await server.run() }
        let result = await withTaskCancellationHandler {
            await serving.result
        } onCancel: {
            Task { try await server.shutdownGracefully() }
        }
        if case .failure(let error) = result, !Task.isCancelled {
            throw RecorderError("cannot listen on \(host), port \(requested): \(error); give another --listen")
        }
    }
}
