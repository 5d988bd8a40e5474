import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import JSON

/// A source, its table and a runtime that reads it, on a clock that stands 100 s after the table's start.
struct ReadTrial {
    let table: YardTable
    let source: YardSource
    let store: InMemoryStore
    let clock = ManualClock(YardTable.start.adding(seconds: 100))
    let stream = StreamID(system: "yard", stream: "notes")

    init(_ type: YardSource.Type, _ paging: IncrementalStream.Paging) {
        table = YardTable(paging)
        source = type.init(table)
        store = InMemoryStore()
    }

    /// What goes on from where another one stands, with the same rows and another style of paging.
    init(after other: ReadTrial, _ paging: IncrementalStream.Paging) {
        table = YardTable(paging)
        for row in other.table.rows { table.write(row.id, at: row.time, row.text) }
        source = YardSource(table)
        store = other.store
    }

    var settings: RuntimeSettings {
        RuntimeSettings(
            systems: [
                ConfiguredSystem(name: "yard", connector: source, pollInterval: .seconds(60)),
                ConfiguredSystem(name: "ledger", connector: NoteSink(), pollInterval: .seconds(60)),
            ],
            flows: [FlowBinding(flow: NoteFlow(), sources: ["yard"], target: "ledger")],
            people: [Person(id: "eve", roles: ["editor", "integration-operator"])]
        )
    }

    /// One poll by a runtime that was just started.
    func poll() async throws { try await Engine(settings: settings, store: store, clock: clock).runOnce() }

    /// Polls until pauses after failures are over, at most five times.
    func pollThroughFailures() async throws {
        for _ in 0..<5 {
            try await poll()
            clock.advance(by: .seconds(1000))
        }
    }

    /// Whether the runtime gave up on the source for now, and why.
    func trouble() async throws -> [String] {
        try await store.pause(of: "yard").map { ["the runtime gave up: \($0.reason)"] } ?? []
    }

    /// The records that entered, oldest first.
    func received() async throws -> [SourceRecord] {
        try await store.journal(after: 0, limit: 10_000)
            .filter { ["record.received", "record.quarantined"].contains($0.kind) && $0.system == "yard" }
            .map { entry in
                let body = try JSON(parsing: entry.body)
                return SourceRecord(
                    id: entry.key,
                    object: body["object"]?.stringValue ?? "",
                    occurredAt: body["occurredAt"]?.stringValue.flatMap { Instant($0) } ?? Instant(seconds: 0),
                    payload: body["payload"] ?? .null
                )
            }
    }

    /// The texts of the notes that entered.
    func texts() async throws -> [String] { try await received().compactMap { $0.payload["text"]?.stringValue } }

    /// The rows of the table whose present state never entered.
    func missing() async throws -> [String] {
        let texts = Set(try await texts())
        return table.rows.filter { !$0.isDeleted }.map { "\($0.id) \($0.text)" }
            .filter { !texts.contains($0) }.map { "lost: \($0)" }
    }
}
