import ConnectorKit
import JSON

/// One user at one Odoo: logs in once for all callers, and once more if Odoo forgets the user.
///
/// Checking a password costs Odoo half a second, so callers that come together share one login.
actor OdooSession {
    nonisolated let wire: any OdooWire
    nonisolated let settings: OdooSettings

    private var current: OdooLogin?
    private var opening: Task<Result<OdooLogin, ConnectorError>, Never>?
    private var loginCount = 0
    private var knownCompany: OdooCompany?

    init(_ settings: OdooSettings, _ wire: any OdooWire) {
        self.settings = settings
        self.wire = wire
    }

    /// The login, opened by the first caller.
    func login() async throws(ConnectorError) -> OdooLogin {
        if let current { return current }
        let task = opening ?? startOpening()
        let result = await task.value
        if opening == task {
            opening = nil
            current = try? result.get()
        }
        guard !Task.isCancelled else { throw .cancelled }
        return try result.get()
    }

    /// The company of the user, asked for once.
    func company() async throws(ConnectorError) -> OdooCompany {
        if let knownCompany { return knownCompany }
        let company = try await readCompany()
        knownCompany = company
        return company
    }

    /// Calls a method as the user; if Odoo no longer knows the user, logs in and calls once more.
    ///
    /// - Returns: The result; `nil` if the method returned None.
    nonisolated func execute(_ call: OdooCall) async throws(OdooFault) -> JSON? {
        let login = try await loginOrFault()
        do {
            return try await wire.execute(call, as: login.user)
        } catch {
            guard case .raised(let exception) = error else { throw error }
            return try await repeated(call, after: exception, login)
        }
    }

    private nonisolated func repeated(
        _ call: OdooCall,
        after exception: OdooException,
        _ login: OdooLogin
    ) async throws(OdooFault) -> JSON? {
        switch exception.kind {
        case .credentials, .missing:
            await forget(login)
            let renewed = try await loginOrFault()
            // A missing record is the user's own only where the user has another id now.
            guard exception.kind == .credentials || renewed.user != login.user else { throw .raised(exception) }
            return try await wire.execute(call, as: renewed.user)
        case .rights, .busy, .refused, .program: throw .raised(exception)
        }
    }

    /// What a fault means to the runtime.
    ///
    /// Where the server did not understand a call it may have been upgraded meanwhile: its version is asked for again
    /// before the next call.
    nonisolated func error(for fault: OdooFault) async -> ConnectorError {
        if case .raised(let exception) = fault, exception.kind == .program { await forgetLogin() }
        return fault.connectorError
    }

    private func forgetLogin() {
        current = nil
        knownCompany = nil
    }

    private nonisolated func loginOrFault() async throws(OdooFault) -> OdooLogin {
        do {
            return try await login()
        } catch {
            throw .failed(error)
        }
    }

    /// Drops a login, unless someone else has renewed it already.
    private func forget(_ login: OdooLogin) {
        if current?.number == login.number { forgetLogin() }
    }

    private func startOpening() -> Task<Result<OdooLogin, ConnectorError>, Never> {
        loginCount += 1
        let number = loginCount
        let task = Task { await Self.open(wire, settings, number) }
        opening = task
        return task
    }
}

extension OdooSession {
    /// Asks for the server's version and for the user's id.
    private static func open(
        _ wire: any OdooWire,
        _ settings: OdooSettings,
        _ number: Int
    ) async -> Result<OdooLogin, ConnectorError> {
        do throws(OdooFault) {
            let server = try await server(wire)
            guard let release = server.release else {
                return .failure(.unexpectedAnswer(endpoint: wire.endpoint, reason: server.refusal))
            }
            guard let user = try await authenticated(wire, settings) else {
                let reason = "Odoo does not know this login, or the key is wrong or expired"
                return .failure(.unauthorized(endpoint: wire.endpoint, reason: reason))
            }
            return .success(OdooLogin(user: user, release: release, number: number))
        } catch {
            return .failure(error.connectorError)
        }
    }

    /// What the server says about itself.
    static func server(_ wire: any OdooWire) async throws(OdooFault) -> OdooServer {
        let answer = JSONReader(try await wire.version() ?? .null, path: "version")
        do {
            return try OdooServer(answer)
        } catch {
            throw .failed(.unexpectedAnswer(endpoint: wire.endpoint, reason: "this is no Odoo: \(error)"))
        }
    }

    /// The user's id; tells a database that does not exist from one that is down.
    ///
    /// Both are the same class of exception, but only a server whose database engine works can list its databases.
    private static func authenticated(_ wire: any OdooWire, _ settings: OdooSettings) async throws(OdooFault) -> Int64?
    {
        do {
            return try await wire.authenticate()
        } catch {
            guard case .raised(let exception) = error, exception.kind == .busy else { throw error }
            let databases = try? await wire.databases()
            guard let databases, !databases.contains(settings.database) else { throw error }
            let reason =
                "names '\(settings.database)', which this Odoo does not have; ask its administrator for the name"
            throw .failed(.invalidConfiguration(key: "database", reason: reason))
        }
    }

    private func readCompany() async throws(ConnectorError) -> OdooCompany {
        let user = try await login().user
        let users = try await read("res.users", [user], ["company_id"])
        let company = try understood { () throws(JSONAccessError) in try users[user]?.reference("company_id") }
        guard let company else { throw unexpected("the user has no company") }
        let companies = try await read("res.company", [company.id], ["currency_id"])
        let currency = try understood { () throws(JSONAccessError) in
            try companies[company.id]?.reference("currency_id")
        }
        guard let currency else { throw unexpected("the company has no currency") }
        return OdooCompany(name: company.name, currency: currency.name)
    }
}
