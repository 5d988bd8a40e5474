import ArgumentParser
import CanonicalModel
import ConnectorRuntime
import Foundation
import JSON

/// `purlin catalogue`: what flows, connectors and journal speak of.
struct CatalogueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue",
        abstract: "Objects, events, flows and interfaces: what this program speaks of.",
        subcommands: [CatalogueShowCommand.self, CatalogueWriteCommand.self],
        defaultSubcommand: CatalogueShowCommand.self
    )
}

/// `purlin catalogue show`.
struct CatalogueShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print the catalogue as a page of Markdown, or with --json its objects as JSON Schema."
    )

    @Option(
        name: .shortAndLong,
        help: "The configuration of an installation: its interfaces are told, too, and ownership as it has it.",
        completion: .file(extensions: ["yaml", "yml"])
    )
    var config: String?

    @OptionGroup var output: OutputOptions

    func run() async throws {
        guard let composition = Composition.current else { throw output.fail("no composition", Exit.unavailable) }
        var catalogue = Catalogue(interfaces: composition.registry.entries)
        if let config {
            var options = ConfigurationOptions()
            options.config = config
            catalogue.installation = try await Session.open(options, output).configuration
        }
        output.print(String(catalogue.page.dropLast()), json: catalogue.json)
    }
}

/// `purlin catalogue write`.
struct CatalogueWriteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write",
        abstract: "Write the page and the schemas; refuses an incompatible change of a published schema."
    )

    @Option(help: ArgumentHelp("The folder that holds catalogue.md and schemas/.", valueName: "folder"))
    var into = "Documentation"

    @OptionGroup var output: OutputOptions

    func run() async throws {
        guard let composition = Composition.current else { throw output.fail("no composition", Exit.unavailable) }
        let folder = URL(fileURLWithPath: into)
        let schemas = folder.appending(path: "schemas")
        let breaks = CanonicalVocabulary.schemas.flatMap { schema in
            Self.published(schemas.appending(path: schema.fileName)).map {
                SchemaCompatibility.breaks(from: $0, to: schema.jsonSchema)
            } ?? []
        }
        guard breaks.isEmpty else {
            throw output.fail(breaks.map(\.description).joined(separator: "\n"), Exit.negative)
        }
        let page = Catalogue(interfaces: composition.registry.entries).page
        do {
            try FileManager.default.createDirectory(at: schemas, withIntermediateDirectories: true)
            for schema in CanonicalVocabulary.schemas {
                let text = "\(schema.jsonSchema.text(style: .pretty))\n"
                try Data(text.utf8).write(to: schemas.appending(path: schema.fileName), options: .atomic)
            }
            try Data(page.utf8).write(to: folder.appending(path: "catalogue.md"), options: .atomic)
        } catch {
            throw output.fail("\(into): \(error.localizedDescription)", Exit.unavailable)
        }
        let count = CanonicalVocabulary.schemas.count
        output.print(
            "\(into): catalogue.md and \(count) schemas",
            json: ["folder": .string(into), "schemas": .integer(Int64(count))]
        )
    }

    /// The schema as it was published; `nil` if it was not.
    private static func published(_ file: URL) -> JSON? {
        (try? String(contentsOf: file, encoding: .utf8)).flatMap { try? JSON(parsing: $0) }
    }
}
