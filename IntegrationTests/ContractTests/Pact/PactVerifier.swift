import ConnectorConformance
import ConnectorKit
import JSON

/// Plays the interactions of a Pact file to a simulator and compares what it answers.
struct PactVerifier {
    let simulator: SimulatedSystem
    /// Header fields that every request gets, such as the verifier's own credentials.
    var headers: [HTTPField] = []
    /// What lets the verifier in, behind the reset before each interaction.
    var admit: @Sendable (SimulatedSystem) async throws -> Void = { _ in }

    /// What the simulator does otherwise than the file says, by interaction; empty if the contract holds.
    func violations(of text: String) async throws -> [String] {
        let file = try PactNumbers.parse(Array(text.utf8))
        var violations: [String] = []
        for interaction in file["interactions"]?.arrayValue ?? [] {
            let name = interaction["description"]?.stringValue ?? ""
            try await makeTrue(interaction["providerStates"]?.arrayValue ?? [])
            let answer = try await simulator.transport.send(try request(interaction["request"] ?? .null))
            let found = try Self.differences(interaction["response"] ?? .null, answer)
            violations += found.map { "\(name): \($0)" }
        }
        return violations
    }

    private func makeTrue(_ states: [JSON]) async throws {
        try await simulator.control("POST", "reset")
        try await admit(simulator)
        for state in states {
            let parameters = try JSON(parsing: PactFile.plain(state["params"] ?? [:]))
            try await simulator.control("POST", "given", ["state": state["name"] ?? "", "params": parameters])
        }
    }

    private func request(_ expected: JSON) throws -> HTTPRequest {
        var address = simulator.address + (expected["path"]?.stringValue ?? "")
        let query = expected["query"]?.objectValue ?? JSONObject()
        let items = query.keys.flatMap { name in
            (query[name]?.arrayValue ?? []).map { "\(name)=\($0.stringValue ?? "")" }
        }
        if !items.isEmpty { address += "?" + items.joined(separator: "&") }
        let fields = expected["headers"]?.objectValue ?? JSONObject()
        let own = fields.keys.flatMap { name in
            (fields[name]?.arrayValue ?? []).map { HTTPField(name, $0.stringValue ?? "") }
        }
        let content = expected["body"]?["content"]
        return HTTPRequest(
            method: expected["method"]?.stringValue ?? "",
            url: address,
            headers: own + headers,
            body: content.map { Array(($0.stringValue ?? PactFile.plain($0)).utf8) } ?? []
        )
    }

    /// What an answer has otherwise than it is expected: status, header fields and body.
    static func differences(_ expected: JSON, _ answer: HTTPResponse) throws -> [String] {
        var differences: [String] = []
        let status = expected["status"]?.stringValue.flatMap { PactNumbers.number($0) }
        if status != "\(answer.status)" { differences.append("status \(answer.status), not \(status ?? "")") }
        let fields = expected["headers"]?.objectValue ?? JSONObject()
        for name in fields.keys where answer.header(name) != fields[name]?[0]?.stringValue {
            differences.append("\(name): \(answer.header(name) ?? "nothing")")
        }
        guard let content = expected["body"]?["content"] else { return differences }
        if let text = content.stringValue, PactNumbers.number(text) == nil {
            return differences + (text == String(decoding: answer.body, as: UTF8.self) ? [] : ["another body"])
        }
        let rules = expected["matchingRules"]?["body"]?.objectValue ?? JSONObject()
        compare(content, try PactNumbers.parse(answer.body), at: "$", rules, &differences)
        return differences
    }

    private static func compare(
        _ expected: JSON,
        _ found: JSON?,
        at path: String,
        _ rules: JSONObject,
        _ differences: inout [String]
    ) {
        guard let found else { return differences.append("\(path) is missing") }
        if let matcher = rules[path]?["matchers"]?[0] {
            if !PactRules.accepts(found, matcher) { differences.append("\(path) is \(found.text())") }
            return
        }
        switch (expected, found) {
        case (.object(let wanted), .object(let given)):
            // A provider may say more than a consumer reads.
            for key in wanted.keys {
                guard let member = wanted[key] else { continue }
                compare(member, given[key], at: path + PactRules.step(key), rules, &differences)
            }
        case (.array(let wanted), .array(let given)):
            if wanted.count != given.count { differences.append("\(path) has \(given.count), not \(wanted.count)") }
            for (index, element) in wanted.enumerated() where index < given.count {
                compare(element, given[index], at: "\(path)[\(index)]", rules, &differences)
            }
        default:
            if expected != found { differences.append("\(path) is \(found.text()), not \(expected.text())") }
        }
    }
}

/// JSON whose numbers are kept as texts, written as it was read.
enum PactFile {
    static func plain(_ json: JSON) -> String {
        switch json {
        case .object(let object):
            let members = object.keys.map { key in
                "\(JSON.string(key).text()):\(plain(object[key] ?? .null))"
            }
            return "{\(members.joined(separator: ","))}"
        case .array(let elements): return "[\(elements.map { plain($0) }.joined(separator: ","))]"
        case .string(let text): return PactNumbers.number(text).map(String.init) ?? json.text()
        default: return json.text()
        }
    }
}
