import Foundation
import JSON
import SimulatorKit

/// The wizard that pays invoices and bills.
enum PaymentRegister {
    static let model = "account.payment.register"

    static let behaviour = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in try prepare(&set, &environment) }
    )

    static let methods: [String: ModelMethod] = [
        "action_create_payments": .ofRecords { environment, call throws(OdooError) in
            try environment.checkButton(call)
            var made: [Int64] = []
            for id in call.ids { made += try environment.pay(id) }
            return action(made, environment)
        }
    ]

    /// What opens the wizard for entries.
    static let opening = ModelMethod.ofRecords { environment, call throws(OdooError) in
        try environment.checkButton(call)
        if environment.profile.is18, !call.ids.allSatisfy({ Entry(environment, $0)?.isPosted == true }) {
            throw .user("You can only register payment for posted journal entries.")
        }
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

    private static func prepare(_ set: inout ValueSet, _ environment: inout Environment) throws(OdooError) {
        let lines = try payableLines(set, environment)
        let rows = lines.compactMap { environment.database.row(Entry.lineModel, $0) }
        let entries = Set(rows.compactMap { $0["move_id"]?.recordID }).sorted().compactMap { Entry(environment, $0) }
        guard let first = rows.first, let entry = entries.first else { return }
        let open = { (row: Row, name: String) in (row[name] ?? .null).decimalValue }
        let types = Set(
            rows.map { environment.value("account_type", of: "account.account", $0["account_id"]?.recordID ?? 0) }
        )
        guard types.count == 1 else {
            throw .user("You can't register payments for both inbound and outbound moves at the same time.")
        }
        let isInbound = rows.reduce(Decimal(0)) { $0 + open($1, "balance") } > 0
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
        set.columns["can_group_payments"] = .boolean(batches.values.contains { $0.count > 1 })
        if !set.given.contains("group_payment") {
            set.columns["group_payment"] = .boolean(batches.count == 1 && entries.count == 1)
        }
        if !set.given.contains("payment_difference_handling") {
            set.columns["payment_difference_handling"] = .text("open")
        }
        if !set.given.contains("writeoff_label") { set.columns["writeoff_label"] = .text("Write-Off") }
        try propose(&set, rows, entry.company, isOne: batches.count == 1, &environment)
    }

    /// Fills in currency, amount and text of a payment as the lines that it is for say.
    private static func propose(
        _ set: inout ValueSet,
        _ rows: [Row],
        _ company: Int64,
        isOne: Bool,
        _ environment: inout Environment
    ) throws(OdooError) {
        let source = set.columns["source_currency_id"]?.recordID ?? environment.currency(ofCompany: company)
        let journal = set.columns["journal_id"]?.recordID
        if !set.given.contains("currency_id") {
            let own = journal.map { environment.value("currency_id", of: "account.journal", $0) } ?? .null
            set.columns["currency_id"] = own.isNull ? .record(source) : own
        }
        if !set.given.contains("amount") {
            let currency = set.columns["currency_id"]?.recordID ?? source
            let day = set.columns["payment_date"]?.dateValue ?? environment.today
            let due = environment.profile.is18 && isOne ? installments(rows, on: day) : nil
            let amount = due?.amount ?? set.columns["source_amount_currency"]?.decimalValue ?? 0
            if let due {
                set.columns["installments_mode"] = .text(due.mode)
                set.columns["can_group_payments"] = .boolean(due.count > 1)
            }
            set.columns["amount"] = .decimal(
                environment.converted(amount, from: source, to: currency, company: company, on: day)
            )
        }
        if !isOne { clear(&set, environment.profile) }
        if environment.profile.is18 {
            set.columns["installments_mode"] = set.columns["installments_mode"] ?? .text("full")
        }
        if !set.given.contains("communication"), isOne || environment.profile.is18 {
            set.columns["communication"] = .text(try environment.communication(rows))
        }
    }

    /// What version 18 proposes of invoices in parts: what is overdue, or the next part of each.
    ///
    /// - Returns: The amount, how it was found, and of how many lines; `nil` if everything is proposed.
    private static func installments(_ rows: [Row], on day: CivilDate) -> (amount: Decimal, mode: String, count: Int)? {
        var (amount, count, isNext) = (Decimal(0), 0, false)
        for (_, lines) in Dictionary(grouping: rows, by: { $0["move_id"]?.recordID ?? 0 }) {
            let sorted = lines.sorted {
                ($0["date_maturity"]?.dateValue?.daysSince1970 ?? 0)
                    < ($1["date_maturity"]?.dateValue?.daysSince1970 ?? 0)
            }
            let overdue = sorted.filter { ($0["date_maturity"]?.dateValue).map { $0 < day } ?? false }
            if overdue.isEmpty { isNext = true }
            let taken = overdue.isEmpty ? Array(sorted.prefix(1)) : overdue
            count += taken.count
            amount += taken.reduce(Decimal(0)) { $0 + ($1["amount_residual_currency"] ?? .null).decimalValue }
        }
        guard count < rows.count else { return nil }
        return (amount.magnitude, isNext ? "next" : "overdue", count)
    }

    /// Payments of several partners or currencies have nothing in common to show.
    private static func clear(_ set: inout ValueSet, _ profile: VersionProfile) {
        for name in ["partner_id", "partner_type", "source_currency_id", "communication"] { set.columns[name] = .null }
        for name in ["source_amount_currency", "source_amount"] { set.columns[name] = .decimal(0) }
        if !set.given.contains("payment_difference_handling") { set.columns["payment_difference_handling"] = .null }
        if !profile.is18, !set.given.contains("amount") { set.columns["amount"] = .decimal(0) }
    }

    /// The open lines that the context names, by themselves or by their entries.
    private static func payableLines(_ set: ValueSet, _ environment: Environment) throws(OdooError) -> [Int64] {
        let active = environment.context.values["active_ids"]?.arrayValue?.compactMap(\.integerValue) ?? []
        let given = set.columns["line_ids"]?.recordIDs ?? []
        let isOfLines = environment.context.values["active_model"] == "account.move.line"
        guard !given.isEmpty || isOfLines || environment.context.values["active_model"] == "account.move" else {
            throw .user(
                "The register payment wizard should only be called on account.move or account.move.line records."
            )
        }
        let candidates =
            given.isEmpty ? (isOfLines ? active : active.flatMap { environment.entryLines($0).map(\.id) }) : given
        let rows = candidates.compactMap { id in environment.database.row(Entry.lineModel, id).map { (id, $0) } }
        let entries = rows.compactMap { $0.1["move_id"]?.recordID }.compactMap { Entry(environment, $0) }
        guard environment.profile.is18 || entries.allSatisfy(\.isPosted) else {
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
        return environment.sorted(open.map(\.0), Entry.lineModel)
    }
}

extension Environment {
    /// What a payment says about what it pays: of one entry its reference, in version 18 a number of its own for several.
    fileprivate mutating func communication(_ rows: [Row]) throws(OdooError) -> String {
        guard !profile.is18 else {
            let entries = Set(rows.compactMap { $0["move_id"]?.recordID })
            guard entries.count == 1, let entry = entries.first.flatMap({ Entry(self, $0) }) else {
                return try nextBatch(of: rows)
            }
            let candidates = [entry.row["payment_reference"]?.textValue, entry.row["ref"]?.textValue, entry.number]
            return candidates.compactMap { $0 }.first { !$0.isEmpty } ?? ""
        }
        let labels = rows.map { row in
            let entry = row["move_id"]?.recordID.flatMap { Entry(self, $0) }
            let candidates = [row["name"]?.textValue, entry?.row["ref"]?.textValue, entry?.number]
            return candidates.compactMap { $0 }.first { !$0.isEmpty } ?? ""
        }
        return Set(labels).sorted().joined(separator: " ")
    }

    /// The next number of a company's payments of several entries: `BATCH/2026/00001`.
    private mutating func nextBatch(of rows: [Row]) throws(OdooError) -> String {
        let company = rows.first?["move_id"]?.recordID.flatMap { Entry(self, $0)?.company } ?? currentCompany ?? 1
        let field = "batch_payment_sequence_id"
        let sequence: Int64
        if let known = value(field, of: "res.company", company).recordID {
            sequence = known
        } else {
            let row: Row = [
                "name": .text("Batch Payment Number Sequence"), "implementation": .text("no_gap"),
                "padding": .integer(5), "number_increment": .integer(1), "number_next": .integer(1),
                "prefix": .text("BATCH/%(year)s/"), "company_id": .record(company), "active": .boolean(true),
            ]
            sequence = try insert("ir.sequence", row)
            try set("res.company", company, [field: .record(sequence)])
        }
        return try nextNumber(ofSequence: sequence)
    }

    /// Makes, posts and settles the payments of a wizard.
    fileprivate mutating func pay(_ wizard: Int64) throws(OdooError) -> [Int64] {
        guard let row = database.row(PaymentRegister.model, wizard) else {
            throw .missing(PaymentRegister.model, wizard, user: user)
        }
        let lines = sorted(row["line_ids"]?.recordIDs ?? [], Entry.lineModel)
        let isOne = row["can_edit_wizard"]?.isTrue == true && (lines.count == 1 || row["group_payment"]?.isTrue == true)
        guard !isOne else { return [try pay(lines, row, (row["amount"] ?? .null).decimalValue, row)] }
        let isGrouped = row["group_payment"]?.isTrue == true
        var batches: [(key: [FieldValue], lines: [Int64])] = []
        for id in lines {
            let line = database.row(Entry.lineModel, id) ?? [:]
            let key = ["partner_id", "account_id", "currency_id"].map { line[$0] ?? .null }
            if let position = batches.firstIndex(where: { $0.key == key }) {
                batches[position].lines.append(id)
            } else {
                batches.append((key, [id]))
            }
        }
        var made: [Int64] = []
        for group in batches.flatMap({ isGrouped ? [$0.lines] : $0.lines.map { [$0] } }) {
            let first = database.row(Entry.lineModel, group[0]) ?? [:]
            let open = group.reduce(Decimal(0)) { sum, id in
                sum + (database.row(Entry.lineModel, id)?["amount_residual_currency"] ?? .null).decimalValue
            }
            var values = row
            values["partner_id"] = first["partner_id"]
            values["currency_id"] = first["currency_id"]
            values["payment_type"] = .text(open > 0 ? "inbound" : "outbound")
            let kind = value("account_type", of: "account.account", first["account_id"]?.recordID ?? 0)
            values["partner_type"] = .text(kind == .text("asset_receivable") ? "customer" : "supplier")
            values["communication"] = .text(try communication(group.compactMap { database.row(Entry.lineModel, $0) }))
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
