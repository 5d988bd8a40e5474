import CanonicalModel
import Governance
import Testing

/// Which systems may be spoken to, and on which terms.
struct InterfacePolicyTests {
    private static let rule = GoverningRule("interfaces.books", .file("governance.yaml", line: 3))

    private static func terms(_ status: InterfaceStatus, _ highest: SensitivityClass? = nil) -> InterfaceTerms {
        InterfaceTerms(status: status, owner: "finance", highestClass: highest, rule: rule)
    }

    private static func policy(
        _ interface: SystemInterface,
        _ environment: OperatingEnvironment? = nil
    ) -> InterfacePolicy {
        InterfacePolicy(
            environment: environment,
            systems: ["books": interface],
            origin: .file("governance.yaml", line: 2)
        )
    }

    @Test func withoutACatalogueEverythingMayRun() {
        #expect(InterfacePolicy.standard.findings(on: "books", passing: ["PayrollRegister": .c3]).isEmpty)
    }

    @Test func withACatalogueWhatItDoesNotListMayNot() throws {
        let findings = Self.policy(SystemInterface(Self.terms(.active))).findings(on: "fleet", passing: [:])
        let only = try #require(findings.first)
        #expect(findings.count == 1 && only.severity == .refusal)
        #expect("\(only.rule)" == "interfaces (governance.yaml:2)")
    }

    @Test(
        arguments: zip(InterfaceStatus.allCases, [.refusal, nil, nil, .warning, .refusal] as [AccessFinding.Severity?])
    )
    func theStatusDecides(_ status: InterfaceStatus, _ severity: AccessFinding.Severity?) {
        let findings = Self.policy(SystemInterface(Self.terms(status))).findings(on: "books", passing: [:])
        #expect(findings.map(\.severity) == [severity].compactMap(\.self))
        #expect(findings.allSatisfy { $0.rule == Self.rule && $0.message.contains(status.rawValue) })
    }

    @Test(arguments: SensitivityClass.allCases, SensitivityClass.allCases)
    func nothingAboveTheHighestClassPasses(_ highest: SensitivityClass, _ given: SensitivityClass) {
        let findings = Self.policy(SystemInterface(Self.terms(.active, highest))).findings(
            on: "books",
            passing: ["A": given]
        )
        #expect(findings.map(\.severity) == (given > highest ? [.refusal] : []))
    }

    @Test func anObjectMayHaveTermsOfItsOwn() throws {
        let interface = SystemInterface(Self.terms(.active, .c2), objects: ["TimeEntry": Self.terms(.retired, .c3)])
        let policy = Self.policy(interface)
        // Terms of what does not pass are no matter.
        #expect(policy.findings(on: "books", passing: ["CostEntry": .c2]).isEmpty)
        let retired = policy.findings(on: "books", passing: ["CostEntry": .c2, "TimeEntry": .c3])
        #expect(retired.map(\.severity) == [.refusal])
        #expect(try #require(retired.first).message.contains("its interface for TimeEntry is retired"))
    }

    @Test(arguments: [OperatingEnvironment.production, .sandbox])
    func aSystemOfAnotherEnvironmentIsRefused(_ environment: OperatingEnvironment) {
        for other in OperatingEnvironment.allCases {
            let policy = Self.policy(SystemInterface(Self.terms(.active), environment: other), environment)
            let findings = policy.findings(on: "books", passing: [:])
            #expect(findings.map(\.severity) == (other == environment ? [] : [.refusal]))
        }
        // Nothing is known to be another one where nobody has said.
        let silent = Self.policy(SystemInterface(Self.terms(.active)), environment)
        #expect(silent.findings(on: "books", passing: [:]).isEmpty)
        #expect(silent.environment(of: "books") == environment)
        let open = Self.policy(SystemInterface(Self.terms(.active), environment: environment))
        #expect(open.findings(on: "books", passing: [:]).isEmpty)
    }
}
