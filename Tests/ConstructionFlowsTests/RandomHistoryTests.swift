import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// Readings in any order and with any delay, days that are settled meanwhile: the hours come out all the same.
struct RandomHistoryTests {
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

        try expectConservation(yard, reports, silences: ["silent_machine"])
    }

    /// Days without an assignment are held; people give some of them up and try the others again.
    @Test(arguments: 0..<100)
    func hoursThatAreGivenUpAreConservedToo(seed: Int) throws {
        var random = Generator(state: UInt64(seed) &+ 7_777)
        let reports = try Self.history(&random)
        var yard = try Yard()
        let assignments = yard.settings.assignments
        yard.settings.assignments = []
        var open: [FlowCase] = []
        var seen = 0
        for report in reports.sorted(by: { ($0.arrival, $0.time) < ($1.arrival, $1.time) }) {
            while let wake = yard.wakeAt, wake <= report.arrival { try yard.wake(at: wake.text) }
            try yard.read([(report.time.text, (Decimal(report.counter) / 3600).plainText)], at: report.arrival.text)
            open += yard.cases[seen...].filter { $0.kind == "unpriced_usage" }
            seen = yard.cases.count
            guard !open.isEmpty, Int.random(in: 0..<3, using: &random) == 0 else { continue }
            let item = open.remove(at: Int.random(in: 0..<open.count, using: &random))
            if Bool.random(using: &random) { try yard.reject(item, at: report.arrival.text) } else { open.append(item) }
        }
        let end = try #require(reports.last).time.adding(seconds: 86_400).text
        try yard.wake(at: end)
        open += yard.cases[seen...].filter { $0.kind == "unpriced_usage" }
        yard.settings.assignments = assignments
        for item in open {
            if Bool.random(using: &random) {
                try yard.retry(item, at: end)
            } else {
                try yard.reject(item, at: end)
            }
        }

        try expectConservation(yard, reports, silences: ["silent_machine", "unpriced_usage"])
    }

    private func expectConservation(_ yard: Yard, _ reports: [Report], silences: Set<String>) throws {
        let last = try #require(reports.last)
        let meter = Decimal(last.counter - reports[0].counter) / 3600
        #expect(yard.totalHours + yard.givenUpHours == meter, "\(yard.staged)")
        let kinds = Set(yard.cases.map(\.kind)).subtracting(silences)
        #expect(kinds.isEmpty, "\(kinds)")
        #expect(Set(yard.approvals.map(\.id)).count == yard.approvals.count)
    }
}
