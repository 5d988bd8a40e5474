import CanonicalModel
import ConnectorKit
import ConnectorTesting
import JSON
import Testing

/// What becomes of an answer's status, for connectors that leave it to their services.
struct ServicesAnswerTests {
    private static let request = HTTPRequest(url: "https://acme.example/v1/rows?key=hidden")
    private static let endpoint = "GET /v1/rows"

    private static func services(_ answer: FixtureTransport.Answer) -> ConnectorServices {
        ConnectorServices(
            transport: FixtureTransport(answers: [answer]),
            clock: ManualClock(Instant(seconds: 1_767_600_000)),
            log: RecordingLog()
        )
    }

    private static func response(
        _ status: Int,
        _ body: String = "",
        _ headers: [HTTPField] = []
    )
        -> FixtureTransport.Answer
    {
        .response(HTTPResponse(status: status, headers: headers, body: Array(body.utf8)))
    }

    @Test(arguments: [200, 201, 204, 299])
    func successIsGivenBack(status: Int) async throws {
        #expect(try await Self.services(Self.response(status)).answer(to: Self.request).status == status)
    }

    @Test func aStatusThatIsAnAnswerIsGivenBack() async throws {
        let services = Self.services(Self.response(404))
        #expect(try await services.answer(to: Self.request, accepting: [404]).status == 404)
    }

    @Test(arguments: [
        (401, ConnectorError.unauthorized(endpoint: endpoint, reason: "HTTP status 401")),
        (403, .forbidden(endpoint: endpoint, reason: "HTTP status 403")),
        (304, .unexpectedAnswer(endpoint: endpoint, reason: "HTTP status 304")),
        (404, .unexpectedAnswer(endpoint: endpoint, reason: "HTTP status 404")),
        (408, .unavailable(endpoint: endpoint, reason: "HTTP status 408", retryAfter: nil)),
        (429, .unavailable(endpoint: endpoint, reason: "HTTP status 429", retryAfter: nil)),
        (500, .unavailable(endpoint: endpoint, reason: "HTTP status 500", retryAfter: nil)),
        (599, .unavailable(endpoint: endpoint, reason: "HTTP status 599", retryAfter: nil)),
    ])
    func aRefusalSaysWhatToDo(status: Int, error: ConnectorError) async {
        await #expect(throws: error) { try await Self.services(Self.response(status)).answer(to: Self.request) }
    }

    @Test func aPauseThatIsAskedForIsKept() async {
        let answer = Self.response(503, "", [HTTPField("Retry-After", "7")])
        let error = ConnectorError.unavailable(
            endpoint: Self.endpoint,
            reason: "HTTP status 503",
            retryAfter: .seconds(7)
        )
        await #expect(throws: error) { try await Self.services(answer).answer(to: Self.request) }
    }

    @Test(arguments: [true, false])
    func aLostAnswerIsNoRequestThatWasNeverSent(arrived: Bool) async {
        let lost = TransportError(
            reason: .connectionLost,
            requestMayHaveArrived: arrived,
            endpoint: "acme.example",
            detail: "gone"
        )
        let error = arrived ? ConnectorError.outcomeUnknown(lost) : .neverSent(lost)
        await #expect(throws: error) { try await Self.services(.failure(lost)).answer(to: Self.request) }
    }

    @Test func jsonIsReadAndAnythingElseIsRefused() async throws {
        #expect(try await Self.services(Self.response(200, #"{"a":1}"#)).json(answering: Self.request) == ["a": 1])
        let error = ConnectorError.unexpectedAnswer(endpoint: Self.endpoint, reason: "the answer is no JSON")
        await #expect(throws: error) {
            try await Self.services(Self.response(200, "<html>")).json(answering: Self.request)
        }
    }

    @Test(arguments: [
        ("https://acme.example", "GET /"), ("https://acme.example?token=x", "GET /"),
        ("https://acme.example/a/b#c", "GET /a/b"), ("/a?b", "GET /a"),
    ])
    func anEndpointIsMethodAndPath(url: String, endpoint: String) {
        #expect(HTTPRequest(url: url).endpoint == endpoint)
    }

    @Test(arguments: [
        ("EX-104/2026-01-05", "EX-104%2F2026-01-05"), ("a b&c=d", "a%20b%26c%3Dd"), ("Löffel", "L%C3%B6ffel"),
        ("-._~09azAZ", "-._~09azAZ"), ("\n", "%0A"),
    ])
    func aPartOfAnAddressIsEncoded(text: String, encoded: String) {
        #expect(text.percentEncoded == encoded)
    }
}
