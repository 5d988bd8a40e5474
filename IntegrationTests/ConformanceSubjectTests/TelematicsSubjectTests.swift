import ConnectorConformance
import Testing

/// The telematics connector keeps to the list, whichever dialect a provider speaks.
@Suite(.serialized)
struct TelematicsSubjectTests {
    @Test(arguments: TelematicsSubject.all, Conformance.tests(of: TelematicsSubject.all[0]))
    func conforms(_ subject: TelematicsSubject, _ test: ConformanceTest) async throws {
        try await test.check(subject)
    }

    /// What the simulator cannot show is known, so that nothing else goes unnoticed.
    @Test func whatIsNotShownIsKnown() async {
        let report = await Conformance.report(on: TelematicsSubject(fleet: "iso"))
        let unknown = report.results.filter {
            guard $0.test.scope.covers(TelematicsSubject(fleet: "iso").connector) else { return false }
            if case .notApplicable = $0.outcome { return true }
            return false
        }
        #expect(unknown.map(\.test.id) == ["C03", "C05", "R07", "R09", "R10", "R11"])
    }
}
