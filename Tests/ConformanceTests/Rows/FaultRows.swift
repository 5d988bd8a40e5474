import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Synchronization

/// What must hold while systems limit, fail, forget credentials, and have the wrong time.
let faultRows: [ConformanceRow] = [
    ConformanceRow("F01", "a limited call waits as long as it is told, and says so") { parts in
        var violations = Violations()
        for asked in [nil, 7, 120, 3600] as [Int?] {
            let bench = ServiceBench(parts, rows: 7)
            bench.service.state.withLock { $0.mishaps = [.limited(retryAfter: asked)] }
            let place = asked.map { "asked for \($0) s" } ?? "asked for a pause of no length"
            try await bench.poll()
            violations.require(bench.hasToldOfTrouble(), "\(place): nothing was said")
            let pause = try await bench.memory.pause(of: "service")
            violations.require(pause != nil, "\(place): nothing is known of a pause")
            try await bench.poll(for: .seconds(7200))
            let calls = bench.calls
            let gap = calls.count > 1 ? calls[1].seconds - calls[0].seconds : 0
            violations.require(gap >= Int64(asked ?? 20), "\(place): called again after \(gap) s")
            violations.require(try await bench.lost() == 0, "\(place): rows were lost")
        }
        return violations.texts
    },
    ConformanceRow("F02", "an outage of any kind is told, is not hammered on, and loses nothing") { parts in
        var violations = Violations()
        for mishap in [.status(500), .status(503), .lost, .drips, .cutOff, .page] as [ModelService.Mishap] {
            let bench = ServiceBench(parts, rows: 7)
            bench.service.state.withLock { $0.lastingMishap = mishap }
            try await bench.poll(for: .seconds(3600))
            violations.require(bench.hasToldOfTrouble(), "\(mishap): nothing was said")
            violations.require(bench.calls.count <= 20, "\(mishap): \(bench.calls.count) calls in an hour")
            let isCase = try await bench.openCase("system_unreachable") != nil
            violations.require(isCase, "\(mishap): nobody is asked")
            bench.service.state.withLock { $0.lastingMishap = nil }
            try await bench.poll(for: .seconds(3600))
            violations.require(try await bench.lost() == 0, "\(mishap): rows were lost")
            let isClosed = try await bench.openCase("system_unreachable") == nil
            violations.require(isClosed, "\(mishap): the case outlives the outage")
        }
        return violations.texts
    },
    ConformanceRow("F03", "a token refused in mid-run is renewed once, a refused new one stops the run") { parts in
        let bench = ServiceBench(parts, rows: 30)
        bench.service.state.withLock { $0.tokenLife = 4 }
        var violations = Violations()
        try await bench.poll()
        violations.require(try await bench.lost() == 0, "a token that ends keeps rows from being read")
        violations.require(bench.logins == 3, "\(bench.logins) logins for ten calls with tokens for four")

        bench.service.state.withLock { state in
            state.tokenLife = 0
            state.token.callsLeft = 0
        }
        let (logins, calls) = (bench.logins, bench.calls.count)
        try await bench.poll(for: .seconds(3600))
        violations.require(bench.logins - logins <= 1, "\(bench.logins - logins) logins with tokens that are refused")
        violations.require(bench.calls.count - calls <= 2, "\(bench.calls.count - calls) calls that are refused")
        violations.require(try await bench.openCase("system_parked") != nil, "nobody is asked")
        return violations.texts
    },
    ConformanceRow("F04", "a key that ends is a case before its end, and a dead one stops the calls") { parts in
        var violations = Violations()
        let bench = ServiceBench(parts, rows: 7, keyEndsIn: 60)
        for day in 0..<70 {
            try await bench.poll(every: .seconds(86_400))
            let notice = try await bench.openCase("credential_expiring")
            if day < 45 { violations.require(notice == nil, "day \(day): a key of \(60 - day) days is called ending") }
            if (47..<60).contains(day) {
                let isNamed = notice?.proposal.subject == "service" && notice?.proposal.summary.isEmpty == false
                violations.require(isNamed, "day \(day): nobody is told that the key ends")
            }
        }
        violations.require(try await bench.openCase("system_parked") != nil, "a key that has ended is no case")
        let revoked = ServiceBench(parts, rows: 7)
        try await revoked.poll()
        revoked.service.state.withLock { $0.keyEnds = revoked.service.clock.now }
        let calls = revoked.calls.count
        try await revoked.poll(for: .seconds(7200))
        violations.require(try await revoked.openCase("system_parked") != nil, "a revoked key is no case")
        violations.require(revoked.calls.count - calls <= 2, "\(revoked.calls.count - calls) calls with a dead key")
        return violations.texts
    },
    ConformanceRow("F05", "neither a wrong clock nor a night with another hour moves a position") { parts in
        var violations: [String] = []
        for bench in ReadBench.all(parts, rows: 0) {
            violations += try await readingBehindASlowSystem(bench)
            violations += try await readingWithAClockSetBack(bench, on: parts.store(bench.memory))
            for night in ["2026-03-08T09:00:00Z", "2026-11-01T08:00:00Z"] {
                violations += try await reading(through: night, bench)
            }
        }
        return violations
    },
]

/// The system's clock is two hours behind the runtime's.
private func readingBehindASlowSystem(_ bench: ReadBench) async throws -> [String] {
    for step in 0..<6 {
        bench.yard.put("slow\(step)", at: bench.clock.now.adding(seconds: -7200))
        try await bench.poll()
        bench.clock.advance(by: .seconds(600))
    }
    return try await bench.lost(of: bench.yard.ids).map { "lost behind a slow system: \($0)" }
}

/// The runtime's clock is set back by a day.
private func readingWithAClockSetBack(_ bench: ReadBench, on store: any RuntimeStore) async throws -> [String] {
    let stream = StreamID(system: "yard", stream: SoundSource.stream.name)
    for step in 0..<2 {
        bench.yard.put("set\(step)", at: bench.clock.now.adding(seconds: -10))
        try await bench.poll(2, on: store)
    }
    let position = try await bench.memory.cursor(of: stream)
    let slow = ManualClock(bench.clock.now.adding(seconds: -86_400))
    bench.yard.put("early", at: bench.clock.now.adding(seconds: -10))
    for _ in 0..<2 { try await bench.engine(on: store, clock: slow).runOnce() }
    var violations: [String] = []
    let after = try await bench.memory.cursor(of: stream)
    if after != position { violations.append("a clock set back moves the position") }
    try await bench.poll(2, on: store)
    return try await violations + bench.lost(of: bench.yard.ids).map { "lost under a clock set back: \($0)" }
}

/// Around a night in which clocks in Denver are changed.
private func reading(through night: String, _ bench: ReadBench) async throws -> [String] {
    guard let change = Instant(night) else { return ["\(night) is no time"] }
    bench.clock.advance(to: change.adding(seconds: -7200))
    for step in 0..<24 {
        bench.yard.put("\(night)/\(step)", at: bench.clock.now.adding(seconds: -1))
        try await bench.poll()
        bench.clock.advance(by: .seconds(540))
    }
    return try await bench.lost(of: bench.yard.ids).map { "lost in the night of \(night): \($0)" }
}
