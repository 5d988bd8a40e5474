import CanonicalModel
import JSON
import Testing

/// What may change within a published version, and what may not.
struct SchemaCompatibilityTests {
    /// A change of a published schema and what is said of it; nothing if it may be made.
    struct Change: Sendable, CustomTestStringConvertible {
        let name: String
        let path: [String]
        let member: String
        let value: JSON?
        let said: String?

        var testDescription: String { name }
    }

    /// A published schema, as a file holds it.
    private static let published: JSON = [
        "title": "Usage", "x-version": 1, "x-class": "C2", "x-key": ["id"], "type": "object",
        "required": ["id", "hours", "kind"],
        "properties": [
            "id": ["type": "string", "x-class": "C1"],
            "hours": ["type": "string", "pattern": "^[0-9.]+$", "x-type": "hours", "x-unit": "HUR", "x-class": "C2"],
            "kind": ["type": "string", "enum": ["owned", "rented"]],
            "note": ["type": ["string", "null"], "description": "a note"],
            "count": ["type": "integer", "minimum": 0],
            "origin": ["oneOf": [["type": "object", "properties": ["order": ["type": "string"]]]]],
            "lines": ["type": "array", "items": ["type": "object", "properties": ["code": ["type": "string"]]]],
        ],
    ]

    private static let changes: [Change] = {
        func field(_ name: String, _ member: String, _ value: JSON?, _ said: String?) -> Change {
            Change(
                name: "\(name): \(member)",
                path: ["properties", name],
                member: member,
                value: value,
                said: said.map { "Usage v1, \(name): \($0)" }
            )
        }
        func top(_ name: String, _ member: String, _ value: JSON?, _ said: String?) -> Change {
            Change(name: name, path: [], member: member, value: value, said: said)
        }
        return [
            field("note", "description", "what somebody noted", nil),
            field("id", "x-class", "C3", nil),
            Change(
                name: "an optional field more",
                path: ["properties"],
                member: "by",
                value: ["type": "string"],
                said: nil
            ),
            Change(
                name: "a field less",
                path: ["properties"],
                member: "note",
                value: nil,
                said: "Usage v1, note: it was removed"
            ),
            Change(
                name: "a field less in a list",
                path: ["properties", "lines", "items", "properties"],
                member: "code",
                value: nil,
                said: "Usage v1, lines[].code: it was removed"
            ),
            top(
                "an optional field becomes required",
                "required",
                ["id", "hours", "kind", "note"],
                "Usage v1, note: it must be there now, and what was written by this version may leave it out"
            ),
            top(
                "a required field becomes optional",
                "required",
                ["id", "kind"],
                "Usage v1, hours: it may be left out now, and readers of this version need it"
            ),
            top("another key", "x-key", ["kind"], #"Usage v1: the key was ["id"] and is ["kind"]"#),
            top("another version", "x-version", 2, "Usage v1: the version was 1 and is 2"),
            top("a lower class", "x-class", "C1", "Usage v1: its class was C2 and is lowered to C1"),
            top(
                "a field that needs another one",
                "dependentRequired",
                ["note": ["count"]],
                #"Usage v1: what needs what was none and is {"note":["count"]}"#
            ),
            field("hours", "x-class", "C1", "its class was C2 and is lowered to C1"),
            field("hours", "x-unit", "SEC", "its unit was HUR and is SEC"),
            field("hours", "type", "number", "its type was string and is number"),
            field("hours", "x-type", "money", "its x-type was hours and is money"),
            field("hours", "pattern", "^[0-9]+$", "its pattern was ^[0-9.]+$ and is ^[0-9]+$"),
            field("id", "format", "date", "its format was none and is date"),
            field("count", "minimum", 1, "its minimum was 0 and is 1"),
            field("count", "maximum", 9, "its maximum was none and is 9"),
            field("kind", "enum", ["owned"], "it no longer takes rented"),
            field(
                "kind",
                "enum",
                ["owned", "rented", "leased"],
                "it also takes leased, which readers of this version refuse"
            ),
            field("origin", "oneOf", [], "it had 1 alternatives and has 0"),
        ]
    }()

    @Test(arguments: changes)
    func eachRuleHolds(_ change: Change) {
        let current = Self.put(change.value, change.path[...], change.member, Self.published)
        let said = SchemaCompatibility.breaks(from: Self.published, to: current).map(\.description)
        guard let expected = change.said else {
            #expect(said == [])
            return
        }
        #expect(said.count == 1)
        #expect(said.first?.hasPrefix("\(expected); a published version stays as it is") == true, "\(said)")
    }

    @Test func aNewFieldMustBeOptional() {
        var current = Self.put(["type": "string"], ["properties"], "by", Self.published)
        current = Self.put(["id", "hours", "kind", "by"], [], "required", current)
        let said = SchemaCompatibility.breaks(from: Self.published, to: current).map(\.change)
        #expect(said == ["it is new and must be there; a new field must be optional"])
    }

    @Test func aSchemaIsCompatibleWithItself() {
        for schema in CanonicalVocabulary.schemas {
            #expect(SchemaCompatibility.breaks(from: schema.jsonSchema, to: schema.jsonSchema) == [])
        }
    }

    private static func put(_ new: JSON?, _ path: ArraySlice<String>, _ member: String, _ value: JSON) -> JSON {
        guard var object = value.objectValue else { return value }
        if let first = path.first {
            object[first] = put(new, path.dropFirst(), member, object[first] ?? .null)
        } else {
            object[member] = new
        }
        return .object(object)
    }
}
