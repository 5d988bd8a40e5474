import CanonicalModel
import ConnectorKit
import Crypto
internal import Foundation

/// The folder of this machine in which the files of one system are copied, kept and prepared.
///
/// `originals/` holds what was received, each file under the SHA-256 of its bytes; `work/` what is only needed while it is
/// read; `notes/` how far what was sent came, and the reasons of what was rejected.
struct FileSpool: Sendable {
    /// A file of the spool, all of it on the disk.
    struct Copy: Sendable, Hashable {
        let path: String
        let size: Int64
        let digest: String
    }

    let root: String

    private var place: LocalFolder { LocalFolder(path: root) }

    /// Makes the folders, for this user alone.
    func prepare() async throws(FileTransportError) {
        try await aside { () throws(FileTransportError) in
            do {
                for folder in ["originals", "work", "notes"] {
                    try FileManager.default.createDirectory(
                        atPath: "\(root)/\(folder)",
                        withIntermediateDirectories: true,
                        attributes: [.posixPermissions: 0o700]
                    )
                }
            } catch {
                throw FileTransportError(
                    .unavailable,
                    place: root,
                    detail: "the spool cannot be made: \(error.localizedDescription)"
                )
            }
        }
    }

    /// Copies what `read` hands over, and keeps it under its digest once it is on the disk.
    func keep(
        at now: Instant,
        _ read: (@escaping @Sendable ([UInt8]) async -> Bool) async throws(FileTransportError) -> Void
    ) async throws(FileTransportError) -> Copy {
        let writer = try SpoolWriter(path: "\(root)/work/arriving")
        try await read { await writer.take($0) }
        let (size, digest) = try await writer.finish()
        let copy = Copy(path: original(digest), size: size, digest: digest)
        try await aside { () throws(FileTransportError) in
            try Self.fault(at: copy.path) { () throws(SystemFault) in
                // The age of an original is told by the runtime's clock.
                let time = timeval(tv_sec: Int(now.seconds), tv_usec: 0)
                try SystemFault.checked { unsafe utimes("\(root)/work/arriving", [time, time]) }
                try SystemFault.checked { unsafe rename("\(root)/work/arriving", copy.path) }
                try Descriptor("\(root)/originals", O_RDONLY | O_DIRECTORY).sync()
            }
        }
        return copy
    }

    /// The path of what was received with this digest.
    func original(_ digest: String) -> String { "\(root)/originals/\(digest)" }

    /// What was received with this digest, if it is still there.
    func kept(_ digest: String, size: Int64) -> Copy? {
        guard let file = try? Descriptor(original(digest), O_RDONLY | O_NOFOLLOW), let found = try? file.information(),
            found.kind == .file, Int64(found.st_size) == size
        else { return nil }
        return Copy(path: original(digest), size: size, digest: digest)
    }

    /// A file of the spool as it is now.
    func measure(_ path: String) async throws(FileTransportError) -> Copy {
        let sum = try SpoolWriter(path: nil)
        try await read(path) { await sum.take($0) }
        let (size, digest) = try await sum.finish()
        return Copy(path: path, size: size, digest: digest)
    }

    /// Reads a file of the spool piece by piece.
    func read(_ path: String, into take: @Sendable ([UInt8]) async -> Bool) async throws(FileTransportError) {
        let folder = LocalFolder(path: (path as NSString).deletingLastPathComponent)
        try await folder.read((path as NSString).lastPathComponent, limit: .max, into: take)
    }

    /// Where a file stands that is only needed while another one is read.
    func work(_ name: String) -> String { "\(root)/work/\(name)" }

    /// Writes a file that is only needed while another one is made.
    func writeWork(_ name: String, _ bytes: [UInt8]) async throws(FileTransportError) {
        try await place.write(bytes, to: "work/\(name)")
    }

    /// Reads a file that is only needed while another one is made.
    func readWork(_ name: String) async throws(FileTransportError) -> [UInt8] {
        let content = SpoolContent()
        try await place.read("work/\(name)", limit: 256 << 20) { await content.take($0) }
        return await content.bytes
    }

    /// Removes what was only needed while a file was read.
    func removeWork(_ name: String) async throws(FileTransportError) { try await place.remove("work/\(name)") }

    /// Removes what a process that was killed has left, which may be plain text; nothing may be under way.
    func clearWork() async throws(FileTransportError) {
        do throws(FileTransportError) {
            for entry in try await place.list("work") where entry.kind != .folder {
                try await place.remove("work/\(entry.name)")
            }
        } catch  where error.reason == .missing {
            return
        }
    }

    /// Removes originals that are older than they have to be.
    func clear(olderThan time: Instant) async throws(FileTransportError) {
        for entry in try await place.list("originals") {
            guard let kept = entry.modifiedAt, kept < time else { continue }
            try await place.remove("originals/\(entry.name)")
        }
    }

    /// Opens a file of the spool.
    func open(_ path: String) async throws(FileTransportError) -> SpoolFile {
        try await aside { () throws(FileTransportError) in
            let file = try Self.fault(at: path) { () throws(SystemFault) in try Descriptor(path, O_RDONLY | O_NOFOLLOW)
            }
            return SpoolFile(path: path, file: OpenFile(file))
        }
    }

    /// The SHA-256 of bytes, in hexadecimal digits.
    static func digest(of bytes: [UInt8]) -> String { SHA256.hash(data: bytes).hexadecimal }

    // MARK: - Notes

    /// A note; `nil` if there is none.
    func note(_ name: String) async throws(FileTransportError) -> [UInt8]? {
        let content = SpoolContent()
        do throws(FileTransportError) {
            try await place.read("notes/\(name)", limit: 256 << 20) { await content.take($0) }
        } catch  where error.reason == .missing {
            return nil
        }
        return await content.bytes
    }

    /// Writes a note, whole or not at all.
    func note(_ name: String, _ bytes: [UInt8]) async throws(FileTransportError) {
        let new = "notes/\(name).new"
        try await place.write(bytes, to: new)
        try await aside { () throws(FileTransportError) in
            try Self.fault(at: "\(root)/notes/\(name)") { () throws(SystemFault) in
                try SystemFault.checked { unsafe rename("\(root)/\(new)", "\(root)/notes/\(name)") }
                try Descriptor("\(root)/notes", O_RDONLY | O_DIRECTORY).sync()
            }
        }
    }

    /// Removes a note; one that is not there is no error.
    func removeNote(_ name: String) async throws(FileTransportError) { try await place.remove("notes/\(name)") }

    fileprivate static func fault<Value: ~Copyable>(
        at path: String,
        _ work: () throws(SystemFault) -> Value
    ) throws(FileTransportError) -> Value {
        do throws(SystemFault) { return try work() } catch {
            let fault = error.error(at: path)
            // The spool is ours: what is not permitted here says nothing of the file that is copied.
            throw FileTransportError(
                fault.reason == .notPermitted ? .unavailable : fault.reason,
                place: fault.place,
                detail: fault.detail
            )
        }
    }
}

/// Bytes that are put together.
actor SpoolContent {
    private(set) var bytes: [UInt8] = []

    func take(_ piece: [UInt8]) -> Bool {
        bytes += piece
        return true
    }
}

/// Writes a file of the spool, if it has a path, and sums it up.
actor SpoolWriter {
    private let path: String
    private let file: Descriptor?
    private var sum = SHA256()
    private var size: Int64 = 0
    private var fault: FileTransportError?

    init(path: String?) throws(FileTransportError) {
        self.path = path ?? ""
        guard let path else {
            file = nil
            return
        }
        file = try FileSpool.fault(at: path) { () throws(SystemFault) in
            try Descriptor(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW)
        }
    }

    /// Takes the next bytes; `false` if they cannot be kept.
    func take(_ bytes: [UInt8]) -> Bool {
        guard fault == nil else { return false }
        sum.update(data: bytes)
        size += Int64(bytes.count)
        do throws(SystemFault) { try file?.write(bytes) } catch { fault = error.error(at: path) }
        return fault == nil
    }

    /// Waits until everything is on the disk.
    func finish() throws(FileTransportError) -> (size: Int64, digest: String) {
        if let fault { throw fault }
        do throws(SystemFault) { try file?.sync() } catch { throw error.error(at: path) }
        return (size, sum.finalize().hexadecimal)
    }
}

/// An open file of the spool.
struct SpoolFile: Sendable {
    let path: String
    let file: OpenFile

    /// The next bytes; none at the end.
    func pieces() throws(FileTransportError) -> [UInt8] {
        try FileSpool.fault(at: path) { () throws(SystemFault) in try file.descriptor.read(atMost: LocalFolder.piece) }
    }
}
