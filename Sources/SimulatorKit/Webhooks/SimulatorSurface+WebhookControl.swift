internal import JSON

extension SimulatorSurface {
    /// How many attempts and webhooks are listed unless the request says otherwise.
    private static var listed: Int { 10_000 }

    /// The controls that have to do with webhooks.
    static var webhookControls: [String] {
        [
            "GET webhooks", "POST webhooks", "POST webhooks/{id}", "DELETE webhooks/{id}", "GET webhooks/attempts",
            "GET webhooks/messages", "POST webhooks/replay",
        ]
    }

    /// Answers what has to do with webhooks.
    func webhookControl(_ name: String, _ request: SimulatedRequest) throws -> SimulatedResponse? {
        guard name == "webhooks" || name.hasPrefix("webhooks/") else { return nil }
        guard let telling = System.self as? any WebhookingSystem.Type else {
            throw ControlRefusal(404, "\(System.name) sends no webhooks.")
        }
        let id = String(name.dropFirst("webhooks/".count))
        switch (request.method, name) {
        case ("GET", "webhooks"):
            return .json(
                [
                    "endpoints": .array(webhooks.endpoints.map { $0.json(at: now) }),
                    "events": .array(telling.eventTypes.map(JSON.string)),
                    "versions": .array(telling.payloadVersions.map(JSON.string)),
                ]
            )
        case ("POST", "webhooks"):
            return .json(["endpoints": try addEndpoints(document(request), of: telling)], status: 201)
        case ("GET", "webhooks/attempts"): return .json(try attempts(request.query))
        case ("GET", "webhooks/messages"): return .json(try messages(request.query))
        case ("POST", "webhooks/replay"):
            let replayed = try replay(document(request))
            return .json(["replayed": .integer(replayed), "forgotten": .integer(Int64(webhooks.messages.forgotten))])
        case (_, "webhooks"), (_, "webhooks/attempts"), (_, "webhooks/messages"), (_, "webhooks/replay"):
            return wrongMethod(name)
        case ("POST", _): return .json(try change(id, document(request)))
        case ("DELETE", _):
            let removed = webhooks.endpoints.remove(at: try place(of: id))
            webhooks.giveUp(removed.serial)
            transcript.add("webhook endpoint \(JSON.string(id).text()) removed", at: now)
            return .json(["endpoints": .array(webhooks.endpoints.map { $0.json(at: now) })])
        default: return wrongMethod("webhooks/{id}")
        }
    }

    /// Adds an endpoint, or several of a list: all or none.
    private func addEndpoints(_ body: JSON, of telling: any WebhookingSystem.Type) throws -> JSON {
        var queue = webhooks
        let count = queue.endpoints.count
        for json in body.arrayValue ?? [body] {
            repeat { queue.added += 1 } while queue.endpoints.contains { $0.id == "hook-\(queue.added)" }
            let endpoint = try WebhookEndpoint(
                json,
                named: "hook-\(queue.added)",
                of: telling,
                seed: options.seed
            )
            guard !["attempts", "messages", "replay"].contains(endpoint.id) else {
                throw ControlRefusal(400, "No endpoint can be called \(endpoint.id): choose another id.")
            }
            guard !queue.endpoints.contains(where: { $0.id == endpoint.id }) else {
                throw ControlRefusal(
                    409,
                    "There is an endpoint \(endpoint.id) already: remove it or choose another id."
                )
            }
            queue.add(endpoint)
        }
        beginTelling()
        queue.told = max(queue.told, webhooks.told)
        webhooks = queue
        for endpoint in queue.endpoints.dropFirst(count) {
            let line = "webhook endpoint \(JSON.string(endpoint.id).text()) added"
            transcript.add(control: line, endpoint.transcriptDocument, at: now)
        }
        return .array(queue.endpoints.dropFirst(count).map { $0.json(at: now) })
    }

    private func place(of id: String) throws(ControlRefusal) -> Int {
        guard let place = webhooks.endpoints.firstIndex(where: { $0.id == id }) else {
            throw ControlRefusal(404, "There is no webhook endpoint \(id); GET /_sim/webhooks lists them.")
        }
        return place
    }

    /// Enables, disables, exchanges the key, or misbehaves otherwise from now on: all that the body says, or nothing.
    private func change(_ id: String, _ body: JSON) throws -> JSON {
        let place = try place(of: id)
        let allowed = ["enabled", "key", "overlap", "misbehaviour"]
        let fields = try WebhookFields(body, "Webhook endpoint \(id)", allowed: allowed)
        var endpoint = webhooks.endpoints[place]
        if let key = try fields.text("key") {
            if fields.has("overlap"), !endpoint.scheme.hasSeveralSignatures {
                throw fields.error("its scheme has one signature; leave overlap out.")
            }
            let overlap = try fields.span("overlap")?.microseconds ?? 0
            let end = SimulatedInstant(microseconds: now.microseconds + overlap)
            try endpoint.rotate(to: key, formerUntil: end)
            // Without an overlap the former keys sign no more.
            if overlap == 0 { endpoint.keys = Array(endpoint.keys.prefix(1)) }
        } else if fields.has("overlap") {
            throw fields.error("overlap says how long the former key signs beside a new one; give key, too.")
        }
        if let rules = fields["misbehaviour"] { try endpoint.setMisbehaviour(rules, seed: options.seed) }
        if let isEnabled = try fields.flag("enabled") { endpoint.isEnabled = isEnabled }
        webhooks.endpoints[place] = endpoint
        if !endpoint.isEnabled { webhooks.giveUp(endpoint.serial) }
        let members = fields.object.keys.sorted().joined(separator: ", ")
        let line = "webhook endpoint \(JSON.string(id).text()) changed: \(members)"
        transcript.add(control: line, endpoint.transcriptDocument, at: now)
        return endpoint.json(at: now)
    }

    private func limit(_ query: [String: String], allowed: [String]) throws(SimulatorError) -> Int {
        for name in query.keys.sorted() where !(allowed + ["limit"]).contains(name) {
            throw SimulatorError("Unknown filter \(name); use \((allowed + ["limit"]).joined(separator: ", ")).")
        }
        guard let text = query["limit"] else { return Self.listed }
        guard let limit = Int(text), limit >= 0 else {
            throw SimulatorError("The limit is \(text): give a whole number from 0.")
        }
        return limit
    }

    private func attempts(_ query: [String: String]) throws(SimulatorError) -> JSON {
        let limit = try limit(query, allowed: ["endpoint", "message"])
        let found = webhooks.attempts.filter { attempt in
            (query["endpoint"].map { attempt.endpoint == $0 } ?? true)
                && (query["message"].map { attempt.message == $0 } ?? true)
        }
        return [
            "count": .integer(Int64(found.count)), "total": .integer(Int64(webhooks.attemptCount)),
            "attempts": .array(found.suffix(limit).map(\.json)),
        ]
    }

    private func messages(_ query: [String: String]) throws(SimulatorError) -> JSON {
        let limit = try limit(query, allowed: ["endpoint", "state"])
        let states = WebhookMessage.State.allCases.map(\.rawValue)
        if let state = query["state"], !states.contains(state) {
            throw SimulatorError("The state is \(state); use one of \(states.joined(separator: ", ")).")
        }
        let found = webhooks.messages.kept.filter { message in
            (query["endpoint"].map { message.endpoint == $0 } ?? true)
                && (query["state"].map { message.state.rawValue == $0 } ?? true)
        }
        return [
            "count": .integer(Int64(found.count)), "forgotten": .integer(Int64(webhooks.messages.forgotten)),
            "messages": .array(found.suffix(limit).map(\.json)),
        ]
    }

    /// Sends webhooks once more; how many.
    private func replay(_ body: JSON) throws -> Int64 {
        let allowed = ["message", "endpoint", "state", "from", "until"]
        let fields = try WebhookFields(body, "Webhook replay", allowed: allowed)
        let states = WebhookMessage.State.allCases.map(\.rawValue)
        let state = try fields.choice("state", of: states)
        let id = try fields.text("message")
        let endpoint = try fields.text("endpoint")
        let from = try fields.instant("from")
        let until = try fields.instant("until")
        guard !fields.object.isEmpty else { throw fields.error("say which: \(allowed.joined(separator: ", ")).") }
        if let id, webhooks.messages.place(of: id) == nil {
            let forgotten = webhooks.messages.forgotten
            let kept = forgotten == 0 ? "them" : "those that are kept; \(forgotten) that were done are not any more"
            throw ControlRefusal(404, "There is no webhook \(id); GET /_sim/webhooks/messages lists \(kept).")
        }
        let serial = try endpoint.map { webhooks.endpoints[try place(of: $0)].serial }
        let enabled = Set(webhooks.endpoints.filter(\.isEnabled).map(\.serial))
        let chosen = webhooks.messages.places.filter { index in
            let message = webhooks.messages[index]
            return (id.map { message.id == $0 } ?? true) && (serial.map { message.serial == $0 } ?? true)
                && (state.map { message.state.rawValue == $0 } ?? true) && (from.map { message.at >= $0 } ?? true)
                && (until.map { message.at <= $0 } ?? true)
        }
        if let off = chosen.first(where: { !enabled.contains(webhooks.messages[$0].serial) }) {
            throw ControlRefusal(
                409,
                "The endpoint \(webhooks.messages[off].endpoint) is disabled or gone: enable it before a replay."
            )
        }
        for index in chosen { webhooks.enqueue(index, at: now, .replay) }
        return Int64(chosen.count)
    }
}
