internal import JSON

/// A claim about the requests that came in, as `POST /_sim/verify` takes it.
struct Verification: Sendable {
    private enum Claim: Sendable {
        case count(ClosedRange<Int>)
        case sequence([RequestMatcher])
    }

    private static let claims = ["count", "atLeast", "atMost", "sequence"]
    private static let usage = "give count, atLeast, atMost or both of these, or sequence, a list of matchers"
    /// How many requests are shown that come near to the ones that are missed.
    private static let shownRequests = 3

    private let matcher: RequestMatcher
    private let claim: Claim

    /// Reads a claim.
    ///
    /// - Parameter json: A matcher with one of `count`, `atLeast` and `atMost`, or `sequence`.
    /// - Throws: ``SimulatorError`` that names the member that cannot be used.
    init(_ json: JSON) throws(SimulatorError) {
        matcher = try RequestMatcher(json, besides: Self.claims)
        let count = try Self.number("count", json)
        let least = try Self.number("atLeast", json)
        let most = try Self.number("atMost", json)
        switch (count, least, most, json["sequence"]) {
        case (let count?, nil, nil, nil): claim = .count(count...count)
        case (nil, let least?, let most?, nil):
            guard least <= most else { throw SimulatorError("atLeast \(least) is more than atMost \(most).") }
            claim = .count(least...most)
        case (nil, let least?, nil, nil): claim = .count(least...Int.max)
        case (nil, nil, let most?, nil): claim = .count(0...most)
        case (nil, nil, nil, .array(let steps)?) where !steps.isEmpty:
            var matchers: [RequestMatcher] = []
            for step in steps { matchers.append(try RequestMatcher(step, besides: [])) }
            claim = .sequence(matchers)
        default: throw SimulatorError("A verification says how many requests there are: \(Self.usage).")
        }
    }

    /// Whether the journal bears the claim out.
    ///
    /// - Parameter journal: The journal, every answered request in it.
    /// - Returns: The verdict with its reasons.
    /// - Throws: ``ControlRefusal`` if the journal does not hold what would have to be known.
    func verdict(on journal: RequestJournal) throws(ControlRefusal) -> JSON {
        switch claim {
        case .count(let range): try count(range, journal)
        case .sequence(let steps): try sequence(steps, journal)
        }
    }

    private func count(_ range: ClosedRange<Int>, _ journal: RequestJournal) throws(ControlRefusal) -> JSON {
        var found = 0
        try journal.search(matcher) { _ in found += 1 }
        var verdict = JSONObject()
        verdict["verified"] = .bool(range.contains(found))
        verdict["count"] = .integer(Int64(found))
        guard !range.contains(found) else { return .object(verdict) }
        let wanted =
            range.lowerBound == range.upperBound
            ? "\(range.lowerBound)" : range.upperBound == .max ? "at least \(range.lowerBound)" : "\(range)"
        verdict["error"] = .string("\(found) of \(journal.count) requests meet the matcher; \(wanted) were claimed.")
        if found < range.lowerBound { verdict["nearest"] = nearest(to: matcher, journal) }
        return .object(verdict)
    }

    private func sequence(_ steps: [RequestMatcher], _ journal: RequestJournal) throws(ControlRefusal) -> JSON {
        var numbers: [JSON] = []
        try journal.search(matcher, after: 0, meeting: steps) { numbers.append(.integer(Int64($0))) }
        var verdict: JSONObject = ["verified": .bool(numbers.count == steps.count), "numbers": .array(numbers)]
        guard numbers.count < steps.count else { return .object(verdict) }
        let place = numbers.last.map { "after request \($0.text())" } ?? "in the journal"
        verdict["error"] = .string(
            "No request \(place) meets step \(numbers.count + 1) of the \(steps.count) of the sequence."
        )
        let step = RequestMatcher(matcher.conditions + steps[numbers.count].conditions)
        verdict["nearest"] = nearest(to: step, journal)
        return .object(verdict)
    }

    /// The requests that miss the fewest conditions, and which.
    private func nearest(to matcher: RequestMatcher, _ journal: RequestJournal) -> JSON {
        var best: [(missed: Int, entry: JournalEntry)] = []
        var reading = JournalText()
        for number in stride(from: 1, through: journal.count, by: 1) {
            let entry = journal.entry(number, &reading)
            let missed = matcher.missed(by: entry).count
            guard missed > 0, best.count < Self.shownRequests || missed < best[best.count - 1].missed else { continue }
            let place = best.firstIndex { $0.missed > missed } ?? best.count
            best.insert((missed, entry), at: place)
            best = Array(best.prefix(Self.shownRequests))
        }
        return .array(
            best.map { _, entry in
                [
                    "number": .integer(Int64(entry.number)),
                    "differences": .array(matcher.missed(by: entry).map { $0.difference(from: entry) }),
                ]
            }
        )
    }

    private static func number(_ name: String, _ json: JSON) throws(SimulatorError) -> Int? {
        guard let value = json[name], value != .null else { return nil }
        guard let number = value.integerValue.flatMap(Int.init(exactly:)), number >= 0 else {
            throw SimulatorError("Verification: \(name) is \(value.text()); give a whole number from 0.")
        }
        return number
    }
}

extension RequestJournal {
    /// Finds the requests that meet a matcher, in order.
    ///
    /// - Parameters:
    ///   - matcher: Which are meant.
    ///   - found: Called with each.
    /// - Throws: ``ControlRefusal`` if it is not known of a request whether it is meant.
    func search(_ matcher: RequestMatcher, _ found: (JournalEntry) -> Void) throws(ControlRefusal) {
        var reading = JournalText()
        for number in stride(from: 1, through: count, by: 1) {
            let entry = entry(number, &reading)
            switch matcher.verdict(on: entry) {
            case .met: found(entry)
            case .missed: continue
            case .unknown: throw Self.unknown(entry)
            }
        }
    }

    /// Finds one request after the other, each meeting its own step.
    ///
    /// - Parameters:
    ///   - matcher: Which requests are looked at.
    ///   - start: The number of the request before the first that is looked at.
    ///   - steps: What they must be, in order; others may come between.
    ///   - found: Called with the number of each.
    /// - Throws: ``ControlRefusal`` if it is not known of a request whether it is one of them.
    func search(
        _ matcher: RequestMatcher,
        after start: Int,
        meeting steps: [RequestMatcher],
        _ found: (Int) -> Void
    ) throws(ControlRefusal) {
        var reading = JournalText()
        var number = start
        for step in steps {
            let wanted = RequestMatcher(matcher.conditions + step.conditions)
            var isFound = false
            while !isFound {
                number += 1
                guard number <= count else { return }
                let entry = entry(number, &reading)
                switch wanted.verdict(on: entry) {
                case .met: isFound = true
                case .missed: continue
                case .unknown: throw Self.unknown(entry)
                }
            }
            found(number)
        }
    }

    private static func unknown(_ entry: JournalEntry) -> ControlRefusal {
        guard !entry.isOpen else {
            return ControlRefusal(
                409,
                "Request \(entry.number) is held back and not answered yet: ask again when it is, or ask nothing that "
                    + "only its answer tells (status, fault, ended, unmatched)."
            )
        }
        return ControlRefusal(
            409,
            "The journal does not hold all that must be known of request \(entry.number): it was full, or the body was "
                + "longer than \(TextStore.longestPiece) bytes. Start the simulator with a larger --journal, or make "
                + "room with DELETE /_sim/requests before the requests that are verified."
        )
    }
}
