import Foundation
import JSON

/// Names and external ids of records (reference: odoo.md, "name_search, name_create, fields_get and the like").
extension Environment {
    /// The records whose name fits, as `[id, name]`.
    func nameSearch(
        _ model: ModelDefinition,
        _ name: String,
        _ domain: JSON?,
        _ operation: String,
        limit: Int?
    ) throws(OdooError) -> JSON {
        let operation = profile.is19 ? operation.lowercased() : operation
        var parts = domain?.arrayValue ?? []
        if !name.isEmpty || !operation.contains("like") {
            parts.insert(["display_name", .string(operation), .string(name)], at: 0)
            if parts.count > 1 { parts.insert("&", at: 0) }
        }
        let isState = model.name == "res.country.state" && !name.isEmpty
        let isCode = isState || (model.name == "res.country" && name.count == 2)
        var ids = try search(model, .array(parts), limit: isCode ? nil : limit)
        if isCode { ids = putCodeFirst(ids, name, model, limit: limit) }
        if ids.isEmpty, model.name == "product.product", let code = NameForms.code(in: name) {
            let exact: JSON = [["default_code", "=", .string(code)]]
            ids = try search(model, .array((exact.arrayValue ?? []) + (domain?.arrayValue ?? [])), limit: limit)
        }
        return .array(ids.map { pair(model.name, $0) })
    }

    /// A country is found by its code of two letters before all others; in version 17 it does not count for the limit.
    private func putCodeFirst(_ ids: [Int64], _ code: String, _ model: ModelDefinition, limit: Int?) -> [Int64] {
        let ignoresCase = model.name == "res.country" || !profile.is18
        let coded = database.ids(of: model.name).filter { id in
            let text = value("code", in: model, id).textValue
            return ignoresCase ? text?.lowercased() == code.lowercased() : text == code
        }
        let others = ids.filter { !coded.contains($0) }
        guard let limit, limit > 0 else { return coded + others }
        return profile.is18 ? Array((coded + others).prefix(limit)) : coded + others.prefix(limit)
    }

    /// Makes a record from its name alone; a partner's may hold an e-mail address in angle brackets.
    mutating func nameCreate(_ model: ModelDefinition, _ name: String) throws(OdooError) -> JSON {
        // A plan is named by its path, which nobody writes; a category of products overrides that.
        let path = model.name == "account.analytic.plan" ? "complete_name" : model.recordName
        guard let field = model.name == "product.category" ? "name" : path else {
            throw .user("Cannot create new \(model.name) record from its name alone.")
        }
        guard model.name != "account.account" else {
            throw .validation("Please create new accounts from the Chart of Accounts menu.")
        }
        var values = JSONObject()
        values[field] = .string(name)
        if model.name == "res.partner", name.hasSuffix(">"), let open = name.lastIndex(of: "<") {
            let address = name[name.index(after: open)...].dropLast()
            if address.contains("@") {
                values["email"] = .string(String(address))
                values[field] = .string(name[..<open].trimmingCharacters(in: [" ", "\""]))
            }
        }
        let ids = try create(model, [values])
        return ids.first.map { pair(model.name, $0) } ?? false
    }

    /// The external ids of records, by their ids as texts; empty where there is none.
    func externalIDs(_ model: ModelDefinition, _ ids: [Int64]) -> JSON {
        var object = JSONObject()
        for id in ids { object[String(id)] = .string(externalEntry(of: model.name, id)?.complete ?? "") }
        return .object(object)
    }

    /// The defaults of the named fields; a many2one default is a bare id.
    func defaults(_ model: ModelDefinition, _ names: [String]) -> JSON {
        var object = JSONObject()
        for name in names {
            guard let field = model[name] else { continue }
            if let value = context.defaultValue(of: name) {
                let isText = field.type == .char || field.type == .text
                object[name] = isText && PythonText.isTruthy(value) ? .string(PythonText.str(value)) : value
            } else if name == "employee_id", model.name == "account.analytic.line" {
                object[name] = value("employee_id", of: "res.users", user).recordID.map { .integer($0) } ?? false
            } else if MeasuredDefaults.unanswered.contains("\(model.name).\(name)") {
                continue
            } else if !field.isDerived, let value = defaultValue(of: field), !value.isNull {
                let shown = wire(value, of: field, showsNames: false)
                object[name] = field.type.isMany ? [[6, 0, shown]] : shown
            } else if MeasuredDefaults.empty.contains("\(model.name).\(name)") {
                object[name] = field.type.isMany ? [[6, 0, []]] : false
            }
        }
        return .object(object)
    }

    /// Copies records.
    ///
    /// - Returns: The ids of the copies.
    mutating func copy(
        _ model: ModelDefinition,
        _ ids: [Int64],
        _ changes: JSONObject
    ) throws(OdooError) -> [Int64] {
        var copies: [Int64] = []
        for id in ids {
            guard exists(model.name, id) else { throw .missing(model.name, id, user: user) }
            try checkRules(.read, model, [id])
            let made = try create(model, [copiedValues(model, id).merging(changes)])
            for copy in made { copyTranslations(model, from: id, to: copy, without: changes) }
            copies += made
        }
        return copies
    }

    /// A copy keeps the texts of its original in the other languages.
    private mutating func copyTranslations(
        _ model: ModelDefinition,
        from id: Int64,
        to copy: Int64,
        without changes: JSONObject
    ) {
        guard let source = database.row(model.name, id), var row = database.row(model.name, copy) else { return }
        for field in model.fields where field.isTranslated && field.isCopied && changes[field.shownName] == nil {
            for (language, _) in Catalogue.languages {
                let key = Self.translationKey(field.name, language)
                if let text = source[key] { row[key] = text }
            }
        }
        database.replace(model.name, copy, with: row)
    }

    /// The values that a copy of a record takes over.
    func copiedValues(_ model: ModelDefinition, _ id: Int64) -> JSONObject {
        var values = JSONObject()
        for field in model.fields
        where field.isCopied && field.isStored && mayUse(field) && !ModelDefinition.magicFields.contains(field.name) {
            if field.type == .one2many {
                values[field.shownName] = .array(copiedLines(field, value(of: field, in: model, id).recordIDs))
            } else if !field.isDerived {
                values[field.shownName] = wire(value(of: field, in: model, id), of: field, showsNames: false)
            }
        }
        if model.name == "res.users" {
            for name in ["name", "login"] {
                values[name] = value(name, in: model, id).textValue.map { .string($0 + " (copy)") }
            }
        }
        if let suffix = model.copySuffix, let name = model.recordName, let text = values[name]?.stringValue {
            values[name] = .string(text + suffix)
        }
        return values
    }

    /// The commands that make copies of lines.
    private func copiedLines(_ field: FieldDefinition, _ lines: [Int64]) -> [JSON] {
        guard let target = field.relation.flatMap({ catalogue[$0] }), let inverse = field.inverse else { return [] }
        return lines.map { line in
            var values = copiedValues(target, line)
            values[inverse] = nil
            return [0, 0, .object(values)]
        }
    }
}

extension JSONObject {
    /// The members of both, those of `other` where a key is in both.
    fileprivate func merging(_ other: JSONObject) -> JSONObject {
        var result = self
        for (key, value) in other { result[key] = value }
        return result
    }
}
