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
        if answer.milliseconds > 0 { try await Task.sleep(for: .milliseconds(answer.milliseconds)) }
        if case .dropped = answer.delivery { throw ConnectionClosed() }
        let head = answer.head(at: now)
        guard method != "HEAD", answer.hasBody else {
            try await writeResponse(head)
            return
        }
        switch answer.delivery {
        case .whole, .dropped:
            try await write(response: head, body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
        case .truncated(let bytes):
            var body = try await writeHead(head)
            try await body.write(ByteBuffer(bytes: answer.body.prefix(bytes)))
            // Closing one direction only lets everything written so far reach the client first.
            try await channel.close(mode: .output).get()
            throw ConnectionClosed()
        case .repeated(let bytes):
            let body = try await writeHead(head)
            try await answer.repeatBody(upTo: bytes, to: body)
        }
    }
}

extension SimulatedResponse {
    /// Whether this status may be followed by a body (RFC 9110, sections 15.3.5 and 15.4.5).
    fileprivate var hasBody: Bool { status != 204 && status != 304 }

    fileprivate func head(at now: SimulatedInstant) -> HTTPResponse {
        var fields = HTTPFields()
        for (name, value) in headers {
            guard let name = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        if fields[.date] == nil { fields[.date] = now.httpDate }
        if hasBody {
            var length = body.count
            if case .repeated(let bytes) = delivery { length = bytes }
            fields[.contentLength] = String(length)
        }
        return HTTPResponse(status: HTTPResponse.Status(code: status), headerFields: fields)
    }

    /// Writes the body again and again, never more than one piece ahead of the client.
    @concurrent fileprivate func repeatBody(upTo bytes: Int, to writer: consuming some ResponseBodyWriter) async throws
    {
        let length = max(1, (64 << 10) / max(1, body.count)) * body.count
        let piece = ByteBuffer(repeating: body, upTo: length)
        var rest = body.isEmpty ? 0 : bytes
        while rest > 0 {
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

extension SimulatedInstant {
    /// The moment as the `Date` field of HTTP shows it: `Mon, 05 Jan 2026 05:58:11 GMT` (RFC 9110, section 5.6.7).
    fileprivate var httpDate: String {
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let parts = date.parts
        let clock = text.dropFirst(11).prefix(8)
        return "\(days[date.weekday - 1]), \(Self.padded(parts.day, to: 2)) \(months[Int(parts.month) - 1]) "
            + "\(Self.padded(parts.year, to: 4)) \(clock) GMT"
    }
}
