internal import Foundation
internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// What stands next to the socket of a connection, for answers that are no HTTP.
final class WireOutlet: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private var context: ChannelHandlerContext?
    private var isSilent = false
    private var clientIsGone = false

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent {
            clientIsGone = true
            if isSilent { context.close(promise: nil) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// Sends bytes as they are.
    func send(_ bytes: ByteBuffer) -> EventLoopFuture<Void>? {
        context?.writeAndFlush(wrapOutboundOut(.byteBuffer(bytes)))
    }

    /// Closes the connection once the client has gone.
    func fallSilent() {
        isSilent = true
        if clientIsGone { context?.close(promise: nil) }
    }
}

/// Connections for HTTP with a ``WireOutlet`` each.
struct FaultyHTTPChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    let http: HTTP1Channel

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(WireOutlet()) }
            .flatMap { http.setup(channel: channel, logger: logger) }
    }

    func handle(value: Value, logger: Logger) async {
        await http.handle(value: value, logger: logger)
    }
}

extension Channel {
    /// Sends bytes past HTTP.
    @concurrent func sendRaw(_ bytes: [UInt8]) async throws {
        let buffer = ByteBuffer(bytes: bytes)
        try await eventLoop.flatSubmit {
            do {
                let outlet = try self.pipeline.syncOperations.handler(type: WireOutlet.self)
                return outlet.send(buffer) ?? self.eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel)
            } catch {
                return self.eventLoop.makeFailedFuture(error)
            }
        }
        .get()
    }

    /// Closes the connection so that the client sees a reset: what was sent and not yet read is lost.
    @concurrent func reset() async throws {
        if let socket = self as? any SocketOptionProvider {
            try await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        }
        try await close().get()
    }

    /// Says nothing until the client goes, or until the time is over, or until the server stops.
    @concurrent func staySilent(for time: TimeAmount) async throws {
        try await eventLoop.submit { try self.pipeline.syncOperations.handler(type: WireOutlet.self).fallSilent() }
            .get()
        let end = eventLoop.scheduleTask(in: time) { self.close(promise: nil) }
        defer { end.cancel() }
        try await withTaskCancellationHandler {
            try await closeFuture.get()
        } onCancel: {
            self.close(promise: nil)
        }
    }
}
