internal import HTTPTypes
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOPosix

/// Serves a ``SimulatorSurface`` over HTTP/1.1.
public struct SimulatorServer<System: SimulatedSystem>: Sendable {
    /// The largest body that a request may have, in bytes.
    public static var bodyLimit: Int { 64 << 20 }

    /// The largest snapshot that `PUT /_sim/snapshot` takes, in bytes.
    public static var snapshotLimit: Int { 1 << 30 }

    private let surface: SimulatorSurface<System>
    private let host: String
    private let port: Int

    /// Creates a server; nothing listens before ``run(onReady:)``.
    ///
    /// - Parameters:
    ///   - surface: What answers.
    ///   - host: The address to listen on.
    ///   - port: The port to listen on; 0 for any free one.
    public init(_ surface: SimulatorSurface<System>, host: String = "127.0.0.1", port: Int = 0) {
        self.surface = surface
        self.host = host
        self.port = port
    }

    /// Listens until the task is cancelled.
    ///
    /// - Parameter onReady: Called once with the port as soon as requests are accepted.
    /// - Throws: ``SimulatorError`` if the address cannot be listened on.
    public func run(onReady: @escaping @Sendable (_ port: Int) async -> Void) async throws(SimulatorError) {
        let requested = port
        let http = HTTP1Channel { request, writer, channel in
            try await serve(request, writer, channel)
        }
        let server = Server(
            childChannelSetup: FaultyHTTPChannel(http: http),
            configuration: ServerConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { await onReady($0.localAddress?.port ?? requested) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            // Standard output carries the line that a parent waits for and nothing else.
            logger: Logger(label: System.name) { _ in SwiftLogNoOpLogHandler() }
        )
        do {
            // Reading, work and writing follow one another on one thread: handing them over would cost more than they do.
            let loop = MultiThreadedEventLoopGroup.singleton.next()
            try await withTaskExecutorPreference(LoopExecutor(loop: loop)) { try await server.run() }
        } catch {
            throw SimulatorError(
                "Cannot listen on \(host), port \(requested): \(error). Choose another --port, or 0 for any free one."
            )
        }
    }

    @concurrent private func serve(
        _ request: Request,
        _ writer: consuming ResponseWriter,
        _ channel: any Channel
    ) async throws {
        if request.headers[.expect]?.lowercased() == "100-continue" {
            try await writer.writeInformationalHead(HTTPResponse(status: .continue))
        }
        switch try await SimulatedRequest.reading(request, upTo: Self.limit(of: request)) {
        case .whole(let request):
            let exchange = await surface.exchangeTelling(request)
            do {
                try await writer.deliver(exchange.response, at: exchange.now, to: request.method, over: channel)
            } catch {
                // That the connection is closed may be how an answer ends that reached the client whole.
                let isEnd = error is ConnectionClosed && exchange.response.isDelivered
                if !isEnd { await surface.aborted(exchange) }
                throw error
            }
        case .refused(let request, let answer):
            let now = await surface.refuse(request, with: answer)
            try await writer.deliver(answer, at: now, to: request.method, over: channel)
            // The rest of the body was not read, so nothing more can be understood on this connection.
            throw ConnectionClosed()
        }
    }
}

extension SimulatorServer {
    private static func limit(of request: Request) -> Int {
        request.method == .put && request.head.path == "/_sim/snapshot" ? snapshotLimit : bodyLimit
    }
}

/// Why a connection is closed: the fault that was asked for, or a body that nobody will read.
struct ConnectionClosed: Error {}

/// Runs tasks on the thread that reads from the sockets.
private final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
