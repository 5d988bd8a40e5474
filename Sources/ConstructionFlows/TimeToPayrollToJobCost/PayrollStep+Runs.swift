import CanonicalModel
import FoundationEssentials
import JSON

extension PayrollStep {
    /// So many differences are listed in a case.
    private static let mostDifferences = 100

    /// Takes what a run paid: the days of this period; those of others are sent on to them.
    mutating func take(_ register: PayrollRegister, from system: String) {
        let groups = Dictionary(grouping: register.lines) { settings.calendar.periodEnd(of: $0.date) }
        var run = PaidRun(register, lines: groups[periodEnd] ?? [], from: system, sequence: state.runs.count)
        if register.periodEnd == periodEnd { forward(register, groups, of: &run) }
        if let known = state.runs[run.run] { return reportRepeatedRun(run, known) }
        resolve("voided_run_unknown", "\(key)/\(run.run)")
        if let voids = run.voids, state.runs[voids] == nil, register.periodEnd == periodEnd {
            reportUnknownVoid(of: voids, by: run.run)
        }
        if state.runs.values.contains(where: { $0.voids == run.run }) { run.stage = .voided }
        if let voids = run.voids { drop(voids) }
        state.runs[run.run] = run
        note("PayrollRunReceived", totals(of: run), topics: ["run/\(run.run)"])
    }

    private mutating func forward(
        _ register: PayrollRegister,
        _ groups: [CalendarDate: [PayrollRegister.Line]],
        of run: inout PaidRun
    ) {
        // A run that takes the place of another one reaches every period that the other one reached.
        let voided = register.voids.flatMap { state.runs[$0] }?.forwardedTo.compactMap { CalendarDate($0) } ?? []
        let isNew = state.runs[run.run] == nil
        for other in Set(groups.keys).union(voided).sorted() where other != periodEnd {
            run.forwardedTo.append(other.text)
            guard isNew else { continue }
            forwardVoiders(of: run.run, to: other)
            send(run, register.periodEnd, groups[other] ?? [], to: other)
        }
    }

    /// Tells a period of the runs that took the place of one before it was read, and of those that took theirs.
    private mutating func forwardVoiders(of number: String, to other: CalendarDate) {
        var seen: Set<String> = [number]
        var voided = number
        while let voider = state.runs.values.filter({ $0.voids == voided }).min(by: { $0.sequence < $1.sequence }),
            seen.insert(voider.run).inserted
        {
            if !voider.forwardedTo.contains(other.text) {
                state.runs[voider.run]?.forwardedTo.append(other.text)
                send(voider, periodEnd, [], to: other)
            }
            voided = voider.run
        }
    }

    private mutating func send(
        _ run: PaidRun,
        _ periodEnd: CalendarDate,
        _ lines: [PayrollRegister.Line],
        to other: CalendarDate
    ) {
        let part = PayrollRegister(
            run: run.run,
            periodEnd: periodEnd,
            currency: run.currency,
            voids: run.voids,
            lines: lines
        )
        var payload = part.json.objectValue ?? JSONObject()
        payload["system"] = .string(run.system)
        forwards.append(
            FlowForward(
                key: flow.key(other),
                id: "\(settings.company)/run/\(run.run)/\(other.text)",
                object: PayrollRegister.name,
                payload: .object(payload),
                topics: [flow.key(other), "run/\(run.run)"]
            )
        )
    }

    /// A run that voids one that was never read here: its register may come later, or belongs to another period.
    private mutating func reportUnknownVoid(of voided: String, by run: String) {
        raise(
            "voided_run_unknown",
            "\(key)/\(voided)",
            "payroll's run \(run) for \(key) voids the run \(voided), of which no register of this period was read; if it "
                + "comes, nothing of it is posted, and this case closes by itself. If it was of another period, its cost "
                + "stands there: have payroll correct it by a run of that period"
        )
    }

    /// Nothing of a run is posted any more that another one voids; what was posted is taken back with that one's cost.
    private mutating func drop(_ voided: String) {
        guard let run = state.runs[voided], run.stage != .posted else { return }
        state.runs[voided]?.stage = .voided
        withdrawQuestions([.difference, .cost], aboutRun: voided, "another run takes its place")
        resolve("payroll_run_differs", "\(key)/\(voided)")
        resolve("payroll_cost_refused", "\(key)/\(voided)")
    }

    private mutating func reportRepeatedRun(_ run: PaidRun, _ known: PaidRun) {
        let isSame = run.hours == known.hours && run.cells == known.cells && run.voids == known.voids
        guard !isSame else {
            return note("DuplicateSuppressed", ["run": .string(run.run)], topics: ["run/\(run.run)"])
        }
        raise(
            "payroll_run_changed",
            "\(key)/\(run.run)",
            "payroll gave the register of run \(run.run) a second time, and it says something else; the first one stays. A "
                + "correction comes as a run of its own that voids the first: ask payroll for it"
        )
    }

    private func totals(of run: PaidRun) -> JSON {
        let hours = run.hours.values.reduce(Decimal(0), +)
        return [
            "run": .string(run.run), "hours": .string(hours.plainText), "credit": .string(run.credit.plainText),
            "debit": .string(run.debit.plainText), "roundedRows": .integer(Int64(run.roundedRows)),
        ]
    }
}

// MARK: - Comparing with what payroll accepted (P-3)

extension PayrollStep {
    /// Lets go the runs whose hours are, together with all before them, what payroll accepted, by employee and day.
    mutating func releaseRuns() {
        var held = state.runs.values.filter { $0.stage == .held }.sorted { $0.sequence < $1.sequence }
        guard !held.isEmpty else { return }
        let accepted = state.acceptedHours
        while !held.isEmpty {
            let count = held.indices.map { $0 + 1 }.first { count in
                let candidates = held.prefix(count)
                // Nobody accepts the rows of another run than the one that was asked about.
                guard candidates.allSatisfy({ $0.oddRows.isEmpty || $0.allowance != nil }) else { return false }
                return candidates.last?.allowance != nil || differences(with: candidates, accepted).isEmpty
            }
            guard let count else { return reportDifferences(of: held[...], accepted) }
            for run in held.prefix(count) where !stage(run.run) { return }
            held.removeFirst(count)
        }
    }

    /// Paid less accepted hours, where they differ, if `candidates` count beside what was let go before.
    private func differences(
        with candidates: ArraySlice<PaidRun>,
        _ accepted: [EmployeeDay: Decimal]
    ) -> [EmployeeDay: Decimal] {
        let voided = Set(state.runs.values.compactMap(\.voids))
        let before = state.runs.values.filter {
            $0.stage != .held && $0.stage != .voided && !voided.contains($0.run)
        }
        let live = before + candidates.filter { !voided.contains($0.run) }
        var differences = accepted.mapValues { -$0 }
        for run in live {
            for (day, hours) in run.hours { differences[day, default: 0] += hours }
            for (day, hours) in run.allowance ?? [:] { differences[day, default: 0] -= hours }
        }
        return differences.filter { $0.value != 0 }
    }

    /// Asks a person once about each run that cannot be let go.
    private mutating func reportDifferences(of held: ArraySlice<PaidRun>, _ accepted: [EmployeeDay: Decimal]) {
        for index in held.indices {
            let run = held[index]
            guard !run.isReported else { continue }
            state.runs[run.run]?.isReported = true
            let differences = differences(with: held[...index], accepted)
            let rows = differences.sorted { $0.key < $1.key }
            let text =
                "payroll's run \(run.run) for \(key) differs: "
                + "\(differences.count) employee-days have other hours than payroll accepted, and \(run.oddRowCount) rows "
                + "another gross than hours × rate"
            let detail: JSON = [
                "days": .array(
                    rows.prefix(Self.mostDifferences).map { day, hours in
                        [
                            "employee": .string(day.employee), "date": .string(day.date.text),
                            "accepted": .string((accepted[day] ?? 0).plainText), "differs": .string(hours.plainText),
                        ]
                    }
                ),
                "rows": .array(run.oddRows.map { .integer(Int64($0)) }),
            ]
            let subject = "\(key)/\(run.run)"
            let role = settings.payrollRole
            let summary = text + "; approving posts what payroll paid"
            let question = ask(.difference, aboutRun: run.run, of: role, summary, detail)
            raise(
                "payroll_run_differs",
                subject,
                text + "; nothing is posted. Have payroll correct it by another run, or accept the difference with a "
                    + "reason: approve \(question)",
                detail: detail
            )
        }
    }

    /// A person accepted a run as it is, or leaves it to payroll to correct it.
    mutating func decideDifference(of number: String, _ isAccepted: Bool, by person: String, _ reason: String?) {
        guard var run = state.runs[number], run.stage == .held else { return }
        note(
            isAccepted ? "DifferenceAccepted" : "DifferenceRefused",
            ["run": .string(number), "by": .string(person), "reason": reason.map { .string($0) } ?? .null],
            topics: ["run/\(number)"]
        )
        guard isAccepted else { return }
        let before = state.runs.values.filter { $0.stage == .held && $0.sequence <= run.sequence }
            .sorted { $0.sequence < $1.sequence }
        let allowance = differences(with: before[...], state.acceptedHours)
        run.allowance = allowance
        state.runs[number] = run
        // What was accepted of a later run, which waits for this one, counted these hours already.
        for later in state.runs.values where later.stage == .held && later.sequence > run.sequence {
            state.runs[later.run]?.allowance?.merge(allowance.mapValues { -$0 }, uniquingKeysWith: +)
        }
        resolve("payroll_run_differs", "\(key)/\(number)")
    }
}
