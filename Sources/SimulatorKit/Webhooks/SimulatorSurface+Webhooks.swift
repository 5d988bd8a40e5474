internal import JSON

extension SimulatorSurface {
    /// Answers a request as ``exchangeInTurn(_:)`` does, and sends the webhooks that are due because of it before the
    /// answer: on the way to the moment to which it moves the clock, each at its own.
    func exchangeTelling(_ request: SimulatedRequest) async -> Exchange {
        guard webhooks.isInUse else { return await exchangeInTurn(request) }
        var request = request
        if request.method == "POST", request.path == "/_sim/clock", let target = try? target(of: document(request)) {
            if let refusal = refusal(ofMoving: target) {
                return Exchange(
                    place: nil,
                    response: .json(["error": .string(refusal.description)], status: refusal.status),
                    now: now
                )
            }
            await sendWebhooks(until: target)
            let body: JSON = ["set": .string(target.text)]
            request = SimulatedRequest(method: "POST", path: request.path, body: Array(body.canonicalBytes))
        }
        let exchange = await exchangeInTurn(request)
        await sendWebhooks(until: now)
        return exchange
    }

    /// Why the clock is not moved to a moment while somebody is told; `nil` if it is.
    private func refusal(ofMoving target: SimulatedInstant) -> ControlRefusal? {
        guard !isTelling else {
            return ControlRefusal(
                409,
                "The clock is being moved, and webhooks are being sent: wait for the answer to that request."
            )
        }
        // Each webhook on the way is a request: years of them would keep the client waiting without a word.
        guard target <= now.adding(hours: 366 * 24) else {
            return ControlRefusal(
                400,
                "While webhooks are sent, the clock moves by 366 days at most: move it in steps, or remove the endpoints."
            )
        }
        return nil
    }

    /// Sends what is due until a moment, one after the other, and lets the clock go along.
    private func sendWebhooks(until target: SimulatedInstant) async {
        // A receiver that asks something before it answers must not wait for its own webhook.
        guard !isTelling, webhooks.isInUse else { return }
        isTelling = true
        defer { isTelling = false }
        let turn = webhooks.turn
        while webhooks.turn == turn {
            // A day at a time, so that years need no more memory than a day.
            let horizon = max(now, min(target, now.adding(hours: 24)))
            takeEvents(through: horizon)
            guard let entry = webhooks.next(through: horizon) else {
                if horizon >= target { return }
                pass(to: horizon)
                continue
            }
            pass(to: entry.due)
            guard let post = webhooks.request(for: entry, at: now) else { continue }
            let answer = await WebhookCourier.send(post)
            guard webhooks.turn == turn else { return }
            if let attempt = webhooks.finish(entry, post, with: answer, at: now) {
                transcript.add(attempt.line, at: now)
            }
        }
    }

    private func pass(to moment: SimulatedInstant) {
        guard moment > now else { return }
        system.advance(to: moment)
        now = moment
    }

    /// Makes webhooks of what happened in the system.
    private func takeEvents(through end: SimulatedInstant) {
        guard var telling = system as? any WebhookingSystem else { return }
        let events = telling.takeEvents(after: webhooks.told, through: end)
        webhooks.told = max(webhooks.told, end)
        guard !events.isEmpty, let changed = telling as? System else { return }
        system = changed
        for event in events {
            for line in webhooks.tell(event, versions: type(of: telling).payloadVersions) {
                transcript.add(line, at: event.at)
            }
        }
    }

    /// The queue of a snapshot; one for nobody if the snapshot has none.
    func webhooks(restoring snapshot: JSON?, at now: SimulatedInstant) throws(SimulatorError) -> WebhookQueue {
        guard let snapshot, snapshot != .null else { return WebhookQueue(seed: options.seed, told: now) }
        guard let system = System.self as? any WebhookingSystem.Type else {
            throw SimulatorError("The snapshot has webhooks, but \(System.name) sends none.")
        }
        return try WebhookQueue(seed: options.seed, restoring: snapshot, of: system)
    }

    /// Goes on with other webhooks; an attempt that is under way is forgotten.
    func replaceWebhooks(by queue: WebhookQueue) {
        let turn = webhooks.turn + 1
        webhooks = queue
        webhooks.turn = turn
    }

    /// Begins to tell: what happened before is not told.
    func beginTelling() {
        guard !webhooks.isInUse else { return }
        webhooks.told = now
        forgetEvents()
    }

    /// Takes what the system would tell at this moment, and tells nobody.
    func forgetEvents() {
        guard var telling = system as? any WebhookingSystem else { return }
        _ = telling.takeEvents(after: now, through: now)
        if let changed = telling as? System { system = changed }
    }
}
