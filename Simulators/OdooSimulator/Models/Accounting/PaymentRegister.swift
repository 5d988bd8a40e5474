import Foundation
import JSON
import SimulatorKit

/// The wizard that pays invoices and bills.
enum PaymentRegister {
    static let model = "account.payment.register"

    static let behaviour = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in try prepare(&set, environment) }
    )

    static let methods: [String: ModelMethod] = [
        "action_create_payments": .ofRecords { environment, call throws(OdooError) in
            try environment.checkAccess(.write, call.model)
            var made: [Int64] = []
            for id in call.ids { made += try environment.pay(id) }
            return action(made, environment)
        }
    ]

    /// What opens the wizard for entries.
    static let opening = ModelMethod.ofRecords { environment, call throws(OdooError) in
        try environment.checkAccess(.write, call.model)
        return [
            "name": "Register Payment", "res_model": .string(model), "view_mode": "form", "target": "new",
            "context": [
                "active_model": "account.move.line",
                "active_ids": .array(call.ids.flatMap { environment.entryLines($0) }.map { .integer($0.id) }),
            ],
            "views": [[false, "form"]], "type": "ir.actions.act_window",
        ]
    }

    private static func action(_ payments: [Int64], _ environment: Environment) -> JSON {
        var action: JSONObject = [
            "name": "Payments", "type": "ir.actions.act_window", "res_model": .string(Payments.model),
            "context": ["create": false],
        ]
        if payments.count == 1 {
            action["view_mode"] = "form"
            action["res_id"] = .integer(payments[0])
        } else {
            action["view_mode"] = environment.profile.is18 ? "list,form" : "tree,form"
            action["domain"] = [["id", "in", .array(payments.map { .integer($0) })]]
        }
        return .object(action)
    }

    private static func prepare(_ set: inout ValueSet, _ environment: Environment) throws(OdooError) {
        let lines = try payableLines(set, environment)
        let rows = lines.compactMap { environment.database.row(Entry.lineModel, $0) }
        let entries = Set(rows.compactMap { $0["move_id"]?.recordID }).sorted().compactMap { Entry(environment, $0) }
        guard let first = rows.first, let entry = entries.first else { return }
        let open = { (row: Row, name: String) in (row[name] ?? .null).decimalValue }
        let signs = Set(rows.map { open($0, "amount_residual_currency") > 0 })
        guard signs.count == 1 else {
            throw .user("You can't register payments for both inbound and outbound moves at the same time.")
        }
        let isInbound = signs == [true]
        let journal = set.columns["journal_id"]?.recordID ?? environment.paymentJournal(entry.company)
        let source = first["currency_id"]?.recordID ?? entry.currency
        let amount = rows.reduce(Decimal(0)) { $0 + open($1, "amount_residual_currency") }.magnitude
        let kind = environment.value("account_type", of: "account.account", first["account_id"]?.recordID ?? 0)
        let batches = Dictionary(grouping: rows) { [$0["partner_id"], $0["account_id"], $0["currency_id"]] }
        set.columns["line_ids"] = .records(lines)
        set.columns["company_id"] = .record(entry.company)
        set.columns["journal_id"] = journal.map { .record($0) } ?? .null
        set.columns["payment_type"] = .text(isInbound ? "inbound" : "outbound")
        set.columns["partner_type"] = .text(kind == .text("asset_receivable") ? "customer" : "supplier")
        set.columns["partner_id"] = first["partner_id"] ?? .null
        set.columns["source_currency_id"] = .record(source)
        set.columns["source_amount_currency"] = .decimal(amount)
        set.columns["source_amount"] = .decimal(rows.reduce(Decimal(0)) { $0 + open($1, "amount_residual") }.magnitude)
        set.columns["can_edit_wizard"] = .boolean(batches.count == 1)
        set.columns["can_group_payments"] = .boolean(batches.count == 1 && entries.count > 1)
        if !set.given.contains("group_payment") {
            set.columns["group_payment"] = .boolean(batches.count == 1 && entries.count == 1)
        }
        if !set.given.contains("payment_difference_handling") {
            set.columns["payment_difference_handling"] = .text("open")
        }
        if !set.given.contains("writeoff_label") { set.columns["writeoff_label"] = .text("Write-Off") }
        if !set.given.contains("currency_id") {
            let own = journal.map { environment.value("currency_id", of: "account.journal", $0) } ?? .null
            set.columns["currency_id"] = own.isNull ? .record(source) : own
        }
        if !set.given.contains("amount") {
            let currency = set.columns["currency_id"]?.recordID ?? source
            let day = set.columns["payment_date"]?.dateValue ?? environment.today
            set.columns["amount"] = .decimal(
                environment.converted(amount, from: source, to: currency, company: entry.company, on: day)
            )
        }
        if !set.given.contains("communication") {
            set.columns["communication"] = .text(environment.communication(rows))
        }
    }

    /// The open lines that the context names, by themselves or by their entries.
    private static func payableLines(_ set: ValueSet, _ environment: Environment) throws(OdooError) -> [Int64] {
        let active = environment.context.values["active_ids"]?.arrayValue?.compactMap(\.integerValue) ?? []
        let given = set.columns["line_ids"]?.recordIDs ?? []
        let isOfLines = environment.context.values["active_model"] == "account.move.line"
        let candidates =
            given.isEmpty ? (isOfLines ? active : active.flatMap { environment.entryLines($0).map(\.id) }) : given
        let rows = candidates.compactMap { id in environment.database.row(Entry.lineModel, id).map { (id, $0) } }
        let entries = rows.compactMap { $0.1["move_id"]?.recordID }.compactMap { Entry(environment, $0) }
        guard entries.allSatisfy(\.isPosted) else {
            throw .user("You can only register payment for posted journal entries.")
        }
        let open = rows.filter { _, row in
            let type = environment.value("account_type", of: "account.account", row["account_id"]?.recordID ?? 0)
            let rest = row["amount_residual_currency"] ?? .null
            return (type == .text("asset_receivable") || type == .text("liability_payable")) && rest.decimalValue != 0
        }
        guard !open.isEmpty else {
            throw .user(
                environment.profile.is19
                    ? "There's nothing left to pay for the selected journal items, so no payment registration is "
                        + "necessary. You've got your finances under control like a boss!"
                    : "You can't register a payment because there is nothing left to pay on the selected journal items."
            )
        }
        return open.map(\.0)
    }
}

extension Environment {
    fileprivate func communication(_ rows: [Row]) -> String {
        let labels = rows.map { row in
            let entry = row["move_id"]?.recordID.flatMap { Entry(self, $0) }
            let candidates = [row["name"]?.textValue, entry?.row["ref"]?.textValue, entry?.number]
            return candidates.compactMap { $0 }.first { !$0.isEmpty } ?? ""
        }
        return Set(labels).sorted().joined(separator: " ")
    }

    /// Makes, posts and settles the payments of a wizard.
    fileprivate mutating func pay(_ wizard: Int64) throws(OdooError) -> [Int64] {
        guard let row = database.row(PaymentRegister.model, wizard) else {
            throw .missing(PaymentRegister.model, wizard, user: user)
        }
        let lines = row["line_ids"]?.recordIDs ?? []
        let isOne = row["can_edit_wizard"]?.isTrue == true && (lines.count == 1 || row["group_payment"]?.isTrue == true)
        guard !isOne else { return [try pay(lines, row, (row["amount"] ?? .null).decimalValue, row)] }
        let groups = Dictionary(grouping: lines) { id -> [FieldValue] in
            let line = database.row(Entry.lineModel, id) ?? [:]
            let keys = ["partner_id", "account_id", "currency_id"].map { line[$0] ?? .null }
            return row["group_payment"]?.isTrue == true ? keys : keys + [line["move_id"] ?? .null]
        }
        var made: [Int64] = []
        for group in groups.values.sorted(by: { $0[0] < $1[0] }) {
            let first = database.row(Entry.lineModel, group[0]) ?? [:]
            let open = group.reduce(Decimal(0)) { sum, id in
                sum + (database.row(Entry.lineModel, id)?["amount_residual_currency"] ?? .null).decimalValue
            }
            var values = row
            values["partner_id"] = first["partner_id"]
            values["currency_id"] = first["currency_id"]
            values["communication"] = .text(communication(group.compactMap { database.row(Entry.lineModel, $0) }))
            values["payment_difference_handling"] = .text("open")
            made.append(try pay(group, values, open.magnitude, row))
        }
        return made
    }

    /// What the wizard was opened for, in the currency in which it pays.
    private func due(_ wizard: Row, in currency: Int64?, on day: CivilDate?) -> Decimal {
        let due = (wizard["source_amount_currency"] ?? .null).decimalValue
        guard let currency, let source = wizard["source_currency_id"]?.recordID, source != currency,
            let company = wizard["company_id"]?.recordID
        else { return due }
        return converted(due, from: source, to: currency, company: company, on: day ?? today)
    }

    private mutating func pay(
        _ lines: [Int64],
        _ values: Row,
        _ amount: Decimal,
        _ wizard: Row
    ) throws(OdooError) -> Int64 {
        let entries = Set(lines.compactMap { database.row(Entry.lineModel, $0)?["move_id"]?.recordID }).sorted()
        let account = lines.first.flatMap { database.row(Entry.lineModel, $0)?["account_id"]?.recordID } ?? 0
        let link = { (name: String) -> JSON in values[name]?.recordID.map { .integer($0) } ?? false }
        var payment: JSONObject = [
            "date": .string(values["payment_date"]?.dateValue?.text ?? today.text), "amount": amount.real,
            "payment_type": .string(values["payment_type"]?.textValue ?? "outbound"),
            "partner_type": .string(values["partner_type"]?.textValue ?? "supplier"),
            "journal_id": link("journal_id"), "currency_id": link("currency_id"), "partner_id": link("partner_id"),
            "destination_account_id": .integer(account),
        ]
        payment[profile.is18 ? "memo" : "ref"] = .string(values["communication"]?.textValue ?? "")
        if values["payment_difference_handling"] == .text("reconcile"), let id = wizard["writeoff_account_id"]?.recordID
        {
            ledgerWork.writeOff = LedgerWork.WriteOff(
                amount: due(wizard, in: values["currency_id"]?.recordID, on: values["payment_date"]?.dateValue)
                    - amount,
                account: id,
                label: wizard["writeoff_label"]?.textValue ?? "Write-Off"
            )
        }
        defer { ledgerWork.writeOff = nil }
        let made = try create(try model(Payments.model), [payment]).first ?? 0
        if profile.is18 {
            try set(Payments.model, made, ["invoice_ids": .records(entries)])
            for id in entries {
                let others = database.row(Entry.model, id)?["matched_payment_ids"]?.recordIDs ?? []
                try set(Entry.model, id, ["matched_payment_ids": .records(others + [made])])
            }
        }
        try postPayment(made)
        let own = entry(ofPayment: made).map { entryLines($0.id) } ?? []
        let counterparts = own.filter { $0.row["account_id"]?.recordID == account }.map(\.id)
        try reconcile(lines + counterparts)
        return made
    }
}
