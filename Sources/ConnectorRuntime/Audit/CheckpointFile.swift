public import ConnectorStore
internal import Foundation

/// A file of signed checkpoints that is only ever appended to: one note after the other, an empty line behind each.
///
/// The file may lie on another disk or machine, and may be made append-only. Processes that add to it exclude each other
/// with an advisory lock. A note that was cut off, because the power went, is completed by the next one who adds.
public struct CheckpointFile: CheckpointExport {
    private let path: String

    /// Names a file, which is created when the first checkpoint is added.
    public init(path: String) {
        self.path = path
    }

    /// What is there; nothing if the file is missing in a folder that is there, or empty.
    ///
    /// - Throws: ``AuditError/export(_:)`` if the file or its folder cannot be reached or read;
    ///   ``AuditError/malformed(_:)`` if it holds anything but checkpoints.
    public func read() async throws(AuditError) -> ExportedCheckpoints {
        try await Self.aside { () throws(AuditError) in
            let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                let (isMissing, error) = (errno == ENOENT, failure("read"))
                if isMissing, FileManager.default.fileExists(atPath: folder) { return ExportedCheckpoints() }
                throw error
            }
            defer { close(descriptor) }
            return try content(bytes(descriptor))
        }
    }

    /// Adds the checkpoints that are not there yet, and waits for each until it is on the disk, with the name of a file
    /// that is new.
    ///
    /// - Throws: ``AuditError/export(_:)`` if the file cannot be written; ``AuditError/malformed(_:)`` if it holds anything
    ///   but checkpoints of this log, or a part of one that nobody has the rest of; what `addition` throws.
    public func add(
        _ addition: @escaping @Sendable (_ present: ExportedCheckpoints) async throws(AuditError) -> [SignedCheckpoint]
    ) async throws(AuditError) {
        let (descriptor, bytes) = try await Self.aside { () throws(AuditError) in try openLocked() }
        // The lock ends with the descriptor.
        defer { close(descriptor) }
        let present = try content(bytes)
        let added = try await addition(present)
        try await Self.aside { () throws(AuditError) in
            try present.checkRest(before: added.first?.note.encoded)
            // Before anything is written, so that a file with content has its name on the disk.
            if bytes.isEmpty { try syncFolder() }
            try cut(zeros(bytes), off: descriptor, length: bytes.count)
            var rest = present.rest.count
            for checkpoint in added {
                try write(Array((checkpoint.note.encoded + "\n").utf8).dropFirst(rest), to: descriptor)
                // Each before the next, so that a loss of power cuts off the last one and no other.
                guard fsync(descriptor) == 0 else { throw failure("written") }
                rest = 0
            }
        }
    }

    /// Does what may hang on a thread of its own, so that it keeps no task from going on.
    private static func aside<Value: Sendable>(
        _ work: @escaping @Sendable () throws(AuditError) -> Value
    ) async throws(AuditError) -> Value {
        let result: Result<Value, AuditError> = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: Result(catching: work)) }
        }
        return try result.get()
    }

    private func openLocked() throws(AuditError) -> (CInt, Data) {
        let descriptor = unsafe open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("opened") }
        do throws(AuditError) {
            guard flock(descriptor, LOCK_EX) == 0 else { throw failure("locked") }
            return (descriptor, try bytes(descriptor))
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// The folder of the file.
    private var folder: String { URL(fileURLWithPath: path).deletingLastPathComponent().path }

    /// Waits until the name of a new file is on the disk.
    private func syncFolder() throws(AuditError) {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            // Who may write into a folder may not always read it.
            guard errno == EACCES else { throw failure("made durable in its folder") }
            return
        }
        defer { close(descriptor) }
        // File systems of other machines may know nothing of it.
        guard fsync(descriptor) == 0 || [EINVAL, ENOTSUP, EOPNOTSUPP].contains(errno) else {
            throw failure("made durable in its folder")
        }
    }

    /// Everything from the beginning of an open file.
    private func bytes(_ descriptor: CInt) throws(AuditError) -> Data {
        do {
            return try FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).readToEnd() ?? Data()
        } catch {
            throw .export("The file \(path) for checkpoints cannot be read: \(error); see audit.export")
        }
    }

    /// How many zeros stand at the end, which a file system leaves that had made the file longer when the power went.
    private func zeros(_ bytes: Data) -> Int { bytes.reversed().prefix { $0 == 0 }.count }

    private func cut(_ count: Int, off descriptor: CInt, length: Int) throws(AuditError) {
        guard count == 0 || ftruncate(descriptor, off_t(length - count)) == 0 else {
            throw failure("freed of the zeros at its end")
        }
    }

    private func write(_ bytes: ArraySlice<UInt8>, to descriptor: CInt) throws(AuditError) {
        var rest = Data(bytes)
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { bytes in
                unsafe Foundation.write(descriptor, bytes.baseAddress, bytes.count)
            }
            guard count > 0 else { throw failure("written") }
            rest = rest.dropFirst(count)
        }
    }

    /// Takes the file apart: its checkpoints, and what was not written to its end.
    private func content(_ bytes: Data) throws(AuditError) -> ExportedCheckpoints {
        let gap = Data("\n\n".utf8)
        var checkpoints: [SignedCheckpoint] = []
        var rest = bytes.dropLast(zeros(bytes))
        // A note has one empty line within it, and one behind it.
        while let middle = rest.range(of: gap), let end = rest[middle.upperBound...].range(of: gap) {
            let note = rest[rest.startIndex..<end.lowerBound + 1]
            guard let text = String(validating: note, as: UTF8.self) else {
                throw .malformed("The checkpoints in \(path) are no text in UTF-8: the file was damaged")
            }
            do throws(AuditError) {
                checkpoints.append(try SignedCheckpoint(unverified: text))
            } catch {
                throw .malformed(
                    "The file \(path) holds something else than checkpoints (\(error)): it was damaged or changed by hand; "
                        + "keep a copy, and restore it from where it was copied to"
                )
            }
            rest = rest[end.upperBound...]
        }
        return ExportedCheckpoints(checkpoints, rest: Array(rest))
    }

    private func failure(_ what: String) -> AuditError {
        let reason = unsafe String(cString: strerror(errno))
        return .export("The file \(path) for checkpoints cannot be \(what): \(reason); see audit.export")
    }
}
