import JSON

extension ModelBehaviour {
    /// An account of the ledger has a code of its own in its company.
    static let ledgerAccount = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in
            if let company = environment.currentCompany {
                if environment.profile.is18, !set.given.contains("company_ids") {
                    set.columns["company_ids"] = .records([company])
                } else if !environment.profile.is18, !set.given.contains("company_id") {
                    set.columns["company_id"] = .record(company)
                }
            }
            if !set.given.contains("reconcile") {
                let type = set.columns["account_type"]?.textValue
                set.columns["reconcile"] = .boolean(type == "asset_receivable" || type == "liability_payable")
            }
        },
        validate: { environment, id, given throws(OdooError) in
            guard given.contains("code"), let row = environment.database.row("account.account", id),
                let code = row["code"], let text = code.textValue
            else { return }
            guard text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "." }) else {
                throw .validation("The account code can only contain alphanumeric characters and dots.")
            }
            let same = environment.database.ids(of: "account.account", where: ["code"], are: [code]) ?? []
            let clashes = same.contains { other in
                other != id && environment.shareCompany(row, environment.database.row("account.account", other) ?? [:])
            }
            guard clashes else { return }
            guard !environment.profile.is18 else {
                throw .validation(
                    "Account codes must be unique. You can't create accounts with these duplicate codes: \(text)"
                )
            }
            let company = environment.name(of: "res.company", row["company_id"]?.recordID ?? 0)
            throw .validation("The code of the account must be unique per company!\n- \(text) in \(company)")
        },
        deleting: { environment, ids throws(OdooError) in
            let isUsed = ids.contains { id in
                environment.database.ids(of: Entry.lineModel, where: ["account_id"], are: [.record(id)])?.isEmpty
                    == false
            }
            guard !isUsed else {
                throw .user("You cannot perform this action on an account that contains journal items.")
            }
        }
    )
}

extension Environment {
    /// Whether two accounts belong to one company.
    fileprivate func shareCompany(_ left: Row, _ right: Row) -> Bool {
        guard profile.is18 else { return left["company_id"] == right["company_id"] }
        let own = Set(left["company_ids"]?.recordIDs ?? [])
        let other = right["company_ids"]?.recordIDs ?? []
        return own.isEmpty || other.isEmpty || !own.isDisjoint(with: other)
    }
}
