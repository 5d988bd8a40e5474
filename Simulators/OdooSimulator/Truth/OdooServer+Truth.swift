import JSON
import SimulatorKit

extension OdooServer {
    /// What stands in the database, read past the API.
    ///
    /// - Parameter query: `from`, `until` and `account` narrow the analytic lines; `group` adds totals by the named keys;
    ///   `lines=false` leaves the single lines out.
    /// - Returns: Lines, totals, the ledger of posted entries, duplicates, external ids and numbers of records.
    func truth(_ query: [String: String]) -> JSON {
        let environment = observer
        var object = JSONObject()
        object["database"] = .string(databaseName)
        object["version"] = .string(profile.serverVersion)
        if let model = catalogue["account.analytic.line"] {
            let ledger = AnalyticLedger(environment, model, query)
            if query["lines"] != "false" { object["analyticLines"] = ledger.lineList }
            object["totals"] = ledger.totals
            object["accounts"] = ledger.accounts
            if let keys = query["group"] { object["groups"] = ledger.groups(by: keys) }
            object["duplicates"] = ledger.duplicates
        }
        object["ledger"] = GeneralLedger(environment, query).json
        object["externalIds"] = externalIDs(environment)
        object["records"] = counts
        return .object(object)
    }

    /// An environment that sees everything.
    var observer: Environment {
        Environment(
            database: database,
            catalogue: catalogue,
            user: 1,
            groups: UserGroups(of: 1, in: database),
            context: CallContext(),
            isSuperuser: true,
            now: lastTransaction
        )
    }

    /// The external ids that were made since the start of the story.
    private func externalIDs(_ environment: Environment) -> JSON {
        let name = "ir.model.data"
        let own = database.ids(of: name).filter { environment.value("noupdate", of: name, $0) != .boolean(true) }
        return .array(
            own.map { id in
                [
                    "externalId": .string(environment.value("complete_name", of: name, id).textValue ?? ""),
                    "model": .string(environment.value("model", of: name, id).textValue ?? ""),
                    "id": .integer(environment.value("res_id", of: name, id).recordIDs.first ?? 0),
                ]
            }
        )
    }

    /// The number of records of each model.
    private var counts: JSON {
        var object = JSONObject()
        for model in catalogue.sorted { object[model.name] = .integer(Int64(database.ids(of: model.name).count)) }
        return .object(object)
    }
}
