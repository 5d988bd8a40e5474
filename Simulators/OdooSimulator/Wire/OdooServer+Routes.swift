import SimulatorKit

extension OdooServer: RoutedSystem {
    /// The routes of all versions.
    static var routes: [SimulatedRoute] { routes(of: .odoo19) }

    /// The routes of this version; the others have pages that say so.
    var presentRoutes: [SimulatedRoute] { Self.routes(of: profile) }

    private static func routes(of profile: VersionProfile) -> [SimulatedRoute] {
        let json = ["content-type": "application/json"]
        var routes = [SimulatedRoute("POST /jsonrpc", headers: json, members: ["params"])]
        if profile.is19 {
            let headers = ["authorization": "bearer "].merging(json) { $1 }
            routes.append(SimulatedRoute("POST /json/2/{model}/{method}", headers: headers))
            routes += ["GET /web/version", "GET /json/version", "GET /doc"]
        }
        if profile.is18 { routes.append("GET /odoo") }
        routes += [
            "POST /xmlrpc/2/{service}", "POST /xmlrpc/{service}", "GET /web/health", "GET /", "GET /web",
            "GET /web/login",
            "GET /web/session/logout",
        ]
        for route in WebRoute.allCases {
            routes.append(SimulatedRoute("POST \(route.rawValue)", headers: json))
            guard route.isDataset else { continue }
            routes.append(SimulatedRoute("POST \(route.rawValue)/{model}/{method}", headers: json))
        }
        return routes
    }
}
