import JSON
import SimulatorKit

extension OdooServer {
    /// Answers the addresses of the web client that libraries use; `nil` for any other.
    mutating func answerWeb(_ request: SimulatedRequest, at now: SimulatedInstant) -> SimulatedResponse? {
        switch request.path {
        case "/": return WebPages.redirect(to: profile.is18 ? "/odoo" : "/web")
        case "/odoo" where profile.is18, "/web": return home(request, at: now)
        case _ where profile.is18 && request.path.hasPrefix("/json/"):
            if profile.is19, request.path.hasPrefix("/json/1/") { return nil }
            return session(of: request, at: now) == nil ? WebPages.redirect(to: "/web/login") : nil
        case "/doc" where profile.is19:
            return session(of: request, at: now) == nil ? WebPages.redirect(to: "/web/login") : nil
        case "/web/login": return request.method == "GET" || request.method == "HEAD" ? WebPages.login : nil
        case "/web/session/logout":
            sessions.close(request.cookie)
            return WebPages.redirect(to: profile.is18 ? "/odoo" : "/web")
        case _ where WebRoute(request.path) != nil: break
        default: return nil
        }
        return answerJSON(request) { server, call throws(OdooError) in try server.web(request, call, at: now) }
    }

    private mutating func home(_ request: SimulatedRequest, at now: SimulatedInstant) -> SimulatedResponse {
        session(of: request, at: now) == nil ? WebPages.redirect(to: "/web/login") : WebPages.client
    }

    private mutating func web(
        _ request: SimulatedRequest,
        _ call: RPCRequest,
        at now: SimulatedInstant
    ) throws(OdooError) -> SimulatedResponse {
        guard let route = WebRoute(request.path) else { return WebPages.notFound }
        if profile.is18, route.isDataset, let model = call.parameters?["model"], catalogue[PythonText.str(model)] == nil
        {
            return RPCAnswer.failure(.null, .notFound, profile)
        }
        let session = session(of: request, at: now)
        guard let session else {
            if route.needsUser { return RPCAnswer.failure(.null, .sessionExpired, profile) }
            return try open(route, request, call, at: now)
        }
        switch route {
        case .sessionInfo:
            let info = sessionInfo(of: session.user, host: request.headers["host"])
            return keeping(request.cookie, RPCAnswer.success(call.id, info))
        case .check: return RPCAnswer.success(call.id, nil)
        case .modules: return RPCAnswer.success(call.id, installedModules)
        case .destroy:
            sessions.close(request.cookie)
            return keeping(sessions.newIdentifier(), RPCAnswer.success(call.id, nil))
        case .resequence: return RPCAnswer.success(call.id, try resequence(call, session, at: now))
        case .callMethod: return RPCAnswer.success(call.id, try dataset(call, session, at: now))
        case .callButton:
            let result = try dataset(call, session, at: now)
            return RPCAnswer.success(call.id, Self.cleanAction(result))
        default: return try open(route, request, call, at: now)
        }
    }

    /// The routes that need no session.
    private mutating func open(
        _ route: WebRoute,
        _ request: SimulatedRequest,
        _ call: RPCRequest,
        at now: SimulatedInstant
    ) throws(OdooError) -> SimulatedResponse {
        let result: JSON
        switch route {
        case .version: result = profile.versionInfo
        case .databases: result = [.string(databaseName)]
        case .languages: result = try self.call("db", "list_lang", [], at: now) ?? []
        default: return try logIn(request, call, at: now)
        }
        let isKnown = session(of: request, at: now) != nil
        let answer = RPCAnswer.success(call.id, result)
        return isKnown ? answer : keeping(sessions.newIdentifier(), answer)
    }

    private mutating func logIn(
        _ request: SimulatedRequest,
        _ call: RPCRequest,
        at now: SimulatedInstant
    ) throws(OdooError) -> SimulatedResponse {
        let given = try call.named(["db", "login", "password"], of: "Session.authenticate()")
        guard PythonText.str(given[0]) == databaseName else { throw .access("Database not found.") }
        guard
            let user = try credentials.authenticate(
                login: PythonText.str(given[1]),
                password: given[2],
                takesKeys: false
            )
        else { throw .accessDenied }
        let session = WebSessions.Session(user: user, password: given[2].stringValue ?? "", lastUse: now)
        let identifier = sessions.open(session, insteadOf: request.cookie)
        return keeping(
            identifier,
            RPCAnswer.success(call.id, sessionInfo(of: user, host: request.headers["host"]))
        )
    }

    /// Calls a method for the user of a session.
    private mutating func dataset(
        _ call: RPCRequest,
        _ session: WebSessions.Session,
        at now: SimulatedInstant
    ) throws(OdooError) -> JSON? {
        let given = try call.named(["model", "method", "args", "kwargs"], of: "DataSet.call_kw()")
        let model = PythonText.str(given[0])
        guard catalogue[model] != nil else { throw .python("KeyError", model) }
        guard let arguments = given[2].arrayValue, let keywords = given[3].objectValue else {
            throw .python("TypeError", "call_kw() takes a list of arguments and an object of keyword arguments")
        }
        return try execute(session.user, [given[0], given[1]] + arguments, keywords: keywords, at: now)
    }

    /// Gives records the order in which their ids stand.
    private mutating func resequence(
        _ call: RPCRequest,
        _ session: WebSessions.Session,
        at now: SimulatedInstant
    ) throws(OdooError) -> JSON {
        let given = try call.named(["model", "ids"], of: "DataSet.resequence()")
        let modelName = PythonText.str(given[0])
        guard let model = catalogue[modelName] else { throw .python("KeyError", modelName) }
        let field = call.parameters?["field"].map(PythonText.str) ?? "sequence"
        guard model[field] != nil else { return false }
        var position = call.parameters?["offset"]?.integerValue ?? 0
        let ids = given[1].arrayValue?.compactMap(\.integerValue) ?? []
        return try transaction(user: session.user, at: now) { environment throws(OdooError) in
            for id in ids {
                var values = JSONObject()
                values[field] = .integer(position)
                try environment.write(model, [id], values)
                position &+= 1
            }
            return true
        }
    }

    /// What a button answers: an action, or that there is nothing more to do.
    private static func cleanAction(_ result: JSON?) -> JSON {
        guard var action = result?.objectValue else { return false }
        if action["type"] == nil { action["type"] = "ir.actions.act_window_close" }
        return .object(action)
    }

    /// The session of a request, if it has one that is not over and whose user may still log in.
    private mutating func session(of request: SimulatedRequest, at now: SimulatedInstant) -> WebSessions.Session? {
        guard let session = sessions.use(request.cookie, at: now) else { return nil }
        let row = database.row("res.users", session.user)
        guard row?["active"]?.isTrue == true, row?["password"]?.textValue == session.password else {
            sessions.close(request.cookie)
            return nil
        }
        return session
    }

    private func keeping(_ identifier: String?, _ answer: SimulatedResponse) -> SimulatedResponse {
        guard let identifier else { return answer }
        var answer = answer
        let cookie = "\(WebSessions.cookie)=\(identifier); Max-Age=\(WebSessions.lifetime); HttpOnly; Path=/"
        answer.headers.append(("Set-Cookie", cookie))
        return answer
    }
}

extension SimulatedRequest {
    /// The cookie of the web session, if the client sent one.
    fileprivate var cookie: String? {
        let start = WebSessions.cookie + "="
        let pairs = headers["cookie"]?.split(separator: ";").map { $0.trimmingPrefix(while: \.isWhitespace) }
        return pairs?.first { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) }
    }
}

extension RPCRequest {
    /// The members of `params` that a function takes by name.
    ///
    /// - Throws: TypeError for one that is missing.
    fileprivate func named(_ names: [String], of function: String) throws(OdooError) -> [JSON] {
        let missing = names.filter { parameters?[$0] == nil }
        guard missing.isEmpty else { throw .missingArguments(missing, of: function) }
        return names.compactMap { parameters?[$0] }
    }
}
