import ArgumentParser
import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import Governance
import JSON

/// `purlin retention`: how long payloads are kept.
struct RetentionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention",
        abstract: "Tell what is kept for longer than the governance file says.",
        subcommands: [RetentionReportCommand.self],
        defaultSubcommand: RetentionReportCommand.self
    )
}

/// `purlin retention report`.
struct RetentionReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Count what is kept of each object, and what of it for longer than its class allows.",
        discussion: """
            Reads the whole journal and changes nothing. Payloads are part of the journal's hashes: none can be taken out \
            without breaking its proof. Exit code 1 if something is kept for too long.
            """
    )

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.storeToRead()
        let report: RetentionReport
        do throws(StoreError) {
            let policy = session.configuration.governance.policy.retention
            report = try await RetentionReport(policy, of: store, at: try await session.present(in: store))
        } catch {
            throw output.fail(error.description, error.exitCode)
        }
        let originals = session.configuration.keptOriginals
        output.print(
            report.text + "\n\n" + originals.text,
            json: [
                "entries": .integer(report.entries), "objects": .array(report.lines.map(\.json)),
                "originals": .array(originals.map(\.json)),
            ]
        )
        guard report.lines.allSatisfy({ $0.over == 0 }) else { throw Exit.negative }
    }
}

/// How long the files that a system sent are kept as they came.
struct KeptOriginals {
    let system: String
    /// How long, by its configuration or the shorter rule.
    let keep: Duration
    /// The rule, where it is the shorter one.
    let rule: RetentionRule?

    /// The time that holds of a system: its `keepOriginals`, or less where the class of an object that passes says so.
    init?(_ system: PurlinConfiguration.System, in configuration: PurlinConfiguration) {
        guard let files = system.files else { return nil }
        let objects = Set(configuration.objects(passing: system).keys).union(system.entry.manifest.reads)
        let rule = configuration.governance.policy.retention.strictest(of: objects)
        let limit = rule.map { Duration.seconds(Int64($0.days) * 86_400) }
        self.system = system.name
        keep = min(files.keepOriginals, limit ?? files.keepOriginals)
        self.rule = limit.map { $0 < files.keepOriginals } ?? false ? rule : nil
    }
}

extension PurlinConfiguration {
    /// What holds of the systems that send files.
    fileprivate var keptOriginals: [KeptOriginals] { systems.compactMap { KeptOriginals($0, in: self) } }
}

extension RetentionReport {
    fileprivate var text: String {
        guard !lines.isEmpty else { return "the journal holds no records and no deliveries" }
        var table = TextTable(
            ["object", "class", "kept for", "in the journal", "bytes", "open", "done since", "too long", "rule"],
            rightAligned: [3, 4, 5, 7]
        )
        for line in lines {
            table.add([
                line.object, line.sensitivity.rawValue, line.rule.map { "\($0.days) d" } ?? "ever", "\(line.kept)",
                "\(line.bytes)", "\(line.open)", line.oldest?.text ?? "", "\(line.over)",
                line.rule?.rule.origin.description ?? "default",
            ])
        }
        let over = lines.reduce(0) { $0 + $1.over }
        let verdict =
            over == 0
            ? "nothing is kept for longer than its rule says"
            : "\(over) payloads are kept for longer than their rule says; they are part of the journal's hashes, so that they "
                + "end only with the store and its backups"
        return "\(table.text)\n\(verdict)"
    }
}

extension RetentionReport.Line {
    fileprivate var json: JSON {
        [
            "object": .string(object), "class": .string(sensitivity.rawValue),
            "keepDays": rule.map { .integer(Int64($0.days)) } ?? .null, "kept": .integer(Int64(kept)),
            "bytes": .integer(bytes), "open": .integer(Int64(open)), "oldest": JSON(oldest?.text),
            "tooLong": .integer(Int64(over)), "rule": .string(rule?.rule.origin.description ?? "default"),
        ]
    }
}

extension [KeptOriginals] {
    fileprivate var text: String {
        guard !isEmpty else { return "no system sends files" }
        var table = TextTable(["files of", "kept as they came for", "rule"])
        for kept in self {
            table.add([
                kept.system, "\(kept.days) d", kept.rule?.rule.origin.description ?? "keepOriginals",
            ])
        }
        return table.text
    }
}

extension KeptOriginals {
    fileprivate var days: Int64 { keep.components.seconds / 86_400 }

    fileprivate var json: JSON {
        [
            "system": .string(system), "keepDays": .integer(days),
            "rule": .string(rule?.rule.origin.description ?? "keepOriginals"),
        ]
    }
}
