internal import JSON

extension SimulatorSurface {
    /// Moves the virtual clock forward, to a moment or by a span.
    func moveClock(_ body: JSON) throws {
        let target = try target(of: body)
        guard target >= now else {
            throw ControlRefusal(409, "The clock shows \(now.text) and cannot go back to \(target.text).")
        }
        if let refusal = refusal(ofPassingEnd: target) { throw refusal }
        system.advance(to: target)
        now = target
        transcript.add("clock", at: now)
    }

    /// Why the clock is not moved to a moment that a four-digit year cannot show; `nil` if it is.
    func refusal(ofPassingEnd target: SimulatedInstant) -> ControlRefusal? {
        let end = SimulatedInstant(seconds: 253_402_300_799)
        return target <= end ? nil : ControlRefusal(400, "The clock ends at \(end.text).")
    }

    /// The moment to which the clock is to be moved.
    func target(of body: JSON) throws -> SimulatedInstant {
        let usage = "give {\"set\":\"2026-01-05T06:00:00Z\"} or {\"advance\":\"PT2H\"} or {\"advance\":SECONDS}"
        let longest = VirtualDuration.longest.microseconds
        switch (body["set"], body["advance"]) {
        case (.string(let text)?, nil):
            guard let instant = SimulatedInstant(text) else {
                throw ControlRefusal(400, "\"\(text)\" is no moment: \(usage).")
            }
            return instant
        case (nil, .string(let text)?):
            guard let span = VirtualDuration(text) else {
                throw ControlRefusal(400, "\"\(text)\" is no span of at most 100 years: \(usage).")
            }
            return SimulatedInstant(microseconds: now.microseconds + span.microseconds)
        case (nil, .integer(let seconds)?):
            guard seconds.magnitude <= longest / 1_000_000 else {
                throw ControlRefusal(400, "\(seconds) seconds are more than 100 years: \(usage).")
            }
            return now.adding(seconds: seconds)
        default: throw ControlRefusal(400, "The clock cannot do that: \(usage).")
        }
    }

    /// Everything that later answers depend on; the request journal is a record only and stays out.
    var wholeState: JSON {
        var state: JSONObject = [
            "system": .string(System.name), "now": .string(now.text), "state": system.snapshot(),
            "faults": faults.snapshot,
        ]
        if !webhooks.isUntouched { state["webhooks"] = webhooks.snapshot }
        return .object(state)
    }

    /// Continues where ``wholeState`` was taken, even if that means going back in time; nothing changes on failure.
    func restore(_ snapshot: JSON) throws {
        guard snapshot["system"] == .string(System.name), let state = snapshot["state"],
            let now = snapshot["now"]?.stringValue.flatMap(SimulatedInstant.init(_:)), let rules = snapshot["faults"]
        else { throw ControlRefusal(400, "This is no snapshot of \(System.name) as GET /_sim/snapshot gave it.") }
        let plan = try FaultPlan(seed: options.seed, restoring: rules, own: System.ownFaults, at: now)
        let webhooks = try webhooks(restoring: snapshot["webhooks"], at: now)
        try system.restore(state)
        dropHeldBack()
        faults = plan
        replaceWebhooks(by: webhooks)
        self.now = now
        if webhooks.isInUse { forgetEvents() }
        transcript.add("restored sha256 \(FileDigest.sha256(snapshot.canonicalBytes))", at: now)
    }

    /// Starts the story again: no faults, no journal, no transcript, the clock at its start.
    func reset() throws {
        system = try System(options: options)
        dropHeldBack()
        now = system.startOfStory
        faults = FaultPlan(seed: options.seed)
        journal.removeAll()
        transcript = Transcript()
        replaceWebhooks(by: WebhookQueue(seed: options.seed, told: now, mebibytes: options.journalMebibytes))
    }
}
