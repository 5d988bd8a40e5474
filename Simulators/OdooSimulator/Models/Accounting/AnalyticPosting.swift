import Foundation
import JSON
import SimulatorKit

/// The analytic lines of posted entries.
extension Environment {
    private static let analyticModel = "account.analytic.line"

    /// Makes the analytic lines of lines with an analytic distribution; those that were there are replaced.
    mutating func writeAnalyticLines(ofLines lines: [Int64]) throws(OdooError) {
        try removeAnalyticLines(ofLines: lines)
        for line in lines {
            guard let row = database.row(Entry.lineModel, line), let id = row["move_id"]?.recordID,
                let entry = Entry(self, id), case .json(.object(let distribution))? = row["analytic_distribution"]
            else { continue }
            for columns in analyticRows(distribution, line, row, entry) {
                _ = try insert(Self.analyticModel, columns)
            }
        }
    }

    /// Deletes the analytic lines of lines.
    mutating func removeAnalyticLines(ofLines lines: [Int64]) throws(OdooError) {
        let model = try model(Self.analyticModel)
        for line in lines {
            let ids = database.ids(of: Self.analyticModel, where: ["move_line_id"], are: [.record(line)]) ?? []
            guard !ids.isEmpty else { continue }
            try asSuperuser { environment throws(OdooError) in try environment.unlink(model, ids) }
        }
    }

    private func analyticRows(_ distribution: JSONObject, _ line: Int64, _ row: Row, _ entry: Entry) -> [Row] {
        let balance = (row["balance"] ?? .null).decimalValue
        // Version 19 writes no lines of nothing.
        if profile.is19, balance == 0 { return [] }
        var shares: [Int64: Decimal] = [:]
        var rows: [Row] = []
        for (key, value) in distribution {
            let accounts = key.split(separator: ",").compactMap { Int64($0.trimmingCharacters(in: .whitespaces)) }
                .filter { exists("account.analytic.account", $0) }
            guard !accounts.isEmpty else { continue }
            let share = ValueConversion.decimal(ofNumber: value) ?? 0
            var columns = common(line, row, entry)
            var amount = -balance * share / 100
            for account in accounts {
                guard let plan = self.value("root_plan_id", of: "account.analytic.account", account).recordID else {
                    continue
                }
                let before = shares[plan, default: 0]
                shares[plan] = before + share
                amount = before + share == 100 ? -balance * (100 - before) / 100 : -balance * share / 100
                columns[column(ofPlan: plan)] = .record(account)
            }
            columns["amount"] = .decimal(amount)
            rows.append(columns)
        }
        let own = currency(ofCompany: entry.company)
        if profile.is19 { settleRounding(&rows, own) }
        return rows.map { row in
            row.merging(["amount": .decimal(rounded((row["amount"] ?? .null).decimalValue, in: own))]) { $1 }
        }.filter { ($0["amount"] ?? .null).decimalValue != 0 }
    }

    /// Rounds the amounts so that their sum stays what it was.
    private func settleRounding(_ rows: inout [Row], _ currency: Int64) {
        var error = Decimal(0)
        for index in rows.indices {
            let exact = (rows[index]["amount"] ?? .null).decimalValue
            let amount = rounded(exact, in: currency)
            rows[index]["amount"] = .decimal(amount)
            error += amount - exact
        }
        for index in rows.indices where rounded(error, in: currency) != 0 {
            let share = rounded(error / Decimal(rows.count), in: currency).magnitude
            let part = max(step(ofCurrency: currency), share) * (error < 0 ? 1 : -1)
            rows[index]["amount"] = .decimal((rows[index]["amount"] ?? .null).decimalValue + part)
            error += part
        }
    }

    private func common(_ line: Int64, _ row: Row, _ entry: Entry) -> Row {
        let name = row["name"]?.textValue ?? ""
        let reference = entry.row["ref"]?.textValue ?? ""
        let partner = row["partner_id"] ?? .null
        let fallback = [reference, partner.recordID.map { self.name(of: "res.partner", $0) } ?? ""].filter {
            !$0.isEmpty
        }
        return [
            "name": .text(name.isEmpty ? (fallback.isEmpty ? "/" : fallback.joined(separator: " -- ")) : name),
            "date": .date(entry.date),
            "partner_id": partner,
            "unit_amount": row["quantity"] ?? .decimal(0),
            "product_id": row["product_id"] ?? .null,
            "product_uom_id": row["product_uom_id"] ?? .null,
            "general_account_id": row["account_id"] ?? .null,
            "ref": reference.isEmpty ? .null : .text(reference),
            "move_line_id": .record(line),
            "user_id": entry.row["invoice_user_id"] ?? .record(user),
            "company_id": .record(entry.company),
            "category": .text(entry.kind.isSale ? "invoice" : entry.kind.isPurchase ? "vendor_bill" : "other"),
        ]
    }
}
