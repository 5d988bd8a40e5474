import Foundation
import JSON
import SimulatorKit

/// The wizard that reverses entries.
enum Reversal {
    static let model = "account.move.reversal"

    /// Takes the entries from the context.
    static let behaviour = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in
            if !set.given.contains("move_ids"), environment.context.values["active_model"] == "account.move" {
                let ids = environment.context.values["active_ids"]?.arrayValue?.compactMap(\.integerValue) ?? []
                set.columns["move_ids"] = .records(ids)
            }
            let entries = (set.columns["move_ids"]?.recordIDs ?? []).compactMap { Entry(environment, $0) }
            guard entries.allSatisfy(\.isPosted) else {
                throw .user("To reverse a journal entry, it has to be posted first.")
            }
            if let first = entries.first {
                set.columns["company_id"] = .record(first.company)
                if set.columns["journal_id"]?.recordID == nil { set.columns["journal_id"] = .record(first.journal) }
            }
            if !set.given.contains("date") { set.columns["date"] = .date(environment.today) }
        }
    )

    static let methods: [String: ModelMethod] = [
        "refund_moves": .ofRecords { environment, call throws(OdooError) in
            try reverse(&environment, call, replaces: false)
        },
        "reverse_moves": .ofRecords(.optional("is_modify")) { environment, call throws(OdooError) in
            try reverse(&environment, call, replaces: call.arguments["is_modify"].map(PythonText.isTruthy) ?? false)
        },
        "modify_moves": .ofRecords { environment, call throws(OdooError) in
            try reverse(&environment, call, replaces: true)
        },
    ]

    private static func reverse(
        _ environment: inout Environment,
        _ call: ModelMethod.Call,
        replaces: Bool
    ) throws(OdooError) -> JSON? {
        try environment.checkButton(call)
        var made: [Int64] = []
        for wizard in call.ids {
            let row = environment.database.row(model, wizard) ?? [:]
            for id in row["move_ids"]?.recordIDs ?? [] {
                guard let entry = Entry(environment, id) else { continue }
                let reversal = try environment.reverse(entry, row)
                if replaces || entry.kind == .entry { try environment.post([reversal]) }
                made.append(replaces ? try environment.replacement(of: entry, row) : reversal)
            }
            try environment.set(model, wizard, ["new_move_ids": .records(made)])
        }
        var action: JSONObject = [
            "name": "Reverse Moves", "type": "ir.actions.act_window", "res_model": "account.move",
        ]
        if made.count == 1, let id = made.first {
            action["view_mode"] = "form"
            action["res_id"] = .integer(id)
            let kind = Entry(environment, id)?.kind ?? .entry
            action["context"] = ["default_move_type": .string(kind.rawValue)]
        } else {
            action["view_mode"] = environment.profile.is18 ? "list,form" : "tree,form"
            action["domain"] = [["id", "in", .array(made.map { .integer($0) })]]
        }
        return .object(action)
    }
}

extension Environment {
    /// Makes the draft that reverses an entry.
    mutating func reverse(_ entry: Entry, _ wizard: Row) throws(OdooError) -> Int64 {
        let day = (wizard["date"]?.dateValue ?? today)
        let reason = wizard["reason"]?.textValue ?? ""
        let number = entry.number ?? ""
        var values = common(entry, wizard)
        values["move_type"] = .string(entry.kind.reversed.rawValue)
        values["date"] = .string(day.text)
        values["ref"] = .string(reason.isEmpty ? "Reversal of: \(number)" : "Reversal of: \(number), \(reason)")
        values["reversed_entry_id"] = .integer(entry.id)
        values["invoice_date_due"] = .string(day.text)
        if entry.kind.isInvoice {
            values["invoice_date"] = .string(day.text)
            values["invoice_payment_term_id"] = false
            values["invoice_line_ids"] = copiedLines(entry)
        } else {
            values["line_ids"] = copiedLines(entry, sign: -1)
        }
        let made = try create(try model(Entry.model), [values]).first ?? 0
        try tieToSales(made, as: entry)
        return made
    }

    /// The lines of orders that an invoice invoices know its copy too.
    private mutating func tieToSales(_ copy: Int64, as entry: Entry) throws(OdooError) {
        guard entry.kind.isSale else { return }
        let shown: Set<FieldValue> = [.text("product"), .text("line_section"), .text("line_note")]
        let lines = [entry.id, copy].map { id in
            entryLines(id).filter { shown.contains($0.row["display_type"] ?? .null) }.map(\.id)
        }
        for order in database.ids(of: "sale.order.line") {
            let known = (database.row("sale.order.line", order)?["invoice_lines"] ?? .null).recordIDs
            let added = zip(lines[0], lines[1]).filter { known.contains($0.0) }.map { $0.1 }
            guard !added.isEmpty else { continue }
            try set("sale.order.line", order, ["invoice_lines": .records(Set(known + added).sorted())])
        }
    }

    /// Makes the draft that stands for an entry that was reversed.
    fileprivate mutating func replacement(of entry: Entry, _ wizard: Row) throws(OdooError) -> Int64 {
        var values = common(entry, wizard)
        values["move_type"] = .string(entry.kind.rawValue)
        values["date"] = .string((wizard["date"]?.dateValue ?? today).text)
        if entry.kind.isInvoice {
            values["invoice_payment_term_id"] = term(of: entry)
            values["invoice_line_ids"] = copiedLines(entry)
        } else {
            values["line_ids"] = copiedLines(entry, sign: 1)
        }
        let made = try create(try model(Entry.model), [values]).first ?? 0
        try tieToSales(made, as: entry)
        return made
    }

    private func term(of entry: Entry) -> JSON {
        entry.row["invoice_payment_term_id"]?.recordID.map { .integer($0) } ?? false
    }

    /// Copies an entry as a draft.
    mutating func copyEntry(_ entry: Entry, _ changes: JSONObject) throws(OdooError) -> Int64 {
        var values = common(entry, [:])
        values["move_type"] = .string(entry.kind.rawValue)
        if entry.kind.isInvoice {
            values["invoice_payment_term_id"] = term(of: entry)
            values["invoice_line_ids"] = copiedLines(entry, keepsOrder: false)
        } else {
            values["line_ids"] = copiedLines(entry, sign: 1)
        }
        for (key, value) in changes { values[key] = value }
        return try create(try model(Entry.model), [values]).first ?? 0
    }

    private func common(_ entry: Entry, _ wizard: Row) -> JSONObject {
        [
            "journal_id": .integer(wizard["journal_id"]?.recordID ?? entry.journal),
            "partner_id": entry.row["partner_id"]?.recordID.map { .integer($0) } ?? false,
            "currency_id": .integer(entry.currency), "company_id": .integer(entry.company),
            "invoice_user_id": entry.row["invoice_user_id"]?.recordID.map { .integer($0) } ?? false,
            "invoice_origin": entry.row["invoice_origin"]?.textValue.map { .string($0) } ?? false,
            "narration": entry.row["narration"]?.textValue.map { .string($0) } ?? false,
        ]
    }

    /// The lines of an entry as commands that make them anew.
    ///
    /// - Parameters:
    ///   - entry: The entry.
    ///   - sign: What amounts are multiplied with; `nil` for lines whose amounts follow from price and quantity.
    ///   - keepsOrder: Whether the lines stay those of a purchase order.
    /// - Returns: The commands.
    private func copiedLines(_ entry: Entry, sign: Decimal? = nil, keepsOrder: Bool = true) -> JSON {
        guard let model = catalogue[Entry.lineModel] else { return [] }
        let shown: Set<String> = ["product", "line_section", "line_note"]
        var names = ["name", "account_id", "product_id", "product_uom_id", "analytic_distribution", "currency_id"]
        names += ["partner_id", "sequence", "display_type"]
        if sign == nil { names += ["quantity", "price_unit", "discount", "tax_ids"] }
        if sign == nil, keepsOrder { names.append("purchase_line_id") }
        let lines = entryLines(entry.id).filter {
            sign != nil || shown.contains($0.row["display_type"]?.textValue ?? "")
        }
        return .array(
            lines.map { line in
                var values = JSONObject()
                for name in names {
                    guard let field = model[name], let value = line.row[name] else { continue }
                    let wire = wire(value, of: field, showsNames: false)
                    values[name] = field.type == .many2many ? [[6, 0, wire]] : wire
                }
                if let sign {
                    // A reversal keeps the prices of what it reverses.
                    if profile.is18, let price = line.row["price_total"]?.decimalValue {
                        values["price_subtotal"] = (line.row["price_subtotal"] ?? .null).decimalValue.real
                        values["price_total"] = price.real
                    }
                    values["balance"] = ((line.row["balance"] ?? .null).decimalValue * sign).real
                    values["amount_currency"] = ((line.row["amount_currency"] ?? .null).decimalValue * sign).real
                }
                return [0, 0, .object(values)]
            }
        )
    }
}

extension Computations {
    /// What the wizard shows of the entries that it reverses.
    static let reversals: [String: Function] = [
        "reversal_residual": { environment, model, id in
            let entries = environment.value("move_ids", in: model, id).recordIDs
            guard entries.count == 1 else { return .decimal(0) }
            return environment.value("amount_residual", of: Entry.model, entries[0])
        },
        "reversal_currency": { environment, model, id in
            let entries = environment.value("move_ids", in: model, id).recordIDs
            let currencies = Set(entries.compactMap { Entry(environment, $0)?.currency })
            return currencies.count == 1 ? currencies.first.map { .record($0) } ?? .null : .null
        },
        "reversal_kind": { environment, model, id in
            let kinds = environment.value("move_ids", in: model, id).recordIDs.compactMap {
                Entry(environment, $0)?.kind
            }
            if kinds.count == 1 { return .text(kinds[0].rawValue) }
            let hasInvoice = kinds.contains(.vendorBill) || kinds.contains(.customerInvoice)
            return hasInvoice ? .text("some_invoice") : .null
        },
        "reversal_journals": { environment, model, id in
            let entries = environment.value("move_ids", in: model, id).recordIDs.compactMap { Entry(environment, $0) }
            let types = Set(entries.map { environment.value("type", of: "account.journal", $0.journal) })
            let company = environment.value("company_id", in: model, id)
            let found = environment.database.ids(of: "account.journal").filter { journal in
                let row = environment.database.row("account.journal", journal) ?? [:]
                return row["company_id"] == company && row["active"]?.isTrue == true
                    && (types.isEmpty || types.contains(row["type"] ?? .null))
            }
            return .records(environment.sorted(found, "account.journal"))
        },
    ]
}
