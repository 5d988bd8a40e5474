import ArgumentParser
import ConnectorStore
import JSON

/// `purlin audit prove`: a proof that somebody without the store can check.
struct AuditProveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Write a proof of entries that can be checked without the store.",
        discussion: "The journal is signed first if no checkpoint covers the entries yet."
    )

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "A business key: all its entries are proved.")
    var key: String?

    @Option(help: "The number of one entry. Repeatable.")
    var entry: [Int64] = []

    @Option(name: .shortAndLong, help: "The file to write; without it the proof is printed.", completion: .file())
    var out: String?

    func validate() throws {
        guard (key == nil) != entry.isEmpty else {
            throw ValidationError("name either a business key or entries with --entry")
        }
        if output.json, out == nil { throw ValidationError("--json needs --out, since the proof itself is text") }
    }

    func run() async throws {
        let session = try await Session.open(options, output)
        let desk = try AuditDesk(session)
        let proof: JournalProof
        do throws(AuditError) {
            let entries = try await entries(in: desk.store)
            let checkpoint = try await desk.checkpoint(over: entries.last?.sequence ?? 0)
            proof = try await JournalProof(of: entries, topic: key, from: desk.store, under: checkpoint)
        } catch {
            throw output.fail(error.description, error.exitCode)
        }
        try output.write(proof.text, to: out)
        guard let out else { return }
        let size = proof.signed.checkpoint.size
        output.print(
            "\(out) proves \(proof.steps.count) entries under the checkpoint over \(size)",
            json: [
                "file": .string(out), "entries": .array(proof.steps.map { .integer($0.entry.sequence) }),
                "size": .integer(size),
            ]
        )
    }

    private func entries(in store: any RuntimeStore) async throws(AuditError) -> [JournalEntry] {
        do throws(StoreError) {
            if let key {
                let found = try await store.journal(topic: key)
                guard !found.isEmpty else { throw .conflict("The journal knows nothing of '\(key)'") }
                return found
            }
            var entries: [JournalEntry] = []
            for number in Set(entry).sorted() {
                let found = number > 0 ? try await store.journal(after: number - 1, limit: 1).first : nil
                guard let found, found.sequence == number else {
                    throw .conflict(
                        "The journal has no entry \(number); its newest is \(try await store.journalHead().sequence)"
                    )
                }
                entries.append(found)
            }
            return entries
        } catch {
            throw .store(error)
        }
    }
}
