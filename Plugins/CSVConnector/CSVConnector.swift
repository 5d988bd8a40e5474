public import ConnectorKit
import TableMapping

/// Reads files that are tables by a mapping, and writes files by the description of an export: a connector without Swift.
public struct CSVConnector: FileSource, FileSink {
    /// The mapping and the export.
    public static let manifest = ConnectorManifest(
        id: "csv",
        version: "1.0.0",
        summary:
            "Reads timesheets, estimates and change orders from tables, and writes any object as one, by a mapping.",
        configuration: [
            ConfigurationKey(
                "mapping",
                .document,
                summary: "The mapping by which files are read; purlin onboard proposes one."
            ),
            ConfigurationKey("export", .document, summary: "The description by which deliveries become files."),
            ConfigurationKey(
                "stream",
                .text,
                default: "rows",
                summary: "What the kind of files that is read is called in the journal."
            ),
        ],
        reads: ["TimeEntry", "Estimate", "ChangeOrder"],
        writes: ["any"],
        wireVersions: ["RFC 4180 and its relatives: delimited and fixed width, five encodings"]
    )

    /// One kind of files if there is a mapping, otherwise none.
    public var fileStreams: [FileStream] { mapping.map { [$0.fileStream(streamName)] } ?? [] }

    private let mapping: TableMapping?
    private let export: TableExport?
    private let streamName: String

    /// Creates a connector without any input or output.
    ///
    /// - Parameters:
    ///   - configuration: The values of the keys in ``manifest``.
    ///   - services: Not used: the runtime carries the files.
    /// - Throws: ``ConnectorError/invalidConfiguration(key:reason:)`` with everything that is wrong with a document.
    public init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        mapping = try Self.read("mapping", configuration) { document throws(MappingFault) in
            try TableMapping(document)
        }
        export = try Self.read("export", configuration) { document throws(MappingFault) in try TableExport(document) }
        streamName = configuration.text("stream") ?? "rows"
        guard mapping != nil || export != nil else {
            throw .invalidConfiguration(key: "mapping", reason: "is missing; name a mapping, an export or both")
        }
    }

    /// Tells what is read and written; whether the place of the files can be used is the runtime's to find out.
    public func check() async throws(ConnectorError) -> [CheckFinding] {
        var findings: [CheckFinding] = []
        if let mapping {
            let patterns = mapping.patterns.isEmpty ? "any file" : mapping.patterns.joined(separator: ", ")
            findings.append(CheckFinding(.passed, "reads \(mapping.object.canonicalName) from \(patterns)"))
        }
        if let export { findings.append(CheckFinding(.passed, "writes \(export.object)")) }
        return findings
    }

    /// Begins to read a file by the mapping.
    public func reader(of file: ArrivedFile, in stream: FileStream) throws(FileFault) -> any FileRecordReader {
        guard let mapping else { throw FileFault("this system has no mapping, and reads no files") }
        return mapping.reader(of: file)
    }

    /// The file that the export makes of a delivery.
    public func file(for delivery: Delivery) -> OutgoingFile.Rendering {
        export?.file(for: delivery) ?? .rejected(reason: "this system has no export, and takes no deliveries")
    }

    private static func read<Value>(
        _ key: String,
        _ configuration: ConnectorConfiguration,
        _ make: (ConfigurationDocument) throws(MappingFault) -> Value
    ) throws(ConnectorError) -> Value? {
        guard let document = configuration.document(key) else { return nil }
        do throws(MappingFault) {
            return try make(document)
        } catch {
            throw .invalidConfiguration(key: key, reason: "names a file that cannot be used:\n\(error)")
        }
    }
}
