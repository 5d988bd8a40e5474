import JSON
import SimulatorKit
import Testing

struct ProviderStateTests {
    private let surface: SimulatorSurface<WeighingYard>

    init() throws {
        surface = try SimulatorSurface()
    }

    private func given(_ body: JSON) async throws -> (status: Int, answer: JSON) {
        try await surface.ask("POST", "given", body)
    }

    @Test func statesAreListedWithTheirParameters() async throws {
        let states = try await surface.ask("GET", "given").answer["states"]
        #expect(
            states?[0] == [
                "state": "lorries came in",
                "parameters": [
                    ["name": "count", "help": "how many", "required": false, "default": 2],
                    ["name": "driver", "help": "who drove them", "required": true, "default": .null],
                ],
            ]
        )
        #expect(states?[1] == ["state": "the yard is empty", "parameters": []])
    }

    @Test func stateIsMadeTrueWithItsDefaults() async throws {
        let (status, answer) = try await given(["state": "Lorries came in", "parameters": ["driver": "Ada"]])
        #expect(status == 200)
        #expect(answer == ["state": "lorries came in", "made": ["lorries": 2, "driver": "Ada"]])
        #expect(try await surface.ask("GET", "truth").answer["lorries"] == 2)
    }

    @Test func verifiersOfPactAreUnderstood() async throws {
        let setUp: JSON = [
            "consumer": "purlin", "state": "lorries came in", "action": "setup",
            "params": ["driver": "Ada", "count": 3],
        ]
        #expect(try await given(setUp).status == 200)
        let tearDown: JSON = ["state": "lorries came in", "action": "teardown", "params": ["driver": "Ada"]]
        #expect(try await given(tearDown).status == 200)
        #expect(try await surface.ask("GET", "truth").answer["lorries"] == 3)
    }

    /// Before an interaction without states a verifier asks for the state of no name.
    @Test func verifiersOfPactMayAskForNothing() async throws {
        let (status, answer) = try await given(["state": "", "action": "setup", "params": [:]])
        #expect(status == 200)
        #expect(answer == ["state": "", "made": .null])
        #expect(try await given(["state": ""]).status == 404, "a person who names no state has forgotten it")
    }

    @Test func severalStatesAreMadeTrueTogetherOrNotAtAll() async throws {
        let came: JSON = ["state": "lorries came in", "parameters": ["driver": "Ada", "count": 5]]
        #expect(try await given([["state": "the yard is empty"], came]).status == 200)
        #expect(try await given([came, ["state": "the yard is full"]]).status == 404)
        #expect(try await surface.ask("GET", "truth").answer["lorries"] == 5)
    }

    @Test func stateThatFailsHalfWayIsTakenBack() async throws {
        let (status, answer) = try await given(["state": "lorries came in", "parameters": ["driver": "nobody"]])
        #expect(status == 400)
        #expect(answer["error"] == "Nobody drives no lorry.")
        #expect(try await surface.ask("GET", "truth").answer["lorries"] == 0)
    }

    @Test func unknownStateNamesTheNearestOnes() async throws {
        let (status, answer) = try await given(["state": "lorry came in"])
        #expect(status == 404)
        #expect(
            answer["error"]
                == "weighing-yard has no state \"lorry came in\"; the nearest are \"lorries came in\", \"the yard is empty\"."
        )
    }

    @Test(
        arguments: [
            (["state": "lorries came in"], "needs the parameter driver: who drove them"),
            (["state": "the yard is empty", "parameters": ["gate": 1]], "has no parameter gate; it has none"),
            (["state": "lorries came in", "parameters": ["gate": 1]], "use count, driver"),
            (["state": "lorries came in", "parameters": [1]], "are array; give an object"),
            (["state": "the yard is empty", "given": 1], "no member given"), ([:], "A state has a name"),
            (["state": "lorries came in", "parameters": ["driver": 7]], "driver is 7; give a text"),
        ] as [(JSON, String)]
    )
    func stateThatCannotBeReadSaysWhy(_ body: JSON, _ reason: String) async throws {
        let (status, answer) = try await given(body)
        #expect(status == 400)
        #expect(answer["error"]?.stringValue?.contains(reason) == true)
    }
}
