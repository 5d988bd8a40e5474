internal import CanonicalModel
internal import ConnectorKit
internal import ConnectorRuntime
internal import Foundation
internal import HTTPTypes
internal import HummingbirdCore
internal import JSON
internal import NIOCore

/// One request and its answer.
struct WebhookExchange: Sendable {
    /// The most bytes of a body that nobody will read are taken, so that the sender sees its answer.
    private static let unreadLimit = 64 << 10

    let desk: WebhookDesk
    let clock: any RuntimeClock
    let bodyDeadline: Duration

    @concurrent func serve(_ request: Request, _ writer: consuming ResponseWriter) async throws {
        let route = WebhookRoute(request.head.path ?? "", desk)
        let limit = route.endpoint?.bodyLimit ?? Self.unreadLimit
        var outcome = WebhookBody.tooLarge
        // A body that is announced as too large is refused before a byte of it is read.
        if (request.headers[.contentLength].flatMap { Int($0) } ?? 0) <= limit {
            if request.headers[.expect]?.lowercased() == "100-continue" {
                try await writer.writeInformationalHead(HTTPResponse(status: .continue))
            }
            outcome = try await WebhookBody.reading(request.body, upTo: limit, within: bodyDeadline, on: clock)
        }
        let answer = await answer(to: request, at: route, outcome)
        try await answer.write(to: writer, isHead: request.method == .head)
        // The rest of the body was not read, so nothing more can be understood on this connection.
        if answer.isLast { throw ConnectionClosed() }
    }

    private func answer(to request: Request, at route: WebhookRoute, _ body: WebhookBody) async -> WebhookAnswer {
        switch (route, body) {
        case (.health, .whole) where request.method == .get || request.method == .head:
            return await desk.isReady() ? .json(["status": "ok"]) : .problem(503, "The store does not answer.")
        case (.health, .whole): return .methodNotAllowed("GET, HEAD")
        case (.unknown, .whole): return .problem(404, "There is no such endpoint.")
        case (.unknown, _), (.health, _): return .problem(404, "There is no such endpoint.").last()
        case (.endpoint(_, let endpoint), .tooLarge):
            return .problem(413, "The body may have \(endpoint.bodyLimit) bytes at most.").last()
        case (.endpoint, .late):
            return .problem(408, "The body did not arrive within \(bodyDeadline).").last()
        case (.endpoint(let system, let endpoint), .whole(let bytes)):
            switch request.method {
            case .post:
                return WebhookAnswer(
                    await desk.receive(
                        WebhookRequest(
                            system: system,
                            endpoint: endpoint.name,
                            headers: request.headers.map { ConnectorKit.HTTPField($0.name.rawName, $0.value) },
                            body: bytes
                        )
                    )
                )
            case .options: return .permission(asked: request.headers, at: endpoint)
            default: return .methodNotAllowed("POST, OPTIONS")
            }
        }
    }
}

/// Why a connection is closed after an answer.
struct ConnectionClosed: Error {}

/// What a path names.
enum WebhookRoute {
    case endpoint(system: String, WebhookEndpoint)
    case health
    case unknown

    init(_ target: String, _ desk: WebhookDesk) {
        let path = target.prefix { $0 != "?" }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map { $0.removingPercentEncoding }
        if parts == ["", "health"] {
            self = .health
        } else if parts.count == 4, parts[..<2] == ["", "webhooks"], let system = parts[2], let name = parts[3],
            let endpoint = desk.endpoint(name, of: system)
        {
            self = .endpoint(system: system, endpoint)
        } else {
            self = .unknown
        }
    }

    var endpoint: WebhookEndpoint? {
        guard case .endpoint(_, let endpoint) = self else { return nil }
        return endpoint
    }
}

/// A body as far as it arrived.
enum WebhookBody: Sendable {
    case whole([UInt8])
    case tooLarge
    case late

    /// Reads a body, never more than `limit` bytes of it and never longer than `deadline`.
    @concurrent static func reading(
        _ body: RequestBody,
        upTo limit: Int,
        within deadline: Duration,
        on clock: any RuntimeClock
    ) async throws -> WebhookBody {
        let end = clock.now.adding(deadline)
        return try await withThrowingTaskGroup(of: WebhookBody.self) { group in
            group.addTask {
                var bytes: [UInt8] = []
                for try await piece in body {
                    guard bytes.count + piece.readableBytes <= limit else { return .tooLarge }
                    bytes.append(contentsOf: piece.readableBytesView)
                }
                return .whole(bytes)
            }
            group.addTask {
                while clock.now < end { try await clock.sleep(until: end) }
                return .late
            }
            defer { group.cancelAll() }
            return try await group.next() ?? .late
        }
    }
}
