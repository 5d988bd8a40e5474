import ConnectorKit
import FoundationEssentials
import JSON

/// What one call of a sink does.
struct WriteTrial {
    private let trial: ConformanceTrial

    init(_ trial: ConformanceTrial) {
        self.trial = trial
    }

    /// A sink in a world of its own, and what it writes.
    private func forEachObject(_ look: (SinkUnderTest, String) async throws -> Void) async throws {
        let sink = try await SinkUnderTest(trial, in: trial.writableWorld())
        for object in try await trial.objects(in: sink.world) { try await look(sink, object) }
    }

    /// As ``forEachObject(_:)``, for what not every system can show.
    ///
    /// - Parameters:
    ///   - reason: Why the test shows nothing if no object shows anything.
    ///   - look: Returns whether the object showed anything.
    /// - Throws: ``Inapplicable`` if none did; what `look` throws.
    private func forSomeObject(
        orElse reason: String,
        _ look: (SinkUnderTest, String) async throws -> Bool
    ) async throws {
        var shown = false
        try await forEachObject { sink, object in
            if try await look(sink, object) { shown = true }
        }
        if !shown { throw Inapplicable(reason) }
    }

    /// Each object of the manifest, also those that the world makes no delivery of.
    func requireEachObject() async throws {
        let sink = try await SinkUnderTest(trial, in: trial.writableWorld())
        for object in trial.manifest.writes {
            guard let delivery = try await sink.world.delivery(of: object, 0) else {
                trial.fail("\(object): the world makes no delivery of it, so that nothing is shown: let it make one")
                continue
            }
            try await sink.requireApplied(delivery)
            try await sink.requireHeld(delivery, "written alone")
        }
    }

    func requireIdempotence() async throws {
        try await forEachObject { sink, object in
            let batch = Array(
                try await trial.deliveries(of: object, 0..<3, in: sink.world).prefix(max(1, sink.sink.batchLimit))
            )
            let before = try await sink.world.recordCount(of: object)
            for round in ["first", "second"] {
                for (delivery, outcome) in zip(batch, try await sink.apply(batch)) {
                    trial.require(
                        outcome.isApplied,
                        "\(object): the \(round) time, \(delivery.key) \(outcome.text)"
                    )
                }
            }
            let restarted = try await SinkUnderTest(trial, in: sink.world)
            for (delivery, outcome) in zip(batch, try await restarted.apply(batch)) {
                trial.require(outcome.isApplied, "\(object): after a restart, \(delivery.key) \(outcome.text)")
                try await sink.requireHeld(delivery, "written three times")
            }
            let more = try await sink.world.recordCount(of: object) - before
            trial.require(more == batch.count, "\(object): \(batch.count) deliveries made \(more) records")
        }
    }

    /// Lets a second writer write wherever the first one waits for an answer.
    func requireOneRecordOfTwoWriters() async throws {
        let world = try await trial.writableWorld()
        for object in try await trial.objects(in: world) {
            for request in 0..<6 {
                let delivery = try await trial.delivery(of: object, in: world, request)
                let other = try await SinkUnderTest(trial, in: world)
                let gate = InterruptedTransport(world.transport, before: request) {
                    _ = try? await other.apply(delivery)
                }
                let one = try await SinkUnderTest(trial, in: world, over: gate)
                let outcome = try await one.apply(delivery)
                guard gate.wasInterrupted else { break }
                let place = "another writer wrote it before request \(request + 1)"
                try await one.requireHeld(delivery, place)
                if case .retryLater = outcome { continue }
                trial.require(outcome.isApplied, "\(delivery.key): \(place): the slower one \(outcome.text)")
            }
        }
    }

    func requirePartialFailure() async throws {
        try await forSomeObject(orElse: "its system refuses no delivery of its objects") { sink, object in
            guard sink.sink.batchLimit > 1, let bad = try await sink.world.refusedDelivery(of: object) else {
                return false
            }
            let good = try await trial.deliveries(of: object, 0..<2, in: sink.world)
            // In the middle where there is one, else behind a good one.
            let batch = Array([good[0], bad, good[1]].prefix(sink.sink.batchLimit))
            let outcomes: [DeliveryOutcome]
            do {
                outcomes = try await sink.apply(batch)
            } catch let error as ConnectorError {
                trial.fail("\(object): one bad delivery fails its whole call: \(error)")
                return true
            }
            for index in stride(from: 0, to: batch.count, by: 2) {
                trial.require(
                    outcomes[index].isApplied,
                    "\(object): beside a bad one, \(good[index / 2].key) \(outcomes[index].text)"
                )
                try await sink.requireHeld(good[index / 2], "written beside a bad one")
            }
            trial.require(outcomes[1].isRefused, "\(object): the bad delivery \(outcomes[1].text)")
            if case .rejected(let reason) = outcomes[1] {
                trial.require(!reason.isBlank, "\(object): the bad delivery is rejected without a reason")
            }
            return true
        }
    }

    func requireWholeDocuments() async throws {
        try await forSomeObject(orElse: "its system refuses no delivery of its objects") { sink, object in
            guard let bad = try await sink.world.refusedDelivery(of: object) else { return false }
            let before = try await sink.world.recordCount(of: object)
            let counting = FaultyTransport(sink.world.transport)
            let outcome = try await SinkUnderTest(trial, in: sink.world, over: counting).apply(bad)
            let after = try await sink.world.recordCount(of: object)
            trial.require(outcome.isRefused, "\(object): a delivery that its system refuses \(outcome.text)")
            trial.require(after == before, "\(object): a refused delivery leaves \(after - before) records behind")
            // What is refused before anything was asked leaves nothing behind in any case.
            return !counting.requests.isEmpty
        }
    }

    func requireConflict() async throws {
        try await forSomeObject(orElse: "its deliveries do not say which state they were made of") { sink, object in
            let delivery = try await trial.delivery(of: object, in: sink.world)
            try await sink.requireApplied(delivery)
            guard let late = try await sink.world.overtake(delivery) else { return false }
            let before = try await sink.world.held(for: delivery)
            let outcome = try await sink.apply(late)
            let after = try await sink.world.held(for: delivery)
            trial.require(after == before, "\(late.key): what a person changed meanwhile was overwritten")
            trial.require(
                outcome.isRefused,
                "\(late.key): a correction of an older state \(outcome.text)"
            )
            return true
        }
    }

    func requireArchiving() async throws {
        try await forSomeObject(orElse: "its objects have no archived state") { sink, object in
            let delivery = try await trial.delivery(of: object, in: sink.world)
            try await sink.requireApplied(delivery)
            guard let archived = try await sink.world.archived(delivery) else { return false }
            let outcome = try await sink.apply(archived)
            let held = try await sink.world.held(for: archived)
            trial.require(held.count == 1, "\(archived.key): archived, the system holds \(held.count) records of it")
            let isArchived = held.first?.isArchived ?? false
            trial.require(
                outcome.isRefused || isArchived,
                "\(archived.key): the record is not archived, and the delivery \(outcome.text)"
            )
            return true
        }
    }

    func requireOwnership() async throws {
        try await forSomeObject(orElse: "nobody takes its records over") { sink, object in
            let delivery = try await trial.delivery(of: object, in: sink.world)
            try await sink.requireApplied(delivery)
            guard let late = try await sink.world.takeOver(delivery) else { return false }
            let before = try await sink.world.held(for: delivery)
            let outcome = try await sink.apply(late)
            let after = try await sink.world.held(for: delivery)
            trial.require(after == before, "\(late.key): a record that people took over was changed")
            trial.require(
                outcome.isRefused,
                "\(late.key): a correction of a record that people took over \(outcome.text)"
            )
            return true
        }
    }

    func requireClosedPeriod() async throws {
        try await forSomeObject(orElse: "its system closes no period for its objects") { sink, object in
            let delivery = try await trial.delivery(of: object, in: sink.world)
            guard try await sink.world.closePeriod(of: delivery) else { return false }
            let before = try await sink.world.recordCount(of: object)
            let outcome = try await sink.apply(delivery)
            let after = try await sink.world.recordCount(of: object)
            trial.require(after == before, "\(delivery.key): was written into a closed period, or moved out of it")
            trial.require(outcome.isRefused, "\(delivery.key): its period is closed, and it \(outcome.text)")
            return true
        }
    }

    func requireCorrections() async throws {
        try await forSomeObject(orElse: "what it writes never changes") { sink, object in
            let delivery = try await trial.delivery(of: object, in: sink.world)
            try await sink.requireApplied(delivery)
            guard let corrected = try await sink.world.corrected(delivery) else { return false }
            try await sink.requireApplied(corrected, "corrected")
            try await sink.requireHeld(corrected, "corrected")
            if sink.sink.keepsOrder { try await requireCorrectionInOneCall(of: object, sink) }
            return true
        }
    }

    /// A call that carries a delivery and behind it its correction, as one may to a sink that keeps their order.
    private func requireCorrectionInOneCall(of object: String, _ sink: SinkUnderTest) async throws {
        let delivery = try await trial.delivery(of: object, in: sink.world, 1)
        guard sink.sink.batchLimit > 1, let corrected = try await sink.world.corrected(delivery) else { return }
        let place = "in one call with what it corrects"
        for (delivery, outcome) in zip([delivery, corrected], try await sink.apply([delivery, corrected])) {
            trial.require(outcome.isApplied, "\(delivery.key): \(place): \(outcome.text)")
        }
        try await sink.requireHeld(corrected, place)
    }

    func requireTexts() async throws {
        try await forSomeObject(orElse: "its objects have no text that people choose, or the world does not tell it") {
            sink,
            object in
            var shown = false
            for (index, text) in OddText.all.enumerated() {
                guard let delivery = try await sink.world.delivery(of: object, 100 + index, named: text) else {
                    continue
                }
                let outcome = try await sink.apply(delivery)
                // Refused with a reason is a person's work; anything else must be there as it was meant.
                if outcome.isRefused, OddText.mayBeRefused(text) { continue }
                trial.require(outcome.isApplied, "\(object): the text \(OddText.shown(text)) \(outcome.text)")
                let held = try await sink.world.held(for: delivery)
                trial.require(
                    held.count == 1,
                    "\(object): with the text \(OddText.shown(text)), \(held.count) records are held"
                )
                guard let found = held.first?.text else { continue }
                shown = true
                if Array(found.utf8) != Array(text.utf8) {
                    trial.fail("\(object): the text \(OddText.shown(text)) is held as \(OddText.shown(found))")
                }
            }
            return shown
        }
    }

    /// Payloads that are not what the object is, each of which must be refused alone.
    func requireRefusals() async throws {
        try await forEachObject { sink, object in
            let before = try await sink.world.recordCount(of: object)
            for payload in [JSON.object([:]), .null, .string("text"), .array([]), .integer(1)] {
                let bad = Delivery(key: "conformance/\(object)/bad", object: object, payload: payload)
                try await requireRefusal(of: bad, "a payload \(payload.canonicalText)", sink)
            }
            let sound = try await trial.delivery(of: object, in: sink.world)
            let unknown = Delivery(key: "conformance/unknown", object: "ConformanceUnknown", payload: sound.payload)
            try await requireRefusal(of: unknown, "an object that it does not write", sink)
            let after = try await sink.world.recordCount(of: object)
            trial.require(after == before, "\(object): \(after - before) records came of deliveries that are none")
        }
    }

    private func requireRefusal(of bad: Delivery, _ what: String, _ sink: SinkUnderTest) async throws {
        do {
            let outcome = try await sink.apply(bad)
            trial.require(outcome.isRefused, "\(bad.object): \(what) \(outcome.text)")
        } catch let error as ConnectorError {
            trial.fail("\(bad.object): \(what) fails its whole call: \(error)")
        }
    }

    func requireReadBack() async throws {
        try await forEachObject { sink, object in
            let deliveries = try await trial.deliveries(of: object, 0..<2, in: sink.world)
            guard case .applied(let found) = try await sink.apply(deliveries[0]) else {
                trial.fail("\(deliveries[0].key): is not called written")
                return
            }
            try await compare(found, with: deliveries[0], "written", sink)
            let looked = try await SinkUnderTest(trial, in: sink.world).find(deliveries)
            trial.require(looked[1] == nil, "\(deliveries[1].key): is found, though nobody wrote it")
            guard let again = looked[0] else {
                trial.fail("\(deliveries[0].key): was written, and is not found")
                return
            }
            try await compare(again, with: deliveries[0], "looked up", sink)
            try await requireNoEcho(of: deliveries[0], sink)
            guard try await sink.world.alter(deliveries[0]) else { return }
            let altered = try await SinkUnderTest(trial, in: sink.world).find([deliveries[0]])[0]
            guard let altered else {
                trial.fail("\(deliveries[0].key): a person gave it other totals, and it is not found any more")
                return
            }
            try await compare(altered, with: deliveries[0], "after a person gave it other totals", sink)
        }
    }

    /// Looks a record up by deliveries that claim other totals than were written: what is there is to be told all the same.
    private func requireNoEcho(of delivery: Delivery, _ sink: SinkUnderTest) async throws {
        let claim = Delivery(
            key: delivery.key,
            object: delivery.object,
            payload: delivery.payload,
            controlTotals: delivery.controlTotals.mapValues { $0 + 1 }
        )
        if let found = try await sink.find([claim])[0] {
            try await compare(found, with: delivery, "looked up by a delivery that claims other totals", sink)
        }
        guard let unwritten = try await sink.world.corrected(delivery) else { return }
        if let found = try await sink.find([unwritten])[0] {
            try await compare(found, with: delivery, "looked up by a correction that nobody wrote", sink)
        }
    }

    /// Compares what the sink says with what the system's own ledger holds.
    private func compare(
        _ found: FoundRecord,
        with delivery: Delivery,
        _ place: String,
        _ sink: SinkUnderTest
    ) async throws {
        let held = try await sink.world.held(for: delivery)
        trial.require(!found.reference.isBlank, "\(delivery.key): \(place): no record is named")
        guard let record = held.first, held.count == 1 else {
            trial.fail("\(delivery.key): \(place): the system holds \(held.count) records of it")
            return
        }
        for name in delivery.controlTotals.keys.sorted() where found.totals[name] != record.totals[name] {
            let (said, there) = (found.totals[name], record.totals[name])
            trial.fail(
                "\(delivery.key): \(place): says \(name) \(said.map { "\($0)" } ?? "nothing"), and the system holds "
                    + (there.map { "\($0)" } ?? "nothing")
            )
        }
    }
}
