public import JSON

extension CanonicalSchema {
    /// What the object's schema is called among the published files: `MeterReading.v1.schema.json`.
    public var fileName: String { "\(object).v\(version).schema.json" }

    /// The schema as JSON Schema, draft 2020-12, with what that has no words for under names with `x-`: the unit and the
    /// class of each field, the key and the source of the object.
    public var jsonSchema: JSON {
        var schema: JSONObject = [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": .string("urn:purlin:schema:\(object):v\(version)"),
            "title": .string(object), "description": .string(summary),
            "x-version": .integer(Int64(version)), "x-class": .string(sensitivity.rawValue),
            "x-key": .array(key.map(JSON.string)), "x-source": .string(source),
        ]
        for (name, value) in FieldType.objectSchema(fields) { schema[name] = value }
        if !requires.isEmpty {
            var dependent = JSONObject()
            for name in requires.keys.sorted() { dependent[name] = .array((requires[name] ?? []).map(JSON.string)) }
            schema["dependentRequired"] = .object(dependent)
        }
        return .object(schema)
    }
}

extension SchemaField {
    fileprivate var jsonSchema: JSON {
        var schema = type.jsonSchema
        if !isRequired { Self.allowNull(in: &schema) }
        schema["description"] = .string(summary)
        schema["x-unit"] = unit.map { .string($0) }
        schema["x-class"] = .string(sensitivity.rawValue)
        return .object(schema)
    }

    private static func allowNull(in schema: inout JSONObject) {
        if let type = schema["type"] { schema["type"] = [type, "null"] }
        if let words = schema["enum"]?.arrayValue { schema["enum"] = .array(words + [.null]) }
        if let alternatives = schema["oneOf"]?.arrayValue {
            schema["oneOf"] = .array(alternatives + [["type": "null"]])
        }
    }
}

extension FieldType {
    /// The part of a JSON Schema that describes an object with some fields.
    fileprivate static func objectSchema(_ fields: [SchemaField]) -> JSONObject {
        var properties = JSONObject()
        for field in fields { properties[field.name] = field.jsonSchema }
        return [
            "type": "object", "additionalProperties": false, "properties": .object(properties),
            "required": .array(fields.filter(\.isRequired).map { .string($0.name) }),
        ]
    }

    fileprivate var jsonSchema: JSONObject {
        switch self {
        case .text: ["type": "string"]
        case .code: ["type": "string", "x-type": "code"]
        case .decimal(let scale): Self.decimal(scale, "decimal")
        case .money: Self.decimal(nil, "money")
        case .hours: Self.decimal(2, "hours")
        case .date: ["type": "string", "format": "date"]
        case .month: ["type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$", "x-type": "month"]
        case .instant: ["type": "string", "format": "date-time"]
        case .currency: ["type": "string", "pattern": "^[A-Z]{3}$", "x-type": "currency"]
        case .count: ["type": "integer", "minimum": 0]
        case .integer(let range):
            ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
        case .boolean: ["type": "boolean"]
        case .enumeration(let words): ["type": "string", "enum": .array(words.map(JSON.string))]
        case .nested(let fields): Self.objectSchema(fields)
        case .either(let alternatives): ["oneOf": .array(alternatives.map { .object(Self.objectSchema($0)) })]
        case .list(let element): ["type": "array", "items": .object(element.jsonSchema)]
        }
    }

    private static func decimal(_ scale: Int?, _ type: String) -> JSONObject {
        let decimals = scale.map { "[0-9]{0,\($0)}0*" } ?? "[0-9]+"
        let fraction = scale == nil ? "(\\.\(decimals))?" : "(\\.(?=[0-9])\(decimals))?"
        return ["type": "string", "pattern": .string("^-?[0-9]+\(fraction)$"), "x-type": .string(type)]
    }
}
