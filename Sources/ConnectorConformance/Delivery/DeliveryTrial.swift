import ConnectorKit
import ConnectorRuntime
import ConnectorStore

/// What becomes of deliveries between a runtime and a system while processes, networks and systems fail.
struct DeliveryTrial {
    private let trial: ConformanceTrial

    /// How many places of a pass are tried as those of its death.
    private static let mostPlaces = 24
    /// How many requests of a write are tried as the one that fails.
    private static let mostRequests = 12

    init(_ trial: ConformanceTrial) {
        self.trial = trial
    }

    private func forEachObject(
        _ look: (RuntimeUnderTest, SinkUnderTest, String) async throws -> Void
    ) async throws {
        let world = try await trial.writableWorld()
        let sink = try await SinkUnderTest(trial, in: world)
        for object in try await trial.objects(in: world) {
            try await look(RuntimeUnderTest(trial, in: world), sink, object)
        }
    }

    /// Lets the process die behind each of its commits and requests, and before all of them.
    ///
    /// What is left of a process is what it has committed and what its requests have done. Death before a step is therefore
    /// death behind the one that came last, whichever kind both are of, and whether or not its answer was heard.
    func requireSurvivalOfDeath() async throws {
        let world = try await trial.writableWorld()
        let sink = try await SinkUnderTest(trial, in: world)
        for object in try await trial.objects(in: world) {
            for steps in 0..<Self.mostPlaces {
                let deliveries = try await trial.deliveries(of: object, steps..<steps + 1, in: world)
                let runtime = RuntimeUnderTest(trial, in: world, isReading: false)
                try await runtime.plan(deliveries)
                let place = Death.Place(step: .step, after: steps, isBefore: true)
                let death = try await runtime.run(dyingAt: place)
                try await runtime.run(passes: 8)
                try await runtime.requireDelivered(deliveries, in: sink, death.text)
                if !death.hasCome { break }
            }
        }
    }

    /// Lets each request of a write fail in each of the ways in which its effect may stay open.
    func requireLookUps() async throws {
        let world = try await trial.writableWorld()
        let sink = try await SinkUnderTest(trial, in: world)
        for object in try await trial.objects(in: world) {
            var index = 0
            for fault in [.answerLost, .silence, .truncated, .neverSent] as [FaultyTransport.Fault] {
                for request in 0..<Self.mostRequests {
                    let deliveries = try await trial.deliveries(of: object, index..<index + 1, in: world)
                    index += 1
                    let runtime = RuntimeUnderTest(trial, in: world, isReading: false)
                    try await runtime.plan(deliveries)
                    let faulty = FaultyTransport(world.transport, Array(repeating: nil, count: request) + [fault])
                    try await runtime.run(passes: 13, over: faulty)
                    try await runtime.requireDelivered(deliveries, in: sink, "\(fault) at request \(request + 1)")
                    if faulty.requests.count <= request { break }
                }
            }
        }
    }

    /// Lets half of all requests fail, each in its own way, as chance has it.
    func requireArrivalWhateverFails() async throws {
        try await forEachObject { runtime, sink, object in
            var chance = SeededGenerator(seed: 20_260_105)
            let kinds: [FaultyTransport.Fault] = [.answerLost, .neverSent, .silence, .status(503), .status(429)]
            let faults = (0..<60).map { _ in chance.below(2) == 0 ? nil : kinds[chance.below(kinds.count)] }
            let deliveries = try await trial.deliveries(of: object, 0..<6, in: sink.world)
            try await runtime.plan(deliveries)
            let faulty = FaultyTransport(sink.world.transport, faults)
            try await runtime.run(passes: 400, every: .seconds(1200), over: faulty)
            try await runtime.requireDelivered(deliveries, in: sink, "half of the requests failed")
        }
    }

    /// An outage of an hour that begins while a write is under way.
    func requireArrivalAfterAnOutage() async throws {
        try await forEachObject { runtime, sink, object in
            let deliveries = try await trial.deliveries(of: object, 0..<4, in: sink.world)
            try await runtime.plan(deliveries)
            let faulty = FaultyTransport(sink.world.transport, [.answerLost], lasting: .neverSent)
            for _ in 0..<60 {
                try await runtime.pass(over: faulty)
                try await runtime.wait(.seconds(60))
            }
            let open = try await runtime.memory.openDeliveryCount(to: RuntimeUnderTest.system, limit: 100)
            trial.require(
                open == deliveries.count,
                "\(object): in an outage, \(deliveries.count - open) of \(deliveries.count) deliveries were given up or called done"
            )
            faulty.last(nil)
            try await runtime.run(passes: 120, over: faulty)
            try await runtime.requireDelivered(deliveries, in: sink, "after an outage of an hour")
        }
    }

    /// A delivery and its correction in one lane, through failures.
    func requireOrder() async throws {
        var shown = false
        try await forEachObject { runtime, sink, object in
            let first = try await trial.delivery(of: object, in: sink.world)
            guard let second = try await sink.world.corrected(first), second.key != first.key else { return }
            shown = true
            try await runtime.plan([first, second], lane: "lane")
            let faults: [FaultyTransport.Fault?] = [.answerLost, .status(503), nil, .neverSent, .answerLost]
            try await runtime.run(passes: 90, over: FaultyTransport(sink.world.transport, faults))
            try await runtime.requireDelivered([second], in: sink, "behind what it corrects")
            let state = try await runtime.state(of: first)
            trial.require(
                state == DeliveryState.delivered.rawValue,
                "\(first.key): before its correction: it is \(state)"
            )
        }
        if !shown { throw Inapplicable("its deliveries have no corrections with keys of their own") }
    }

    /// Calls that are full, and one that waits for others.
    func requireFlushing() async throws {
        try await forEachObject { runtime, sink, object in
            let limit = max(1, sink.sink.batchLimit)
            let count = min(limit + 1, 101)
            trial.require(
                sink.sink.batchAge <= .seconds(300),
                "a delivery may wait \(sink.sink.batchAge) for others that fill its call: nobody expects that"
            )
            let deliveries = try await trial.deliveries(of: object, 0..<count, in: sink.world)
            let full = Array(deliveries.prefix(limit))
            for (delivery, outcome) in zip(full, try await sink.apply(full)) where !outcome.isApplied {
                trial.fail(
                    "\(object): in a call of \(full.count), as many as it takes, \(delivery.key) \(outcome.text)"
                )
            }
            try await runtime.plan(deliveries)
            try await runtime.run(passes: 8)
            try await runtime.requireDelivered(deliveries, in: sink, "\(count) deliveries at once")
        }
    }
}
