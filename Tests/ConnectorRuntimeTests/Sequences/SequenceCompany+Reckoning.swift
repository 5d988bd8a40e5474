import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConstructionFlows
import FoundationEssentials
import JSON
import Synchronization

extension SequenceCompany {
    var ledgerLines: [CostLedger.Line] { ledger.state.withLock { $0.lines.values.sorted { $0.key < $1.key } } }

    /// What must hold at any moment.
    mutating func watch() {
        let (lines, breaches) = ledger.state.withLock { (Array($0.lines.values), $0.breaches) }
        expect(breaches.isEmpty, "T-6, P-8", "\(breaches) were written into a closed month")
        for line in lines where line.key.hasPrefix("EX-") {
            expect(approved.contains(line.key), "T-7", "\(line.key) is posted, and nobody approved it")
            expect(line.hours > 0, "T-2", "\(line.key) has \(line.hours) h")
        }
        for (key, line) in closedLines {
            let present = lines.first { $0.key == key }
            expect(present?.hours == line.hours && present?.amount == line.amount, "P-8", "\(key) has changed")
        }
        for number in payrollPlace.state.withLock({ $0.order }) {
            let isApproved = approved.contains { $0.hasPrefix("PayrollBatch/") && $0.hasSuffix("/\(number)") }
            expect(isApproved, "P-1", "the batch \(number) left, and nobody approved it")
        }
        let changed = payrollPlace.state.withLock { $0.changed }
        expect(changed.isEmpty, "P-1", "\(changed) went twice with other hours")
    }

    /// Faults stop, everything arrives, is approved, tried again and paid, until nothing is left.
    mutating func settle() async throws {
        mend()
        arriveLate()
        for index in machines.indices { work(index, isIdle: true) }
        // Beyond the last pay period that hours may belong to, and long enough for machines to count as silent.
        for round in 0..<14 {
            mend()
            arriveLate()
            arriveLateBudgets()
            correctEstimates()
            try await pass(round == 0 ? 36 * 3600 : 26 * 3600)
            // What a machine did since a report that never came is known only once it has reported on two days.
            if round < 2 { for index in machines.indices { work(index, isIdle: true) } }
            try await approveAll(withDifferences: round > 4)
            try await run()
            answerBatches(refusing: false)
            try await pass(600)
            pay(mayVoid: false)
            try await pass(600)
            if round > 0 { try await retryCases { _ in true } }
            try await decideBudgetCases(all: true)
            try await run()
            guard round > 2, try await isQuiet() else { continue }
            return
        }
        let pending = try await store.approvals(onlyPending: true).map(\.request.summary)
        let open = try await store.cases(onlyOpen: true).map(\.proposal.summary)
        expect(false, "liveness", "there is no end: \(pending) \(open)")
    }

    /// Whether nothing waits but hours that nobody has approved, and nothing more is to come of the days that are written.
    private func isQuiet() async throws -> Bool {
        let days = entries.values.flatMap { $0.approved.map(\.place.date) }
        let lastEnd = days.map { Self.calendar.periodEnd(of: $0) }.max()
        let today = zone.date(of: now)
        guard lastEnd.map({ today > $0.adding(days: 2) }) ?? true else { return false }
        let open = try await store.cases(onlyOpen: true).filter { $0.proposal.kind != "hours_not_approved" }
        let isAnswered = payrollPlace.state.withLock { $0.order }.allSatisfy(payroll.answered.contains)
        return try await store.approvals(onlyPending: true).isEmpty && open.isEmpty && isAnswered
            && payroll.unpaid.isEmpty
    }

    /// Compares all sides: what was worked and approved, the journal, what the targets hold, and what reconciliation says.
    ///
    /// The last time all records are decided again besides, which takes as long as all steps before.
    mutating func check(isLast: Bool = false) async throws {
        checkMachines()
        checkHours()
        checkLabour()
        checkPostedAccruals()
        checkBudgets()
        try await checkJournal()
        let reconciler = Reconciler(settings: settings, store: store, clock: clock)
        let isWithSource = isLast && !knowsMoreThanThen
        if isWithSource { meet("all records are decided again") }
        let report = try await reconciler.compare("ledger", ReconciliationWindow(), withSource: isWithSource)
        let differences = report.differences.prefix(3).map(\.text)
        expect(report.verdict == .reconciled, "reconciliation", "\(report.verdict) \(differences) \(report.total)")
    }

    private mutating func checkMachines() {
        let lines = ledgerLines
        for machine in machines {
            let code = machine.equipment.code
            let own = lines.filter { $0.key.hasPrefix("\(code)/") }
            let posted = own.reduce(Decimal(0)) { $0 + $1.hours }
            let rejected = rejectedHours[code] ?? 0
            let worked = Decimal(machine.worked) / 3600
            let sides = "\(code) worked \(worked) h; \(posted) posted, \(rejected) rejected"
            expect(posted + rejected == worked, "T-2", sides)
            let money = own.reduce(Decimal(0)) { $0 + $1.amount }
            expect(money == posted * SequenceMachine.rate, "T-5", "\(code): \(posted) h cost \(money)")
            let isAtHome = own.allSatisfy { $0.project == machine.project && $0.costCode == "02-315" }
            expect(isAtHome, "T-5", "\(code) is on another project or code")
        }
    }

    /// Payroll has each entry that is approved once; what is not approved any more it has in one version at most, and still has
    /// if it had it before.
    private mutating func checkHours() {
        var rest = payroll.held.filter { $0.value != 0 }
        expect(rest.values.allSatisfy { $0 > 0 }, "P-1", "payroll has negative hours: \(rest)")
        var doubtful: [SequenceEntry] = []
        for (id, entry) in entries.sorted(by: { $0.key < $1.key }) {
            guard entry.isApproved, let claim = entry.newest else {
                doubtful.append(entry)
                continue
            }
            rest[claim.place, default: 0] -= claim.hours
            entries[id]?.isKept = claim.hours != 0
        }
        rest = rest.filter { $0.value != 0 }
        expect(Self.explain(rest, by: doubtful[...]), "P-1", "payroll has \(rest) beside what is approved")
    }

    /// Whether hours are, for each entry, one version that was approved once, or none.
    private static func explain(_ rest: [SequencePlace: Decimal], by entries: ArraySlice<SequenceEntry>) -> Bool {
        guard let entry = entries.first else { return rest.isEmpty }
        if !entry.isKept, explain(rest, by: entries.dropFirst()) { return true }
        return Set(entry.approved).contains { claim in
            guard claim.hours != 0 else { return false }
            var less = rest
            less[claim.place, default: 0] -= claim.hours
            return explain(less.filter { $0.value != 0 }, by: entries.dropFirst())
        }
    }

    /// What payroll paid is what the ledger has, by project and cost code, in hours and to the cent.
    private mutating func checkLabour() {
        var hours: [String: Decimal] = [:]
        var money: [String: Decimal] = [:]
        for line in payroll.paid {
            hours["\(line.project)/\(line.costCode)", default: 0] += line.hours
            money["\(line.project)/\(line.costCode)", default: 0] +=
                line.hours * (SequencePayments.pay + SequencePayments.burden)
        }
        for line in ledgerLines where !line.key.hasPrefix("EX-") {
            hours["\(line.project)/\(line.costCode ?? "")", default: 0] -= line.hours
            money["\(line.project)/\(line.costCode ?? "")", default: 0] -= line.amount
        }
        let differing = hours.filter { $0.value != 0 }
        expect(differing.isEmpty, "P-3", "paid less posted hours: \(differing)")
        let cents = money.filter { $0.value != 0 }
        expect(cents.isEmpty, "P-4", "paid less posted money: \(cents)")
    }

    /// The costs that the journal says were delivered are those of the ledger, one by one.
    private mutating func checkJournal() async throws {
        let lines = Dictionary(ledgerLines.map { ($0.key, $0) }) { first, _ in first }
        var booked: Set<String> = []
        for delivery in try await store.deliveries(in: .delivered, after: 0, limit: 10_000) {
            let payload = delivery.plan.delivery.payload
            guard delivery.plan.delivery.object == CostEntry.name else { continue }
            let key = payload["key"]?.stringValue ?? ""
            booked.insert(key)
            let line = lines[key]
            expect(
                line?.hours == Self.decimal(payload, "hours") && line?.amount == Self.decimal(payload, "amount"),
                "O-4",
                "\(key) is \(line.map { "\($0)" } ?? "nothing") in the ledger, and was sent as \(payload)"
            )
        }
        let unknown = Set(lines.keys).subtracting(booked)
        expect(unknown.isEmpty, "O-4", "the ledger has \(unknown), of which the journal knows nothing")
    }

    /// Everything arrives once more, in another order: nothing comes of it.
    mutating func replay() async throws {
        let (lines, batches) = (ledgerLines.count, payrollPlace.state.withLock { $0.order.count })
        let effects = ledger.state.withLock { $0.next }
        let known = budgets.place.state.withLock { $0.budgets.count }
        for source in [fleet, otherFleet, timeSystem, answers, registers, budgets.estimating, budgets.changes] {
            source.repeatEverything(&random)
        }
        try await pass(26 * 3600)
        expect(ledgerLines.count == lines && ledger.state.withLock { $0.next } == effects, "T-1", "replay added cost")
        expect(payrollPlace.state.withLock { $0.order.count } == batches, "P-1", "replay sent hours again")
        expect(budgets.place.state.withLock { $0.budgets.count } == known, "E-6", "replay made another budget")
        try await check(isLast: true)
    }
}
