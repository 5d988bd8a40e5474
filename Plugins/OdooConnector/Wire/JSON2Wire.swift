import ConnectorKit
import JSON

/// JSON-2 of Odoo 19: one address for each method, arguments by name, the key as bearer, real statuses (domain.md §8).
struct JSON2Wire: OdooWire {
    let form = WireForm.json2
    private let exchange: WireExchange

    init(_ settings: OdooSettings, _ services: ConnectorServices) {
        exchange = WireExchange(
            endpoint: "POST \(settings.address)/json/2",
            settings: settings,
            services: services
        )
    }

    var endpoint: String { exchange.endpoint }

    /// Asks `/web/version`, which is not there before Odoo 19.
    func version() async throws(OdooFault) -> JSON? {
        let task = WireTask(name: "version")
        let response = try await exchange.send("GET", "/web/version", doing: task)
        guard response.status == 200 else { throw exchange.fault(of: response, doing: task) }
        let answer = try exchange.json(response, doing: task)
        return ["server_version": answer["version"] ?? .null, "server_version_info": answer["version_info"] ?? .null]
    }

    /// The user whom the key belongs to: the key says who it is, the login is not asked for.
    func authenticate() async throws(OdooFault) -> Int64? {
        let answer: JSON?
        do {
            answer = try await send(OdooCall("res.users", "context_get", [:]))
        } catch {
            if case .raised(let exception) = error, exception.kind == .credentials { return nil }
            throw error
        }
        guard let user = answer?["uid"]?.integerValue else {
            let task = WireTask(name: "res.users.context_get")
            throw exchange.unexpected("expected a context with the user's id", doing: task)
        }
        return user
    }

    /// JSON-2 does not tell the databases.
    func databases() async throws(OdooFault) -> [String] {
        throw exchange.unexpected("JSON-2 does not tell the databases", doing: WireTask(name: "db.list"))
    }

    func execute(_ call: OdooCall, as user: Int64) async throws(OdooFault) -> JSON? {
        try await send(call)
    }

    private func send(_ call: OdooCall) async throws(OdooFault) -> JSON? {
        let task = WireTask(name: call.name, mayWrite: call.mayWrite, deadline: call.deadline)
        var named = call.arguments
        for (name, value) in call.options { named[name] = value }
        let response = try await exchange.send(
            "POST",
            "/json/2/\(call.model)/\(call.method)",
            headers,
            body: Array(JSON.object(named).text().utf8),
            doing: task
        )
        guard response.status == 200 else { throw fault(of: response, doing: task) }
        let answer = try exchange.json(response, doing: task)
        return answer == .null ? nil : answer
    }

    private var headers: [HTTPField] {
        let settings = exchange.settings
        return [
            HTTPField("Content-Type", "application/json"), HTTPField("Accept", "application/json"),
            settings.key.withValue { HTTPField("Authorization", "bearer \($0)") },
            HTTPField("X-Odoo-Database", settings.database),
        ]
    }

    /// Odoo's own errors name the class, as those of a proxy do not; being asked to wait is the same from both.
    ///
    /// Without a database Odoo knows no JSON-2 address: it answers with a page of status 404.
    private func fault(of response: HTTPResponse, doing task: WireTask) -> OdooFault {
        guard ![429, 503].contains(response.status), let body = try? JSON(parsing: response.body),
            let name = body["name"]?.stringValue
        else {
            guard response.status == 404 else { return exchange.fault(of: response, doing: task) }
            let reason =
                "names '\(exchange.settings.database)', but \(endpoint) is not there (HTTP status 404): "
                + "this Odoo does not have that database, or something before it keeps JSON-2 closed"
            return .failed(.invalidConfiguration(key: "database", reason: reason))
        }
        return exchange.exception(name, body["message"]?.stringValue ?? "", doing: task)
    }
}
