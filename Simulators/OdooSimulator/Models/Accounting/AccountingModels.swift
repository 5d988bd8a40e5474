extension Catalogue {
    /// The models of the ledger that were not measured but that measured fields lead to.
    static func accountingModels() -> [ModelDefinition] {
        [partial, full, taxGroup, methodLine]
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
            .many2one("exchange_move_id", "Exchange Move", "account.move"),
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

    private static let methodLine = ModelDefinition(
        "account.payment.method.line",
        "Payment Methods",
        [
            .char("name", "Name"), .integer("sequence", "Sequence", default: 10),
            .many2one("journal_id", "Journal", "account.journal"),
            .selection("payment_type", "Payment Type", [("inbound", "Inbound"), ("outbound", "Outbound")]),
            .many2one("company_id", "Company", "res.company").related("journal_id.company_id"),
        ]
    ) { model in
        model.order = "sequence, id"
        model.displayName = "payment_method_line_name"
        model.rights = ModelRights(change: ["Invoicing/Administrator"], read: ["User types/Internal User"])
    }

    private static let taxGroup = ModelDefinition(
        "account.tax.group",
        "Tax Group",
        [
            .char("name", "Name").required.translated,
            .integer("sequence", "Sequence", default: 10),
            .many2one("company_id", "Company", "res.company").required.defaulting(to: .company),
            .many2one("country_id", "Country", "res.country"),
        ]
    ) { model in
        model.order = "sequence asc, id"
        model.rights = ModelRights(change: ["Invoicing/Administrator"], read: ["User types/Internal User"])
    }

    /// What entries, their lines and what they need have beyond their measured fields.
    static func accountingChanges(_ profile: VersionProfile) -> [ModelChange] {
        [entry(profile), line, account(profile), tax(profile), journal, analyticLine]
            + partnerAccounts + [company, payment, register, reversal, term]
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
        model.compute("payment_method_line_id", by: "payment_method_line")
        model.rules = [.company(field: "company_id")]
    }

    private static let register = ModelChange("account.payment.register") { model in
        model.compute("total_payments_amount", by: "register_payment_count")
        model.compute("payment_method_line_id", by: "payment_method_line")
        model.compute("payment_difference", by: "payment_difference")
    }

    private static let term = ModelChange("account.payment.term") { model in
        model.adjust("early_pay_discount_computation") { $0.defaultValue = .value(.text("included")) }
    }

    private static let reversal = ModelChange(Reversal.model) { model in
        model.compute("residual", by: "reversal_residual")
        model.compute("currency_id", by: "reversal_currency")
        model.compute("move_type", by: "reversal_kind")
        model.compute("available_journal_ids", by: "reversal_journals")
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
        model.adjust("tax_line_id") { $0.deletionRule = .restrict }
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
            model.adjust("company_id") { $0.defaultValue = .company }
            model.adjust("tax_group_id") { $0.defaultValue = .external("account.1_tax_group_15") }
            model.adjust("country_id") { $0.defaultValue = .external("base.us") }
            model.adjust("is_base_affected") { $0.defaultValue = .value(.boolean(true)) }
            model.adjust("tax_exigibility") { $0.defaultValue = .value(.text("on_invoice")) }
            model.compute("is_used", by: "tax_is_used")
            model.copySuffix = " (Copy)"
            if profile.is18 { model.compute("price_include", by: "tax_price_include") }
        }
    }

    private static let journal = ModelChange("account.journal") { model in
        model.nameSearch = ["name", "code"]
        model.adjust("sequence") { $0.defaultValue = .value(.integer(10)) }
        model.constraints = [
            TableConstraint(
                condition: .unique(["company_id", "code"]),
                message: "Journal codes must be unique per company."
            )
        ]
        model.indexes = [["company_id", "code"]]
        model.compute("inbound_payment_method_line_ids", by: "journal_inbound_lines")
        model.compute("outbound_payment_method_line_ids", by: "journal_outbound_lines")
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
