public import ConnectorKit
import Synchronization

/// Carries files to and from an SFTP or FTPS server with libcurl.
///
/// One thread serves all calls of a transport, over at most four connections that are kept for further calls. What a caller
/// can rely on beside the promises of `FileTransport`:
///
/// - SFTP: there is no login, and no byte of a credential is sent, unless the server's key is one of the pinned ones; the
///   error tells the fingerprint that was seen. Keys in files of this process's user and agents are not used.
/// - FTPS: TLS is asked for on the usual port and required on both connections, with a certificate for the server's name.
/// - A link is listed as `other`, and not read, as far as the server shows it; folders on the way are looked at at least
///   once a minute. Neither protocol can do this in one step with what follows: a server that keeps the user in a folder
///   of its own (chroot) is safer.
/// - SFTP does not tell when a file was changed, only its size; FTPS does if the server has MLSD.
/// - Neither protocol can say that a file is on the disk: after ``write(_:to:)`` the server has closed it without a
///   complaint, and a rename afterwards is what shows it to others.
/// - A call that finds no server, loses it, or stands still for the place's deadline fails as `unavailable`, a cancelled one
///   promptly as `cancelled`.
public final class CurlFileTransport: FileTransport {
    private struct Memory {
        /// When the folders were last seen to be folders.
        var folders: [String: ContinuousClock.Instant] = [:]
        /// Whether the server of FTP was found to lack MLSD.
        var lacksMachineListing = false
    }

    /// How long a folder is taken for a folder without another look.
    private static let folderMemory = Duration.seconds(60)
    private static let connections = 4

    let address: FileServerAddress
    private let login: FileLogin
    private let loop: TransferLoop
    private let memory = Mutex(Memory())
    private let key: KeyInMemory?

    /// Creates a transport and starts its thread; no connection is opened.
    ///
    /// - Parameter place: Where the files lie, and how to get in.
    /// - Throws: ``CurlTransport/SetupError`` for the first setting that cannot work.
    public init(place: Place) throws(CurlTransport.SetupError) {
        try Library.prepare()
        address = try place.validated()
        let keyPath: String?
        switch place.privateKey {
        case .file(let path): (key, keyPath) = (nil, path)
        case .text(let text):
            let memory = try KeyInMemory(text)
            keyPath = memory.path
            key = memory
        case nil: (key, keyPath) = (nil, nil)
        }
        let hostKeys = Set(place.hostKeys.map(HostKeyFingerprint.plain))
        login = FileLogin(place: place, isSFTP: address.kind == .sftp, hostKeys: hostKeys, keyPath: keyPath)
        loop = try TransferLoop(connectionsPerHost: Self.connections)
        loop.startThread()
    }

    deinit { loop.stop() }

    /// Ends the thread and all connections; calls that are under way, and all later ones, fail as cancelled.
    ///
    /// A transport that is released does this by itself.
    public func close() { loop.stop() }

    /// What stands in a folder, in the order of the names' bytes.
    ///
    /// - Parameter folder: The path of the folder; empty for the root.
    /// - Returns: The entries; names that are no UTF-8 are of kind `other`.
    /// - Throws: `FileTransportError`; `unavailable` also if the server's form of a listing is not known.
    public func list(_ folder: String) async throws(FileTransportError) -> [FileEntry] {
        try await confirm(folder: try FilePath.parts(of: folder, at: address.shown))
        return try await entries(of: folder)
    }

    /// Reads a regular file piece by piece; the server waits while `take` works.
    ///
    /// - Throws: `FileTransportError`; `unavailable` also if fewer bytes came than the server had announced.
    public func read(
        _ path: String,
        limit: Int64,
        into take: @Sendable ([UInt8]) async -> Bool
    ) async throws(FileTransportError) {
        try await confirm(folder: try fileParts(of: path).dropLast())
        guard let entry = try await look(at: path) else { throw missing(path) }
        guard entry.kind == .file else { throw notPlain(path, entry.kind) }
        guard entry.size <= limit else {
            throw error(.tooLarge, path, "it has \(entry.size) bytes, and \(limit) are the limit")
        }
        let transfer = FileTransfer(.read(limit: limit), url: address.url(ofFile: path), login: login)
        let size = await withTaskCancellationHandler {
            await read(transfer, into: take)
        } onCancel: {
            stop(transfer)
        }
        guard let size else { return }
        guard transfer.outcome.isSuccess else { throw try await readError(transfer.outcome, path) }
        guard size >= entry.size else {
            throw error(
                .unavailable,
                path,
                "only \(size) of \(entry.size) bytes came; it was changed or cut off meanwhile"
            )
        }
    }

    /// Why nothing was read; a server of FTP answers the same of what is gone and of what it does not give.
    private func readError(
        _ outcome: FileOutcome,
        _ path: String
    ) async throws(FileTransportError) -> FileTransportError {
        let failure = error(outcome, path)
        guard failure.reason == .missing, try await look(at: path) != nil else { return failure }
        return error(
            .notPermitted,
            path,
            "is there, but this user may not read it; ask the server's operator for the right"
        )
    }

    /// How many bytes came; `nil` if the taker wanted no more.
    private func read(_ transfer: FileTransfer, into take: @Sendable ([UInt8]) async -> Bool) async -> Int64? {
        loop.start(transfer)
        var size: Int64 = 0
        while let (pieces, isPaused) = await transfer.next() {
            let bytes = pieces.dropFirst().reduce(into: pieces.first ?? []) { $0 += $1 }
            size += Int64(bytes.count)
            guard await take(bytes) else {
                stop(transfer)
                return nil
            }
            if isPaused { loop.resume(transfer) }
        }
        return size
    }

    private func stop(_ transfer: FileTransfer) {
        transfer.markCancelled()
        loop.cancel(transfer)
    }

    /// Makes one call to the server.
    func call(_ work: FileWork, _ url: String) async -> (outcome: FileOutcome, pieces: [[UInt8]]) {
        let transfer = FileTransfer(work, url: url, login: login)
        return await withTaskCancellationHandler {
            loop.start(transfer)
            var all: [[UInt8]] = []
            while let (pieces, _) = await transfer.next() { all += pieces }
            return (transfer.outcome, all)
        } onCancel: {
            stop(transfer)
        }
    }
}

extension CurlFileTransport {
    /// The parts of a path that is not the root.
    func fileParts(of path: String) throws(FileTransportError) -> [String] {
        let parts = try FilePath.parts(of: path, at: address.shown)
        guard !parts.isEmpty else { throw error(.notPermitted, path, "is the root and no file; name a file") }
        return parts
    }

    /// Makes sure that folders on the way are folders and no links, each of which could lead out of the root.
    func confirm(folder parts: some Collection<String>) async throws(FileTransportError) {
        var path = ""
        for part in parts {
            path = FilePath.join(path, part)
            let isKnown = memory.withLock { memory in
                memory.folders[path].map { $0 + Self.folderMemory > .now } ?? false
            }
            if isKnown { continue }
            switch try await look(at: path)?.kind {
            case .folder: memory.withLock { $0.folders[path] = .now }
            case nil: throw missing(path)
            case .file: throw error(.notPermitted, path, "is a file; a folder must be there")
            case .other: throw notPlain(path, .other)
            }
        }
    }

    /// What has a path now; the folders above it are known.
    func look(at path: String) async throws(FileTransportError) -> FileEntry? {
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { String(path[..<$0]) } ?? ""
        let name = slash.map { path[path.utf8.index(after: $0)...] } ?? path[...]
        return try await entries(of: folder).first { $0.name.utf8.elementsEqual(name.utf8) }
    }

    private func entries(of folder: String) async throws(FileTransportError) -> [FileEntry] {
        let isSFTP = address.kind == .sftp
        let command = isSFTP || memory.withLock { $0.lacksMachineListing } ? nil : "MLSD"
        let (outcome, pieces) = await call(.list(command: command), address.url(ofFolder: folder))
        if command != nil, [500, 502, 504].contains(outcome.status) {
            memory.withLock { $0.lacksMachineListing = true }
            return try await entries(of: folder)
        }
        guard outcome.isSuccess else { throw error(outcome, folder) }
        do {
            let lines = FileListing.lines(pieces, isEntryAPiece: isSFTP)
            return try FileListing.entries(lines, isMachineForm: command != nil)
        } catch {
            throw self.error(
                .unavailable,
                folder,
                "the server lists the folder in a form that is not known here; ask its operator for one like that of ls -l"
            )
        }
    }
}
