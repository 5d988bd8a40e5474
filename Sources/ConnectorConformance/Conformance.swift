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

    /// Tries a connector by all tests of the list.
    ///
    /// - Parameters:
    ///   - subject: The connector and its worlds.
    ///   - ids: The numbers of the tests; `nil` for all.
    ///   - parallel: How many tests are tried at the same time, each in worlds of its own; one unless it is said.
    ///   - progress: Is told each result, in the order of the list.
    /// - Returns: The results of all those tests, also of those that are not for this connector.
    public static func report(
        on subject: some ConformanceSubject,
        only ids: Set<String>? = nil,
        parallel: Int = 1,
        progress: @Sendable (ConformanceResult) -> Void = { _ in }
    ) async -> ConformanceReport {
        let start = ContinuousClock.now
        let chosen = tests.filter { ids?.contains($0.id) ?? true }
        var results: [ConformanceResult] = []
        await withTaskGroup(of: (Int, ConformanceResult).self) { group in
            var ended: [Int: ConformanceResult] = [:]
            for (index, test) in chosen.enumerated() {
                if index >= max(1, parallel), let (place, result) = await group.next() { ended[place] = result }
                Self.tell(&ended, &results, progress)
                group.addTask { (index, await test.run(subject)) }
            }
            for await (place, result) in group {
                ended[place] = result
                Self.tell(&ended, &results, progress)
            }
        }
        return ConformanceReport(on: subject, results, duration: ContinuousClock.now - start)
    }

    /// Tells the results that are next in the order of the list.
    private static func tell(
        _ ended: inout [Int: ConformanceResult],
        _ results: inout [ConformanceResult],
        _ progress: (ConformanceResult) -> Void
    ) {
        while let result = ended.removeValue(forKey: results.count) {
            progress(result)
            results.append(result)
        }
    }
}
