import ConnectorConformance
import ShippedSubjects
import Testing

/// The Odoo connector keeps to the list, with each version; the versions are tried side by side.
struct OdooSubjectTests {
    /// What the simulator cannot show, known so that nothing else goes unnoticed: there was no release, and projects, machines
    /// and costs are neither corrected by later deliveries nor taken over or closed by people.
    private static let notShown: Set<String> = ["C03", "D06", "W07", "W09", "W10", "W11"]
    private static let tests = Conformance.tests(of: OdooSubject.all[0])

    @Test(.serialized, arguments: tests)
    func conformsWithVersion17(_ test: ConformanceTest) async throws { try await check(0, test) }

    @Test(.serialized, arguments: tests)
    func conformsWithVersion18(_ test: ConformanceTest) async throws { try await check(1, test) }

    @Test(.serialized, arguments: tests)
    func conformsWithVersion19(_ test: ConformanceTest) async throws { try await check(2, test) }

    @Test func eachVersionIsTried() {
        #expect(OdooSubject.all.map(\.name) == ["odoo-17", "odoo-18", "odoo-19"])
    }

    private func check(_ version: Int, _ test: ConformanceTest) async throws {
        let result = try await test.check(OdooSubject.all[version])
        var isShown = true
        if case .notApplicable = result.outcome { isShown = false }
        #expect(isShown != Self.notShown.contains(test.id), "\(result.text)")
    }
}
