import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Synchronization

/// What the way from source to target must keep to: at least once in, exactly once out, in order, and no checkpoint
/// ahead of what is durable.
let deliveryRows: [ConformanceRow] = [
    ConformanceRow("D01", "a runtime that has ended leaves nothing running") { parts in
        var violations: [String] = []
        for bench in ReadBench.all(parts) {
            let work = Task { try await bench.engine(on: parts.store(bench.memory)).run() }
            try await bench.clock.untilSleeping(1)
            work.cancel()
            _ = await work.result
            let sleepers = bench.clock.sleeperCount
            if sleepers > 0 { violations.append("\(sleepers) tasks still sleep after the end") }
        }
        return violations
    },
    ConformanceRow("D02", "whatever fails at random, everything arrives, once") { parts in
        var violations = Violations()
        for seed in 1...6 as ClosedRange<UInt64> {
            let bench = WriteBench(parts)
            var chance = SeededGenerator(seed: seed)
            bench.ledger.state.withLock { state in
                state.mishaps = (0..<40).map { _ in
                    [.requestLost, .answerLost, .busy(seconds: nil), .busy(seconds: 5)].randomElement(using: &chance)
                        ?? .requestLost
                }
            }
            let keys = (0..<12).map { "d\($0)" }
            try await bench.plan(keys.map { WriteBench.delivery($0) })
            try await bench.run(passes: 1000)
            try await violations.requireOnce(keys, in: bench, "seed \(seed)")
        }
        return violations.texts
    },
    ConformanceRow("D03", "what was lost with a connection is delivered after the reconnect") { parts in
        let bench = WriteBench(parts)
        let keys = (0..<8).map { "d\($0)" }
        try await bench.plan(keys.map { WriteBench.delivery($0) })
        bench.ledger.will(.answerLost, .requestLost, .requestLost, .requestLost)
        try await bench.run(passes: 30)
        var violations = Violations()
        try await violations.requireOnce(keys, in: bench, "after the reconnect")
        return violations.texts
    },
    ConformanceRow("D04", "no checkpoint is ahead of a record that is not durable") { parts in
        var violations: [String] = []
        for commits in 0..<20 {
            for bench in ReadBench.all(parts, rows: 20) {
                let death = Death(Death.Place(step: .commit, after: commits, isBefore: true))
                let cut = CutStore(inner: bench.memory, death: death)
                do { try await bench.poll(on: parts.store(cut)) } catch is StoreError {}
                let stream = StreamID(system: "yard", stream: SoundSource.stream.name)
                let cursor = try await bench.memory.cursor(of: stream)
                let behind = try await bench.pages(after: cursor).flatMap(\.records).map { ReadBench.row($0.id) }
                let lost = bench.yard.ids.subtracting(try await bench.received()).subtracting(behind)
                violations += lost.sorted().map { "dead at commit \(commits + 1): the cursor is ahead of \($0)" }
            }
        }
        return violations
    },
    ConformanceRow("D06", "deliveries of one key arrive in their order, whatever fails") { parts in
        let bench = WriteBench(parts)
        let lanes = ["EX-1", "EX-2", "EX-3"]
        for lane in lanes {
            try await bench.plan((0..<6).map { WriteBench.delivery("\(lane)/\($0)") }, lane: lane)
        }
        bench.ledger.will(.answerLost, .requestLost, .busy(seconds: 40), .answerLost, .requestLost)
        try await bench.run(passes: 60)
        let history = bench.ledger.state.withLock { $0.history }
        return lanes.flatMap { lane -> [String] in
            let seen = history.filter { $0.hasPrefix(lane) }
            let planned = (0..<6).map { "\(lane)/\($0)" }
            return seen == planned ? [] : ["\(lane) arrived as \(seen)"]
        }
    },
    ConformanceRow("D08", "a position is acknowledged once, and positions only move on") { parts in
        var violations: [String] = []
        for bench in ReadBench.all(parts, rows: 9) {
            try await bench.poll(2, on: parts.store(bench.memory))
            bench.yard.put("late", at: ReadBench.time(30))
            try await bench.poll(1, on: parts.store(bench.memory))
            let entries = try await bench.memory.journal(after: 0, limit: 10_000)
            let positions = entries.filter { $0.kind == "cursor.advanced" }.map(\.body)
            if Set(positions).count != positions.count {
                violations.append("a position was acknowledged again: \(positions)")
            }
        }
        return violations
    },
]
