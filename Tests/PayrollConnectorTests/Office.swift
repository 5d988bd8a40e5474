import CanonicalModel
import ConnectorKit
import ConnectorTesting
import FoundationEssentials
import JSON
import PayrollConnector
import Testing

/// Shapes that the tests of the payroll connector share.
enum Office {
    static let adp = ["layout": "adp", "companyCode": "KST"]

    static func connector(_ values: [String: String] = adp) throws -> PayrollConnector {
        var typed: [String: ConnectorConfiguration.Value] = [:]
        for key in PayrollConnector.manifest.configuration {
            guard let text = values[key.name] ?? key.defaultValue else { continue }
            typed[key.name] =
                switch key.kind {
                case .integer: .integer(Int64(text) ?? -1)
                case .boolean: .boolean(text == "true")
                case .texts: .texts(text.split(separator: ";").map(String.init))
                default: .text(text)
                }
        }
        return try PayrollConnector(
            configuration: ConnectorConfiguration(system: "payroll", values: typed),
            services: ConnectorServices(
                transport: FixtureTransport(answers: []),
                clock: ManualClock(Instant(seconds: 0)),
                log: RecordingLog()
            )
        )
    }

    /// The reference scenario's hours, and some that are paid otherwise.
    static func batch(
        number: String = "260105",
        employee: String = "000417",
        lines: [(String, String)] = [("OT", "4.5"), ("REG", "40"), ("DBL", "2"), ("REG", "-8")]
    ) throws -> Delivery {
        let day = try #require(CalendarDate("2025-12-30"))
        let batch = PayrollBatch(
            batch: number,
            company: "KST",
            periodStart: day.adding(days: -1),
            periodEnd: day.adding(days: 5),
            lines: try lines.map { code, hours in
                PayrollBatch.Line(
                    entries: ["time/1"],
                    employee: employee,
                    project: "26-014",
                    costCode: "03-300",
                    payCode: code,
                    date: day,
                    hours: try #require(Decimal(plain: hours))
                )
            }
        )
        return Delivery(
            key: "PayrollBatch/KST/\(number)",
            object: PayrollBatch.name,
            payload: batch.json,
            controlTotals: batch.controlTotals
        )
    }

    static func file(_ connector: PayrollConnector, _ delivery: Delivery) throws -> OutgoingFile {
        guard case .file(let file) = connector.file(for: delivery) else {
            throw Unexpected(what: "\(connector.file(for: delivery))")
        }
        return file
    }

    /// What is read of a file, whose bytes come in pieces of `piece`.
    static func read(
        _ connector: PayrollConnector,
        _ name: String,
        _ bytes: [UInt8],
        piece: Int = 7
    ) throws -> [FileItem] {
        let file = ArrivedFile(
            name: name,
            size: Int64(bytes.count),
            digest: ContentDigest(bytes).description,
            modifiedAt: Instant(seconds: 1_767_900_000)
        )
        let lower = name.lowercased()
        let stream = try #require(
            connector.fileStreams.first { stream in
                stream.patterns.contains { pattern in
                    let parts = pattern.lowercased().split(separator: "*", omittingEmptySubsequences: false)
                    return lower.hasPrefix(parts[0]) && lower.hasSuffix(parts.last ?? "")
                }
            }
        )
        var reader = try connector.reader(of: file, in: stream)
        var items: [FileItem] = []
        for start in stride(from: 0, to: bytes.count, by: piece) {
            items += try reader.take(Array(bytes[start..<min(start + piece, bytes.count)]))
        }
        return items + (try reader.finish())
    }

    static func result(_ connector: PayrollConnector, _ name: String, _ text: String) throws -> PayrollBatchResult {
        try PayrollBatchResult(JSONReader(try record(connector, name, text).payload))
    }

    static func record(_ connector: PayrollConnector, _ name: String, _ text: String) throws -> SourceRecord {
        let items = try read(connector, name, Array(text.utf8))
        guard items.count == 1, case .record(let record) = items[0] else { throw Unexpected(what: "\(items)") }
        return record
    }

    struct Unexpected: Error {
        let what: String
    }
}

extension OutgoingFile {
    var rows: [String] { String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map(String.init) }
}
