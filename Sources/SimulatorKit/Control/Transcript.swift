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
    /// How much of a digest is shown.
    fileprivate static let sealBytes = 8
    private static let blank = UInt8(ascii: " ")

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
        var line = Self.start(at: now)
        line.append(contentsOf: "\(request.method) ".utf8)
        line.append(contentsOf: JSON.string(Self.target(of: request)).canonicalBytes)
        line.append(Self.blank)
        line.append(seal: Self.lines(request.headers))
        line.append(Self.blank)
        line.append(seal: request.body)
        var whole = SHA256()
        for (name, value) in response.headers { whole.update(data: Array("\(name): \(value)\n".utf8)) }
        whole.update(data: response.body)
        line.append(contentsOf: " -> \(response.status) \(response.body.count):".utf8)
        line.append(hexadecimal: whole.finalize().prefix(Self.sealBytes))
        if let fault { line.append(contentsOf: " fault \(JSON.string(fault).text())".utf8) }
        if response.delivery != .whole { line.append(contentsOf: " \(Self.text(response.delivery))".utf8) }
        if response.milliseconds > 0 { line.append(contentsOf: " after \(response.milliseconds) ms".utf8) }
        add(line)
    }

    /// Adds a line about a control that was carried out; what it was given stands for itself as a digest.
    mutating func add(control: String, _ document: JSON, at now: SimulatedInstant) {
        add("\(control) \(Self.seal(document.canonicalBytes))", at: now)
    }

    /// Adds a line about what was done to the simulator.
    mutating func add(_ event: String, at now: SimulatedInstant) {
        add(Self.start(at: now) + event.utf8)
    }

    private mutating func add(_ line: consuming [UInt8]) {
        line.append(UInt8(ascii: "\n"))
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
        var digits: [UInt8] = []
        digits.append(hexadecimal: hash.finalize())
        let digest = String(decoding: digits, as: UTF8.self)
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

    /// The beginning of each line.
    private static func start(at now: SimulatedInstant) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(256)
        line.append(contentsOf: now.bytes)
        line.append(blank)
        return line
    }

    private static func target(of request: SimulatedRequest) -> String {
        request.query.sorted { $0.key < $1.key }.reduce(into: request.path) { $0 += " \($1.key)=\($1.value)" }
    }

    private static func lines(_ headers: [String: String]) -> [UInt8] {
        var text: [UInt8] = []
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) where !ofTheMachine.contains(name) {
            text.append(contentsOf: name.utf8)
            text.append(contentsOf: ": ".utf8)
            text.append(contentsOf: value.utf8)
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }

    /// The length of bytes and the beginning of their digest.
    static func seal(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.append(seal: bytes)
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

extension [UInt8] {
    /// Appends the length of bytes and the beginning of their digest.
    fileprivate mutating func append(seal bytes: [UInt8]) {
        guard !bytes.isEmpty else { return append(UInt8(ascii: "0")) }
        append(contentsOf: "\(bytes.count):".utf8)
        append(hexadecimal: SHA256.hash(data: bytes).prefix(Transcript.sealBytes))
    }
}
