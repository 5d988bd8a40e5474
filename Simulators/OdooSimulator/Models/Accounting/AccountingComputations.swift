import Foundation
import SimulatorKit

extension Computations {
    static let accounting: [String: Function] = [
        "own_id": { _, _, id in .text(String(id)) },
        "entry_name": { environment, _, id in
            Entry(environment, id).map { .text(environment.entryName($0, showsReference: true)) } ?? .null
        },
        "entry_invoice_lines": { environment, _, id in
            let shown: Set<FieldValue> = [.text("product"), .text("line_section"), .text("line_note")]
            guard Entry(environment, id)?.kind.isInvoice == true else { return .null }
            return .records(
                environment.entryLines(id).filter { shown.contains($0.row["display_type"] ?? .null) }.map(\.id)
            )
        },
        "entry_duplicates": { environment, _, id in .records(environment.duplicates(ofEntry: id)) },
        "entry_sign": { environment, _, id in
            .integer(Entry(environment, id)?.kind.sign == -1 ? -1 : 1)
        },
        "entry_type_name": { environment, model, id in
            let key = environment.value("move_type", in: model, id).textValue
            return model["move_type"]?.selection.first { $0.key == key }.map { .text($0.label) } ?? .null
        },
        "entry_paid": { environment, model, id in
            .decimal(
                environment.value("amount_total", in: model, id).decimalValue
                    - environment.value("amount_residual", in: model, id).decimalValue
            )
        },
        "entry_has_matches": { environment, _, id in
            .boolean(environment.entryLines(id).contains { !environment.matches(ofLine: $0.id).isEmpty })
        },
        "entry_status": { environment, model, id in
            let state = environment.value("state", in: model, id)
            return state == .text("posted") ? environment.value("payment_state", in: model, id) : state
        },
        "entry_line_name": { environment, model, id in
            let row = environment.database.row(model.name, id) ?? [:]
            let entry = row["move_id"]?.recordID.flatMap { Entry(environment, $0) }
            let name = entry.map { environment.entryName($0, showsReference: true) } ?? ""
            return .text([name, row["name"]?.textValue ?? ""].filter { !$0.isEmpty }.joined(separator: " "))
        },
        "entry_line_refund": { environment, model, id in
            let entry = environment.value("move_id", in: model, id).recordID.flatMap { Entry(environment, $0) }
            return .boolean(entry?.kind.isRefund == true)
        },
        "ledger_account_name": { environment, model, id in
            // From version 19 on the number is shown to accountants only.
            let isAccountant = environment.groups.contains("Technical/Show Accounting Features - Readonly")
            let showsCode = !environment.profile.is19 || isAccountant
            let code = showsCode ? environment.value("code", in: model, id).textValue ?? "" : ""
            return .text([code, environment.name(model, id)].filter { !$0.isEmpty }.joined(separator: " "))
        },
        "ledger_balance": { environment, _, id in .decimal(environment.postedBalance(ofAccount: id)) },
        "ledger_group": { environment, model, id in
            let type = environment.value("account_type", in: model, id).textValue ?? ""
            if type == "off_balance" { return .text(environment.profile.is18 ? "off" : type) }
            return .text(String(type.prefix { $0 != "_" }))
        },
        "tax_is_used": { environment, _, id in
            let places = [
                (Entry.lineModel, "tax_ids"), ("purchase.order.line", "taxes_id"), ("sale.order.line", "tax_id"),
            ]
            return .boolean(
                places.contains { model, field in
                    environment.database.ids(of: model).contains {
                        (environment.database.row(model, $0)?[field] ?? .null).recordIDs.contains(id)
                    }
                }
            )
        },
        "tax_price_include": { environment, model, id in
            let own = environment.value("price_include_override", in: model, id)
            let company = environment.value("company_price_include", in: model, id)
            return .boolean((own.isNull ? company : own) == .text("tax_included"))
        },
    ]
}

extension Environment {
    /// Other entries that may stand for the same document.
    ///
    /// Bills of a vendor with the same reference: of the same day or while this one is a draft in version 17, of the same
    /// year in version 18. Invoices of a customer with the same day and total.
    fileprivate func duplicates(ofEntry id: Int64) -> [Int64] {
        guard let entry = Entry(self, id), entry.kind.isInvoice, let partner = entry.row["commercial_partner_id"],
            let same = database.ids(of: Entry.model, where: ["commercial_partner_id"], are: [partner])
        else { return [] }
        return same.sorted().filter { other in
            guard other != id, let row = database.row(Entry.model, other), row["state"] != .text("cancel"),
                row["move_type"] == entry.row["move_type"], row["company_id"] == entry.row["company_id"]
            else { return false }
            return entry.kind.isSale ? isSameInvoice(entry, row) : isSameBill(entry, row)
        }
    }

    private func isSameInvoice(_ entry: Entry, _ other: Row) -> Bool {
        guard entry.kind != .customerReceipt, let day = entry.row["invoice_date"] else { return false }
        return other["invoice_date"] == day && other["amount_total"] == entry.row["amount_total"]
    }

    private func isSameBill(_ entry: Entry, _ other: Row) -> Bool {
        guard entry.kind != .vendorReceipt, let reference = entry.row["ref"], other["ref"] == reference else {
            return false
        }
        let days = (entry.row["invoice_date"]?.dateValue, other["invoice_date"]?.dateValue)
        guard profile.is18 else { return entry.isDraft || (days.0 != nil && days.0 == days.1) }
        guard let own = days.0, let theirs = days.1 else { return true }
        return own.parts.year == theirs.parts.year
    }

    /// The balance of an account over all posted entries.
    fileprivate func postedBalance(ofAccount account: Int64) -> Decimal {
        let lines = database.ids(of: Entry.lineModel, where: ["account_id"], are: [.record(account)]) ?? []
        return lines.reduce(Decimal(0)) { sum, line in
            guard let row = database.row(Entry.lineModel, line), let entry = row["move_id"]?.recordID,
                Entry(self, entry)?.isPosted == true
            else { return sum }
            return sum + (row["balance"] ?? .null).decimalValue
        }
    }
}
