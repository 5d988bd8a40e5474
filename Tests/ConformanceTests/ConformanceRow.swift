import ConnectorKit
import ConnectorStore
import Testing

/// What a row looks at: the parts of a runtime, each of which may be broken.
struct Parts: Sendable {
    /// The connector that writes into the ledger.
    var sink: @Sendable (ModelLedger) -> any RESTSink = { SoundSink(ledger: $0) }
    /// The connector that writes into the ledger with calls of limited size.
    var batchingSink: @Sendable (ModelLedger) -> any RESTSink = { SoundBatchingSink(ledger: $0) }
    /// The connector that reads the service.
    var reader: @Sendable (ReaderCore) -> any RESTSource = { SoundReader(core: $0) }
    /// The connector whose readings come by webhook.
    var hook: @Sendable () -> any WebhookSource = { SoundHook() }
    /// The connectors that read the yard, each of which must hold.
    var sources: @Sendable (ModelYard) -> [any IncrementalRESTSource] = { yard in
        [.position, .token, .offset].map { SoundSource(yard: yard, paging: $0) }
    }
    /// The connector that reads tables.
    var table: @Sendable () -> any FileSource = { SoundTable() }
    /// What stands between the runtime and its store.
    var store: @Sendable (any RuntimeStore) -> any RuntimeStore = { $0 }
}

/// One row of the conformance list: what it proves, and how it finds out.
struct ConformanceRow: Sendable, CustomTestStringConvertible {
    /// The row's number in the list, for example `W02`.
    let id: String
    /// What it proves.
    let proves: String
    /// Finds what is wrong with the parts; nothing if the row holds.
    let violations: @Sendable (Parts) async throws -> [String]

    var testDescription: String { "\(id): \(proves)" }

    init(_ id: String, _ proves: String, _ violations: @escaping @Sendable (Parts) async throws -> [String]) {
        self.id = id
        self.proves = proves
        self.violations = violations
    }

    static let all: [ConformanceRow] =
        writeRows + deliveryRows + flowRows + faultRows + fileRows
        + hookRows
}

/// A part that is broken on purpose, and the rows that must find it.
struct BrokenPart: Sendable, CustomTestStringConvertible {
    /// What is broken.
    let flaw: String
    /// The rows that must find it.
    let rows: [String]
    /// The parts with the broken one among them.
    let parts: Parts

    var testDescription: String { "\(flaw) is found by \(rows.joined(separator: ", "))" }

    init(_ flaw: String, foundBy rows: [String], _ breakIt: (inout Parts) -> Void) {
        self.flaw = flaw
        self.rows = rows
        var parts = Parts()
        breakIt(&parts)
        self.parts = parts
    }

    static let all: [BrokenPart] = brokenSinks + brokenDrivers + brokenReaders + brokenFiles + brokenHooks
}

/// The conformance list: each row holds for sound parts, and finds at least one part that is broken on purpose.
struct ConformanceTests {
    @Test(arguments: ConformanceRow.all)
    func theRowHolds(_ row: ConformanceRow) async throws {
        let violations = try await row.violations(Parts())
        #expect(violations == [])
    }

    @Test(arguments: BrokenPart.all)
    func aBrokenPartIsFound(_ broken: BrokenPart) async throws {
        for id in broken.rows {
            let row = try #require(ConformanceRow.all.first { $0.id == id })
            let violations = try await row.violations(broken.parts)
            #expect(!violations.isEmpty, "\(id) does not see that \(broken.flaw)")
        }
    }

    @Test func everyRowHasFoundSomething() {
        for row in ConformanceRow.all {
            #expect(
                BrokenPart.all.contains { $0.rows.contains(row.id) },
                "no broken part shows that \(row.id) can fail"
            )
        }
    }
}
