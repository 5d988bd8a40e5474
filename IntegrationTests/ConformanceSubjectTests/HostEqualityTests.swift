import ConnectorConformance
import ShippedSubjects
import Testing

/// H05 with whole connectors.
///
/// What the list finds, what the system is asked and what the log is told is the same, line by line, whether a connector is
/// linked in or runs in a process of its own. The connectors are tried side by side.
struct HostEqualityTests {
    /// All tests but those with a whole runtime: it reads and writes at once, and what is cancelled has got as far as chance
    /// has it, in one host as in the other.
    private static func tests(of subject: some ConformanceSubject) -> [ConformanceTest] {
        Conformance.tests(of: subject).filter { !$0.id.hasPrefix("D") && !["W02", "W03"].contains($0.id) }
    }

    /// What a test finds, without how long it took, and what was seen meanwhile.
    private func transcript(of test: ConformanceTest, _ subject: WatchedSubject) async -> [String] {
        let result = await test.run(subject)
        let watch = Watch()
        watch.note("\(result.outcome)")
        return watch.lines + subject.transcript
    }

    private func requireEqual(_ subject: any ConformanceSubject, _ test: ConformanceTest) async throws {
        let program = try #require(subject.hostProgram)
        let linked = await transcript(of: test, WatchedSubject(subject, in: nil))
        let hosted = await transcript(of: test, WatchedSubject(subject, in: program))

        #expect(hosted == linked)
        #expect(!linked.isEmpty)
    }

    @Test(.serialized, arguments: Self.tests(of: TelematicsSubject.all[0]))
    func theTelematicsConnectorIsTheSame(_ test: ConformanceTest) async throws {
        try await requireEqual(TelematicsSubject.all[0], test)
    }

    @Test(arguments: Self.tests(of: OdooSubject.all[0]))
    func theOdooConnectorIsTheSame(_ test: ConformanceTest) async throws {
        try await requireEqual(OdooSubject.all[0], test)
    }

    @Test(.serialized, arguments: Self.tests(of: PayrollSubject.all[0]))
    func thePayrollConnectorIsTheSame(_ test: ConformanceTest) async throws {
        try await requireEqual(PayrollSubject.all[0], test)
    }

    @Test(.serialized, arguments: Self.tests(of: EstimatingSubject()))
    func theEstimatingConnectorIsTheSame(_ test: ConformanceTest) async throws {
        try await requireEqual(EstimatingSubject(), test)
    }
}
