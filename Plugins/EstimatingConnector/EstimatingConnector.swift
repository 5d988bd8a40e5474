import CanonicalModel
public import ConnectorKit
import TableMapping

/// Reads the exports of estimating systems: tables by a mapping, Sage Estimating, BC3 (FIEBDC-3) and GAEB DA XML.
///
/// Each file is one revision of an estimate (or more of them, in a table), whole or not at all. The record's id holds a
/// digest of what it says, so that the same content again is no news, and other content under the same name is.
public struct EstimatingConnector: Connector {
    /// The formats, and what stands in no file.
    public static let manifest = ConnectorManifest(
        id: "estimating",
        version: "1.0.0",
        summary: "Reads estimates from files: tables by a mapping, Sage Estimating, BC3 (FIEBDC-3), GAEB DA XML.",
        configuration: keys,
        reads: ["Estimate"],
        wireVersions: [
            "Sage Estimating job cost category and phase records", "FIEBDC-3 (BC3) budgets, 850, 437 and ANSI",
            "GAEB DA XML 3.1 to 3.3, X84 and X86", "delimited and fixed-width tables",
        ],
        roles: [.estimating]
    )

    let settings: EstimatingSettings
    let patterns: [String]

    /// Creates a connector without any input or output.
    ///
    /// - Parameters:
    ///   - configuration: The values of the keys in ``manifest``.
    ///   - services: Not used: a file source is given its bytes.
    /// - Throws: ``ConnectorError/invalidConfiguration(key:reason:)`` for the first value that cannot be used.
    public init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        settings = try EstimatingSettings(configuration)
        var names = configuration.texts("names")
        if names.isEmpty, settings.format == .csv { names = settings.mapping?.patterns ?? [] }
        patterns = names.isEmpty ? ["*"] : names
    }

    /// Says what is read; there is no system behind the files that could be asked.
    public func check() async throws(ConnectorError) -> [CheckFinding] {
        let table = settings.mapping == nil ? "no tables, since there is no 'mapping'" : "tables by the mapping"
        let format = settings.format == .auto ? "by content: BC3, GAEB, Sage, \(table)" : settings.format.rawValue
        return [CheckFinding(.passed, "reads \(patterns.joined(separator: ", ")) \(format)")]
    }
}

extension EstimatingConnector {
    private static let keys = [
        ConfigurationKey(
            "format",
            .choice(EstimateFormat.allCases.map(\.rawValue)),
            default: "auto",
            summary: "How exports are written; auto tells by content."
        ),
        ConfigurationKey(
            "mapping",
            .document,
            summary: "The mapping by which tables are read; purlin onboard proposes one."
        ),
        ConfigurationKey(
            "names",
            .texts,
            summary: "What the files are called, such as E*.bc3; all files if not given."
        ),
        ConfigurationKey(
            "identity",
            .text,
            default: "file:{number}_{revision}_{status}",
            summary: "Where number, revision and status stand: file:PATTERN or heading:PATTERN (not for tables)."
        ),
        ConfigurationKey(
            "status",
            .choice(["open", "awarded", "lost"]),
            summary: "How far an export has come that does not say so itself; open if not given."
        ),
        ConfigurationKey("awardedWords", .texts, summary: "More words for an estimate that was won."),
        ConfigurationKey("openWords", .texts, summary: "More words for one that is still open."),
        ConfigurationKey("lostWords", .texts, summary: "More words for one that was lost."),
        ConfigurationKey("currency", .text, summary: "The currency of exports that name none, such as USD."),
        ConfigurationKey(
            "costCode",
            .text,
            default: "chapter",
            summary: "Which code of a BC3 or GAEB bill is the cost code: chapter, item or catalogue:NAME."
        ),
        ConfigurationKey(
            "costType",
            .text,
            default: "none",
            summary: "Which code of a GAEB bill is the kind of cost: none, chapter, item or catalogue:NAME."
        ),
        ConfigurationKey(
            "acceptedAlternates",
            .texts,
            summary: "Alternates that the customer took and the export does not mark, as NUMBER/ALTERNATE."
        ),
        ConfigurationKey("markup", .texts, summary: "Cost codes, CODE/TYPE or paths that are mark-up, never budget."),
        ConfigurationKey("assemblies", .texts, summary: "Those that are sums of parts listed too, never counted."),
        ConfigurationKey("allowances", .texts, summary: "Those that are allowances."),
        ConfigurationKey("contingencies", .texts, summary: "Those that are sums set aside for risk."),
        ConfigurationKey(
            "sizeLimit",
            .integer(1024...1_073_741_824),
            default: "67108864",
            summary: "How many bytes a BC3, GAEB or Sage file may have."
        ),
    ]
}

extension EstimatingConnector: FileSource {
    private static let estimates = SourceStream(name: "estimates", object: "Estimate")

    /// The one stream: a file of which a row or record cannot be used is rejected whole.
    public var fileStreams: [FileStream] {
        [FileStream(Self.estimates, patterns: patterns, badRows: .rejectFile)]
    }

    /// Begins to read a file.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - stream: One of ``fileStreams``.
    /// - Returns: What takes the file's bytes, and gives out an `Estimate` at its end.
    /// - Throws: ``FileFault`` if the name alone says that the file cannot be used.
    public func reader(of file: ArrivedFile, in stream: FileStream) throws(FileFault) -> any FileRecordReader {
        try EstimateFileReader(file, settings)
    }
}
