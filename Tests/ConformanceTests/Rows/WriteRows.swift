import CanonicalModel
import ConnectorKit
import ConnectorStore
import FoundationEssentials
import JSON
import Synchronization

/// What a connector that writes must keep to: documents arrive once, whole, as they were meant, or become a case.
let writeRows: [ConformanceRow] = [
    ConformanceRow("W01", "the same batch twice leaves the same target") { parts in
        let bench = WriteBench(parts)
        let batch = ["a", "b", "c"].map { WriteBench.delivery($0) }
        let sink = bench.sink
        _ = try await sink.apply(batch)
        let first = bench.ledger.state.withLock { $0.documents }
        _ = try await sink.apply(batch)
        let second = bench.ledger.state.withLock { $0.documents }
        return first == second ? [] : ["\(first.count) documents became \(second.count), or changed"]
    },
    ConformanceRow("W02", "a crash at any commit loses nothing and doubles nothing") { parts in
        var violations = Violations()
        for commits in 0..<12 {
            for isBefore in [true, false] {
                let bench = WriteBench(parts)
                try await bench.plan([WriteBench.delivery("a"), WriteBench.delivery("b")])
                let cut = CutStore(parts.store(bench.memory), after: commits, before: isBefore)
                do { try await bench.run(on: cut) } catch is StoreError {}
                try await bench.run(passes: 8)
                let place = "dead \(isBefore ? "before" : "after") commit \(commits + 1)"
                try await violations.requireOnce(["a", "b"], in: bench, place)
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
    ConformanceRow("W04", "two writers of one external id leave one document") { parts in
        let bench = WriteBench(parts)
        let (one, other) = (bench.sink, bench.sink)
        let delivery = WriteBench.delivery("a")
        bench.ledger.state.withLock { $0.betweenCalls = { _ = try? await other.apply([delivery]) } }
        let outcome = try await one.apply([delivery])
        var violations = Violations()
        violations.require(bench.ledger.count == 1, "\(bench.ledger.count) documents stand for one delivery")
        if case .applied = outcome.first {} else { violations.require(false, "the slower writer got \(outcome)") }
        return violations.texts
    },
    ConformanceRow("W05", "one bad record in a batch comes back with its reason, the others land") { parts in
        let bench = WriteBench(parts)
        let bad = WriteBench.delivery("bad", amounts: [0])
        var violations = Violations()
        var outcomes: [DeliveryOutcome] = []
        do throws(ConnectorError) {
            outcomes = try await bench.sink.apply([WriteBench.delivery("a"), bad, WriteBench.delivery("b")])
        } catch {
            violations.require(false, "the whole batch failed: \(error)")
        }
        violations.require(outcomes.count == 3, "\(outcomes.count) outcomes for 3 deliveries")
        violations.require(bench.ledger.count == 2, "\(bench.ledger.count) documents instead of 2")
        if case .rejected(let reason) = outcomes.dropFirst().first, reason.contains("0") {
        } else {
            violations.require(false, "the bad one came back as \(outcomes.dropFirst().first.debugDescription)")
        }
        return violations.texts
    },
    ConformanceRow("W06", "a document with a bad line leaves no head behind") { parts in
        let bench = WriteBench(parts)
        _ = try? await bench.sink.apply([WriteBench.delivery("a", amounts: [10, 0])])
        return bench.ledger.count == 0 ? [] : ["\(bench.ledger.count) documents are left of a refused one"]
    },
    ConformanceRow("W07", "a change of a stale version is a conflict, not an overwrite") { parts in
        let bench = WriteBench(parts)
        let sink = bench.sink
        _ = try await sink.apply([WriteBench.delivery("a", amounts: [10])])
        _ = try await sink.apply([WriteBench.delivery("a", amounts: [20], ["knownVersion": 1])])
        let stale = try await sink.apply([WriteBench.delivery("a", amounts: [30], ["knownVersion": 1])])
        var violations = Violations()
        violations.require(bench.ledger.documents(named: "a").first?.total == 20, "the newer amount was overwritten")
        if case .applied = stale.first { violations.require(false, "the stale change was reported as applied") }
        return violations.texts
    },
    ConformanceRow("W08", "an archived document is archived, or refused, as declared") { parts in
        let bench = WriteBench(parts)
        _ = try await bench.sink.apply([WriteBench.delivery("a")])
        let outcome = try await bench.sink.apply([WriteBench.delivery("a", ["archived": true])])
        let isArchived = bench.ledger.documents(named: "a").first?.isArchived ?? false
        if case .rejected = outcome.first { return [] }
        return isArchived ? [] : ["reported \(outcome), and the document is not archived"]
    },
    ConformanceRow("W09", "a document that belongs to accounting is not touched any more") { parts in
        let bench = WriteBench(parts)
        let sink = bench.sink
        _ = try await sink.apply([WriteBench.delivery("a", amounts: [10])])
        bench.ledger.state.withLock { $0.documents[1]?.isPosted = true }
        let outcome = try await sink.apply([WriteBench.delivery("a", amounts: [99])])
        var violations = Violations()
        violations.require(bench.ledger.document(1)?.total == 10, "the posted document was changed")
        if case .rejected(let reason) = outcome.first, reason.contains("accounting") {
        } else {
            violations.require(false, "the owner is not named: \(outcome)")
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
    ConformanceRow("W11", "the same delivery twice in a batch is one document, as the last one says") { parts in
        let bench = WriteBench(parts)
        let twice = [WriteBench.delivery("a", amounts: [10]), WriteBench.delivery("a", amounts: [20])]
        _ = try await bench.sink.apply(twice)
        let documents = bench.ledger.documents(named: "a")
        return documents.map(\.total) == [20] ? [] : ["the ledger holds \(documents.map(\.total))"]
    },
    ConformanceRow("W12", "odd names arrive as they are") { parts in
        let bench = WriteBench(parts)
        let names = oddNames
        let batch = names.enumerated().map { WriteBench.delivery("k\($0.offset)", name: $0.element) }
        for delivery in batch { _ = try await bench.sink.apply([delivery]) }
        let held = bench.ledger.state.withLock { state in
            state.documents.sorted { $0.key < $1.key }.map { Array($0.value.name.utf8) }
        }
        return held == names.map { Array($0.utf8) } ? [] : ["names changed on their way, or were refused"]
    },
    ConformanceRow("W13", "a delivery without key or without a required field is refused at the door") { parts in
        let bench = WriteBench(parts)
        let noKey = WriteBench.delivery("", name: "nameless")
        let noLines = Delivery(key: "a", object: "Document", payload: ["name": "a", "day": "2026-01-05"])
        let noDay = Delivery(key: "b", object: "Document", payload: ["name": "b", "lines": []])
        let outcomes = try await bench.sink.apply([noKey, noLines, noDay])
        var violations = Violations()
        violations.require(bench.ledger.count == 0, "\(bench.ledger.count) documents were written")
        for outcome in outcomes {
            if case .rejected = outcome {} else { violations.require(false, "accepted: \(outcome)") }
        }
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

private let oddNames = [
    "Ünïcode – Straße № 5", "山田建設", "🏗️ tower", "quote \" and ' and \\", "tab\tinside", "e\u{301}", "\u{e9}",
    "<b>&amp;</b>",
    "=SUM(A1)", String(repeating: "very long ", count: 200), "null", "0012", " leading and trailing ",
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
