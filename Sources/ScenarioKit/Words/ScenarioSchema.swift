package import JSON

/// The JSON Schema of scenario files, for editors; made of the same words as the reader.
package enum ScenarioSchema {
    /// The schema, in draft 2020-12.
    package static var json: JSON {
        var properties = JSONObject()
        for member in ScenarioWord.head { properties[member.name] = schema(of: member) }
        let texts: JSON = ["type": "object", "additionalProperties": scalar]
        properties["environment"] = described(texts, "variables from which the configuration takes its secrets")
        properties["systems"] = described(["type": "object", "additionalProperties": system], "the systems by name")
        properties["steps"] = described(["type": "array", "items": step], "what happens, in order")
        properties["expect"] = described(["$ref": "#/$defs/expect"], "what must hold at the end")
        let required = ScenarioWord.head.filter(\.isRequired).map(\.name) + ["systems", "steps"]
        return [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Purlin scenario", "type": "object", "additionalProperties": false,
            "required": list(required), "properties": .object(properties), "$defs": ["expect": expectation],
        ]
    }

    /// The schema as its file holds it.
    package static var text: String { json.text(style: .pretty) + "\n" }

    private static let scalar: JSON = ["type": ["string", "number", "boolean"]]

    private static var system: JSON {
        [
            "type": "object", "additionalProperties": false,
            "properties": [
                "simulator": ["enum": list(Scenario.Simulator.allCases.map(\.rawValue))],
                "options": ["type": "object", "additionalProperties": scalar],
                "drop": ["enum": list(Scenario.Drop.allCases.map(\.rawValue))],
            ],
        ]
    }

    private static var step: JSON {
        var properties: JSONObject = [
            "at": ["type": "string", "description": .string("the moment: \(ScenarioMoment.forms)")],
            "note": ["type": "string", "description": "what a reader of the report is told"],
            "expect": ["$ref": "#/$defs/expect"],
        ]
        for word in ScenarioWord.steps { properties[word.name] = oneOrMore(word) }
        return ["type": "object", "additionalProperties": false, "properties": .object(properties)]
    }

    private static var expectation: JSON {
        var properties = JSONObject()
        for word in ScenarioWord.expectations { properties[word.name] = oneOrMore(word) }
        for member in ScenarioWord.plainExpectations { properties[member.name] = schema(of: member) }
        return ["type": "object", "additionalProperties": false, "properties": .object(properties)]
    }

    private static func oneOrMore(_ word: ScenarioWord) -> JSON {
        var properties = JSONObject()
        for member in word.members { properties[member.name] = schema(of: member) }
        let one: JSON = [
            "type": "object", "additionalProperties": .bool(word.isOpen),
            "required": list(word.members.filter(\.isRequired).map(\.name)), "properties": .object(properties),
        ]
        return ["description": .string(word.about), "anyOf": [one, ["type": "array", "items": one]]]
    }

    private static func schema(of member: ScenarioWord.Member) -> JSON {
        let type: JSON =
            switch member.kind {
            case .text, .word: scalar
            case .decimal: ["type": ["string", "number"]]
            case .count: ["type": "integer", "minimum": 0]
            case .date: ["type": "string", "format": "date"]
            case .month: ["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"]
            case .moment: ["type": "string"]
            case .span: ["type": "string", "pattern": "^[0-9]+[smhd]$"]
            case .dates: ["anyOf": [["type": "string"], ["type": "array", "items": ["type": "string"]]]]
            case .texts: ["type": "object", "additionalProperties": scalar]
            case .words: ["type": "array", "items": scalar, "minItems": 1]
            case .counts:
                [
                    "anyOf": [
                        ["const": "none"],
                        ["type": "object", "additionalProperties": ["type": "integer", "minimum": 0]],
                    ]
                ]
            }
        return described(type, member.about)
    }

    private static func described(_ schema: JSON, _ about: String) -> JSON {
        var object = schema.objectValue ?? [:]
        object["description"] = .string(about)
        return .object(object)
    }

    private static func list(_ names: [String]) -> JSON { .array(names.map { .string($0) }) }
}
