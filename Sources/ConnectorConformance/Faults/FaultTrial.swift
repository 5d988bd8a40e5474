import CanonicalModel
import ConnectorKit

/// How a connector tells what is wrong with its system or with the way there.
struct FaultTrial {
    private let trial: ConformanceTrial

    /// How many requests one call may make while each of them fails.
    private static let mostRequests = 8
    /// How many requests of a call are tried as the first that fails.
    private static let mostPlaces = 6

    init(_ trial: ConformanceTrial) {
        self.trial = trial
    }

    /// A call that fails: what it was, and with which error.
    private struct Failure {
        let what: String
        let error: ConnectorError?
        /// The requests from the first failing one on.
        let requests: [HTTPRequest]
        let log: RecordingLog
        /// What was told of as rejects in place of an error.
        var rejects: [SourceReject] = []
        /// Whether it is a reading whose first request went well.
        var isLaterReading = false
    }

    /// What happens to the requests of a call from one of them on.
    private struct Outbreak: CustomStringConvertible {
        let fault: FaultyTransport.Fault
        /// How many requests go well before.
        let place: Int
        /// Whether it happens to all later ones too.
        let lasts: Bool

        var description: String {
            "\(fault)\(lasts ? "" : " once") at request \(place + 1)"
        }

        func transport(_ inner: any HTTPTransport) -> FaultyTransport {
            FaultyTransport(inner, Array(repeating: nil, count: place) + [fault], lasting: lasts ? fault : nil)
        }
    }

    /// Lets each side of the connector work while a fault breaks out at each of its requests in turn.
    ///
    /// - Parameters:
    ///   - fault: What happens.
    ///   - lasts: Whether it happens to all later requests too.
    ///   - look: Is told of each call how it ended.
    /// - Throws: What is no ``ConnectorError``, and what fails without any fault.
    private func forEachSide(
        _ fault: FaultyTransport.Fault,
        lasts: Bool = true,
        _ look: (Failure) -> Void
    ) async throws {
        let type = trial.subject.connector
        if ConformanceTest.Scope.restSource.covers(type) { try await forEachStream(fault, lasts, look) }
        if ConformanceTest.Scope.restSink.covers(type) { try await forEachObject(fault, lasts, look) }
    }

    private func forEachStream(
        _ fault: FaultyTransport.Fault,
        _ lasts: Bool,
        _ look: (Failure) -> Void
    ) async throws {
        let world = try await trial.readableWorld()
        for (stream, rows) in try await SourceUnderTest(trial, in: world).rowStreams() {
            for place in 0..<Self.mostPlaces {
                let outbreak = Outbreak(fault: fault, place: place, lasts: lasts)
                let log = RecordingLog()
                let faulty = outbreak.transport(world.transport)
                let source = try await SourceUnderTest(trial, in: world, over: faulty, log: log)
                var failure: ConnectorError?
                var rejects: [SourceReject] = []
                do {
                    let pages = try await source.poll(stream)
                    rejects = pages.flatMap(\.rejects)
                    // What is told of as a reject is a person's work, and is read again from the system.
                    if rejects.isEmpty {
                        source.requireAll(rows, in: pages, of: stream, "read through \(outbreak)")
                    }
                } catch let error as ConnectorError {
                    failure = error
                }
                let requests = faulty.requests
                guard requests.count > place else { break }
                look(
                    Failure(
                        what: "reading \(stream.name), \(outbreak)",
                        error: failure,
                        requests: Array(requests[place...]),
                        log: log,
                        rejects: rejects,
                        isLaterReading: place > 0
                    )
                )
                faulty.last(nil)
                let pages = try await source.poll(stream)
                source.requireAll(rows, in: pages, of: stream, "read after \(outbreak)")
                await trial.discard(source.connector)
            }
        }
        await trial.end()
    }

    private func forEachObject(
        _ fault: FaultyTransport.Fault,
        _ lasts: Bool,
        _ look: (Failure) -> Void
    ) async throws {
        let world = try await trial.writableWorld()
        for object in try await trial.objects(in: world) {
            for place in 0..<Self.mostPlaces {
                let outbreak = Outbreak(fault: fault, place: place, lasts: lasts)
                let delivery = try await trial.delivery(of: object, in: world, place)
                let log = RecordingLog()
                let faulty = outbreak.transport(world.transport)
                let sink = try await SinkUnderTest(trial, in: world, over: faulty, log: log)
                let failure = try await failure(of: delivery, outbreak, sink)
                let requests = faulty.requests
                guard requests.count > place else { break }
                look(
                    Failure(
                        what: "writing \(object), \(outbreak)",
                        error: failure,
                        requests: Array(requests[place...]),
                        log: log
                    )
                )
                faulty.last(nil)
                try await sink.requireApplied(delivery, "after \(outbreak)")
                try await sink.requireHeld(delivery, "after \(outbreak)")
                await trial.discard(sink.sink)
            }
        }
        await trial.end()
    }

    /// The error of a write; one delivery that is put off is as good as an error for the whole call.
    private func failure(
        of delivery: Delivery,
        _ outbreak: Outbreak,
        _ sink: SinkUnderTest
    ) async throws -> ConnectorError? {
        do {
            let outcome = try await sink.apply(delivery)
            trial.require(
                !outcome.isRefused,
                "\(delivery.object): \(outbreak): what is delivered \(outcome.text): a person is asked for an outage"
            )
            if outcome.isApplied { try await sink.requireHeld(delivery, "called written through \(outbreak)") }
            guard case .retryLater(let pause, let reason) = outcome else { return nil }
            return .unavailable(endpoint: "a delivery that is put off", reason: reason, retryAfter: pause)
        } catch let error as ConnectorError {
            return error
        }
    }

    private func requireFewRequests(_ failure: Failure) {
        trial.require(
            failure.requests.count <= Self.mostRequests,
            "\(failure.what): \(failure.requests.count) requests in one call; the runtime repeats, not the connector"
        )
    }

    func requirePauses() async throws {
        for pause in [nil, 7, 3600] as [Int?] {
            for status in [429, 503] {
                let fault = FaultyTransport.Fault.status(status, retryAfter: pause)
                try await forEachSide(fault) { failure in
                    requireFewRequests(failure)
                    guard case .unavailable(_, _, let asked) = failure.error else {
                        trial.fail("\(failure.what): is \(Self.text(failure.error)), not unavailable")
                        return
                    }
                    let due = pause.map { Duration.seconds($0) }
                    trial.require(
                        asked == due,
                        "\(failure.what): the pause is told as \(asked.map { "\($0)" } ?? "none")"
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
            try await forEachSide(fault) { failure in
                requireFewRequests(failure)
                // An answer that makes no sense may be told as a reject too: somebody hears of it, and it is read again.
                if failure.error == nil, !failure.rejects.isEmpty, [.truncated, .page].contains(fault) { return }
                // Behind the first answer a source may go on, as long as each row is told or is a reject.
                if failure.error == nil, failure.isLaterReading { return }
                guard let error = failure.error, Self.isExpected(error, for: fault) else {
                    trial.fail("\(failure.what): is \(Self.text(failure.error))")
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
        try await forEachSide(.status(401)) { failure in
            requireFewRequests(failure)
            let most = Dictionary(grouping: failure.requests) { [$0.method, $0.url] }.values.map(\.count).max() ?? 0
            // Some systems lock a user after three attempts.
            trial.require(
                most <= 2,
                "\(failure.what): a refused key is tried \(most) times in one call, not twice at most"
            )
            guard case .unauthorized = failure.error else {
                trial.fail("\(failure.what): is \(Self.text(failure.error)), not unauthorized")
                return
            }
        }
        try await forEachSide(.status(401), lasts: false) { requireUnauthorizedAtMost($0) }
    }

    /// A credential that is refused once is renewed, or is an error that names it.
    private func requireUnauthorizedAtMost(_ failure: Failure) {
        switch failure.error {
        case nil, .unauthorized: break
        default: trial.fail("\(failure.what): is \(Self.text(failure.error))")
        }
    }

    func requireForbidden() async throws {
        try await forEachSide(.status(403)) { failure in
            requireFewRequests(failure)
            guard case .forbidden = failure.error else {
                trial.fail("\(failure.what): is \(Self.text(failure.error)), not forbidden")
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
            try await forEachSide(fault) { failure in
                let said =
                    [failure.error.map { "\($0)" } ?? ""] + failure.rejects.flatMap { [$0.subject, $0.reason] }
                    + failure.log.lines.flatMap { [$0.message] + $0.values.values }
                for secret in secrets where said.contains(where: { SecretTrace.isLeft(of: secret, in: $0) }) {
                    trial.fail("\(failure.what): a secret stands in the error, in a reject or in the log")
                }
            }
        }
    }

    private static func text(_ error: ConnectorError?) -> String { error.map { "'\($0)'" } ?? "no error" }
}
