import CanonicalModel
import ConnectorConformance
import ConnectorKit
import JSON
import Synchronization

/// Connectors that send webhooks wrongly.
let brokenNotices: [BrokenSubject] = [
    broken("two members change places", SwappingNotices.self, "WS01", #"data.text is "yard""#),
    broken("a notice is sent twice at once", DoublingNotices.self, "WS01", "3 deliveries are 6 requests"),
    broken("a body is changed after it was signed", IndentingNotices.self, "WS02", "its signature is another"),
    broken("another clock signs", LateNotices.self, "WS02", "s ago by the receiver's clock"),
    broken("a body says how often it was sent", CountingNotices.self, "WS03", "attempts have 5 bodies"),
    broken("each attempt has an id of its own", RenamingNotices.self, "WS03", "attempts have 5 ids"),
    broken("all notices have one id", OneIDNotices.self, "WS03", "has the id of another delivery"),
    broken("only a status of 200 counts", StrictNotices.self, "WS04", "answered 202"),
    broken("whatever is answered counts", SatisfiedNotices.self, "WS05", "answered 404, it is called delivered"),
    broken("an address that is gone is an outage", HopefulNotices.self, "WS05", "gone (410) is asked"),
    broken("how long a pause is to be is dropped", RushingNotices.self, "WS06", "asked for a pause of an hour"),
    broken("the first webhook is kept back for the next", HoardingNotices.self, "WS07", "does not come in its turn"),
    broken("the key stands in the body", TellingNotices.self, "WS08", "a secret stands in the webhook itself"),
    broken("the key stands in the log", LoggingNotices.self, "WS08", "a secret stands in the log"),
    broken("anything is a notice", LenientNotices.self, "WS09", "becomes a webhook"),
]

private let broken = BrokenSubject.each { NoticeSubject(connector: $0) }

/// A way to the receiver on which something happens.
private struct Way: HTTPTransport {
    let core: NoticeCore
    let happens: @Sendable (HTTPRequest, any HTTPTransport) async throws(TransportError) -> HTTPResponse

    init(
        core: NoticeCore,
        _ happens: @escaping @Sendable (HTTPRequest, any HTTPTransport) async throws(TransportError) -> HTTPResponse
    ) {
        self.core = core
        self.happens = happens
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        try await happens(request, core.services.transport)
    }
}

private struct SwappingNotices: NoticeSink {
    let core: NoticeCore

    func data(of payload: JSON) -> JSON? { ["text": payload["to"] ?? .null, "to": payload["text"] ?? .null] }
}

private struct DoublingNotices: NoticeSink {
    let core: NoticeCore

    var way: any HTTPTransport {
        Way(core: core) { request, transport throws(TransportError) in
            _ = try await transport.send(request)
            return try await transport.send(request)
        }
    }
}

private struct IndentingNotices: NoticeSink {
    let core: NoticeCore

    var way: any HTTPTransport {
        Way(core: core) { request, transport throws(TransportError) in
            var indented = request
            indented.body.append(0x0A)
            return try await transport.send(indented)
        }
    }
}

private struct LateNotices: NoticeSink {
    let core: NoticeCore

    var services: ConnectorServices {
        let late = ManualClock(core.services.clock.now.adding(seconds: -3600))
        return ConnectorServices(transport: way, clock: late, log: core.services.log)
    }
}

private struct CountingNotices: NoticeSink {
    let core: NoticeCore
    private static let count = Mutex(0)

    init(core: NoticeCore) { self.core = core }

    func data(of payload: JSON) -> JSON? {
        let count = Self.count.withLock { count in
            count += 1
            return count
        }
        return ["text": payload["text"] ?? .null, "attempt": .string("\(count)")]
    }
}

private struct RenamingNotices: NoticeSink {
    let core: NoticeCore
    private static let count = Mutex(0)

    init(core: NoticeCore) { self.core = core }

    var way: any HTTPTransport {
        Way(core: core) { request, transport throws(TransportError) in
            let count = Self.count.withLock { count in
                count += 1
                return count
            }
            return try await transport.send(request.named("msg_\(count)"))
        }
    }
}

private struct OneIDNotices: NoticeSink {
    let core: NoticeCore

    var way: any HTTPTransport {
        Way(core: core) { request, transport throws(TransportError) in
            try await transport.send(request.named("notice"))
        }
    }
}

private struct StrictNotices: NoticeSink {
    let core: NoticeCore

    var way: any HTTPTransport {
        Way(core: core) { request, transport throws(TransportError) in
            let answer = try await transport.send(request)
            return answer.status == 200 ? answer : HTTPResponse(status: 500)
        }
    }
}

private struct SatisfiedNotices: NoticeSink {
    let core: NoticeCore

    var way: any HTTPTransport {
        Way(core: core) { request, transport throws(TransportError) in
            _ = try await transport.send(request)
            return HTTPResponse(status: 200)
        }
    }
}

private struct HopefulNotices: NoticeSink {
    let core: NoticeCore

    var way: any HTTPTransport {
        Way(core: core) { request, transport throws(TransportError) in
            let answer = try await transport.send(request)
            return answer.status == 410 ? HTTPResponse(status: 503) : answer
        }
    }
}

private struct RushingNotices: NoticeSink {
    let core: NoticeCore

    var way: any HTTPTransport {
        Way(core: core) { request, transport throws(TransportError) in
            HTTPResponse(status: try await transport.send(request).status)
        }
    }
}

/// Calls the first webhook taken, and sends it behind the second one.
private struct HoardingNotices: NoticeSink {
    let core: NoticeCore
    /// The first webhook of each world, until it is sent.
    ///
    /// The clock tells worlds apart; it is held, so that no later one takes its place.
    private static let kept = Mutex<[ObjectIdentifier: (clock: any RuntimeClock, first: HTTPRequest?)]>([:])

    init(core: NoticeCore) { self.core = core }

    var way: any HTTPTransport {
        let clock = core.services.clock
        let world = ObjectIdentifier(clock as AnyObject)
        return Way(core: core) { request, transport throws(TransportError) in
            let isFirst = Self.kept.withLock { kept in
                guard kept[world] == nil else { return false }
                kept[world] = (clock, request)
                return true
            }
            guard !isFirst else { return HTTPResponse(status: 202) }
            let answer = try await transport.send(request)
            guard answer.status < 300, let first = Self.kept.withLock({ $0[world]?.first }) else { return answer }
            Self.kept.withLock { $0[world]?.first = nil }
            for _ in 0..<9 {
                if let status = try? await transport.send(first).status, status < 300 { break }
            }
            return answer
        }
    }
}

private struct TellingNotices: NoticeSink {
    let core: NoticeCore

    func data(of payload: JSON) -> JSON? {
        ["text": payload["text"] ?? .null, "key": .string(core.key.withValue { $0 })]
    }
}

private struct LoggingNotices: NoticeSink {
    let core: NoticeCore

    func data(of payload: JSON) -> JSON? {
        core.services.log.write(.info, "signs", ["with": core.key.withValue { $0 }])
        return payload["text"] == nil ? nil : payload
    }
}

private struct LenientNotices: NoticeSink {
    let core: NoticeCore

    func data(of payload: JSON) -> JSON? { payload }
}

extension HTTPRequest {
    /// The same webhook with another id.
    fileprivate func named(_ id: String) -> HTTPRequest {
        var request = self
        request.headers = headers.map { $0.name == "webhook-id" ? HTTPField("webhook-id", id) : $0 }
        return request
    }
}
