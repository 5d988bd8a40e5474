import ConnectorConformance
import ShippedSubjects
import Testing

/// The connectors of files and of webhooks keep to the list.
struct FileSubjectTests {
    @Test(arguments: PayrollSubject.all, Conformance.tests(of: PayrollSubject.all[0]))
    func payrollConforms(_ subject: PayrollSubject, _ test: ConformanceTest) async throws {
        try await test.check(subject)
    }

    @Test(arguments: Conformance.tests(of: EstimatingSubject()))
    func estimatingConforms(_ test: ConformanceTest) async throws { try await test.check(EstimatingSubject()) }

    @Test(arguments: Conformance.tests(of: CSVSubject()))
    func tablesConform(_ test: ConformanceTest) async throws { try await test.check(CSVSubject()) }

    @Test(arguments: Conformance.tests(of: MeterSubject()))
    func metersConform(_ test: ConformanceTest) async throws { try await test.check(MeterSubject()) }

    @Test(arguments: Conformance.tests(of: WebhookSubject()))
    func webhooksConform(_ test: ConformanceTest) async throws { try await test.check(WebhookSubject()) }

    @Test func eachSubjectHasAName() {
        let names = ShippedSubjects.all.map(\.name)
        #expect(Set(names).count == names.count)
    }
}
