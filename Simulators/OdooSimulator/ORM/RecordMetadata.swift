import JSON

extension Environment {
    /// What `get_metadata` tells: who made and changed the records and when, and their external ids.
    ///
    /// - Throws: AccessError for records that the user may not see.
    func metadata(_ model: ModelDefinition, _ ids: [Int64]) throws(OdooError) -> JSON {
        let fields = ["create_uid", "create_date", "write_uid", "write_date"].filter { model[$0] != nil }
        let records = try read(model, ids, fields, showsNames: true).arrayValue ?? []
        return .array(records.map { .object(withExternalIDs($0, model.name)) })
    }

    private func withExternalIDs(_ record: JSON, _ model: String) -> JSONObject {
        var object = record.objectValue ?? JSONObject()
        let entry = record["id"]?.integerValue.flatMap { externalEntry(of: model, $0) }
        object["xmlid"] = entry.map { .string($0.complete) } ?? false
        object["noupdate"] = false
        return object
    }
}
