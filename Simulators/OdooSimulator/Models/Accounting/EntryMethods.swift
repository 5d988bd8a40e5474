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
            try environment.checkButton(call)
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
        "js_assign_outstanding_line": .ofRecords(.required("line_id")) { environment, call throws(OdooError) in
            try environment.checkButton(call)
            guard let line = call.arguments["line_id"]?.integerValue,
                let account = environment.database.row(Entry.lineModel, line)?["account_id"]
            else { return nil }
            let own = call.ids.flatMap { environment.entryLines($0) }
                .filter { $0.row["account_id"] == account && $0.row["reconciled"]?.isTrue != true }.map(\.id)
            try environment.checkReconcilable([line] + own)
            try environment.reconcile([line] + own)
            return nil
        },
        "js_remove_outstanding_partial": .ofRecords(.required("partial_id")) { environment, call throws(OdooError) in
            try environment.checkButton(call)
            guard let partial = call.arguments["partial_id"]?.integerValue,
                let line = environment.database.row(Environment.partialModel, partial)?["debit_move_id"]?.recordID
            else { return true }
            try environment.unreconcile([line])
            return true
        },
        "button_draft": .ofRecords { environment, call throws(OdooError) in
            try environment.checkButton(call)
            try environment.resetToDraft(call.ids)
            return nil
        },
        "button_cancel": .ofRecords { environment, call throws(OdooError) in
            try environment.checkButton(call)
            try environment.cancel(call.ids)
            return nil
        },
    ]

    private static let lineMethods: [String: ModelMethod] = [
        "reconcile": .ofRecords { environment, call throws(OdooError) in
            try environment.checkButton(call)
            try environment.checkReconcilable(call.ids)
            try environment.reconcile(call.ids)
            return nil
        },
        "remove_move_reconcile": .ofRecords { environment, call throws(OdooError) in
            try environment.checkButton(call)
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
