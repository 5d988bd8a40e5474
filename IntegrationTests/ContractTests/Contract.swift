import ConnectorConformance
import ConnectorKit
import CurlTransport
import Foundation
import JSON
import Testing

/// What a connector needs of a system: a name in the system's words, what must be true before, and what the connector does.
struct ContractExpectation<Subject: ContractSubject>: Sendable, CustomTestStringConvertible {
    let name: String
    /// What must be true; none where it holds of every system of the kind, so that it is tried with a real one, too.
    var states: [PactState] = []
    let check: @Sendable (Subject.Client) async throws -> Void

    var testDescription: String { name }
    /// Whether it is safe and meaningful with a real system: it only reads, and asks for nothing that would have to be made.
    var holdsEverywhere: Bool { states.isEmpty }
}

/// A connector and the system that it is tried with.
protocol ContractSubject: Sendable {
    associatedtype Client: Sendable
    /// What the connector is called as a consumer, such as `purlin-telematics`.
    static var consumer: String { get }
    static var provider: String { get }
    static var expectations: [ContractExpectation<Self>] { get }
    /// The simulator's executable and its options.
    static var simulator: (name: String, arguments: [String]) { get }
    /// The address and the credential of a real system in the environment; `nil` if it names none.
    static func real(in environment: [String: String]) -> ContractAccess?
    /// The address and the credential of the simulator, which the pact tells nobody.
    static func simulated(at address: String) -> ContractAccess
    /// The header fields by which a verifier of the pact says who it is.
    static func credentials() -> [HTTPField]
    /// Gives the simulator the credential by which it is spoken to, behind each reset.
    static func admit(_ secret: Secret, to simulator: SimulatedSystem) async throws
    /// Whether a request changes the system, so that those behind it hold only after it.
    static func changes(_ request: HTTPRequest) -> Bool
    static func client(_ access: ContractAccess, over transport: any HTTPTransport) throws -> Client
}

/// Where a system is, and who may speak to it.
struct ContractAccess: Sendable {
    let address: String
    let database: String
    let user: String
    let secret: Secret
}

extension ContractSubject {
    static func changes(_ request: HTTPRequest) -> Bool { false }

    /// Tries one expectation with the real system of the environment, or else with the simulator.
    static func check(_ expectation: ContractExpectation<Self>) async throws {
        let transport = try CurlTransport()
        guard let access = real(in: ProcessInfo.processInfo.environment) else {
            let system = try await SimulatedSystem(simulator.name, simulator.arguments, over: transport)
            _ = try await record(expectation, with: system)
            return await system.end()
        }
        try #require(expectation.holdsEverywhere, "'\(expectation.name)' is for the simulator alone")
        try await expectation.check(try client(access, over: transport))
    }

    /// The expectations that a test run tries: with a real system those that only read.
    static var tried: [ContractExpectation<Self>] {
        let isReal = real(in: ProcessInfo.processInfo.environment) != nil
        return expectations.filter { !isReal || $0.holdsEverywhere }
    }

    /// What the connector expects, learned from its calls to the simulator.
    static func pact() async throws -> Pact {
        let system = try await SimulatedSystem(simulator.name, simulator.arguments, over: try CurlTransport())
        var pact = Pact(consumer: consumer, provider: provider, base: system.address)
        for expectation in expectations { pact.interactions += try await record(expectation, with: system) }
        await system.end()
        return pact
    }

    private static func record(
        _ expectation: ContractExpectation<Self>,
        with system: SimulatedSystem
    ) async throws -> [PactInteraction] {
        try await system.control("POST", "reset")
        let access = simulated(at: system.address)
        try await admit(access.secret, to: system)
        for state in expectation.states {
            try await system.control("POST", "given", ["state": .string(state.name), "params": state.parameters])
        }
        let recorder = PactRecorder(system.transport, hiding: access.secret)
        try await expectation.check(try client(access, over: recorder))
        var exchanges = recorder.taken()
        // Each interaction stands for itself: what follows from a change is tried here and is no interaction.
        if let change = exchanges.firstIndex(where: { changes($0.request) }) {
            exchanges.removeSubrange((change + 1)...)
        }
        return exchanges.enumerated().map { index, exchange in
            let part = exchanges.count == 1 ? "" : ", request \(index + 1)"
            return PactInteraction(
                description: expectation.name + part,
                states: expectation.states,
                request: exchange.request,
                response: exchange.response
            )
        }
    }

    /// Whether the simulator does what a file says.
    static func violations(of text: String) async throws -> [String] {
        let system = try await SimulatedSystem(simulator.name, simulator.arguments, over: try CurlTransport())
        let verifier = PactVerifier(
            simulator: system,
            headers: credentials(),
            admit: { try await admit(Secret(PactRecorder.standIn), to: $0) }
        )
        let violations = try await verifier.violations(of: text)
        await system.end()
        return violations
    }
}
