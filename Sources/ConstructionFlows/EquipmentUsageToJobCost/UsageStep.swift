import CanonicalModel
import FoundationEssentials
import JSON

/// One step of ``EquipmentUsageToJobCost`` for one machine while it is being worked out.
struct UsageStep {
    let flow: EquipmentUsageToJobCost
    let equipment: String
    var state: UsageState
    let now: Instant
    var findings: [FlowFinding] = []
    var approvals: [FlowApproval] = []
    var deliveries: [FlowDelivery] = []
    var forwards: [FlowForward] = []
    /// The person who asks for an approval anew, while that is worked out.
    var requester: String?
    var cases: [FlowCase] = []
    var resolvedCases: [String] = []

    var settings: EquipmentUsageSettings { flow.settings }

    init(flow: EquipmentUsageToJobCost, equipment: String, state: UsageState, now: Instant) {
        self.flow = flow
        self.equipment = equipment
        self.state = state
        self.now = now
    }

    var decision: FlowDecision {
        var decision = FlowDecision(state: state.json, wakeAt: wakeAt)
        decision.findings = findings
        decision.approvals = approvals
        decision.deliveries = deliveries
        decision.forwards = forwards
        decision.cases = cases
        decision.resolvedCases = resolvedCases
        return decision
    }

    var operations: [MeterOperation] {
        settings.meterOperations.filter { $0.equipment == equipment }
    }

    func siteDay(of instant: Instant) -> CalendarDate {
        flow.calendar.day(of: instant, for: equipment)
    }

    func siteEnd(of day: CalendarDate) -> Instant {
        flow.calendar.end(of: day, for: equipment)
    }

    func topics(_ day: CalendarDate) -> [String] {
        [equipment, "\(equipment)/\(day.text)"]
    }
}

// MARK: - Events

extension UsageStep {
    mutating func take(_ event: FlowEvent) throws(JSONAccessError) {
        let reader = JSONReader(event.payload, path: event.reference)
        switch event.object {
        case MeterReading.name: take(try MeterReading(reader))
        case FlowEvent.approvalDecision: try takeApproval(reader)
        case FlowEvent.caseRetry:
            requester = try reader.optionalString("person")
            takeRetry(of: try reader.member("kind").string(), try reader.member("subject").string())
            requester = nil
        case FlowEvent.caseRejection: try takeRejection(reader)
        case FlowEvent.costReversal: try takeReversal(reader)
        case AllocationStep.takenBack: reopen(try EquipmentCharge(reader))
        default: break
        }
    }

    /// Puts a reading in its place; one between the first reading and the anchor changes nothing any more.
    private mutating func take(_ reading: MeterReading) {
        guard reading.series == .operatingHours else { return }
        let point = MeterPoint(time: reading.time, counter: reading.counterSeconds)
        if let anchor = state.points.first, state.settledThrough != nil, point.time <= anchor.time {
            let day = siteDay(of: point.time)
            findings.append(FlowFinding("MeterReadingLate", topics: topics(day), detail: point.json))
            return goBack(to: point)
        }
        if let known = state.points.first(where: { $0.time == point.time }) {
            return reportChange(of: known, to: point)
        }
        let index = state.points.firstIndex { point < $0 } ?? state.points.endIndex
        state.points.insert(point, at: index)
        let neighbours = state.points[max(index - 2, 0)...min(index + 2, state.points.count - 1)]
        for step in MeterStep.steps(between: neighbours, operations: operations) { report(step) }
        if let silentSince = state.silentSince, point.time > silentSince {
            resolvedCases.append("silent_machine:\(equipment)/\(silentSince.text)")
            state.silentSince = nil
        }
    }

    /// A reading counts once (domain.md T-1); a second value for the same time is for a person to judge.
    private mutating func reportChange(of known: MeterPoint, to point: MeterPoint) {
        guard known.counter != point.counter else { return }
        let day = siteDay(of: point.time)
        cases.append(
            FlowCase(
                kind: "reading_changed",
                subject: "\(equipment)/\(point.time.text)",
                severity: .information,
                owner: settings.approvalRole,
                summary: "\(equipment) reported \(known.text), and later \(point.text) for the same time; the first "
                    + "value stays. If the second is right, the next reading will show it as a step of the meter",
                detail: ["first": known.json, "second": point.json],
                isRetriable: false,
                topics: topics(day)
            )
        )
    }

    /// Raises the case of a step that counts nothing, once.
    mutating func report(_ step: MeterStep) {
        guard let finding = step.finding, state.reported.insert(step.to.time).inserted else { return }
        let day = siteDay(of: step.to.time)
        let gap: JSON = ["from": step.from.json, "to": step.to.json, "finding": .string(finding.rawValue)]
        findings.append(FlowFinding("MeterReset", topics: topics(day), detail: gap))
        cases.append(
            FlowCase(
                kind: finding.rawValue,
                subject: "\(equipment)/\(step.to.time.text)",
                severity: .warning,
                owner: settings.approvalRole,
                summary: finding.summary(of: equipment, step),
                detail: gap,
                isRetriable: true,
                topics: topics(day)
            )
        )
    }

    /// A person approved a staged cost, which is delivered now, or refused it, which ends its story.
    private mutating func takeApproval(_ reader: JSONReader) throws(JSONAccessError) {
        let id = try reader.member("id").string()
        let isApproved = try reader.member("approved").bool()
        let detail: JSON = ["id": .string(id), "by": .string(try reader.member("person").string())]
        guard let charge = state.staged.removeValue(forKey: id) else { return }
        let day = charge.cost.serviceDate
        let isReturned = try reader.optionalMember("returned")?.bool() ?? false
        let event = isApproved ? "UsageApproved" : isReturned ? "UsageReturned" : "UsageRejected"
        findings.append(FlowFinding(event, topics: topics(day), detail: detail))
        // What was to be taken back, and is not, stands as it stood.
        if isReturned, charge.cost.corrects == nil {
            let reason = try reader.optionalString("reason") ?? ""
            giveBack(charge.cost.hours, on: day, id, "its cost was returned (\(reason))")
        }
        guard isApproved else { return }
        if charge.cost.corrects == nil { remember(charge.cost) }
        deliver(charge)
    }

    /// A person gave a cost back: its usage waits until it is asked about anew, by what then holds.
    mutating func giveBack(_ hours: Decimal, on day: CalendarDate, _ id: String, _ because: String) {
        guard let seconds = Int64((hours * 3600).plainText) else { return }
        let remedy = "put assignment or rate right in the configuration"
        hold(seconds, on: day, id: id, kind: "usage_returned", because: "\(because); \(remedy)")
    }

    private mutating func takeRetry(of kind: String, _ subject: String) {
        switch kind {
        case "silent_machine":
            guard let last = state.points.last, state.silentSince == last.time else { return }
            settle(through: siteDay(of: last.time))
        case "unpriced_usage", "implausible_usage", "usage_returned":
            if kind != "usage_returned" { requester = nil }
            guard let usage = state.held.removeValue(forKey: subject) else { return }
            price(usage.seconds, on: usage.day, id: subject)
        default: explainGap(subject)
        }
    }
}

// MARK: - What is given up

extension UsageStep {
    /// A person gave up what a case keeps back: it becomes no cost any more, and the journal says how much it was.
    private mutating func takeRejection(_ reader: JSONReader) throws(JSONAccessError) {
        let subject = try reader.member("subject").string()
        var detail: JSONObject = [
            "case": .string("\(try reader.member("kind").string()):\(subject)"),
            "by": .string(try reader.member("person").string()),
            "reason": .string(try reader.member("reason").string()),
        ]
        if let usage = state.held.removeValue(forKey: subject) {
            detail["date"] = .string(usage.day.text)
            detail["seconds"] = .integer(usage.seconds)
            findings.append(FlowFinding("UsageGivenUp", topics: topics(usage.day), detail: .object(detail)))
        } else if let gap = giveUpGap(subject) {
            detail["from"] = gap.from.json
            detail["to"] = gap.to.json
            let day = siteDay(of: gap.to.time)
            findings.append(FlowFinding("MeterGapGivenUp", topics: topics(day), detail: .object(detail)))
        }
    }
}

// MARK: - Pricing

extension UsageStep {
    /// Stages the cost of `seconds` of work, a multiple of a hundredth of an hour, for a person to approve.
    mutating func stage(_ seconds: Int64, on day: CalendarDate, id: String) {
        findings.append(
            FlowFinding(
                "UsageConsolidated",
                topics: topics(day),
                detail: ["id": .string(id), "seconds": .integer(seconds), "date": .string(day.text)]
            )
        )
        let length = siteEnd(of: day).seconds(since: siteEnd(of: day.adding(days: -1)))
        guard seconds <= length + MeterStep.tolerance else {
            let hours = (Decimal(seconds) / 3600).rounded(scale: 2).plainText
            let reason = "\(hours) h were counted for one day, more than it has; look at its readings"
            return hold(seconds, on: day, id: id, kind: "implausible_usage", because: reason)
        }
        price(seconds, on: day, id: id)
    }

    private mutating func price(_ seconds: Int64, on day: CalendarDate, id: String) {
        guard let assignment = settings.assignment(of: equipment, on: day) else {
            let reason = "there is not exactly one assignment for that day; correct 'assignments' in the configuration"
            return hold(seconds, on: day, id: id, kind: "unpriced_usage", because: reason)
        }
        guard let rate = settings.rate(of: equipment, on: day) else {
            let reason = "there is no rate for that day; add it to 'rates' in the configuration"
            return hold(seconds, on: day, id: id, kind: "unpriced_usage", because: reason)
        }
        switch charge(seconds, on: day, id: id, assignment, rate) {
        case .charged(let charge): ask(for: charge, id)
        case .impossible(let reason): hold(seconds, on: day, id: id, kind: "unpriced_usage", because: reason)
        }
    }

    /// Asks a person about a cost, which waits for the answer.
    mutating func ask(for charge: EquipmentCharge, _ id: String) {
        let entry = charge.cost
        state.staged[id] = charge
        let price = "\(entry.hours.plainText) h × \(entry.rate?.plainText ?? "?")"
        let money = "\(entry.amount.amount.plainText) \(entry.amount.currency.code)"
        let lender = charge.isIntercompany ? " of \(entry.company), lent by \(entry.counterparty ?? "?")" : ""
        let unusual = entry.corrects == nil ? suggestions(entry.hours, entry.rate ?? 0) : ""
        approvals.append(
            FlowApproval(
                id: id,
                role: settings.approvalRole,
                summary: (entry.corrects.map { "take back \($0): " } ?? "")
                    + "\(equipment) on \(entry.serviceDate.text): \(price) = \(money) "
                    + "for \(entry.project) / \(entry.costCode)\(lender)\(unusual)",
                payload: entry.json,
                topics: topics(entry.serviceDate) + [entry.project],
                step: .equipmentUsage,
                amount: entry.amount,
                requester: requester
            )
        )
    }

    mutating func hold(
        _ seconds: Int64,
        on day: CalendarDate,
        id: String,
        kind: String,
        because reason: String
    ) {
        state.held[id] = HeldUsage(day: day, seconds: seconds)
        cases.append(
            FlowCase(
                kind: kind,
                subject: id,
                severity: .warning,
                owner: settings.approvalRole,
                summary: "\(equipment) worked on \(day.text), but \(reason), then try the case again",
                detail: ["seconds": .integer(seconds), "date": .string(day.text)],
                isRetriable: true,
                topics: topics(day)
            )
        )
    }
}

// MARK: - What is unusual

extension UsageStep {
    /// What of a day's usage is far from the machine's own history, for whoever approves it.
    private func suggestions(_ hours: Decimal, _ rate: Decimal) -> String {
        var found: [String] = []
        if let oddity = Oddity(hours, among: state.pastHours, floor: 1) {
            found.append(
                "\(hours.plainText) h is far from the median of the \(oddity.count) days before, "
                    + "\(oddity.median.plainText) h, of which half are within \(oddity.deviation.plainText) h"
            )
        }
        if let usual = Oddity(rate, among: state.pastRates, floor: (state.pastRates.last ?? 0).magnitude / 10) {
            found.append(
                "a rate of \(rate.plainText) is far from the median of the \(usual.count) before, \(usual.median.plainText)"
            )
        }
        return found.map { "; suggestion: \($0)" }.joined()
    }

    /// What was approved is history from now on.
    private mutating func remember(_ entry: CostEntry) {
        state.pastHours = Array((state.pastHours + [entry.hours]).suffix(Oddity.most))
        state.pastRates = Array((state.pastRates + [entry.rate ?? 0]).suffix(Oddity.most))
    }

    /// What was taken back is none any more.
    mutating func forget(_ entry: CostEntry) {
        if let place = state.pastHours.lastIndex(of: -entry.hours) { state.pastHours.remove(at: place) }
        if let place = state.pastRates.lastIndex(of: entry.rate ?? 0) { state.pastRates.remove(at: place) }
    }
}
