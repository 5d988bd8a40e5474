import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import JSON
import Synchronization
import Testing

/// The promises of a write, checked in the target's own ledger; each of them is broken by a defect that the check finds.
struct BrokenTargetTests {
    @Test func aTargetThatIsWrittenWellHasNoFindings() async throws {
        #expect(try await findings(VersionedTarget(nil)) == [])
    }

    @Test(arguments: VersionedTarget.Defect.allCases)
    func eachDefectIsFound(_ defect: VersionedTarget.Defect) async throws {
        let findings = try await findings(VersionedTarget(defect))
        #expect(!findings.isEmpty)
    }

    /// What is wrong after a story with a lost answer, a refused delivery, an old version and a value that is too large.
    private func findings(_ target: VersionedTarget) async throws -> [String] {
        let store = InMemoryStore()
        let clock = ManualClock(Instant(seconds: 1_767_600_000))
        let settings = RuntimeSettings(
            systems: [ConfiguredSystem(name: "model", connector: target, pollInterval: .seconds(60))],
            flows: [FlowBinding(flow: NoteFlow(), sources: [], target: "model")],
            people: []
        )
        target.state.withLock { $0.versions = ["taken": 7] }
        let planned: [(key: String, id: String, version: Int64, worth: Decimal)] = [
            ("A1", "a", 1, 1), ("A2", "a", 2, 2), ("B1", "bad", 1, 3), ("A3", "a", 3, 4), ("C1", "c", 1, 5),
            ("C2", "c", 2, 6), ("D1", "taken", 6, 7), ("F1", "f", 1, 9), ("F2", "f", 2, 10), ("E1", "e", 1, 100),
        ]
        let changes = planned.map { key, id, version, worth in
            StateChange.deliveryPlanned(
                PlannedDelivery(
                    delivery: Delivery(
                        key: key,
                        object: "Note",
                        payload: ["id": .string(id), "version": .integer(version)],
                        controlTotals: ["worth": worth]
                    ),
                    system: "model",
                    orderingKey: laneName(of: key),
                    topics: []
                )
            )
        }
        _ = try await store.commit(changes, by: "system:test", at: clock.now)
        for _ in 0..<80 {
            try await Engine(settings: settings, store: store, clock: clock).runOnce()
            clock.advance(by: .seconds(60))
        }
        return try await compare(target, store)
    }

    private func compare(_ target: VersionedTarget, _ store: InMemoryStore) async throws -> [String] {
        let state = target.state.withLock { $0 }
        var findings: [String] = []
        let expected = ["A1", "A2", "A3", "C1", "C2", "F1", "F2", "E1"]
        if Set(state.effects).count != state.effects.count { findings.append("twice: \(state.effects)") }
        if !Set(expected).isSubset(of: state.effects) { findings.append("lost: \(state.effects)") }
        for name in ["A", "C", "F"] where lane(name, of: state.effects) != lane(name, of: expected) {
            findings.append("order of \(name): \(state.effects)")
        }
        if state.versions["taken"] != 7 { findings.append("a newer version was overwritten") }
        let delivered = try await store.deliveries(in: .delivered, after: 0, limit: 100).map(\.plan.delivery.key)
        if delivered != expected.filter({ $0 != "E1" }) { findings.append("called delivered: \(delivered)") }
        let cases = try await store.cases(onlyOpen: true).map(\.proposal.key).sorted()
        let expectedCases = ["delivery_conflict:D1", "delivery_rejected:B1", "readback_mismatch:E1"]
        if cases != expectedCases { findings.append("cases: \(cases)") }
        return findings
    }
}
