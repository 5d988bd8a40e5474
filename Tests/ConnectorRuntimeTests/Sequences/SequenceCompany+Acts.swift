import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import Synchronization

extension SequenceCompany {
    /// Does the act with this number; each has a generator of its own.
    mutating func act(_ number: Int) async throws {
        random = SeededGenerator(seed: seed &* 1_000_003 &+ UInt64(number) &* 7919)
        // What happens often stands there more than once.
        let acts: [Act] = [
            .pass, .work, .work, .work, .newMeter, .arriveLate, .repeatSome, .hours, .hours, .hours, .people, .people,
            .people,
            .people, .people, .cases, .answerBatch, .answerBatch, .answerBatch, .pay, .pay, .pay, .close, .trouble,
        ]
        let act = pick(acts) ?? .pass
        story.append("\(now.text) \(act)")
        switch act {
        case .pass: try await pass(Int64(1 + below(40)) * 3600)
        case .work: for index in machines.indices where below(3) > 0 { work(index) }
        case .newMeter: replaceMeter(below(machines.count))
        case .arriveLate: arriveLate()
        case .repeatSome: repeatSomething()
        case .hours: for _ in 0...below(3) { writeHours() }
        case .people where below(2) == 0: try await approveAll(withDifferences: false)
        case .people: try await answerApprovals()
        case .cases: try await retryCases { $0.below(2) == 0 }
        case .answerBatch: answerBatches(refusing: true)
        case .pay: pay(mayVoid: true)
        case .close: try await close()
        case .trouble: trouble()
        }
        try await budgetAct(number)
        try await accrualAct(number)
        try await pass(below(3) == 0 ? Int64(60 + below(600)) : Int64(1 + below(36)) * 3600)
    }

    /// The ledger does not answer, or loses what it answered; or works again.
    private mutating func trouble() {
        let kind = below(3)
        ledger.state.withLock { state in
            state.losesAnswers = kind == 0
            state.locks = kind == 1 ? nil : locks
        }
        story[story.count - 1] += [": answers are lost", ": locks cannot be read", ": works"][kind]
    }

    private var locks: [LedgerLock] { closed.compactMap { LedgerLock.through(endOf: $0) } }

    func mend() {
        ledger.state.withLock { state in
            state.losesAnswers = false
            state.locks = locks
        }
        budgets.place.state.withLock { $0.losesAnswers = false }
    }

    mutating func arriveLate() {
        for (source, record) in late.shuffled(using: &random) { source.publish(record) }
        late = []
    }

    private mutating func repeatSomething() {
        let sources = [fleet, otherFleet, timeSystem, answers, registers]
        sources[below(sources.count)].repeatEverything(&random)
    }

    /// Finance declares a month closed and locks it in the ledger; somebody else may not.
    private mutating func close() async throws {
        let today = zone.date(of: now)
        let month = Self.firstDay.month
        guard today.month > month, closed.isEmpty else { return }
        let desk = PeriodDesk(settings: settings, store: store)
        let isRefused = (try? await desk.close(month, by: "joe", at: now)) == nil
        expect(isRefused, "P-8", "somebody without the role closed \(month)")
        guard try await !accrualsWait() else {
            let isClosed = (try? await desk.close(month, by: "fay", at: now)) != nil
            return expect(!isClosed, "L15", "\(month) was closed while its accruals waited")
        }
        _ = try await desk.close(month, by: "fay", at: now)
        closed.append(month)
        meet("a month is closed")
        story[story.count - 1] += " \(month)"
        mend()
        let before = ledgerLines.filter { $0.date.month == month }
        closedLines = Dictionary(before.map { ($0.key, $0) }) { first, _ in first }
    }
}

extension LedgerLock {
    /// What locks a month and all before it.
    fileprivate static func through(endOf month: String) -> LedgerLock? {
        guard let first = CalendarDate(firstOf: month) else { return nil }
        var day = first
        while day.month == month { day = day.adding(days: 1) }
        return LedgerLock(.fiscalyear, through: day.adding(days: -1))
    }
}
