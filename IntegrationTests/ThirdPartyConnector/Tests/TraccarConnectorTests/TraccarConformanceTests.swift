import ConnectorConformance
import Testing
import TraccarSubject

/// The connector keeps to the list.
struct TraccarConformanceTests {
    @Test(arguments: Conformance.tests(of: TraccarSubject()))
    func conforms(_ test: ConformanceTest) async throws { try await test.check(TraccarSubject()) }
}
