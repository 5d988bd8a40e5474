internal import JSON

/// Every request that reached the simulated system, in order; no entry is ever forgotten.
///
/// An entry takes 36 bytes, and what was said in it stands in a ``TextStore``, once for requests that are alike. When that
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

    /// What every entry needs, in 36 bytes; what only few need stands in dictionaries below.
    private struct Slot: Sendable {
        private var receivedHigh: UInt32
        private var receivedLow: UInt32
        /// The nanoseconds from receiving to the end, of an end that is not in `lateEnds`.
        var duration: UInt32 = 0
        /// `.max` if the number is in `longAnswers`.
        var responseBytes: UInt32 = 0
        var head: TextStore.Place
        var headers: TextStore.Place
        /// Where the body stands or, with ``Flags/bodyNotKept``, how many bytes it had.
        var bodyOrItsBytes: UInt32
        /// The position of the name in `faults`; none is `.max`.
        var fault = UInt32.max
        /// 0 before the answer.
        var status: UInt16 = 0
        var flags: Flags = []

        init(received: Int64, head: TextStore.Place, headers: TextStore.Place, bodyOrItsBytes: UInt32) {
            // Two halves: a whole number of 64 bits would have four bytes left empty behind it.
            receivedHigh = UInt32(truncatingIfNeeded: received >> 32)
            receivedLow = UInt32(truncatingIfNeeded: received)
            self.head = head
            self.headers = headers
            self.bodyOrItsBytes = bodyOrItsBytes
        }

        var received: Int64 { Int64(Int32(bitPattern: receivedHigh)) << 32 | Int64(receivedLow) }
    }

    private struct Flags: OptionSet, Sendable {
        static let answered = Flags(rawValue: 1)
        static let aborted = Flags(rawValue: 2)
        static let unmatched = Flags(rawValue: 4)
        static let bodyNotKept = Flags(rawValue: 8)

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
    /// The bytes of bodies of which only the beginning is kept.
    private var longBodies: [Int: Int] = [:]
    /// The bytes of answers that have more than a slot can say.
    private var longAnswers: [Int: Int] = [:]
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
        let head = keep(JournalText.head(request))
        let headers = keep(JournalText.fields(request.headers))
        let piece = request.body.prefix(TextStore.longestPiece)
        let body = bodies.keep(piece)
        var slot = Slot(
            received: stamp.nanoseconds,
            head: head,
            headers: headers,
            bodyOrItsBytes: body?.rawValue ?? UInt32(clamping: request.body.count)
        )
        if body == nil {
            slot.flags.insert(.bodyNotKept)
        } else if piece.count < request.body.count {
            longBodies[count + 1] = request.body.count
        }
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
        let duration = UInt32(exactly: stamp.nanoseconds - slot(place.number).received)
        if duration == nil || virtualTime(of: place.number) != stamp.virtual { lateEnds[place.number] = stamp }
        if bytes >= Int(UInt32.max) { longAnswers[place.number] = bytes }
        var name = UInt32.max
        if let fault { name = self.name(of: fault) }
        change(place.number) { slot in
            slot.duration = duration ?? 0
            slot.status = UInt16(clamping: answer.status)
            slot.fault = name
            if isUnmatched { slot.flags.insert(.unmatched) }
            slot.responseBytes = UInt32(clamping: bytes)
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
        let slot = slot(number)
        let virtual = virtualTime(of: number)
        let ended =
            lateEnds[number] ?? Stamp(virtual: virtual, nanoseconds: slot.received + Int64(slot.duration))
        let (body, requestBytes) = body(of: slot, number)
        let responseBytes = slot.responseBytes == .max ? longAnswers[number] : Int(slot.responseBytes)
        return JournalEntry(
            number: number,
            received: Stamp(virtual: virtual, nanoseconds: slot.received),
            answered: slot.flags.contains(.answered) ? ended : nil,
            aborted: slot.flags.contains(.aborted) ? ended : nil,
            head: slot.head == .nowhere ? nil : reading.head(slot.head, in: texts),
            headers: slot.headers == .nowhere ? nil : reading.fields(slot.headers, in: texts),
            body: body,
            requestBytes: requestBytes,
            responseBytes: slot.status == 0 ? nil : responseBytes,
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

    /// What is kept of a body, and how many bytes it had.
    private func body(of slot: Slot, _ number: Int) -> (body: JournalEntry.Body, bytes: Int) {
        guard !slot.flags.contains(.bodyNotKept) else { return (.notKept, Int(slot.bodyOrItsBytes)) }
        let bytes = bodies[TextStore.Place(rawValue: slot.bodyOrItsBytes)]
        guard let whole = longBodies[number] else { return (.whole(bytes), bytes.count) }
        return (.beginning(bytes), whole)
    }

    private func slot(_ number: Int) -> Slot {
        pages[(number - 1) / Self.slotsPerPage][(number - 1) % Self.slotsPerPage]
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
