import SimulatorKit
import Testing

struct SimulatorOptionsTests {
    private let options = SimulatorOptions(values: ["gates": "three", "mode": "fast", "open": "yes", "from": "today"])

    @Test func wrongValuesAreRefusedByName() {
        #expect(throws: SimulatorError("Option gates is \"three\": give a whole number from 1 to 9.")) {
            try options.integer("gates", default: 1, in: 1...9)
        }
        #expect(throws: SimulatorError("Option mode is \"fast\": give one of slow, quick.")) {
            try options.choice("mode", of: ["slow", "quick"], default: "slow")
        }
        #expect(throws: SimulatorError("Option open is \"yes\": give true or false.")) {
            try options.flag("open", default: true)
        }
        #expect(throws: SimulatorError.self) { try options.instant("from", default: SimulatedInstant(seconds: 0)) }
        #expect(throws: SimulatorError.self) { try options.requiredText("database") }
    }

    @Test func missingValuesGetTheirDefaults() throws {
        let options = SimulatorOptions()
        #expect(try options.integer("gates", default: 4) == 4)
        #expect(try options.flag("open", default: true))
        #expect(options.text("mode", default: "slow") == "slow")
        #expect(try options.instant("from", default: SimulatedInstant(seconds: 5)).seconds == 5)
    }

    @Test func declaredDefaultsReachTheSystem() async throws {
        let surface = try SimulatorSurface<WeighingYard>()
        #expect(await surface.send("GET", "/gates").text == "2 gates")
    }

    @Test func undeclaredOptionsAreRefused() {
        #expect(throws: SimulatorError("Unknown option gate; weighing-yard knows gates.")) {
            try SimulatorSurface<WeighingYard>(options: SimulatorOptions(values: ["gate": "1"]))
        }
    }
}

struct CommandLineTests {
    @Test func readsEveryOption() throws {
        let options = try SimulatorHost<WeighingYard>.options(from: [
            "--port", "8123", "--host", "::1", "--seed", "42", "--start", "2026-01-01T07:00:00Z", "--quirk", "fog",
            "--quirk", "ice", "--gates", "3", "--option", "mode=a=b",
        ])
        let expected = SimulatorOptions(
            port: 8123,
            host: "::1",
            seed: 42,
            start: SimulatedInstant("2026-01-01T07:00:00Z"),
            quirks: ["fog", "ice"],
            values: ["gates": "3", "mode": "a=b"]
        )
        #expect(options == expected)
        #expect(try SimulatorHost<WeighingYard>.options(from: ["--gates=5"]).values == ["gates": "5"])
    }

    @Test func listensOnLoopbackUnlessTold() throws {
        let options = try SimulatorHost<WeighingYard>.options(from: [])
        #expect(options.host == "127.0.0.1")
        #expect(options.port == 0)
    }

    @Test(arguments: [
        (["--bogus"], "bogus"), (["--port", "70000"], "--port is 70000"), (["--start", "noon"], "--start is \"noon\""),
        (["--option", "mode"], "KEY=VALUE"), (["--gates"], "Option --gates needs a value"), (["--seed", "-1"], "seed"),
    ])
    func wrongArgumentsAreNamed(arguments: [String], mention: String) {
        let error = #expect(throws: SimulatorError.self) {
            try SimulatorHost<WeighingYard>.options(from: arguments)
        }
        #expect(error?.description.contains(mention) == true)
    }
}
