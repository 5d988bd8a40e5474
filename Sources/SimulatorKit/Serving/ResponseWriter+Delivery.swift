internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore

extension ResponseWriter {
    /// Sends an answer the way its delivery says.
    ///
    /// - Throws: Whatever makes the server close the connection: the client hung up, or the delivery asks for it.
    @concurrent consuming func deliver(
        _ answer: SimulatedResponse,
        at now: SimulatedInstant,
        to method: String,
        over channel: any Channel
    ) async throws {
        if case .silent = answer.delivery {
            let limit = answer.milliseconds == 0 ? FaultDelay.longest : Int64(answer.milliseconds)
            try await channel.staySilent(for: .milliseconds(limit))
            throw ConnectionClosed()
        }
        try await Self.pause(answer.milliseconds)
        let hasBody = method != "HEAD" && answer.hasBody
        if let script = answer.wireScript(at: now, hasBody: hasBody) {
            try await Self.follow(script, over: channel)
            throw ConnectionClosed()
        }
        let head = answer.head(at: now)
        guard hasBody else {
            try await writeResponse(head)
            return
        }
        try await writeBody(of: answer, after: head, over: channel)
    }

    /// Sends an answer that is HTTP, as far as it goes.
    @concurrent private consuming func writeBody(
        of answer: SimulatedResponse,
        after head: HTTPResponse,
        over channel: any Channel
    ) async throws {
        switch answer.delivery {
        case .truncated(let bytes):
            var body = try await writeHead(head)
            try await body.write(ByteBuffer(bytes: answer.body.prefix(bytes)))
            // Closing one direction only lets everything written so far reach the client first.
            try await channel.close(mode: .output).get()
            throw ConnectionClosed()
        case .repeated(let bytes):
            let body = try await writeHead(head)
            try await answer.repeatBody(upTo: bytes, to: body, over: channel)
        case .dribbled(let pieces, let pause):
            let body = try await writeHead(head)
            let size = max(1, (answer.body.count + pieces - 1) / pieces)
            try await answer.writeBody(inPiecesOf: size, pause: pause, to: body, over: channel)
        case .limited(let bytesPerSecond):
            let body = try await writeHead(head)
            // About fifty pieces a second, or one byte at a time if the rate is lower.
            let size = max(1, bytesPerSecond / 50)
            let pause = max(1, size * 1000 / bytesPerSecond)
            try await answer.writeBody(inPiecesOf: size, pause: pause, to: body, over: channel)
        default: try await write(response: head, body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
        }
    }

    /// Sends what is no HTTP.
    @concurrent private static func follow(_ script: WireScript, over channel: any Channel) async throws {
        if !script.bytes.isEmpty { try await channel.sendRaw(script.bytes) }
        try await pause(script.pause)
        switch script.end {
        case .close: break
        case .reset: try await channel.reset()
        // Closing one direction only lets everything written so far reach the client first.
        case .closeOutput: try await channel.close(mode: .output).get()
        }
    }

    @concurrent private static func pause(_ milliseconds: Int) async throws {
        if milliseconds > 0 { try await Task.sleep(for: .milliseconds(milliseconds)) }
    }
}

extension SimulatedResponse {
    fileprivate func head(at now: SimulatedInstant) -> HTTPResponse {
        var fields = HTTPFields()
        for (name, value) in headers {
            guard let name = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        if fields[.date] == nil { fields[.date] = now.httpDate }
        if hasBody { fields[.contentLength] = String(bodyBytesAnnounced) }
        return HTTPResponse(status: HTTPResponse.Status(code: status), headerFields: fields)
    }

    private var bodyBytesAnnounced: Int {
        if case .repeated(let bytes) = delivery { bytes } else { body.count }
    }

    /// Writes the body in pieces, never more than one ahead of the client, until that has gone.
    @concurrent fileprivate func writeBody(
        inPiecesOf size: Int,
        pause: Int,
        to writer: consuming some ResponseBodyWriter,
        over channel: any Channel
    ) async throws {
        for start in stride(from: 0, to: body.count, by: size) {
            if start > 0 { try await Task.sleep(for: .milliseconds(pause)) }
            // What is written to a connection that has gone is taken, and leads nowhere.
            guard channel.isActive else { throw ConnectionClosed() }
            try await writer.write(ByteBuffer(bytes: body[start..<min(start + size, body.count)]))
        }
        try await writer.finish(nil)
    }

    /// Writes the body again and again, never more than one piece ahead of the client, until that has gone.
    @concurrent fileprivate func repeatBody(
        upTo bytes: Int,
        to writer: consuming some ResponseBodyWriter,
        over channel: any Channel
    ) async throws {
        let length = max(1, (64 << 10) / max(1, body.count)) * body.count
        let piece = ByteBuffer(repeating: body, upTo: length)
        var rest = body.isEmpty ? 0 : bytes
        while rest > 0 {
            guard channel.isActive else { throw ConnectionClosed() }
            let count = min(rest, length)
            guard let slice = piece.getSlice(at: 0, length: count) else { break }
            try await writer.write(slice)
            rest -= count
        }
        try await writer.finish(nil)
    }
}

extension ByteBuffer {
    fileprivate init(repeating bytes: [UInt8], upTo length: Int) {
        self.init()
        reserveCapacity(length)
        while !bytes.isEmpty, readableBytes < length { writeBytes(bytes) }
    }
}
