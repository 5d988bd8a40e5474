extension Environment {
    /// Deletes records with their external ids, and what hangs on them.
    ///
    /// - Throws: MissingError for the first record that is not there, ValidationError if another record needs one.
    mutating func unlink(_ model: ModelDefinition, _ ids: [Int64]) throws(OdooError) {
        try checkAccess(.unlink, model)
        if let id = ids.first(where: { !exists(model.name, $0) }) { throw .missing(model.name, id, user: user) }
        try checkRules(.unlink, model, ids)
        try ModelBehaviour.table[model.name]?.deleting?(&self, ids)
        let rows = ids.compactMap { database.row(model.name, $0) }
        for id in ids { try delete(model, id) }
        try ModelBehaviour.table[model.name]?.removed?(&self, rows)
        try ModelBehaviour.table[model.name]?.deleted?(&self)
    }

    private mutating func delete(_ model: ModelDefinition, _ id: Int64) throws(OdooError) {
        let referrers = catalogue.referrers[model.name] ?? []
        for referrer in referrers where referrer.field.effectiveDeletionRule == .restrict {
            guard !holders(of: id, referrer).isEmpty, let holder = catalogue[referrer.model] else { continue }
            throw foreignKeyError("\(holder.table)_\(referrer.field.name)_fkey", referrer.field, holder)
        }
        database.replace(model.name, id, with: nil)
        for entry in externalEntryRows(of: model.name, id) {
            database.replace("ir.model.data", entry, with: nil)
        }
        for referrer in referrers { try release(id, referrer) }
    }

    /// Empties or deletes what pointed to a deleted record.
    private mutating func release(_ id: Int64, _ referrer: Catalogue.Referrer) throws(OdooError) {
        let name = referrer.field.name
        for holder in holders(of: id, referrer) {
            guard var row = database.row(referrer.model, holder), let model = catalogue[referrer.model] else {
                continue
            }
            if referrer.field.type == .many2many {
                let rest = row[name]?.recordIDs.filter { $0 != id } ?? []
                row[name] = rest.isEmpty ? nil : .records(rest)
            } else if referrer.field.effectiveDeletionRule == .cascade {
                try delete(model, holder)
                continue
            } else {
                row[name] = nil
            }
            database.replace(referrer.model, holder, with: row)
        }
    }

    private func holders(of id: Int64, _ referrer: Catalogue.Referrer) -> [Int64] {
        let name = referrer.field.name
        if let found = database.ids(of: referrer.model, where: [name], are: [.record(id)]) { return found }
        return database.ids(of: referrer.model).filter { holder in
            database.row(referrer.model, holder)?[name]?.recordIDs.contains(id) == true
        }
    }
}
