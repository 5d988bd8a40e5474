/// What a test found.
public struct ConformanceResult: Sendable {
    /// The test.
    public let test: ConformanceTest
    /// How it turned out.
    public let outcome: Outcome
    /// How long it took on the machine.
    public let duration: Duration

    /// How a test turned out.
    @nonexhaustive
    public enum Outcome: Sendable, Hashable {
        /// The connector passed.
        case passed
        /// The connector did not pass, each finding in one sentence; or a waiver is needless.
        case failed([String])
        /// The connector did not pass, which is known.
        case waived(ConformanceWaiver, [String])
        /// The connector has not the capability that the test is for, or its system lets nobody do what would show it; why.
        case notApplicable(String)
    }

    /// Whether something has to be done.
    public var isFailure: Bool {
        if case .failed = outcome { true } else { false }
    }
}

/// A connector did not pass a test.
public struct ConformanceFailure: Error, CustomStringConvertible {
    /// What was found.
    public let result: ConformanceResult

    /// The test, what was found, and what to do.
    public var description: String {
        guard case .failed(let findings) = result.outcome else { return result.test.description }
        return ([result.test.description] + findings.map { "- \($0)" } + ["to do: \(result.test.remedy)"])
            .joined(separator: "\n")
    }
}
