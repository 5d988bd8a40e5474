import Foundation
import JSON
import SimulatorKit

/// Payments, each with an entry of its own.
enum Payments {
    static let model = "account.payment"

    static let behaviour = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in try prepare(&set, &environment) },
        prepareWrite: { environment, id, set throws(OdooError) in
            let booked = ["amount", "payment_type", "partner_id", "currency_id", "partner_type", "date", "journal_id"]
            guard environment.profile.is18, !set.given.isDisjoint(with: booked),
                environment.entry(ofPayment: id)?.isPosted == true
            else { return }
            throw .user(
                "You cannot modify the following readonly fields on a posted move: partner_id, currency_id, partner_bank_id, "
                    + "line_ids"
            )
        },
        changed: { environment, id, change throws(OdooError) in
            if change.isNew { return try environment.ownEntry(ofPayment: id) }
            let fields: Set<String> = [
                "amount", "payment_type", "partner_id", "currency_id", "partner_type", "date", "journal_id",
            ]
            if !change.names.isDisjoint(with: fields) { try environment.rewriteEntry(ofPayment: id) }
        },
        validate: { environment, id, _ throws(OdooError) in
            guard (environment.database.row(model, id)?["amount"] ?? .null).decimalValue < 0 else { return }
            throw .constraint("The payment amount cannot be negative.")
        },
        deleting: { environment, ids throws(OdooError) in
            let entries = ids.compactMap { environment.entry(ofPayment: $0) }
            for entry in entries where entry.isPosted {
                if !environment.profile.is18 { try environment.checkUnmatched(entry) }
                try environment.checkLocks(entry)
            }
            if environment.profile.is18, entries.contains(where: \.isPosted) {
                throw .validation(
                    "A payment with an outstanding account cannot be confirmed without having a journal entry."
                )
            }
            for entry in entries {
                try environment.set(Entry.model, entry.id, ["state": .text("draft"), "posted_before": .boolean(false)])
            }
        },
        removed: { environment, rows throws(OdooError) in
            let entries = rows.compactMap { $0["move_id"]?.recordID }.filter { environment.exists(Entry.model, $0) }
            let entryModel = try environment.model(Entry.model)
            try environment.asSuperuser { environment throws(OdooError) in
                try environment.unlink(entryModel, entries)
            }
        }
    )

    static let methods: [String: ModelMethod] = [
        "action_post": method { environment, id throws(OdooError) in try environment.postPayment(id) },
        "mark_as_sent": method { environment, id throws(OdooError) in
            let name = environment.profile.is18 ? "is_sent" : "is_move_sent"
            if try environment.model(model)[name]?.isDerived == false {
                try environment.set(model, id, [name: .boolean(true)])
            }
        },
        "action_draft": method { environment, id throws(OdooError) in
            if let entry = environment.entry(ofPayment: id), !entry.isDraft { try environment.resetToDraft([entry.id]) }
            try environment.setPaymentState("draft", id)
        },
        "action_cancel": method { environment, id throws(OdooError) in
            if let entry = environment.entry(ofPayment: id) { try environment.cancel([entry.id]) }
            try environment.setPaymentState("canceled", id)
        },
    ]

    private static func method(
        _ body: @escaping @Sendable (inout Environment, Int64) throws(OdooError) -> Void
    ) -> ModelMethod {
        .ofRecords { environment, call throws(OdooError) in
            try environment.checkButton(call)
            for id in call.ids { try body(&environment, id) }
            return nil
        }
    }

    /// Fills in journal, currency and accounts, and makes the entry.
    private static func prepare(_ set: inout ValueSet, _ environment: inout Environment) throws(OdooError) {
        var values = set.columns
        for (field, value) in set.derived where field.related?.hasPrefix("move_id.") == true {
            values[field.name] = try ValueConversion(isCreating: true).column(
                value,
                of: field,
                in: try environment.model(model)
            )
        }
        set.derived.removeAll { $0.field.related?.hasPrefix("move_id.") == true }
        let company = values["company_id"]?.recordID ?? environment.currentCompany ?? 1
        guard let journal = values["journal_id"]?.recordID ?? environment.paymentJournal(company) else {
            throw .user(
                "No journal could be found in company \(environment.name(of: "res.company", company)) for any of those types: bank, cash"
            )
        }
        values["company_id"] = .record(company)
        values["journal_id"] = .record(journal)
        values["date"] = values["date"] ?? .date(environment.today)
        if values["currency_id"]?.recordID == nil {
            let own = environment.value("currency_id", of: "account.journal", journal)
            values["currency_id"] = own.isNull ? .record(environment.currency(ofCompany: company)) : own
        }
        let isInbound = values["payment_type"] == .text("inbound")
        let word = isInbound ? "debit" : "credit"
        let outstanding = environment.baseRecord("account.1_account_journal_payment_\(word)_account_id")
        values["outstanding_account_id"] = outstanding.map { .record($0) } ?? .null
        if values["destination_account_id"]?.recordID == nil {
            values["destination_account_id"] = environment.partnerAccount(values).map { .record($0) } ?? .null
        }
        let entry = try environment.makeEntry(ofPayment: values)
        for name in [
            "company_id", "journal_id", "date", "currency_id", "outstanding_account_id", "destination_account_id",
        ] where try environment.model(model)[name]?.isDerived == false {
            set.columns[name] = values[name]
        }
        set.columns["move_id"] = .record(entry)
    }
}

extension Environment {
    /// The first journal that payments go through.
    func paymentJournal(_ company: Int64) -> Int64? {
        let name = "account.journal"
        let found = database.ids(of: name).filter { id in
            let row = database.row(name, id)
            return ["bank", "cash", "credit"].contains(row?["type"]?.textValue ?? "")
                && row?["company_id"]?.recordID == company && row?["active"]?.isTrue == true
        }
        return catalogue[name].flatMap { sorted(found, $0).first }
    }

    /// The account that a payment settles.
    fileprivate func partnerAccount(_ payment: Row) -> Int64? {
        let word = payment["partner_type"] == .text("supplier") ? "payable" : "receivable"
        let own = payment["partner_id"]?.recordID.flatMap {
            value("property_account_\(word)_id", of: "res.partner", $0).recordID
        }
        return own ?? baseRecord("account.1_\(word)")
    }

    /// The entry of a payment.
    func entry(ofPayment payment: Int64) -> Entry? {
        database.row(Payments.model, payment)?["move_id"]?.recordID.flatMap { Entry(self, $0) }
    }

    fileprivate mutating func makeEntry(ofPayment values: Row) throws(OdooError) -> Int64 {
        ledgerWork.makesPayment = true
        defer { ledgerWork.makesPayment = false }
        let reference = (values[profile.is18 ? "memo" : "ref"] ?? .null).textValue
        let entry: JSONObject = [
            "move_type": "entry", "date": .string(values["date"]?.dateValue?.text ?? today.text),
            "journal_id": .integer(values["journal_id"]?.recordID ?? 0),
            "company_id": .integer(values["company_id"]?.recordID ?? 0),
            "currency_id": .integer(values["currency_id"]?.recordID ?? 0),
            "partner_id": values["partner_id"]?.recordID.map { .integer($0) } ?? false,
            "ref": reference.map { .string($0) } ?? false,
            "line_ids": .array(paymentLines(values, reference).map { [0, 0, .object($0)] }),
        ]
        let model = try model(Entry.model)
        return try asSuperuser { environment throws(OdooError) in try environment.create(model, [entry]).first ?? 0 }
    }

    /// Money goes to the outstanding account, the rest to what is settled; a write-off takes the difference.
    private func paymentLines(_ values: Row, _ reference: String?) -> [JSONObject] {
        let company = values["company_id"]?.recordID ?? 0
        let currency = values["currency_id"]?.recordID ?? 0
        let own = self.currency(ofCompany: company)
        let day = values["date"]?.dateValue ?? today
        let sign: Decimal = values["payment_type"] == .text("inbound") ? 1 : -1
        let amount = (values["amount"] ?? .null).decimalValue
        let writeOff = ledgerWork.writeOff
        let difference = writeOff?.amount ?? 0
        let balance = { converted($0, from: currency, to: own, company: company, on: day) }
        let name = paymentLabel(values, reference)
        let line = { (account: JSON, amount: Decimal, balance: Decimal, name: String) -> JSONObject in
            [
                "name": .string(name), "account_id": account, "currency_id": .integer(currency),
                "amount_currency": amount.real,
                "balance": balance.real,
                "partner_id": values["partner_id"]?.recordID.map { .integer($0) } ?? false,
                "date_maturity": .string(day.text),
            ]
        }
        let link = { (name: String) -> JSON in values[name]?.recordID.map { .integer($0) } ?? false }
        // What is settled takes the balance of the others, so that each rounding stays within the entry.
        let (paid, left) = (sign * balance(amount), sign * balance(difference))
        let lines = [
            line(link("outstanding_account_id"), sign * amount, paid, name),
            line(link("destination_account_id"), -sign * (amount + difference), -(paid + left), name),
        ]
        guard let writeOff, difference != 0 else { return lines }
        var rest = line(.integer(writeOff.account), sign * difference, left, writeOff.label)
        rest["date_maturity"] = nil
        return lines + [rest]
    }

    /// The name of a payment's lines: version 17 tells who paid how much when, version 18 how and what for.
    private func paymentLabel(_ values: Row, _ reference: String?) -> String {
        guard !profile.is18 else {
            return reference.map { $0.isEmpty ? "Manual Payment" : "Manual Payment: \($0)" } ?? "Manual Payment"
        }
        let isInbound = values["payment_type"] == .text("inbound")
        let isSupplier = values["partner_type"] == .text("supplier")
        let kind = isInbound == isSupplier ? "Reimbursement" : "Payment"
        let amount = shown((values["amount"] ?? .null).decimalValue, in: values["currency_id"]?.recordID ?? 0)
        var parts = ["\(isSupplier ? "Vendor" : "Customer") \(kind) \(amount)"]
        if let partner = values["partner_id"]?.recordID { parts.append(shownName("res.partner", partner)) }
        parts.append((values["date"]?.dateValue ?? today).shown)
        return parts.joined(separator: " - ")
    }

    fileprivate mutating func ownEntry(ofPayment id: Int64) throws(OdooError) {
        guard let entry = entry(ofPayment: id) else { return }
        try set(Entry.model, entry.id, [profile.is18 ? "origin_payment_id" : "payment_id": .record(id)])
    }

    /// Makes the lines of a draft payment anew after a change.
    fileprivate mutating func rewriteEntry(ofPayment id: Int64) throws(OdooError) {
        guard let model = catalogue[Payments.model], let old = entry(ofPayment: id), old.isDraft else { return }
        var values: Row = [:]
        for name in [
            "amount", "payment_type", "partner_type", "partner_id", "currency_id", "date", "journal_id", "company_id",
            "outstanding_account_id", "memo", "ref",
        ] where model[name] != nil { values[name] = value(name, in: model, id) }
        values["destination_account_id"] = partnerAccount(values).map { .record($0) } ?? .null
        let lines = paymentLines(values, (values[profile.is18 ? "memo" : "ref"] ?? .null).textValue)
        var change: JSONObject = [
            "line_ids": .array(
                entryLines(old.id).map { [2, .integer($0.id)] } + lines.map { [0, 0, .object($0)] }
            )
        ]
        if let day = values["date"]?.dateValue { change["date"] = .string(day.text) }
        let entries = try self.model(Entry.model)
        try asSuperuser { environment throws(OdooError) in try environment.write(entries, [old.id], change) }
    }

    /// Posts a payment with its entry.
    mutating func postPayment(_ id: Int64) throws(OdooError) {
        guard let entry = entry(ofPayment: id) else { return }
        try post([entry.id])
        guard profile.is18 else { return }
        let outstanding = database.row(Payments.model, id)?["outstanding_account_id"]?.recordID
        let isMoney = outstanding.map { value("account_type", of: "account.account", $0) } == .text("asset_cash")
        try set(
            Payments.model,
            id,
            [
                "name": Entry(self, entry.id)?.row["name"] ?? .null,
                "state": .text(isMoney && !profile.is19 ? "paid" : "in_process"),
            ]
        )
    }

    /// Writes the state of a payment, which version 17 reads from its entry.
    fileprivate mutating func setPaymentState(_ state: String, _ id: Int64) throws(OdooError) {
        if profile.is18 { try set(Payments.model, id, ["state": .text(state)]) }
    }

    /// A payment is paid as soon as all its invoices are.
    mutating func refreshPayments(of entry: Entry) throws(OdooError) {
        guard profile.is18, !profile.is19 else { return }
        for payment in entry.row["matched_payment_ids"]?.recordIDs ?? [] {
            guard let row = database.row(Payments.model, payment) else { continue }
            let isPaid = (row["invoice_ids"]?.recordIDs ?? []).allSatisfy { id in
                database.row(Entry.model, id)?["payment_state"] == .text("paid")
            }
            if row["state"] == .text("in_process"), isPaid { try setPaymentState("paid", payment) }
            if row["state"] == .text("paid"), !isPaid { try setPaymentState("in_process", payment) }
        }
    }
}
