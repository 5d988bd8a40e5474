import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import Synchronization

/// Connectors that read or write files wrongly.
let brokenTables: [BrokenSubject] = [
    broken("no pattern fits the names that come", Narrow.self, "FI01", "no kind of files has a pattern"),
    broken("a number of a file is a binary number", BinaryTable.self, "FI02", "is a binary number"),
    broken("all rows have one id", OneIDTable.self, "FI03", "40 of its records have the id"),
    broken("a piece is taken for a row", PieceTable.self, "FI04", "in pieces of 7 bytes"),
    broken("an id is made of the file's name", NameTable.self, "FI05", "dropped again as hours-2.csv"),
    broken("the last row needs no end", UnendedTable.self, "FI06", "that the whole file does not"),
    broken("any first row is a header", HeaderlessTable.self, "FI07", "gives"),
    broken("what is no character is replaced", ReplacingTable.self, "FI08", "stands as U+FFFD"),
    broken("what is no character is guessed", GuessingTable.self, "FI08", "makes another record of"),
    broken("two columns change places", SwappingTable.self, "FI09", "machine is"),
    broken("a file says on which day it was written", DatedSink.self, "FO01", "is another file the second time"),
    broken("a file says how often it was written", CountingSink.self, "FO01", "is another file the second time"),
    broken("all files have one name", OneNameSink.self, "FO02", "is called hours.csv, as that of f0"),
    broken(
        "amounts are cut to whole ones",
        RoundingSink.self,
        "FO03",
        "as its system reads it, holds seconds 1200 instead"
    ),
    broken(
        "totals are those of the delivery",
        EchoingSink.self,
        "FO03",
        "as its system reads it, holds seconds 1200 instead"
    ),
    broken("totals are not told", TotallessSink.self, "FO03", "the sink says that its file holds seconds nothing"),
    broken("what is missing is 0", ZeroSink.self, "FO04", "becomes the file"),
]

private let broken = BrokenSubject.each { TableSubject(connector: $0) }

private struct Narrow: TableSource {
    var patterns: [String] { ["*.txt"] }
}

private struct BinaryTable: TableSource {
    func seconds(_ text: String) -> JSON { .real(Double(text) ?? 0) }
}

private struct OneIDTable: TableSource {
    func id(of machine: String, in file: ArrivedFile) -> String { "hours" }
}

private struct PieceTable: TableSource {
    var takesPiecesForLines: Bool { true }
}

private struct NameTable: TableSource {
    func id(of machine: String, in file: ArrivedFile) -> String { "\(file.name)/\(machine)" }
}

private struct UnendedTable: TableSource {
    var takesUnendedLine: Bool { true }
}

private struct HeaderlessTable: TableSource {
    func isHeader(_ line: String) -> Bool { true }

    func text(_ line: [UInt8]) -> String? { String(decoding: line + Array(";0".utf8), as: UTF8.self) }
}

private struct ReplacingTable: TableSource {
    func text(_ line: [UInt8]) -> String? { String(decoding: line, as: UTF8.self) }
}

private struct GuessingTable: TableSource {
    func text(_ line: [UInt8]) -> String? {
        String(validating: line, as: UTF8.self) ?? String(String.UnicodeScalarView(line.map { UnicodeScalar($0) }))
    }
}

private struct DatedSink: TableSink {
    private var clock: (any RuntimeClock)?

    init() {}

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        clock = services.clock
    }

    var tail: String { clock.map { "\($0.now.text)\n" } ?? "" }
}

private final class CountingSink: TableSink {
    private let count = Mutex(0)

    var tail: String {
        count.withLock { count in
            count += 1
            return "\(count)\n"
        }
    }
}

private struct OneNameSink: TableSink {
    func name(of delivery: Delivery) -> String { "hours.csv" }
}

private struct RoundingSink: TableSink {
    func seconds(of delivery: Delivery) -> String? {
        delivery.payload["seconds"]?.stringValue.map { String($0.prefix { $0 != "." }) }
    }
}

private struct EchoingSink: TableSink {
    func seconds(of delivery: Delivery) -> String? { RoundingSink().seconds(of: delivery) }

    func totals(of seconds: String, _ delivery: Delivery) -> [String: Decimal] { delivery.controlTotals }
}

private struct TotallessSink: TableSink {
    func totals(of seconds: String, _ delivery: Delivery) -> [String: Decimal] { [:] }
}

private struct SwappingTable: TableSource {
    func payload(machine: String, seconds: String) -> JSON {
        ["machine": .string(seconds), "seconds": .string(machine)]
    }
}

private struct ZeroSink: TableSink {
    func seconds(of delivery: Delivery) -> String? { delivery.payload["seconds"]?.stringValue ?? "0" }
}
