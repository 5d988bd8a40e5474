import ArgumentParser
import ConnectorKit
import ConnectorStore
import ConstructionFlows
import Foundation
import JSON
import TableMapping

/// `purlin rehearse MAPPING FILE`.
struct RehearseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse",
        abstract: "Run a whole file through a mapping with no effect, and print what it would bring.",
        discussion: """
            With --config, what the store of that configuration has received already is told from what is new, and the \
            codes that its crosswalk lacks are listed. Exit code 0 if every row can be used and every code is mapped; 1 if \
            some cannot or are not, or the file as a whole; 78 if the mapping is wrong.
            """
    )

    @Argument(help: "The mapping.", completion: .file(extensions: ["yaml", "yml"]))
    var mapping: String

    @Argument(help: "The file.", completion: .file())
    var file: String

    @Option(name: .shortAndLong, help: "A configuration, whose store is asked what it knows.", completion: .file())
    var config: String?

    @Option(help: "The system of the configuration that the file is from; by default the one with this mapping.")
    var system: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if system != nil, config == nil { throw ValidationError("--system needs --config") }
    }

    func run() async throws {
        let document = try MappingFile.document(mapping, output)
        let table = try MappingFile.use(output) { () throws(MappingFault) in try TableMapping(document) }
        let rehearsal = try MappingFile.rehearse(table, file, output)
        let holdsFile = table.badRows == .rejectFile && !rehearsal.rejects.isEmpty
        let known = try await known(rehearsal)
        let report = RehearsalReport(
            file: URL(fileURLWithPath: file).lastPathComponent,
            object: table.object,
            rehearsal: rehearsal,
            holdsFile: holdsFile,
            system: known?.system ?? "",
            news: known?.news,
            coverage: known?.coverage
        )
        var json = report.json.objectValue ?? JSONObject()
        json["cautions"] = .array(table.cautions.map(JSON.string))
        let text = ([report.text] + table.cautions.map { "caution: \($0)" }).joined(separator: "\n")
        output.print(text, json: .object(json))
        if !rehearsal.rejects.isEmpty || known?.coverage.isComplete == false { throw Exit.negative }
    }

    /// What a configuration knows of a file.
    private struct Known {
        let system: String
        let news: RehearsalReport.News
        let coverage: CodeCoverage
    }

    /// What the store says of the records, and the crosswalk of their codes; `nil` without a configuration.
    private func known(_ rehearsal: Rehearsal) async throws -> Known? {
        guard let config else { return nil }
        let session = try await Session.open(try ConfigurationOptions.parse(["--config", config]), output)
        let system = try name(in: session.configuration)
        let store = try session.storeToRead()
        let news: RehearsalReport.News
        do throws(StoreError) {
            news = try await RehearsalReport.News(rehearsal, system: system, store: store)
        } catch {
            throw output.fail(error.description, error.exitCode)
        }
        let coverage = try await CodeCoverage(rehearsal, of: system, session, output)
        return Known(system: system, news: news, coverage: coverage)
    }

    private func name(in configuration: PurlinConfiguration) throws -> String {
        let names = configuration.systems.map(\.name)
        if let system {
            guard names.contains(system) else {
                throw output.fail(
                    "there is no system '\(system)'; there are \(names.joined(separator: ", "))",
                    Exit.usage
                )
            }
            return system
        }
        let path = URL(fileURLWithPath: mapping).resolvingSymlinksInPath().path
        let fitting = configuration.systems.filter { system in
            system.values.document("mapping").map { URL(fileURLWithPath: $0.file).resolvingSymlinksInPath().path }
                == path
        }
        guard fitting.count == 1 else {
            let found = fitting.isEmpty ? "no system has" : "several systems have"
            throw output.fail("\(found) the mapping \(mapping); say --system", Exit.usage)
        }
        return fitting[0].name
    }
}
