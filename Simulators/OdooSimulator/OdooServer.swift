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
    let startOfStory: SimulatedInstant
    var database: Database
    var catalogue: Catalogue
    /// The moment of the last transaction; no two have the same.
    var lastTransaction: SimulatedInstant

    init(options: SimulatorOptions) throws(SimulatorError) {
        guard options.quirks.isEmpty else {
            let names = options.quirks.joined(separator: ", ")
            throw SimulatorError("Quirk \(names) is not known: this system has none. Use fault rules instead.")
        }
        let version = try options.choice("odoo-version", of: ["17", "18"], default: "18")
        profile = version == "17" ? .odoo17 : .odoo18
        databaseName = options.text("database", default: "kestrel")
        apiKey = options.text("api-key", default: "")
        let managesFleet = try options.flag("grant-fleet", default: false)
        startOfStory = options.start ?? SimulatedInstant(seconds: 1_767_250_800)
        database = Database()
        catalogue = Catalogue(profile: profile)
        lastTransaction = startOfStory
        try loadBaseData()
        if managesFleet { grant("fleet.fleet_group_manager", to: "connector") }
    }

    mutating func advance(to instant: SimulatedInstant) {}

    mutating func respond(to request: SimulatedRequest, at now: SimulatedInstant) -> SimulatedResponse? {
        switch request.path {
        case "/jsonrpc": answerCall(request, at: now)
        case "/web/health": health(request)
        default: WebPages.notFound
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

    private mutating func answerCall(_ request: SimulatedRequest, at now: SimulatedInstant) -> SimulatedResponse {
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
            let (service, method, arguments) = try call.call()
            return RPCAnswer.success(call.id, try self.call(service, method, arguments, at: now))
        } catch {
            return RPCAnswer.failure(call.id, error)
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
            DeclaredOption("odoo-version", help: "The version, 17 or 18.", default: "18"),
            DeclaredOption("api-key", help: "A key that the user connector may give as password.", default: ""),
            DeclaredOption("grant-fleet", help: "Whether the user connector manages the fleet.", default: "false"),
        ]
    }

    static var routes: [String] {
        ["POST /jsonrpc", "GET /web/health"]
    }
}
