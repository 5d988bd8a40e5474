internal import JSON

/// The answers that a cache between client and system keeps, by the target of a `GET`.
struct FaultCache: Sendable {
    /// How many answers are kept; a cache that is full takes no other target.
    static let most = 1_000

    private var answers: [String: SimulatedResponse] = [:]

    /// The answer that the same request got before; `nil` if there was none.
    func answer(to request: SimulatedRequest) -> SimulatedResponse? {
        Self.target(request).flatMap { answers[$0] }
    }

    /// Keeps an answer with status 200 and a body of text.
    mutating func keep(_ answer: SimulatedResponse, to request: SimulatedRequest) {
        guard let target = Self.target(request), answer.status == 200,
            answers.count < Self.most || answers[target] != nil, String(validating: answer.body, as: UTF8.self) != nil
        else { return }
        answers[target] = answer
    }

    private static func target(_ request: SimulatedRequest) -> String? {
        guard request.method == "GET" else { return nil }
        var parts = [JSON.string(request.path)]
        for (name, value) in request.query.sorted(by: { $0.key < $1.key }) { parts += [.string(name), .string(value)] }
        return JSON.array(parts).canonicalText
    }
}

extension FaultCache {
    /// The kept answers, from which ``init(snapshot:)`` continues.
    var snapshot: JSON {
        var object = JSONObject()
        for (target, answer) in answers.sorted(by: { $0.key < $1.key }) {
            let fields = answer.headers.map { JSON.array([.string($0.name), .string($0.value)]) }
            object[target] = ["headers": .array(fields), "body": .string(String(decoding: answer.body, as: UTF8.self))]
        }
        return .object(object)
    }

    /// Continues where ``snapshot`` was taken; `nil` if it is none.
    init?(snapshot: JSON) {
        guard let object = snapshot.objectValue else { return nil }
        for (target, answer) in object {
            guard let body = answer["body"]?.stringValue, let fields = answer["headers"]?.arrayValue else { return nil }
            var response = SimulatedResponse(contentType: "", body: Array(body.utf8))
            var headers: [(name: String, value: String)] = []
            for field in fields {
                guard let name = field[0]?.stringValue, let value = field[1]?.stringValue else { return nil }
                headers.append((name, value))
            }
            response.headers = headers
            answers[target] = response
        }
    }
}
