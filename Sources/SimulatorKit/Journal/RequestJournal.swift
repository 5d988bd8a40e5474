internal import JSON

/// Every request that reached the simulated system, in order; no entry is ever forgotten.
///
/// An entry takes 48 bytes, and what was said in it stands in a ``TextStore``, once for requests that are alike. When that
/// is full, entries tell that their texts are not kept, so that nobody takes an unknown text for another one.
struct RequestJournal: Sendable {
    /// A moment on the virtual clock and on the machine's own, which only measures durations.
    struct Stamp: Sendable {
        var virtual: SimulatedInstant
        var nanoseconds: Int64

        var json: JSON {
            ["virtual": .string(virtual.text), "monotonicNanoseconds": .integer(nanoseconds)]
        }
    }

    /// Where an entry stands, as long as the journal is not emptied.
    struct Place: Sendable {
        /// Counted from 1.
        let number: Int
        /// How often the journal had been emptied when the request came in.
        fileprivate let volume: Int
    }

    private struct Slot: Sendable {
        var received: Int64
        var ended: Int64 = 0
        var responseBytes = 0
        var head: TextStore.Place
        var headers: TextStore.Place
        var body: TextStore.Place
        var requestBytes: UInt32
        /// The position of the name in `faults`; none is `.max`.
        var fault = UInt32.max
        /// 0 before the answer.
        var status: UInt16 = 0
        var flags: Flags
    }

    private struct Flags: OptionSet, Sendable {
        static let answered = Flags(rawValue: 1)
        static let aborted = Flags(rawValue: 2)
        static let unmatched = Flags(rawValue: 4)
        static let beginningOnly = Flags(rawValue: 8)

        let rawValue: UInt8
    }

    private struct Turn: Sendable {
        var from: Int
        var virtual: SimulatedInstant
    }

    // Pages of slots: one long list would be copied whenever it grows.
    private static let slotsPerPage = 4096

    private let mebibytes: Int
    private var volume = 0
    /// Methods, paths and header fields, which a flood of bodies must not push out.
    private var texts: TextStore
    private var bodies: TextStore
    private var pages: [[Slot]] = []
    private(set) var count = 0
    /// What the virtual clock showed from which request on.
    private var turns: [Turn] = []
    /// When requests ended that did so later than they came in: a client hung up, or the virtual clock went on.
    private var lateEnds: [Int: Stamp] = [:]
    private var faults: [String] = []

    /// Creates an empty journal.
    ///
    /// - Parameter mebibytes: How much it keeps of bodies, three quarters, and of methods, paths and header fields.
    init(mebibytes: Int) {
        self.mebibytes = mebibytes
        texts = TextStore(mebibytes: mebibytes / 4)
        bodies = TextStore(mebibytes: mebibytes - mebibytes / 4)
    }

    /// Records a request before anything is done for it.
    mutating func received(_ request: SimulatedRequest, at stamp: Stamp) -> Place {
        let piece = request.body.prefix(TextStore.longestPiece)
        let slot = Slot(
            received: stamp.nanoseconds,
            head: keep(JournalText.head(request)),
            headers: keep(JournalText.fields(request.headers)),
            body: bodies.keep(piece) ?? .nowhere,
            requestBytes: UInt32(clamping: request.body.count),
            flags: piece.count < request.body.count ? .beginningOnly : []
        )
        if count % Self.slotsPerPage == 0 {
            pages.append([])
            pages[pages.count - 1].reserveCapacity(Self.slotsPerPage)
        }
        pages[pages.count - 1].append(slot)
        count += 1
        if turns.last?.virtual != stamp.virtual { turns.append(Turn(from: count, virtual: stamp.virtual)) }
        return Place(number: count, volume: volume)
    }

    /// Records the answer before it is sent; nothing if the journal was emptied since the request came in.
    mutating func answered(
        _ place: Place,
        with answer: SimulatedResponse,
        bytes: Int,
        fault: String?,
        isUnmatched: Bool,
        at stamp: Stamp
    ) {
        guard place.volume == volume else { return }
        if virtualTime(of: place.number) != stamp.virtual { lateEnds[place.number] = stamp }
        var name = UInt32.max
        if let fault { name = self.name(of: fault) }
        change(place.number) { slot in
            slot.ended = stamp.nanoseconds
            slot.status = UInt16(clamping: answer.status)
            slot.fault = name
            if isUnmatched { slot.flags.insert(.unmatched) }
            slot.responseBytes = bytes
            slot.flags.insert(answer.isDelivered ? .answered : .aborted)
        }
    }

    /// Records that the client hung up while it was answered; nothing if the journal was emptied since it asked.
    mutating func aborted(_ place: Place, at stamp: Stamp) {
        guard place.volume == volume else { return }
        change(place.number) { slot in
            slot.flags.remove(.answered)
            slot.flags.insert(.aborted)
        }
        lateEnds[place.number] = stamp
    }

    /// Forgets all entries and counts from 1 again.
    mutating func removeAll() {
        let next = volume + 1
        self = RequestJournal(mebibytes: mebibytes)
        volume = next
    }

    /// The entry of a number from 1 to ``count``.
    ///
    /// - Parameters:
    ///   - number: The number.
    ///   - reading: What was read before, for texts that many entries share.
    /// - Returns: The entry.
    func entry(_ number: Int, _ reading: inout JournalText) -> JournalEntry {
        let slot = pages[(number - 1) / Self.slotsPerPage][(number - 1) % Self.slotsPerPage]
        let virtual = virtualTime(of: number)
        let ended = lateEnds[number] ?? Stamp(virtual: virtual, nanoseconds: slot.ended)
        let body: JournalEntry.Body
        if slot.body == .nowhere {
            body = .notKept
        } else {
            let bytes = bodies[slot.body]
            body = slot.flags.contains(.beginningOnly) ? .beginning(bytes) : .whole(bytes)
        }
        return JournalEntry(
            number: number,
            received: Stamp(virtual: virtual, nanoseconds: slot.received),
            answered: slot.flags.contains(.answered) ? ended : nil,
            aborted: slot.flags.contains(.aborted) ? ended : nil,
            head: slot.head == .nowhere ? nil : reading.head(slot.head, in: texts),
            headers: slot.headers == .nowhere ? nil : reading.fields(slot.headers, in: texts),
            body: body,
            requestBytes: Int(slot.requestBytes),
            responseBytes: slot.status == 0 ? nil : slot.responseBytes,
            status: slot.status == 0 ? nil : Int(slot.status),
            fault: slot.fault == .max ? nil : faults[Int(slot.fault)],
            isUnmatched: slot.flags.contains(.unmatched)
        )
    }

    /// What the virtual clock showed when the request of that number came in.
    private func virtualTime(of number: Int) -> SimulatedInstant {
        var (low, high) = (0, turns.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if turns[middle].from <= number { low = middle } else { high = middle }
        }
        return turns[low].virtual
    }

    private mutating func change(_ number: Int, _ body: (inout Slot) -> Void) {
        body(&pages[(number - 1) / Self.slotsPerPage][(number - 1) % Self.slotsPerPage])
    }

    private mutating func keep(_ text: [UInt8]) -> TextStore.Place {
        guard text.count <= TextStore.longestPiece else { return .nowhere }
        return texts.keep(text[...]) ?? .nowhere
    }

    private mutating func name(of fault: String) -> UInt32 {
        if let index = faults.lastIndex(of: fault) { return UInt32(index) }
        faults.append(fault)
        return UInt32(faults.count - 1)
    }
}
