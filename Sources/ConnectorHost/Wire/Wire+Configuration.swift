package import ConnectorKit
package import JSON

extension ConnectorConfiguration {
    /// The values, with the name of its key in place of each secret.
    package var wire: JSON {
        var object = JSONObject()
        for (key, value) in values.sorted(by: { $0.key < $1.key }) { object[key] = value.wire(key: key) }
        return ["system": .string(system), "values": .object(object)]
    }

    /// The secrets by the names of their keys: the only message that carries them.
    package var secrets: [String: Secret] {
        values.compactMapValues { value in
            guard case .secret(let secret) = value else { return nil }
            return secret
        }
    }

    /// Reads values, and puts the secrets where they belong.
    package init(wire: JSONReader, secrets: [String: Secret]) throws(JSONAccessError) {
        let place = try wire.member("values")
        var values: [String: Value] = [:]
        for key in try place.object().keys { values[key] = try Value(wire: place.member(key), secrets: secrets) }
        self.init(system: try wire.value("system"), values: values)
    }
}

extension ConnectorConfiguration.Value {
    fileprivate func wire(key: String) -> JSON {
        switch self {
        case .text(let text): ["text": .string(text)]
        case .integer(let number): ["integer": .integer(number)]
        case .boolean(let truth): ["boolean": .bool(truth)]
        case .texts(let texts): ["texts": texts.wire]
        case .secret: ["secret": .string(key)]
        case .document(let document): ["document": document.wire]
        }
    }

    fileprivate init(wire: JSONReader, secrets: [String: Secret]) throws(JSONAccessError) {
        if let text: String = try wire.optional("text") {
            self = .text(text)
        } else if let number: Int64 = try wire.optional("integer") {
            self = .integer(number)
        } else if let truth: Bool = try wire.optional("boolean") {
            self = .boolean(truth)
        } else if let place = try wire.optionalMember("texts") {
            self = .texts(try place.list())
        } else if let document: ConfigurationDocument = try wire.optional("document") {
            self = .document(document)
        } else {
            let reference = try wire.member("secret")
            guard let secret = secrets[try reference.string()] else {
                throw reference.unusable(expected: "the name of a secret that was sent")
            }
            self = .secret(secret)
        }
    }
}
