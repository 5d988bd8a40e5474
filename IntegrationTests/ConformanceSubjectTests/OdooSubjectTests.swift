import ConnectorConformance
import Testing

/// The Odoo connector keeps to the list with each version.
@Suite(.serialized)
struct OdooSubjectTests {
    @Test(arguments: OdooSubject.all, Conformance.tests(of: OdooSubject.all[0]))
    func conforms(_ subject: OdooSubject, _ test: ConformanceTest) async throws {
        try await test.check(subject)
    }

    /// People can do everything to an Odoo, so that each of these tests shows something.
    @Test func nothingThatPeopleDoIsLeftOut() async {
        let report = await Conformance.report(
            on: OdooSubject(version: 18),
            only: ["C05", "R06", "R07", "R10", "R11", "R12", "R15"]
        )
        for result in report.results {
            guard case .passed = result.outcome else {
                Issue.record("\(result.text)")
                continue
            }
        }
    }
}
