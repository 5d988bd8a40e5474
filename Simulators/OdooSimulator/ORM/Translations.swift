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
    /// - Throws: ValueError for a field that is not there or for several records, AccessError without the right to write,
    ///   UserError for a language that is not installed and for what is no text.
    mutating func translate(
        _ model: ModelDefinition,
        _ ids: [Int64],
        _ name: String,
        _ texts: JSONObject
    ) throws(OdooError) -> JSON {
        guard ids.count == 1, let id = ids.first else {
            throw .python("ValueError", "Expected singleton: \(model.name)\(PythonText.ids(ids))")
        }
        guard let field = model[name] else { throw .invalidField(name, of: model.name) }
        try checkGroups(.write, [field], model)
        try checkAccess(.write, model)
        try checkRules(.write, model, ids)
        try Self.checkLanguages(of: texts)
        guard field.isTranslated else { return false }
        guard var row = database.row(model.name, id) else { throw .missing(model.name, id, user: user) }
        guard try store(texts, of: field, model, in: &row) else { return false }
        database.replace(model.name, id, with: row)
        try writeAgain(field, model, id, row)
        return true
    }

    private static func checkLanguages(of texts: JSONObject) throws(OdooError) {
        let missing = texts.map(\.key).filter { key in key != "en_US" && !Catalogue.languages.contains { $0.0 == key } }
        guard missing.isEmpty else {
            throw .user("The following languages are not activated: \(missing.joined(separator: ", "))")
        }
    }

    /// Puts the texts into a row; a field without a text has the first one, or that of the call's language, as its source.
    private func store(
        _ texts: JSONObject,
        of field: FieldDefinition,
        _ model: ModelDefinition,
        in row: inout Row
    ) throws(OdooError) -> Bool {
        guard !texts.contains(where: { PythonText.isTruthy($0.value) && $0.value.stringValue == nil }) else {
            throw .user("Translations for model translated fields only accept falsy values and str")
        }
        var given: [(language: String, value: FieldValue?)] = []
        for (language, text) in texts where language != "en_US" || text.stringValue != nil {
            guard let text = text.stringValue else {
                given.append((language, nil))
                continue
            }
            let value = try ValueConversion(isCreating: false).column(.string(text), of: field, in: model)
            given.append((language, value))
        }
        guard !given.isEmpty else { return false }
        for (language, value) in given where language != "en_US" {
            row[Self.translationKey(field.name, language)] = value
        }
        let own = given.first { $0.language == context.language }?.value
        if let source = given.first(where: { $0.language == "en_US" })?.value {
            row[field.name] = source
        } else if row[field.name] == nil {
            row[field.name] = own ?? given.lazy.compactMap(\.value).first
        }
        return true
    }

    /// Writes the source of a field as it stands, so that all happens that a change brings with it.
    private mutating func writeAgain(
        _ field: FieldDefinition,
        _ model: ModelDefinition,
        _ id: Int64,
        _ row: Row
    ) throws(OdooError) {
        let before = context
        defer { context = before }
        context = context.setting("lang", to: "en_US")
        var values = JSONObject()
        values[field.shownName] = row[field.name]?.textValue.map { .string($0) } ?? false
        try write(model, [id], values)
    }
}
