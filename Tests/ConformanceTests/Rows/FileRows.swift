import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Foundation

/// What must hold while files come half-written, twice, or otherwise than they should.
let fileRows: [ConformanceRow] = [
    ConformanceRow("F07", "files half-written, dropped again, in another encoding or with another header are safe") {
        parts in
        var violations = Violations()
        let bench = try FileBench(parts)
        defer { bench.end() }
        try await bench.drop("a.csv.partial", "id;hours\n1;8\n2;")
        violations.require(try await bench.received() == 0, "a file that is being written was read")
        try await bench.drop("a.csv", "id;hours\n1;8\n2;7\n")
        violations.require(try await bench.received() == 2, "a file was not read")
        try await bench.drop("b.csv", "id;hours\n1;8\n2;7\n3;6\n")
        violations.require(try await bench.received() == 3, "rows that came again count again")
        try await bench.drop("a.csv", "id;hours\n4;8\n")
        violations.require(try await bench.received() == 3, "a second file of an accepted name was read")
        for (name, text) in [
            ("cut.csv", "id;hours\n5;8\n6;7"), ("header.csv", "hours;id\n7;8\n"), ("row.csv", "id;hours\n8;8\n9\n"),
        ] {
            try await bench.drop(name, text)
            violations.require(try await bench.received() == 3, "\(name) was taken")
            violations.require(try await bench.isCase(of: name), "nobody is told of \(name)")
        }
        try await bench.drop("latin.csv", bytes: Array("id;hours\nM".utf8) + [0xFC] + Array("ller;8\n".utf8))
        violations.require(try await bench.received() == 3, "another encoding was taken")
        let kept = try await bench.kept()
        violations.require(kept == 8, "\(kept) of 8 files are kept")
        return violations.texts
    }
]

/// A runtime that reads tables from a place in memory.
private struct FileBench {
    let clock = ManualClock(Instant(seconds: 1_767_600_000))
    let memory = InMemoryStore()
    let files = InMemoryFileTransport(folders: ["incoming"])
    private let spool = NSTemporaryDirectory() + "purlin-spool-" + UUID().uuidString
    private let settings: RuntimeSettings

    init(_ parts: Parts) throws {
        let place = FilePlace(transport: files, name: "memory", spool: spool)
        settings = RuntimeSettings(
            systems: [
                ConfiguredSystem(name: "table", connector: parts.table(), pollInterval: .seconds(60), files: place)
            ],
            flows: [FlowBinding(flow: SilentFlow(consuming: [tableRow]), sources: ["table"], target: "ledger")],
            people: []
        )
    }

    func end() { try? FileManager.default.removeItem(atPath: spool) }

    func drop(_ name: String, _ text: String) async throws { try await drop(name, bytes: Array(text.utf8)) }

    func drop(_ name: String, bytes: [UInt8]) async throws {
        files.put(bytes, at: "incoming/\(name)")
        try await Engine(settings: settings, store: memory, clock: clock).runOnce()
        clock.advance(by: .seconds(3600))
    }

    func received() async throws -> Int {
        try await memory.journal(after: 0, limit: 100_000).count { $0.kind == "record.received" }
    }

    func isCase(of name: String) async throws -> Bool {
        try await memory.cases(onlyOpen: true).contains { $0.proposal.topics.contains(name) }
    }

    /// How many files that were dropped are still somewhere, as they came.
    func kept() async throws -> Int { files.files.count { !$0.hasSuffix(".reason.txt") } }
}
