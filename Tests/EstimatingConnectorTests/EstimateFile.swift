import CanonicalModel
import ConnectorKit
import ConnectorTesting
import EstimatingConnector
import FoundationEssentials
import JSON
import Testing

/// A file that a configured connector reads, in pieces of a few bytes.
struct EstimateFile {
    let records: [SourceRecord]
    let rejects: [SourceReject]

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - bytes: Its content.
    ///   - name: Its name.
    ///   - values: The configuration.
    ///   - piece: How many bytes come at once.
    /// - Throws: ``FileFault`` if the file cannot be used.
    init(
        _ bytes: [UInt8],
        name: String = "E26-014_03_AWARDED.bc3",
        _ values: [String: ConnectorConfiguration.Value] = [:],
        piece: Int = 7
    ) throws {
        let connector = try Self.connector(values)
        let file = ArrivedFile(
            name: name,
            size: Int64(bytes.count),
            digest: ContentDigest(bytes).description,
            modifiedAt: Instant(seconds: 1_767_600_000)
        )
        let stream = try #require(connector.fileStreams.first)
        var reader = try connector.reader(of: file, in: stream)
        var items: [FileItem] = []
        for begin in stride(from: 0, to: bytes.count, by: piece) {
            items += try reader.take(Array(bytes[begin..<min(begin + piece, bytes.count)]))
        }
        items += try reader.finish()
        records = items.compactMap { if case .record(let record) = $0 { record } else { nil } }
        rejects = items.compactMap { if case .reject(let reject) = $0 { reject } else { nil } }
    }

    init(
        _ text: String,
        name: String = "E26-014_03_AWARDED.bc3",
        _ values: [String: ConnectorConfiguration.Value] = [:],
        piece: Int = 7
    ) throws {
        try self.init(Array(text.utf8), name: name, values, piece: piece)
    }

    static func connector(_ values: [String: ConnectorConfiguration.Value]) throws -> EstimatingConnector {
        let clock = ManualClock(Instant(seconds: 1_767_600_000))
        return try EstimatingConnector(
            configuration: ConnectorConfiguration(system: "estimating", values: values),
            services: ConnectorServices(transport: FixtureTransport(answers: []), clock: clock, log: RecordingLog())
        )
    }

    /// The one estimate of the file.
    var estimate: Estimate {
        get throws {
            try #require(records.count == 1)
            return try Estimate(JSONReader(records[0].payload))
        }
    }

    /// What a file that cannot be used is rejected with.
    static func fault(
        _ text: String,
        name: String = "E26-014_03_AWARDED.bc3",
        _ values: [String: ConnectorConfiguration.Value] = [:]
    ) -> FileFault? {
        fault(Array(text.utf8), name: name, values)
    }

    static func fault(
        _ bytes: [UInt8],
        name: String = "E26-014_03_AWARDED.bc3",
        _ values: [String: ConnectorConfiguration.Value] = [:]
    ) -> FileFault? {
        do {
            _ = try EstimateFile(bytes, name: name, values, piece: 4096)
            return nil
        } catch {
            return error as? FileFault
        }
    }
}

extension Estimate {
    /// Lines as `path kind code type quantity unit price amount`, `-` for what is not there.
    var lineTexts: [String] {
        lines.map { line in
            [
                line.path, line.kind.rawValue, line.alternate ?? "-", line.costCode ?? "-", line.costType ?? "-",
                line.quantity.plainText, line.unit, line.unitPrice?.plainText ?? "-", line.amount.plainText,
            ]
            .joined(separator: " ")
        }
    }
}
