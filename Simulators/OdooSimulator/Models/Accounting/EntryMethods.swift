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
            guard let line = call.arguments["line_id"]?.integerValue else {
                throw .python("IndexError", "tuple index out of range")
            }
            let account = try environment.readableLine(line)["account_id"]
            let own = call.ids.flatMap { environment.entryLines($0) }
                .filter { $0.row["account_id"] == account && $0.row["reconciled"]?.isTrue != true }.map(\.id)
            try environment.checkReconcilable([line] + own)
            try environment.reconcile([line] + own)
            return nil
        },
        "js_remove_outstanding_partial": .ofRecords(.required("partial_id")) { environment, call throws(OdooError) in
            guard call.ids.count == 1 else {
                throw .python("ValueError", "Expected singleton: \(call.model.name)\(PythonText.ids(call.ids))")
            }
            guard let partial = call.arguments["partial_id"]?.integerValue else { return true }
            try environment.removeMatch(partial)
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
    /// A line that the caller may read.
    ///
    /// - Throws: MissingError, or AccessError by a rule.
    fileprivate func readableLine(_ id: Int64) throws(OdooError) -> Row {
        let model = try model(Entry.lineModel)
        try checkAccess(.read, model)
        guard let row = database.row(model.name, id) else { throw .missing(model.name, id, user: user) }
        try checkRules(.read, model, [id])
        return row
    }

    /// Takes back one match for the caller.
    ///
    /// - Throws: MissingError, or AccessError without the right to delete it or to read its lines.
    fileprivate mutating func removeMatch(_ id: Int64) throws(OdooError) {
        let model = try model(Self.partialModel)
        try checkAccess(.read, model)
        guard let row = database.row(model.name, id) else { throw .missing(model.name, id, user: user) }
        try checkAccess(.unlink, model)
        for name in ["debit_move_id", "credit_move_id"] {
            if let line = row[name]?.recordID { _ = try readableLine(line) }
        }
        try takeBack([id])
    }

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
