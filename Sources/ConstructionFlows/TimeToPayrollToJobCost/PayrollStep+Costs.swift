import CanonicalModel
import FoundationEssentials
import JSON

extension PayrollStep {
    /// Stages the cost of a run for a person to approve, or posts it where nobody has to; a run with a code that stands
    /// for no cost code stays held as a whole.
    ///
    /// - Parameter number: The number of the run.
    /// - Returns: Whether it could be.
    mutating func stage(_ number: String) -> Bool {
        guard let run = state.runs[number], codes(of: run) != nil else { return false }
        resolve("payroll_run_differs", "\(key)/\(number)")
        withdrawQuestions([.difference], aboutRun: number, "the run is let go without it")
        // A run that pays days of other periods alone has nothing to approve here.
        guard let role = settings.financeRole, !run.cells.isEmpty || postedRun(voidedBy: run) != nil else {
            post(number)
            return true
        }
        state.runs[number]?.stage = .staged
        let sum = run.cells.values.reduce(into: CostSum()) { $0.add($1) }
        let money = "\((sum.labour + sum.burden).plainText) \(run.currency.code)"
        _ = ask(
            .cost,
            aboutRun: number,
            of: role,
            "labour cost of run \(number) for \(key): \(sum.hours.plainText) h, labour \(sum.labour.plainText), "
                + "burden \(sum.burden.plainText), together \(money)",
            [
                "run": .string(number), "hours": .string(sum.hours.plainText), "labour": .string(sum.labour.plainText),
                "burden": .string(sum.burden.plainText), "currency": .string(run.currency.code),
                "voids": run.voids.map { .string($0) } ?? .null,
            ],
            amount: Money(sum.labour + sum.burden, run.currency)
        )
        return true
    }

    /// Posts cost that a person approved; what was refused waits until somebody tries again.
    mutating func decideCost(of number: String, _ isApproved: Bool, by person: String) {
        guard let run = state.runs[number], run.stage == .staged else { return }
        guard !isApproved else { return post(number) }
        state.runs[number]?.stage = .refused
        raise(
            "payroll_cost_refused",
            "\(key)/\(number)",
            "\(person) refused the labour cost of run \(run.run) for \(key), and nothing of it is posted; put right what was "
                + "wrong, then try the case again"
        )
    }

    /// The run whose cost stands in the ledger and that a run takes the place of: the one that it voids, or, where that one
    /// was never posted, the one that that one was to take back, and so on.
    private func postedRun(voidedBy run: PaidRun) -> PaidRun? {
        var next = run.voids
        var seen: Set<String> = []
        while let number = next, seen.insert(number).inserted, let voided = state.runs[number] {
            if voided.stage == .posted { return voided }
            next = voided.voids
        }
        return nil
    }

    /// Takes back what the run before it posted, then posts its own (P-5).
    private mutating func post(_ number: String) {
        guard let run = state.runs[number], let codes = codes(of: run) else { return }
        if let old = postedRun(voidedBy: run) {
            for entry in entries(of: old, old.postedCodes, takenBackBy: number) { deliver(entry) }
            state.runs[old.run]?.stage = .voided
        }
        let entries = entries(of: run, codes)
        for entry in entries { deliver(entry) }
        state.runs[number]?.stage = .posted
        state.runs[number]?.postedCodes = codes
        let debit = entries.reduce(Decimal(0)) { $0 + $1.amount.amount }
        note(
            "PayrollRunPosted",
            [
                "run": .string(number), "entries": .integer(Int64(entries.count)),
                "hours": .string(entries.reduce(Decimal(0)) { $0 + $1.hours }.plainText),
                "debit": .string(debit.plainText), "credit": .string(run.credit.plainText),
                "currency": .string(run.currency.code), "voids": run.voids.map { .string($0) } ?? .null,
            ],
            topics: ["run/\(number)"]
        )
    }

    /// The cost codes of a run's cells; `nil`, with a case each, if one stands for none.
    private mutating func codes(of run: PaidRun) -> [CostCell: String]? {
        var codes: [CostCell: String] = [:]
        for cell in run.cells.keys.sorted() {
            codes[cell] =
                postedCode(correctedBy: cell)
                ?? costCode(cell.code, of: run.system, on: cell.date, holds: "the cost of run \(run.run) waits")
        }
        return codes.count == run.cells.count ? codes : nil
    }

    /// Where the run that a cell corrects posted its cost, whatever the code stands for by now.
    private func postedCode(correctedBy cell: CostCell) -> String? {
        guard let original = cell.originalRun, let posted = state.runs[original]?.postedCodes else { return nil }
        let same = posted.keys.filter { ($0.project, $0.code, $0.date) == (cell.project, cell.code, cell.date) }
        return same.min().flatMap { posted[$0] }
    }
}

extension PayrollStep {
    /// A labour and a burden entry for each project, cost code and day.
    ///
    /// - Parameters:
    ///   - run: The run.
    ///   - codes: The cost codes of its cells.
    ///   - taker: The run that takes its cost back; `nil` to post it.
    /// - Returns: The entries, ordered.
    private func entries(
        of run: PaidRun,
        _ codes: [CostCell: String],
        takenBackBy taker: String? = nil
    ) -> [CostEntry] {
        var sums: [CostPlace: CostSum] = [:]
        for (cell, sum) in run.cells {
            let code = codes[cell] ?? cell.code
            let place = CostPlace(
                project: cell.project,
                costCode: code,
                date: cell.date,
                originalRun: cell.originalRun
            )
            sums[place, default: CostSum()].add(sum)
        }
        return sums.sorted { $0.key < $1.key }.flatMap { place, sum in
            [
                entry(.labour, run, place, sum.hours, sum.labour, takenBackBy: taker),
                entry(.burden, run, place, 0, sum.burden, takenBackBy: taker),
            ]
            .compactMap(\.self)
        }
    }

    private func entry(
        _ type: CostType,
        _ run: PaidRun,
        _ place: CostPlace,
        _ hours: Decimal,
        _ amount: Decimal,
        takenBackBy taker: String?
    ) -> CostEntry? {
        guard hours != 0 || amount != 0 else { return nil }
        let own = Self.entryKey(type, run.run, place) + (place.originalRun.map { "/for-\($0)" } ?? "")
        let original = place.originalRun.map { Self.entryKey(type, $0, place) }
        let sign: Decimal = taker == nil ? 1 : -1
        return CostEntry(
            key: own + (taker.map { "/void-\($0)" } ?? ""),
            company: settings.company,
            project: place.project,
            costCode: place.costCode,
            costType: type,
            serviceDate: place.date,
            postingDate: postingDate(of: place.date),
            hours: sign * hours,
            amount: Money(sign * amount, run.currency),
            corrects: taker == nil ? original : own
        )
    }

    private static func entryKey(_ type: CostType, _ run: String, _ place: CostPlace) -> String {
        "\(type.rawValue)/\(run)/\(place.project)/\(place.costCode)/\(place.date.text)"
    }

    /// The day of the work, unless its month is closed: then today, or the first day after it that is in an open one (P-8).
    private func postingDate(of day: CalendarDate) -> CalendarDate {
        guard isClosed(day) else { return day }
        var open = max(settings.zone.date(of: now), day)
        while isClosed(open) { open = open.adding(days: 1) }
        return open
    }

    private func isClosed(_ day: CalendarDate) -> Bool { flow.closedMonths.contains(day.month) }

    private mutating func deliver(_ entry: CostEntry) {
        deliveries.append(
            FlowDelivery(
                key: entry.deliveryKey,
                object: CostEntry.name,
                payload: entry.json,
                controlTotals: entry.controlTotals.mapValues(\.plainText),
                orderingKey: entry.project,
                topics: [key, entry.project]
            )
        )
    }
}

/// Where cost is collected.
private struct CostPlace: Hashable, Comparable {
    let project: String
    let costCode: String
    let date: CalendarDate
    let originalRun: String?

    static func < (left: CostPlace, right: CostPlace) -> Bool {
        (left.project, left.date, left.costCode, left.originalRun ?? "")
            < (right.project, right.date, right.costCode, right.originalRun ?? "")
    }
}

extension CostSum {
    mutating func add(_ other: CostSum) {
        hours += other.hours
        labour += other.labour
        burden += other.burden
    }
}
