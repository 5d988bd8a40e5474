import CanonicalModel
public import ConnectorKit
internal import Foundation

/// Files below a folder of this machine, or of one that is mounted.
///
/// Every part of a path is opened by itself and never over a symbolic link, so that nothing that is put into the folder
/// leads out of it. Pipes, devices and sockets are never opened for reading. What was written or renamed is on the disk,
/// with its name, when the call returns.
public struct LocalFolder: FileTransport {
    /// How much is read at once.
    static let piece = 256 << 10

    private let root: String

    /// Names the root, which must be there when it is used; the root itself may be a link.
    public init(path: String) {
        root = path
    }

    /// What stands in a folder, in the order of the names' bytes; names that are no UTF-8 are of kind `other`.
    public func list(_ folder: String) async throws(FileTransportError) -> [FileEntry] {
        try await aside { () throws(FileTransportError) in
            try at(folder) { parts throws(SystemFault) in
                let opened = try open(parts)
                return try Self.entries(of: opened)
            }
        }
    }

    /// Reads a regular file piece by piece.
    public func read(
        _ path: String,
        limit: Int64,
        into take: @Sendable ([UInt8]) async -> Bool
    ) async throws(FileTransportError) {
        let file = try await aside { () throws(FileTransportError) in
            OpenFile(try at(path) { parts throws(SystemFault) in try openFile(parts) })
        }
        var size: Int64 = 0
        while true {
            guard !Task.isCancelled else {
                throw FileTransportError(.cancelled, place: shown(path), detail: "cancelled")
            }
            let bytes = try await aside { () throws(FileTransportError) in
                try at(path) { _ throws(SystemFault) in try file.descriptor.read(atMost: Self.piece) }
            }
            guard !bytes.isEmpty else { return }
            size += Int64(bytes.count)
            guard size <= limit else {
                throw FileTransportError(.tooLarge, place: shown(path), detail: "is larger than \(limit) bytes")
            }
            guard await take(bytes) else { return }
        }
    }

    /// Writes a file, waits until it is on the disk, and then for its name; a plain file that is there goes first.
    public func write(_ bytes: [UInt8], to path: String) async throws(FileTransportError) {
        try await aside { () throws(FileTransportError) in
            try at(path) { parts throws(SystemFault) in
                let folder = try open(parts.dropLast())
                let name = try Self.last(parts)
                try Self.unlink(name, in: folder)
                let file = try Descriptor(name, in: folder.raw, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
                // The system that takes it may be another user: its group may do what it may do in the folder.
                let mode = try folder.information().st_mode & 0o660 | 0o600
                try SystemFault.checked { fchmod(file.raw, mode) }
                try file.write(bytes)
                try file.sync()
                try folder.sync()
            }
        }
    }

    /// Renames a regular file; what has the new name already stays.
    public func rename(_ path: String, to newPath: String) async throws(FileTransportError) {
        try await aside { () throws(FileTransportError) in
            let newParts = try FilePath.parts(of: newPath, at: root)
            try at(path) { parts throws(SystemFault) in
                let folder = try open(parts.dropLast())
                let name = try Self.last(parts)
                let newFolder = try open(newParts.dropLast())
                let newName = try Self.last(newParts)
                guard try Self.information(name, in: folder).kind == .file else { throw SystemFault(code: EACCES) }
                try Self.move(name, in: folder, to: newName, in: newFolder)
                try newFolder.sync()
                try folder.sync()
            }
        }
    }

    /// Removes a file; one that is not there is no error.
    public func remove(_ path: String) async throws(FileTransportError) {
        try await aside { () throws(FileTransportError) in
            try at(path) { parts throws(SystemFault) in
                let folder = try open(parts.dropLast())
                let name = try Self.last(parts)
                try Self.unlink(name, in: folder)
                try folder.sync()
            }
        }
    }

    /// Makes a folder, and those above it up to the root, which must be there.
    public func makeFolder(_ path: String) async throws(FileTransportError) {
        try await aside { () throws(FileTransportError) in
            try at(path) { parts throws(SystemFault) in
                for count in 0..<parts.count {
                    let above = try open(parts.prefix(count))
                    do throws(SystemFault) {
                        try SystemFault.checked { unsafe mkdirat(above.raw, parts[count], 0o770) }
                        try above.sync()
                    } catch  where error.code == EEXIST {
                        continue
                    }
                }
                _ = try open(parts)
            }
        }
    }
}

// MARK: - Steps

extension LocalFolder {
    private func shown(_ path: String) -> String { "\(root)/\(FilePath.shown(path))" }

    /// Does something with the checked parts of a path; a fault becomes an error at that path.
    private func at<Value: ~Copyable>(
        _ path: String,
        _ work: ([String]) throws(SystemFault) -> Value
    ) throws(FileTransportError) -> Value {
        let parts = try FilePath.parts(of: path, at: root)
        do throws(SystemFault) { return try work(parts) } catch { throw error.error(at: shown(path)) }
    }

    /// Opens a folder part by part, no part over a link.
    private func open(_ parts: some Collection<String>) throws(SystemFault) -> Descriptor {
        var folder = try Descriptor(root, O_RDONLY | O_DIRECTORY)
        for part in parts {
            let next = try Descriptor(part, in: folder.raw, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
            folder = next
        }
        return folder
    }

    private static func last(_ parts: [String]) throws(SystemFault) -> String {
        guard let name = parts.last else { throw SystemFault(code: EISDIR) }
        return name
    }

    /// Opens a file for reading; without waiting for what writes into a pipe, and only if it is a regular one.
    private func openFile(_ parts: [String]) throws(SystemFault) -> Descriptor {
        let folder = try open(parts.dropLast())
        let name = try Self.last(parts)
        // Asked before it is opened, since opening a device can have an effect; asked again of what was opened.
        guard try Self.information(name, in: folder).kind == .file else { throw SystemFault(code: EACCES) }
        let file = try Descriptor(name, in: folder.raw, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
        guard try file.information().kind == .file else { throw SystemFault(code: EACCES) }
        return file
    }

    private static func information(_ name: String, in folder: borrowing Descriptor) throws(SystemFault) -> stat {
        let folder = folder.raw
        var found = stat()
        try SystemFault.checked { unsafe fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) }
        return found
    }

    private static func unlink(_ name: String, in folder: borrowing Descriptor) throws(SystemFault) {
        let folder = folder.raw
        do throws(SystemFault) {
            try SystemFault.checked { unsafe unlinkat(folder, name, 0) }
        } catch  where error.code == ENOENT {
            return
        }
    }

    /// Renames in one step and never onto something.
    ///
    /// Where the file system cannot do that, such as NFS, the new name is looked for before: somebody else's new file of
    /// that name can be lost in between. A second name that the first goes after would not do: a process that ends in
    /// between leaves a file that is taken under one name and sent again under the other.
    private static func move(
        _ name: String,
        in folder: borrowing Descriptor,
        to newName: String,
        in newFolder: borrowing Descriptor
    ) throws(SystemFault) {
        let (from, to) = (folder.raw, newFolder.raw)
        if let exclusively = unsafe ExclusiveRename.function {
            do throws(SystemFault) {
                try SystemFault.checked { unsafe exclusively(from, name, to, newName, ExclusiveRename.noReplace) }
                return
            } catch {
                // What no clause catches would go on as it came.
                guard error.code == EINVAL || error.code == ENOSYS else { throw error }
            }
        }
        do throws(SystemFault) {
            _ = try information(newName, in: newFolder)
            throw SystemFault(code: EEXIST)
        } catch  where error.code == ENOENT {
            try SystemFault.checked { unsafe renameat(from, name, to, newName) }
        }
    }

    private static func entries(of folder: borrowing Descriptor) throws(SystemFault) -> [FileEntry] {
        let copy = try SystemFault.checked { fcntl(folder.raw, F_DUPFD_CLOEXEC, 0) }
        guard let stream = unsafe fdopendir(copy) else {
            let fault = SystemFault()
            close(copy)
            throw fault
        }
        defer { unsafe closedir(stream) }
        var entries: [FileEntry] = []
        while true {
            errno = 0
            guard let found = unsafe readdir(stream) else {
                guard errno == 0 else { throw SystemFault() }
                break
            }
            let bytes = unsafe name(of: found)
            guard bytes != [0x2E], bytes != [0x2E, 0x2E] else { continue }
            guard let name = String(validating: bytes, as: UTF8.self) else {
                let name = String(decoding: bytes, as: UTF8.self)
                entries.append(FileEntry(name: name, kind: .other, size: 0, modifiedAt: nil))
                continue
            }
            do throws(SystemFault) {
                let entry = try information(name, in: folder)
                let time = Instant(entry.changeTime)
                entries.append(FileEntry(name: name, kind: entry.kind, size: Int64(entry.st_size), modifiedAt: time))
            } catch  where error.code == ENOENT {
                // What is gone meanwhile is not there; of anything else nobody knows whether it is.
                continue
            }
        }
        return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in unsafe Array(bytes.prefix { $0 != 0 }) }
    }
}

/// The system call that renames and never replaces, which the C library hides from Swift.
private enum ExclusiveRename {
    typealias Function =
        @convention(c) (CInt, UnsafePointer<CChar>, CInt, UnsafePointer<CChar>, CUnsignedInt) -> CInt

    /// `RENAME_NOREPLACE` of Linux.
    static let noReplace: CUnsignedInt = 1

    /// `renameat2` of Linux; `nil` elsewhere.
    static let function: Function? = unsafe dlsym(dlopen(nil, RTLD_NOW), "renameat2").map { symbol in
        unsafe unsafeBitCast(symbol, to: Function.self)
    }
}

extension stat {
    fileprivate var changeTime: timespec {
        #if os(Linux)
            st_mtim
        #else
            st_mtimespec
        #endif
    }
}

/// A file that is read by one task, piece after piece on different threads.
final class OpenFile: Sendable {
    let descriptor: Descriptor

    init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }
}
