internal import JSON

/// A simulated system together with its control surface: a request goes in, an answer comes out, without a socket.
///
/// Everything below `/_sim/` is the control surface; every other path is the system's own. One request is worked on
/// at a time, in the order of arrival, so that the same requests give the same answers.
public actor SimulatorSurface<System: SimulatedSystem> {
    let options: SimulatorOptions
    let stopwatch: @Sendable () -> Int64
    var system: System
    var now: SimulatedInstant
    var faults: FaultPlan
    var journal: RequestJournal
    let routes: [SimulatedRoute]
    var transcript = Transcript()
    var heldBack: [String: HeldBack] = [:]
    var tickets = 0
    var webhooks: WebhookQueue
    /// The sending that is under way; `nil` if no webhook is being sent.
    var telling: Telling?

    /// An answer and where the journal has its request.
    public struct Exchange: Sendable {
        /// Where the request stands; `nil` for a control request, which the journal does not hold.
        let place: RequestJournal.Place?
        /// The answer.
        public let response: SimulatedResponse
        /// The virtual time of the answer.
        public let now: SimulatedInstant
    }

    /// Creates the system at the start of its story.
    ///
    /// - Parameters:
    ///   - options: What the simulator was told at start; a declared option that is missing gets its default.
    ///   - stopwatch: The machine's own clock in nanoseconds, for the stamps of the request journal only.
    /// - Throws: ``SimulatorError`` if an option cannot be used.
    public init(
        options: SimulatorOptions = SimulatorOptions(),
        stopwatch: @escaping @Sendable () -> Int64 = monotonicNanoseconds()
    ) throws(SimulatorError) {
        self.options = try Self.completed(options)
        self.stopwatch = stopwatch
        system = try System(options: self.options)
        now = system.startOfStory
        faults = FaultPlan(seed: options.seed)
        journal = RequestJournal(mebibytes: options.journalMebibytes)
        webhooks = WebhookQueue(
            seed: options.seed,
            told: system.startOfStory,
            mebibytes: options.journalMebibytes
        )
        routes = (system as? any RoutedSystem)?.presentRoutes ?? []
    }

    /// Answers a request.
    ///
    /// - Parameter request: The request, body included.
    /// - Returns: The answer, and how it is to be delivered.
    public func respond(to request: SimulatedRequest) -> SimulatedResponse {
        exchange(request).response
    }

    /// Answers a request so that ``aborted(_:)`` can be told of it.
    ///
    /// - Parameter request: The request, body included.
    /// - Returns: The answer, recorded in the journal already.
    public func exchange(_ request: SimulatedRequest) -> Exchange {
        if isControl(request) {
            let response = control(request)
            return Exchange(place: nil, response: response, now: now)
        }
        return close(open(request))
    }

    /// Answers a request as ``exchange(_:)`` does, but lets a fault hold it back until another one has gone by.
    func exchangeInTurn(_ request: SimulatedRequest) async -> Exchange {
        if isControl(request) { return exchange(request) }
        let opened = open(request)
        guard case .reorder? = opened.decision.fault?.effect, let fault = opened.decision.fault,
            heldBack[fault.id] == nil
        else {
            let exchange = close(opened)
            letGo(after: request)
            return exchange
        }
        return await holdBack(opened, fault)
    }

    /// A request that was received and not yet worked on.
    struct Opened {
        let place: RequestJournal.Place
        let request: SimulatedRequest
        let decision: FaultPlan.Decision
    }

    private func open(_ request: SimulatedRequest) -> Opened {
        let place = journal.received(request, at: stamp)
        return Opened(place: place, request: request, decision: faults.decide(request, at: now))
    }

    /// Lets the system work on a request, and records the answer.
    func close(_ opened: Opened) -> Exchange {
        let fault = opened.decision.fault
        var now = now
        if case .clockSkew(let seconds)? = fault?.effect { now = now.adding(seconds: seconds) }
        let kept = fault?.answerWithoutWork
        let answer = kept ?? work(opened.request, fault, at: now)
        if kept == nil, let answer { faults.keep(answer, to: opened.request, at: self.now) }
        let isUnmatched = kept == nil && (answer.map { $0.isUnmatched || isMisdirected(opened.request, $0) } ?? true)
        var response = answer ?? unmatched(opened.request)
        response = fault?.applied(to: response) ?? response
        if !opened.decision.headers.isEmpty { response.headers += opened.decision.headers }
        return record(response, to: opened, isUnmatched: isUnmatched, at: now)
    }

    /// Records an answer before it is sent.
    ///
    /// - Parameters:
    ///   - response: The answer.
    ///   - opened: The request.
    ///   - isUnmatched: Whether no route is for it.
    ///   - now: What the system's clock shows.
    /// - Returns: What is sent.
    func record(
        _ response: SimulatedResponse,
        to opened: Opened,
        isUnmatched: Bool = false,
        at now: SimulatedInstant
    ) -> Exchange {
        let fault = opened.decision.fault?.id
        journal.answered(
            opened.place,
            with: response,
            bytes: response.bodyBytesSent(to: opened.request.method, at: now),
            fault: fault,
            isUnmatched: isUnmatched,
            at: stamp
        )
        transcript.add(opened.request, response.withoutAddress(of: opened.request), fault: fault, at: self.now)
        return Exchange(place: opened.place, response: response, now: now)
    }

    private func work(
        _ request: SimulatedRequest,
        _ fault: AppliedFault?,
        at now: SimulatedInstant
    ) -> SimulatedResponse? {
        switch fault?.effect {
        case .own(let kind, let count)?: return system.respond(to: request, at: now, suffering: kind, count: count)
        case .duplicate(let count, let answersFirst)?:
            let first = system.respond(to: request, at: now)
            var last = first
            for _ in 0..<count { last = system.respond(to: request, at: now) }
            return answersFirst ? first : last
        default: return system.respond(to: request, at: now)
        }
    }

    /// Records a request that was refused before the system saw it, such as one with too large a body; a control request
    /// is none of the system.
    ///
    /// - Parameters:
    ///   - request: The request, as far as it was read.
    ///   - response: What is answered.
    /// - Returns: The virtual time of the answer.
    public func refuse(_ request: SimulatedRequest, with response: SimulatedResponse) -> SimulatedInstant {
        guard !isControl(request) else { return now }
        let place = journal.received(request, at: stamp)
        return record(response, to: Opened(place: place, request: request, decision: FaultPlan.Decision()), at: now).now
    }

    /// Records that the client hung up before its answer was sent whole.
    ///
    /// - Parameter exchange: The answer.
    public func aborted(_ exchange: Exchange) {
        if let place = exchange.place { journal.aborted(place, at: stamp) }
    }

    private func isControl(_ request: SimulatedRequest) -> Bool {
        request.path.hasPrefix("/_sim/") || request.path == "/_sim"
    }

    private var stamp: RequestJournal.Stamp {
        RequestJournal.Stamp(virtual: now, nanoseconds: stopwatch())
    }

    /// Whether the system refused, or sent elsewhere, a request that is on none of its routes.
    private func isMisdirected(_ request: SimulatedRequest, _ answer: SimulatedResponse) -> Bool {
        guard [303, 400, 404, 405, 415].contains(answer.status), !routes.isEmpty else { return false }
        return !routes.contains { $0.matches(request) }
    }

    private func unmatched(_ request: SimulatedRequest) -> SimulatedResponse {
        .json(
            [
                "error": .string(
                    routes.isEmpty
                        ? "\(System.name) has no routes: give it files in its folder."
                        : "\(System.name) has no route \(request.method) \(request.path)."
                ),
                "nearest": RouteSuggestion.nearest(of: routes, to: request),
            ],
            status: 404
        )
    }

    /// The options with the defaults of the declared ones filled in.
    private static func completed(_ options: SimulatorOptions) throws(SimulatorError) -> SimulatorOptions {
        guard let configurable = System.self as? any ConfigurableSystem.Type else { return options }
        var options = options
        let names = configurable.declaredOptions.map(\.name)
        for name in options.values.keys.sorted() where !names.contains(name) {
            throw SimulatorError("Unknown option \(name); \(System.name) knows \(names.joined(separator: ", ")).")
        }
        for option in configurable.declaredOptions where options.values[option.name] == nil {
            options.values[option.name] = option.defaultValue
        }
        return options
    }
}

extension SimulatedResponse {
    /// An answer in JSON, one line in UTF-8.
    ///
    /// - Parameters:
    ///   - json: The body.
    ///   - status: The status code.
    ///   - headers: Further header fields.
    /// - Returns: The answer.
    static func json(
        _ json: JSON,
        status: Int = 200,
        headers: [(name: String, value: String)] = []
    ) -> SimulatedResponse {
        SimulatedResponse(
            status: status,
            contentType: "application/json",
            body: Array(json.text(style: .compact).utf8) + [UInt8(ascii: "\n")],
            headers: headers
        )
    }
}

/// A stopwatch that starts now and never goes back.
///
/// - Returns: What tells the nanoseconds since its start.
public func monotonicNanoseconds() -> @Sendable () -> Int64 {
    let start = ContinuousClock.now
    return {
        let parts = (ContinuousClock.now - start).components
        return parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000
    }
}
