import CanonicalModel
import ConnectorKit
import JSON

/// What a row of a table is called; it is no object of the vocabulary.
let tableRow = "TableRow"

/// A connector of tables `id;hours` with a header, in UTF-8, each row with its end; a broken one gets a step wrong.
protocol TableConnector: FileSource {
    init()

    /// Whether a line is the header.
    func isHeader(_ line: String) -> Bool
    /// The text of a line; `nil` if it is in another encoding.
    func text(_ line: [UInt8]) -> String?
    /// Whether the last line may lack its end.
    var takesUnendedLine: Bool { get }
    /// The id of a row's record.
    func id(of row: String, at number: Int, in file: ArrivedFile) -> String
}

extension TableConnector {
    static var manifest: ConnectorManifest {
        ConnectorManifest(
            id: "table",
            version: "1.0.0",
            summary: "Tables for the conformance list.",
            configuration: [],
            reads: [tableRow],
            wireVersions: []
        )
    }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) { self.init() }

    var fileStreams: [FileStream] {
        [FileStream(SourceStream(name: "rows", object: tableRow), patterns: ["*.csv"], badRows: .rejectFile)]
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func isHeader(_ line: String) -> Bool { line == "id;hours" }

    func text(_ line: [UInt8]) -> String? { String(validating: line, as: UTF8.self) }

    var takesUnendedLine: Bool { false }

    func id(of row: String, at number: Int, in file: ArrivedFile) -> String { "reading/\(row)" }

    func reader(of file: ArrivedFile, in stream: FileStream) throws(FileFault) -> any FileRecordReader {
        TableLines(connector: self, file: file)
    }
}

/// A connector without a flaw.
struct SoundTable: TableConnector {}

private struct TableLines<Table: TableConnector>: FileRecordReader {
    let connector: Table
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
        return items
    }

    mutating func finish() throws(FileFault) -> [FileItem] {
        guard !rest.isEmpty else { return [] }
        guard connector.takesUnendedLine else { throw FileFault("row \(number + 1) has no end") }
        return try item(rest).map { [$0] } ?? []
    }

    private mutating func item(_ line: [UInt8]) throws(FileFault) -> FileItem? {
        number += 1
        guard let text = connector.text(line) else { throw FileFault("row \(number) is not UTF-8") }
        guard number > 1 else {
            guard connector.isHeader(text) else { throw FileFault("row 1 is no header id;hours") }
            return nil
        }
        let cells = text.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        guard cells.count == 2 else {
            return .reject(SourceReject(kind: "unusable_row", subject: "row \(number)", reason: "has no two cells"))
        }
        return .record(
            SourceRecord(
                id: connector.id(of: cells[0], at: number, in: file),
                object: tableRow,
                occurredAt: Instant(seconds: 0),
                payload: ["machine": .string(cells[0]), "hours": .string(cells[1])]
            )
        )
    }
}
