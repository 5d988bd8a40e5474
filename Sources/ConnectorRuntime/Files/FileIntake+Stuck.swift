import CanonicalModel
import ConnectorKit
import ConnectorStore

/// Why nothing can be done with one file, though its place takes and gives others.
struct StuckFile: Error {
    let reason: String
}

/// A file with which nothing can be done keeps no other from being taken; a place that fails as a whole is waited for.
extension FileIntake {
    /// Does what one file needs; if that file alone is to blame for a failure, a person is told, and it is tried again.
    func apart(_ name: String, _ work: () async throws -> Step) async throws -> Step {
        do {
            return try await work()
        } catch let stuck as StuckFile {
            try await report(stuck, name)
            return .later(now.adding(Self.patience))
        }
    }

    /// Does something with a file that stays in a folder or goes to another one.
    func blaming<Value>(
        from folder: String,
        to newFolder: String,
        _ work: () async throws(FileTransportError) -> Value
    ) async throws -> Value {
        do throws(FileTransportError) { return try await work() } catch {
            throw await blamed(error, from: folder, to: newFolder)
        }
    }

    /// What an error is called that one file brought about: ``StuckFile`` if another file can be written and renamed there.
    func blamed(_ error: FileTransportError, from folder: String, to newFolder: String) async -> any Error {
        switch error.reason {
        case .missing, .exists, .notPermitted, .tooLarge, .unavailable: break
        default: return error
        }
        do throws(FileTransportError) { try await place.probe(from: folder, to: newFolder) } catch let failure {
            // Why the place itself fails is told by the next call, if not by this one.
            return failure.reason == .cancelled ? failure : error
        }
        return StuckFile(reason: "\(error)")
    }

    func stuckCase(_ name: String) -> String { "file_stuck:\(system)/\(name)" }

    private func report(_ stuck: StuckFile, _ name: String) async throws(StoreError) {
        let proposal = CaseProposal(
            kind: "file_stuck",
            subject: "\(system)/\(name)",
            severity: .warning,
            owner: intake.settings.operatorRole,
            summary:
                "\(system): \(name) cannot be read or moved, and is tried again, while others are taken: \(stuck.reason); "
                + "give it the rights of the others, a shorter name, or drop it again under another name",
            remedy: .acknowledge,
            topics: [name, system]
        )
        let changes = try await intake.store.raising(proposal)
        if !changes.isEmpty { try await intake.commit(changes) }
    }
}

extension FilePlace {
    private static let probed = ".purlin-check"

    /// Writes a file, renames it into a folder, and removes it.
    func probe(from folder: String, to newFolder: String) async throws(FileTransportError) {
        let first = FilePath.join(folder, "\(Self.probed).partial")
        let second = FilePath.join(newFolder, Self.probed)
        try await transport.remove(second)
        try await transport.write([], to: first)
        try await transport.rename(first, to: second)
        try await transport.remove(second)
    }
}
