import ArgumentParser
import ConnectorStore
import JSON

/// `purlin audit`: whether the journal can be trusted.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Prove that the journal is whole.",
        subcommands: [AuditVerifyCommand.self]
    )
}

/// `purlin audit verify`: recomputes the hash chain.
struct AuditVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recompute the hash of every entry and compare it with its successor.",
        discussion: "Exit code 1 if an entry was changed, removed or inserted; the entry is named."
    )

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        let isQuiet = output.json
        let verification: JournalVerification
        do throws(StoreError) {
            verification = try await JournalVerification.verify(store, pageSize: 10_000) { done in
                if !isQuiet { Output.error("\(done) entries") }
            }
        } catch {
            throw output.fail(error.description, Exit.unavailable)
        }
        let findings = verification.findings
        output.print(
            verification.isWhole
                ? "the journal is whole: \(verification.entries) entries"
                : findings.map { "entry \($0.sequence) \($0.message)" }.joined(separator: "\n"),
            json: [
                "whole": .bool(verification.isWhole), "entries": .integer(verification.entries),
                "findings": .array(
                    findings.map { ["sequence": .integer($0.sequence), "message": .string($0.message)] }
                ),
            ]
        )
        if !verification.isWhole { throw Exit.negative }
    }
}
