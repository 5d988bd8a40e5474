import ArgumentParser
import CanonicalModel
import ConnectorStore
import JSON

/// `purlin journal`: what happened.
struct JournalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: "Show what happened.",
        subcommands: [JournalShowCommand.self]
    )
}

/// `purlin journal show KEY`: one business key's story across all systems.
struct JournalShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the whole story of one business key across all systems, in order.",
        discussion:
            "A key is a machine (EX-104), a machine's day (EX-104/2026-01-05), a project, a delivery or a system."
    )

    @Argument(help: "The business key.")
    var key: String

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        let entries: [JournalEntry]
        do throws(StoreError) {
            entries = try await store.journal(topic: key)
        } catch {
            throw output.fail(error.description, Exit.unavailable)
        }
        guard !entries.isEmpty else {
            throw output.fail("the journal knows nothing of '\(key)'", Exit.negative)
        }
        output.print(
            entries.map(\.line).joined(separator: "\n"),
            json: ["key": .string(key), "entries": .array(entries.map(\.json))]
        )
    }
}

extension JournalEntry {
    var line: String {
        let place = content.system.isEmpty ? "" : " [\(content.system)]"
        return "\(sequence)  \(recordedAt.text)  \(content.kind)\(place)  \(content.key)  by \(actor)\(gist)"
    }

    /// The part of the body that a person looks for first.
    private var gist: String {
        guard let body = try? JSON(parsing: content.body) else { return "" }
        let notes = body["notes"]?.arrayValue?.compactMap(Self.words) ?? []
        let counter = body["payload"]?["sourceValue"]?.stringValue.map { "counter \($0)" }
        let signer = body["role"]?.stringValue.flatMap { role in body["person"]?.stringValue.map { (role, $0) } }
            .map { role, person in
                "\(person)\(body["onBehalfOf"]?.stringValue.map { " for \($0)" } ?? "") as \(role)"
            }
        let parts =
            [
                signer, body["summary"]?.stringValue, body["reason"]?.stringValue, body["reference"]?.stringValue,
                counter,
            ]
            .compactMap { $0 } + (notes.isEmpty ? [] : [notes.joined(separator: ", ")])
        return parts.isEmpty ? "" : ": " + parts.joined(separator: "; ")
    }

    /// The event of a note; of a hand-off also what it came of, and between which stages.
    private static func words(_ note: JSON) -> String? {
        guard let event = note["event"]?.stringValue else { return nil }
        let stage = note["detail"]?["stage"]
        guard let cause = note["detail"]?["event"]?.stringValue, let from = stage?["from"]?.stringValue,
            let to = stage?["to"]?.stringValue
        else { return event }
        return "\(event) from \(from) to \(to) by \(cause)"
    }

    var json: JSON {
        [
            "sequence": .integer(sequence), "recordedAt": .string(recordedAt.text), "actor": .string(actor),
            "kind": .string(content.kind), "key": .string(content.key), "system": .string(content.system),
            "topics": .array(content.topics.map { .string($0) }), "correlation": .string(content.correlation),
            "causation": .string(content.causation),
            "body": shownBody, "previousHash": .string(previousHash), "hash": .string(hash),
        ]
    }
}
