import JSON
import SimulatorKit

/// Odoo Community with the database of one construction firm, as it is seen over JSON-RPC.
///
/// What it answers was measured against Odoo 18.0-20250520 and 17.0-20240709 (reference: odoo.md).
struct OdooServer: SimulatedSystem {
    static let name = "odoo"

    let profile: VersionProfile
    let databaseName: String
    let startOfStory: SimulatedInstant
    /// What the texts of cookies follow from.
    let seed: UInt64
    var database: Database
    var catalogue: Catalogue
    /// The moment of the last transaction; no two have the same.
    var lastTransaction: SimulatedInstant
    /// The virtual time of the request that is answered.
    private var presentTime: SimulatedInstant
    /// Who is logged in by a cookie.
    var sessions: WebSessions
    var knownGroups = KnownGroups()
    /// What befalls the request that is answered.
    var fault: OdooFault?
    /// Whether connections stay open, as a proxy in front of the server keeps them.
    private let keepsConnections: Bool

    init(options: SimulatorOptions) throws(SimulatorError) {
        guard options.quirks.isEmpty else {
            let names = options.quirks.joined(separator: ", ")
            throw SimulatorError("Quirk \(names) is not known: this system has none. Use fault rules instead.")
        }
        let version = try options.choice("version", of: ["17", "18", "19"], default: "18")
        profile = [VersionProfile.odoo17, .odoo19].first { String($0.series) == version } ?? .odoo18
        databaseName = options.text("database", default: "kestrel")
        keepsConnections = try options.flag("keep-alive", default: false)
        let managesFleet = try options.flag("grant-fleet", default: false)
        startOfStory = options.start ?? SimulatedInstant(seconds: 1_767_250_800)
        seed = options.seed
        database = Database()
        catalogue = Catalogue.of(profile)
        lastTransaction = startOfStory
        presentTime = startOfStory
        sessions = WebSessions(seed: options.seed)
        try loadBaseData()
        if managesFleet { grant("fleet.fleet_group_manager", to: "connector") }
        try addKey(of: "connector", options)
    }

    /// Gives a user the key that the options name.
    private mutating func addKey(of login: String, _ options: SimulatorOptions) throws(SimulatorError) {
        let key = options.text("api-key", default: "")
        guard !key.isEmpty else { return }
        var body: JSONObject = ["login": .string(login), "key": .string(key)]
        let end = options.text("api-key-expires", default: "")
        if !end.isEmpty { body["expires"] = .string(end) }
        _ = try controlKeys("POST", .object(body), at: startOfStory)
    }

    mutating func advance(to instant: SimulatedInstant) {
        presentTime = instant
    }

    mutating func respond(to request: SimulatedRequest, at now: SimulatedInstant) -> SimulatedResponse? {
        presentTime = now
        var answer = answer(request, at: now)
        if keepsConnections { answer.headers.removeAll { $0.name == "Connection" } }
        return answer
    }

    private mutating func answer(_ request: SimulatedRequest, at now: SimulatedInstant) -> SimulatedResponse {
        switch request.path {
        case "/jsonrpc":
            answerJSON(request) { server, call throws(OdooError) in
                let (service, method, arguments) = try call.call()
                return RPCAnswer.success(call.id, try server.call(service, method, arguments, at: now))
            }
        case "/web/health": health(request)
        case "/web/version" where profile.is19 && request.method == "GET",
            "/json/version" where profile.is19 && request.method == "GET":
            webVersion
        case _ where request.path.hasPrefix("/xmlrpc/"): answerXMLRPC(request, at: now)
        default: answerJSON2(request, at: now) ?? answerWeb(request, at: now) ?? WebPages.notFound
        }
    }

    static var controls: [String] { ["GET keys", "POST keys", "DELETE keys"] }

    mutating func control(
        _ name: String,
        method: String,
        body: JSON,
        at now: SimulatedInstant
    ) throws(SimulatorError) -> JSON? {
        name == "keys" ? try controlKeys(method, body, at: now) : nil
    }

    /// Who may call at this moment.
    var credentials: Credentials {
        Credentials(database: database, profile: profile, now: presentTime, refusesKeys: fault == .expiredKey)
    }

    /// Answers a request of JSON-RPC, whose errors are HTTP 200, too.
    mutating func answerJSON(
        _ request: SimulatedRequest,
        _ work: (inout OdooServer, RPCRequest) throws(OdooError) -> SimulatedResponse
    ) -> SimulatedResponse {
        let mediaType = request.headers["content-type"]?.split(separator: ";").first.map(String.init) ?? ""
        let isJSON = mediaType.trimmingPrefix(while: \.isWhitespace).lowercased() == "application/json"
        guard request.method == "POST", isJSON else {
            return profile.is19 ? WebPages.unsupported(request.path, type: "jsonrpc") : WebPages.badRequest
        }
        let call: RPCRequest
        do throws(RPCRefusal) {
            call = try RPCRequest(request.body)
        } catch {
            return error.page
        }
        do throws(OdooError) {
            return try work(&self, call)
        } catch {
            return RPCAnswer.failure(call.id, error, profile)
        }
    }

    private func health(_ request: SimulatedRequest) -> SimulatedResponse {
        let asksDatabase = profile.is18 && request.query["db_server_status"].map { !$0.isEmpty } ?? false
        return WebPages.json(
            asksDatabase ? "{\"status\": \"pass\", \"db_server_status\": true}" : "{\"status\": \"pass\"}"
        )
    }
}

extension OdooServer: ConfigurableSystem {
    static var declaredOptions: [DeclaredOption] {
        [
            DeclaredOption("database", help: "The name of the database.", default: "kestrel"),
            DeclaredOption("version", help: "The version, 17, 18 or 19.", default: "18"),
            DeclaredOption("api-key", help: "A key that the user connector may give as password.", default: ""),
            DeclaredOption("api-key-expires", help: "The moment from which the key is refused.", default: ""),
            DeclaredOption("keep-alive", help: "Whether connections stay open, as behind a proxy.", default: "false"),
            DeclaredOption("grant-fleet", help: "Whether the user connector manages the fleet.", default: "false"),
        ]
    }
}
