/// The webhooks of a simulated system in the order in which they were made, each at a place that stays its own.
///
/// Beyond a bound the oldest of those to which nothing more will happen are forgotten, and counted.
struct WebhookMessages: Sendable {
    private struct Slot: Sendable {
        let place: Int
        var message: WebhookMessage
    }

    /// More than any simulator makes.
    private static let mostMade = 1 << 48

    /// How many were ever made.
    private(set) var made = 0
    private var slots: [Slot] = []
    private var placesByID: [String: Int] = [:]
    /// About how much memory all of them take.
    private var bytes = 0
    private let greatestBytes: Int
    /// More than the bound, so that not each new one moves all the others.
    private var fullBytes: Int

    /// Keeps none yet.
    ///
    /// - Parameter mebibytes: About how much all may take before those that are done are forgotten.
    init(mebibytes: Int) {
        greatestBytes = mebibytes << 20
        fullBytes = greatestBytes + greatestBytes / 8
    }

    /// How many are not kept any more.
    var forgotten: Int { made - slots.count }

    /// The places of those that are kept, the oldest first.
    var places: [Int] { slots.map(\.place) }

    /// Those that are kept, the oldest first.
    var kept: [WebhookMessage] { slots.map(\.message) }

    /// The webhook at a place that ``holds(_:)``.
    subscript(place: Int) -> WebhookMessage {
        get { slots[index(of: place)].message }
        set { slots[index(of: place)].message = newValue }
    }

    /// Whether there is a webhook at this place.
    func holds(_ place: Int) -> Bool {
        let index = index(of: place)
        return slots.indices.contains(index) && slots[index].place == place
    }

    /// The place of the webhook with this id, if it is kept.
    func place(of id: String) -> Int? { placesByID[id] }

    /// Adds one behind all others; its place.
    mutating func append(_ message: WebhookMessage) -> Int {
        insertLast(message, at: made)
        return made - 1
    }

    /// Adds one behind all others, at the place that it had; `false` if that can be none.
    mutating func append(_ message: WebhookMessage, at place: Int) -> Bool {
        guard (made..<Self.mostMade).contains(place) else { return false }
        insertLast(message, at: place)
        return true
    }

    /// Notes how many were ever made, those included that are not kept; `false` if it cannot be so many.
    mutating func note(made count: Int) -> Bool {
        guard (made...Self.mostMade).contains(count) else { return false }
        made = count
        return true
    }

    /// Whether all take so much that the oldest are to be forgotten.
    var isFull: Bool { bytes > fullBytes }

    /// Forgets the oldest of those that are done until all are within the bound again.
    ///
    /// - Parameter needed: The places of those that are to be sent once more.
    mutating func forgetOldest(but needed: Set<Int>) {
        var rest = bytes
        var goers: [String] = []
        slots.removeAll { slot in
            guard rest > greatestBytes, slot.message.state.isDone, !needed.contains(slot.place) else { return false }
            rest -= slot.message.bytes
            goers.append(slot.message.id)
            return true
        }
        for id in goers { placesByID[id] = nil }
        bytes = rest
        fullBytes = max(bytes, greatestBytes) + greatestBytes / 8
    }

    private mutating func insertLast(_ message: WebhookMessage, at place: Int) {
        slots.append(Slot(place: place, message: message))
        placesByID[message.id] = place
        bytes += message.bytes
        made = place + 1
    }

    /// Where the first slot stands whose place is not before this one.
    private func index(of place: Int) -> Int {
        // Mostly none was forgotten, or only those at the beginning.
        let likely = place - forgotten
        if slots.indices.contains(likely), slots[likely].place == place { return likely }
        var low = 0
        var high = slots.count
        while low < high {
            let middle = (low + high) / 2
            if slots[middle].place < place { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
