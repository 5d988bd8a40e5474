import CanonicalModel
import FoundationEssentials
import JSON

extension UsageStep {
    /// When the oldest day that is open can be settled, or the machine counts as silent.
    var wakeAt: Instant? {
        guard let last = state.points.last, let day = nextDay else { return nil }
        let over = siteEnd(of: day).adding(settings.settleAfter)
        if over > now, last.time >= siteEnd(of: day) { return over }
        guard state.silentSince != last.time, hasOpenUsage else { return nil }
        return max(last.time.adding(settings.silentAfter), now.adding(seconds: 1))
    }

    private var hasOpenUsage: Bool {
        state.steps(operations: operations).reduce(-state.counted) { $0 + $1.usage } >= 36
    }

    private var nextDay: CalendarDate? {
        state.settledThrough?.adding(days: 1) ?? state.points.first.map { siteDay(of: $0.time) }
    }

    /// Settles each day that ended long enough ago and after whose end the machine has reported.
    mutating func settleDaysThatAreOver() {
        while let day = nextDay, let last = state.points.last, last.time >= siteEnd(of: day),
            now >= siteEnd(of: day).adding(settings.settleAfter)
        {
            settle(day)
        }
    }

    mutating func settle(through lastDay: CalendarDate) {
        while let day = nextDay, day <= lastDay { settle(day) }
    }

    /// Counts the usage up to the end of one day that no day has counted yet, stages its cost, and forgets the readings
    /// that no open day needs.
    private mutating func settle(_ day: CalendarDate) {
        let end = siteEnd(of: day)
        let steps = state.steps(operations: operations)
        for step in steps where step.from.time < end { report(step) }
        let due = steps.reduce(-state.counted) { $0 + $1.usage(until: end) }
        let seconds = max(Self.roundedHalfEven(due, by: 36), 0) * 36
        state.counted += seconds
        if state.settledThrough == nil { state.origin = state.points.first }
        state.settledThrough = day
        forgetReadings(before: end, steps)
        if seconds > 0 { stage(seconds, on: day, id: "\(equipment)/\(day.text)/1") }
    }

    /// The last reading before `end` becomes the anchor; gaps before it are kept until somebody explains them.
    private mutating func forgetReadings(before end: Instant, _ steps: [MeterStep]) {
        let past = steps.filter { $0.to.time <= end }
        guard let anchor = past.last?.to.time else { return }
        for step in past {
            state.counted -= step.usage
            guard step.finding != nil, !state.givenUp.contains(step.to.time) else { continue }
            state.unexplained.append(MeterGap(from: step.from, to: step.to))
        }
        state.points.removeAll { $0.time < anchor }
        state.reported = state.reported.filter { $0 > anchor }
        state.givenUp = state.givenUp.filter { $0 > anchor }
    }

    /// Lets the next open day make up for the work between `point` and the first reading, which no day has counted.
    mutating func goBack(to point: MeterPoint) {
        guard let origin = state.origin, point.time < origin.time,
            let step = MeterStep.steps(between: [point, origin], operations: operations).first
        else { return }
        state.origin = point
        state.counted -= step.usage
        guard step.finding != nil else { return }
        state.unexplained.append(MeterGap(from: step.from, to: step.to))
        report(step)
    }

    /// Asks a person once about a machine that has worked and does not report any more.
    mutating func reportSilence() {
        guard let last = state.points.last, state.silentSince != last.time, hasOpenUsage,
            now >= last.time.adding(settings.silentAfter)
        else { return }
        state.silentSince = last.time
        let day = siteDay(of: last.time)
        cases.append(
            FlowCase(
                kind: "silent_machine",
                subject: "\(equipment)/\(last.time.text)",
                severity: .warning,
                owner: settings.approvalRole,
                summary: "\(equipment) has not reported since \(last.time.text), and its usage since then is not "
                    + "known; look after the machine, or try the case again to settle what was reported",
                detail: last.json,
                isRetriable: true,
                topics: topics(day)
            )
        )
    }

    /// Counts what meter operations, recorded since, explain; what they do not explain gets its case again.
    mutating func explainGap(_ subject: String) {
        func isMeant(_ point: MeterPoint) -> Bool { subject == "\(equipment)/\(point.time.text)" }
        if let index = state.unexplained.firstIndex(where: { isMeant($0.to) }) {
            let gap = state.unexplained[index]
            let step = MeterStep(from: gap.from, to: gap.to, operations: operations)
            guard step.finding == nil else { return reportAgain(step) }
            state.unexplained.remove(at: index)
            stageExplained(step)
        } else if let step = state.steps(operations: operations).first(where: { isMeant($0.to) }) {
            // Its days are still open, so that settling them counts whatever is explained.
            reportAgain(step)
        }
    }

    /// Forgets a gap for good; one whose days are still open counts only if it is explained before they are settled.
    ///
    /// - Returns: The gap; `nil` if there is none.
    mutating func giveUpGap(_ subject: String) -> MeterGap? {
        func isMeant(_ point: MeterPoint) -> Bool { subject == "\(equipment)/\(point.time.text)" }
        if let index = state.unexplained.firstIndex(where: { isMeant($0.to) }) {
            return state.unexplained.remove(at: index)
        }
        let open = state.steps(operations: operations).first { isMeant($0.to) && $0.finding != nil }
        guard let open else { return nil }
        state.givenUp.insert(open.to.time)
        return MeterGap(from: open.from, to: open.to)
    }

    private mutating func reportAgain(_ step: MeterStep) {
        state.reported.remove(step.to.time)
        report(step)
    }

    /// Stages the usage of a step whose days are all settled, each day its part.
    private mutating func stageExplained(_ step: MeterStep) {
        var day = siteDay(of: step.from.time)
        let lastDay = siteDay(of: step.to.time)
        var given: Int64 = 0
        while day <= lastDay {
            let part = step.usage(until: siteEnd(of: day)) - given
            let seconds = max(Self.roundedHalfEven(part, by: 36), 0) * 36
            if seconds > 0 { stage(seconds, on: day, id: "\(equipment)/\(day.text)/\(step.to.time.text)") }
            given += seconds
            day = day.adding(days: 1)
        }
    }

    /// `value ÷ divisor`, rounded to the nearest whole number, a tie to the even one.
    private static func roundedHalfEven(_ value: Int64, by divisor: Int64) -> Int64 {
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
        let floor = rest < 0 ? quotient - 1 : quotient
        let twice = 2 * (value - floor * divisor)
        if twice == divisor { return floor % 2 == 0 ? floor : floor + 1 }
        return twice > divisor ? floor + 1 : floor
    }
}

extension MeterStep.Finding {
    func summary(of equipment: String, _ step: MeterStep) -> String {
        let counters = "from \(step.from.text) to \(step.to.text)"
        let remedy =
            "record what was done to the meter under 'meterOperations' in the configuration, then try the case again"
        return switch self {
        case .fall: "The meter of \(equipment) fell \(counters); nothing is counted between them: \(remedy)"
        case .jump: "The meter of \(equipment) rose by more than the time that passed, \(counters): \(remedy)"
        case .contradiction:
            "The recorded meter operations of \(equipment) do not fit its readings \(counters); \(remedy)"
        }
    }
}

extension MeterPoint {
    /// The counter in hours and when it was read, for a person.
    var text: String {
        let hours = (Decimal(counter) / 3600).rounded(scale: 2)
        return "\(hours.plainText) h (\(time.text))"
    }
}
