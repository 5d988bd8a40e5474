internal import Crypto
internal import JSON

/// What happened to a simulator, line by line and by virtual time, in a form that is the same byte for byte in every run
/// with the same seed and the same requests.
struct Transcript: Sendable {
    /// How many lines are kept; later ones are counted and go into the digest only.
    static let longest = 100_000
    /// Header fields of requests that tell of the machine: ports, connections, identifiers drawn for traces.
    private static let ofTheMachine: Set<String> = ["host", "connection", "traceparent", "tracestate"]

    /// The bytes of a page; lines of their own would take half as much again.
    private static let pageBytes = 1 << 20

    private var pages: [[UInt8]] = []
    private var count = 0
    private var hash = SHA256()

    /// Adds a line about a request and its answer; bodies and header fields stand for themselves as a digest.
    mutating func add(
        _ request: SimulatedRequest,
        _ response: SimulatedResponse,
        fault: String?,
        at now: SimulatedInstant
    ) {
        var target = request.path
        for (name, value) in request.query.sorted(by: { $0.key < $1.key }) { target += " \(name)=\(value)" }
        var line = "\(request.method) \(JSON.string(target).text()) \(Self.seal(Self.lines(request.headers)))"
        line += " \(Self.seal(request.body))"
        var whole = SHA256()
        for (name, value) in response.headers { whole.update(data: Array("\(name): \(value)\n".utf8)) }
        whole.update(data: response.body)
        line += " -> \(response.status) \(response.body.count):\(Self.text(whole.finalize()))"
        if let fault { line += " fault \(JSON.string(fault).text())" }
        if response.delivery != .whole { line += " \(Self.text(response.delivery))" }
        if response.milliseconds > 0 { line += " after \(response.milliseconds) ms" }
        add(line, at: now)
    }

    /// Adds a line about a control that was carried out; what it was given stands for itself as a digest.
    mutating func add(control: String, _ document: JSON, at now: SimulatedInstant) {
        add("\(control) \(Self.seal(document.canonicalBytes))", at: now)
    }

    /// Adds a line about what was done to the simulator.
    mutating func add(_ event: String, at now: SimulatedInstant) {
        let line = Array("\(now.text) \(event)\n".utf8)
        hash.update(data: line)
        if count < Self.longest { keep(line) }
        count += 1
    }

    private mutating func keep(_ line: [UInt8]) {
        if (pages.last?.count ?? Self.pageBytes) + line.count > Self.pageBytes {
            pages.append([])
            pages[pages.count - 1].reserveCapacity(Self.pageBytes)
        }
        pages[pages.count - 1] += line
    }

    /// The lines as text, or with `digest=true` only their number and SHA-256.
    func answer(_ query: [String: String]) throws(SimulatorError) -> SimulatedResponse {
        for (name, value) in query where name != "digest" || !["true", "false"].contains(value) {
            throw SimulatorError("GET /_sim/transcript takes digest=true or nothing, not \(name)=\(value).")
        }
        let digest = Self.text(hash.finalize(), digits: 64)
        if query["digest"] == "true" {
            return .json(["lines": .integer(Int64(count)), "sha256": .string(digest)])
        }
        var text = Array(pages.joined())
        if count > Self.longest { text += Array("# \(count - Self.longest) more lines are in the digest only\n".utf8) }
        return SimulatedResponse(
            contentType: "text/plain; charset=utf-8",
            body: text,
            headers: [("Transcript-SHA256", digest)]
        )
    }

    private static func lines(_ headers: [String: String]) -> [UInt8] {
        var text = ""
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) where !ofTheMachine.contains(name) {
            text += "\(name): \(value)\n"
        }
        return Array(text.utf8)
    }

    /// The length of bytes and the beginning of their digest.
    static func seal(_ bytes: [UInt8]) -> String {
        bytes.isEmpty ? "0" : "\(bytes.count):\(text(SHA256.hash(data: bytes)))"
    }

    private static func text(_ digest: SHA256Digest, digits: Int = 16) -> String {
        let alphabet = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in digest.prefix(digits / 2) { text += [alphabet[Int(byte >> 4)], alphabet[Int(byte & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }

    private static func text(_ delivery: SimulatedResponse.Delivery) -> String {
        switch delivery {
        case .whole: "whole"
        case .dropped: "dropped"
        case .truncated(let bytes): "truncated after \(bytes)"
        case .repeated(let bytes): "repeated up to \(bytes)"
        case .reset: "reset"
        case .silent: "silent"
        case .raw(let bytes): "raw \(seal(bytes))"
        case .cut(let bytes): "cut after \(bytes)"
        case .malformedChunk: "malformed chunk"
        case .misstated(let surplus): "length misstated by \(surplus)"
        case .dribbled(let pieces, let pause): "in \(pieces) pieces with \(pause) ms between"
        case .limited(let bytesPerSecond): "\(bytesPerSecond) bytes a second"
        case .closedLate(let milliseconds): "closed \(milliseconds) ms later"
        }
    }
}
