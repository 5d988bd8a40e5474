import ArgumentParser
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import JSON

/// `purlin audit key`: the key that checkpoints are signed with.
struct AuditKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Make or show the key that signs the journal.",
        subcommands: [AuditKeyGenerateCommand.self, AuditKeyShowCommand.self]
    )
}

/// `purlin audit key generate`: a new private key in a file of its own.
struct AuditKeyGenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Write a new private key to a file, and print the key to verify with.",
        discussion: "The file is readable for this user alone. A file that is there already is not overwritten."
    )

    @OptionGroup var output: OutputOptions

    @Argument(help: "The file to write.", completion: .file())
    var path: String

    @Option(help: "The name of the log, audit.origin in the configuration, for example purlin.example/kst.")
    var origin: String

    func run() async throws {
        let secret: Secret
        let verifier: NoteVerifier
        do throws(AuditError) {
            secret = try NoteSigner.generate(name: origin)
            verifier = try NoteSigner(secret).verifier
        } catch {
            throw output.fail(error.description, Exit.usage)
        }
        try output.write(secret.withValue { $0 + "\n" }, to: path, permissions: 0o600)
        output.print(verifier.description, json: ["file": .string(path), "verifierKey": .string(verifier.description)])
    }
}

/// `purlin audit key show`: the public key of the configuration.
struct AuditKeyShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print the key to verify with, for whoever checks proofs."
    )

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        guard let settings = try session.auditSettings() else { throw AuditDesk.missing(session) }
        let keys = ([settings.signer.verifier] + settings.formerKeys).map(\.description)
        output.print(
            keys.joined(separator: "\n"),
            json: ["verifierKeys": .array(keys.map { .string($0) })]
        )
    }
}
