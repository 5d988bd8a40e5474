import JSON
import SimulatorKit

extension OdooServer {
    /// What the web client is told about a session, as far as libraries read it.
    func sessionInfo(of user: Int64, host: String?) -> JSON {
        let environment = observer
        func text(_ field: String) -> JSON {
            environment.value(field, of: "res.users", user).textValue.map { .string($0) } ?? false
        }
        let partner = environment.value("partner_id", of: "res.users", user).recordID ?? 0
        let isAdministrator = UserGroups(of: user, in: database).contains("Administration/Settings")
        let isShared = environment.value("share", of: "res.users", user).isTrue
        var info = JSONObject()
        info["uid"] = .integer(user)
        info["is_system"] = .bool(isAdministrator)
        info["is_admin"] = .bool(isAdministrator)
        if profile.is18 { info["is_public"] = false }
        info["is_internal_user"] = .bool(!isShared)
        info["user_context"] = userContext(of: user, environment)
        info["db"] = .string(databaseName)
        for name in ["server_version", "server_version_info"] { info[name] = profile.versionInfo[name] }
        info["support_url"] = "https://www.odoo.com/buy"
        info["name"] = text("name")
        info["username"] = text("login")
        if let model = catalogue["res.partner"] {
            info["partner_display_name"] = .string(environment.displayName(model, partner))
        }
        info["partner_id"] = .integer(partner)
        info["web.base.url"] = .string("http://\(host ?? "localhost:8069")")
        info["active_ids_limit"] = 20000
        info["max_file_upload_size"] = .integer(128 << 20)
        info["home_action_id"] = false
        info["currencies"] = currencies(environment)
        if !isShared { info["user_companies"] = companies(of: user, environment) }
        return .object(info)
    }

    /// The names of the installed modules.
    var installedModules: JSON {
        let environment = observer
        let names = database.ids(of: "ir.module.module")
            .filter { environment.value("state", of: "ir.module.module", $0) == .text("installed") }
            .compactMap { environment.value("name", of: "ir.module.module", $0).textValue }
        return .array(names.sorted().map { .string($0) })
    }

    private func userContext(of user: Int64, _ environment: Environment) -> JSON {
        let zone = environment.value("tz", of: "res.users", user).textValue
        return [
            "lang": .string(environment.value("lang", of: "res.users", user).textValue ?? "en_US"),
            "tz": zone.map { .string($0) } ?? false, "uid": .integer(user),
        ]
    }

    private func currencies(_ environment: Environment) -> JSON {
        var list = JSONObject()
        for id in database.ids(of: "res.currency") where environment.value("active", of: "res.currency", id).isTrue {
            let places = environment.value("decimal_places", of: "res.currency", id).recordIDs.first ?? 2
            list[String(id)] = [
                "symbol": .string(environment.value("symbol", of: "res.currency", id).textValue ?? ""),
                "position": .string(environment.value("position", of: "res.currency", id).textValue ?? "after"),
                "digits": [69, .integer(places)],
            ]
        }
        return .object(list)
    }

    private func companies(of user: Int64, _ environment: Environment) -> JSON {
        var allowed = JSONObject()
        for id in environment.value("company_ids", of: "res.users", user).recordIDs {
            allowed[String(id)] = [
                "id": .integer(id),
                "name": .string(environment.value("name", of: "res.company", id).textValue ?? ""),
                "sequence": .integer(environment.value("sequence", of: "res.company", id).recordIDs.first ?? 0),
                "child_ids": [], "parent_id": false,
            ]
        }
        return [
            "current_company": .integer(environment.value("company_id", of: "res.users", user).recordID ?? 0),
            "allowed_companies": .object(allowed), "disallowed_ancestor_companies": [:],
        ]
    }
}
