import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConnectorTesting
import Synchronization

/// What a runtime that writes must keep to: documents arrive once, whole, as they were meant, or become a case.
///
/// What a sink does by itself, without a runtime, is the conformance kit's to try.
let writeRows: [ConformanceRow] = [
    ConformanceRow("W02", "a crash at any commit loses nothing and doubles nothing") { parts in
        var violations = Violations()
        for commits in 0..<12 {
            for isBefore in [true, false] {
                let bench = WriteBench(parts)
                try await bench.plan([WriteBench.delivery("a"), WriteBench.delivery("b")])
                let place = Death.Place(step: .commit, after: commits, isBefore: isBefore)
                let cut = CutStore(inner: parts.store(bench.memory), death: Death(place))
                do { try await bench.run(on: cut) } catch is StoreError {}
                try await bench.run(passes: 8)
                try await violations.requireOnce(["a", "b"], in: bench, "\(place)")
            }
        }
        return violations.texts
    },
    ConformanceRow("W03", "a timeout with its effect done is resolved by asking, not by sending again") { parts in
        var violations = Violations()
        for mishaps in [[.answerLost], [.requestLost], [.answerLost, .answerLost]] as [[ModelLedger.Mishap]] {
            let bench = WriteBench(parts)
            bench.ledger.state.withLock { $0.mishaps = mishaps }
            try await bench.plan([WriteBench.delivery("a"), WriteBench.delivery("b")])
            try await bench.run(passes: 15)
            try await violations.requireOnce(["a", "b"], in: bench, "\(mishaps)")
        }
        return violations.texts
    },
    ConformanceRow("W10", "what belongs to a closed period waits for a person; it is not forced, moved or dropped") {
        parts in
        let bench = WriteBench(parts)
        bench.ledger.state.withLock { $0.lockedThrough = CalendarDate("2026-01-31") }
        try await bench.plan([WriteBench.delivery("a", day: "2026-01-05")])
        try await bench.run(passes: 3)
        var violations = Violations()
        let cases = try await bench.openCases()
        violations.require(bench.ledger.count == 0, "the document was written all the same")
        violations.require(try await bench.delivery("a") == .rejected, "the delivery does not wait for a decision")
        violations.require(cases.contains { $0.proposal.summary.contains("2026-01-05") }, "no case names the day")
        return violations.texts
    },
    ConformanceRow("W14", "what is read back is what was written, or it is a case") { parts in
        let bench = WriteBench(parts)
        bench.ledger.state.withLock { $0.nameLimit = 8 }
        try await bench.plan([WriteBench.delivery("a", name: "North Rim Interchange")])
        try await bench.run(passes: 2)
        let cases = try await bench.openCases().map(\.proposal.kind)
        let state = try await bench.delivery("a")
        return cases == ["readback_mismatch"] && state == .rejected ? [] : ["\(cases), \(String(describing: state))"]
    },
]

extension Violations {
    /// Each key is exactly one document, and its delivery is called delivered.
    mutating func requireOnce(_ keys: [String], in bench: WriteBench, _ place: String) async throws {
        for key in keys {
            let count = bench.ledger.documents(named: key).count
            require(count == 1, "\(place): \(count) documents of \(key)")
            let state = try await bench.delivery(key)
            require(state == .delivered, "\(place): \(key) is \(state.map(\.rawValue) ?? "gone")")
        }
    }
}
