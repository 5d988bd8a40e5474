import CanonicalModel
import ConnectorStore
import ConnectorTesting
import FoundationEssentials

/// One history from its seed: a number of acts, with a time now and then at which everything settles down.
struct SequenceHistory: Sendable {
    /// What came of it.
    struct Report: Sendable {
        let seed: UInt64
        let acts: Int
        let violations: [String]
        let story: [String]
        let met: [String: Int]

        /// How to see it again, what was found, and what happened.
        var text: String {
            "PURLIN_SEQUENCE=\(seed) swift test --filter SequenceTests # after \(acts) acts: "
                + violations.prefix(3).joined(separator: " | ") + "\n" + story.joined(separator: "\n")
        }
    }

    /// What must come about in some history, or the test has lost its sense.
    static let situations = [
        "a meter is replaced", "a month is closed", "a request is held or released", "a request is rejected",
        "a request is returned", "payroll refuses lines", "a run is voided", unapprovedWhileTakenBack,
        "all records are decided again", "a first budget is approved", "a change of a budget is rejected",
        "a change of a budget is returned",
        "an earlier revision comes late", "an estimate states another total", "a change order changes its mind",
        "accruals are posted", "an accrued cost comes later",
    ]
    static let unapprovedWhileTakenBack = "an entry is unapproved on its old day while its reversal waits for approval"

    let seed: UInt64
    /// After how many acts it ends; `nil` for as many as the seed wants.
    var length: Int?
    /// Whether all that waits is approved after the last act, and nothing else happens.
    var isApprovedAtOnce = false
    /// What is wrong with the company on purpose.
    var fault: SequenceFault?

    var wholeLength: Int { 6 + Int(seed % 8) }

    /// Lives through the history on the calling thread.
    func run() -> Report {
        let clock = ManualClock(SequenceCompany.start)
        let executor = SeededExecutor(seed: seed, clock: clock)
        let acts = min(length ?? wholeLength, wholeLength)
        do throws(SimulationError) {
            return try executor.run { await live(on: clock, acts: acts) }
        } catch {
            return Report(seed: seed, acts: acts, violations: ["\(error)"], story: [], met: [:])
        }
    }

    private func live(on clock: ManualClock, acts: Int) async -> Report {
        guard var company = try? SequenceCompany(seed: seed, clock: clock, fault: fault) else {
            return Report(seed: seed, acts: acts, violations: ["there is no company"], story: [], met: [:])
        }
        do {
            for index in company.machines.indices { company.work(index) }
            if seed % 20 == 0 { try await company.bringBackUnapproved() }
            if seed % 4 == 2 { try await company.beginWithPayroll(isPaid: seed % 8 == 2) }
            for number in 0..<acts {
                try await company.act(number)
                // What is wrong already does not get better.
                guard company.violations.isEmpty else { break }
                guard !isApprovedAtOnce, seed % 5 == 0, number == acts / 2 else { continue }
                try await company.settle()
                try await company.check()
            }
            if company.violations.isEmpty, isApprovedAtOnce {
                try await company.checkAccruals()
                return company.report(after: acts)
            }
            if company.violations.isEmpty {
                try await company.settle()
                try await company.check()
            }
            if company.violations.isEmpty {
                company.approveHours()
                try await company.settle()
                try await company.check()
                try await company.replay()
            }
        } catch {
            company.violations.append("\(error)")
        }
        return company.report(after: acts)
    }

    /// The same history with as few acts as show a fault.
    static func shortest(of failure: Report) -> Report {
        for length in 0..<failure.acts {
            let report = SequenceHistory(seed: failure.seed, length: length).run()
            if !report.violations.isEmpty { return report }
        }
        return failure
    }
}

extension SequenceCompany {
    fileprivate func report(after acts: Int) -> SequenceHistory.Report {
        SequenceHistory.Report(seed: seed, acts: acts, violations: violations, story: story, met: met)
    }

    /// Hours of a pay period that went to payroll already, and were paid or not, before anything else happens.
    mutating func beginWithPayroll(isPaid: Bool) async throws {
        for _ in 0..<8 { writeHours() }
        approveHours()
        try await pass(78 * 3600)
        try await approveAll(withDifferences: false)
        try await run()
        guard isPaid else { return }
        answerBatches(refusing: true)
        try await pass(600)
        pay(mayVoid: false)
    }

    /// Hours that payroll has, moved to another pay period and paid there; then their old day once more, unapproved, while the
    /// batch that takes them back waits for people.
    mutating func bringBackUnapproved() async throws {
        var entry = SequenceEntry(employee: "000410")
        let place = SequencePlace(
            employee: entry.employee,
            date: Self.firstDay,
            project: "26-014",
            costCode: "03-300",
            payCode: "REG"
        )
        let claim = SequenceEntry.Claim(place: place, hours: 8)
        write(claim, .approved, to: &entry, "e0")
        try await pass(8 * 86_400)
        try await sendAndPay()
        let later = SequencePlace(
            employee: entry.employee,
            date: Self.firstDay.adding(days: 7),
            project: "26-014",
            costCode: "03-300",
            payCode: "REG"
        )
        write(SequenceEntry.Claim(place: later, hours: 8), .approved, to: &entry, "e0")
        try await pass(7 * 86_400)
        try await sendAndPay()
        try await pass(86_400)
        let asked = try await store.approvals(onlyPending: true).contains { request in
            Self.decimal(request.request.payload, "hours") == -8
        }
        expect(asked, "P-5", "nobody is asked to take the hours back that moved")
        write(claim, .submitted, to: &entry, "e0")
        try await pass(3600)
        if asked { meet(SequenceHistory.unapprovedWhileTakenBack) }
    }

    private mutating func sendAndPay() async throws {
        try await approveAll(withDifferences: false)
        try await run()
        answerBatches(refusing: false)
        try await pass(600)
        pay(mayVoid: false)
        try await pass(60)
        try await approveAll(withDifferences: false)
        try await pass(60)
    }
}
