import JSON
import SimulatorKit

/// Who a call is made by (reference: odoo.md, "Credentials").
struct Credentials {
    let database: Database
    let profile: VersionProfile
    /// The moment of the call: a key has an end.
    let now: SimulatedInstant
    /// Whether every key counts as ended.
    let refusesKeys: Bool

    /// The user whose key this is; `nil` if there is none, or its time is over.
    func keyOwner(_ key: String) -> Int64? {
        refusesKeys ? nil : database.keyOwner(key, at: now)
    }

    /// The user with this login and password or key; `nil` if there is none.
    ///
    /// - Parameters:
    ///   - login: The login.
    ///   - password: The password or key.
    ///   - takesKeys: Whether a key is as good as the password: the web client knows passwords only.
    /// - Returns: The user.
    /// - Throws: AssertionError for an empty password in version 18.
    func authenticate(login: String, password: JSON, takesKeys: Bool = true) throws(OdooError) -> Int64? {
        if !PythonText.isTruthy(password) {
            guard profile.is18, !profile.is19 else { return nil }
            throw .python("AssertionError", "")
        }
        let found = database.ids(of: "res.users", where: ["login"], are: [.text(login)])?.first
        guard let found, accepts(password, of: found, takesKeys: takesKeys) else { return nil }
        return found
    }

    /// Checks the user and password of a call.
    ///
    /// - Throws: AccessDenied for wrong ones, MissingError for a user that is not there.
    func check(user: Int64, password: JSON) throws(OdooError) {
        guard user != 0, PythonText.isTruthy(password) else { throw .accessDenied }
        guard database.row("res.users", user) != nil else { throw .missing("res.users", user, user: user) }
        guard accepts(password, of: user) else { throw .accessDenied }
    }

    private func accepts(_ password: JSON, of user: Int64, takesKeys: Bool = true) -> Bool {
        guard let row = database.row("res.users", user), row["active"]?.isTrue == true,
            let given = password.stringValue, !given.isEmpty
        else { return false }
        if row["password"]?.textValue == given { return true }
        return takesKeys && keyOwner(given) == user
    }
}
