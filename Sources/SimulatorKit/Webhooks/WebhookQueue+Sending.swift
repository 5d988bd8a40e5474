internal import JSON

/// A request as it is sent.
struct WebhookPost: Sendable {
    let address: WebhookAddress
    let fields: [WebhookScheme.Field]
    let body: [UInt8]
    /// How long the second half of the body is kept back, in milliseconds of the machine's clock; 0 for not at all.
    var stall = 0
    /// How long an answer is waited for after that; `nil` for as long as it takes.
    let timeout: Int?
    /// What is wrong with it on purpose.
    var misbehaviour: WebhookMisbehaviour.Kind?

    /// Length and digest of fields and body; signatures of Ed25519, which chance takes part in, count by their form.
    var seal: String {
        let lines = fields.map { field in
            let parts = field.value.split(separator: " ", omittingEmptySubsequences: false)
            return "\(field.name): \(parts.map { $0.hasPrefix("v1a,") ? "v1a," : $0 }.joined(separator: " "))\n"
        }
        return "\(Transcript.seal(Array(lines.joined().utf8))) \(Transcript.seal(body))"
    }
}

extension WebhookQueue {
    /// The request of an entry, signed at the moment when it is sent.
    func request(for entry: Entry, at now: SimulatedInstant) -> WebhookPost? {
        guard let place = endpoint(of: entry) else { return nil }
        let endpoint = endpoints[place]
        let message = messages[entry.message]
        var rule: WebhookMisbehaviour?
        if entry.purpose == .attempt, let given = message.misbehaviour, given.kind.isOfAttempts,
            message.attempts < given.attempts
        {
            rule = given
        }
        var keys = endpoint.keys(at: now)
        var time = now
        switch rule?.kind {
        case .wrongKey?: keys = keys.first.map { [$0.foreign(seed: seed)] } ?? []
        case .staleTimestamp?: time = SimulatedInstant(microseconds: now.microseconds - (rule?.span.microseconds ?? 0))
        case .futureTimestamp?: time = SimulatedInstant(microseconds: now.microseconds + (rule?.span.microseconds ?? 0))
        default: break
        }
        var body = entry.purpose == .otherBody ? WebhookMessage.altered(message.body) : message.body
        var fields = [WebhookScheme.Field(name: "Content-Type", value: "application/json")]
        if let header = endpoint.idHeader { fields.append(WebhookScheme.Field(name: header, value: message.id)) }
        fields += endpoint.scheme.fields(id: message.id, time: time, body: body, keys: keys)
        if rule?.kind == .alteredBody { body = WebhookMessage.altered(body) }
        if rule?.kind == .missingHeader, let missing = rule?.header ?? endpoint.scheme.proof {
            fields.removeAll { $0.name.lowercased() == missing.lowercased() }
        }
        return WebhookPost(
            address: endpoint.address,
            fields: fields,
            body: body,
            stall: rule?.kind == .stall ? rule?.milliseconds ?? 0 : 0,
            timeout: endpoint.timeout,
            misbehaviour: rule?.kind ?? Self.shown(entry, message)
        )
    }

    /// The rule that an entry shows although its request is as it should be.
    private static func shown(_ entry: Entry, _ message: WebhookMessage) -> WebhookMisbehaviour.Kind? {
        switch entry.purpose {
        case .replay: nil
        case .again: .duplicate
        case .otherBody: .sameIdOtherBody
        case .attempt:
            message.misbehaviour.flatMap { rule in
                [.outOfOrder, .delay, .otherIdSameBody, .twoVersions].contains(rule.kind) ? rule.kind : nil
            }
        }
    }

    /// Decides what an answer means: delivered, tried again, given up, or that nobody is told any more.
    mutating func finish(
        _ entry: Entry,
        _ post: WebhookPost,
        with answer: WebhookAnswer,
        at now: SimulatedInstant
    ) -> WebhookAttempt {
        arrived()
        var next: SimulatedInstant?
        let place = endpoint(of: entry)
        if let place { pause(place, after: answer, at: now) }
        if entry.purpose == .attempt {
            messages[entry.message].attempts += 1
            held.remove(entry.message)
            if let place, messages[entry.message].state != .disabled {
                next = settle(entry, at: place, with: answer, now)
            } else if answer.isSuccess {
                // Nobody is told any more, but this one has arrived.
                messages[entry.message].state = .delivered
            }
            letGo(before: entry.message, at: now)
        } else if entry.purpose == .replay, answer.isSuccess {
            messages[entry.message].state = .delivered
            held.remove(entry.message)
            reschedule(to: nil) { $0.message == entry.message && $0.purpose == .attempt }
        }
        if answer.status == 410, let place {
            endpoints[place].isEnabled = false
            giveUp(endpoints[place].serial)
            next = nil
        }
        let message = messages[entry.message]
        let attempt = WebhookAttempt(
            at: now,
            endpoint: message.endpoint,
            message: message.id,
            event: message.event,
            purpose: entry.purpose,
            number: message.attempts,
            misbehaviour: post.misbehaviour?.rawValue,
            content: post.seal,
            answer: answer,
            state: message.state,
            next: next
        )
        log(attempt)
        return attempt
    }

    /// What becomes of a message after an attempt by schedule; when it is tried again.
    private mutating func settle(
        _ entry: Entry,
        at place: Int,
        with answer: WebhookAnswer,
        _ now: SimulatedInstant
    ) -> SimulatedInstant? {
        let endpoint = endpoints[place]
        let message = messages[entry.message]
        guard !answer.isSuccess else {
            messages[entry.message].state = .delivered
            switch message.misbehaviour?.kind {
            case .duplicate?:
                for _ in 0..<(message.misbehaviour?.count ?? 1) { enqueue(entry.message, at: now, .again) }
            case .sameIdOtherBody?: enqueue(entry.message, at: now, .otherBody)
            default: break
            }
            return nil
        }
        messages[entry.message].state = .waiting
        guard message.attempts < endpoint.schedule.count else {
            messages[entry.message].state = .discarded
            return nil
        }
        let gap = endpoint.schedule[message.attempts].microseconds
        var random = SeededRandom(seed: seed, purpose: "jitter \(message.id) \(message.attempts)")
        let longer = gap / 1000 * random.integer(in: 0...Int64(endpoint.jitter * 1000))
        var due = SimulatedInstant(microseconds: now.microseconds + gap + longer)
        if let asked = endpoint.pause(asked: answer, at: now) { due = max(due, asked) }
        enqueue(entry.message, at: due, .attempt)
        return due
    }

    /// Leaves a receiver alone that asks for it.
    private mutating func pause(_ place: Int, after answer: WebhookAnswer, at now: SimulatedInstant) {
        guard let code = answer.status, [429, 502, 503, 504].contains(code) else { return }
        endpoints[place].pausedUntil = endpoints[place].pause(asked: answer, at: now)
    }

    /// Sends what had to wait until a later webhook has gone ahead.
    private mutating func letGo(before message: Int, at now: SimulatedInstant) {
        let serial = messages[message].serial
        let freed = held.filter { $0 < message && messages[$0].serial == serial }
        guard !freed.isEmpty else { return }
        held.subtract(freed)
        for index in freed { messages[index].state = .waiting }
        reschedule(to: now) { freed.contains($0.message) }
    }
}

extension WebhookEndpoint {
    /// Until when an answer asks to wait; at most 31 days, and `nil` if it does not ask or is not listened to.
    func pause(asked answer: WebhookAnswer, at now: SimulatedInstant) -> SimulatedInstant? {
        guard honoursRetryAfter, !answer.isSuccess, case .status(_, let text?) = answer else { return nil }
        let longest = now.adding(hours: 31 * 24)
        if let seconds = Int64(text), seconds >= 0 {
            return min(longest, now.adding(seconds: min(seconds, 31 * 86400)))
        }
        guard let date = SimulatedInstant(httpDate: text), date > now else { return nil }
        return min(longest, date)
    }
}
