/// What is written to a connection byte by byte, for an answer that is no HTTP or ends in a way that HTTP does not know.
struct WireScript: Sendable, Hashable {
    /// The bytes.
    var bytes: [UInt8] = []
    /// How long the connection then stays as it is, in milliseconds.
    var pause = 0
    /// How it ends.
    var end = End.closeOutput

    /// How a connection ends.
    enum End: Sendable, Hashable {
        case close
        case closeOutput
        case reset
    }
}

extension SimulatedResponse {
    /// What is written for this answer; `nil` if it is HTTP.
    func wireScript(at now: SimulatedInstant, hasBody: Bool) -> WireScript? {
        let body = hasBody ? body : []
        switch delivery {
        case .whole, .truncated, .repeated, .dribbled, .limited, .silent: return nil
        case .dropped: return WireScript(end: .close)
        case .reset: return WireScript(end: .reset)
        case .raw(let bytes): return WireScript(bytes: bytes)
        case .cut(let bytes):
            return WireScript(bytes: Array((cutHead(at: now) + body).prefix(bytes)))
        case .malformedChunk:
            let half = body.prefix(body.count / 2)
            var bytes = rawHead(at: now, ["Transfer-Encoding: chunked"])
            if !half.isEmpty { bytes += Array("\(String(half.count, radix: 16))\r\n".utf8) + half + Array("\r\n".utf8) }
            return WireScript(bytes: bytes + Array("length\r\n".utf8))
        case .misstated(let surplus):
            let length = max(0, self.body.count + surplus)
            return WireScript(bytes: rawHead(at: now, ["Content-Length: \(length)"]) + body)
        case .closedLate(let milliseconds):
            return WireScript(bytes: rawHead(at: now, ["Connection: close"]) + body, pause: milliseconds)
        }
    }

    /// What stands before the body of an answer that is cut.
    func cutHead(at now: SimulatedInstant) -> [UInt8] { rawHead(at: now, ["Content-Length: \(body.count)"]) }

    /// The status line and the header fields with the blank line (RFC 9112, sections 4 and 5).
    private func rawHead(at now: SimulatedInstant, _ framing: [String]) -> [UInt8] {
        var lines = ["HTTP/1.1 \(status) \(status == 200 ? "OK" : "")"]
        lines += headers.map { "\($0.name): \($0.value)" }
        if !headers.contains(where: { $0.name.lowercased() == "date" }) { lines.append("Date: \(now.httpDate)") }
        return Array((lines + framing + ["", ""]).joined(separator: "\r\n").utf8)
    }
}
