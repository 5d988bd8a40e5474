import CanonicalModel
import FoundationEssentials
import JSON

/// One step of ``EquipmentUsageToJobCost`` for what one company charges another for a month.
///
/// Each charge waits for the end of its month and for a person of the finance role; then both sides of all of them are
/// written, or none.
struct AllocationStep {
    /// The object of the event by which a machine's key hands over an approved charge.
    static let charge = "EquipmentCharge"
    /// The object of the event by which a machine's key hears that a charge was taken back.
    static let takenBack = "EquipmentChargeTakenBack"
    /// The kind of the case about charges that a person refused or gave back.
    static let refused = "intercompany_refused"

    let settings: EquipmentUsageSettings
    let key: String
    var state: AllocationState
    let now: Instant
    private var decision = FlowDecision(state: .null)

    init(settings: EquipmentUsageSettings, key: String, state: AllocationState, now: Instant) {
        self.settings = settings
        self.key = key
        self.state = state
        self.now = now
    }

    /// What follows from the events and from the time that has come.
    mutating func decide(_ events: [FlowEvent]) throws(JSONAccessError) -> FlowDecision {
        for event in events { try take(event) }
        // Without a role nobody has to wait for the end of the month any more.
        if let due = state.dueAt, due <= now || settings.charging.financeRole == nil {
            let charges = state.collected
            (state.collected, state.dueAt) = ([], nil)
            propose(charges, for: nil)
        }
        decision.state = state.json
        decision.wakeAt = state.dueAt
        return decision
    }

    private mutating func take(_ event: FlowEvent) throws(JSONAccessError) {
        let reader = JSONReader(event.payload, path: event.reference)
        switch event.object {
        case Self.charge: collect(try EquipmentCharge(reader))
        case FlowEvent.approvalDecision: try takeApproval(reader)
        case FlowEvent.caseRetry:
            guard let charges = state.refused.removeValue(forKey: try reader.member("subject").string()) else { return }
            propose(charges, for: try reader.optionalString("person"))
        case FlowEvent.caseRejection: try takeRejection(reader)
        default: break
        }
    }

    /// Charges of a month wait for its end; those that come later for the end of their day.
    private mutating func collect(_ charge: EquipmentCharge) {
        state.collected.append(charge)
        guard state.dueAt == nil else { return }
        let today = settings.zone.date(of: now)
        let last = max(today, charge.cost.serviceDate.lastOfMonth)
        state.dueAt = settings.zone.end(of: last).adding(settings.charging.cutoff)
    }
}

// MARK: - Requests

extension AllocationStep {
    /// Puts charges before the finance role, or writes them where there is none.
    private mutating func propose(_ charges: [EquipmentCharge], for requester: String?) {
        guard let role = settings.charging.financeRole, let first = charges.first else { return write(charges) }
        state.requests += 1
        let id = "\(key)/\(state.requests)"
        state.asked[id] = charges
        let pair = CompanyPair(of: first)
        let sum = charges.sum
        decision.approvals.append(
            FlowApproval(
                id: id,
                role: role,
                summary: "\(pair.fromCompany) charges \(pair.toCompany) \(sum.money) for \(sum.hours.plainText) h of "
                    + "machines in \(pair.month): \(charges.count) days of work, of which both sides are posted or none",
                payload: [
                    "month": .string(pair.month), "fromCompany": .string(pair.fromCompany),
                    "toCompany": .string(pair.toCompany), "hours": .string(sum.hours.plainText),
                    "amount": .string(sum.amount.amount.plainText), "currency": .string(sum.amount.currency.code),
                    "lines": .array(charges.lines),
                ],
                topics: [key],
                step: .intercompanyAllocation,
                amount: sum.amount,
                requester: requester
            )
        )
    }

    private mutating func takeApproval(_ reader: JSONReader) throws(JSONAccessError) {
        let id = try reader.member("id").string()
        guard let charges = state.asked.removeValue(forKey: id) else { return }
        let person = try reader.member("person").string()
        guard try !reader.member("approved").bool() else {
            note("IntercompanyAllocated", id, charges, by: person)
            return write(charges)
        }
        let isReturned = try reader.optionalMember("returned")?.bool() ?? false
        let reason = try reader.optionalString("reason") ?? ""
        state.refused[id] = charges
        let sum = charges.sum
        decision.cases.append(
            FlowCase(
                kind: Self.refused,
                subject: id,
                severity: .warning,
                owner: settings.charging.financeRole ?? settings.approvalRole,
                summary: "\(person) \(isReturned ? "gave back" : "refused") \(id), \(sum.money) for "
                    + "\(sum.hours.plainText) h (\(reason)), and neither company's side is posted; put right what was "
                    + "wrong and try the case again, or reject it",
                detail: ["amount": .string(sum.amount.amount.plainText), "hours": .string(sum.hours.plainText)],
                isRetriable: true,
                topics: [key]
            )
        )
    }

    private mutating func takeRejection(_ reader: JSONReader) throws(JSONAccessError) {
        let id = try reader.member("subject").string()
        guard let charges = state.refused.removeValue(forKey: id) else { return }
        note("IntercompanyGivenUp", id, charges, by: try reader.member("person").string())
    }

    private mutating func note(_ event: String, _ id: String, _ charges: [EquipmentCharge], by person: String) {
        let sum = charges.sum
        decision.findings.append(
            FlowFinding(
                event,
                topics: [key],
                detail: [
                    "id": .string(id), "by": .string(person), "charges": .integer(Int64(charges.count)),
                    "hours": .string(sum.hours.plainText), "amount": .string(sum.amount.amount.plainText),
                    "currency": .string(sum.amount.currency.code),
                ]
            )
        )
    }

    private mutating func write(_ charges: [EquipmentCharge]) {
        for charge in charges {
            let machine = charge.cost.equipment ?? ""
            let topics = [machine, "\(machine)/\(charge.cost.serviceDate.text)", key]
            decision.deliveries += charge.deliveries(under: topics)
            if let finding = charge.finding(under: topics) { decision.findings.append(finding) }
            guard charge.cost.corrects != nil else { continue }
            decision.forwards.append(
                FlowForward(
                    key: machine,
                    id: "taken-back/\(charge.cost.company)/\(charge.cost.key)",
                    object: Self.takenBack,
                    payload: charge.json,
                    topics: topics
                )
            )
        }
    }
}

extension [EquipmentCharge] {
    /// What projects are charged: all charges of a pair are in one currency, that of the rates.
    fileprivate var sum: (hours: Decimal, amount: Money, money: String) {
        let hours = reduce(Decimal(0)) { $0 + $1.cost.hours }
        let amount = reduce(Decimal(0)) { $0 + $1.cost.amount.amount }
        let total = Money(amount, self[0].cost.amount.currency)
        return (hours, total, "\(amount.plainText) \(total.currency.code)")
    }

    /// A line for each machine, project and cost code, as people approve them.
    fileprivate var lines: [JSON] {
        Dictionary(grouping: self) { [$0.cost.equipment ?? "", $0.cost.project, $0.cost.costCode] }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map { place, charges in
                [
                    "equipment": .string(place[0]), "project": .string(place[1]), "costCode": .string(place[2]),
                    "days": .integer(Int64(charges.count)), "hours": .string(charges.sum.hours.plainText),
                    "amount": .string(charges.sum.amount.amount.plainText),
                ]
            }
    }
}

extension CalendarDate {
    /// The last day of its month.
    fileprivate var lastOfMonth: CalendarDate {
        var last = self
        while last.adding(days: 1).month == month { last = last.adding(days: 1) }
        return last
    }
}
