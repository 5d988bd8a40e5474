import ArgumentParser
import ConnectorRuntime
import ConnectorStore
import JSON

/// `purlin audit prove`: a proof that somebody without the store can check.
struct AuditProveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Write a proof of entries that can be checked without the store.",
        discussion: """
            The journal is signed first if no checkpoint covers the entries yet. Entries with personal data are written \
            without them, and only their hash is proved, unless a person answers for --with-personal-data: that is an entry \
            of the journal.
            """
    )

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "A business key: all its entries are proved.")
    var key: String?

    @Option(help: "The number of one entry. Repeatable.")
    var entry: [Int64] = []

    @Option(name: .shortAndLong, help: "The file to write; without it the proof is printed.", completion: .file())
    var out: String?

    @Flag(help: "Write entries with personal data in full: pay, bank and identity numbers.")
    var withPersonalData = false

    @Option(name: .customLong("as"), help: "The person who lets personal data out, in the role 'operatorRole'.")
    var person: String?

    func validate() throws {
        guard withPersonalData == (person != nil) else {
            throw ValidationError("--with-personal-data needs --as PERSON, and only that needs it")
        }
        guard (key == nil) != entry.isEmpty else {
            throw ValidationError("name either a business key or entries with --entry")
        }
        if output.json, out == nil { throw ValidationError("--json needs --out, since the proof itself is text") }
    }

    func run() async throws {
        let session = try await Session.open(options, output)
        let desk = try AuditDesk(session)
        let entries: [JournalEntry]
        let proof: JournalProof
        do throws(AuditError) { entries = try await self.entries(in: desk.store) } catch {
            throw output.fail(error.description, error.exitCode)
        }
        try await record(entries, desk)
        do throws(AuditError) {
            let checkpoint = try await desk.checkpoint(over: entries.last?.sequence ?? 0)
            proof = try await JournalProof(
                of: entries,
                topic: key,
                from: desk.store,
                under: checkpoint,
                includesPersonalData: withPersonalData
            )
        } catch {
            throw output.fail(error.description, error.exitCode)
        }
        // What is in it may be payroll's.
        try output.write(proof.text, to: out, permissions: withPersonalData ? 0o600 : 0o644)
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

    /// Makes it an entry of the journal, before anything is written, that a person lets personal data out.
    private func record(_ entries: [JournalEntry], _ desk: AuditDesk) async throws {
        guard let person else { return }
        let session = desk.session
        do throws(GovernanceError) {
            let export = PersonalDataExport(settings: session.governance, store: desk.store)
            let now = try await session.now(desk.store)
            try await export.record(entries, of: key, by: person, at: now)
        } catch {
            throw output.fail("\(error)", error.exitCode)
        }
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
