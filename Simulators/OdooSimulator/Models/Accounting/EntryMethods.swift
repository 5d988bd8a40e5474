import JSON

extension ModelMethod {
    /// The methods of entries and their lines.
    static let accounting: [String: [String: ModelMethod]] = [
        "account.move": entryMethods,
        "account.move.line": lineMethods,
        Reversal.model: Reversal.methods,
        Payments.model: Payments.methods,
        PaymentRegister.model: PaymentRegister.methods,
    ]

    private static let entryMethods: [String: ModelMethod] = [
        "action_post": .ofRecords { environment, call throws(OdooError) in
            try environment.checkAccess(.write, call.model)
            try environment.checkRules(.write, call.model, call.ids)
            try environment.post(call.ids)
            return false
        },
        "copy": .ofRecords(.optional("default")) { environment, call throws(OdooError) in
            let changes = try call.arguments.object("default")
            var made: [Int64] = []
            for id in call.ids {
                guard let entry = Entry(environment, id) else {
                    throw .missing(Entry.model, id, user: environment.user)
                }
                try environment.checkRules(.read, call.model, [id])
                made.append(try environment.copyEntry(entry, changes))
            }
            if environment.profile.is18 { return .array(made.map { .integer($0) }) }
            return made.first.map { .integer($0) } ?? false
        },
        "action_register_payment": PaymentRegister.opening,
        "button_draft": .ofRecords { environment, call throws(OdooError) in
            try environment.checkAccess(.write, call.model)
            try environment.checkRules(.write, call.model, call.ids)
            try environment.resetToDraft(call.ids)
            return nil
        },
        "button_cancel": .ofRecords { environment, call throws(OdooError) in
            try environment.checkAccess(.write, call.model)
            try environment.checkRules(.write, call.model, call.ids)
            try environment.cancel(call.ids)
            return nil
        },
    ]

    private static let lineMethods: [String: ModelMethod] = [
        "reconcile": .ofRecords { environment, call throws(OdooError) in
            try environment.checkAccess(.write, call.model)
            try environment.checkReconcilable(call.ids)
            try environment.reconcile(call.ids)
            return nil
        },
        "remove_move_reconcile": .ofRecords { environment, call throws(OdooError) in
            try environment.checkAccess(.write, call.model)
            try environment.unreconcile(call.ids)
            return nil
        },
    ]
}

extension Environment {
    /// Refuses lines that cannot be settled against each other.
    ///
    /// - Throws: UserError.
    fileprivate func checkReconcilable(_ lines: [Int64]) throws(OdooError) {
        let rows = lines.compactMap { database.row(Entry.lineModel, $0) }
        guard !rows.contains(where: { $0["reconciled"]?.isTrue == true }) else {
            throw .user("You are trying to reconcile some entries that are already reconciled.")
        }
        let entries = rows.compactMap { $0["move_id"]?.recordID }.compactMap { Entry(self, $0) }
        guard entries.allSatisfy(\.isPosted) else { throw .user("You can only reconcile posted entries.") }
        let accounts = Set(rows.compactMap { $0["account_id"]?.recordID })
        guard accounts.count <= 1 else {
            let names = accounts.sorted().map { account in
                catalogue["account.account"].map { displayName($0, account) } ?? ""
            }
            throw .user("Entries are not from the same account: \(names.joined(separator: ", "))")
        }
        if let account = accounts.first, let model = catalogue["account.account"],
            !value("reconcile", in: model, account).isTrue
        {
            throw .user(
                "Account \(displayName(model, account)) does not allow reconciliation. First change the configuration of "
                    + "this account to allow it."
            )
        }
    }
}
