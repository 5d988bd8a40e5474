public import ConnectorKit

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
    @nonexhaustive
    public enum Scope: String, Sendable, Hashable, CaseIterable {
        /// Every connector.
        case every = "every connector"
        /// Those that read rows over HTTP.
        case restSource = "sources over HTTP"
        /// Of those, the ones whose position the runtime owns.
        case incrementalSource = "sources over HTTP that the runtime reads by time"
        /// Those that write records over HTTP.
        case restSink = "sinks over HTTP"
        /// Those that read rows or write records over HTTP.
        case rest = "sources and sinks over HTTP"
        /// Those that make records of files.
        case fileSource = "sources of files"
        /// Those that write files.
        case fileSink = "sinks of files"
        /// Those that take webhooks.
        case webhookSource = "sources of webhooks"
        /// Those that send webhooks.
        case webhookSink = "sinks of webhooks"

        /// Whether a connector is one of them.
        public func covers(_ connector: any Connector.Type) -> Bool {
            switch self {
            case .every: true
            case .restSource: connector is any RESTSource.Type || connector is any IncrementalRESTSource.Type
            case .incrementalSource: connector is any IncrementalRESTSource.Type
            case .restSink: connector is any RESTSink.Type
            case .rest: Scope.restSource.covers(connector) || Scope.restSink.covers(connector)
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
    /// - Parameters:
    ///   - subject: The connector and its worlds.
    ///   - limit: How long the test may last by the machine's clock, after which it has failed: a connector that waits for
    ///     something that never comes fails, and does not hold the other tests up.
    /// - Returns: What was found.
    public func run(
        _ subject: some ConformanceSubject,
        within limit: Duration = .seconds(600)
    ) async -> ConformanceResult {
        let start = ContinuousClock.now
        let outcome = await outcome(for: subject, within: limit)
        return ConformanceResult(test: self, outcome: outcome, duration: ContinuousClock.now - start)
    }

    /// Tries a connector, for a test of one's own.
    ///
    /// - Parameter subject: The connector and its worlds.
    /// - Returns: How it turned out: passed, waived or not applicable.
    /// - Throws: ``ConformanceFailure`` if the connector does not pass.
    @discardableResult
    public func check(_ subject: some ConformanceSubject) async throws -> ConformanceResult {
        let result = await run(subject)
        if result.isFailure { throw ConformanceFailure(result: result) }
        return result
    }

    private func outcome(
        for subject: some ConformanceSubject,
        within limit: Duration
    ) async -> ConformanceResult.Outcome {
        let waiver = subject.waivers.first { $0.test == id }
        switch await findings(on: subject, within: limit) {
        case .failure(let reason):
            return waiver.map { .failed([$0.needless("is not for this connector (\(reason.description))")]) }
                ?? .notApplicable(reason.description)
        case .success(let findings) where findings.isEmpty:
            return waiver.map { .failed([$0.needless("passes")]) } ?? .passed
        case .success(let findings):
            return waiver.map { .waived($0, findings) } ?? .failed(findings)
        }
    }

    private func findings(
        on subject: some ConformanceSubject,
        within limit: Duration
    ) async -> Result<[String], Inapplicable> {
        guard scope.covers(subject.connector) else { return .failure(Inapplicable("for \(scope.rawValue)")) }
        let context = ConformanceTrial(subject)
        let trial = trial
        let ended = await WallClock.run(within: limit) { () -> Inapplicable? in
            do {
                try await trial(context)
            } catch let error as Inapplicable {
                return error
            } catch {
                context.fail("the test could not go on: \(error)")
            }
            return nil
        }
        if ended == nil { context.fail(context.overdue(limit)) }
        await context.end()
        if let reason = ended ?? nil, context.findings.isEmpty { return .failure(reason) }
        return .success(context.findings)
    }
}

extension ConformanceWaiver {
    fileprivate func needless(_ reason: String) -> String {
        "\(test) is waived ('\(self.reason)', \(owner)), but \(reason): remove the waiver"
    }
}
