public import ConnectorKit
public import Recordings

/// Sends recorded requests to a system, and compares what it answers with what was recorded.
public struct LiveComparison: Sendable {
    private let recording: Recording
    private let address: ForwardedAddress
    private let transport: any HTTPTransport
    private let fillings: [String: Secret]

    /// Prepares a comparison.
    ///
    /// - Parameters:
    ///   - recording: What was recorded.
    ///   - address: The address of the system.
    ///   - transport: Reaches the system.
    ///   - fillings: What is sent in place of masks such as `masked-1`.
    /// - Throws: ``RecorderError`` if the address is none.
    public init(
        of recording: Recording,
        with address: String,
        over transport: any HTTPTransport,
        filling fillings: [String: Secret] = [:]
    ) throws(RecorderError) {
        guard let forwarded = ForwardedAddress(address) else { throw RecorderError.unusableAddress }
        self.recording = recording
        self.address = forwarded
        self.transport = transport
        self.fillings = fillings
    }

    private var translation: RequestTranslation {
        RequestTranslation(filling: fillings.mapValues { $0.withValue(\.self) })
    }

    /// The masks that nothing is sent for, with the number of requests that have them.
    ///
    /// - Parameter withChanges: Whether requests are sent that may change something.
    /// - Returns: The masks in the order of their text.
    public func missing(withChanges: Bool) -> [(mask: String, requests: Int)] {
        var counts: [String: Int] = [:]
        for exchange in recording.exchanges where (withChanges || exchange.isHarmless) && isSendable(exchange) {
            for mask in translation.missing(in: exchange.request) { counts[mask, default: 0] += 1 }
        }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Whether the recording has all of a request that the system may have seen.
    private func isSendable(_ exchange: RecordedExchange) -> Bool {
        if case .withheld = exchange.request.body { return false }
        return exchange.mayHaveArrived
    }

    /// Sends the requests one after the other.
    ///
    /// What the recording does not have all of is left out: requests whose body was not written, or that the system never saw.
    ///
    /// - Parameters:
    ///   - withChanges: Whether requests are sent that may change something, and what comes after them; without them only what
    ///     comes before the first change can be compared.
    ///   - sendsMasks: Whether requests are sent with masks that nothing is sent for; without it nothing is sent at all if there
    ///     are any, and requests with masked numbers and days are left out.
    ///   - ignored: Paths whose differences do not count.
    /// - Returns: What is different.
    /// - Throws: ``RecorderError`` if masks would be sent; nothing was sent then.
    public func run(
        withChanges: Bool,
        sendingMasks sendsMasks: Bool = false,
        ignoring ignored: [String]
    ) async throws(RecorderError) -> RecordingDiff {
        let missing = missing(withChanges: withChanges)
        if !sendsMasks, !missing.isEmpty { throw .unfilled(missing) }
        let rules = recording.header.masking
        var diff = RecordingDiff(ignoring: ignored, isCutOff: recording.isCutOff)
        var references = References()
        // Masks of this run must not be taken for those of the recording.
        var masker = Masker(rules, after: 1_000_000)
        for secret in fillings.values { secret.withValue { masker.learn($0) } }
        for exchange in recording.exchanges {
            guard withChanges || exchange.isHarmless else {
                diff.leaveOut()
                continue
            }
            guard isSendable(exchange), sendsMasks || !RequestTranslation.hasShapes(exchange.request, rules) else {
                diff.cannotSend()
                continue
            }
            let request = translation.translated(exchange.request, references)
            // What else was sent is masked in answers too.
            _ = masker.masked(request)
            let sent = await ProxyExchange.send(request, to: address, over: transport)
            guard let recorded = exchange.answer else {
                diff.passOver()
                continue
            }
            switch sent {
            case .failure(let error):
                diff.note(exchange, [.unanswered("\(recorded.status)", error.reason.rawValue)])
            case .success(let answer):
                let found = masker.masked(address.replaced(in: answer, by: Recording.origin))
                let comparison = AnswerComparison(exchange, found, rules, references)
                references = comparison.references
                diff.note(exchange, comparison.differences)
            }
        }
        return diff
    }
}

extension RecordedExchange {
    /// Whether it changes nothing, and nothing was changed before it.
    fileprivate var isHarmless: Bool { !isChange && state == 0 }
}

extension RecorderError {
    fileprivate static func unfilled(_ masks: [(mask: String, requests: Int)]) -> Self {
        let listed = masks.map { "\($0.mask) in \($0.requests) requests" }.joined(separator: ", ")
        return RecorderError(
            "nothing was sent: \(listed) would be sent as they are; give --fill \(masks[0].mask)=env:NAME for each, or "
                + "--send-masks to send them"
        )
    }

    static let unusableAddress = RecorderError(
        "the address of the system is no http:// or https:// address without user, query and fragment: give one such as "
            + "https://odoo.kst.example"
    )
}
