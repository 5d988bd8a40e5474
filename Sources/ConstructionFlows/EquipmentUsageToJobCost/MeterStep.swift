import CanonicalModel

/// The counter of a meter at one time.
struct MeterPoint: Hashable, Comparable {
    let time: Instant
    let counter: Int64

    static func < (left: MeterPoint, right: MeterPoint) -> Bool { left.time < right.time }
}

/// What happened to a meter between two readings that follow each other.
///
/// Usage is the increase within a meter segment; where the counter falls, or rises by more than the time that passed,
/// a new segment begins and nothing is counted until a person has recorded what was done (domain.md T-2, T-3).
struct MeterStep: Hashable {
    /// Why nothing is counted.
    enum Finding: String, Hashable {
        /// The counter fell, and no meter operation says why.
        case fall = "meter_fall"
        /// The counter rose by more than the time that passed, and no meter operation says why.
        case jump = "meter_jump"
        /// The recorded meter operations do not fit the readings.
        case contradiction = "meter_operation_contradiction"
    }

    /// A machine's clock and a provider's rounding may differ by this much.
    static let tolerance: Int64 = 60

    let from: MeterPoint
    let to: MeterPoint
    /// Seconds of work; never negative.
    let usage: Int64
    let finding: Finding?

    /// Judges the step between two readings.
    ///
    /// - Parameters:
    ///   - from: The earlier reading.
    ///   - to: The later reading.
    ///   - operations: The machine's meter operations, in whatever order; those between the readings count.
    init(from: MeterPoint, to: MeterPoint, operations: [MeterOperation]) {
        self.from = from
        self.to = to
        let between = operations.filter { from.time < $0.at && $0.at <= to.time }.sorted { $0.at < $1.at }
        var counter = from.counter
        var usage: Int64 = 0
        var runsBackwards = false
        var isBeyondAnyMeter = false
        for (before, after) in between.map({ ($0.counterBefore, $0.counterAfter) }) + [(to.counter, to.counter)] {
            runsBackwards = runsBackwards || before < counter
            let (increase, isTooLarge) = before.subtractingReportingOverflow(counter)
            let (sum, isTooMuch) = usage.addingReportingOverflow(increase)
            isBeyondAnyMeter = isBeyondAnyMeter || isTooLarge || isTooMuch
            usage = isBeyondAnyMeter ? 0 : sum
            counter = after
        }
        let elapsed = to.time.seconds(since: from.time)
        let exceedsTime = isBeyondAnyMeter || usage > elapsed + Self.tolerance
        switch (runsBackwards || exceedsTime, between.isEmpty, runsBackwards) {
        case (false, _, _): finding = nil
        case (true, false, _): finding = .contradiction
        case (true, true, true): finding = .fall
        case (true, true, false): finding = .jump
        }
        self.usage = finding == nil ? usage : 0
    }

    /// The steps between readings in the order of their time.
    ///
    /// A reading that is lower than the one before it by no more than the tolerance is rounding, not a fall, and is
    /// passed over: providers of one machine print hours with different precision (domain.md §1).
    static func steps(between points: ArraySlice<MeterPoint>, operations: [MeterOperation]) -> [MeterStep] {
        guard var from = points.first else { return [] }
        var steps: [MeterStep] = []
        for point in points.dropFirst() {
            let isRounding = from.counter > point.counter && from.counter - point.counter <= tolerance
            guard !isRounding || operations.contains(where: { from.time < $0.at && $0.at <= point.time }) else {
                continue
            }
            steps.append(MeterStep(from: from, to: point, operations: operations))
            from = point
        }
        return steps
    }

    /// The part of ``usage`` until `end`, in proportion to the time that passed, in steps of a hundredth of an hour; all
    /// of it once the second reading is reached.
    func usage(until end: Instant) -> Int64 {
        guard end < to.time else { return usage }
        guard end > from.time else { return 0 }
        let passed = end.seconds(since: from.time)
        let duration = to.time.seconds(since: from.time)
        let product = (usage / 36).multipliedFullWidth(by: passed)
        return duration.dividingFullWidth(product).quotient * 36
    }
}
