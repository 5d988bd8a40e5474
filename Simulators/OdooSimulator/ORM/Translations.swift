import JSON

extension Environment {
    /// The texts of a translated field in every installed language, and what kind of field it is.
    ///
    /// - Throws: ValueError for a field that is not there.
    func translations(_ model: ModelDefinition, _ ids: [Int64], _ name: String) throws(OdooError) -> JSON {
        guard let field = model[name] else { throw .invalidField(name, of: model.name) }
        try checkGroups(.read, [field], model)
        try checkAccess(.read, model)
        try checkRules(.read, model, ids)
        guard let id = ids.first, let row = database.row(model.name, id) else { return [[], [:]] }
        let source = row[name]?.textValue ?? ""
        let texts = Catalogue.languages.map { language, _ -> JSON in
            let text = row[Self.translationKey(name, language)]?.textValue ?? source
            return ["lang": .string(language), "source": .string(source), "value": .string(text)]
        }
        let kind: JSON = field.type == .char ? "char" : "text"
        return [.array(texts), ["translation_type": kind, "translation_show_source": false]]
    }

    /// Writes the texts of a translated field by their languages; false takes a translation away.
    ///
    /// - Throws: ValueError for a field that is not there, AccessError without the right to write.
    mutating func translate(
        _ model: ModelDefinition,
        _ ids: [Int64],
        _ name: String,
        _ texts: JSONObject
    ) throws(OdooError) -> JSON {
        guard let field = model[name] else { throw .invalidField(name, of: model.name) }
        try checkGroups(.write, [field], model)
        try checkAccess(.write, model)
        try checkRules(.write, model, ids)
        guard field.isTranslated else { return false }
        for id in ids {
            guard var row = database.row(model.name, id) else { throw .missing(model.name, id, user: user) }
            for (language, text) in texts {
                let key = language == "en_US" ? name : Self.translationKey(name, language)
                if let text = text.stringValue { row[key] = .text(text) } else if key != name { row[key] = nil }
            }
            database.replace(model.name, id, with: row)
        }
        return true
    }
}
