import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import Testing

/// Whatever is worked, approved, refused, given back, taken back and moved: what companies charge each other is always what
/// they recover, and nothing stands in another's books.
struct ChargeConservationTests {
    private static let days = ["2026-01-29", "2026-01-30", "2026-01-31", "2026-02-01", "2026-02-02"]

    /// What happened in some sequences, so that a test can say that it was not nothing.
    private struct Tally {
        var intercompany = 0
        var reversals = 0
        var refused = 0
        var allocated = 0
    }

    /// One sequence; what was delivered is judged after each day and at the end.
    private static func play(_ seed: UInt64, _ tally: inout Tally) throws {
        var random = Generator(state: seed)
        let role = Int.random(in: 0..<3, using: &random) == 0 ? nil : "finance"
        let rate = try #require(["75.00", "33.3350", "0.0050"].randomElement(using: &random))
        var yard = try ChargeYard(financeRole: role, rate: rate)
        yard.checksWords = seed < 20
        if Bool.random(using: &random) { yard.settings.charging.homes["CR-301"] = nil }
        for machine in ChargeYard.owners.keys.sorted() { try move(machine, in: &yard, &random) }
        for day in days {
            for machine in ChargeYard.owners.keys.sorted() {
                try yard.work(machine, day == days.last ? 0 : Int64.random(in: 0...790, using: &random), on: day)
            }
            for minute in 40..<(40 + Int.random(in: 2...8, using: &random)) {
                try act(at: "\(day)T23:\(minute):00Z", on: &yard, &random)
            }
            guard yard.faults.isEmpty else { break }
        }
        try yard.pass(until: "2026-02-04T08:00:00Z")
        for second in 10..<30 { try act(at: "2026-02-04T08:00:\(second)Z", on: &yard, &random) }
        #expect(yard.faults == [], "seed \(seed)")
        let entries = yard.entries
        tally.intercompany += entries.count { $0.counterparty != nil && $0.counterparty != $0.company }
        tally.reversals += entries.count { $0.corrects != nil }
        tally.refused += yard.findings.count { $0.event == "IntercompanyGivenUp" }
        tally.allocated += yard.findings.count { $0.event == "IntercompanyAllocated" }
    }

    private static func move(_ machine: String, in yard: inout ChargeYard, _ random: inout Generator) throws {
        let projects = ["26-014", "26-201", "26-301"]
        guard let project = projects.randomElement(using: &random) else { return }
        try yard.assign(machine, to: project)
    }

    /// Something that a person does, if there is anything to do.
    private static func act(at now: String, on yard: inout ChargeYard, _ random: inout Generator) throws {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<5:
            guard let asked = yard.pending.randomElement(using: &random)?.approval else { return }
            let answer = Int.random(in: 0..<6, using: &random)
            try yard.answer(asked.id, approved: answer < 4, returned: answer == 5, at: now)
        case 5, 6:
            guard let index = yard.cases.indices.randomElement(using: &random) else { return }
            try yard.decide(caseAt: index, retry: Bool.random(using: &random), at: now)
        case 7:
            // Nothing keeps a person from asking twice, but what is asked about or decided is not asked anew.
            let known = Set(yard.entries.compactMap(\.corrects)).union(yard.asked)
            let charges = yard.entries.filter { !$0.isRecovery && $0.corrects == nil && !known.contains($0.key) }
            guard let charge = charges.randomElement(using: &random) else { return }
            yard.asked.insert(charge.key)
            try yard.reverse(charge, at: now)
        case 8:
            guard let machine = ChargeYard.owners.keys.sorted().randomElement(using: &random) else { return }
            try move(machine, in: &yard, &random)
        default: try yard.pass(until: now)
        }
    }

    /// 1,200 sequences.
    @Test(arguments: 0..<12)
    func companiesEliminateToZeroAndNeverMix(part: UInt64) throws {
        var tally = Tally()
        for seed in (part * 100)..<(part * 100 + 100) { try Self.play(seed, &tally) }
        #expect(tally.intercompany > 100 && tally.reversals > 20, "\(tally)")
        #expect(tally.refused > 0 && tally.allocated > 10, "\(tally)")
    }
}
