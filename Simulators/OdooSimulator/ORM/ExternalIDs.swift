import JSON

/// One external id with the record that it names.
struct ExternalEntry: Sendable {
    /// The id of the row of `ir.model.data`.
    let id: Int64
    let module: String
    let name: String
    let model: String
    let record: Int64

    /// The external id in full: `module.name`.
    var complete: String { "\(module).\(name)" }
}

extension Environment {
    /// The entry of an external id in full; `nil` if there is none.
    func externalEntry(_ externalID: String) -> ExternalEntry? {
        let (module, name) = Self.parts(of: externalID)
        return database.ids(of: "ir.model.data", where: ["module", "name"], are: [.text(module), .text(name)])?.first
            .flatMap(externalEntry(row:))
    }

    /// The first external id of a record; `nil` if it has none.
    func externalEntry(of model: String, _ id: Int64) -> ExternalEntry? {
        externalEntryRows(of: model, id).first.flatMap(externalEntry(row:))
    }

    /// The rows of `ir.model.data` that name a record, the oldest first.
    func externalEntryRows(of model: String, _ id: Int64) -> [Int64] {
        (database.ids(of: "ir.model.data", where: ["model", "res_id"], are: [.text(model), .integer(id)]) ?? [])
            .sorted()
    }

    /// Names a record by an external id.
    ///
    /// - Throws: ValidationError if the name has a blank or is in use.
    mutating func setExternalID(_ externalID: String, of model: String, _ id: Int64) throws(OdooError) {
        let (module, name) = Self.parts(of: externalID)
        let values: Row = [
            "module": .text(module), "name": .text(name), "model": .text(model), "res_id": .integer(id),
            "noupdate": .boolean(false),
        ]
        try asSuperuser { environment throws(OdooError) in
            _ = try environment.insert("ir.model.data", values)
        }
        database.externalIDs.remember("\(module).\(name)", model, id)
    }

    /// The record that an external id names as far as the server remembers, whoever may see it.
    ///
    /// - Throws: ValueError if there is no such external id.
    mutating func rememberedTarget(of externalID: String) throws(OdooError) -> ExternalIDCache.Target {
        if let target = database.externalIDs[externalID] { return target }
        guard let entry = externalEntry(externalID) else {
            throw .python("ValueError", "External ID not found in the system: \(externalID)")
        }
        database.externalIDs.remember(externalID, entry.model, entry.record)
        return ExternalIDCache.Target(model: entry.model, record: entry.record)
    }

    /// The module, which ends at the first dot, and the name behind it.
    static func parts(of externalID: String) -> (module: String, name: String) {
        guard let dot = externalID.firstIndex(of: ".") else { return ("", externalID) }
        return (String(externalID[..<dot]), String(externalID[externalID.index(after: dot)...]))
    }

    /// What is known about a record beside its own fields: the log's columns and the external ids, the oldest as the main one.
    func metadata(of model: ModelDefinition, _ row: JSON) -> JSON {
        guard var object = row.objectValue, let id = object["id"]?.integerValue else { return row }
        let entries = externalEntryRows(of: model.name, id).compactMap { entry -> JSON? in
            guard let name = externalEntry(row: entry)?.complete else { return nil }
            return ["xmlid": .string(name), "noupdate": .bool(value("noupdate", of: "ir.model.data", entry).isTrue)]
        }
        object["xmlid"] = entries.first?["xmlid"] ?? false
        object["noupdate"] = entries.first?["noupdate"] ?? false
        object["xmlids"] = .array(entries)
        return .object(object)
    }

    private func externalEntry(row id: Int64) -> ExternalEntry? {
        guard let row = database.row("ir.model.data", id), let name = row["name"]?.textValue,
            let model = row["model"]?.textValue, case .integer(let record)? = row["res_id"]
        else { return nil }
        return ExternalEntry(
            id: id,
            module: row["module"]?.textValue ?? "",
            name: name,
            model: model,
            record: record
        )
    }
}
