import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import JSON
import Testing

struct ConfigurationJournalTests {
    @Test func eachDifferenceFromTheLastStartIsNotedOnce() async throws {
        let store = InMemoryStore()
        let journal = ConfigurationJournal(store: store)
        let now = Instant(seconds: 1_767_600_000)
        #expect(try await journal.note(["a": "1", "b": "2"], at: now) == 2)
        #expect(try await journal.note(["a": "1", "b": "2"], at: now) == 0)
        #expect(try await journal.note(["a": "1", "b": "3", "c": "4"], at: now) == 2)
        #expect(try await journal.note(["b": "3"], at: now) == 2)

        let entries = try await store.journal(topic: ConfigurationJournal.topic)
        let notes = try entries.compactMap { try JSON(parsing: $0.body)["notes"]?[0] }
        #expect(
            notes.compactMap { $0["event"]?.stringValue } == [
                "ConfigurationLoaded", "ConfigurationChanged", "ConfigurationChanged",
            ]
        )
        let changes: JSON = [
            ["path": "b", "before": "2", "after": "3"], ["path": "c", "before": nil, "after": "4"],
        ]
        #expect(notes[1]["detail"]?["changes"] == changes)
    }

    @Test func aWholeNewConfigurationIsNamedInPartAndCounted() async throws {
        let store = InMemoryStore()
        let journal = ConfigurationJournal(store: store)
        let now = Instant(seconds: 1_767_600_000)
        try await journal.note([:], at: now)
        try await journal.note(Dictionary(uniqueKeysWithValues: (0..<500).map { ("k\($0)", "v") }), at: now)
        let entry = try #require(try await store.journal(topic: ConfigurationJournal.topic).last)
        let detail = try JSON(parsing: entry.body)["notes"]?[0]?["detail"]

        #expect(detail?["changes"]?.arrayValue?.count == 200)
        #expect(detail?["more"] == 300)
    }

    /// A runtime that does not come to work says nothing of its configuration.
    @Test func onlyARuntimeThatHoldsTheLeaseNotesItsConfiguration() async throws {
        let store = InMemoryStore()
        let clock = ManualClock(Instant(seconds: 1_767_600_000))
        let settings = RuntimeSettings(systems: [], flows: [], people: [])
        func engine(_ holder: String, _ values: [String: String]) -> Engine {
            let lease = RuntimeLease(store: store, clock: clock, holder: holder, isFormerHolderGone: false)
            return Engine(settings: settings, store: store, clock: clock, lease: lease, configuration: values)
        }
        let first = Task { try await engine("one", ["a": "1"]).run() }
        try await clock.untilSleeping(1)
        await #expect(throws: StoreError.self) { try await engine("two", ["a": "2"]).run() }
        first.cancel()
        _ = await first.result
        try await engine("two", ["a": "3"]).runOnce()

        let entries = try await store.journal(topic: ConfigurationJournal.topic)
        let notes = try entries.compactMap { try JSON(parsing: $0.body)["notes"]?[0] }
        #expect(notes.count == 2)
        #expect(notes.last?["detail"]?["changes"] == [["path": "a", "before": "1", "after": "3"]])
    }
}
