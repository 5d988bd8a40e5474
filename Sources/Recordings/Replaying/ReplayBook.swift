internal import Foundation

/// Finds the recorded answer to a request: by what it says, in the order and the state in which it was recorded.
public struct ReplayBook: Sendable {
    /// How exact a request must be.
    public enum Mode: String, Sendable, Hashable, CaseIterable {
        /// Everything that a request says, every change once and in its order, every reading in its state.
        case strict
        /// What the recorded request says, whatever else there is, in any order; the nearest state counts.
        case loose
    }

    /// What is answered.
    public enum Reply: Sendable {
        /// This, as it was recorded.
        case recorded(RecordedExchange)
        /// Nothing: these come nearest, best first.
        case unknown([NearMiss])
    }

    /// How far a recording was replayed.
    public struct Progress: Sendable, Hashable, Codable {
        fileprivate(set) var state = 0
        fileprivate(set) var served: [Int: Int] = [:]
        fileprivate(set) var references = References()
    }

    /// A recorded request that is nearly the one that came in.
    public struct NearMiss: Sendable, Hashable {
        /// The number of the recorded request.
        public let number: Int
        /// The recorded method and path.
        public let request: String
        /// What is different.
        public let differences: [RecordedDifference]
    }

    /// The recording.
    public let recording: Recording
    /// How exact a request must be.
    public let mode: Mode
    /// How far the recording was replayed.
    public var progress = Progress()
    private var masker: Masker
    private let places: [String: [Int]]

    /// How many recorded requests are compared to find the nearest.
    private static let comparedForHints = 500
    /// How many near ones are named.
    private static let named = 3

    /// Opens a recording at its beginning.
    ///
    /// - Parameters:
    ///   - recording: The recording.
    ///   - mode: How exact a request must be.
    public init(_ recording: Recording, mode: Mode) {
        self.recording = recording
        self.mode = mode
        // Masks of this run must not be taken for those of the recording.
        masker = Masker(recording.header.masking, after: 1_000_000)
        places = Dictionary(grouping: recording.exchanges.indices) { Self.place(of: recording.exchanges[$0].request) }
    }

    /// How many changes were answered so far.
    public var state: Int { progress.state }

    /// How often each exchange was served, by its number.
    public var served: [Int: Int] { progress.served }

    /// Answers a request.
    ///
    /// - Parameter request: The request as it came in, not masked.
    /// - Returns: The recorded exchange with its answer as it is to be sent, or what comes nearest.
    public mutating func reply(to request: RecordedRequest) -> Reply {
        let found = masker.masked(request)
        var best: (rank: [Int], index: Int, references: References)?
        for index in places[Self.place(of: found)] ?? [] {
            let exchange = recording.exchanges[index]
            guard let rank = rank(of: exchange), best.map({ rank.lexicographicallyPrecedes($0.rank) }) ?? true else {
                continue
            }
            let comparison = compare(exchange.request, found)
            if comparison.differences.isEmpty { best = (rank, index, comparison.references) }
        }
        guard let best else { return .unknown(nearMisses(of: found)) }
        let exchange = recording.exchanges[best.index]
        progress.references = best.references
        progress.served[exchange.number, default: 0] += 1
        if exchange.isChange { progress.state = mode == .strict ? state + 1 : max(state, exchange.state + 1) }
        return .recorded(prepared(exchange, for: request))
    }

    /// How willingly an exchange is served now, the least first; `nil` for not at all.
    private func rank(of exchange: RecordedExchange) -> [Int]? {
        if exchange.outcome == .open { return nil }
        let times = served[exchange.number] ?? 0
        if mode == .strict {
            if exchange.isChange { return times == 0 && exchange.state <= state ? [exchange.number] : nil }
            guard exchange.state == state else { return nil }
            // The last answer stays if it is asked for more often than it was recorded.
            return times == 0 ? [0, exchange.number] : [1, -exchange.number]
        }
        return [min(times, 1), abs(exchange.state - state), times == 0 ? exchange.number : -exchange.number]
    }

    private func compare(_ recorded: RecordedRequest, _ found: RecordedRequest) -> RequestComparison {
        RequestComparison(recorded, found, isLenient: mode == .loose, recording.header.masking, progress.references)
    }

    /// The exchange with what the client made up, such as identifiers, in the client's own words.
    private func prepared(_ exchange: RecordedExchange, for request: RecordedRequest) -> RecordedExchange {
        guard var answer = exchange.answer, case .bytes(var bytes) = answer.body else { return exchange }
        let renamed = progress.references.renamed(in: Identifier.tokens)
        for (recorded, found) in renamed { bytes = bytes.replacing(Array(recorded.utf8), with: Array(found.utf8)) }
        answer.headers = answer.headers.map { field in
            RecordedField(field.name, renamed.reduce(field.value) { $0.replacing($1.recorded, with: $1.found) })
        }
        if let call = ExactJSON(request.body.bytes), call["jsonrpc"] != nil, let id = call["id"],
            let echo = ExactJSON(bytes), echo["jsonrpc"] != nil, let echoed = echo["id"]
        {
            var edits = TextEdits()
            edits.replace(echoed.range, with: String(decoding: request.body.bytes[id.range], as: UTF8.self))
            bytes = edits.applied(to: bytes)
        }
        answer.body = .bytes(bytes)
        var exchange = exchange
        exchange.outcome = .answered(answer)
        return exchange
    }

    private func nearMisses(of found: RecordedRequest) -> [NearMiss] {
        let operation = RequestKind.operation(of: found)
        let near = recording.exchanges.enumerated().filter { $0.element.request.method == found.method }
        let first = near.filter { RequestKind.operation(of: $0.element.request) == operation }
        let compared = (first.isEmpty ? (near.isEmpty ? Array(recording.exchanges.enumerated()) : near) : first)
            .prefix(Self.comparedForHints)
        let misses = compared.map { _, exchange -> (distance: Int, miss: NearMiss) in
            let differences = compare(exchange.request, found).differences
            let request = "\(exchange.request.method) \(exchange.request.target)"
            let reasons = differences.isEmpty ? [refusal(of: exchange)] : differences
            return (
                differences.count, NearMiss(number: exchange.number, request: request, differences: reasons)
            )
        }
        return misses.sorted { ($0.distance, $0.miss.number) < ($1.distance, $1.miss.number) }
            .prefix(Self.named).map(\.miss)
    }

    /// Why an exchange that says the same is not served now.
    private func refusal(of exchange: RecordedExchange) -> RecordedDifference {
        if exchange.outcome == .open {
            return RecordedDifference("answer", "nothing: the recording ended before the answer", nil)
        }
        if exchange.isChange, served[exchange.number] != nil {
            return RecordedDifference("times", "once, and served already", "again")
        }
        return RecordedDifference("state", "after \(exchange.state) changes", "after \(state) changes")
    }

    /// Under what exchanges are looked up: the method and the path without identifiers.
    private static func place(of request: RecordedRequest) -> String {
        let path = request.path.split(separator: "/", omittingEmptySubsequences: false).map { part in
            let text = part.removingPercentEncoding ?? String(part)
            return Identifier.isToken(text) || text.contains("masked-") ? "*" : text
        }
        return "\(request.method) \(path.joined(separator: "/"))"
    }
}
