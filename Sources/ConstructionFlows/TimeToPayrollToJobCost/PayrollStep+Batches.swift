import CanonicalModel
import FoundationEssentials
import JSON

extension PayrollStep {
    /// From when on hours go into a batch: after the cut-off, and once what came late was collected for a while.
    var readyAt: Instant? {
        guard let dueSince = state.dueSince else { return nil }
        return max(cutoff, dueSince.adding(settings.collectFor))
    }

    var cutoff: Instant { settings.zone.end(of: periodEnd).adding(settings.cutoff) }

    /// Puts what is due into a batch for a person to approve, if the time has come and no other batch is under way.
    mutating func proposeBatch() {
        let due = withoutLongDays(state.hours.filter(\.value.isDue))
        state.dueSince = due.isEmpty ? nil : state.dueSince ?? now
        reportUnapproved()
        guard state.openBatch == nil, let readyAt, now >= readyAt else { return }
        let items = items(of: due)
        guard !items.isEmpty else { return }
        let number = PayCalendar.batch(after: state.batches.count, ofPeriodEnding: periodEnd)
        let hours = items.reduce(Decimal(0)) { $0 + $1.hours }
        let lineCount = (items.map(\.line).max() ?? -1) + 1
        state.batches[number] = SentBatch(stage: .proposed, items: items, lineCount: lineCount, hours: hours)
        for item in items { state.hours[item.entry]?.batch = number }
        state.dueSince = nil
        ask(for: number, items)
    }

    /// What entries send: what payroll must take back, then what it must take (P-5).
    private mutating func items(of due: [String: HeldHours]) -> [BatchItem] {
        var items: [(entry: String, share: HoursShare, isReversal: Bool)] = []
        for (id, held) in due.sorted(by: { $0.key < $1.key }) {
            var share: HoursShare?
            if let claim = held.missing {
                let code = costCode(claim.costCode, of: held.system, on: claim.date, holds: "its hours wait")
                guard let code else { continue }
                share = HoursShare(claim: claim, costCode: code)
            }
            items += held.superfluous.map { (id, $0, true) }
            if let share { items.append((id, share, false)) }
        }
        let groups = Dictionary(grouping: items) { LineKey($0.share, isReversal: $0.isReversal) }
        return groups.sorted { $0.key < $1.key }.enumerated().flatMap { line, group in
            group.value.map {
                BatchItem(entry: $0.entry, share: $0.share, isReversal: $0.isReversal, line: line)
            }
        }
    }

    private mutating func ask(for number: String, _ items: [BatchItem]) {
        guard let batch = state.batches[number] else { return }
        let employees = Set(items.map(\.share.claim.employee)).count
        let hours = batch.hours.plainText
        let lines = batch.lineCount
        approvals.append(
            FlowApproval(
                id: approvalID(.batch, number),
                role: settings.payrollRole,
                summary: "batch \(number) for \(key): \(hours) h in \(lines) lines of \(employees) employees",
                payload: [
                    "batch": .string(number), "hours": .string(hours), "lines": .integer(Int64(lines)),
                    "employees": .integer(Int64(employees)), "projects": Self.hoursByProject(items),
                ],
                topics: [key, number],
                step: Question.batch.step
            )
        )
    }

    private static func hoursByProject(_ items: [BatchItem]) -> JSON {
        let groups = Dictionary(grouping: items, by: \.share.claim.project)
        var object = JSONObject()
        for (project, items) in groups.sorted(by: { $0.key < $1.key }) {
            object[project] = .string(items.reduce(Decimal(0)) { $0 + $1.hours }.plainText)
        }
        return .object(object)
    }

    /// Hours that nobody has approved by the cut-off wait; a person is told once.
    private mutating func reportUnapproved() {
        guard now >= cutoff else { return }
        let waiting = state.hours.filter { $0.value.status != .approved }
        guard !waiting.isEmpty else { return resolve("hours_not_approved", key) }
        guard !givenUp.contains("hours_not_approved:\(key)") else { return }
        let hours = waiting.values.reduce(Decimal(0)) { $0 + $1.claim.hours }
        let employees = Set(waiting.values.map(\.claim.employee)).sorted()
        let sent = wherePayrollHas(waiting)
        raise(
            "hours_not_approved",
            key,
            "\(waiting.count) entries with \(hours.plainText) h of \(key) are not approved, and do not go to payroll as they "
                + "are now\(sent); have them approved in the time system: they go with a further batch",
            detail: ["employees": .array(employees.prefix(50).map(JSON.string))]
        )
    }
}

extension PayrollStep {
    /// What keeps people from paying unapproved hours by hand that payroll has, as part of a sentence; empty if it has none.
    private func wherePayrollHas(_ waiting: [String: HeldHours]) -> String {
        let known = waiting.filter { id, held in
            !held.accepted.isEmpty && !(held.move?.isSettled ?? false) || state.waitingPeriods[id] != nil
        }
        let moved = waiting.count { known[$0.key] == nil && $0.value.move != nil }
        var text = ""
        if !known.isEmpty {
            text +=
                "; payroll has \(known.count) of them as they were before, here or in another pay period, so pay none of "
                + "those by hand"
        }
        if moved > 0 {
            text +=
                "; \(moved) of them were approved in another pay period before, so look what payroll has of them there before "
                + "you pay them by hand"
        }
        return text
    }

    /// Where payroll has hours that refused entries were to replace, as a sentence; empty if it has none elsewhere.
    func keptElsewhere(_ entries: some Sequence<String>) -> String {
        let waiting = Set(entries).compactMap { state.waitingPeriods[$0] }
        guard !waiting.isEmpty else { return "" }
        let periods = Set(waiting.joined().map(\.key)).sorted().joined(separator: ", ")
        return ". Payroll keeps \(waiting.count) of the entries in \(periods) until then"
    }
}

/// What makes one line of a batch: hours of one employee, day, cost code and kind of pay, in one direction.
private struct LineKey: Hashable, Comparable {
    let employee: String
    let date: CalendarDate
    let project: String
    let costCode: String
    let payCode: String
    let isNegative: Bool

    init(_ share: HoursShare, isReversal: Bool) {
        employee = share.claim.employee
        date = share.claim.date
        project = share.claim.project
        costCode = share.costCode
        payCode = share.claim.payCode
        isNegative = (share.claim.hours < 0) != isReversal
    }

    static func < (left: LineKey, right: LineKey) -> Bool {
        let (first, second) = ((left.employee, left.date, left.project), (right.employee, right.date, right.project))
        if first != second { return first < second }
        if left.isNegative != right.isNegative { return left.isNegative }
        return (left.costCode, left.payCode) < (right.costCode, right.payCode)
    }
}

// MARK: - What a person decided

extension PayrollStep {
    /// Sends a batch that a person approved; hours of one that was refused wait for somebody to try again.
    mutating func decideBatch(_ number: String, _ isApproved: Bool, by person: String) {
        guard var batch = state.batches[number], batch.stage == .proposed else { return }
        guard isApproved else {
            for item in batch.items { state.hours[item.entry]?.refusal = "payroll_batch_refused:\(number)" }
            withdraw(number, "refused by \(person)")
            return raise(
                "payroll_batch_refused",
                number,
                "\(person) refused the batch \(number) of \(key); put its hours right in the time system, or try the case "
                    + "again to have a new batch proposed\(keptElsewhere(batch.items.map(\.entry)))"
            )
        }
        batch.stage = .sent
        batch.overdueAt = now.adding(settings.overdueAfter)
        state.batches[number] = batch
        let file = PayrollBatch(
            batch: number,
            company: settings.company,
            periodStart: settings.calendar.periodStart(endingWith: periodEnd),
            periodEnd: periodEnd,
            lines: batch.lines
        )
        deliveries.append(
            FlowDelivery(
                key: "\(PayrollBatch.name)/\(settings.company)/\(number)",
                object: PayrollBatch.name,
                payload: file.json,
                controlTotals: file.controlTotals.mapValues(\.plainText),
                orderingKey: "payroll/\(settings.company)",
                topics: [key, number]
            )
        )
        note(
            "PayrollBatchSent",
            [
                "batch": .string(number), "hours": .string(batch.hours.plainText),
                "lines": .integer(Int64(batch.lineCount)), "by": .string(person),
            ],
            topics: [number]
        )
    }

    /// Takes a batch that has not left back, so that its hours can go with another one.
    mutating func withdraw(_ number: String, _ reason: String) {
        guard let batch = state.batches[number] else { return }
        for item in batch.items { state.hours[item.entry]?.batch = nil }
        state.batches[number]?.stage = .withdrawn
        state.batches[number]?.items = []
        withdrawnApprovals.append(FlowWithdrawal(id: approvalID(.batch, number), reason: reason))
        note("PayrollBatchWithdrawn", ["batch": .string(number), "because": .string(reason)], topics: [number])
    }
}
