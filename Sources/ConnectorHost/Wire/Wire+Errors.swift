package import ConnectorKit
package import JSON

extension TransportError: WireValue {
    /// `{"reason", "mayHaveArrived", "endpoint", "detail", "retryAfter"}`.
    package var wire: JSON {
        [
            "reason": .string(reason.rawValue), "mayHaveArrived": .bool(requestMayHaveArrived),
            "endpoint": .string(endpoint), "detail": .string(detail), "retryAfter": retryAfter.wire,
        ]
    }
    /// Reads an error.
    package init(wire: JSONReader) throws(JSONAccessError) {
        let place = try wire.member("reason")
        guard let reason = Reason(rawValue: try place.string()) else {
            throw place.unusable(expected: "the reason of a transport error")
        }
        self.init(
            reason: reason,
            requestMayHaveArrived: try wire.value("mayHaveArrived"),
            endpoint: try wire.value("endpoint"),
            detail: try wire.value("detail"),
            retryAfter: try wire.optional("retryAfter")
        )
    }
}

extension FileFault: WireValue {
    /// `{"kind", "reason"}`.
    package var wire: JSON { ["kind": .string(kind), "reason": .string(reason)] }
    /// Reads a fault.
    package init(wire: JSONReader) throws(JSONAccessError) {
        self.init(kind: try wire.value("kind"), try wire.value("reason"))
    }
}

extension ConnectorError: WireValue {
    /// An object with `error`, the name of the case, and its values.
    package var wire: JSON {
        switch self {
        case .invalidConfiguration(let key, let reason):
            ["error": "invalidConfiguration", "key": .string(key), "reason": .string(reason)]
        case .unauthorized(let endpoint, let reason): Self.told("unauthorized", endpoint, reason)
        case .forbidden(let endpoint, let reason): Self.told("forbidden", endpoint, reason)
        case .unavailable(let endpoint, let reason, let pause):
            Self.told("unavailable", endpoint, reason, ("retryAfter", pause.wire))
        case .neverSent(let error): ["error": "neverSent", "cause": error.wire]
        case .outcomeUnknown(let error): ["error": "outcomeUnknown", "cause": error.wire]
        case .unexpectedAnswer(let endpoint, let reason): Self.told("unexpectedAnswer", endpoint, reason)
        case .positionUnavailable(let endpoint, let reason, let earliest):
            Self.told("positionUnavailable", endpoint, reason, ("earliest", earliest.wire))
        case .gone(let endpoint, let reason): Self.told("gone", endpoint, reason)
        case .connectorFailed(let system, let reason): Self.told("connectorFailed", system, reason)
        case .cancelled: ["error": "cancelled"]
        }
    }

    private static func told(
        _ name: String,
        _ endpoint: String,
        _ reason: String,
        _ extra: (name: String, value: JSON)? = nil
    ) -> JSON {
        var object: JSONObject = ["error": .string(name), "endpoint": .string(endpoint), "reason": .string(reason)]
        if let extra { object[extra.name] = extra.value }
        return .object(object)
    }

    /// Reads an error.
    package init(wire: JSONReader) throws(JSONAccessError) {
        let place = try wire.member("error")
        let name = try place.string()
        switch name {
        case "invalidConfiguration":
            self = .invalidConfiguration(key: try wire.value("key"), reason: try wire.value("reason"))
        case "neverSent": self = .neverSent(try wire.value("cause"))
        case "outcomeUnknown": self = .outcomeUnknown(try wire.value("cause"))
        case "cancelled": self = .cancelled
        default: try self.init(name, at: place, wire)
        }
    }

    private init(_ name: String, at place: JSONReader, _ wire: JSONReader) throws(JSONAccessError) {
        let endpoint: String = try wire.value("endpoint")
        let reason: String = try wire.value("reason")
        switch name {
        case "unauthorized": self = .unauthorized(endpoint: endpoint, reason: reason)
        case "forbidden": self = .forbidden(endpoint: endpoint, reason: reason)
        case "unavailable":
            self = .unavailable(endpoint: endpoint, reason: reason, retryAfter: try wire.optional("retryAfter"))
        case "unexpectedAnswer": self = .unexpectedAnswer(endpoint: endpoint, reason: reason)
        case "positionUnavailable":
            self = .positionUnavailable(endpoint: endpoint, reason: reason, earliest: try wire.optional("earliest"))
        case "gone": self = .gone(endpoint: endpoint, reason: reason)
        case "connectorFailed": self = .connectorFailed(system: endpoint, reason: reason)
        default: throw place.unusable(expected: "the name of a connector's error")
        }
    }
}
