internal import JSON

extension SimulatorSurface {
    /// Answers a request as ``exchangeInTurn(_:)`` does, and sends the webhooks that are due because of it before the
    /// answer: on the way to the moment to which it moves the clock, each at its own.
    ///
    /// A request that comes while webhooks are sent waits for none, as it may be one of a receiver before its answer.
    func exchangeTelling(_ request: SimulatedRequest) async -> Exchange {
        // What was foreseen may be another now.
        if request.method != "GET" { telling?.foresight = nil }
        if webhooks.isInUse || telling != nil, request.method == "POST", request.path == "/_sim/clock",
            let target = try? target(of: document(request)), target >= now
        {
            if let refusal = refusal(ofMoving: target) { return refused(refusal) }
            let body: JSON = ["set": .string(target.text)]
            let request = SimulatedRequest(method: "POST", path: request.path, body: Array(body.canonicalBytes))
            return await withCheckedContinuation { answer in
                let move = Telling.Move(target: target, request: request, answer: answer)
                if telling != nil { telling?.move = move } else { beginSending(move: move) }
            }
        }
        let exchange = await exchangeInTurn(request)
        guard telling == nil, webhooks.isInUse else { return exchange }
        takeEvents()
        guard webhooks.isDue(at: now) else { return exchange }
        await withCheckedContinuation { answer in
            beginSending(requester: Telling.Requester(mark: webhooks.messages.made, answer: answer))
        }
        return exchange
    }

    /// The answer to a control request that is not carried out.
    func refused(_ refusal: ControlRefusal) -> Exchange {
        let response = SimulatedResponse.json(["error": .string(refusal.description)], status: refusal.status)
        return Exchange(place: nil, response: response, now: now)
    }

    /// Why the clock is not moved to a moment while somebody is told; `nil` if it is.
    private func refusal(ofMoving target: SimulatedInstant) -> ControlRefusal? {
        guard telling?.move == nil else {
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
        return refusal(ofPassingEnd: target)
    }

    private func beginSending(move: Telling.Move? = nil, requester: Telling.Requester? = nil) {
        let turn = webhooks.turn
        telling = Telling(turn: turn, move: move, requester: requester, circleStart: webhooks.messages.made)
        telling?.task = Task { await sendWebhooks(turn) }
    }

    /// Sends what is due, one after the other, and lets the clock go along if it is to be moved.
    private func sendWebhooks(_ turn: Int) async {
        while telling?.turn == turn {
            takeEvents()
            guard let entry = webhooks.next(through: now) else {
                guard goOn() else { return }
                continue
            }
            if let post = webhooks.request(for: entry, at: now) {
                let answer = await WebhookCourier.send(post)
                guard telling?.turn == turn else { return }
                transcript.add(webhooks.finish(entry, post, with: answer, at: now).line, at: now)
            }
            if entry.message >= telling?.circleStart ?? 0 { telling?.circle += 1 }
            guard isStillWaitedFor() else { return }
        }
    }

    /// Answers who has waited long enough; whether webhooks are sent on.
    private func isStillWaitedFor() -> Bool {
        guard let telling else { return false }
        if let requester = telling.requester, telling.circle >= Telling.furtherPatience,
            !webhooks.isDue(at: now, before: requester.mark)
        {
            self.telling?.requester = nil
            requester.answer.resume()
        }
        guard telling.circle >= Telling.circlePatience else { return true }
        if let move = telling.move {
            self.telling?.move = nil
            let refusal = ControlRefusal(
                409,
                "The clock stands at \(now.text): \(telling.circle) webhooks were sent because of webhooks of this moment, "
                    + "and there are more. Disable or remove an endpoint whose receiver causes them, then move it again."
            )
            move.answer.resume(returning: refused(refusal))
        }
        // The rest goes with the next request; a circle that nobody waits for would never end.
        if self.telling?.requester == nil { self.telling = nil }
        return self.telling != nil
    }

    /// Nothing is due: answers the request, and lets the clock go on to the next moment; whether there is one.
    private func goOn() -> Bool {
        telling?.requester?.answer.resume()
        telling?.requester = nil
        guard let move = telling?.move else {
            telling = nil
            return false
        }
        guard now < move.target else {
            telling = nil
            move.answer.resume(returning: exchange(move.request))
            return false
        }
        let next = min(move.target, nextEvent(through: move.target), webhooks.firstDue ?? move.target)
        if next > now {
            system.advance(to: next)
            now = next
        }
        takeEvents()
        telling?.circleStart = webhooks.messages.made
        telling?.circle = 0
        return true
    }

    /// When something will happen in the system by itself, or until when nothing will.
    ///
    /// A copy of the system is asked, as much may happen until then that changes what is told.
    private func nextEvent(through target: SimulatedInstant) -> SimulatedInstant {
        // A day at a time, so that years need no more memory than a day.
        let horizon = min(target, now.adding(hours: 24))
        guard var copy = system as? any WebhookingSystem else { return horizon }
        if telling?.foresight.map({ $0.until <= now }) ?? true {
            let moments = copy.takeEvents(after: now, through: horizon).map(\.at).filter { $0 > now }
            telling?.foresight = (ArraySlice(moments), horizon)
        }
        while let moment = telling?.foresight?.moments.first {
            if moment > now { return moment }
            telling?.foresight?.moments.removeFirst()
        }
        return telling?.foresight?.until ?? horizon
    }

    /// Makes webhooks of what has happened in the system until now.
    private func takeEvents() {
        guard webhooks.isInUse, var telling = system as? any WebhookingSystem else { return }
        let events = telling.takeEvents(after: webhooks.told, through: max(now, webhooks.told))
        webhooks.told = max(webhooks.told, now)
        if let changed = telling as? System { system = changed }
        for event in events {
            for line in webhooks.tell(event, versions: type(of: telling).payloadVersions) {
                transcript.add(line, at: event.at)
            }
        }
    }
}
