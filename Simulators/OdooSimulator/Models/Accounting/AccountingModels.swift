extension Catalogue {
    /// The models of the ledger that were not measured but that measured fields lead to.
    static func accountingModels() -> [ModelDefinition] {
        [partial, full]
    }

    private static let accountants = ["Invoicing/Invoicing"]

    private static let partial = ModelDefinition(
        "account.partial.reconcile",
        "Partial Reconcile",
        [
            .many2one("debit_move_id", "Debit Move", "account.move.line").required.cascading,
            .many2one("credit_move_id", "Credit Move", "account.move.line").required.cascading,
            .monetary("amount", "Amount", currency: "company_currency_id"),
            .float("debit_amount_currency", "Debit Amount Currency"),
            .float("credit_amount_currency", "Credit Amount Currency"),
            .many2one("company_id", "Company", "res.company").related("debit_move_id.company_id"),
            .many2one("company_currency_id", "Company Currency", "res.currency").related("company_id.currency_id"),
            .date("max_date", "Max Date of Matched Lines"),
        ]
    ) { model in
        model.recordName = nil
        model.rights = ModelRights(change: accountants, read: accountants)
        model.indexes = [["debit_move_id"], ["credit_move_id"]]
    }

    private static let full = ModelDefinition(
        "account.full.reconcile",
        "Full Reconcile",
        [
            .one2many("reconciled_line_ids", "Matched Journal Items", "account.move.line", "full_reconcile_id")
        ]
    ) { model in
        model.displayName = "own_id"
        model.rights = ModelRights(change: accountants, read: accountants)
    }

    /// What entries, their lines and what they need have beyond their measured fields.
    static func accountingChanges(_ profile: VersionProfile) -> [ModelChange] {
        [entry(profile), line, account(profile), tax(profile), journal, analyticLine]
            + partnerAccounts + [company, payment, register]
    }

    private static let payment = ModelChange("account.payment") { model in
        model.displayName = "payment_name"
        model.indexes = [["move_id"]]
        model.compute("is_reconciled", by: "payment_is_reconciled")
        model.compute("reconciled_bill_ids", by: "payment_bills")
        model.compute("reconciled_invoice_ids", by: "payment_invoices")
        model.compute("reconciled_bills_count", by: "payment_bill_count")
        model.compute("reconciled_invoices_count", by: "payment_invoice_count")
        model.compute("amount_signed", by: "payment_signed")
        model.rules = [.company(field: "company_id")]
    }

    private static let register = ModelChange("account.payment.register") { model in
        model.compute("payment_difference", by: "payment_difference")
    }

    private static func entry(_ profile: VersionProfile) -> ModelChange {
        ModelChange("account.move") { model in
            model.displayName = "entry_name"
            model.nameSearch = ["name", "ref"]
            model.rules = [.company(field: "company_id")]
            model.indexes = [["journal_id", "sequence_prefix"], ["commercial_partner_id"], ["reversed_entry_id"]]
            model.compute("invoice_line_ids", by: "entry_invoice_lines")
            model.compute("duplicated_ref_ids", by: "entry_duplicates")
            model.compute("direction_sign", by: "entry_sign")
            model.compute("type_name", by: "entry_type_name")
            model.compute("amount_paid", by: "entry_paid")
            model.compute("has_reconciled_entries", by: "entry_has_matches")
            if profile.is18 { model.compute("status_in_payment", by: "entry_status") }
        }
    }

    private static let line = ModelChange("account.move.line") { model in
        model.displayName = "entry_line_name"
        model.nameSearch = ["name", "move_name"]
        model.rules = [.company(field: "company_id")]
        model.indexes = [["move_id"], ["account_id"], ["full_reconcile_id"], ["purchase_line_id"], ["partner_id"]]
        model.adjust("tax_line_id") { $0.related = nil }
        model.adjust("move_id") { $0.deletionRule = .cascade }
        model.adjust("account_id") { $0.deletionRule = .restrict }
        model.adjust("currency_id") { $0.isRequired = false }
        model.compute("is_refund", by: "entry_line_refund")
    }

    private static func account(_ profile: VersionProfile) -> ModelChange {
        ModelChange("account.account") { model in
            model.displayName = "ledger_account_name"
            model.nameSearch = ["code", "name"]
            model.adjust("code") { $0.computation = nil }
            model.adjust("account_type") { $0.defaultValue = .value(.text("asset_current")) }
            model.adjust("company_ids") { $0.isRequired = false }
            model.adjust("company_ids") { $0.defaultValue = .value(.records([1])) }
            model.adjust("company_id") { $0.defaultValue = .value(.record(1)) }
            model.compute("current_balance", by: "ledger_balance")
            model.compute("internal_group", by: "ledger_group")
            model.indexes = [["code"]]
            if !profile.is18 { model.rules = [.company(field: "company_id")] }
        }
    }

    private static func tax(_ profile: VersionProfile) -> ModelChange {
        ModelChange("account.tax") { model in
            model.rules = [.company(field: "company_id")]
            model.nameSearch = ["name", "description", "invoice_label"]
            for name in ["country_id", "tax_group_id"] { model.adjust(name) { $0.isRequired = false } }
            if profile.is18 { model.compute("price_include", by: "tax_price_include") }
        }
    }

    private static let journal = ModelChange("account.journal") { model in
        model.nameSearch = ["name", "code"]
        model.constraints.append(
            TableConstraint(
                condition: .unique(["company_id", "code"]),
                message: "Journal codes must be unique per company."
            )
        )
        model.rules = [.company(field: "company_id")]
        for name in ["refund_sequence", "payment_sequence"] { model.adjust(name) { $0.isCopied = true } }
    }

    private static let analyticLine = ModelChange("account.analytic.line") { model in
        model.indexes.append(["move_line_id"])
    }

    private static let partnerAccounts = ["payable", "receivable"].map { word in
        ModelChange("res.partner") { model in
            model.adjust("property_account_\(word)_id") { $0.defaultValue = .external("account.1_\(word)") }
            model.compute(word == "payable" ? "debit" : "credit", by: "partner_\(word)")
        }
    }

    private static let company = ModelChange("res.company") { model in
        model.adjust("account_price_include") { $0.defaultValue = .value(.text("tax_excluded")) }
    }
}
