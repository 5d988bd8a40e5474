import ConnectorKit

/// Puts an answer together from the lines and pieces that libcurl hands over, within the limits.
struct AnswerCollector {
    /// Why the answer is not taken any further.
    struct Excess {
        let detail: String
    }

    /// How large the head of an answer may be: more than servers send, and little enough to hold.
    private static let headLimit = 256 << 10

    /// How much room is made before the first byte of a body has come.
    private static let reservation = 1 << 20

    let bodyLimit: Int
    /// Whether the answer has no body whatever its length field says (HEAD).
    let isHeadOnly: Bool
    let followsRedirects: Bool
    private(set) var headers: [HTTPField] = []
    private(set) var body: [UInt8] = []
    /// Whether the empty line behind the head has come; libcurl does not mind if it never does.
    private(set) var isHeadComplete = false
    private var headSize = 0
    private var status = 0

    init(bodyLimit: Int, isHeadOnly: Bool, followsRedirects: Bool) {
        self.bodyLimit = bodyLimit
        self.isHeadOnly = isHeadOnly
        self.followsRedirects = followsRedirects
    }

    /// Takes one line of a head; a status line begins a new one (100 Continue, redirects).
    mutating func take(headLine line: UnsafeRawBufferPointer) -> Excess? {
        let isStatusLine = unsafe line.starts(with: "HTTP/".utf8)
        headSize = isStatusLine ? line.count : headSize + line.count
        guard headSize <= Self.headLimit else { return Excess(detail: "the head exceeds \(Self.headLimit) bytes") }
        if isStatusLine {
            headers = []
            isHeadComplete = false
            status = unsafe Self.status(in: line)
        } else if let field = unsafe HeaderFields.field(in: Array(line)) {
            headers.append(field)
        } else if unsafe line.allSatisfy({ $0 == 0x0D || $0 == 0x0A }) {
            isHeadComplete = true
            return excessOfDeclaredLength()
        }
        return nil
    }

    /// Takes a piece of the decompressed body.
    mutating func take(bodyPiece piece: UnsafeRawBufferPointer) -> Excess? {
        guard piece.count <= bodyLimit - body.count else {
            return Excess(detail: "the body exceeds the limit of \(bodyLimit) bytes")
        }
        unsafe body.append(contentsOf: piece)
        return nil
    }

    /// What the length field at the end of a head says is too much; bodies that are not read do not count.
    private mutating func excessOfDeclaredLength() -> Excess? {
        let isSkipped = isHeadOnly || status == 304 || (followsRedirects && (300..<400).contains(status))
        let field = headers.last { $0.name.lowercased() == "content-length" }
        guard !isSkipped, let length = field.flatMap({ Int($0.value) }) else { return nil }
        guard length <= bodyLimit else {
            return Excess(detail: "the body of \(length) bytes exceeds the limit of \(bodyLimit) bytes")
        }
        body.reserveCapacity(min(max(length, 0), Self.reservation))
        return nil
    }

    private static func status(in line: UnsafeRawBufferPointer) -> Int {
        let words = unsafe String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 2)
        return words.count > 1 ? Int(words[1].prefix(3)) ?? 0 : 0
    }
}
