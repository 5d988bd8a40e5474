internal import JSON

/// What a receiver answered to a webhook.
enum WebhookAnswer: Sendable, Hashable {
    /// An answer, with its field `Retry-After`.
    case status(Int, retryAfter: String?)
    /// None, for this reason, in words that do not depend on the machine.
    case none(String)

    /// Whether the webhook counts as delivered: 2xx, so that a redirect is a failure.
    var isSuccess: Bool {
        if case .status(let code, _) = self { (200..<300).contains(code) } else { false }
    }

    var status: Int? {
        if case .status(let code, _) = self { code } else { nil }
    }

    /// The status, or why there is none.
    var text: String {
        switch self {
        case .status(let code, _): String(code)
        case .none(let reason): reason
        }
    }
}

/// One request to an endpoint, and what came of it.
struct WebhookAttempt: Sendable {
    /// Why a request was sent.
    enum Purpose: String, Sendable {
        /// By schedule.
        case attempt
        /// The same once more, although it was delivered.
        case again
        /// Another body under the same id, although it was delivered.
        case otherBody
        /// On demand.
        case replay
    }

    let at: SimulatedInstant
    let endpoint: String
    let message: String
    let event: String
    let purpose: Purpose
    /// Which attempt by schedule it was, from 1.
    let number: Int
    /// What was wrong with it on purpose.
    let misbehaviour: String?
    /// Length and digest of its header fields and of its body.
    let content: String
    let answer: WebhookAnswer
    /// What had become of the message then.
    let state: WebhookMessage.State
    /// When it is tried again.
    let next: SimulatedInstant?

    /// The attempt as it is listed.
    var json: JSON {
        var object = JSONObject()
        object["at"] = .string(at.text)
        object["endpoint"] = .string(endpoint)
        object["message"] = .string(message)
        object["event"] = .string(event)
        object["purpose"] = .string(purpose.rawValue)
        object["number"] = .integer(Int64(number))
        object["misbehaviour"] = misbehaviour.map { .string($0) } ?? .null
        object["status"] = answer.status.map { .integer(Int64($0)) } ?? .null
        if case .none(let reason) = answer { object["failure"] = .string(reason) }
        object["state"] = .string(state.rawValue)
        object["next"] = next.map { .string($0.text) } ?? .null
        return .object(object)
    }

    /// The attempt as a line of the transcript, without anything of the machine.
    var line: String {
        var line =
            "webhook \(JSON.string(endpoint).text()) \(JSON.string(message).text()) \(purpose.rawValue) \(number)"
        line += " \(event) \(content)"
        if let misbehaviour { line += " \(misbehaviour)" }
        line += " -> \(answer.text) \(state.rawValue)"
        if let next { line += " until \(next.text)" }
        return line
    }
}
