/// Compares an answer with the recorded one.
public struct AnswerComparison: Sendable {
    /// What is different, in the order of the answer.
    public let differences: [RecordedDifference]
    /// Which identifiers are which.
    public let references: References

    /// The header fields that count besides the status and the body.
    private static let fields = ["Content-Type", "Location", "Retry-After"]

    /// Compares two masked answers.
    ///
    /// - Parameters:
    ///   - exchange: The recorded request with its answer.
    ///   - found: The answer that was found.
    ///   - rules: What is masked in both.
    ///   - references: What is known of identifiers so far.
    public init(
        _ exchange: RecordedExchange,
        _ found: RecordedAnswer,
        _ rules: MaskingRules,
        _ references: References
    ) {
        guard let recorded = exchange.answer else {
            differences = []
            self.references = references
            return
        }
        let times = [recorded, found].map { $0.headers.value("Date").flatMap(PlainMoment.init(httpDate:)) }
        var comparison = ValueComparison(
            .answer(recordedAt: times[0], foundAt: times[1]),
            rules,
            subject: Identifier.subject(of: exchange.request),
            references
        )
        if recorded.status != found.status { comparison.differ("status", "\(recorded.status)", "\(found.status)") }
        for name in Self.fields {
            let values = [recorded, found].map { $0.headers.value(name) }
            if let one = values[0], let other = values[1], comparison.isSame(text: one, other, "") { continue }
            if values[0] != values[1] { comparison.differ("header \(name)", values[0], values[1]) }
        }
        comparison.compareBodies(recorded.body, found.body, of: exchange)
        differences = comparison.differences
        self.references = comparison.references
    }
}

extension ValueComparison {
    fileprivate mutating func compareBodies(
        _ recorded: RecordedBody,
        _ found: RecordedBody,
        of exchange: RecordedExchange
    ) {
        if case .withheld = recorded { return }
        if case .withheld(let reason) = found { return differ("body", recorded.size, "withheld: \(reason)") }
        let (some, others) = (recorded.bytes, found.bytes)
        if let one = ExactJSON(some), let other = ExactJSON(others) {
            return compare(one, other, at: "body", of: exchange)
        }
        if some == others { return }
        guard let one = String(validating: some, as: UTF8.self), let other = String(validating: others, as: UTF8.self)
        else {
            return differ("body", recorded.size, "\(others.count) other bytes")
        }
        compareLines(one, other)
    }

    /// Compares documents, of which the outermost value may be the identifiers of what was made or found; in JSON-RPC that is
    /// the result.
    private mutating func compare(
        _ recorded: ExactJSON,
        _ found: ExactJSON,
        at path: String,
        of exchange: RecordedExchange
    ) {
        if let pairs = recorded.membersOfCall(with: found) {
            for pair in pairs {
                let outermost: String? = pair.name == "result" ? pair.one.map { name(ofOutermost: $0, exchange) } : nil
                compareMembers(pair.one, pair.other, at: "\(path)/\(pair.name)", name: outermost ?? pair.name)
            }
            return
        }
        compare(recorded, found, at: path, name: name(ofOutermost: recorded, exchange))
    }

    private func name(ofOutermost value: ExactJSON, _ exchange: RecordedExchange) -> String {
        switch value.content {
        case .number:
            if let operation = RequestKind.operation(of: exchange.request),
                ["authenticate", "login"].contains(operation)
            {
                "user_id"
            } else {
                exchange.isChange ? "id" : ""
            }
        case .array(let elements): elements.allSatisfy(\.isNumber) ? "ids" : ""
        default: ""
        }
    }
}

extension RecordedBody {
    fileprivate var size: String { "\(bytes.count) bytes" }
}

extension ExactJSON {
    var isNumber: Bool {
        guard case .number = content else { return false }
        return true
    }
}
