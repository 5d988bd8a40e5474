package import ConnectorKit
package import JSON

extension Secret: WireValue {
    /// The value in clear: for the pipe between two processes of one user, never for a log.
    package var wire: JSON { withValue { .string($0) } }
    /// Reads a secret.
    package init(wire: JSONReader) throws(JSONAccessError) { self.init(try wire.string()) }
}

extension WebhookKey: WireValue {
    /// `{"secret", "encoding"}`.
    package var wire: JSON { ["secret": secret.wire, "encoding": .string(encoding.rawValue)] }
    /// Reads a key.
    package init(wire: JSONReader) throws(JSONAccessError) {
        let place = try wire.member("encoding")
        guard let encoding = Encoding(rawValue: try place.string()) else {
            throw place.unusable(expected: "text or base64")
        }
        self.init(try wire.value("secret"), encoding: encoding)
    }
}

extension WebhookAuthentication: WireValue {
    /// An object with `scheme` and what the scheme needs.
    package var wire: JSON {
        switch self {
        case .standardWebhooks(let keys, let prefix, let tolerance):
            [
                "scheme": "standardWebhooks", "keys": keys.wire, "prefix": .string(prefix),
                "tolerance": tolerance.wire,
            ]
        case .timestampedHMAC(let scheme):
            [
                "scheme": "timestampedHMAC", "keys": scheme.keys.wire,
                "signatureHeader": .string(scheme.signatureHeader),
                "timestampHeader": .string(scheme.timestampHeader), "unit": .string(scheme.unit.rawValue),
                "tolerance": scheme.tolerance.wire,
            ]
        case .bodyHMAC(let keys, let headers, let form):
            ["scheme": "bodyHMAC", "keys": keys.wire, "headers": headers.wire, "hexadecimalPrefix": form.prefix.wire]
        case .header(let name, let values):
            ["scheme": "header", "name": .string(name), "values": values.wire]
        }
    }
    /// Reads a scheme.
    package init(wire: JSONReader) throws(JSONAccessError) {
        let place = try wire.member("scheme")
        switch try place.string() {
        case "standardWebhooks":
            self = .standardWebhooks(
                keys: try wire.list("keys"),
                prefix: try wire.value("prefix"),
                tolerance: try wire.value("tolerance")
            )
        case "timestampedHMAC": self = .timestampedHMAC(try wire.timestampedHMAC())
        case "bodyHMAC":
            let prefix: String? = try wire.optional("hexadecimalPrefix")
            self = .bodyHMAC(
                keys: try wire.list("keys"),
                headers: try wire.list("headers"),
                form: prefix.map { .hexadecimal(prefix: $0) } ?? .base64
            )
        case "header": self = .header(name: try wire.value("name"), values: try wire.list("values"))
        default: throw place.unusable(expected: "the scheme of a webhook")
        }
    }
}

extension JSONReader {
    fileprivate func timestampedHMAC() throws(JSONAccessError) -> TimestampedHMAC {
        let place = try member("unit")
        guard let unit = TimestampedHMAC.Unit(rawValue: try place.string()) else {
            throw place.unusable(expected: "seconds or milliseconds")
        }
        return TimestampedHMAC(
            keys: try list("keys"),
            signatureHeader: try value("signatureHeader"),
            timestampHeader: try value("timestampHeader"),
            unit: unit,
            tolerance: try value("tolerance")
        )
    }
}

extension WebhookSignatureForm {
    fileprivate var prefix: String? {
        switch self {
        case .base64: nil
        case .hexadecimal(let prefix): prefix
        }
    }
}

extension WebhookDeliveryID: WireValue {
    /// `{"header"}`, `{"member"}`, `{"is": "bodyDigest"}` or `{"is": "cloudEvent"}`.
    package var wire: JSON {
        switch self {
        case .header(let name): ["header": .string(name)]
        case .member(let path): ["member": path.wire]
        case .bodyDigest: ["is": "bodyDigest"]
        case .cloudEvent: ["is": "cloudEvent"]
        }
    }
    /// Reads where an id stands.
    package init(wire: JSONReader) throws(JSONAccessError) {
        if let name: String = try wire.optional("header") {
            self = .header(name)
        } else if let path = try wire.optionalMember("member") {
            self = .member(try path.list())
        } else {
            let place = try wire.member("is")
            switch try place.string() {
            case "bodyDigest": self = .bodyDigest
            case "cloudEvent": self = .cloudEvent
            default: throw place.unusable(expected: "bodyDigest or cloudEvent")
            }
        }
    }
}

extension WebhookEndpoint: WireValue {
    /// All members of the endpoint by their names.
    package var wire: JSON {
        [
            "name": .string(name), "authentication": authentication.wire, "deliveryID": deliveryID.wire,
            "bodyLimit": bodyLimit.wire, "contentTypes": contentTypes.wire, "keptHeaders": keptHeaders.wire,
            "perMinute": (rate?.perMinute).wire, "origins": origins.wire,
        ]
    }
    /// Reads an endpoint.
    package init(wire: JSONReader) throws(JSONAccessError) {
        let perMinute: Int? = try wire.optional("perMinute")
        self.init(
            name: try wire.value("name"),
            authentication: try wire.value("authentication"),
            deliveryID: try wire.value("deliveryID"),
            bodyLimit: try wire.value("bodyLimit"),
            contentTypes: try wire.list("contentTypes"),
            keptHeaders: try wire.list("keptHeaders"),
            rate: perMinute.map { Rate(perMinute: $0) },
            origins: try wire.list("origins")
        )
    }
}

extension ReceivedWebhook: WireValue {
    /// All members of the delivery by their names.
    package var wire: JSON {
        [
            "endpoint": .string(endpoint), "id": .string(id), "receivedAt": receivedAt.wire, "headers": headers.wire,
            "body": WireBytes(body).wire,
        ]
    }
    /// Reads a delivery.
    package init(wire: JSONReader) throws(JSONAccessError) {
        let body: WireBytes = try wire.value("body")
        self.init(
            endpoint: try wire.value("endpoint"),
            id: try wire.value("id"),
            receivedAt: try wire.value("receivedAt"),
            headers: try wire.list("headers"),
            body: body.bytes
        )
    }
}

extension WebhookContent: WireValue {
    /// `{"records", "rejects"}`.
    package var wire: JSON { ["records": records.wire, "rejects": rejects.wire] }
    /// Reads content.
    package init(wire: JSONReader) throws(JSONAccessError) {
        self.init(records: try wire.list("records"), rejects: try wire.list("rejects"))
    }
}

extension WebhookTarget: WireValue {
    /// All members of the target by their names.
    package var wire: JSON {
        [
            "url": .string(url), "keys": keys.wire, "deadline": deadline.wire,
            "allowsPrivateAddresses": .bool(allowsPrivateAddresses),
        ]
    }
    /// Reads a target.
    package init(wire: JSONReader) throws(JSONAccessError) {
        self.init(
            url: try wire.value("url"),
            keys: try wire.list("keys"),
            deadline: try wire.value("deadline"),
            allowsPrivateAddresses: try wire.value("allowsPrivateAddresses")
        )
    }
}

extension WebhookEvent: WireValue {
    /// `{"type", "body"}`.
    package var wire: JSON { ["type": .string(type), "body": body] }
    /// Reads an event.
    package init(wire: JSONReader) throws(JSONAccessError) {
        self.init(type: try wire.value("type"), body: try wire.value("body"))
    }
}
