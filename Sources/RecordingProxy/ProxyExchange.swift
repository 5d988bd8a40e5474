internal import ConnectorKit
internal import HTTPTypes
internal import HummingbirdCore
internal import JSON
internal import NIOCore
internal import Recordings

/// One request on its way to the system, and its answer on the way back.
struct ProxyExchange: Sendable {
    /// What belongs to a connection and not to a message (RFC 9110, section 7.6.1), and what each connection has of its own.
    private static let ofConnection: Set<String> = [
        "connection", "content-length", "expect", "host", "keep-alive", "proxy-connection", "te", "trailer",
        "transfer-encoding", "upgrade",
    ]

    let address: ForwardedAddress
    let transport: any HTTPTransport
    let recorder: Recorder
    /// Whom requests may mean.
    let hosts: AcceptedHosts
    let report: @Sendable (RecordedExchange) -> Void

    @concurrent func serve(_ request: Request, _ writer: consuming ResponseWriter) async throws {
        guard hosts.accept(request.head.authority) else {
            let reason = "This recorder listens for programs of this machine: ask it by the address that it printed."
            try await Self.write(Self.problem(421, reason), to: writer, isHead: request.method == .head)
            throw ConnectionClosed()
        }
        if request.headers[.expect]?.lowercased() == "100-continue" {
            try await writer.writeInformationalHead(HTTPTypes.HTTPResponse(status: .continue))
        }
        var body: [UInt8] = []
        for try await piece in request.body {
            guard body.count + piece.readableBytes <= RecordingProxy.bodyLimit else {
                let answer = Self.problem(
                    413,
                    "The body has more than \(RecordingProxy.bodyLimit) bytes: send less at once."
                )
                try await Self.write(answer, to: writer, isHead: false)
                // The rest of the body was not read, so nothing more can be understood on this connection.
                throw ConnectionClosed()
            }
            body.append(contentsOf: piece.readableBytesView)
        }
        let target = request.head.path ?? "/"
        let incoming = RecordedRequest(
            method: request.method.rawValue,
            target: TargetPath.resolved(target),
            headers: Self.passedOn(request.headers),
            body: .bytes(body)
        )
        let answer = await answer(to: incoming, at: request.head.authority ?? "127.0.0.1")
        // A client that had an answer would take it for the system's.
        guard let answer else { throw ConnectionClosed() }
        try await Self.write(answer, to: writer, isHead: request.method == .head)
    }

    /// Writes the request down, sends it on, and writes the answer down; `nil` if the system gave none.
    private func answer(to request: RecordedRequest, at authority: String) async -> RecordedAnswer? {
        var exchange: RecordedExchange
        do {
            exchange = try await recorder.receive(request)
        } catch {
            return Self.problem(500, "The request was not sent on: \(error).")
        }
        var answer: RecordedAnswer?
        switch await Self.send(request, to: address, over: transport) {
        case .success(let received):
            answer = address.replaced(in: received, by: "http://\(authority)")
            exchange.outcome = .answered(address.replaced(in: received, by: Recording.origin))
        case .failure(let error):
            let effect = error.requestMayHaveArrived ? "it may have arrived" : RecordedExchange.neverSent
            exchange.outcome = .failed("\(error.reason.rawValue); \(effect)")
        }
        // What the system did is told to the client even if it cannot be written any more; the next request is refused.
        try? await recorder.settle(exchange.number, as: exchange.outcome)
        report(exchange)
        return answer
    }

    /// Sends a request to the system, and takes its whole answer.
    static func send(
        _ request: RecordedRequest,
        to address: ForwardedAddress,
        over transport: any HTTPTransport
    ) async -> Result<RecordedAnswer, TransportError> {
        let started = ContinuousClock.now
        do throws(TransportError) {
            let response = try await transport.send(
                ConnectorKit.HTTPRequest(
                    method: request.method,
                    url: address.text + request.target,
                    // The transport asks for the encodings that it undoes.
                    headers: request.headers.filter { $0.name.lowercased() != "accept-encoding" }
                        .map { ConnectorKit.HTTPField($0.name, $0.value) },
                    body: request.body.bytes,
                    responseLimit: RecordingProxy.bodyLimit
                )
            )
            let isHead = request.method == "HEAD"
            return .success(answer(response, isHead: isHead, after: ContinuousClock.now - started))
        } catch {
            return .failure(error)
        }
    }

    /// The answer as it came, without the encodings that the transport has undone.
    private static func answer(
        _ response: ConnectorKit.HTTPResponse,
        isHead: Bool,
        after time: Duration
    ) -> RecordedAnswer {
        let (seconds, attoseconds) = time.components
        let undone: Set<String> = ["gzip", "x-gzip", "deflate"]
        return RecordedAnswer(
            status: response.status,
            headers: response.headers.filter { field in
                let name = field.name.lowercased()
                // Without a body its length is told by this field alone (RFC 9110, section 9.3.2).
                return (!ofConnection.contains(name) || isHead && name == "content-length")
                    && !(name == "content-encoding" && undone.contains(field.value.lowercased()))
            }
            .map { RecordedField($0.name, $0.value) },
            body: .bytes(response.body),
            milliseconds: Int(seconds * 1000 + attoseconds / 1_000_000_000_000_000)
        )
    }

    /// The header fields of a message, without those of its connection.
    private static func passedOn(_ fields: HTTPFields) -> [RecordedField] {
        let named = (fields[.connection] ?? "").split(separator: ",")
            .map { $0.lowercased().filter { !$0.isWhitespace } }
        return fields.filter { field in
            !ofConnection.contains(field.name.canonicalName) && !named.contains(field.name.canonicalName)
        }
        .map { RecordedField($0.name.rawName, $0.value) }
    }

    private static func problem(_ status: Int, _ reason: String) -> RecordedAnswer {
        let body = JSON.object(["error": .string(reason)]).text(style: .compact)
        return RecordedAnswer(
            status: status,
            headers: [RecordedField("Content-Type", "application/json")],
            body: .bytes(Array(body.utf8))
        )
    }

    @concurrent private static func write(
        _ answer: RecordedAnswer,
        to writer: consuming ResponseWriter,
        isHead: Bool
    ) async throws {
        var fields = HTTPFields()
        for field in answer.headers {
            guard let name = HTTPTypes.HTTPField.Name(field.name) else { continue }
            fields.append(HTTPTypes.HTTPField(name: name, value: field.value))
        }
        let body = answer.body.bytes
        let hasBody = !isHead && answer.status != 204 && answer.status != 304
        if hasBody { fields[.contentLength] = "\(body.count)" }
        let head = HTTPTypes.HTTPResponse(
            status: HTTPTypes.HTTPResponse.Status(code: answer.status),
            headerFields: fields
        )
        guard hasBody else {
            try await writer.writeResponse(head)
            return
        }
        try await writer.write(response: head, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}

/// Why a connection is closed: nothing more can be understood on it, or there is no answer.
private struct ConnectionClosed: Error {}
