import JSON
import SimulatorKit

/// Odoo Community with the database of one construction firm, as it is seen over JSON-RPC.
///
/// What it answers was measured against Odoo 18.0-20250520 and 17.0-20240709 (reference: odoo.md).
struct OdooServer: SimulatedSystem {
    static let name = "odoo"

    let profile: VersionProfile
    let databaseName: String
    let apiKey: String
    let connectorManagesFleet: Bool
    let startOfStory: SimulatedInstant
    /// What the texts of cookies follow from.
    let seed: UInt64
    var database: Database
    var catalogue: Catalogue
    /// The moment of the last transaction; no two have the same.
    var lastTransaction: SimulatedInstant
    /// Who is logged in by a cookie.
    var sessions: WebSessions

    init(options: SimulatorOptions) throws(SimulatorError) {
        guard options.quirks.isEmpty else {
            let names = options.quirks.joined(separator: ", ")
            throw SimulatorError("Quirk \(names) is not known: this system has none. Use fault rules instead.")
        }
        let version = try options.choice("version", of: ["17", "18", "19"], default: "18")
        profile = [VersionProfile.odoo17, .odoo19].first { String($0.series) == version } ?? .odoo18
        databaseName = options.text("database", default: "kestrel")
        apiKey = options.text("api-key", default: "")
        connectorManagesFleet = try options.flag("grant-fleet", default: false)
        startOfStory = options.start ?? SimulatedInstant(seconds: 1_767_250_800)
        seed = options.seed
        database = Database()
        catalogue = Catalogue(profile: profile)
        lastTransaction = startOfStory
        sessions = WebSessions(seed: options.seed)
        try loadBaseData()
    }

    mutating func advance(to instant: SimulatedInstant) {}

    mutating func respond(to request: SimulatedRequest, at now: SimulatedInstant) -> SimulatedResponse? {
        switch request.path {
        case "/jsonrpc":
            answerJSON(request) { server, call throws(OdooError) in
                let (service, method, arguments) = try call.call()
                return RPCAnswer.success(call.id, try server.call(service, method, arguments, at: now))
            }
        case "/web/health": health(request)
        case "/web/version" where profile.is19:
            WebPages.json("{\"version_info\": [19, 0, 0, \"final\", 0, \"\"], \"version\": \"19.0\"}")
        case _ where profile.is19 && request.path.hasPrefix("/json/2/"): answerJSON2(request, at: now)
        case _ where request.path.hasPrefix("/xmlrpc/"): answerXMLRPC(request, at: now)
        default: answerWeb(request, at: now) ?? WebPages.notFound
        }
    }

    mutating func control(
        _ name: String,
        method: String,
        body: JSON,
        at now: SimulatedInstant
    ) throws(SimulatorError) -> JSON? {
        nil
    }

    /// Who may call.
    var credentials: Credentials {
        Credentials(database: database, profile: profile, apiKey: apiKey)
    }

    /// Answers a request of JSON-RPC, whose errors are HTTP 200, too.
    mutating func answerJSON(
        _ request: SimulatedRequest,
        _ work: (inout OdooServer, RPCRequest) throws(OdooError) -> SimulatedResponse
    ) -> SimulatedResponse {
        let mediaType = request.headers["content-type"]?.split(separator: ";").first.map(String.init) ?? ""
        let isJSON = mediaType.trimmingPrefix(while: \.isWhitespace).lowercased() == "application/json"
        guard request.method == "POST", isJSON else { return WebPages.badRequest }
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

extension OdooServer: ConfigurableSystem, RoutedSystem {
    static var declaredOptions: [DeclaredOption] {
        [
            DeclaredOption("database", help: "The name of the database.", default: "kestrel"),
            DeclaredOption("version", help: "The version, 17, 18 or 19.", default: "18"),
            DeclaredOption("api-key", help: "A key that the user connector may give as password.", default: ""),
            DeclaredOption("grant-fleet", help: "Whether the user connector manages the fleet.", default: "false"),
        ]
    }

    static var routes: [String] {
        [
            "POST /jsonrpc", "POST /xmlrpc/2/{service}", "POST /xmlrpc/{service}",
            "POST /json/2/{model}/{method}", "GET /web/version", "GET /web/health",
            "POST /web/webclient/version_info", "POST /web/database/list", "POST /web/session/authenticate",
            "POST /web/session/get_session_info", "POST /web/session/destroy", "POST /web/dataset/call_kw",
            "POST /web/dataset/call_button",
        ]
    }
}
