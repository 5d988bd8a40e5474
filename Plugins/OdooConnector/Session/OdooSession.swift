import ConnectorKit
import JSON

/// One user at one Odoo: logs in once for all callers, and once more if Odoo forgets the user.
///
/// Checking a password costs Odoo half a second, so callers that come together share one login.
actor OdooSession {
    nonisolated let settings: OdooSettings
    nonisolated let wires: OdooWires
    nonisolated let clock: any RuntimeClock

    private nonisolated let logins: RenewableCredential<OdooLogin>
    private var knownCompany: (login: Int, company: OdooCompany)?
    private var knownLockFields: (login: Int, fields: [OdooLockField])?
    /// Whether the table of external ids may be read, as far as is known.
    private(set) var mayReadExternalIDs = true

    init(_ settings: OdooSettings, _ wires: OdooWires, clock: any RuntimeClock) {
        self.settings = settings
        self.wires = wires
        self.clock = clock
        logins = RenewableCredential(clock: clock) {
            await Self.open(wires, settings).map { RenewableCredential.Lease($0) }
        }
    }

    /// What errors call the server where no single call is meant.
    nonisolated var endpoint: String { settings.address }

    /// The login, opened by the first caller.
    nonisolated func login() async throws(ConnectorError) -> OdooLogin {
        try await logins.held().value
    }

    /// The company of the user, asked for once in each login.
    func company() async throws(ConnectorError) -> OdooCompany {
        let number = try await logins.held().number
        if let knownCompany, knownCompany.login == number { return knownCompany.company }
        let company = try await readCompany()
        knownCompany = (number, company)
        return company
    }

    /// The lock dates that a company has here, asked for once in each login: accounting brings them.
    func lockFields() async throws(ConnectorError) -> [OdooLockField] {
        let held = try await logins.held()
        if let knownLockFields, knownLockFields.login == held.number { return knownLockFields.fields }
        let wanted = held.value.release.lockKinds.map { OdooLockField(kind: $0) }
        let arguments: JSONObject = ["allfields": .texts(wanted.map(\.name)), "attributes": .texts(["type"])]
        let answer = try await call(OdooCall("res.company", "fields_get", arguments))
        guard let known = answer?.objectValue else { throw unexpected("res.company.fields_get: expected an object") }
        let fields = wanted.filter { known[$0.name] != nil }
        knownLockFields = (held.number, fields)
        return fields
    }

    /// Takes note that the user may not read the table of external ids, so that it is not asked for again.
    func noteExternalIDsAreHidden() { mayReadExternalIDs = false }

    /// Calls a method as the user; if Odoo no longer knows the user, logs in and calls once more.
    ///
    /// - Returns: The result; `nil` if the method returned None.
    nonisolated func execute(_ call: OdooCall) async throws(OdooFault) -> JSON? {
        let login = try await orFault { () throws(ConnectorError) in try await logins.held() }
        do {
            return try await execute(call, with: login)
        } catch {
            guard case .raised(let exception) = error else { throw error }
            return try await repeated(call, after: exception, login)
        }
    }

    private nonisolated func execute(
        _ call: OdooCall,
        with login: RenewableCredential<OdooLogin>.Held
    ) async throws(OdooFault) -> JSON? {
        let answer = try await login.value.wire.execute(call, as: login.value.user)
        await logins.accepted(login)
        return answer
    }

    private nonisolated func repeated(
        _ call: OdooCall,
        after exception: OdooException,
        _ login: RenewableCredential<OdooLogin>.Held
    ) async throws(OdooFault) -> JSON? {
        switch exception.kind {
        case .credentials:
            let refusal = exception.connectorError
            let renewed = try await orFault { () throws(ConnectorError) in
                try await logins.replacement(for: login, after: refusal)
            }
            do {
                return try await execute(call, with: renewed)
            } catch {
                if case .raised(let again) = error, again.kind == .credentials {
                    await logins.refused(renewed, again.connectorError)
                }
                throw error
            }
        case .missing: return try await asWhoeverTheUserIsNow(call, after: exception, login)
        case .refused where exception.mentions(user: login.value.user):
            return try await asWhoeverTheUserIsNow(call, after: exception, login)
        case .busy:
            throw await Self.absence(ofDatabase: settings.database, login.value.wire, exception) ?? .raised(exception)
        case .rights, .refused, .program, .unknown: throw .raised(exception)
        }
    }

    /// Logs in again and repeats the call if the user has another id now: only then the missing record was the user's own.
    ///
    /// - Throws: ``ConnectorError/unauthorized(endpoint:reason:)`` as a fault if there is no such user any more.
    private nonisolated func asWhoeverTheUserIsNow(
        _ call: OdooCall,
        after exception: OdooException,
        _ login: RenewableCredential<OdooLogin>.Held
    ) async throws(OdooFault) -> JSON? {
        await logins.forget(login)
        let renewed = try await orFault { () throws(ConnectorError) in try await logins.held() }
        guard renewed.value.user != login.value.user else { throw .raised(exception) }
        return try await execute(call, with: renewed)
    }

    /// What a fault means to the runtime.
    ///
    /// Where the server did not understand a call it may have been upgraded meanwhile: its version is asked for again
    /// before the next call.
    nonisolated func error(for fault: OdooFault) async -> ConnectorError {
        if case .raised(let exception) = fault, exception.kind == .program { await logins.forget(nil) }
        return fault.connectorError
    }

    private nonisolated func orFault<Value>(
        _ work: () async throws(ConnectorError) -> Value
    ) async throws(OdooFault) -> Value {
        do {
            return try await work()
        } catch {
            throw .failed(error)
        }
    }
}

extension OdooSession {
    /// Asks for the server's version and for the user's id.
    private static func open(
        _ wires: OdooWires,
        _ settings: OdooSettings
    ) async -> Result<OdooLogin, ConnectorError> {
        do throws(OdooFault) {
            let (server, wire) = try await wires.open()
            guard let release = server.release else {
                return .failure(.unexpectedAnswer(endpoint: wire.endpoint, reason: server.refusal))
            }
            guard let user = try await authenticated(wire, settings) else {
                let reason = "Odoo does not know this login, or the key is wrong or expired"
                return .failure(.unauthorized(endpoint: wire.endpoint, reason: reason))
            }
            return .success(OdooLogin(user: user, server: server, release: release, wire: wire))
        } catch {
            return .failure(error.connectorError)
        }
    }

    /// The user's id; tells a database that does not exist from one that is down.
    private static func authenticated(_ wire: any OdooWire, _ settings: OdooSettings) async throws(OdooFault) -> Int64?
    {
        do {
            return try await wire.authenticate()
        } catch {
            guard case .raised(let exception) = error else { throw error }
            throw await absence(ofDatabase: settings.database, wire, exception) ?? error
        }
    }

    /// The fault of a configuration that names a database which the server does not have (any more).
    ///
    /// A database that is away and one that does not exist raise the same class, but only a server whose database engine
    /// works can list its databases.
    ///
    /// - Returns: `nil` if the database exists, or if nobody can tell.
    private static func absence(
        ofDatabase database: String,
        _ wire: any OdooWire,
        _ exception: OdooException
    ) async -> OdooFault? {
        guard exception.name == "psycopg2.OperationalError", let databases = try? await wire.databases(),
            !databases.contains(database)
        else { return nil }
        let reason = "names '\(database)', which this Odoo does not have; ask its administrator for the name"
        return .failed(.invalidConfiguration(key: "database", reason: reason))
    }

    private func readCompany() async throws(ConnectorError) -> OdooCompany {
        let visible = try await searchRead("res.company", [], ["name", "currency_id"], order: "id")
        var company = visible.first
        if let name = settings.company {
            company = try named(name, among: visible)
        } else if visible.count > 1 {
            // A user sees the companies that it may work for: of several, its own is asked for.
            let user = try await login().user
            let users = try await read("res.users", [user], ["company_id"])
            let own = try understood { () throws(JSONAccessError) in try users[user]?.reference("company_id")?.id }
            company = visible.first { $0.id == own }
        }
        guard let company else { throw unexpected("the user has no company") }
        return try understood { () throws(JSONAccessError) in
            guard let name = try company.text("name"), let currency = try company.reference("currency_id") else {
                throw JSONAccessError(path: company.name, expected: "a name and a currency", found: "nothing")
            }
            let others = try visible.filter { $0.id != company.id }.map { other throws(JSONAccessError) in
                try other.text("name") ?? other.name
            }
            return OdooCompany(id: company.id, name: name, currency: currency.name, others: others)
        }
    }

    /// The configured company, of those that the user may work for.
    private func named(_ name: String, among visible: [OdooRecord]) throws(ConnectorError) -> OdooRecord {
        let names = try understood { () throws(JSONAccessError) in
            try visible.map { company throws(JSONAccessError) in try company.text("name") ?? "" }
        }
        let found = zip(visible, names).filter { $0.1 == name }.map(\.0)
        guard found.count == 1 else {
            let choice = names.sorted().joined(separator: ", ")
            let what = found.isEmpty ? "for which the user may not work" : "which several companies are called"
            throw .invalidConfiguration(key: "company", reason: "names '\(name)', \(what); choose one of: \(choice)")
        }
        return found[0]
    }
}
