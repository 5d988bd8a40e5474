import ConnectorKit
import JSON

/// What must be true of the provider before a request, as `POST /_sim/given` and the provider states of Pact say it.
struct PactState: Sendable, Hashable {
    let name: String
    var parameters: JSON = [:]
}

/// One request of a connector and the answer that it needs.
struct PactInteraction: Sendable {
    let description: String
    let states: [PactState]
    let request: HTTPRequest
    let response: HTTPResponse
}

/// What a connector expects of a system, as a Pact file of version 4 tells it
/// (https://github.com/pact-foundation/pact-specification/tree/version-4).
struct Pact: Sendable {
    let consumer: String
    let provider: String
    /// The address that the interactions' requests begin with, which is no part of the contract.
    let base: String
    var interactions: [PactInteraction] = []

    /// What stands in the place of ``base`` where an answer names it.
    static let address = "http://provider.example"

    /// The file, in which bodies stand byte for byte as they were sent: an amount of 0.00 stays one.
    var text: String {
        var bodies: [String: String] = [:]
        let interactions = interactions.map { json($0, &bodies) }
        let file: JSON = [
            "consumer": ["name": .string(consumer)], "provider": ["name": .string(provider)],
            "interactions": .array(interactions), "metadata": ["pactSpecification": ["version": "4.0"]],
        ]
        return bodies.reduce(into: file.canonicalText) { text, body in
            text = text.replacing("\"\(body.key)\"", with: body.value)
        }
    }

    private func json(_ interaction: PactInteraction, _ bodies: inout [String: String]) -> JSON {
        [
            "type": "Synchronous/HTTP", "description": .string(interaction.description), "pending": false,
            "providerStates": .array(
                interaction.states.map { ["name": .string($0.name), "params": $0.parameters] }
            ),
            "request": request(interaction.request, &bodies), "response": response(interaction.response, &bodies),
        ]
    }

    private func request(_ request: HTTPRequest, _ bodies: inout [String: String]) -> JSON {
        let address = request.url.hasPrefix(base) ? String(request.url.dropFirst(base.count)) : request.url
        let parts = address.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        var object: JSONObject = ["method": .string(request.method), "path": .string(parts.first ?? "/")]
        if parts.count > 1 { object["query"] = PactQuery(parts[1]).json }
        // Credentials are the verifier's own.
        object["headers"] = Self.headers(request.headers, ["accept", "content-type"])
        if !request.body.isEmpty {
            add(request.body, type(of: request.headers), to: &object, &bodies)
        }
        return .object(object)
    }

    private func response(_ response: HTTPResponse, _ bodies: inout [String: String]) -> JSON {
        var object: JSONObject = ["status": .integer(Int64(response.status))]
        object["headers"] = Self.headers(response.headers, ["content-type", "retry-after"])
        if !response.body.isEmpty {
            add(response.body, type(of: response.headers), to: &object, &bodies)
        }
        return .object(object)
    }

    private func type(of headers: [HTTPField]) -> String {
        let field = headers.first { $0.name.lowercased() == "content-type" }
        return field.map { String($0.value.prefix { $0 != ";" }) } ?? "application/octet-stream"
    }

    private static func headers(_ fields: [HTTPField], _ names: [String]) -> JSON {
        var object = JSONObject()
        for field in fields where names.contains(field.name.lowercased()) {
            object[field.name] = [.string(field.value)]
        }
        return .object(object)
    }

    /// A body as JSON stands in the file as it is, by way of a mark that is replaced last.
    private func add(_ bytes: [UInt8], _ type: String, to message: inout JSONObject, _ bodies: inout [String: String]) {
        let text = String(decoding: bytes, as: UTF8.self).replacing(base, with: Self.address)
        var content = JSON.string(text)
        if let json = try? JSON(parsing: Array(text.utf8)) {
            let mark = "body \(bodies.count) of this pact"
            bodies[mark] = text
            content = .string(mark)
            message["matchingRules"] = PactRules(of: json).json
        }
        message["body"] = ["content": content, "contentType": .string(type), "encoded": false]
    }
}

/// The query of an address, each name with its values in order.
struct PactQuery {
    let json: JSON

    init(_ text: String) {
        var values = JSONObject()
        for item in text.split(separator: "&") {
            let pair = item.split(separator: "=", maxSplits: 1).map { Self.decoded($0) }
            let name = pair.first ?? ""
            let value = JSON.string(pair.count > 1 ? pair[1] : "")
            values[name] = .array((values[name]?.arrayValue ?? []) + [value])
        }
        json = .object(values)
    }

    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == UInt8(ascii: "%"), digits.count == 2,
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
