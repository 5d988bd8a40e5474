import Foundation
import JSON
import SimulatorKit

/// The analytic lines that really stand in the database, for a checker that does not ask through the API.
struct AnalyticLedger {
    private let environment: Environment
    private let model: ModelDefinition
    /// The lines that the query asks for, the oldest first.
    private let lines: [Int64]

    /// Creates the ledger.
    ///
    /// - Parameters:
    ///   - environment: The database with all rights.
    ///   - model: The model of analytic lines.
    ///   - query: `account` (code or name), `from` and `until` (days, both included) narrow the lines.
    init(_ environment: Environment, _ model: ModelDefinition, _ query: [String: String]) {
        self.environment = environment
        self.model = model
        let columns = environment.accountColumns
        let from = query["from"].flatMap { CivilDate($0) }
        let until = query["until"].flatMap { CivilDate($0) }
        lines = environment.database.ids(of: model.name).filter { id in
            let date = environment.value("date", in: model, id).dateValue
            if let from, date.map({ $0 < from }) ?? true { return false }
            if let until, date.map({ $0 > until }) ?? true { return false }
            guard let account = query["account"] else { return true }
            return columns.contains { column in
                guard let found = environment.value(column, in: model, id).recordID else { return false }
                return Self.names(ofAccount: found, environment).contains(account)
            }
        }
    }

    /// Every line with its external id, accounts, amount and quantity as exact decimal texts.
    var lineList: JSON {
        .array(lines.map(line))
    }

    /// Number of lines, sum of amounts and sum of quantities over all lines.
    var totals: JSON { totals(of: lines, JSONObject()) }

    /// The totals of each account, in whatever column it stands.
    var accounts: JSON {
        var linesByAccount: [Int64: [Int64]] = [:]
        let columns = environment.accountColumns
        for id in lines {
            let held = Set(columns.compactMap { environment.value($0, in: model, id).recordID })
            for account in held { linesByAccount[account, default: []].append(id) }
        }
        let sorted = linesByAccount.sorted { $0.key < $1.key }
        return .array(sorted.map { totals(of: $0.value, account($0.key)) })
    }

    /// The totals of each combination of the values that `keys` name.
    ///
    /// - Parameter keys: Separated by commas: a field of the line (`account_id`, `date`, `name`, `ref`, …), `account` for the
    ///   code or name in the project plan's column, `plan:NAME` for that of another plan, `month`, or `project`.
    /// - Returns: One object for each combination, with the values under the names of the keys.
    func groups(by keys: String) -> JSON {
        let keys = keys.split(separator: ",").map(String.init)
        let groups = Dictionary(grouping: lines) { id in keys.map { text(of: $0, id) } }
        let sorted = groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        return .array(
            sorted.map { group in
                var members = JSONObject()
                for (name, value) in zip(keys, group.key) { members[name] = .string(value) }
                return totals(of: group.value, members)
            }
        )
    }

    /// Lines that share description, accounts, date and reference with another one.
    var duplicates: JSON {
        var groups: [[FieldValue]: [Int64]] = [:]
        let columns = ["name", "date", "ref"] + environment.accountColumns
        for id in lines { groups[columns.map { environment.value($0, in: model, id) }, default: []].append(id) }
        let repeated = groups.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
        return .array(
            repeated.map { ids in
                [
                    "name": .string(text(of: "name", ids[0])),
                    "account": .string(text(of: "account", ids[0])),
                    "date": .string(text(of: "date", ids[0])),
                    "ref": .string(text(of: "ref", ids[0])),
                    "lines": .array(ids.map { .integer($0) }),
                ]
            }
        )
    }

    private func line(_ id: Int64) -> JSON {
        var object = JSONObject()
        object["id"] = .integer(id)
        object["externalId"] = environment.externalEntry(of: model.name, id).map { .string($0.complete) } ?? .null
        object["date"] = .string(text(of: "date", id))
        object["name"] = .string(text(of: "name", id))
        object["ref"] = .string(text(of: "ref", id))
        object["project"] = .string(text(of: "project", id))
        object["account"] = .string(text(of: "account", id))
        var accounts = JSONObject()
        for column in environment.accountColumns {
            guard let found = environment.value(column, in: model, id).recordID else { continue }
            accounts[column] = .object(account(found))
        }
        object["accounts"] = .object(accounts)
        object["amount"] = .string(amount(id).plainText)
        object["unitAmount"] = .string(quantity(id).plainText)
        object["currency"] = .string(text(of: "currency_id", id))
        object["user"] = .string(text(of: "user_id", id))
        return .object(object)
    }

    private func account(_ id: Int64) -> JSONObject {
        let name = "account.analytic.account"
        var object = JSONObject()
        object["id"] = .integer(id)
        object["externalId"] = environment.externalEntry(of: name, id).map { .string($0.complete) } ?? .null
        object["code"] = .string(environment.value("code", of: name, id).textValue ?? "")
        object["name"] = .string(environment.value("name", of: name, id).textValue ?? "")
        return object
    }

    private func totals(of ids: [Int64], _ members: JSONObject) -> JSON {
        var object = members
        object["lines"] = .integer(Int64(ids.count))
        object["amount"] = .string(ids.reduce(Decimal(0)) { $0 + amount($1) }.plainText)
        object["unitAmount"] = .string(ids.reduce(Decimal(0)) { $0 + quantity($1) }.plainText)
        return .object(object)
    }

    private func amount(_ id: Int64) -> Decimal { environment.value("amount", in: model, id).decimalValue }

    private func quantity(_ id: Int64) -> Decimal { environment.value("unit_amount", in: model, id).decimalValue }

    /// The value of a key as text; empty if there is none.
    private func text(of key: String, _ id: Int64) -> String {
        switch key {
        case "account": accountText("account_id", id)
        case "month": String(text(of: "date", id).prefix(7))
        case "project": projectText(id)
        case _ where key.hasPrefix("plan:"): planText(String(key.dropFirst("plan:".count)), id)
        default: model[key].map { plainText($0, id) } ?? ""
        }
    }

    private func plainText(_ field: FieldDefinition, _ id: Int64) -> String {
        switch environment.value(of: field, in: model, id) {
        case .text(let text): text
        case .date(let date): date.text
        case .decimal(let number): number.plainText
        case .integer(let number): String(number)
        case .boolean(let truth): String(truth)
        case .moment(let moment): moment.text
        case .record(let target):
            field.relation.flatMap { environment.catalogue[$0] }.map { environment.displayName($0, target) } ?? ""
        case .json(let value): value.text(style: .compact)
        case .null, .records: ""
        }
    }

    /// The code of an account, or its name if it has none.
    private func accountText(_ column: String, _ id: Int64) -> String {
        guard let account = environment.value(column, in: model, id).recordID else { return "" }
        return Self.names(ofAccount: account, environment).first ?? ""
    }

    /// The code of the account in the column of a plan without a parent.
    private func planText(_ name: String, _ id: Int64) -> String {
        let plan = environment.additionalPlans.first {
            environment.value("name", of: "account.analytic.plan", $0).textValue == name
        }
        return plan.map { accountText(environment.column(ofPlan: $0), id) } ?? ""
    }

    /// The project of a line, or the one that owns its account.
    private func projectText(_ id: Int64) -> String {
        let projects = "project.project"
        if let project = environment.value("project_id", in: model, id).recordID {
            return environment.value("name", of: projects, project).textValue ?? ""
        }
        let field = environment.profile.projectAccountField
        guard let account = environment.value("account_id", in: model, id).recordID,
            let project = environment.database.ids(of: projects, where: [field], are: [.record(account)])?.first
        else { return "" }
        return environment.value("name", of: projects, project).textValue ?? ""
    }

    private static func names(ofAccount id: Int64, _ environment: Environment) -> [String] {
        ["code", "name"].compactMap { name in
            let text = environment.value(name, of: "account.analytic.account", id).textValue ?? ""
            return text.isEmpty ? nil : text
        }
    }
}
