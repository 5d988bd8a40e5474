import CanonicalModel
import ConnectorKit
import ConnectorTesting
import JSON
import Synchronization

/// A system that is spoken to over HTTP: it hands out tokens for a key, and rows for a token, three at a time; and it
/// fails in the ways in which such systems do.
final class ModelService: Sendable {
    /// What happens to a call for rows.
    enum Mishap: Sendable, Hashable {
        /// The call is limited, with or without a word on when to come back.
        case limited(retryAfter: Int?)
        case status(Int)
        /// The connection is reset.
        case lost
        /// The answer drips, until the deadline is over.
        case drips
        /// The answer ends in the middle of its JSON.
        case cutOff
        /// A page for people instead of an answer.
        case page
    }

    struct State: Sendable {
        var rows = 0
        var mishaps: [Mishap] = []
        /// What happens to every call.
        var lastingMishap: Mishap?
        /// When rows were asked for.
        var calls: [Instant] = []
        /// How often a token was asked for.
        var logins = 0
        /// For how many calls a token is good.
        var tokenLife = Int.max
        /// When the key ends, or was revoked.
        var keyEnds: Instant?
        /// The newest token; an older one is not accepted.
        var token: (number: Int, callsLeft: Int) = (0, 0)
    }

    static let pageSize = 3
    let clock = ManualClock(Instant(seconds: 1_767_600_000))
    let state = Mutex(State())

    /// What carries calls to it.
    var transport: FixtureTransport {
        FixtureTransport { [self] request throws(TransportError) in try answer(request) }
    }

    private func answer(_ request: HTTPRequest) throws(TransportError) -> HTTPResponse {
        try state.withLock { state throws(TransportError) in
            let isKeyGood = state.keyEnds.map { clock.now < $0 } ?? true
            guard !request.url.hasSuffix("/token") else {
                state.logins += 1
                guard isKeyGood else { return HTTPResponse(status: 401) }
                state.token = (state.logins, state.tokenLife)
                return Self.json(["token": .string("t\(state.logins)")])
            }
            state.calls.append(clock.now)
            if let mishap = state.mishaps.isEmpty ? state.lastingMishap : state.mishaps.removeFirst() {
                return try Self.answer(request, mishap)
            }
            let isKnown = request.headers.contains { $0.value == "Bearer t\(state.token.number)" }
            guard isKeyGood, isKnown, state.token.callsLeft > 0 else { return HTTPResponse(status: 401) }
            state.token.callsLeft -= 1
            return Self.rows(behind: Int(request.url.split(separator: "=").last ?? "") ?? 0, of: state.rows)
        }
    }

    private static func rows(behind first: Int, of count: Int) -> HTTPResponse {
        let ids = (first..<max(first, min(first + pageSize, count))).map { JSON.string("s\($0)") }
        return json(["rows": .array(ids), "more": .bool(first + pageSize < count)])
    }

    private static func answer(_ request: HTTPRequest, _ mishap: Mishap) throws(TransportError) -> HTTPResponse {
        switch mishap {
        case .limited(let seconds):
            return HTTPResponse(status: 429, headers: seconds.map { [HTTPField("Retry-After", "\($0)")] } ?? [])
        case .status(let status): return HTTPResponse(status: status)
        case .lost: throw error(.connectionLost, request)
        case .drips: throw error(.deadlineExceeded, request)
        case .cutOff: return HTTPResponse(status: 200, body: Array(#"{"rows":["s0","s"#.utf8))
        case .page: return HTTPResponse(status: 200, body: Array("<html>Down for maintenance</html>".utf8))
        }
    }

    private static func error(_ reason: TransportError.Reason, _ request: HTTPRequest) -> TransportError {
        TransportError(reason: reason, requestMayHaveArrived: true, endpoint: "GET /rows", detail: reason.rawValue)
    }

    private static func json(_ value: JSON) -> HTTPResponse {
        HTTPResponse(status: 200, body: Array(value.canonicalText.utf8))
    }
}
