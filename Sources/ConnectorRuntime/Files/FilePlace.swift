import CanonicalModel
public import ConnectorKit
import Synchronization

/// Where the files of a system lie, and how they are taken and sent.
public struct FilePlace: Sendable {
    /// The folders of a place, each relative to its root.
    public struct Folders: Sendable, Hashable {
        /// Where the system drops files.
        public var incoming = "incoming"
        /// Where files for the system are put.
        public var outgoing = "outgoing"
        /// Where files lie while they are read; no other runtime may use the same folder.
        public var claimed = "claimed"
        /// Where files go that were read.
        public var processed = "processed"
        /// Where files go that cannot be used, with the reason beside each.
        public var rejected = "rejected"

        /// Creates the folders with their usual names.
        public init() {}
    }

    /// What says that a file is complete.
    ///
    /// Names that begin with a dot, or end in `.partial`, `.part`, `.tmp` or
    /// `.filepart`, are never touched, whatever is required beside it.
    public struct Readiness: Sendable, Hashable {
        /// How long size and time of a file must have stayed the same; `nil` if its name is enough.
        public var stableFor: Duration?
        /// What the name of an empty file ends in that is put beside a complete one: `.done` for `NAME.done`.
        public var marker: String?
        /// What the name of a file ends in that holds the SHA-256 of the one beside it: `.sha256` for `NAME.sha256`.
        public var checksum: String?

        /// Creates rules by which a name is enough.
        public init(stableFor: Duration? = nil, marker: String? = nil, checksum: String? = nil) {
            self.stableFor = stableFor
            self.marker = marker
            self.checksum = checksum
        }
    }

    /// Carries the files.
    public let transport: any FileTransport
    /// The place as a person may read it, without credentials.
    public let name: String
    /// What tells the place from any other, also if that has the same address, such as the place of another user; its name
    /// unless said otherwise.
    public var identity: String
    /// The path of a folder of this machine for copies and originals; of this system alone, readable for nobody else, and
    /// kept as long as the store.
    public let spool: String
    /// The folders.
    public var folders = Folders()
    /// What says that an incoming file is complete; marker and checksum are also put beside outgoing ones.
    public var readiness = Readiness()
    /// The largest file that is read, in bytes.
    public var limit: Int64 = 2 << 30
    /// How long the bytes of what was received are kept in the spool.
    public var keepOriginals: Duration = .seconds(400 * 86_400)
    /// Makes plain files of encrypted ones; `nil` if they come plain.
    public var decrypt: (any FileFilter)?
    /// Makes encrypted files of plain ones; `nil` if they go plain.
    public var encrypt: (any FileFilter)?

    let watch = FileWatch()

    /// Creates a place with the usual folders and rules.
    public init(transport: any FileTransport, name: String, spool: String) {
        self.transport = transport
        self.name = name
        identity = name
        self.spool = spool
    }
}

/// Makes another file of a file, such as a plain one of an encrypted one.
public protocol FileFilter: Sendable {
    /// What a file's name ends in before it is decrypted, or after it was encrypted, in either case of letters: `.pgp`.
    var suffixes: [String] { get }

    /// Reads one file of this machine and writes another one.
    ///
    /// - Parameters:
    ///   - input: The path of the file that is read.
    ///   - output: The path of the file that is written; what is there is replaced.
    /// - Throws: ``FileFilterError``; then nothing of the output is used.
    func run(_ input: String, to output: String) async throws(FileFilterError)
}

/// Why a filter made nothing of a file.
public struct FileFilterError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Whether the file itself is to blame, so that trying again is of no use.
    public let isFault: Bool
    /// What happened and what to do.
    public let description: String

    /// Creates an error.
    public init(isFault: Bool, _ description: String) {
        self.isFault = isFault
        self.description = description
    }
}

/// What was seen of incoming files in earlier looks; it is forgotten with the process, which then looks again.
final class FileWatch: Sendable {
    struct Look: Sendable, Hashable {
        let entry: FileEntry
        let since: Instant
    }

    private struct State {
        var looks: [String: Look] = [:]
        var hasFolders = false
        var cleanedAt: Instant?
        /// Of all files of a place only one can wait for room.
        var reading: (key: String, OpenReading)?
    }

    private let state = Mutex(State())

    /// Whether the folders were made.
    var hasFolders: Bool {
        get { state.withLock { $0.hasFolders } }
        set { state.withLock { $0.hasFolders = newValue } }
    }

    /// When old originals were removed last.
    var cleanedAt: Instant? {
        get { state.withLock { $0.cleanedAt } }
        set { state.withLock { $0.cleanedAt = newValue } }
    }

    /// Keeps a file open that is read on later.
    func keep(_ reading: OpenReading, of key: String) { state.withLock { $0.reading = (key, reading) } }

    /// A file that was kept open, which it is no more.
    func resume(_ key: String) -> OpenReading? {
        state.withLock { state in
            defer { state.reading = nil }
            return state.reading.flatMap { $0.key == key ? $0.1 : nil }
        }
    }

    /// Since when a file has looked as it does now.
    func look(at entry: FileEntry, now: Instant) -> Instant {
        state.withLock { state in
            if let known = state.looks[entry.name], known.entry == entry, known.since <= now { return known.since }
            state.looks[entry.name] = Look(entry: entry, since: now)
            return now
        }
    }

    /// Forgets files that are no longer there.
    func forget(allBut names: Set<String>) {
        state.withLock { state in state.looks = state.looks.filter { names.contains($0.key) } }
    }
}
