import ConnectorKit

/// One test of the conformance list.
public struct ConformanceTest: Sendable, CustomStringConvertible {
    /// Its number, for example `R03`.
    public let id: String
    /// What it proves, in one sentence.
    public let proves: String
    /// What to do when it fails.
    public let remedy: String
    /// Which connectors it is for.
    public let scope: Scope
    private let trial: @Sendable (ConformanceTrial) async throws -> Void

    /// Which connectors a test is for.
    public enum Scope: Sendable, Hashable {
        /// Every connector.
        case every
        /// Those that read rows over HTTP.
        case restSource
        /// Those that write records over HTTP.
        case restSink
        /// Those that make records of files.
        case fileSource
        /// Those that write files.
        case fileSink
        /// Those that take webhooks.
        case webhookSource
        /// Those that send webhooks.
        case webhookSink

        /// Whether a connector is one of them.
        func covers(_ connector: any Connector.Type) -> Bool {
            switch self {
            case .every: true
            case .restSource: connector is any RESTSource.Type || connector is any IncrementalRESTSource.Type
            case .restSink: connector is any RESTSink.Type
            case .fileSource: connector is any FileSource.Type
            case .fileSink: connector is any FileSink.Type
            case .webhookSource: connector is any WebhookSource.Type
            case .webhookSink: connector is any WebhookSink.Type
            }
        }
    }

    /// The number and what is proved.
    public var description: String { "\(id): \(proves)" }

    init(
        _ id: String,
        _ proves: String,
        for scope: Scope,
        remedy: String,
        _ trial: @escaping @Sendable (ConformanceTrial) async throws -> Void
    ) {
        self.id = id
        self.proves = proves
        self.remedy = remedy
        self.scope = scope
        self.trial = trial
    }

    /// Tries a connector.
    ///
    /// - Parameter subject: The connector and its worlds.
    /// - Returns: What was found.
    public func run(_ subject: some ConformanceSubject) async -> ConformanceResult {
        guard scope.covers(subject.connector) else { return ConformanceResult(self, .notApplicable) }
        let context = ConformanceTrial(subject)
        do {
            try await trial(context)
        } catch {
            context.fail("the test ended with an error: \(error)")
        }
        await context.end()
        let findings = context.findings
        let waiver = subject.waivers.first { $0.test == id }
        if findings.isEmpty { return ConformanceResult(self, .passed(needlessWaiver: waiver)) }
        guard let waiver else { return ConformanceResult(self, .failed(findings)) }
        return ConformanceResult(self, .waived(waiver, findings))
    }
}

/// What a test found.
public struct ConformanceResult: Sendable {
    /// The test.
    public let test: ConformanceTest
    /// How it turned out.
    public let outcome: Outcome

    /// How a test turned out.
    public enum Outcome: Sendable {
        /// The connector passed; a waiver for what passes is a mistake in itself.
        case passed(needlessWaiver: ConformanceWaiver?)
        /// The connector did not pass.
        case failed([String])
        /// The connector did not pass, which is known.
        case waived(ConformanceWaiver, [String])
        /// The connector has not the capability that the test is for.
        case notApplicable
    }

    init(_ test: ConformanceTest, _ outcome: Outcome) {
        self.test = test
        self.outcome = outcome
    }
}
