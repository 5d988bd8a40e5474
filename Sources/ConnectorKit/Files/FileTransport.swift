public import CanonicalModel

/// Carries files to and from one place: a local folder, an SFTP or an FTPS server, which look the same.
///
/// Paths are relative to the place's root, with `/` between parts; no part is empty, `.` or `..`, and no path leads out of
/// the root, also not over a symbolic link.
public protocol FileTransport: Sendable {
    /// What stands in a folder; not what stands in folders below it.
    ///
    /// - Parameter folder: The path of the folder; empty for the root.
    /// - Returns: The entries in the order of their names' bytes.
    /// - Throws: ``FileTransportError``.
    func list(_ folder: String) async throws(FileTransportError) -> [FileEntry]

    /// Reads a file piece by piece.
    ///
    /// - Parameters:
    ///   - path: The path of a regular file; anything else, such as a pipe or a link, is refused.
    ///   - limit: More bytes than these are not read, and an error.
    ///   - take: Takes each piece, at most a mebibyte; the next one is read when it returns. Returning `false` ends the reading.
    /// - Throws: ``FileTransportError``.
    func read(
        _ path: String,
        limit: Int64,
        into take: @Sendable ([UInt8]) async -> Bool
    ) async throws(FileTransportError)

    /// Writes a new file and makes it durable as far as the place can; one that is there is replaced.
    ///
    /// - Throws: ``FileTransportError``; a part of the file may be there.
    func write(_ bytes: [UInt8], to path: String) async throws(FileTransportError)

    /// Gives a file another name, in the same or another folder, in one step.
    ///
    /// - Throws: ``FileTransportError``, with ``FileTransportError/Reason/exists`` if the new name is taken.
    func rename(_ path: String, to newPath: String) async throws(FileTransportError)

    /// Removes a file; one that is not there is no error.
    ///
    /// - Throws: ``FileTransportError``.
    func remove(_ path: String) async throws(FileTransportError)

    /// Makes a folder, and those above it; one that is there is no error.
    ///
    /// - Throws: ``FileTransportError``.
    func makeFolder(_ path: String) async throws(FileTransportError)
}

/// What stands in a folder.
public struct FileEntry: Sendable, Hashable {
    /// What an entry is.
    public enum Kind: Sendable, Hashable {
        /// A file with content.
        case file
        /// A folder.
        case folder
        /// A link, pipe, device or socket: never read.
        case other
    }

    /// Its name, without any folder.
    public let name: String
    /// What it is.
    public let kind: Kind
    /// How many bytes it has, for a file.
    public let size: Int64
    /// When it was last changed, by its place's clock; `nil` if the place does not say.
    public let modifiedAt: Instant?

    /// Creates an entry.
    public init(name: String, kind: Kind, size: Int64, modifiedAt: Instant?) {
        self.name = name
        self.kind = kind
        self.size = size
        self.modifiedAt = modifiedAt
    }
}

/// Why files could not be carried.
public struct FileTransportError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What happened, in terms of what a caller does next.
    @nonexhaustive
    public enum Reason: String, Sendable, Hashable {
        /// There is no such file or folder.
        case missing
        /// There is something of that name already.
        case exists
        /// The path leads out of the root, or to what is no regular file.
        case notPermitted
        /// The credentials were refused.
        case unauthorized
        /// The server is not the one whose key is pinned.
        case wrongHost
        /// The file is larger than allowed.
        case tooLarge
        /// The place cannot be reached or used at the moment.
        case unavailable
        /// The disk is full, on either side.
        case full
        /// The task was cancelled.
        case cancelled
    }

    /// What happened.
    public let reason: Reason
    /// Where: the place and the path, without credentials.
    public let place: String
    /// What was found, and what to do.
    public let detail: String

    /// Creates an error.
    public init(_ reason: Reason, place: String, detail: String) {
        self.reason = reason
        self.place = place
        self.detail = detail
    }

    /// Where and what.
    public var description: String { "\(place): \(detail)" }
}
