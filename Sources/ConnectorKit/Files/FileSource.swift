public import CanonicalModel

/// A connector whose system drops files.
///
/// The runtime finds, claims, copies and keeps the files, wherever they lie: in a local folder, on an SFTP or an FTPS
/// server. A connector only says which names are its own, and makes records of bytes. It never touches a file.
public protocol FileSource: Connector {
    /// The kinds of files that can be read, each of one canonical object. A name belongs to the first whose patterns fit.
    var fileStreams: [FileStream] { get }

    /// Begins to read a file.
    ///
    /// - Parameters:
    ///   - file: The file; the same one may be read again from its beginning, and gives the same records.
    ///   - stream: One of ``fileStreams``.
    /// - Returns: What takes the file's bytes.
    /// - Throws: ``FileFault`` if the name alone says that the file cannot be used.
    func reader(of file: ArrivedFile, in stream: FileStream) throws(FileFault) -> any FileRecordReader
}

/// A kind of files.
public struct FileStream: Sendable, Hashable {
    /// What happens to the rest of a file of which a row cannot be used.
    public enum BadRows: Sendable, Hashable {
        /// Each bad row is a case, and the others enter.
        case skipped
        /// Nothing of the file enters; it goes to the rejected ones, with all its bad rows in the reason.
        case rejectFile
    }

    /// The name of the stream, unique within its system, and the canonical object of its records.
    public let stream: SourceStream
    /// What the names look like: `*` stands for any characters but no `/`, `?` for one; letters in either case.
    public let patterns: [String]
    /// What happens to the rest of a file of which a row cannot be used.
    public let badRows: BadRows

    /// Creates a kind of files.
    public init(_ stream: SourceStream, patterns: [String], badRows: BadRows) {
        self.stream = stream
        self.patterns = patterns
        self.badRows = badRows
    }
}

/// A file that the runtime has claimed and copied.
public struct ArrivedFile: Sendable, Hashable {
    /// Its name, without any folder.
    public let name: String
    /// How many bytes it has.
    public let size: Int64
    /// The SHA-256 of its bytes, in hexadecimal digits.
    public let digest: String
    /// When it was last changed, by its server; where that is unknown, when it was claimed.
    public let modifiedAt: Instant

    /// Creates a file.
    public init(name: String, size: Int64, digest: String, modifiedAt: Instant) {
        self.name = name
        self.size = size
        self.digest = digest
        self.modifiedAt = modifiedAt
    }
}

/// Takes the bytes of one file, piece by piece, and gives out what it makes of them.
///
/// It holds no more of the file than it needs to go on; a format that needs the whole file limits its size.
public protocol FileRecordReader: Sendable {
    /// Takes the next bytes.
    ///
    /// - Parameter bytes: The bytes that follow those of the last call.
    /// - Returns: What they completed, in the order of the file.
    /// - Throws: ``FileFault`` if the file as a whole cannot be used.
    mutating func take(_ bytes: [UInt8]) throws(FileFault) -> [FileItem]

    /// Takes the end of the file.
    ///
    /// - Returns: What the end completed.
    /// - Throws: ``FileFault`` if the file as a whole cannot be used, for example because it is cut off.
    mutating func finish() throws(FileFault) -> [FileItem]
}

/// What a part of a file is.
public enum FileItem: Sendable, Hashable {
    /// A record. Its id stays the same if the row comes again in another file.
    case record(SourceRecord)
    /// A row that cannot be used.
    case reject(SourceReject)
}

/// Why a file as a whole cannot be used: it goes to the rejected ones, and a case tells its owner.
public struct FileFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of the case.
    public let kind: String
    /// What is wrong, where (row, column, offset) and what was expected; no personal data.
    public let reason: String

    /// Creates a fault.
    public init(kind: String = "unusable_file", _ reason: String) {
        self.kind = kind
        self.reason = reason
    }

    /// The reason.
    public var description: String { reason }
}
