import JSON

extension Environment {
    /// The descriptions of fields, as `fields_get` gives them.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - names: The fields; all if `nil` or empty. Unknown ones are left out.
    ///   - attributes: The attributes; all if `nil`.
    /// - Returns: The descriptions by field.
    func describe(_ model: ModelDefinition, _ names: [String]?, _ attributes: [String]?) -> JSON {
        var object = JSONObject()
        for field in model.fields where names.map({ $0.isEmpty || $0.contains(field.shownName) }) ?? true {
            guard mayUse(field) || isPersonal(field, model) else { continue }
            let all = description(of: field)
            guard let attributes else {
                object[field.shownName] = .object(all)
                continue
            }
            var chosen = JSONObject()
            for (key, value) in all where attributes.contains(key) || (key == "domain" && field.shownDomain != nil) {
                chosen[key] = value
            }
            object[field.shownName] = .object(chosen)
        }
        return .object(object)
    }

    private func description(of field: FieldDefinition) -> JSONObject {
        var object = JSONObject()
        object["type"] = .string(field.type.rawValue)
        object["string"] = .string(field.shownLabel ?? field.label)
        object["name"] = .string(field.shownName)
        object["required"] = .bool(field.isRequired)
        object["readonly"] = .bool(field.isReadonly)
        object["store"] = .bool(field.isStored)
        object["searchable"] = .bool(field.isSearchable)
        object["sortable"] = .bool(field.isSortable)
        object["company_dependent"] = .bool(field.isCompanyDependent)
        if [.char, .text, .html].contains(field.type) { object["translate"] = .bool(field.isTranslated) }
        if let relation = field.relation { object["relation"] = .string(relation) }
        if field.related == nil, let inverse = field.inverse { object["relation_field"] = .string(inverse) }
        if let currency = field.currencyField { object["currency_field"] = .string(currency) }
        if let digits = field.digits {
            object["digits"] = [.integer(Int64(digits.total)), .integer(Int64(digits.scale))]
        } else if field.isShownUnrounded {
            object["digits"] = false
        }
        if let size = field.size { object["size"] = .integer(Int64(size)) }
        if field.type == .selection {
            object["selection"] = .array(
                field.selection.map { item in
                    [.string(item.key), .string(SelectionWords.label(item.label, in: context.language))]
                }
            )
        }
        if let domain = field.shownDomain { object["domain"] = .string(domain) }
        return object
    }
}
