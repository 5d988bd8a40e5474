import ArgumentParser
import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import JSON

/// `purlin audit verify`: recomputes everything, or checks a proof without the store.
struct AuditVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recompute the journal with its tree, checkpoints and index, or check a proof.",
        discussion: """
            Exit code 1 if an entry was changed, removed or inserted, if tree, checkpoints, their second place or index \
            disagree with the entries, or if the proof does not hold; 69 if nothing is wrong but the second place could \
            not be reached. With --proof neither store nor configuration is needed.
            """
    )

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "A file that 'audit prove' or 'audit consistency' wrote.", completion: .file())
    var proof: String?

    @Option(name: .customLong("verifier-key"), help: "Whose checkpoint is trusted: name+0123abcd+base64. Repeatable.")
    var verifierKeys: [String] = []

    func validate() throws {
        if proof != nil, verifierKeys.isEmpty {
            throw ValidationError(
                "--proof needs --verifier-key, which the log's owner publishes ('purlin audit key show')"
            )
        }
    }

    func run() async throws {
        let verifiers: [NoteVerifier]
        do throws(AuditError) {
            var read: [NoteVerifier] = []
            for text in verifierKeys { read.append(try NoteVerifier(text)) }
            verifiers = read
        } catch {
            throw output.fail(error.description, Exit.usage)
        }
        if let proof { return try check(try output.text(of: proof), with: verifiers) }
        try await verifyStore(trusting: verifiers)
    }

    private func check(_ text: String, with verifiers: [NoteVerifier]) throws {
        do throws(AuditError) {
            if text.utf8.starts(with: ConsistencyProof.header.utf8) {
                let proof = try ConsistencyProof(text)
                try proof.verify(with: verifiers)
                output.print(proof.summary, json: proof.json)
            } else {
                let proof = try JournalProof(text)
                try proof.verify(with: verifiers)
                output.print(proof.summary, json: proof.json)
            }
        } catch {
            throw output.fail(error.description, error.exitCode)
        }
    }

    private func verifyStore(trusting given: [NoteVerifier]) async throws {
        let session = try await Session.open(options, output)
        let trusted = given.isEmpty ? try session.trustedKeys() : given
        let store = try session.store(.client)
        let isQuiet = output.json
        let verification: AuditVerification
        do throws(StoreError) {
            verification = try await AuditVerification.verify(
                store,
                trusting: trusted,
                export: session.configuration.audit?.export.map { PatientExport($0, clock: session.clock) },
                pageSize: 10_000
            ) { done in
                if !isQuiet, done % 100_000 == 0 { Output.error("\(done) entries") }
            }
        } catch {
            throw output.fail(error.description, AuditError.store(error).exitCode)
        }
        report(verification, signatures: !trusted.isEmpty)
        if !verification.isWhole { throw Exit.negative }
        if case .away = verification.export { throw Exit.unavailable }
    }

    private func report(_ verification: AuditVerification, signatures: Bool) {
        let findings = verification.findings
        let (export, problem) = verification.export.words
        let unchecked = signatures || verification.checkpoints == 0 ? "" : " (signatures not checked: no key)"
        output.print(
            verification.isWhole
                ? "the journal is whole: \(verification.entries) entries, \(verification.checkpoints) checkpoints\(unchecked)"
                : (findings.map { "entry \($0.sequence) \($0.message)" } + [problem].compactMap { $0 })
                    .joined(separator: "\n"),
            json: [
                "whole": .bool(verification.isWhole), "entries": .integer(verification.entries),
                "checkpoints": .integer(Int64(verification.checkpoints)), "signaturesChecked": .bool(signatures),
                "export": .string(export), "exportProblem": problem.map { .string($0) } ?? .null,
                "findings": .array(
                    findings.map { ["sequence": .integer($0.sequence), "message": .string($0.message)] }
                ),
            ]
        )
        if verification.isWhole, let problem { Output.error(problem) }
    }
}

extension Session {
    /// The keys of the configuration; none if it names none.
    fileprivate func trustedKeys() throws -> [NoteVerifier] {
        guard let settings = try auditSettings() else { return [] }
        return [settings.signer.verifier] + settings.formerKeys
    }
}

extension AuditVerification.Export {
    /// What became of the second place: a word, and what is wrong.
    fileprivate var words: (state: String, problem: String?) {
        switch self {
        case .none: ("none", nil)
        case .read(lacking: 0): ("complete", nil)
        case .read(let count):
            ("behind", "the second place lacks the newest \(count) checkpoints; a start completes it")
        case .missing:
            (
                "missing",
                "the second place for checkpoints holds none, although the store holds several: unless audit.export is new "
                    + "or was away since the first, find out who removed them; 'purlin run' or "
                    + "'purlin audit checkpoint' writes them there again"
            )
        case .disagreeing:
            ("disagrees", "the second place for checkpoints does not hold exactly what the store holds, as said above")
        case .away(let reason): ("away", "\(reason). The checkpoints there were not compared; verify again")
        case .damaged(let reason): ("damaged", reason)
        }
    }
}

extension JournalProof {
    fileprivate var summary: String {
        let lines = steps.map { step in
            let entry = step.entry
            return "\(entry.sequence)  \(entry.recordedAt.text)  \(entry.kind)  \(entry.key)  by \(entry.actor)"
                + (step.isWithheld ? "  (personal data withheld: only its number and its hash are proved)" : "")
        }
        let count = steps.count == 1 ? "1 entry is" : "\(steps.count) entries are"
        let checkpoint = signed.checkpoint
        return (lines + ["proved: \(count) in the journal '\(checkpoint.origin)' of \(checkpoint.size) entries"])
            .joined(separator: "\n")
    }

    fileprivate var json: JSON {
        [
            "proved": true, "origin": .string(signed.checkpoint.origin), "size": .integer(signed.checkpoint.size),
            "entries": .array(steps.map { .integer($0.entry.sequence) }),
            "provedByHashAlone": .array(steps.filter(\.isWithheld).map { .integer($0.entry.sequence) }),
        ]
    }
}

extension ConsistencyProof {
    var summary: String {
        "proved: the journal '\(new.checkpoint.origin)' of \(new.checkpoint.size) entries goes on from its checkpoint over "
            + "\(old.checkpoint.size); nothing before was changed"
    }

    var json: JSON {
        [
            "proved": true, "origin": .string(new.checkpoint.origin), "oldSize": .integer(old.checkpoint.size),
            "size": .integer(new.checkpoint.size),
        ]
    }
}
