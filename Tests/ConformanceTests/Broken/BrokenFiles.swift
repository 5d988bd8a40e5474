import ConnectorKit

/// Connectors that take files for something else.
let brokenFiles: [BrokenPart] = [
    BrokenPart("a connector takes the last row of a file that was cut off", foundBy: ["F07"]) {
        $0.table = { TrustingTable() }
    },
    BrokenPart("a connector does not look at the header", foundBy: ["F07"]) { $0.table = { PositionalTable() } },
    BrokenPart("a connector reads any encoding", foundBy: ["F07"]) { $0.table = { RepairingTable() } },
    BrokenPart("a connector names its records after the file", foundBy: ["F07"]) { $0.table = { CountingTable() } },
]

private struct TrustingTable: TableConnector {
    var takesUnendedLine: Bool { true }
}

private struct PositionalTable: TableConnector {
    func isHeader(_ line: String) -> Bool { true }
}

private struct RepairingTable: TableConnector {
    func text(_ line: [UInt8]) -> String? { String(decoding: line, as: UTF8.self) }
}

private struct CountingTable: TableConnector {
    func id(of row: String, at number: Int, in file: ArrivedFile) -> String { "\(file.name)/\(number)" }
}
