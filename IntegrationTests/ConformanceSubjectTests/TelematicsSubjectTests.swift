import ConnectorConformance
import ShippedSubjects
import Testing

/// The telematics connector keeps to the list, whichever dialect a provider speaks.
@Suite(.serialized)
struct TelematicsSubjectTests {
    /// What the simulator cannot show, known so that nothing else goes unnoticed: there was no release, accounts have one right, and nobody adds or deletes machines.
    private static func notShown(of subject: TelematicsSubject) -> Set<String> {
        let common: Set<String> = ["C03", "C05", "R07", "R09", "R10", "R11"]
        // Members are added to answers in JSON.
        return ["iso", "aemp1"].contains(subject.fleet) ? common.union(["F08"]) : common
    }

    @Test(arguments: TelematicsSubject.all, Conformance.tests(of: TelematicsSubject.all[0]))
    func conforms(_ subject: TelematicsSubject, _ test: ConformanceTest) async throws {
        let result = try await test.check(subject)
        var isShown = true
        if case .notApplicable = result.outcome { isShown = false }
        #expect(isShown != Self.notShown(of: subject).contains(test.id), "\(result.text)")
    }
}
