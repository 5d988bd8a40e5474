internal import JSON

/// What is to be sent when to whom: endpoints, webhooks and their next attempts, decided without sending anything.
struct WebhookQueue: Sendable {
    /// How many of the last attempts are listed at least; those before are counted only.
    static let longestLog = 100_000

    /// A request that is to be sent.
    struct Entry: Sendable {
        var due: SimulatedInstant
        /// Among those due at once, in this order.
        let order: Int
        /// The place of the message.
        let message: Int
        let purpose: WebhookAttempt.Purpose
    }

    let seed: UInt64
    /// Another one after a reset, so that an answer from before is forgotten.
    var turn = 0
    /// The moment until which the system was asked what happened.
    var told: SimulatedInstant
    var endpoints: [WebhookEndpoint] = []
    var messages: WebhookMessages
    var attempts: [WebhookAttempt] = []
    var attemptCount = 0
    var added = 0
    /// The places of those that wait until a later one has gone ahead.
    var held: Set<Int> = []
    /// Those due last first.
    private var entries: [Entry] = []
    /// The one whose answer is awaited.
    private(set) var underWay: Entry?
    private var orders = 0
    private var serials = 0

    /// Begins without anybody who is told.
    ///
    /// - Parameters:
    ///   - seed: What chance follows from.
    ///   - told: The moment until which the system was asked what happened.
    ///   - mebibytes: About how much webhooks may take before those that are done are forgotten.
    init(seed: UInt64, told: SimulatedInstant, mebibytes: Int) {
        self.seed = seed
        self.told = told
        messages = WebhookMessages(mebibytes: mebibytes)
    }

    /// Whether anybody is told.
    var isInUse: Bool { !endpoints.isEmpty }

    /// Whether nobody was ever told, so that there is nothing to remember.
    var isUntouched: Bool { endpoints.isEmpty && messages.made == 0 && added == 0 }

    /// The requests that are to be sent or answered.
    private var open: [Entry] { entries + [underWay].compactMap(\.self) }

    /// When the next request is due, or later if its receiver asked to be left alone.
    var firstDue: SimulatedInstant? { entries.last?.due }

    /// Whether a request is due, or one about the messages before a place.
    func isDue(at now: SimulatedInstant, before mark: Int = .max) -> Bool {
        for entry in entries.reversed() {
            guard entry.due <= now else { return false }
            if entry.message < mark { return true }
        }
        return false
    }

    /// Makes webhooks of an event, one for each endpoint that wants it.
    ///
    /// - Returns: Lines for the transcript about those that are not sent.
    mutating func tell(_ event: SimulatedEvent, versions: [String]) -> [String] {
        var lines: [String] = []
        for index in endpoints.indices where endpoints[index].wants(event.type) {
            let rule = firstRule(of: index, for: event.type)
            var chosen = [endpoints[index].version]
            if rule?.kind == .twoVersions { chosen = Array(event.bodies.indices) }
            for version in chosen where event.bodies.indices.contains(version) {
                let name = versions.indices.contains(version) ? versions[version] : String(version)
                lines += post(event, event.bodies[version], name, to: endpoints[index], rule)
            }
        }
        if messages.isFull { messages.forgetOldest(but: Set(open.map(\.message))) }
        return lines
    }

    private mutating func firstRule(of index: Int, for type: String) -> WebhookMisbehaviour? {
        for rule in endpoints[index].misbehaviours.indices
        where endpoints[index].misbehaviours[rule].befalls(type) {
            return endpoints[index].misbehaviours[rule]
        }
        return nil
    }

    private mutating func post(
        _ event: SimulatedEvent,
        _ json: JSON,
        _ version: String,
        to endpoint: WebhookEndpoint,
        _ rule: WebhookMisbehaviour?
    ) -> [String] {
        let body = Array(json.text(style: .compact).utf8)
        func message() -> WebhookMessage {
            WebhookMessage(
                id: id(messages.made + 1),
                endpoint: endpoint.id,
                serial: endpoint.serial,
                event: event.type,
                version: version,
                at: event.at,
                body: body,
                misbehaviour: rule
            )
        }
        var new = message()
        var wait = endpoint.schedule.first?.microseconds ?? 0
        switch rule?.kind {
        case .drop?:
            new.state = .dropped
            append(new)
            return ["webhook \(JSON.string(endpoint.id).text()) \(JSON.string(new.id).text()) \(event.type) dropped"]
        case .delay?: wait += rule?.span.microseconds ?? 0
        case .outOfOrder? where !held.contains { messages[$0].serial == endpoint.serial }:
            new.state = .held
            wait += rule?.span.microseconds ?? 0
        // The one that is held already waits for this one.
        default: break
        }
        let due = SimulatedInstant(microseconds: event.at.microseconds + wait)
        enqueue(append(new), at: due, .attempt)
        if rule?.kind == .otherIdSameBody { enqueue(append(message()), at: due, .attempt) }
        return []
    }

    /// Adds a message; its place.
    @discardableResult
    private mutating func append(_ message: WebhookMessage) -> Int {
        let place = messages.append(message)
        if message.state == .held { held.insert(place) }
        return place
    }

    /// An id that no other webhook of the same seed has.
    private func id(_ number: Int) -> String {
        var random = SeededRandom(seed: seed, purpose: "webhook \(number)")
        let digits = (0..<2).map { _ in
            let text = String(random.next(), radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }
        return "msg_" + digits.joined()
    }

    /// Lets a request be due.
    mutating func enqueue(_ message: Int, at due: SimulatedInstant, _ purpose: WebhookAttempt.Purpose) {
        orders += 1
        insert(Entry(due: due, order: orders, message: message, purpose: purpose))
    }

    private mutating func insert(_ entry: Entry) {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            let other = entries[middle]
            if (other.due, other.order) > (entry.due, entry.order) { low = middle + 1 } else { high = middle }
        }
        entries.insert(entry, at: low)
    }

    /// Takes the next request that is due by then; those whose receiver asked to be left alone are put off.
    mutating func next(through end: SimulatedInstant) -> Entry? {
        while let entry = entries.last, entry.due <= end {
            entries.removeLast()
            guard let endpoint = endpoint(of: entry), endpoints[endpoint].isEnabled else { continue }
            guard let paused = endpoints[endpoint].pausedUntil, paused > entry.due else {
                underWay = entry
                return entry
            }
            insert(Entry(due: paused, order: entry.order, message: entry.message, purpose: entry.purpose))
        }
        return nil
    }

    /// Notes that the answer to the request under way is there.
    mutating func arrived() { underWay = nil }

    /// The place of an entry's endpoint; `nil` if it is gone, even if another one has its name.
    func endpoint(of entry: Entry) -> Int? {
        endpoints.firstIndex { $0.serial == messages[entry.message].serial }
    }

    /// Adds an endpoint, which has a number that no other one had.
    mutating func add(_ endpoint: WebhookEndpoint) {
        var endpoint = endpoint
        serials += 1
        endpoint.serial = serials
        endpoints.append(endpoint)
    }

    /// Lets the requests that `chosen` means be due at another moment, or not at all for `nil`.
    mutating func reschedule(to due: SimulatedInstant?, where chosen: (Entry) -> Bool) {
        let moved = entries.filter(chosen)
        guard !moved.isEmpty else { return }
        let orders = Set(moved.map(\.order))
        entries.removeAll { orders.contains($0.order) }
        guard let due else { return }
        for entry in moved {
            insert(Entry(due: due, order: entry.order, message: entry.message, purpose: entry.purpose))
        }
    }

    /// What was done, for the log.
    mutating func log(_ attempt: WebhookAttempt) {
        attemptCount += 1
        attempts.append(attempt)
        // In pieces, so that not every attempt moves all the others.
        if attempts.count >= 2 * Self.longestLog { attempts.removeFirst(attempts.count - Self.longestLog) }
    }

    /// Stops telling an endpoint: what waits is not sent any more.
    mutating func giveUp(_ serial: Int) {
        let theirs = messages
        reschedule(to: nil) { theirs[$0.message].serial == serial }
        for index in messages.places
        where messages[index].serial == serial && [.waiting, .held].contains(messages[index].state) {
            messages[index].state = .disabled
            held.remove(index)
        }
    }
}

extension WebhookQueue {
    /// Everything that later webhooks depend on; the list of attempts is a record only and stays out.
    var snapshot: JSON {
        let waiting = open.map { entry -> JSON in
            [
                "due": .string(entry.due.text), "order": .integer(Int64(entry.order)),
                "message": .integer(Int64(entry.message)), "purpose": .string(entry.purpose.rawValue),
            ]
        }
        return [
            "told": .string(told.text), "added": .integer(Int64(added)), "orders": .integer(Int64(orders)),
            "serials": .integer(Int64(serials)), "endpoints": .array(endpoints.map(\.snapshot)),
            "made": .integer(Int64(messages.made)),
            "messages": .array(messages.places.map { messages[$0].snapshot(at: $0) }),
            "entries": .array(waiting),
        ]
    }

    /// Continues where ``snapshot`` was taken.
    ///
    /// - Throws: ``SimulatorError`` if it is no such snapshot.
    init(
        seed: UInt64,
        restoring snapshot: JSON,
        of system: any WebhookingSystem.Type,
        mebibytes: Int
    ) throws(SimulatorError) {
        let unusable = SimulatorError("The snapshot's member webhooks is none that GET /_sim/snapshot gave.")
        guard let told = snapshot["told"]?.stringValue.flatMap(SimulatedInstant.init(_:)),
            let added = snapshot["added"]?.integerValue, let orders = snapshot["orders"]?.integerValue,
            let serials = snapshot["serials"]?.integerValue, let endpoints = snapshot["endpoints"]?.arrayValue,
            let messages = snapshot["messages"]?.arrayValue,
            let waiting = snapshot["entries"]?.arrayValue
        else { throw unusable }
        self.init(seed: seed, told: told, mebibytes: mebibytes)
        self.added = Int(clamping: added)
        self.orders = Int(clamping: orders)
        self.serials = Int(clamping: serials)
        for json in endpoints {
            guard let endpoint = try WebhookEndpoint(restoring: json, of: system) else { throw unusable }
            self.endpoints.append(endpoint)
        }
        for json in messages {
            // A snapshot of an earlier release has every webhook, and tells no places.
            let place = (json["place"] ?? .integer(Int64(self.messages.made))).integerValue.flatMap(Int.init(exactly:))
            guard let message = try WebhookMessage(restoring: json), let place,
                self.messages.append(message, at: place)
            else { throw unusable }
            if message.state == .held { held.insert(place) }
        }
        let made = (snapshot["made"] ?? .integer(Int64(self.messages.made))).integerValue.flatMap(Int.init(exactly:))
        guard let made, self.messages.note(made: made) else { throw unusable }
        for json in waiting {
            guard let due = json["due"]?.stringValue.flatMap(SimulatedInstant.init(_:)),
                let order = json["order"]?.integerValue,
                let message = json["message"]?.integerValue.flatMap(Int.init(exactly:)),
                self.messages.holds(message),
                let purpose = json["purpose"]?.stringValue.flatMap(WebhookAttempt.Purpose.init(rawValue:))
            else { throw unusable }
            insert(Entry(due: due, order: Int(clamping: order), message: message, purpose: purpose))
        }
    }
}
