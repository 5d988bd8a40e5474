import ArgumentParser
import ConnectorKit
import JSON
import TableMapping

/// `purlin map`.
struct MapCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Work with the mapping of files.",
        subcommands: [MapCheckCommand.self]
    )
}

/// `purlin map check MAPPING [SAMPLE]`.
struct MapCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a mapping or an export, and whether a mapping reads a sample.",
        discussion: """
            Everything that is wrong is told at once, with file, line and column. Exit code 78 if the mapping is wrong, 1 \
            if the sample cannot be read by it, or a row of it cannot be used.
            """
    )

    @Argument(help: "The mapping or export.", completion: .file(extensions: ["yaml", "yml"]))
    var mapping: String

    @Argument(help: "A file that it is to read.", completion: .file())
    var sample: String?

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let document = try MappingFile.document(mapping, output)
        if document.value["export"] != nil {
            let export = try MappingFile.use(output) { () throws(MappingFault) in try TableExport(document) }
            if sample != nil { throw output.fail("\(mapping): is an export, which reads no sample", Exit.usage) }
            output.print(
                "\(mapping): sound; writes \(export.object)",
                json: ["sound": true, "writes": .string(export.object)]
            )
            return
        }
        let table = try MappingFile.use(output) { () throws(MappingFault) in try TableMapping(document) }
        var lines = ["\(mapping): sound; reads \(table.object.canonicalName)"]
        var json: JSONObject = ["sound": true, "reads": .string(table.object.canonicalName)]
        lines += table.cautions.map { "caution: \($0)" }
        json["cautions"] = .array(table.cautions.map(JSON.string))
        var rejects = 0
        if let sample {
            let rehearsal = try MappingFile.rehearse(table, sample, output)
            rejects = rehearsal.rejectCount
            lines.append("\(sample): \(rehearsal.records.count) records, \(rejects) rows that cannot be used")
            lines += rehearsal.rejects.prefix(20).map { "  \($0.reason.printable)" }
            json["records"] = .integer(Int64(rehearsal.records.count))
            json["rejectCount"] = .integer(Int64(rejects))
            json["rejects"] = .array(rehearsal.rejects.map { .string($0.reason) })
        }
        output.print(lines.joined(separator: "\n"), json: .object(json))
        if rejects > 0 { throw Exit.negative }
    }
}

/// A mapping that a person names on the command line.
enum MappingFile {
    /// Reads the file.
    ///
    /// - Throws: Exit code 78, already explained.
    static func document(_ path: String, _ output: OutputOptions) throws -> ConfigurationDocument {
        do throws(ConfigurationError) {
            return try ConfigurationDocument(readingYAML: path)
        } catch {
            throw output.fail(error.description, Exit.configuration)
        }
    }

    /// What `make` makes of it.
    ///
    /// - Throws: Exit code 78, already explained.
    static func use<Value>(_ output: OutputOptions, _ make: () throws(MappingFault) -> Value) throws -> Value {
        do throws(MappingFault) {
            return try make()
        } catch {
            throw output.fail(error.description, Exit.configuration)
        }
    }

    /// What a file would bring.
    ///
    /// - Throws: Exit code 1, already explained, if the file as a whole cannot be used.
    static func rehearse(_ mapping: TableMapping, _ path: String, _ output: OutputOptions) throws -> Rehearsal {
        do throws(SampleFile.Unreadable) {
            let file = try SampleFile(path)
            var rehearsal = Rehearsal()
            try file.rehearse(mapping.reader(of: file.arrived), &rehearsal)
            return rehearsal
        } catch {
            throw output.fail(error.message, Exit.negative)
        }
    }
}
