internal import JSON

extension SimulatorSurface {
    /// The queue of a snapshot; one for nobody if the snapshot has none.
    func webhooks(restoring snapshot: JSON?, at now: SimulatedInstant) throws(SimulatorError) -> WebhookQueue {
        let mebibytes = options.journalMebibytes
        guard let snapshot, snapshot != .null else {
            return WebhookQueue(seed: options.seed, told: now, mebibytes: mebibytes)
        }
        guard let system = System.self as? any WebhookingSystem.Type else {
            throw SimulatorError("The snapshot has webhooks, but \(System.name) sends none.")
        }
        return try WebhookQueue(seed: options.seed, restoring: snapshot, of: system, mebibytes: mebibytes)
    }

    /// Goes on with other webhooks; an attempt that is under way is broken off, and who waits for it is answered.
    func replaceWebhooks(by queue: WebhookQueue) {
        let turn = webhooks.turn + 1
        webhooks = queue
        webhooks.turn = turn
        guard let overtaken = telling else { return }
        telling = nil
        overtaken.task?.cancel()
        overtaken.requester?.answer.resume()
        let refusal = ControlRefusal(
            409,
            "The story began again or was restored while the clock was on its way to \(overtaken.move?.target.text ?? ""): "
                + "move it again if the new story needs that, too."
        )
        overtaken.move?.answer.resume(returning: refused(refusal))
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
