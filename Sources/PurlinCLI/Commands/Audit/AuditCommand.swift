import ArgumentParser
import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import Foundation

/// `purlin audit`: whether the journal can be trusted, and proofs of it for others.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Prove that the journal is whole.",
        subcommands: [
            AuditVerifyCommand.self, AuditProveCommand.self, AuditCheckpointCommand.self, AuditConsistencyCommand.self,
            AuditKeyCommand.self,
        ]
    )
}

/// What commands that sign need.
struct AuditDesk {
    /// The person or system that has the journal signed by a command.
    static let actor = "system:purlin-audit"

    let session: Session
    let store: any RuntimeStore
    let log: CheckpointLog

    /// Opens the store and fetches the key.
    ///
    /// - Throws: The exit code, already explained, if one of them cannot be had.
    init(_ session: Session) throws {
        guard let settings = try session.auditSettings() else { throw Self.missing(session) }
        self.session = session
        store = try session.store(.client)
        log = settings.log(of: store, clock: session.clock, notice: Output.error)
    }

    /// Explains that the configuration does not say how the journal is signed.
    static func missing(_ session: Session) -> ExitCode {
        session.output.fail(
            "\(session.configuration.file): the journal is not signed: add 'audit' with 'origin' and 'key', and make a key "
                + "with 'purlin audit key generate PATH --origin NAME'",
            Exit.configuration
        )
    }

    /// The newest checkpoint, if there is one.
    private func newest() async throws(AuditError) -> SignedCheckpoint? {
        do throws(StoreError) { return try await store.latestCheckpoint()?.signed } catch { throw .store(error) }
    }

    /// Signs the journal if there is anything new; a second place that is away is told.
    ///
    /// - Returns: The newest checkpoint, if there is one, and whether the second place holds it.
    func sign() async throws(AuditError) -> (newest: SignedCheckpoint?, isExported: Bool) {
        let now: Instant
        do throws(StoreError) { now = try await session.present(in: store) } catch { throw .store(error) }
        do throws(AuditError) {
            _ = try await log.sign(by: Self.actor, at: now)
        } catch .export(let reason) {
            Output.error("\(reason). What is signed is in the store; the next start or checkpoint writes it there")
            return (try await newest(), false)
        }
        return (try await newest(), true)
    }

    /// The newest checkpoint over at least `size` entries; signs a new one if there is none.
    func checkpoint(over size: Int64) async throws(AuditError) -> SignedCheckpoint {
        if let latest = try await newest(), latest.checkpoint.size >= size {
            try latest.verify(with: log.verifiers)
            return latest
        }
        guard let signed = try await sign().newest, signed.checkpoint.size >= size else {
            throw .inconsistent("There is no checkpoint over \(size) entries, and nothing to sign: verify the journal")
        }
        return signed
    }
}

extension Session {
    /// Checks before a start that the journal agrees with its checkpoints.
    ///
    /// - Throws: The exit code, after saying what disagrees and what to do.
    func checkJournal(in store: any RuntimeStore, _ settings: AuditSettings?) async throws {
        do throws(AuditError) {
            if let settings {
                try await settings.log(of: store, clock: clock, notice: Output.error).checkAtStart()
            } else {
                try await StartCheck(store, trusting: []).run()
            }
        } catch {
            throw output.fail(error.description, error.exitCode)
        }
    }
}

extension AuditError {
    /// How a command ends that could not prove something.
    var exitCode: ExitCode {
        switch self {
        case .store(.damaged), .malformed, .unsigned, .inconsistent: Exit.negative
        case .store(let error): error.exitCode
        case .export: Exit.unavailable
        }
    }
}

extension OutputOptions {
    /// The text of a file that a person named.
    ///
    /// - Throws: The exit code, already explained.
    func text(of path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw fail("\(path) cannot be read; check the path", Exit.usage)
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw fail("\(path) is no text in UTF-8", Exit.negative)
        }
        return text
    }

    /// Writes a file that is not there yet, or with `nil` the standard output.
    ///
    /// - Throws: The exit code, already explained.
    func write(_ text: String, to path: String?, permissions: Int = 0o644) throws {
        guard let path else {
            FileHandle.standardOutput.write(Data(text.utf8))
            return
        }
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(permissions))
        guard descriptor >= 0 else {
            let reason =
                errno == EEXIST
                ? "it is there already, and is not overwritten" : unsafe String(cString: strerror(errno))
            throw fail("\(path) cannot be written: \(reason)", Exit.unavailable)
        }
        do {
            let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            try file.write(contentsOf: Data(text.utf8))
            try file.synchronize()
        } catch {
            throw fail("\(path) cannot be written: \(error)", Exit.unavailable)
        }
    }
}
