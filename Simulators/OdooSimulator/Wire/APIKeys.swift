import JSON
import SimulatorKit

/// Keys that a user may give instead of the password (reference: odoo.md, "Credentials"; domain.md, section 8).
extension Database {
    static let keys = "res.users.apikeys"

    /// The user whose key this is; `nil` if there is none, or its time is over.
    func keyOwner(_ key: String, at now: SimulatedInstant) -> Int64? {
        guard let id = ids(of: Self.keys, where: ["key"], are: [.text(key)])?.first, let row = row(Self.keys, id),
            let user = row["user_id"]?.recordID, self.row("res.users", user)?["active"]?.isTrue == true
        else { return nil }
        if case .moment(let end)? = row["expiration_date"], end <= now { return nil }
        return user
    }

    /// Writes a key.
    mutating func addKey(_ key: String, of user: Int64, until end: SimulatedInstant?, at now: SimulatedInstant) {
        var row: Row = [
            "name": .text("rpc"), "scope": .text("rpc"), "user_id": .record(user), "key": .text(key),
            "create_uid": .record(user), "create_date": .moment(now), "write_uid": .record(user),
            "write_date": .moment(now),
        ]
        row["expiration_date"] = end.map { .moment($0) }
        replace(Self.keys, nextID(of: Self.keys), with: row)
    }
}

extension OdooServer {
    /// `POST /_sim/keys` gives a user a key, `DELETE /_sim/keys` takes one back, `GET /_sim/keys` lists them without their text.
    ///
    /// - Throws: ``SimulatorError`` for a user who is not there, a key that is, or a moment that is none.
    mutating func controlKeys(_ method: String, _ body: JSON, at now: SimulatedInstant) throws(SimulatorError) -> JSON?
    {
        switch method {
        case "GET": break
        case "POST":
            let login = body["login"]?.stringValue ?? ""
            guard let user = database.ids(of: "res.users", where: ["login"], are: [.text(login)])?.first else {
                throw SimulatorError("No user has the login \"\(login)\": give one of the database as login.")
            }
            guard let key = body["key"]?.stringValue, !key.isEmpty else {
                throw SimulatorError("A key is a text that is not empty: give it as key.")
            }
            guard database.ids(of: Database.keys, where: ["key"], are: [.text(key)])?.isEmpty ?? true else {
                throw SimulatorError("This key is there already: delete it first, or choose another.")
            }
            var end: SimulatedInstant?
            if let text = body["expires"]?.stringValue {
                guard let moment = SimulatedInstant(text) else {
                    throw SimulatorError("expires is \"\(text)\": give a moment such as 2026-04-05T00:00:00Z.")
                }
                end = moment
            }
            database.addKey(key, of: user, until: end, at: now)
            database.commit()
        case "DELETE":
            let key = body["key"]?.stringValue ?? ""
            guard let id = database.ids(of: Database.keys, where: ["key"], are: [.text(key)])?.first else {
                throw SimulatorError("No such key: GET /_sim/keys lists whose keys there are.")
            }
            database.replace(Database.keys, id, with: nil)
            database.commit()
        default: return nil
        }
        return ["keys": .array(database.ids(of: Database.keys).compactMap(describedKey))]
    }

    private func describedKey(_ id: Int64) -> JSON? {
        guard let row = database.row(Database.keys, id), let user = row["user_id"]?.recordID else { return nil }
        var expires: JSON = .null
        if case .moment(let end)? = row["expiration_date"] { expires = .string(end.text) }
        return [
            "login": .string(database.row("res.users", user)?["login"]?.textValue ?? ""),
            "expires": expires,
        ]
    }
}
