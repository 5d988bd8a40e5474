import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// Readings in any order and with any delay, days that are settled meanwhile: the hours come out all the same.
struct RandomHistoryTests {
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private struct Report {
        let time: Instant
        let counter: Int64
        let arrival: Instant
    }

    /// Six days of work in random blocks; each report arrives within two days, or never.
    private static func history(_ random: inout Generator) throws -> [Report] {
        var time = try #require(Instant("2026-01-05T07:00:00Z"))
        var counter: Int64 = 36_000 * 36
        var reports = [Report(time: time, counter: counter, arrival: time)]
        for _ in 0..<Int.random(in: 20...60, using: &random) {
            let pause = Int64.random(in: 600...12_000, using: &random)
            time = time.adding(seconds: pause)
            counter += Int64.random(in: 0...(pause / 36), using: &random) * 36
            guard Int.random(in: 0..<10, using: &random) > 0 else { continue }
            let delay = Bool.random(using: &random) ? 0 : Int64.random(in: 0...172_800, using: &random)
            reports.append(Report(time: time, counter: counter, arrival: time.adding(seconds: delay)))
        }
        let end = time.adding(seconds: 4 * 86_400)
        let afterwards = end.adding(seconds: 2 * 86_400)
        return reports + [end, afterwards].map { Report(time: $0, counter: counter, arrival: $0) }
    }

    @Test(arguments: 0..<150)
    func hoursAreConserved(seed: Int) throws {
        var random = Generator(state: UInt64(seed))
        let reports = try Self.history(&random)
        var yard = try Yard()
        for report in reports.sorted(by: { ($0.arrival, $0.time) < ($1.arrival, $1.time) }) {
            while let wake = yard.wakeAt, wake <= report.arrival { try yard.wake(at: wake.text) }
            try yard.read([(report.time.text, (Decimal(report.counter) / 3600).plainText)], at: report.arrival.text)
        }
        let last = try #require(reports.last)
        try yard.wake(at: last.time.adding(seconds: 86_400).text)

        let meter = Decimal(last.counter - reports[0].counter) / 3600
        #expect(yard.totalHours == meter, "\(yard.staged)")
        let kinds = Set(yard.cases.map(\.kind)).subtracting(["silent_machine"])
        #expect(kinds.isEmpty, "\(kinds)")
        #expect(Set(yard.approvals.map(\.id)).count == yard.approvals.count)
    }
}
