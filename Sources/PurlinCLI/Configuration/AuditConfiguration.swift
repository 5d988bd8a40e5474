import ConnectorRuntime
import ConnectorStore
import Foundation

/// How the journal is signed, as the configuration says it.
struct AuditConfiguration {
    /// The name of the log.
    let origin: String
    /// Where the private key is.
    let key: SecretReference
    let checkpointEvery: Duration
    /// The file that checkpoints are also written to.
    let exportPath: String?
    let formerKeys: [NoteVerifier]
    /// The place of `audit.key`.
    let place: ConfigurationDiagnostic
    let folder: URL

    /// The second place for checkpoints, if there is one.
    var export: CheckpointFile? { exportPath.map { CheckpointFile(path: $0) } }

    /// Fetches the private key and makes settings of everything.
    ///
    /// - Throws: ``ConfigurationError`` if the key cannot be fetched, is none, or is that of another log.
    func settings(environment: [String: String]) throws(ConfigurationError) -> AuditSettings {
        let signer: NoteSigner
        do throws(AuditError) {
            switch key.resolve(environment: environment, folder: folder) {
            case .success(let secret): signer = try NoteSigner(secret)
            case .failure(let problem): throw AuditError.malformed(problem.message)
            }
            guard signer.verifier.name.utf8.elementsEqual(origin.utf8) else {
                throw AuditError.malformed("is the key of '\(signer.verifier.name)', not of audit.origin '\(origin)'")
            }
        } catch {
            throw ConfigurationError(diagnostics: [place.saying(error.description)])
        }
        return AuditSettings(
            signer: signer,
            checkpointEvery: checkpointEvery,
            formerKeys: formerKeys,
            export: export
        )
    }
}

extension ConfigurationDiagnostic {
    /// The same place with another message.
    func saying(_ message: String) -> ConfigurationDiagnostic {
        ConfigurationDiagnostic(file: file, line: line, column: column, key: key, message: message)
    }
}

// MARK: - Reading

extension ConfigurationReader {
    /// The part `audit`; the private key is only fetched where secrets are.
    func audit(_ value: YAMLValue) -> AuditConfiguration? {
        let mapping = MappingReader(value, allowed: ["origin", "key", "checkpointEvery", "export", "formerKeys"])
        let origin = mapping.required("origin")?
            .value("the name of a log without blanks and plus signs, such as purlin.example/kst") { text in
                text.contains { $0.isWhitespace || $0 == "+" } ? nil : text
            }
        let keyValue = mapping.required("key")
        // The text is never repeated in a message: it may be the key that was written here by mistake.
        let reference = keyValue?.text().map { SecretReference($0) }
        if case .some(nil) = reference {
            keyValue?.report("must be a reference, env:NAME or file:PATH, never the key itself")
        }
        if let keyValue, case .some(.some) = reference, let text = keyValue.text() {
            keyValue.document.note(secret: text, at: keyValue)
        }
        let every = mapping.optional("checkpointEvery")?.duration() ?? .seconds(3600)
        let export = mapping.optional("export")?.text()
        let formerKeys = mapping.optional("formerKeys")?.elements().compactMap { formerKey($0) } ?? []
        guard let origin, let keyValue, case .some(let key?) = reference else { return nil }
        let audit = AuditConfiguration(
            origin: origin,
            key: key,
            checkpointEvery: every,
            exportPath: export.map { URL(fileURLWithPath: $0, relativeTo: folder).path },
            formerKeys: formerKeys,
            place: keyValue.diagnostic(""),
            folder: folder
        )
        guard let environment else { return audit }
        do throws(ConfigurationError) {
            _ = try audit.settings(environment: environment)
        } catch {
            for diagnostic in error.diagnostics { keyValue.report(diagnostic.message) }
        }
        return audit
    }

    private func formerKey(_ value: YAMLValue) -> NoteVerifier? {
        guard let text = value.text() else { return nil }
        do throws(AuditError) {
            return try NoteVerifier(text)
        } catch {
            value.report(error.description)
            return nil
        }
    }
}
