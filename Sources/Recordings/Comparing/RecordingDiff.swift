public import JSON

/// How the answers of one system differ from those that were recorded of another, request by request.
public struct RecordingDiff: Sendable, Hashable {
    /// A request that is answered in another way.
    public struct Entry: Sendable, Hashable {
        /// The number of the recorded request.
        public let number: Int
        /// The recorded method and path, with the operation where that is not its end.
        public let request: String
        /// What is different.
        public let differences: [RecordedDifference]
    }

    /// The requests that are answered in another way, in their order.
    public private(set) var entries: [Entry] = []
    /// How many requests were compared.
    public private(set) var compared = 0
    /// How many were left out since they may change something, or follow one that may.
    public private(set) var leftOut = 0
    /// How many have no recorded answer.
    public private(set) var unanswered = 0
    /// How many were not sent since the recording does not have all of them, or the system never saw them.
    public private(set) var unsendable = 0
    /// How many are answered alike as far as can be seen: the body of the recorded answer was not written.
    public private(set) var unseen = 0
    /// Whether a recording ends within a line, so that nobody knows what is missing.
    public let isCutOff: Bool
    private let ignored: [[String]]

    /// Whether something was compared, nothing is different, and no recording is cut off.
    public var isEqual: Bool { entries.isEmpty && compared > 0 && !isCutOff }

    /// Creates a comparison of nothing yet.
    ///
    /// - Parameters:
    ///   - ignored: Paths whose differences do not count, with `*` for any part; what is below them neither.
    ///   - isCutOff: Whether a recording that is compared ends within a line.
    public init(ignoring ignored: [String] = [], isCutOff: Bool = false) {
        self.isCutOff = isCutOff
        self.ignored = ignored.map { $0.split(separator: "/").map(String.init) }
    }

    /// Notes a comparison.
    ///
    /// - Parameters:
    ///   - exchange: The recorded request.
    ///   - differences: What is different, ignored places too.
    public mutating func note(_ exchange: RecordedExchange, _ differences: [RecordedDifference]) {
        let counted = differences.filter { difference in
            let path = difference.path.split(separator: "/").map(String.init)
            return !ignored.contains { places in
                places.count <= path.count && zip(places, path).allSatisfy { $0 == "*" || $0 == $1 }
            }
        }
        guard !counted.isEmpty else {
            if case .withheld? = exchange.answer?.body { unseen += 1 } else { compared += 1 }
            return
        }
        compared += 1
        entries.append(Entry(number: exchange.number, request: Self.shown(exchange), differences: counted))
    }

    /// Notes a request that was not sent, since it or what came before may change something.
    public mutating func leaveOut() { leftOut += 1 }

    /// Notes a request that cannot be sent as the recorded system saw it.
    public mutating func cannotSend() { unsendable += 1 }

    /// Notes a request whose answer was not recorded.
    public mutating func passOver() { unanswered += 1 }

    /// Compares a recording with another one of the same requests.
    ///
    /// - Parameters:
    ///   - recording: The recording.
    ///   - other: The other one, such as of a newer simulator.
    ///   - ignored: Paths whose differences do not count.
    /// - Returns: What is different; a request that the other one does not have is a difference too.
    public static func between(_ recording: Recording, _ other: Recording, ignoring ignored: [String] = []) -> Self {
        var diff = Self(ignoring: ignored, isCutOff: recording.isCutOff || other.isCutOff)
        var references = References()
        var rest = other.exchanges
        let rules = recording.header.masking
        for exchange in recording.exchanges {
            guard exchange.answer != nil else {
                diff.passOver()
                continue
            }
            let request = RequestTranslation().translated(exchange.request, references)
            let place = rest.indices.compactMap { index -> (index: Int, names: [(recorded: String, found: String)])? in
                let comparison = RequestComparison(request, rest[index].request, isLenient: false, rules, References())
                guard comparison.differences.isEmpty else { return nil }
                return (index, comparison.references.renamed(in: Identifier.tokens))
            }
            // The same identifiers before others, which the client may have made up.
            .min { ($0.names.count, $0.index) < ($1.names.count, $1.index) }
            guard let place else {
                diff.note(exchange, [RecordedDifference("request", "sent", nil)])
                continue
            }
            for name in place.names { _ = references.bind(name.recorded, to: name.found, in: Identifier.tokens) }
            let found = rest.remove(at: place.index)
            guard let answer = found.answer else {
                diff.note(exchange, [RecordedDifference("answer", "an answer", "none")])
                continue
            }
            let comparison = AnswerComparison(exchange, answer, rules, references)
            references = comparison.references
            diff.note(exchange, comparison.differences)
        }
        for exchange in rest {
            diff.note(exchange, [RecordedDifference("request", nil, "sent as number \(exchange.number)")])
        }
        return diff
    }

    private static func shown(_ exchange: RecordedExchange) -> String {
        let request = exchange.request
        let operation = RequestKind.operation(of: request) ?? ""
        let isNamed = request.path.hasSuffix(operation)
        let subject = isNamed ? "" : " \(Identifier.subject(of: request)).\(operation)"
        return "\(request.method) \(request.target)\(subject)"
    }
}

extension RecordingDiff {
    /// The comparison as commands print it.
    public var json: JSON {
        [
            "compared": .integer(Int64(compared)), "different": .integer(Int64(entries.count)),
            "cutOff": .bool(isCutOff),
            "leftOut": .integer(Int64(leftOut)), "unanswered": .integer(Int64(unanswered)),
            "unsendable": .integer(Int64(unsendable)), "unseen": .integer(Int64(unseen)),
            "requests": .array(
                entries.map { entry in
                    [
                        "number": .integer(Int64(entry.number)), "request": .string(entry.request),
                        "differences": .array(entry.differences.map(\.json)),
                    ]
                }
            ),
        ]
    }
}
