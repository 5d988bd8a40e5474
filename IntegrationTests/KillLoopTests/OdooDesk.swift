import ConnectorKit
import CurlTransport
import Foundation
import JSON
import Testing

/// A person who works in an Odoo, over JSON-RPC.
struct OdooDesk: Sendable {
    let user: Int64
    private let address: String
    private let database: String
    private let key: String
    private let transport: CurlTransport

    init(address: String, database: String, login: String, key: String) async throws {
        self.address = address
        self.database = database
        self.key = key
        transport = try CurlTransport()
        let arguments: [JSON] = [.string(database), .string(login), .string(key), [:]]
        let answer = try await Self.post("common", "authenticate", arguments, address, transport)
        user = try #require(answer?.integerValue, "\(login) cannot log in")
    }

    /// Calls a method; what Odoo refuses fails the test.
    @discardableResult
    func call(
        _ model: String,
        _ method: String,
        _ arguments: [JSON],
        _ options: JSON = [:]
    ) async throws -> JSON? {
        let head: [JSON] = [.string(database), .integer(user), .string(key), .string(model), .string(method)]
        return try await Self.post("object", "execute_kw", head + [.array(arguments), options], address, transport)
    }

    func create(_ model: String, _ values: JSON, _ context: JSON = [:]) async throws -> Int64 {
        try #require(try await call(model, "create", [values], ["context": context])?.integerValue)
    }

    func write(_ model: String, _ id: Int64, _ values: JSON) async throws {
        try await call(model, "write", [[.integer(id)], values])
    }

    /// The records that a domain finds, archived ones too.
    func records(_ model: String, _ domain: JSON, _ fields: [String]) async throws -> [JSON] {
        let options: JSON = [
            "fields": .array(fields.map { .string($0) }), "order": "id", "context": ["active_test": false],
        ]
        return try #require(try await call(model, "search_read", [domain], options)?.arrayValue)
    }

    private static func post(
        _ service: String,
        _ method: String,
        _ arguments: [JSON],
        _ address: String,
        _ transport: CurlTransport
    ) async throws -> JSON? {
        let body: JSON = [
            "jsonrpc": "2.0", "method": "call", "id": 1,
            "params": ["service": .string(service), "method": .string(method), "args": .array(arguments)],
        ]
        let response = try await transport.send(
            HTTPRequest(
                method: "POST",
                url: address + "/jsonrpc",
                headers: [HTTPField("Content-Type", "application/json")],
                body: Array(body.text().utf8)
            )
        )
        let answer = try JSON(parsing: response.body)
        let refusal = answer["error"]?["data"]?["message"]?.stringValue
        try #require(answer["error"] == nil, "\(arguments.dropFirst(3).prefix(2)): \(refusal ?? "")")
        return answer["result"]
    }
}

extension JSON {
    /// The id of a link such as `[3, "name"]`.
    var link: Int64? { self[0]?.integerValue }
}
