internal import CanonicalModel
package import ConnectorKit
package import JSON

extension ConnectorManifest: WireValue {
    /// All members of the manifest by their names; `roles` is there only where there are some.
    package var wire: JSON {
        var members: JSONObject = [
            "id": .string(id), "version": .string(version), "summary": .string(summary),
            "configuration": configuration.wire, "reads": reads.wire, "writes": writes.wire,
            "wireVersions": wireVersions.wire, "limits": limits.wire,
        ]
        if !roles.isEmpty { members["roles"] = .array(roles.map(\.rawValue).sorted().map(JSON.string)) }
        return .object(members)
    }
    /// Reads a manifest.
    package init(wire: JSONReader) throws(JSONAccessError) {
        let roles: [String]? = try wire.optional("roles")
        self.init(
            id: try wire.value("id"),
            version: try wire.value("version"),
            summary: try wire.value("summary"),
            configuration: try wire.list("configuration"),
            reads: try wire.list("reads"),
            writes: try wire.list("writes"),
            wireVersions: try wire.list("wireVersions"),
            limits: try wire.value("limits"),
            // A role that this release does not know says nothing.
            roles: Set((roles ?? []).compactMap { SystemRole(rawValue: $0) })
        )
    }
}

extension CallLimits: WireValue {
    /// `{"budgets": [{"calls", "window"}], "concurrentCalls"}`.
    package var wire: JSON { ["budgets": budgets.wire, "concurrentCalls": concurrentCalls.wire] }
    /// Reads limits.
    package init(wire: JSONReader) throws(JSONAccessError) {
        self.init(budgets: try wire.list("budgets"), concurrentCalls: try wire.optional("concurrentCalls"))
    }
}

extension RateBudget: WireValue {
    /// `{"calls", "window"}`.
    package var wire: JSON { ["calls": calls.wire, "window": window.wire] }
    /// Reads a budget.
    package init(wire: JSONReader) throws(JSONAccessError) {
        self.init(calls: try wire.value("calls"), per: try wire.value("window"))
    }
}

extension ConfigurationKey: WireValue {
    /// All members of the key by their names.
    package var wire: JSON {
        [
            "name": .string(name), "kind": kind.wire, "required": .bool(isRequired), "default": defaultValue.wire,
            "summary": .string(summary),
        ]
    }
    /// Reads a key.
    package init(wire: JSONReader) throws(JSONAccessError) {
        self.init(
            try wire.value("name"),
            try wire.value("kind"),
            required: try wire.value("required"),
            default: try wire.optional("default"),
            summary: try wire.value("summary")
        )
    }
}

extension ConfigurationKey.Kind: WireValue {
    /// `{"is"}`, with `schemes`, `choices`, or `least` and `greatest`.
    package var wire: JSON {
        switch self {
        case .text: ["is": "text"]
        case .address(let schemes): ["is": "address", "schemes": schemes.wire]
        case .integer(let range): ["is": "integer", "least": range.lowerBound.wire, "greatest": range.upperBound.wire]
        case .boolean: ["is": "boolean"]
        case .choice(let words): ["is": "choice", "choices": words.wire]
        case .texts: ["is": "texts"]
        case .document: ["is": "document"]
        case .secret: ["is": "secret"]
        }
    }
    /// Reads a kind.
    package init(wire: JSONReader) throws(JSONAccessError) {
        let place = try wire.member("is")
        switch try place.string() {
        case "text": self = .text
        case "address": self = .address(schemes: try wire.list("schemes"))
        case "integer":
            let least: Int64 = try wire.value("least")
            let greatest: Int64 = try wire.value("greatest")
            guard least <= greatest else { throw wire.unusable(expected: "a range") }
            self = .integer(least...greatest)
        case "boolean": self = .boolean
        case "choice": self = .choice(try wire.list("choices"))
        case "texts": self = .texts
        case "document": self = .document
        case "secret": self = .secret
        default: throw place.unusable(expected: "a kind of configuration value")
        }
    }
}

extension ConfigurationDocument: WireValue {
    /// `{"file", "value", "places": {KEY: [line, column]}}`.
    package var wire: JSON {
        ["file": .string(file), "value": value, "places": places.mapValues { [$0.line, $0.column] }.wire]
    }
    /// Reads a document.
    package init(wire: JSONReader) throws(JSONAccessError) {
        let places: [String: [Int]] = try wire.named("places")
        self.init(
            file: try wire.value("file"),
            value: try wire.value("value"),
            places: places.compactMapValues { $0.count == 2 ? Place(line: $0[0], column: $0[1]) : nil }
        )
    }
}

extension Array: WireValue where Element: WireValue {
    /// Reads a list.
    package init(wire: JSONReader) throws(JSONAccessError) { self = try wire.list() }
}
