import Foundation
import JSON
import SimulatorKit

extension Computations {
    static let analytics: [String: Function] = [
        "plan_root": { environment, _, id in .record(environment.rootPlan(of: id)) },
        "plan_children": { environment, model, id in
            .integer(Int64(environment.value("children_ids", in: model, id).recordIDs.count))
        },
        "plan_accounts": { environment, _, id in .integer(Int64(environment.accounts(ofPlan: id).count)) },
        "plan_all_accounts": { environment, model, id in
            let below = environment.database.ids(of: model.name).filter { environment.isPlan($0, below: id) }
            return .integer(below.reduce(0) { $0 + Int64(environment.accounts(ofPlan: $1).count) })
        },
        "account_root_plan": { environment, model, id in
            guard let plan = environment.value("plan_id", in: model, id).recordID else { return .null }
            return .record(environment.rootPlan(of: plan))
        },
        "account_projects": { environment, model, id in
            Environment.count(environment.value("project_ids", in: model, id).recordIDs)
        },
        "account_display_name": { .text($0.accountDisplayName($1, $2)) },
        "account_balance": { environment, model, id in
            .decimal(environment.amounts(ofAccount: id, model).reduce(0, +))
        },
        "account_debit": { environment, model, id in
            .decimal(environment.amounts(ofAccount: id, model).filter { $0 < 0 }.reduce(0, -))
        },
        "account_credit": { environment, model, id in
            .decimal(environment.amounts(ofAccount: id, model).filter { $0 > 0 }.reduce(0, +))
        },
        "line_encoding_unit": { environment, model, id in
            environment.value(along: "company_id.timesheet_encode_uom_id", from: model, id)
        },
        "line_display_name": { environment, model, id in
            guard let project = environment.value("project_id", in: model, id).recordID,
                let projects = environment.catalogue["project.project"]
            else { return environment.value("name", in: model, id) }
            let task = environment.value(along: "task_id.name", from: model, id).textValue
            let names = [environment.displayName(projects, project), task]
            return .text(names.compactMap(\.self).joined(separator: " - "))
        },
    ]
}

extension Environment {
    fileprivate func accounts(ofPlan plan: Int64) -> [Int64] {
        database.ids(of: "account.analytic.account", where: ["plan_id"], are: [.record(plan)]) ?? []
    }

    fileprivate func isPlan(_ plan: Int64, below top: Int64) -> Bool {
        var current: Int64? = plan
        var seen: Set<Int64> = []
        while let here = current, seen.insert(here).inserted {
            if here == top { return true }
            current = database.row("account.analytic.plan", here)?["parent_id"]?.recordID
        }
        return false
    }

    /// `[CODE] Name - Customer`.
    fileprivate func accountDisplayName(_ model: ModelDefinition, _ id: Int64) -> String {
        var text = name(model, id)
        if let code = value("code", in: model, id).textValue, !code.isEmpty { text = "[\(code)] \(text)" }
        if let partner = value("partner_id", in: model, id).recordID, let partners = catalogue["res.partner"] {
            let customer = name(partners, commercialPartner(of: partner, partners))
            if !customer.isEmpty { text += " - \(customer)" }
        }
        return text
    }

    /// The lines that hold the account in the column of its own plan.
    fileprivate func lines(ofAccount id: Int64, _ model: ModelDefinition) -> [Int64] {
        guard let plan = value("root_plan_id", in: model, id).recordID else { return [] }
        return records(of: "account.analytic.line", column(ofPlan: plan), id)
    }

    /// The amounts of these lines.
    fileprivate func amounts(ofAccount id: Int64, _ model: ModelDefinition) -> [Decimal] {
        let days = ["from_date", "to_date"].map { context.values[$0]?.stringValue.flatMap { CivilDate($0) } }
        return lines(ofAccount: id, model).compactMap { line in
            let row = database.row("account.analytic.line", line)
            let day = row?["date"]?.dateValue
            if let first = days[0], let day, day < first { return nil }
            if let last = days[1], let day, day > last { return nil }
            return (row?["amount"] ?? .null).decimalValue
        }
    }
}
