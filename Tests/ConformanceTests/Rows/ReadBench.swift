import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting

/// A runtime that reads a model yard with one connector.
struct ReadBench {
    static let start = Instant(seconds: 1_767_600_000)

    let memory = InMemoryStore()
    let yard = ModelYard()
    var clock: ManualClock { yard.clock }
    private let makeSource: @Sendable (ModelYard) -> any IncrementalRESTSource

    /// A connector as it is after a start.
    var source: any IncrementalRESTSource { makeSource(yard) }

    /// One bench for each way in which the parts read, on a yard with `count` rows, four of each second.
    static func all(_ parts: Parts, rows count: Int = 7) -> [ReadBench] {
        (0..<parts.sources(ModelYard()).count).map { index in
            let bench = ReadBench(makeSource: { parts.sources($0)[index] })
            for number in 0..<count { bench.yard.put("m\(number)", at: time(number / 4)) }
            return bench
        }
    }

    /// A time an hour ago, and so many seconds later.
    static func time(_ seconds: Int) -> Instant { start.adding(seconds: Int64(seconds) - 3600) }

    private init(makeSource: @escaping @Sendable (ModelYard) -> any IncrementalRESTSource) {
        self.makeSource = makeSource
    }

    /// Polls of a runtime, a minute apart, each as if it had just been started.
    func poll(_ times: Int = 1, on store: (any RuntimeStore)? = nil) async throws {
        for _ in 0..<times {
            try await engine(on: store ?? memory).runOnce()
            clock.advance(by: .seconds(60))
        }
    }

    /// A runtime that was just started, on the yard's clock or on another one.
    func engine(on store: any RuntimeStore, clock: ManualClock? = nil) -> Engine {
        let settings = RuntimeSettings(
            systems: [ConfiguredSystem(name: "yard", connector: source, pollInterval: .seconds(60))],
            flows: [FlowBinding(flow: SilentFlow.ofReadings, sources: ["yard"], target: "ledger")],
            people: []
        )
        return Engine(settings: settings, store: store, clock: clock ?? self.clock)
    }

    /// The ids of the rows that were received, or kept back with a case.
    func received() async throws -> Set<String> {
        let entries = try await memory.journal(after: 0, limit: 100_000)
        let keys = entries.filter { ["record.received", "record.quarantined"].contains($0.kind) }.map(\.key)
        return Set(keys.map(Self.row))
    }

    /// What is lost of `rows`.
    func lost(of rows: Set<String>) async throws -> [String] {
        rows.subtracting(try await received()).sorted()
    }

    /// The row that a record's id names.
    static func row(_ recordID: String) -> String { String(recordID.prefix { $0 != "@" }) }

    /// All pages from a cursor on, each with the cursor behind it.
    func pages(after cursor: Cursor? = nil) async throws(ConnectorError) -> [RecordPage] {
        let source = source
        guard let stream = source.incrementalStreams.first else { return [] }
        var pages: [RecordPage] = []
        var cursor = cursor
        repeat {
            let page = try await IncrementalReader(source, clock: clock).page(of: stream, after: cursor)
            pages.append(page)
            cursor = page.next
        } while pages.last?.hasMore == true && pages.count < 1000
        return pages
    }
}

extension SilentFlow {
    /// Takes every reading.
    static var ofReadings: SilentFlow { SilentFlow(consuming: [MeterReading.name]) }
}
