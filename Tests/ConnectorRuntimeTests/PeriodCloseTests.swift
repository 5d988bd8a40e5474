import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import JSON
import Synchronization
import Testing

/// What starts when a person declares a period closed.
struct PeriodCloseTests {
    @Test func whatWaitsForPeriodCloseGoesOutWhenAPersonDeclaresIt() async throws {
        var shop = try TimetableShop()
        shop.deliver = .atPeriodClose
        shop.read = .every(.seconds(60))
        shop.workshop.publish(NoteSource.note("ann", "one"))
        try await shop.run(at: "2026-01-05T12:00:00Z")
        try await shop.run(at: "2026-06-05T12:00:00Z")
        #expect(shop.workshop.ledger.isEmpty)

        let desk = PeriodDesk(settings: shop.settings, store: shop.workshop.store)
        let now = shop.clock.now
        await #expect(throws: GovernanceError.self) { try await desk.close("2026-01", by: "joe", at: now) }
        await #expect(throws: GovernanceError.self) { try await desk.close("January", by: "fay", at: now) }
        #expect(try await desk.close("2026-01", by: "fay", at: now) == 1)
        await #expect(throws: GovernanceError.unchanged("2026-01 was closed by fay at \(now.text)")) {
            try await desk.close("2026-01", by: "fay", at: now.adding(seconds: 1))
        }
        try await shop.run(at: "2026-06-05T12:00:00Z")
        #expect(shop.workshop.ledger == ["Note/one"])
        let entries = try await shop.workshop.store.journal(topic: "2026-01")
        #expect(entries.map(\.actor) == ["person:fay"])

        shop.workshop.publish(NoteSource.note("ann", "two"))
        try await shop.run(at: "2026-06-05T12:01:00Z")
        #expect(shop.workshop.ledger == ["Note/one"], "what comes after a close waits for the next")
    }

    @Test func aSystemIsReadOncePerPeriodClose() async throws {
        var shop = try TimetableShop()
        shop.read = .atPeriodClose
        let desk = PeriodDesk(settings: shop.settings, store: shop.workshop.store)
        _ = try await desk.close("2025-12", by: "fay", at: shop.clock.now)
        try await shop.run(at: "2026-01-05T12:00:00Z")
        #expect(shop.reads == 0, "a close before the schedule was seen is none of its own")
        _ = try await desk.close("2026-01", by: "fay", at: shop.clock.now)
        try await shop.run(at: "2026-02-05T12:00:00Z")
        try await shop.run(at: "2026-02-05T12:01:00Z")
        #expect(shop.reads == 1)
        for period in ["2026-02", "2026-03"] { _ = try await desk.close(period, by: "fay", at: shop.clock.now) }
        try await shop.run(at: "2026-04-05T12:01:00Z")
        #expect(shop.reads == 2)
        #expect(try await shop.notes("ScheduleRan").compactMap { $0["missed"]?.integerValue } == [0, 1])
    }

    @Test func aCloseWhileTheSystemIsReadStartsAnotherRead() async throws {
        var shop = try TimetableShop()
        shop.read = .atPeriodClose
        let desk = PeriodDesk(settings: shop.settings, store: shop.workshop.store)
        let now = shop.clock.now
        try await shop.run(at: "2026-01-05T12:00:00Z")
        _ = try await desk.close("2026-01", by: "fay", at: now)
        shop.workshop.source.meanwhile.withLock { $0 = { _ = try? await desk.close("2026-02", by: "fay", at: now) } }
        try await shop.run(at: "2026-02-05T12:00:00Z")
        shop.workshop.source.meanwhile.withLock { $0 = nil }
        #expect(shop.reads == 1)
        try await shop.run(at: "2026-02-05T12:00:01Z")
        try await shop.run(at: "2026-02-05T12:00:02Z")
        #expect(shop.reads == 2)
        #expect(try await shop.notes("ScheduleRan").compactMap { $0["missed"]?.integerValue } == [0, 0])
    }

    /// The delivery is planned after the person's close has looked for what waits, and before it is declared.
    @Test func whatIsPlannedWhileAPersonClosesGoesOutWithTheClose() async throws {
        var shop = try TimetableShop()
        shop.deliver = .atPeriodClose
        try await shop.run(at: "2026-01-05T12:00:00Z")
        shop.workshop.publish(NoteSource.note("ann", "one"))
        let planning = shop
        let store = MeddledStore(shop.workshop.store, before: "flow.advanced") {
            try? await planning.run(at: "2026-01-05T12:01:00Z")
        }
        let desk = PeriodDesk(settings: shop.settings, store: store)
        _ = try await desk.close("2026-01", by: "fay", at: shop.clock.now)
        #expect(try await shop.workshop.store.delivery("Note/one")?.state == .planned)

        try await shop.run(at: "2026-01-05T12:02:00Z")
        #expect(shop.workshop.ledger == ["Note/one"])
    }

    /// The close is declared after the flow has decided, and before its decision is durable.
    @Test func whatWasDecidedBeforeTheCloseAndPlannedAfterItGoesOutWithIt() async throws {
        var shop = try TimetableShop()
        shop.deliver = .atPeriodClose
        try await shop.run(at: "2026-01-05T12:00:00Z")
        shop.workshop.publish(NoteSource.note("ann", "one"))
        let desk = PeriodDesk(settings: shop.settings, store: shop.workshop.store)
        let now = shop.clock.now
        let store = MeddledStore(shop.workshop.store, before: "delivery.planned") {
            _ = try? await desk.close("2026-01", by: "fay", at: now)
        }
        try await shop.run(at: "2026-01-05T12:01:00Z", on: store)
        try await shop.run(at: "2026-01-05T12:02:00Z")
        #expect(shop.workshop.ledger == ["Note/one"])

        shop.workshop.publish(NoteSource.note("ann", "two"))
        try await shop.run(at: "2026-01-05T12:03:00Z")
        try await shop.run(at: "2026-01-05T12:04:00Z")
        #expect(shop.workshop.ledger == ["Note/one"], "what comes after a close waits for the next")
    }

    /// With each step that a flow takes another record arrives.
    @Test func recordsThatGoOnComingKeepNoCloseFromItsWork() async throws {
        var shop = try TimetableShop()
        shop.deliver = .atPeriodClose
        shop.workshop.publish(NoteSource.note("ann", "one"))
        try await shop.run(at: "2026-01-05T12:00:00Z")
        let desk = PeriodDesk(settings: shop.settings, store: shop.workshop.store)
        _ = try await desk.close("2026-01", by: "fay", at: shop.clock.now)
        try await shop.workshop.receive([NoteSource.note("ann", "two")])
        let store = BusyStore(shop.workshop.store, records: (0..<20).map { NoteSource.note("ben", "b\($0)") })
        try await shop.run(at: "2026-01-05T12:01:00Z", on: store)
        #expect(try await shop.workshop.store.waitingRecordCount(limit: 9) == 0)
        #expect(shop.workshop.ledger.prefix(2) == ["Note/one", "Note/two"])
        #expect(try await shop.workshop.store.delivery("Note/b19")?.state == .planned, "it came after the close")
    }

    /// The runtime begins to keep account of closes at the moment at which a person declares the first.
    @Test(arguments: [true, false])
    func aFirstCloseAndAStartAtOnceDoNotDisturbEachOther(isRuntimeSlower: Bool) async throws {
        var shop = try TimetableShop()
        shop.deliver = .atPeriodClose
        try await shop.workshop.receive([NoteSource.note("ann", "one")])
        let (inner, now, settings) = (shop.workshop.store, shop.clock.now, shop.settings)
        if isRuntimeSlower {
            let store = MeddledStore(inner, before: "flow.advanced") {
                let desk = PeriodDesk(settings: settings, store: inner)
                _ = try? await desk.close("2026-01", by: "fay", at: now)
            }
            try await shop.run(at: "2026-01-05T12:00:00Z", on: store)
        } else {
            let starting = shop
            let store = MeddledStore(inner, before: "flow.advanced") {
                try? await starting.run(at: "2026-01-05T12:00:00Z")
            }
            let desk = PeriodDesk(settings: settings, store: store)
            #expect(try await desk.close("2026-01", by: "fay", at: now) == 1)
        }
        try await shop.run(at: "2026-01-05T12:01:00Z")
        #expect(try await inner.journal(topic: "2026-01").count == 1)
        #expect(shop.workshop.ledger == ["Note/one"])
    }
}

/// A store in which one more record arrives before each step of a flow.
private final class BusyStore: StoreRelay {
    let inner: any RuntimeStore
    private let records: Mutex<[SourceRecord]>

    init(_ inner: any RuntimeStore, records: [SourceRecord]) {
        self.inner = inner
        self.records = Mutex(records.reversed())
    }

    func commit(
        _ changes: [StateChange],
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> CommitReceipt {
        let isStep = changes.contains { change in
            if case .flowAdvanced(let step) = change { step.flow == NoteFlow.name } else { false }
        }
        if isStep, let record = records.withLock({ $0.popLast() }) {
            _ = try await inner.commit([.recordReceived(.note(record))], by: actor, at: now)
        }
        return try await inner.commit(changes, by: actor, at: now)
    }
}
