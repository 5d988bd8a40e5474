import ConnectorKit
import Foundation
import JSON
import Testing

/// Each connector's contract with its system, tried with the simulator or, where the environment names one, a real system.
@Suite(.serialized)
struct ContractTests {
    @Test(arguments: TelematicsContract.tried)
    func telematics(_ expectation: ContractExpectation<TelematicsContract>) async throws {
        try await TelematicsContract.check(expectation)
    }

    @Test(arguments: OdooContract.tried)
    func odoo(_ expectation: ContractExpectation<OdooContract>) async throws {
        try await OdooContract.check(expectation)
    }

    private static let subjects: [any ContractSubject.Type] = [TelematicsContract.self, OdooContract.self]

    /// The pacts are always those of the simulators: what a real system answers is nobody else's.
    @Test(arguments: subjects.indices)
    func thePactIsOneOfVersionFourAndTheSimulatorKeepsIt(_ index: Int) async throws {
        let subject = Self.subjects[index]
        let pact = try await subject.pact()
        let text = pact.text
        #expect(PactStructure.violations(of: text) == [])
        #expect(try await subject.violations(of: text) == [])
        #expect(try await subject.pact().text == text, "the same expectations make the same file")
        try write(text, "\(pact.consumer)-\(pact.provider).json")
    }

    @Test(arguments: subjects.indices)
    func thePactHasNoCredential(_ index: Int) async throws {
        let subject = Self.subjects[index]
        let pact = try await subject.pact()
        let text = pact.text
        let fields = subject.credentials().map(\.value)
        subject.simulated(at: pact.base).secret.withValue { secret in
            #expect(!text.contains(secret))
            #expect(text.contains(PactRecorder.standIn) == fields.isEmpty, "calls with a key in them have the stand-in")
        }
        #expect(fields.allSatisfy { !text.contains($0) })
        #expect(!text.contains("127.0.0.1"))
    }

    /// Leaves the file in the folder that `PURLIN_PACTS` names, for others to verify.
    private func write(_ text: String, _ name: String) throws {
        guard let folder = ProcessInfo.processInfo.environment["PURLIN_PACTS"] else { return }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data((text + "\n").utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
}
