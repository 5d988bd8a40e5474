import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import JSON
import Synchronization
import Testing

@Suite("Runtime: start and recovery")
struct RecoveryTests {
    /// What a runtime left that ended during a call: master data, a delivery whose outcome nobody knows, a record.
    private func interrupted() async throws -> Workshop {
        var workshop = Workshop()
        workshop.flow.masterData = ["EX-104", "EX-105"].map { machine in
            FlowDelivery(
                key: "Machine/\(machine)",
                object: "Note",
                payload: ["text": .string(machine)],
                controlTotals: ["worth": "1"],
                orderingKey: machine,
                topics: [machine]
            )
        }
        workshop.publish(NoteSource.note("ann", "one"), NoteSource.note("ben", "two"))
        workshop.sink.state.withLock { $0.moods = [.losesTheAnswer] }
        try await workshop.run()
        workshop.publish(NoteSource.note("cem", "three"))
        workshop.clock.advance(by: .seconds(3600))
        return workshop
    }

    private func engine(
        _ workshop: Workshop,
        _ store: any RuntimeStore & LeaseStore,
        holder: String,
        report: @escaping ProgressHandler = { _ in }
    ) -> Engine {
        let lease = RuntimeLease(store: store, clock: workshop.clock, holder: holder)
        return Engine(settings: workshop.settings, store: store, clock: workshop.clock, lease: lease, report: report)
    }

    /// Tells whenever a runtime has nothing left to do at the present, or waits for its store.
    private func lulls() -> (lulls: AsyncStream<Void>, report: ProgressHandler) {
        let (lulls, tell) = AsyncStream<Void>.makeStream()
        let report: ProgressHandler = { event in
            switch event {
            case .settled, .storeUnavailable: tell.yield()
            default: break
            }
        }
        return (lulls, report)
    }

    /// Everything but the order and number of the attempts.
    private func outcome(_ workshop: Workshop) async throws -> [String] {
        let delivered = try await workshop.deliveries(.delivered).sorted()
        let waiting = try await workshop.store.waitingRecords(limit: 10).map(\.record.id)
        let cases = try await workshop.openCases().map(\.proposal.key).sorted()
        #expect(try await JournalVerification.verify(workshop.store).findings == [])
        return delivered + ["waiting"] + waiting + ["cases"] + cases + ["ledger"] + workshop.ledger.sorted()
    }

    @Test(arguments: CuttingStore.Cut.allCases)
    func aStartThatEndsAtAnyCommitLeadsToTheSameState(_ cut: CuttingStore.Cut) async throws {
        let whole = try await interrupted()
        let counting = CuttingStore(whole.store, acknowledging: .max, cut: cut)
        try await engine(whole, counting, holder: "whole").runOnce()
        let expected = try await outcome(whole)
        #expect(expected.contains("Note/three"))
        #expect(counting.acknowledged > 5)

        for commits in 0..<counting.acknowledged {
            let workshop = try await interrupted()
            let dying = CuttingStore(workshop.store, acknowledging: commits, cut: cut)
            do {
                try await engine(workshop, dying, holder: "dying").runOnce()
                // What runs side by side may share commits, so that the end came before the cut.
                #expect(dying.acknowledged <= commits, "cut at commit \(commits)")
            } catch {}
            // The source repeats what was not made durable.
            workshop.publish(NoteSource.note("cem", "three"))
            for pass in 0..<3 {
                workshop.clock.advance(by: .seconds(3600))
                try await engine(workshop, workshop.store, holder: "next \(pass)").runOnce()
            }
            #expect(try await outcome(workshop) == expected, "cut at commit \(commits)")
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func aStoreThatIsUnavailableIsWaitedFor() async throws {
        let workshop = Workshop()
        workshop.publish(NoteSource.note("ann", "one"), NoteSource.note("ben", "two"))
        let store = CuttingStore(workshop.store, acknowledging: 2, cut: .before, failures: 3)
        let waits = Mutex<[String]>([])
        let (lulls, tell) = lulls()
        let engine = engine(workshop, store, holder: "host/1") { event in
            if case .storeUnavailable(let reason, _) = event { waits.withLock { $0.append(reason) } }
            tell(event)
        }
        let end = workshop.clock.now.adding(.seconds(100_000))
        let run = Task { try await engine.run(until: end) }
        var passes = 0
        for await _ in lulls {
            passes += 1
            guard passes < 10 else { break }
            // The source repeats what was not made durable.
            workshop.publish(NoteSource.note("ann", "one"), NoteSource.note("ben", "two"))
            workshop.clock.advance(by: .seconds(61))
        }
        run.cancel()
        _ = await run.result
        #expect(workshop.ledger == ["Note/one", "Note/two"])
        // Two commits that are under way together fail in one pass.
        let reasons = waits.withLock { $0 }
        #expect((1...3).contains(reasons.count) && Set(reasons) == ["the power is gone"], "\(reasons)")
        #expect(try await workshop.store.lease(RuntimeLease.name)?.isReleased == true)
    }

    @Test func aRuntimeWhoseLeaseWasTakenStopsAndWritesNothing() async throws {
        let workshop = Workshop()
        let (lulls, tell) = lulls()
        let engine = engine(workshop, workshop.store, holder: "old", report: tell)
        let run = Task { try await engine.run() }
        for await _ in lulls { break }
        let taken = try await workshop.store.acquireLease(
            RuntimeLease.name,
            holder: "new",
            for: RuntimeLease.term,
            isFormerHolderGone: true,
            by: "system:purlin",
            at: workshop.clock.now
        )
        #expect(taken.token == 2)
        let head = try await workshop.store.journalHead()
        workshop.publish(NoteSource.note("ann", "one"))
        workshop.clock.advance(by: .seconds(61))
        let error = await #expect(throws: StoreError.self) { try await run.value }
        guard case .fenced(let text) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(text.contains("new took it with token 2"))
        #expect(workshop.ledger.isEmpty)
        #expect(try await workshop.store.journalHead() == head)
    }

    @Test func aRuntimeRenewsItsLeaseAsItGoes() async throws {
        let workshop = Workshop()
        let start = workshop.clock.now
        let (lulls, tell) = lulls()
        let engine = engine(workshop, workshop.store, holder: "host/1", report: tell)
        let run = Task { try await engine.run() }
        var passes = 0
        for await _ in lulls {
            passes += 1
            guard passes <= 40 else { break }
            workshop.clock.advance(by: .seconds(2))
        }
        let stored = try #require(try await workshop.store.lease(RuntimeLease.name))
        #expect(stored.lease.token == 1)
        #expect(stored.lease.expiresAt > start.adding(.seconds(80)))
        run.cancel()
        _ = await run.result
        let entries = try await workshop.store.journal(after: 0, limit: 1000).map(\.kind)
        #expect(entries.filter { $0.hasPrefix("lease.") } == ["lease.taken", "lease.released"])
    }

    @Test func aSecondRuntimeWaitsForTheFirstWhereNothingProvesItsEnd() async throws {
        let workshop = Workshop()
        _ = try await workshop.store.acquireLease(
            RuntimeLease.name,
            holder: "other-host/1",
            for: RuntimeLease.term,
            by: "system:purlin",
            at: workshop.clock.now
        )
        let lease = RuntimeLease(
            store: workshop.store,
            clock: workshop.clock,
            holder: "host/2",
            isFormerHolderGone: false
        )
        let engine = Engine(settings: workshop.settings, store: workshop.store, clock: workshop.clock, lease: lease)
        let error = await #expect(throws: StoreError.self) { try await engine.runOnce() }
        guard case .conflict(let text) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(text.contains("held by other-host/1 until"))
        workshop.clock.advance(by: RuntimeLease.term)
        try await engine.runOnce()
        #expect(try await workshop.store.lease(RuntimeLease.name)?.lease.token == 2)
    }
}
