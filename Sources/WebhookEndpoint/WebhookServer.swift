public import ConnectorKit
public import ConnectorRuntime
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOPosix

/// Serves a ``WebhookDesk`` over HTTP/1.1: `POST /webhooks/SYSTEM/ENDPOINT`, and `GET /health`.
///
/// There is no TLS here: listen on the loopback interface or a private network, and let a reverse proxy end TLS.
public struct WebhookServer: Sendable {
    /// Where the server listens and what it bears.
    public struct Configuration: Sendable, Hashable {
        /// The address to listen on.
        public var host: String
        /// The port to listen on; 0 for any free one.
        public var port: Int
        /// How many connections are open at the same time; further ones wait.
        public var connections: Int
        /// How long a body may take to arrive after its head.
        public var bodyDeadline: Duration
        /// How long a connection may be silent, between requests and within a head.
        public var idleTimeout: Duration

        /// Creates a configuration.
        public init(
            host: String = "127.0.0.1",
            port: Int = 8484,
            connections: Int = 256,
            bodyDeadline: Duration = .seconds(10),
            idleTimeout: Duration = .seconds(60)
        ) {
            self.host = host
            self.port = port
            self.connections = connections
            self.bodyDeadline = bodyDeadline
            self.idleTimeout = idleTimeout
        }
    }

    private let configuration: Configuration
    private let exchange: WebhookExchange

    /// Creates a server; nothing listens before ``run(onReady:)``.
    ///
    /// - Parameters:
    ///   - desk: Takes the deliveries.
    ///   - configuration: Where the server listens and what it bears.
    ///   - clock: The clock by which a body is late: the machine's own, also where the runtime follows a simulator's.
    public init(_ desk: WebhookDesk, configuration: Configuration = Configuration(), clock: any RuntimeClock) {
        self.configuration = configuration
        exchange = WebhookExchange(desk: desk, clock: clock, bodyDeadline: configuration.bodyDeadline)
    }

    /// Listens until the task is cancelled; deliveries that are under way then are finished and answered.
    ///
    /// - Parameter onReady: Called once with the port as soon as requests are accepted.
    /// - Throws: ``WebhookServerError`` if the address cannot be listened on.
    public func run(onReady: @escaping @Sendable (_ port: Int) async -> Void) async throws(WebhookServerError) {
        let requested = configuration.port
        let exchange = exchange
        let quiet = Logger(label: "webhooks") { _ in SwiftLogNoOpLogHandler() }
        let server = Server(
            childChannelSetup: HTTP1Channel(
                responder: { request, writer, _ in try await exchange.serve(request, writer) },
                configuration: HTTP1Channel.Configuration(
                    idleTimeout: .nanoseconds(configuration.idleTimeout.wholeNanoseconds),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 << 10,
                        maxHeaderListSize: 32 << 10,
                        maxHeaderFieldCount: 100
                    )
                )
            ),
            configuration: ServerConfiguration(
                address: .hostname(configuration.host, port: requested),
                availableConnectionsDelegate: .maximum(configuration.connections, logger: quiet)
            ),
            onServerRunning: { await onReady($0.localAddress?.port ?? requested) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: quiet
        )
        // Not a child of this task: its cancellation must not reach the deliveries that are under way.
        let serving = Task { try await server.run() }
        let result = await withTaskCancellationHandler {
            await serving.result
        } onCancel: {
            Task { try await server.shutdownGracefully() }
        }
        if case .failure(let error) = result, !Task.isCancelled {
            throw WebhookServerError(
                "cannot listen for webhooks on \(configuration.host), port \(requested): \(error); choose another address "
                    + "under 'webhooks' in the configuration"
            )
        }
    }
}

/// Why webhooks cannot be served.
public struct WebhookServerError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What happened, where, and what to do.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension Duration {
    fileprivate var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
