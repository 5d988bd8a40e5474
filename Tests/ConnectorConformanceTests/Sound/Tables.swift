import CanonicalModel
import ConnectorConformance
import ConnectorKit
import FoundationEssentials
import JSON

/// A place with tables `machine;seconds`, that takes such tables too.
struct TableWorld: FileDroppingWorld, FileTakingWorld {
    let clock = ManualClock(Instant(seconds: 1_767_600_000))

    var configuration: ConnectorConfiguration { ConnectorConfiguration(system: "table", values: [:]) }
    var transport: any HTTPTransport { FixtureTransport(answers: []) }
    var misconfigurations: [Misconfiguration] { [] }

    func withhold(_ object: String) async throws -> ConnectorConfiguration? { nil }

    var samples: [SampleFile] {
        let rows = (0..<40).map { "Löffel-\($0);\($0 * 3600)\n" }.joined()
        return [
            SampleFile(
                name: "hours.csv",
                bytes: Array("machine;seconds\n\(rows)".utf8),
                records: 40,
                otherName: "hours-2.csv",
                contents: (0..<40).map { ["machine": .string("Löffel-\($0)"), "seconds": .string("\($0 * 3600)")] }
            ),
            SampleFile(name: "bad.csv", bytes: Array("machine;seconds\nA;1\nB\n".utf8), records: 1, rejects: 1),
        ]
    }

    /// The second column of all rows.
    func totals(in file: OutgoingFile) async throws -> [String: Decimal] {
        let rows = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n").dropFirst()
        let seconds = rows.compactMap { $0.split(separator: ";").last.flatMap { Decimal(plain: String($0)) } }
        return ["seconds": seconds.reduce(0, +)]
    }

    func fileDelivery(of object: String, _ index: Int) async throws -> Delivery? {
        Delivery(
            key: "f\(index)",
            object: object,
            payload: ["machine": .string("EX-\(index)"), "seconds": "1200.50"],
            controlTotals: ["seconds": 1200.5]
        )
    }
}

/// A connector of tables, and what its subject says of it.
struct TableSubject: ConformanceSubject {
    let connector: any Connector.Type

    func makeWorld() async throws -> any ConformanceWorld { TableWorld() }
}

/// A connector of tables, in UTF-8, each row with its end; a broken one gets a step wrong.
protocol TableSource: FileSource {
    init()

    var patterns: [String] { get }
    /// Whether a line is the header.
    func isHeader(_ line: String) -> Bool
    /// The text of a line; `nil` if it is in another encoding.
    func text(_ line: [UInt8]) -> String?
    /// Whether the last line may lack its end.
    var takesUnendedLine: Bool { get }
    /// Whether a piece ends a line.
    var takesPiecesForLines: Bool { get }
    /// The id of a row's record.
    func id(of machine: String, in file: ArrivedFile) -> String
    /// What a number is written as.
    func seconds(_ text: String) -> JSON
    /// The payload of a row.
    func payload(machine: String, seconds: String) -> JSON
}

extension TableSource {
    static var manifest: ConnectorManifest {
        ConnectorManifest(
            id: "table",
            version: "1.0.0",
            summary: "Tables for the kit's own tests.",
            configuration: [],
            reads: ["Hours"],
            wireVersions: ["tables of two columns"]
        )
    }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) { self.init() }

    var patterns: [String] { ["*.csv"] }

    var fileStreams: [FileStream] {
        [FileStream(SourceStream(name: "rows", object: "Hours"), patterns: patterns, badRows: .skipped)]
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [CheckFinding(.passed, "tables can be read")] }

    func isHeader(_ line: String) -> Bool { line == "machine;seconds" }

    func text(_ line: [UInt8]) -> String? { String(validating: line, as: UTF8.self) }

    var takesUnendedLine: Bool { false }

    var takesPiecesForLines: Bool { false }

    func id(of machine: String, in file: ArrivedFile) -> String { "hours/\(machine)" }

    func seconds(_ text: String) -> JSON { .string(text) }

    func payload(machine: String, seconds: String) -> JSON {
        ["machine": .string(machine), "seconds": self.seconds(seconds)]
    }

    func reader(of file: ArrivedFile, in stream: FileStream) throws(FileFault) -> any FileRecordReader {
        TableReader(table: self, file: file)
    }
}

private struct TableReader<Table: TableSource>: FileRecordReader {
    let table: Table
    let file: ArrivedFile
    var rest: [UInt8] = []
    var number = 0

    mutating func take(_ bytes: [UInt8]) throws(FileFault) -> [FileItem] {
        rest += bytes
        var items: [FileItem] = []
        while let end = rest.firstIndex(of: 0x0A) {
            if let item = try item(Array(rest[..<end])) { items.append(item) }
            rest.removeSubrange(...end)
        }
        if table.takesPiecesForLines, !rest.isEmpty {
            if let item = try item(rest) { items.append(item) }
            rest = []
        }
        return items
    }

    mutating func finish() throws(FileFault) -> [FileItem] {
        guard number > 0 || !rest.isEmpty else { throw FileFault("has no header machine;seconds") }
        guard !rest.isEmpty else { return [] }
        guard table.takesUnendedLine else { throw FileFault("row \(number + 1) has no end") }
        return try item(rest).map { [$0] } ?? []
    }

    private mutating func item(_ line: [UInt8]) throws(FileFault) -> FileItem? {
        number += 1
        guard let text = table.text(line) else { throw FileFault("row \(number) is not UTF-8") }
        guard number > 1 else {
            guard table.isHeader(text) else { throw FileFault("row 1 is no header machine;seconds") }
            return nil
        }
        let cells = text.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        guard cells.count == 2 else {
            return .reject(SourceReject(kind: "unusable_row", subject: "row \(number)", reason: "has no two cells"))
        }
        return .record(
            SourceRecord(
                id: table.id(of: cells[0], in: file),
                object: "Hours",
                occurredAt: Instant(seconds: 0),
                payload: table.payload(machine: cells[0], seconds: cells[1])
            )
        )
    }
}

/// A source of tables without a flaw.
struct SoundTable: TableSource {}

/// A connector that writes tables; a broken one gets a step wrong.
protocol TableSink: FileSink {
    init()

    func name(of delivery: Delivery) -> String
    func seconds(of delivery: Delivery) -> String?
    /// What the file is said to hold.
    func totals(of seconds: String, _ delivery: Delivery) -> [String: Decimal]
    /// What stands behind the row.
    var tail: String { get }
}

extension TableSink {
    static var manifest: ConnectorManifest {
        ConnectorManifest(
            id: "table",
            version: "1.0.0",
            summary: "Tables for the kit's own tests.",
            configuration: [],
            writes: ["Hours"],
            wireVersions: ["tables of two columns"]
        )
    }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) { self.init() }

    func check() async throws(ConnectorError) -> [CheckFinding] { [CheckFinding(.passed, "tables can be written")] }

    func name(of delivery: Delivery) -> String { "hours-\(delivery.key).csv" }

    func seconds(of delivery: Delivery) -> String? { delivery.payload["seconds"]?.stringValue }

    func totals(of seconds: String, _ delivery: Delivery) -> [String: Decimal] {
        Decimal(plain: seconds).map { ["seconds": $0] } ?? [:]
    }

    var tail: String { "" }

    func file(for delivery: Delivery) -> OutgoingFile.Rendering {
        guard delivery.object == "Hours", let seconds = seconds(of: delivery) else {
            return .rejected(reason: "it has no hours")
        }
        let text = "machine;seconds\n\(delivery.payload["machine"]?.stringValue ?? "");\(seconds)\n\(tail)"
        return .file(
            OutgoingFile(
                name: name(of: delivery),
                bytes: Array(text.utf8),
                controlTotals: totals(of: seconds, delivery)
            )
        )
    }
}

/// A sink of tables without a flaw.
struct SoundTableSink: TableSink {}
