import ArgumentParser
import CanonicalModel
import ConnectorStore
import Foundation
import JSON

/// `purlin audit checkpoint`: signs the journal and prints the newest checkpoint.
struct AuditCheckpointCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Sign the journal as it is now, and print the checkpoint.",
        discussion: """
            Prints the newest checkpoint if nothing but checkpoints was appended since. Completes the second place in any \
            case; exit code 69 if that could not be reached, although the checkpoint is in the store.
            """
    )

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let desk = try AuditDesk(session)
        let (signed, isExported): (SignedCheckpoint, Bool)
        do throws(AuditError) {
            let (newest, isComplete) = try await desk.sign()
            guard let newest else { throw .store(.conflict("The journal has no entries: there is nothing to sign")) }
            (signed, isExported) = (newest, isComplete)
        } catch {
            throw output.fail(error.description, error.exitCode)
        }
        let checkpoint = signed.checkpoint
        if output.json {
            output.print(
                "",
                json: [
                    "origin": .string(checkpoint.origin), "size": .integer(checkpoint.size),
                    "root": .string(checkpoint.root.base64), "note": .string(signed.note.encoded),
                ]
            )
        } else {
            try output.write(signed.note.encoded, to: nil)
        }
        if !isExported { throw Exit.unavailable }
    }
}

/// `purlin audit consistency`: proves that the journal goes on from an old checkpoint.
struct AuditConsistencyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consistency",
        abstract: "Prove that nothing before an old checkpoint was changed.",
        discussion: "The old checkpoint is a file that 'audit checkpoint' printed, for example a year ago."
    )

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The file with the old checkpoint.", completion: .file())
    var checkpoint: String

    @Option(name: .shortAndLong, help: "Write the proof to this file, for 'audit verify --proof'.", completion: .file())
    var out: String?

    func run() async throws {
        let text = try output.text(of: checkpoint)
        let session = try await Session.open(options, output)
        let desk = try AuditDesk(session)
        let proof: ConsistencyProof
        do throws(AuditError) {
            let old = try SignedCheckpoint(unverified: text)
            try old.verify(with: desk.log.verifiers)
            let new = try await desk.checkpoint(over: old.checkpoint.size)
            proof = try await ConsistencyProof(of: desk.store, from: old, to: new)
        } catch {
            throw output.fail(error.description, error.exitCode)
        }
        if let out { try output.write(proof.text, to: out) }
        output.print(proof.summary, json: proof.json)
    }
}
