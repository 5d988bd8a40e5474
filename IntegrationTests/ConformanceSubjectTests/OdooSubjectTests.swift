import ConnectorConformance
import ShippedSubjects
import Testing

/// The Odoo connector keeps to the list, with each version.
@Suite(.serialized)
struct OdooSubjectTests {
    /// What the simulator cannot show, known so that nothing else goes unnoticed: there was no release, and projects, machines
    /// and costs are neither corrected by later deliveries nor taken over or closed by people.
    private static let notShown: Set<String> = ["C03", "D06", "W07", "W09", "W10", "W11"]

    @Test(arguments: OdooSubject.all, Conformance.tests(of: OdooSubject.all[0]))
    func conforms(_ subject: OdooSubject, _ test: ConformanceTest) async throws {
        let result = try await test.check(subject)
        var isShown = true
        if case .notApplicable = result.outcome { isShown = false }
        #expect(isShown != Self.notShown.contains(test.id), "\(result.text)")
    }
}
