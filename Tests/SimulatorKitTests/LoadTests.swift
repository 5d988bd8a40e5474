import JSON
import SimulatorKit
import Testing

/// Many things at once, asked for over the control surface.
struct LoadTests {
    @Test func loadsAreListedAndCome() async throws {
        let surface = try SimulatorSurface<WeighingYard>(options: SimulatorOptions(seed: 7))
        let list = try await surface.ask("GET", "load").answer
        #expect(list == ["loads": [["kind": "mobilisation", "help": "A lorry comes in."]]])
        let made = try await surface.ask("POST", "load", ["kind": "mobilisation", "size": 400]).answer
        #expect(made == ["kind": "mobilisation", "size": 400, "made": ["lorries": 400, "seed": 7]])
        let seeded = try await surface.ask("POST", "load", ["kind": "mobilisation", "size": 1, "seed": 9]).answer
        #expect(seeded["made"] == ["lorries": 401, "seed": 9])
        #expect(try await surface.ask("GET", "truth").answer["lorries"] == 401)
    }

    @Test(
        arguments: [
            (["kind": "mobilisation", "size": 0], "size is 0: give 1 to 10000."),
            (["kind": "mobilisation", "size": 10_001], "size is 10001: give 1 to 10000."),
            (["kind": "mobilisation"], "size is missing: give 1 to 10000."),
            (["kind": "mobilisation", "size": 501], "The yard holds 500 lorries."),
            (["kind": "mobilisation", "size": 1, "seed": -1], "seed is -1: give a whole number from 0."),
            (["kind": "month-end", "size": 1], "weighing-yard has no load \"month-end\"; it knows mobilisation."),
            (["size": 1], "weighing-yard has no load without a kind; it knows mobilisation."),
            (["kind": "mobilisation", "size": 1, "sise": 2], "A load has no member sise"),
        ] as [(JSON, String)]
    )
    func whatCannotComeIsTold(body: JSON, complaint: String) async throws {
        let surface = try SimulatorSurface<WeighingYard>()
        let (status, answer) = try await surface.ask("POST", "load", body)
        #expect(status == 400)
        #expect(answer["error"]?.stringValue?.hasPrefix(complaint) == true, "\(answer.text())")
        #expect(try await surface.ask("GET", "truth").answer["lorries"] == 0)
    }
}
