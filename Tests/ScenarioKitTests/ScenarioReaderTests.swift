import CanonicalModel
import ConnectorKit
import JSON
import ScenarioKit
import Testing

/// What a scenario file may say, and how it is told what is wrong.
struct ScenarioReaderTests {
    private static let sound: JSON = [
        "scenario": "late hours", "start": "2026-01-05 08:00", "timeZone": "America/Denver", "site": "site",
        "systems": [
            "odoo": ["simulator": "odoo", "options": ["database": "kestrel"]], "time": ["drop": "timesheets"],
            "payroll": ["simulator": "payroll"],
        ],
        "steps": [
            ["hours": ["employee": "417", "project": "26-014", "code": "03-300", "hours": "8.00", "on": "2026-01-05"]],
            ["at": "friday 18:00"],
            ["fault": ["on": "odoo", "kind": "dropAnswer", "times": "1"]],
        ],
        "expect": ["cases": "none", "costs": ["amount": "-10.00"]],
    ]

    private func problems(_ change: (inout JSONObject) -> Void) throws -> [ScenarioDiagnostic] {
        var object = try #require(Self.sound.objectValue)
        change(&object)
        let document = ConfigurationDocument(
            file: "s.yaml",
            value: .object(object),
            places: [
                "": .init(line: 1, column: 1), "steps[0].hours.employe": .init(line: 9, column: 7),
                "steps[0]": .init(line: 8, column: 3),
            ]
        )
        guard case .failure(let error) = Scenario.read(document) else { return [] }
        return error.diagnostics
    }

    private static func step(_ word: String, _ value: JSON) -> (inout JSONObject) -> Void {
        { $0["steps"] = .array([.object([word: value])]) }
    }

    @Test func aSoundFileIsReadWithItsMomentsInSiteTime() throws {
        let result = Scenario.read(ConfigurationDocument(file: "s.yaml", value: Self.sound))
        let scenario = try result.get()
        #expect(scenario.start == Instant("2026-01-05T15:00:00Z"))
        #expect(scenario.steps.map(\.at) == [nil, Instant("2026-01-10T01:00:00Z"), nil, nil])
        #expect(scenario.steps.map { $0.act?.word } == ["hours", nil, "fault", "expect"])
        #expect(scenario.systems.map(\.name) == ["odoo", "time", "payroll"])
    }

    @Test func anUnknownWordIsToldWithItsPlaceAndTheNearestOne() throws {
        let found = try problems(
            Self.step(
                "hours",
                ["employe": "417", "project": "26-014", "code": "03-300", "hours": "8.00", "on": "2026-01-05"]
            )
        )
        #expect(
            found.map(\.description) == [
                "s.yaml:9:7: steps[0].hours.employe: unknown word 'employe'; did you mean 'employee'?",
                "s.yaml:8:3: steps[0].hours: 'employee' is missing: the number",
            ]
        )
    }

    @Test(arguments: [
        ("hours", "8,00", "must be a decimal number"), ("on", "05.01.2026", "must be a day such as 2026-01-05"),
        ("in", "tme", "unknown system 'tme'; did you mean 'time'?"),
    ])
    func aValueOfTheWrongKindIsTold(member: String, text: String, complaint: String) throws {
        var hours: JSONObject = [
            "employee": "417", "project": "26-014", "code": "03-300", "hours": "8.00", "on": "2026-01-05",
        ]
        hours[member] = .string(text)
        let found = try problems(Self.step("hours", .object(hours)))
        #expect(found.count == 1 && found[0].message.contains(complaint), "\(found)")
    }

    /// A step that cannot be played, and what is said of it.
    private static let unplayable: [(word: String, value: JSON, complaint: String)] = [
        ("down", ["system": "odo", "for": "1h"], "unknown simulated system 'odo'; did you mean 'odoo'?"),
        ("down", ["system": "odoo", "for": "an hour"], "must be a span such as 90s"),
        ("closes", ["month": "2026-13", "as": "fay"], "must be a month such as 2026-01"),
        ("passes", ["until": "2026-01-04 08:00", "every": "2h"], "is not later than the step before"),
        ("passes", ["until": "2026-01-06 08:00", "every": "59s"], "must be at least 1m"),
        ("down", ["system": "payroll", "for": "1h"], "'payroll' is reached by files"),
        ("purlin", ["run": "check"], "must be a list of words"),
        ("expect", ["audit": "fine"], "can only be 'whole'"),
        ("expect", ["cases": ["unusable_file": "many"]], "must be 'none', or kinds with counts"),
        ("expect", ["budgetz": [:]], "unknown word 'budgetz'; did you mean 'budget'?"),
        ("at", "2026-01-04 08:00", "the clock never goes back"), ("at", "someday 08:00", "must be a site-local"),
    ]

    @Test(arguments: unplayable.indices)
    func aStepThatCannotBePlayedIsTold(index: Int) throws {
        let (word, value, complaint) = Self.unplayable[index]
        let found = try problems(Self.step(word, value))
        #expect(found.count == 1 && found[0].message.contains(complaint), "\(found)")
    }

    @Test func aStepSaysOneThing() throws {
        let found = try problems {
            $0["steps"] = [["approve": ["as": "pat"], "closes": ["month": "2026-01", "as": "fay"]]]
        }
        #expect(found.map(\.message) == ["says approve and closes at once; make a step of each"])
    }

    @Test func whatIsMissingAtTheTopIsToldAtOnce() throws {
        let found = try problems { object in
            for name in ["scenario", "site", "timeZone", "systems", "steps"] { object[name] = nil }
        }
        let keys = Set(found.map(\.key))
        #expect(keys.isSuperset(of: ["scenario", "site", "timeZone", "systems", "steps"]), "\(found)")
    }

    @Test func aSystemIsASimulatorOrADrop() throws {
        let found = try problems {
            $0["systems"] = ["odoo": ["simulator": "oddo"], "time": ["drop": "timesheets", "simulator": "odoo"]]
            $0["steps"] = [["at": "friday 18:00"]]
        }
        #expect(found.map(\.message).contains("unknown simulator 'oddo'; did you mean 'odoo'?"))
        #expect(found.map(\.message).contains("needs either 'simulator' or 'drop'"))
    }
}
