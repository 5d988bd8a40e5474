import CanonicalModel
public import ConnectorKit
import JSON

/// The company's payroll system, which takes approved hours as files and answers with files (domain.md §2).
///
/// It writes `PayrollBatch` in one of three import layouts, and reads acknowledgements, rejects, reports and registers.
/// Only declared columns of what it reads are ever kept: identity, bank and net pay are dropped at the edge (P-7).
public struct PayrollConnector: FileSource, FileSink {
    /// The layout and what it needs to know of the company.
    public static let manifest = ConnectorManifest(
        id: "payroll",
        version: "1.0.0",
        summary: "Writes approved hours as payroll import files, and reads acknowledgements, rejects and registers.",
        configuration: PayrollSettings.keys,
        reads: [PayrollBatchResult.name, PayrollRegister.name],
        writes: [PayrollBatch.name],
        wireVersions: ["ADP Workforce Now paydata", "Paychex SPI", "Vista PRTB"],
        roles: [.payroll]
    )

    /// Acknowledgements, rejects, reports that are both, and registers.
    public let fileStreams: [FileStream]

    private let settings: PayrollSettings

    /// Creates a connector without any input or output.
    ///
    /// - Parameters:
    ///   - configuration: The values of the keys in ``manifest``.
    ///   - services: Not used: the runtime carries the files.
    /// - Throws: ``ConnectorError/invalidConfiguration(key:reason:)`` for the first value that cannot be used.
    public init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        settings = try PayrollSettings(configuration)
        let answers = AnswerReader.Kind.allCases.map { kind in
            FileStream(
                SourceStream(name: kind.rawValue, object: PayrollBatchResult.name),
                patterns: [kind.pattern],
                badRows: .rejectFile
            )
        }
        let register = FileStream(
            SourceStream(name: "registers", object: PayrollRegister.name),
            patterns: settings.registerFiles,
            badRows: .rejectFile
        )
        fileStreams = answers + [register]
    }

    /// Tells what is read and written; whether the place of the files can be used is the runtime's to find out.
    public func check() async throws(ConnectorError) -> [CheckFinding] {
        let registers = settings.registerFiles.joined(separator: ", ")
        return [CheckFinding(.passed, "writes \(settings.layout.title), reads *.ack, *.rej, *.rpt and \(registers)")]
    }

    /// Begins to read an answer or a register.
    public func reader(of file: ArrivedFile, in stream: FileStream) throws(FileFault) -> any FileRecordReader {
        guard let kind = AnswerReader.Kind(rawValue: stream.stream.name) else {
            return RegisterRows.reader(of: file, settings)
        }
        return try AnswerReader(kind, file, settings)
    }

    /// The import file that a batch becomes: one row for each of its lines, in their order.
    public func file(for delivery: Delivery) -> OutgoingFile.Rendering {
        guard delivery.object == PayrollBatch.name else {
            return .rejected(reason: "this connector does not write \(delivery.object), only \(PayrollBatch.name)")
        }
        let batch: PayrollBatch
        do throws(JSONAccessError) {
            batch = try PayrollBatch(JSONReader(delivery.payload))
        } catch {
            // What was found may be personal.
            return .rejected(reason: "the batch cannot be read: \(error.path) must be \(error.expected)")
        }
        do throws(LayoutFault) {
            return .file(try BatchFile(batch, settings).outgoing())
        } catch {
            return .rejected(reason: error.reason)
        }
    }
}
