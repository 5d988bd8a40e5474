import JSON

/// What version 4 of the specification asks of a file with HTTP interactions.
enum PactStructure {
    /// What is wrong with a file, each with its place; empty if it is a Pact.
    static func violations(of text: String) -> [String] {
        guard let file = try? JSON(parsing: Array(text.utf8)) else { return ["$: no JSON"] }
        var violations: [String] = []
        for party in ["consumer", "provider"] where isBlank(file[party]?["name"]) {
            violations.append("$.\(party).name: a text")
        }
        if file["metadata"]?["pactSpecification"]?["version"]?.stringValue?.hasPrefix("4.") != true {
            violations.append("$.metadata.pactSpecification.version: 4.0")
        }
        guard let interactions = file["interactions"]?.arrayValue, !interactions.isEmpty else {
            return violations + ["$.interactions: a list"]
        }
        for (index, interaction) in interactions.enumerated() {
            violations += self.violations(of: interaction).map { "$.interactions[\(index)]\($0)" }
        }
        let names = interactions.map { [$0["description"] ?? .null, $0["providerStates"] ?? .null] as JSON }
        if Set(names.map(\.canonicalText)).count < names.count {
            violations.append("$.interactions: two of one description and states")
        }
        return violations
    }

    private static func violations(of interaction: JSON) -> [String] {
        var violations: [String] = []
        if interaction["type"] != "Synchronous/HTTP" { violations.append(".type: Synchronous/HTTP") }
        if isBlank(interaction["description"]) { violations.append(".description: a text") }
        if interaction["pending"].map({ $0.boolValue == nil }) ?? false { violations.append(".pending: true or false") }
        for state in interaction["providerStates"]?.arrayValue ?? [] {
            if isBlank(state["name"]) { violations.append(".providerStates: each has a name") }
            if state["params"].map({ $0.objectValue == nil }) ?? false {
                violations.append(".providerStates: params are an object")
            }
        }
        let request = interaction["request"] ?? .null
        if isBlank(request["method"]) { violations.append(".request.method: a text") }
        if request["path"]?.stringValue?.hasPrefix("/") != true { violations.append(".request.path: begins with /") }
        violations += lists(of: request["query"]).map { ".request.query\($0)" }
        let response = interaction["response"] ?? .null
        if !(100..<600).contains(response["status"]?.integerValue ?? 0) {
            violations.append(".response.status: a status of HTTP")
        }
        for (name, message) in [("request", request), ("response", response)] {
            violations += lists(of: message["headers"]).map { ".\(name).headers\($0)" }
            violations += self.violations(ofBody: message["body"]).map { ".\(name).body\($0)" }
            violations += self.violations(ofRules: message["matchingRules"]).map { ".\(name).matchingRules\($0)" }
        }
        return violations
    }

    /// Names with lists of texts, as a query and header fields are.
    private static func lists(of value: JSON?) -> [String] {
        guard let value else { return [] }
        guard let object = value.objectValue else { return [": an object"] }
        return object.keys.filter { name in
            guard let values = object[name]?.arrayValue else { return true }
            return values.contains { $0.stringValue == nil }
        }
        .map { ".\($0): a list of texts" }
    }

    private static func violations(ofBody body: JSON?) -> [String] {
        guard let body else { return [] }
        var violations: [String] = []
        if body["content"] == nil { violations.append(".content: there") }
        if isBlank(body["contentType"]) { violations.append(".contentType: a text") }
        let encodings: [JSON] = [false, "base64", "json"]
        if !encodings.contains(body["encoded"] ?? .null) { violations.append(".encoded: false, base64 or json") }
        return violations
    }

    private static func violations(ofRules rules: JSON?) -> [String] {
        guard let rules else { return [] }
        guard let categories = rules.objectValue else { return [": an object"] }
        var violations: [String] = []
        for category in categories.keys where !["path", "query", "header", "body", "status"].contains(category) {
            violations.append(".\(category): no category")
        }
        let body = categories["body"]?.objectValue ?? JSONObject()
        for path in body.keys {
            if !path.hasPrefix("$") { violations.append(".body.\(path): begins with $") }
            let rule = body[path] ?? .null
            if !["AND", "OR"].contains(rule["combine"]?.stringValue ?? "") {
                violations.append(".body.\(path).combine: AND or OR")
            }
            let matchers = rule["matchers"]?.arrayValue ?? []
            if matchers.isEmpty { violations.append(".body.\(path).matchers: a list") }
            for matcher in matchers {
                let match = matcher["match"]?.stringValue ?? ""
                if !["type", "integer", "decimal", "number", "regex", "date", "timestamp"].contains(match) {
                    violations.append(".body.\(path): no matcher '\(match)'")
                }
                if match == "regex", isBlank(matcher["regex"]) { violations.append(".body.\(path).regex: a text") }
            }
        }
        return violations
    }

    private static func isBlank(_ value: JSON?) -> Bool { value?.stringValue?.isEmpty ?? true }
}
