import CCurl
public import ConnectorKit

extension CurlFileTransport {
    /// Writes a new file; what has the name, a link also, is removed before and not written through.
    ///
    /// - Throws: `FileTransportError`; after `unavailable`, `full` and `cancelled` a part of the file, or all of it, may be
    ///   there.
    public func write(_ bytes: [UInt8], to path: String) async throws(FileTransportError) {
        try await confirm(folder: try fileParts(of: path).dropLast())
        let removal = ["*" + removeCommand(path)]
        let (outcome, _) = await call(.write(bytes, after: removal), address.url(ofFile: path))
        guard !outcome.isSuccess else { return }
        let failure = error(outcome, path)
        if failure.mayBeOfTheName, try await look(at: path)?.kind == .folder { throw notPlain(path, .folder) }
        throw failure
    }

    /// Gives a file another name, which nothing must have.
    ///
    /// SFTP servers refuse a name that is taken, in the same step (its version 3, section 6.5); since not all do, the name
    /// is asked for before. FTP has no such rule: there, between the question and the rename, somebody else's new
    /// file of that name can be lost. A link is renamed itself.
    ///
    /// - Throws: `FileTransportError`. After `unavailable` and `cancelled` it is not known whether the file has the old or the
    ///   new name: list both folders. After any other reason it has the old one. Where another process renames to the same
    ///   name, a file under the new one does not say which of both did it.
    public func rename(_ path: String, to newPath: String) async throws(FileTransportError) {
        try await confirm(folder: try fileParts(of: path).dropLast())
        try await confirm(folder: try fileParts(of: newPath).dropLast())
        guard try await !isTaken(newPath) else { throw taken(newPath) }
        let (outcome, _) = await call(.commands(renameCommands(path, newPath)), address.url(ofFolder: ""))
        guard !outcome.isSuccess else { return }
        guard outcome.code == CURLE_QUOTE_ERROR, await wasRefused(outcome) else { throw unknown(outcome, path) }
        guard try await look(at: path) != nil else { throw missing(path) }
        guard try await look(at: newPath) == nil else { throw taken(newPath) }
        throw error(outcome, path)
    }

    /// Whether the server said no to a command, and not a lost connection.
    ///
    /// libcurl calls both the same with SFTP; only the next call shows the difference, by needing a new connection.
    private func wasRefused(_ outcome: FileOutcome) async -> Bool {
        guard address.kind == .sftp else { return (400..<600).contains(outcome.status) }
        let (next, _) = await call(.commands([]), address.url(ofFolder: ""))
        return next.isSuccess && next.newConnections == 0
    }

    private func unknown(_ outcome: FileOutcome, _ path: String) -> FileTransportError {
        let failure = error(outcome, path)
        guard ![.wrongHost, .unauthorized].contains(failure.reason) else { return failure }
        let reason = failure.reason == .cancelled ? FileTransportError.Reason.cancelled : .unavailable
        return error(reason, path, "it is not known whether it was renamed, look at both names: \(outcome.detail)")
    }

    /// Removes a file; one that is not there is no error, and a link is removed itself.
    ///
    /// - Throws: `FileTransportError`; after `unavailable` and `cancelled` the file may be gone.
    public func remove(_ path: String) async throws(FileTransportError) {
        try await confirm(folder: try fileParts(of: path).dropLast())
        let (outcome, _) = await call(.commands([removeCommand(path)]), address.url(ofFolder: ""))
        guard !outcome.isSuccess else { return }
        let failure = error(outcome, path)
        guard failure.mayBeOfTheName else { throw failure }
        switch try await look(at: path)?.kind {
        case nil: return
        case .folder: throw notPlain(path, .folder)
        default: throw failure
        }
    }

    /// Makes a folder, and those above it up to the root, which must be there.
    ///
    /// - Throws: `FileTransportError`; `notPermitted` if a file or a link has the name.
    public func makeFolder(_ path: String) async throws(FileTransportError) {
        let parts = try FilePath.parts(of: path, at: address.shown)
        guard !parts.isEmpty else { return _ = try await list("") }
        for count in 1...parts.count {
            do throws(FileTransportError) {
                try await confirm(folder: parts.prefix(count))
            } catch  where error.reason == .missing {
                let folder = parts.prefix(count).joined(separator: "/")
                let (outcome, _) = await call(.commands([makeFolderCommand(folder)]), address.url(ofFolder: ""))
                let failure = self.error(outcome, folder)
                guard outcome.isSuccess || failure.mayBeOfTheName else { throw failure }
                // Somebody else may have made it meanwhile, and a server may say yes and do nothing.
                guard try await look(at: folder) != nil else { throw failure }
                try await confirm(folder: parts.prefix(count))
            }
        }
    }

    private func isTaken(_ path: String) async throws(FileTransportError) -> Bool {
        guard address.kind == .sftp else { return try await look(at: path) != nil }
        let (outcome, _) = await call(.probe, address.url(ofFile: path))
        if outcome.isSuccess || outcome.fileTime >= 0 { return true }
        let failure = error(outcome, path)
        // What may not be opened is left to the server, which knows whether it is there.
        guard [.missing, .notPermitted].contains(failure.reason) else { throw failure }
        return false
    }
}

/// The commands of both protocols.
extension CurlFileTransport {
    private func removeCommand(_ path: String) -> String {
        address.kind == .sftp ? "rm \(quoted(path))" : "DELE \(address.serverPath(path))"
    }

    private func makeFolderCommand(_ path: String) -> String {
        address.kind == .sftp ? "mkdir \(quoted(path))" : "MKD \(address.serverPath(path))"
    }

    private func renameCommands(_ path: String, _ newPath: String) -> [String] {
        switch address.kind {
        case .sftp: ["rename \(quoted(path)) \(quoted(newPath))"]
        case .ftps: ["RNFR \(address.serverPath(path))", "RNTO \(address.serverPath(newPath))"]
        }
    }

    /// A path as libcurl reads it in commands of SFTP; paths hold no control characters.
    private func quoted(_ path: String) -> String {
        var text = "\""
        for scalar in address.serverPath(path).unicodeScalars {
            if scalar == "\"" || scalar == "\\" { text.unicodeScalars.append("\\") }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }
}
