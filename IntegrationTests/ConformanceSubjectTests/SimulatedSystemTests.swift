import CanonicalModel
import ConnectorConformance
import ConnectorKit
import CurlTransport
import JSON
import Testing

/// A simulator's process in the hands of a world.
@Suite(.serialized)
struct SimulatedSystemTests {
    @Test func itIsReachedKeepsTimeAndEnds() async throws {
        let system = try await SimulatedSystem("telematics-simulator", ["--seed", "1"], over: CurlTransport())
        let later = try await system.now().adding(seconds: 3600)

        try await system.advance(to: later)
        try await system.advance(to: later.adding(seconds: -60))

        #expect(try await system.now() == later)
        await system.end()
        await system.end()
        await #expect(throws: TransportError.self) { try await system.now() }
    }

    @Test func oneThatIsGivenBackBeginsItsStoryAnew() async throws {
        let arguments = ["--seed", "4711"]
        let first = try await SimulatedSystem.reused("telematics-simulator", arguments, over: CurlTransport())
        let start = try await first.now()
        try await first.advance(to: start.adding(seconds: 3600))
        let meanwhile = try await SimulatedSystem.reused("telematics-simulator", arguments, over: CurlTransport())
        #expect(meanwhile.address != first.address)
        first.giveBack()

        let second = try await SimulatedSystem.reused("telematics-simulator", arguments, over: CurlTransport())

        #expect(second.address == first.address)
        #expect(try await second.now() == start)
        try await second.advance(to: start.adding(seconds: 60))
        #expect(try await second.now() == start.adding(seconds: 60))
        for system in [second, meanwhile] { await system.end() }
    }

    @Test func whatItRefusesIsSaidInItsWords() async throws {
        let system = try await SimulatedSystem("telematics-simulator", over: CurlTransport())
        let refusal = await #expect(throws: SimulatedSystemError.self) {
            try await system.control("POST", "quirks", ["enable": ["no-such-quirk"]])
        }
        let text = try #require(refusal?.description)
        #expect(text.hasPrefix("POST /_sim/quirks: status 4"))
        #expect(text.contains("no-such-quirk"))
        await system.end()
    }

    @Test func oneThatWasNotBuiltIsNamedWithWhatToDo() async throws {
        let refusal = await #expect(throws: SimulatedSystemError.self) {
            _ = try await SimulatedSystem("no-such-simulator", over: CurlTransport())
        }
        let text = try #require(refusal?.description)
        #expect(text.contains("/no-such-simulator does not start"))
        #expect(text.contains("build it with the tests"))
    }

    @Test func oneThatIsStartedWronglySaysSo() async throws {
        let refusal = await #expect(throws: SimulatedSystemError.self) {
            _ = try await SimulatedSystem("telematics-simulator", ["--no-such-option"], over: CurlTransport())
        }
        #expect(refusal?.description.contains("does not say where it listens") == true)
    }
}
