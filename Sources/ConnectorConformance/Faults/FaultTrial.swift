import CanonicalModel
import ConnectorKit

/// How a connector tells what is wrong with its system or with the way there.
struct FaultTrial {
    private let trial: ConformanceTrial

    /// How many requests one call may make while each of them fails.
    private static let mostRequests = 8

    init(_ trial: ConformanceTrial) {
        self.trial = trial
    }

    /// A call that fails: what it was, and with which error.
    private struct Failure {
        let what: String
        let error: ConnectorError?
        let requests: [HTTPRequest]
        let log: RecordingLog
        /// What was told of as rejects in place of an error.
        var rejects: [SourceReject] = []
    }

    /// Lets each side of the connector work while something happens to its requests.
    ///
    /// - Parameters:
    ///   - faults: What happens to the first requests.
    ///   - lasting: What happens to all later ones.
    ///   - look: Is told of each side how its call ended.
    /// - Throws: What is no ``ConnectorError``, and what fails without any fault.
    private func forEachSide(
        _ faults: [FaultyTransport.Fault?] = [],
        lasting: FaultyTransport.Fault? = nil,
        _ look: (Failure) -> Void
    ) async throws {
        let type = trial.subject.connector
        if ConformanceTest.Scope.restSource.covers(type) {
            let world = try await trial.readableWorld()
            let log = RecordingLog()
            let faulty = FaultyTransport(world.transport, faults, lasting: lasting)
            let source = try await SourceUnderTest(trial, in: world, over: faulty, log: log)
            for (stream, rows) in try await source.rowStreams() {
                let count = faulty.requests.count
                var failure: ConnectorError?
                var rejects: [SourceReject] = []
                do {
                    let pages = try await source.poll(stream)
                    rejects = pages.flatMap(\.rejects)
                    // What is told of as a reject is a person's work, and is read again from the system.
                    if rejects.isEmpty {
                        source.requireAll(rows, in: pages, of: stream, "read through \(Self.words(faults, lasting))")
                    }
                } catch let error as ConnectorError {
                    failure = error
                }
                let requests = Array(faulty.requests[count...])
                var told = Failure(what: "reading \(stream.name)", error: failure, requests: requests, log: log)
                told.rejects = rejects
                look(told)
            }
            faulty.last(nil)
            for (stream, rows) in try await source.rowStreams() {
                let pages = try await source.poll(stream)
                source.requireAll(rows, in: pages, of: stream, "read after \(Self.words(faults, lasting))")
            }
        }
        if ConformanceTest.Scope.restSink.covers(type) {
            try await forEachObject(faults, lasting, look)
        }
    }

    private func forEachObject(
        _ faults: [FaultyTransport.Fault?],
        _ lasting: FaultyTransport.Fault?,
        _ look: (Failure) -> Void
    ) async throws {
        let world = try await trial.writableWorld()
        for object in try await trial.objects(in: world) {
            let delivery = try await trial.delivery(of: object, in: world)
            let log = RecordingLog()
            let faulty = FaultyTransport(world.transport, faults, lasting: lasting)
            let sink = try await SinkUnderTest(trial, in: world, over: faulty, log: log)
            let place = Self.words(faults, lasting)
            var failure: ConnectorError?
            do {
                let outcome = try await sink.apply(delivery)
                trial.require(
                    !outcome.isRefused,
                    "\(object): \(place): what is delivered \(outcome.text): a person is asked for an outage"
                )
                if outcome.isApplied { try await sink.requireHeld(delivery, "called written through \(place)") }
            } catch let error as ConnectorError {
                failure = error
            }
            look(Failure(what: "writing \(object)", error: failure, requests: faulty.requests, log: log))
            faulty.last(nil)
            try await sink.requireApplied(delivery, "after \(place)")
            try await sink.requireHeld(delivery, "after \(place)")
        }
    }

    private static func words(_ faults: [FaultyTransport.Fault?], _ lasting: FaultyTransport.Fault?) -> String {
        lasting?.description ?? (faults.compactMap { $0?.description } + ["once"]).joined(separator: " ")
    }

    private func requireFewRequests(_ failure: Failure, _ fault: FaultyTransport.Fault) {
        trial.require(
            failure.requests.count <= Self.mostRequests,
            "\(failure.what): \(fault): \(failure.requests.count) requests in one call; the runtime repeats, not the connector"
        )
    }

    func requirePauses() async throws {
        for pause in [nil, 7, 3600] as [Int?] {
            for status in [429, 503] {
                let fault = FaultyTransport.Fault.status(status, retryAfter: pause)
                try await forEachSide(lasting: fault) { failure in
                    requireFewRequests(failure, fault)
                    guard case .unavailable(_, _, let asked) = failure.error else {
                        trial.fail("\(failure.what): \(fault): is \(Self.text(failure.error)), not unavailable")
                        return
                    }
                    let due = pause.map { Duration.seconds($0) }
                    trial.require(
                        asked == due,
                        "\(failure.what): \(fault): the pause is told as \(asked.map { "\($0)" } ?? "none")"
                    )
                }
            }
        }
    }

    func requireTypedErrors() async throws {
        let faults: [FaultyTransport.Fault] = [
            .status(500), .status(502), .neverSent, .answerLost, .silence, .truncated, .page,
        ]
        for fault in faults {
            try await forEachSide(lasting: fault) { failure in
                requireFewRequests(failure, fault)
                // An answer that makes no sense may be told as a reject too: somebody hears of it, and it is read again.
                if failure.error == nil, !failure.rejects.isEmpty, [.truncated, .page].contains(fault) { return }
                guard let error = failure.error, Self.isExpected(error, for: fault) else {
                    trial.fail("\(failure.what): \(fault): is \(Self.text(failure.error))")
                    return
                }
            }
        }
    }

    /// Whether an error lets the runtime do the right thing.
    private static func isExpected(_ error: ConnectorError, for fault: FaultyTransport.Fault) -> Bool {
        switch (error, fault) {
        case (.neverSent, .neverSent), (.unavailable, .neverSent): true
        // What was only asked changes nothing, so that it may be called not sent.
        case (.outcomeUnknown, .answerLost), (.outcomeUnknown, .silence): true
        case (.neverSent, .answerLost), (.neverSent, .silence): true
        case (.unavailable, .status), (.unexpectedAnswer, .status), (.outcomeUnknown, .status): true
        case (.unexpectedAnswer, .truncated), (.unexpectedAnswer, .page): true
        case (.outcomeUnknown, .truncated), (.outcomeUnknown, .page): true
        case (.unavailable, .page): true
        default: false
        }
    }

    func requireRenewal() async throws {
        try await forEachSide(lasting: .status(401)) { failure in
            requireFewRequests(failure, .status(401))
            let most = Dictionary(grouping: failure.requests) { [$0.method, $0.url] }.values.map(\.count).max() ?? 0
            // Some systems lock a user after three attempts.
            trial.require(most <= 2, "\(failure.what): a refused key is tried \(most) times in one call, not twice at most")
            guard case .unauthorized = failure.error else {
                trial.fail("\(failure.what): status 401 for ever: is \(Self.text(failure.error)), not unauthorized")
                return
            }
        }
        try await forEachSide([.status(401)]) { failure in
            requireUnauthorizedAtMost(failure)
        }
        try await forEachSide([nil, .status(401)]) { failure in
            requireUnauthorizedAtMost(failure)
        }
    }

    /// A credential that is refused once is renewed, or is an error that names it.
    private func requireUnauthorizedAtMost(_ failure: Failure) {
        switch failure.error {
        case nil, .unauthorized: break
        default: trial.fail("\(failure.what): status 401 once: is \(Self.text(failure.error))")
        }
    }

    func requireForbidden() async throws {
        try await forEachSide(lasting: .status(403)) { failure in
            requireFewRequests(failure, .status(403))
            guard case .forbidden = failure.error else {
                trial.fail("\(failure.what): status 403: is \(Self.text(failure.error)), not forbidden")
                return
            }
        }
    }

    /// Looks for the secrets of the configuration in whatever a connector says.
    func requireSilence() async throws {
        let configuration = try await trial.world().configuration
        let secrets = configuration.keys.compactMap { configuration.secret($0)?.withValue { $0 } }.filter {
            $0.count > 3
        }
        guard !secrets.isEmpty else { throw Inapplicable("it has no secrets") }
        let faults: [FaultyTransport.Fault] = [
            .status(401), .status(403), .status(500), .neverSent, .answerLost, .page,
        ]
        for fault in faults {
            try await forEachSide(lasting: fault) { failure in
                let said =
                    [failure.error.map { "\($0)" } ?? ""] + failure.rejects.flatMap { [$0.subject, $0.reason] }
                    + failure.log.lines.flatMap { [$0.message] + $0.values.values }
                for secret in secrets where said.contains(where: { $0.contains(secret) }) {
                    trial.fail("\(failure.what): \(fault): a secret stands in the error, in a reject or in the log")
                }
            }
        }
    }

    private static func text(_ error: ConnectorError?) -> String { error.map { "'\($0)'" } ?? "no error" }
}
