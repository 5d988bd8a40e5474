import CanonicalModel
import JSON
import Testing

/// The description of an object and the Swift type that reads it say the same.
struct SchemaTests {
    @Test func eachObjectHasASampleInWhichEachFieldOccurs() {
        for schema in CanonicalVocabulary.schemas {
            let samples = SchemaSample.all.filter { $0.schema.object == schema.object }
            let told = Set(samples.flatMap { Place.all(in: $0.payload).map(\.field) })
            let described = Set(schema.allFields.map(\.path))
            #expect(told == described, "\(schema.object)")
        }
    }

    @Test(arguments: SchemaSample.all)
    func whatAnObjectWritesIsSoundAndComesBack(_ sample: SchemaSample) throws {
        #expect(sample.schema.violations(in: sample.payload) == [])
        #expect(try sample.reread(sample.payload) == sample.payload)
    }

    @Test(arguments: SchemaSample.all)
    func aFieldIsMissedByBothOrByNeither(_ sample: SchemaSample) throws {
        for place in Place.all(in: sample.payload) {
            let lacking = place.replaced(in: sample.payload, by: nil)
            let isSound = sample.schema.violations(in: lacking).isEmpty
            #expect(sample.reads(lacking) == isSound, "\(sample.schema.object) without \(place.path)")
            let field = try #require(sample.schema.allFields.first { $0.path == place.field }?.field)
            let isNamedByAnother = sample.schema.requires.values.contains { $0.contains(place.field) }
            #expect(isSound == !(field.isRequired || isNamedByAnother), "\(sample.schema.object).\(place.path)")
            let null = place.replaced(in: sample.payload, by: .null)
            #expect(sample.reads(null) == isSound && sample.schema.violations(in: null).isEmpty == isSound)
        }
    }

    /// Values of every kind, and texts that are no decimal, hours, date, instant, currency or word.
    private static let strange: [JSON] = [
        true, 7, -7, .real(7.5), [], [7], [:], ["x": 1], "", "x", "1e3", "+1", "1.", "8.125", "2026-02-30", "2026-13",
        "2026-01-05", "2026-01", "2026-01-05T05:58:11", "2026-01-05T05:58:11Z", "usd", "USD", "1,5", "12.50", "00:30",
    ]

    /// What the types expect where fields must fit one another.
    private static let betweenFields = [
        "hours × rate = ", "an amount in whole minor units", "equipment where a machine",
        "a batch that is what it says", "an accrual of ", "at least one accrual",
    ]

    @Test(arguments: SchemaSample.all)
    func aValueIsRefusedByBothOrByNeither(_ sample: SchemaSample) {
        var refused = 0
        for place in Place.all(in: sample.payload) {
            for value in Self.strange {
                let changed = place.replaced(in: sample.payload, by: value)
                let violations = sample.schema.violations(in: changed)
                // Only a rule between fields may make the type refuse what is well formed.
                if violations.isEmpty, let refusal = sample.refusal(of: changed) {
                    let isBetweenFields = Self.betweenFields.contains { refusal.expected.hasPrefix($0) }
                    #expect(
                        isBetweenFields,
                        "\(sample.schema.object).\(place.path) = \(value.canonicalText): \(refusal)"
                    )
                }
                guard !violations.isEmpty else { continue }
                refused += 1
                // A value that is only strange is read by the type; one that is no value of the field is not.
                let isOnlyExtra = violations.allSatisfy { $0.expected == "no such member" }
                #expect(
                    !sample.reads(changed) || isOnlyExtra,
                    "\(sample.schema.object).\(place.path) = \(value.canonicalText): \(violations)"
                )
                #expect(violations.allSatisfy { $0.path.hasPrefix(place.path) || sample.schema.requires.count > 0 })
            }
        }
        #expect(refused > 0)
    }

    /// A connector that was built with an earlier description still reads what has a field more; intake tells of it.
    @Test(arguments: SchemaSample.all)
    func aMemberThatNobodyReadsIsAViolation(_ sample: SchemaSample) {
        for place in Place.objects(in: sample.payload) {
            let path = place.path.isEmpty ? "corrrects" : "\(place.path).corrrects"
            let changed = place.adding("corrrects", "T-0", in: sample.payload)
            let told = sample.schema.violations(in: changed).map(\.description)
            #expect(told == ["\(path): expected no such member, found string"])
            #expect(sample.reads(changed))
        }
    }

    @Test func everyViolationIsToldWithItsPath() throws {
        let register: JSON = [
            "run": 612, "periodEnd": "2026-02-30",
            "lines": [
                ["row": 2, "employee": "x", "earnCode": "x", "project": "x", "costCode": "x", "date": "2026-01-05"],
                [
                    "row": 3, "employee": "x", "earnCode": "x", "project": "x", "costCode": "x", "date": "2026-01-05",
                    "hours": "8.125", "rate": "forty", "gross": .real(331.09), "burden": "98.76",
                ],
            ],
        ]
        let violations = PayrollRegister.schema.violations(in: register)
        #expect(
            violations.map(\.path) == [
                "run", "periodEnd", "currency", "lines[0].hours", "lines[0].rate", "lines[0].gross", "lines[0].burden",
                "lines[1].hours", "lines[1].rate", "lines[1].gross",
            ]
        )
        #expect(violations[0].description == "run: expected a code as text, found 612")
        #expect(violations[1].found == "\"2026-02-30\"")
        let pay = try #require(violations.first { $0.path == "lines[1].rate" })
        #expect(pay.found == "string", "what somebody earns is not told, even where it is none")
        #expect(CanonicalVocabulary.schema(of: "TimeEntry")?.violations(in: []).map(\.path) == [""])
    }

    @Test func anObjectTravelsNoFurtherThanItsFields() {
        for schema in CanonicalVocabulary.schemas {
            for (path, field) in schema.allFields {
                #expect(field.sensitivity <= schema.sensitivity, "\(schema.object).\(path)")
            }
            // What people see goes by name.
            for (path, field) in schema.allFields {
                let same = schema.allFields.map(\.field).filter { $0.name == field.name }
                #expect(Set(same.map { $0.sensitivity >= .c3 }).count == 1, "\(schema.object).\(path)")
            }
        }
    }

    @Test func keysAndUnitsNameFields() {
        for schema in CanonicalVocabulary.schemas {
            let names = Set(schema.fields.map(\.name))
            #expect(names.isSuperset(of: schema.key) && !schema.key.isEmpty, "\(schema.object)")
            let all = Set(schema.allFields.map(\.field.name))
            for (path, field) in schema.allFields {
                guard let unit = field.unit, UnitOfMeasure(rawValue: unit) == nil, unit != "SEC" else { continue }
                #expect(all.contains(unit), "\(schema.object).\(path) is in \(unit), which is no unit and no field")
            }
        }
    }
}

/// A place in a payload.
struct Place {
    /// The way to it, for example `lines[0].hours`.
    let path: String
    /// The field that stands there, for example `lines[].hours`.
    let field: String
    private let steps: [Step]

    private enum Step {
        case member(String)
        case element(Int)
    }

    /// Each member of each object.
    static func all(in value: JSON) -> [Place] { walk(value, Place(path: "", field: "", steps: [])).filter(\.isMember) }

    /// Each object.
    static func objects(in value: JSON) -> [Place] {
        let top = Place(path: "", field: "", steps: [])
        return ([top] + walk(value, top)).filter { $0.value(in: value)?.objectValue != nil }
    }

    func replaced(in value: JSON, by new: JSON?) -> JSON { Self.put(new, steps[...], value) ?? .null }

    func adding(_ name: String, _ new: JSON, in value: JSON) -> JSON {
        Self.put(new, (steps + [.member(name)])[...], value) ?? .null
    }

    private var isMember: Bool {
        if case .member? = steps.last { true } else { false }
    }

    private func value(in value: JSON) -> JSON? {
        steps.reduce(Optional(value)) { value, step in
            switch step {
            case .member(let name): value?[name]
            case .element(let index): value?[index]
            }
        }
    }

    private static func walk(_ value: JSON, _ here: Place) -> [Place] {
        switch value {
        case .object(let object):
            object.flatMap { name, member in
                let place = Place(
                    path: here.path.isEmpty ? name : "\(here.path).\(name)",
                    field: here.field.isEmpty ? name : "\(here.field).\(name)",
                    steps: here.steps + [.member(name)]
                )
                return [place] + walk(member, place)
            }
        case .array(let elements):
            elements.enumerated().flatMap { index, element in
                let place = Place(
                    path: "\(here.path)[\(index)]",
                    field: "\(here.field)[]",
                    steps: here.steps + [.element(index)]
                )
                return [place] + walk(element, place)
            }
        default: []
        }
    }

    private static func put(_ new: JSON?, _ steps: ArraySlice<Step>, _ value: JSON) -> JSON? {
        switch (steps.first, value) {
        case (nil, _): return new
        case (.member(let name)?, .object(var object)):
            object[name] = put(new, steps.dropFirst(), object[name] ?? .null)
            return .object(object)
        case (.element(let index)?, .array(var elements)):
            elements[index] = put(new, steps.dropFirst(), elements[index]) ?? .null
            return .array(elements)
        default: return value
        }
    }
}
