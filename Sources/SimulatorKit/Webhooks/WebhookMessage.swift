internal import JSON

/// A webhook about one event for one endpoint, with the id that all its attempts have.
struct WebhookMessage: Sendable {
    /// What has become of it.
    enum State: String, Sendable, CaseIterable {
        /// Another attempt will come.
        case waiting
        /// It waits until a later webhook has gone ahead.
        case held
        case delivered
        /// All attempts have failed.
        case discarded
        /// It was never sent, as a rule wanted it.
        case dropped
        /// Its endpoint was disabled or removed before it was delivered.
        case disabled

        /// Whether nothing more happens to it unless somebody asks for that.
        var isDone: Bool {
            switch self {
            case .waiting, .held: false
            case .delivered, .discarded, .dropped, .disabled: true
            }
        }
    }

    let id: String
    let endpoint: String
    /// Which endpoint of that name.
    let serial: Int
    let event: String
    let version: String
    /// When it was made.
    let at: SimulatedInstant
    let body: [UInt8]
    /// The rule that befalls it, if any.
    var misbehaviour: WebhookMisbehaviour?
    var state = State.waiting
    /// How often it was tried.
    var attempts = 0

    /// About how much memory it takes, in bytes: the same on each machine.
    var bytes: Int { 600 + body.count }

    /// The message as it is listed.
    var json: JSON {
        [
            "id": .string(id), "endpoint": .string(endpoint), "event": .string(event), "version": .string(version),
            "at": .string(at.text), "state": .string(state.rawValue), "attempts": .integer(Int64(attempts)),
            "misbehaviour": misbehaviour.map { .string($0.kind.rawValue) } ?? .null,
            "body": .string(String(decoding: body, as: UTF8.self)),
        ]
    }

    /// Another body, as somebody on the way would leave it: one digit is another one, or a blank more.
    static func altered(_ body: [UInt8]) -> [UInt8] {
        var altered = body
        guard let place = body.lastIndex(where: { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return body + [UInt8(ascii: " ")]
        }
        altered[place] = body[place] == UInt8(ascii: "9") ? UInt8(ascii: "8") : body[place] + 1
        return altered
    }
}

extension WebhookMessage {
    /// The message with the rule that befalls it, and the place at which it stands.
    func snapshot(at place: Int) -> JSON {
        guard case .object(var object) = json else { return .null }
        object["place"] = .integer(Int64(place))
        object["serial"] = .integer(Int64(serial))
        object["misbehaviour"] = misbehaviour?.snapshot ?? .null
        return .object(object)
    }

    /// Continues where ``snapshot(at:)`` was taken; `nil` if it is none.
    init?(restoring snapshot: JSON) throws(SimulatorError) {
        guard let id = snapshot["id"]?.stringValue, let endpoint = snapshot["endpoint"]?.stringValue,
            let serial = snapshot["serial"]?.integerValue, let event = snapshot["event"]?.stringValue,
            let version = snapshot["version"]?.stringValue,
            let at = snapshot["at"]?.stringValue.flatMap(SimulatedInstant.init(_:)),
            let state = snapshot["state"]?.stringValue.flatMap(State.init(rawValue:)),
            let attempts = snapshot["attempts"]?.integerValue, let body = snapshot["body"]?.stringValue
        else { return nil }
        var rule: WebhookMisbehaviour?
        if let misbehaviour = snapshot["misbehaviour"], misbehaviour != .null {
            rule = try WebhookMisbehaviour(restoring: misbehaviour)
        }
        self.init(
            id: id,
            endpoint: endpoint,
            serial: Int(clamping: serial),
            event: event,
            version: version,
            at: at,
            body: Array(body.utf8),
            misbehaviour: rule,
            state: state,
            attempts: Int(clamping: attempts)
        )
    }
}
