import Recordings

/// Short ways to write requests and answers.
enum Exchanges {
    static let rules = MaskingRules.standard(adding: [])

    static func json(
        _ method: String,
        _ target: String,
        _ body: String,
        _ headers: [String: String] = [:]
    )
        -> RecordedRequest
    {
        let fields =
            [RecordedField("Content-Type", "application/json")]
            + headers.sorted { $0.key < $1.key }.map { RecordedField($0.key, $0.value) }
        return RecordedRequest(method: method, target: target, headers: fields, body: .bytes(Array(body.utf8)))
    }

    static func get(_ target: String) -> RecordedRequest { RecordedRequest(method: "GET", target: target) }

    static func answer(_ body: String, status: Int = 200, date: String? = nil) -> RecordedAnswer {
        var headers = [RecordedField("Content-Type", "application/json")]
        if let date { headers.append(RecordedField("Date", date)) }
        return RecordedAnswer(status: status, headers: headers, body: .bytes(Array(body.utf8)))
    }

    /// A recording of requests in their order, of which each change is one state more.
    static func recording(_ pairs: [(RecordedRequest, RecordedAnswer)], rules: MaskingRules = rules) -> Recording {
        var state = 0
        var exchanges: [RecordedExchange] = []
        for (index, pair) in pairs.enumerated() {
            let isChange = RequestKind().isChange(pair.0)
            exchanges.append(
                RecordedExchange(
                    number: index + 1,
                    state: state,
                    isChange: isChange,
                    request: pair.0,
                    outcome: .answered(pair.1)
                )
            )
            if isChange { state += 1 }
        }
        return Recording(header: header(rules), exchanges: exchanges)
    }

    static func header(_ rules: MaskingRules = rules) -> RecordingHeader {
        RecordingHeader(
            system: "fleet",
            version: "3",
            recorded: "2026-01-05T06:00:00Z",
            address: "https://fleet.example",
            masking: rules
        )
    }
}

extension RecordedBody {
    var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension ReplayBook {
    /// The body that is answered; `nil` if the recording has none.
    mutating func body(for request: RecordedRequest) -> String? {
        guard case .recorded(let exchange) = reply(to: request) else { return nil }
        return exchange.answer?.body.text
    }
}
