import JSON
import SimulatorKit

@testable import OdooSimulator

/// A caller of the simulated server, which is driven without sockets.
final class OdooClient {
    var server: OdooServer
    var now: SimulatedInstant
    var login = "admin"

    init(version: Int = 18, options: [String: String] = [:]) throws {
        var values = options
        values["version"] = String(version)
        now = SimulatedInstant(seconds: 1_767_592_800)
        server = try OdooServer(options: SimulatorOptions(start: now, values: values))
    }

    /// Answers a request of the wire.
    func post(
        _ body: String,
        path: String = "/jsonrpc",
        method: String = "POST",
        headers: [String: String] = ["content-type": "application/json"]
    ) throws -> SimulatedResponse {
        let request = SimulatedRequest(method: method, path: path, headers: headers, body: Array(body.utf8))
        guard let answer = server.respond(to: request, at: now) else { throw Unanswered() }
        return answer
    }

    /// The whole answer to a call of a service.
    func service(_ service: String, _ method: String, _ arguments: [JSON]) throws -> JSON {
        let request: JSON = [
            "jsonrpc": "2.0", "method": "call", "id": 1,
            "params": ["service": .string(service), "method": .string(method), "args": .array(arguments)],
        ]
        return try JSON(parsing: try post(request.text(style: .spaced)).body)
    }

    /// The whole answer to a call of a model's method.
    func answer(
        _ model: String,
        _ method: String,
        _ arguments: [JSON],
        _ keywords: JSON = [:]
    ) throws -> JSON {
        let password = JSON.string(login)
        let user = try service("common", "authenticate", ["kestrel", .string(login), password, [:]])["result"] ?? 0
        return try service(
            "object",
            "execute_kw",
            ["kestrel", user, password, .string(model), .string(method), .array(arguments), keywords]
        )
    }

    /// The result of a call that succeeds; null for a method that returns nothing.
    @discardableResult
    func call(_ model: String, _ method: String, _ arguments: JSON..., keywords: JSON = [:]) throws -> JSON {
        let answer = try answer(model, method, arguments, keywords)
        if let error = answer["error"] { throw Refused(data: error["data"] ?? .null) }
        return answer["result"] ?? .null
    }

    /// The member `data` of the error of a call that fails.
    func refusal(_ model: String, _ method: String, _ arguments: JSON..., keywords: JSON = [:]) throws -> JSON {
        let answer = try answer(model, method, arguments, keywords)
        guard let data = answer["error"]?["data"] else { throw NotRefused(answer: answer) }
        return data
    }

    /// Does something as another user.
    func `as`<Result>(_ login: String, _ body: (OdooClient) throws -> Result) rethrows -> Result {
        let before = self.login
        self.login = login
        defer { self.login = before }
        return try body(self)
    }

    /// The id of a new record.
    func create(_ model: String, _ values: JSON, keywords: JSON = [:]) throws -> Int64 {
        guard let id = try call(model, "create", values, keywords: keywords).integerValue else { throw Unanswered() }
        return id
    }

    /// One field of one record.
    func value(_ field: String, of model: String, _ id: Int64, keywords: JSON = [:]) throws -> JSON {
        let records = try call(model, "read", [.integer(id)], [.string(field)], keywords: keywords)
        guard let value = records[0]?[field] else { throw Unanswered() }
        return value
    }

    /// The keyword arguments of a call that looks at archived records too.
    static let archivedToo: JSON = ["context": ["active_test": false]]

    /// The record that an external id names, archived or not.
    func reference(_ externalID: String) throws -> Int64 {
        let parts = externalID.split(separator: ".", maxSplits: 1).map { JSON.string(String($0)) }
        let found = try call("ir.model.data", "check_object_reference", parts[0], parts[1], keywords: Self.archivedToo)
        guard let id = found[1]?.integerValue else { throw Unanswered() }
        return id
    }

    /// A new user with the groups that external ids name; the password is the login.
    func user(_ login: String, groups: [String]) throws -> Int64 {
        let ids = try groups.map { JSON.integer(try reference($0)) }
        let values: JSON = [
            "name": .string(login), "login": .string(login), "password": .string(login),
            "groups_id": [[6, 0, .array(ids)]],
        ]
        return try create("res.users", values)
    }

    /// A new account of the first analytic plan.
    func account(_ name: String, code: String? = nil) throws -> Int64 {
        let plan = try reference("analytic.analytic_plan_projects")
        return try create(
            "account.analytic.account",
            ["name": .string(name), "code": code.map { .string($0) } ?? false, "plan_id": .integer(plan)]
        )
    }

    /// Loads rows of text.
    func load(
        _ model: String,
        _ columns: [String],
        _ rows: [[JSON]],
        context: JSON = [:]
    ) throws -> JSON {
        try call(
            model,
            "load",
            .array(columns.map { .string($0) }),
            .array(rows.map { .array($0) }),
            keywords: ["context": context]
        )
    }

    struct Refused: Error, CustomStringConvertible {
        let data: JSON
        var description: String { data["message"]?.stringValue ?? "refused" }
    }

    struct NotRefused: Error { let answer: JSON }

    struct Unanswered: Error {}
}
