internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// Sends webhooks over HTTP/1.1, each on a connection of its own.
///
/// SwiftNIO's own client: unlike `URLSession` it can stop in the midst of a body, follows no redirect, and costs a
/// simulator neither memory nor time at its start.
enum WebhookCourier {
    /// Sends a request and waits for the answer; the connection is closed if the task is cancelled.
    static func send(_ post: WebhookPost) async -> WebhookAnswer {
        // Without a bound the system's own for a connection holds, which is minutes.
        let patience = post.timeout.map { TimeAmount.milliseconds(Int64($0)) } ?? .hours(24)
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connectTimeout(patience)
        do {
            let (channel, answer) = try await bootstrap.connect(
                host: post.address.host,
                port: post.address.port
            ) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let answer = channel.eventLoop.makePromise(of: WebhookAnswer.self)
                    do {
                        try channel.pipeline.syncOperations.addHTTPClientHandlers()
                        try channel.pipeline.syncOperations.addHandler(WebhookConversation(post, answer))
                    } catch {
                        answer.fail(error)
                    }
                    return (channel, answer.futureResult)
                }
            }
            return try await withTaskCancellationHandler {
                try await answer.get()
            } onCancel: {
                channel.close(promise: nil)
            }
        } catch {
            return .none(reason(of: error))
        }
    }

    /// Why there is no connection, in words that are the same in every run.
    private static func reason(of error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            if error.dnsAError != nil, error.connectionErrors.isEmpty { return "no such host" }
            let isRefused = error.connectionErrors.contains { ($0.error as? IOError)?.errnoCode == ECONNREFUSED }
            return isRefused ? "connection refused" : "no connection"
        case ChannelError.connectTimeout: return "no connection in time"
        default: return "no connection"
        }
    }
}

/// One request and its answer.
private final class WebhookConversation: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let post: WebhookPost
    private let answer: EventLoopPromise<WebhookAnswer>
    private var head: HTTPResponseHead?
    private var isOver = false
    private var timers: [Scheduled<Void>] = []

    init(_ post: WebhookPost, _ answer: EventLoopPromise<WebhookAnswer>) {
        self.post = post
        self.answer = answer
    }

    func channelActive(context: ChannelHandlerContext) {
        var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: post.address.target)
        head.headers.add(name: "Host", value: post.address.authority)
        for field in post.fields { head.headers.add(name: field.name, value: field.value) }
        head.headers.add(name: "Content-Length", value: String(post.body.count))
        head.headers.add(name: "Connection", value: "close")
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        let half = post.stall > 0 ? post.body.count / 2 : post.body.count
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: post.body[..<half])))), promise: nil)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        if let timeout = post.timeout {
            let end = context.eventLoop.scheduleTask(in: .milliseconds(Int64(post.stall + timeout))) {
                let (conversation, context) = bound.value
                conversation.end(.none("no answer in time"), context)
            }
            timers.append(end)
        }
        guard half < post.body.count else { return finishBody(context) }
        let stall = context.eventLoop.scheduleTask(in: .milliseconds(Int64(post.stall))) {
            let (conversation, context) = bound.value
            guard !conversation.isOver else { return }
            let rest = ByteBuffer(bytes: conversation.post.body[half...])
            context.write(conversation.wrapOutboundOut(.body(.byteBuffer(rest))), promise: nil)
            conversation.finishBody(context)
        }
        timers.append(stall)
    }

    private func finishBody(_ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): if head.status.code >= 200 { self.head = head }
        case .body: break
        case .end:
            guard let head else { return }
            end(.status(Int(head.status.code), retryAfter: head.headers.first(name: "Retry-After")), context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(.none("closed without an answer"), context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(.none(error is HTTPParserError ? "answered with no HTTP" : "closed without an answer"), context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end(.none("closed without an answer"), context)
    }

    private func end(_ outcome: WebhookAnswer, _ context: ChannelHandlerContext) {
        guard !isOver else { return }
        isOver = true
        for timer in timers { timer.cancel() }
        timers = []
        answer.succeed(outcome)
        context.close(promise: nil)
    }
}
