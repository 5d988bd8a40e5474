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
        discussion: "Prints the newest checkpoint if nothing but checkpoints was appended since."
    )

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let desk = try AuditDesk(session)
        let signed: SignedCheckpoint
        do throws(AuditError) {
            signed = try await sign(desk)
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
    }

    private func sign(_ desk: AuditDesk) async throws(AuditError) -> SignedCheckpoint {
        let (now, latest) = try await desk.present()
        if let signed = try await desk.log.sign(by: AuditDesk.actor, at: now) { return signed }
        guard let latest else { throw .store(.conflict("The journal has no entries: there is nothing to sign")) }
        return latest
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
