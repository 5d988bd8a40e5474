import ArgumentParser
import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import JSON

/// `purlin connectors`: what this program was built with.
struct ConnectorsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connectors",
        abstract: "List the connectors by capability, with their configuration keys."
    )

    @OptionGroup var output: OutputOptions

    func run() async throws {
        guard let composition = Composition.current else { throw output.fail("no composition", Exit.unavailable) }
        let entries = composition.registry.entries
        output.print(
            entries.map(\.text).joined(separator: "\n\n"),
            json: ["connectors": .array(entries.map(\.json))]
        )
    }
}

extension ConnectorRegistry.Entry {
    fileprivate var names: [String] { capabilities.map(\.rawValue).sorted() }

    fileprivate var text: String {
        var table = TextTable(["  key", "required", "default", "meaning"])
        for key in manifest.configuration {
            table.add(["  \(key.name)", key.isRequired ? "yes" : "no", key.defaultValue ?? "", key.summary])
        }
        return """
            \(manifest.id) \(manifest.version): \(manifest.summary)
              capabilities: \(names.joined(separator: ", "))
              reads: \(manifest.reads.joined(separator: ", ")); writes: \(manifest.writes.joined(separator: ", "))
              roles: \(manifest.roles.map(\.rawValue).sorted().joined(separator: ", "))
              wire: \(manifest.wireVersions.joined(separator: ", "))
            \(table.text)
            """
    }

    fileprivate var json: JSON {
        [
            "id": .string(manifest.id), "version": .string(manifest.version), "summary": .string(manifest.summary),
            "capabilities": .array(names.map { .string($0) }),
            "reads": .array(manifest.reads.map { .string($0) }),
            "writes": .array(manifest.writes.map { .string($0) }),
            "roles": .array(manifest.roles.map(\.rawValue).sorted().map(JSON.string)),
            "wireVersions": .array(manifest.wireVersions.map { .string($0) }),
            "configuration": .array(
                manifest.configuration.map { key in
                    [
                        "key": .string(key.name), "required": .bool(key.isRequired),
                        "secret": .bool(key.kind == .secret),
                        "default": key.defaultValue.map { .string($0) } ?? .null, "summary": .string(key.summary),
                    ]
                }
            ),
        ]
    }
}
