import ConnectorKit

/// The conformance list: what every connector must keep to, by its capabilities.
public enum Conformance: Sendable {
    /// All tests, by their numbers.
    public static let tests: [ConformanceTest] = [
        contract,
        capabilities,
        reading,
        changes,
        writing,
        ownership,
        delivery,
        sourceDelivery,
        faults,
        files,
        fileWriting,
        webhooks,
        webhookSending,
    ]
    .flatMap(\.self).sorted { $0.id < $1.id }

    /// The tests that are for a connector, by its capabilities.
    public static func tests(of subject: some ConformanceSubject) -> [ConformanceTest] {
        tests.filter { $0.scope.covers(subject.connector) }
    }

    /// Tries a connector by all tests of the list, one after the other.
    ///
    /// - Parameters:
    ///   - subject: The connector and its worlds.
    ///   - ids: The numbers of the tests; `nil` for all.
    ///   - progress: Is told each result as it comes.
    /// - Returns: The results of all those tests, also of those that are not for this connector.
    public static func report(
        on subject: some ConformanceSubject,
        only ids: Set<String>? = nil,
        progress: @Sendable (ConformanceResult) -> Void = { _ in }
    ) async -> ConformanceReport {
        var results: [ConformanceResult] = []
        for test in tests where ids?.contains(test.id) ?? true {
            let result = await test.run(subject)
            progress(result)
            results.append(result)
        }
        return ConformanceReport(on: subject, results)
    }
}
