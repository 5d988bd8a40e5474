import CanonicalModel
import ConnectorKit
import JSON
import ScenarioKit
import Testing

/// An expectation that holds whatever happens is told as a mistake.
struct ScenarioExpectationTests {
    private static let sound: JSON = [
        "scenario": "late hours", "start": "2026-01-05 08:00", "timeZone": "America/Denver", "site": "site",
        "systems": ["odoo": ["simulator": "odoo"], "fleet": ["simulator": "telematics"]],
        "steps": [["fault": ["on": "odoo", "kind": "dropAnswer", "times": "1"]]],
        "expect": ["cases": "none"],
    ]

    private func problems(_ change: (inout JSONObject) -> Void) throws -> [String] {
        var object = try #require(Self.sound.objectValue)
        change(&object)
        guard case .failure(let error) = Scenario.read(ConfigurationDocument(file: "s.yaml", value: .object(object)))
        else { return [] }
        return error.diagnostics.map { "\($0.key): \($0.message)" }
    }

    /// An expectation that cannot fail, and what is said of it.
    private static let idle: [(expect: JSON, complaint: String)] = [
        ([:], "expect: expects nothing"),
        (["costs": [:]], "expect.costs: holds whatever is there; give lines, hours or amount"),
        (["costs": ["project": "26-014"]], "expect.costs: holds whatever is there"),
        (["costs": [["lines": "1"], ["code": "03-300"]]], "expect.costs[1]: holds whatever is there"),
        (["costs": []], "expect.costs: is an empty list"),
        (["budget": ["project": "26-014"]], "expect.budget: holds whatever is there; give original or revised"),
        (["truth": []], "expect.truth: is an empty list"),
        (["truth": [:]], "expect.truth: 'of' is missing"),
        (["journal": []], "expect.journal: is an empty list"),
        (["journal": ["key": "26-014", "order": []]], "expect.journal.order: must be a list of words"),
        (["fired": []], "expect.fired: is an empty list"),
        (["fired": ["of": "fleet", "times": "0"]], "expect.fired: no step before it adds a fault to 'fleet'"),
        (["cases": [:]], "expect.cases: must be 'none', or kinds with counts"),
        (
            ["costs": ["from": "2026-02-01", "until": "2026-01-31", "lines": "0"]],
            "expect.costs: no day is from 2026-02-01 until 2026-01-31"
        ),
        (
            ["costs": ["lines": "4"], "nothingElse": "true"],
            "expect.nothingElse: 'costs' means every line; give it a project, code, day or amount"
        ),
    ]

    @Test(arguments: idle.indices)
    func whatHoldsWhateverHappensIsAMistake(index: Int) throws {
        let (expect, complaint) = Self.idle[index]
        let end = try problems { $0["expect"] = expect }
        #expect(end.contains { $0.hasPrefix(complaint) }, "\(end)")
        let inStep = try problems { $0["steps"] = .array([["expect": expect]]) }
        #expect(inStep.contains { $0.hasPrefix("steps[0].\(complaint)") }, "\(inStep)")
    }

    @Test func nothingElseNeedsALedger() throws {
        let found = try problems {
            $0["systems"] = ["fleet": ["simulator": "telematics"]]
            $0["steps"] = []
            $0["expect"] = ["nothingElse": "true"]
        }
        #expect(found == ["expect.nothingElse: there is no Odoo simulator, so that nothing can be in its ledger"])
    }

    @Test func aScenarioExpectsSomething() throws {
        let found = try problems { $0["expect"] = nil }
        #expect(found == ["expect: is missing, and no step has one: say what must hold"])
    }

    @Test(
        arguments: [
            ["fault": ["on": "odoo", "kind": "dropAnswer"]], ["down": ["system": "odoo", "for": "1h"]],
            ["control": ["of": "odoo", "path": "faults", "body": "{}"]],
        ] as [JSON]
    )
    func whatAnEarlierStepMakesFireCanBeExpected(step: JSON) throws {
        let found = try problems {
            $0["steps"] = .array([step])
            $0["expect"] = ["fired": ["of": "odoo", "times": "0"]]
        }
        #expect(found == [])
    }

    @Test func whatIsPlantedMustBePlantedBefore() throws {
        let nothing = try problems { $0["expect"] = ["planted": "found"] }
        #expect(nothing == ["expect.planted: no step before it plants an exception; say cases: none"])
        let noted = try problems {
            $0["steps"] = [["exception": ["kind": "unknown_equipment", "about": ["RENT-77"]]]]
            $0["expect"] = ["planted": "found"]
        }
        #expect(noted == [])
        let crews: [(JSON, [String])] = [(["hours_in_future": "1"], []), ([:], nothing)]
        for (exceptions, complaint) in crews {
            let crew: JSON = [
                "employees": "3", "projects": ["26-014"], "codes": ["03-300"], "on": "2026-01-05",
                "exceptions": exceptions,
            ]
            let drawn = try problems {
                $0["steps"] = .array([["crew": crew]])
                $0["expect"] = ["planted": "found"]
            }
            #expect(drawn.filter { $0.hasPrefix("expect.") } == complaint)
        }
    }

    @Test func aCrewHasAnEmployeeForEachKnownException() throws {
        var crew: JSONObject = [
            "employees": "3", "projects": ["26-014"], "codes": ["03-300"], "on": "2026-01-05",
            "exceptions": ["hours_in_future": "2", "hours_exceed_day": "1"],
        ]
        #expect(try problems { $0["steps"] = .array([["crew": .object(crew)]]) } == [])
        crew["exceptions"] = ["hours_in_future": "2", "hours_exceed_day": "2"]
        let many = try problems { $0["steps"] = .array([["crew": .object(crew)]]) }
        #expect(many == ["steps[0].crew: needs an employee for each exception"])
        crew["exceptions"] = ["hours_in_futur": "2"]
        let unknown = try problems { $0["steps"] = .array([["crew": .object(crew)]]) }
        #expect(unknown == ["steps[0].crew.exceptions: unknown kind 'hours_in_futur'; did you mean 'hours_in_future'?"])
    }

    @Test func exceptionsOfMachinesAndEstimatesAreKnownKinds() throws {
        let machines = try problems { $0["steps"] = [["machines": ["exceptions": ["meter_fal": "1"]]]] }
        #expect(machines == ["steps[0].machines.exceptions: unknown kind 'meter_fal'; did you mean 'meter_fall'?"])
        let estimates = try problems {
            $0["steps"] = [
                [
                    "estimates": [
                        "projects": ["26-101"], "lines": "1",
                        "exceptions": ["unmapped_cost_codes": "1", "unusable_file": "1"],
                    ]
                ]
            ]
        }
        #expect(
            estimates == [
                "steps[0].estimates: needs a project for each exception",
                "steps[0].estimates.lines: must be at least 2",
            ]
        )
        let planted = try problems {
            $0["steps"] = [["machines": ["exceptions": ["silent_machine": "1"]]]]
            $0["expect"] = ["planted": "found", "budgets": "awarded"]
        }
        #expect(planted == [])
        #expect(try problems { $0["expect"] = ["budgets": "some"] } == ["expect.budgets: can only be 'awarded'"])
    }

    /// A list of spans of time is looked at like one.
    @Test func eachSpanOfAListIsLookedAt() throws {
        let late: JSON = [
            ["until": "2026-01-06 08:00", "every": "2h"], ["until": "2026-01-05 12:00", "every": "59s"],
        ]
        let found = try problems { $0["steps"] = .array([["passes": late], ["at": "2026-01-05 18:00"]]) }
        #expect(
            found == [
                "steps[0].passes[1].until: is not later than the step before",
                "steps[0].passes[1].every: must be at least 1m",
                "steps[1].at: is earlier than the step before; the clock never goes back",
            ]
        )
    }

    /// The runtime must never see a time that another system does not have yet.
    @Test(arguments: [
        ("clock: {follow: \"{{odoo.address}}\"}", ["fleet", "payroll", "odoo"]),
        ("clock:\n  follow: '{{fleet.address}}' # the leader\n", ["odoo", "payroll", "fleet"]),
        ("store: {path: s.sqlite}", ["fleet", "odoo", "payroll"]),
    ])
    func theFollowedClockIsSetLast(configuration: String, order: [String]) {
        #expect(ScenarioClocks.order(of: ["odoo", "payroll", "fleet"], configuration: configuration) == order)
    }
}
