/// The conformance list: what every connector must keep to, by its capabilities.
public enum Conformance: Sendable {
    /// All tests, by their numbers.
    public static let tests: [ConformanceTest] = contract

    /// The tests that are for a connector, by its capabilities.
    public static func tests(of subject: some ConformanceSubject) -> [ConformanceTest] {
        tests.filter { $0.scope.covers(subject.connector) }
    }
}
