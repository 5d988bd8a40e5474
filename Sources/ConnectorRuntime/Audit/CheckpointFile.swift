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

    /// All checkpoints that are there, in their order; none if the file is missing in a folder that is there, or empty.
    ///
    /// - Throws: ``AuditError/export(_:)`` if the file or its folder cannot be reached or read;
    ///   ``AuditError/malformed(_:)`` if it holds anything but checkpoints.
    public func checkpoints() async throws(AuditError) -> [SignedCheckpoint] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let (isMissing, error) = (errno == ENOENT, failure("read"))
            if isMissing, FileManager.default.fileExists(atPath: folder) { return [] }
            throw error
        }
        defer { close(descriptor) }
        return try content(read(descriptor)).checkpoints
    }

    /// Adds the checkpoints that are not there yet, each with one write, and waits until they are on the disk, with the
    /// name of a file that is new.
    ///
    /// - Throws: ``AuditError/export(_:)`` if the file cannot be written; ``AuditError/malformed(_:)`` if it holds anything
    ///   but checkpoints of this log, or a part of one that nobody has the rest of; what `checkpoints` throws.
    public func add(
        _ checkpoints: @Sendable (_ newest: SignedCheckpoint?) async throws(AuditError) -> [SignedCheckpoint]
    ) async throws(AuditError) {
        let descriptor = unsafe open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("opened") }
        // The lock ends with the descriptor.
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX) == 0 else { throw failure("locked") }
        let bytes = try read(descriptor)
        // Before anything is written, so that a file with content has its name on the disk.
        if bytes.isEmpty { try syncFolder() }
        let content = try content(bytes)
        var torn = content.torn
        for checkpoint in try await checkpoints(content.checkpoints.max { $0.checkpoint.size < $1.checkpoint.size }) {
            let note = Array((checkpoint.note.encoded + "\n").utf8)
            guard note.starts(with: torn) else { throw foreign() }
            try write(note.dropFirst(torn.count), to: descriptor)
            torn = []
        }
        guard torn.isEmpty else { throw foreign() }
        guard fsync(descriptor) == 0 else { throw failure("written") }
    }

    /// The folder of the file.
    private var folder: String { URL(fileURLWithPath: path).deletingLastPathComponent().path }

    /// Waits until the name of a new file is on the disk.
    private func syncFolder() throws(AuditError) {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("made durable in its folder") }
        defer { close(descriptor) }
        // File systems of other machines may know nothing of it.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure("made durable in its folder") }
    }

    /// Everything from the beginning of an open file.
    private func read(_ descriptor: CInt) throws(AuditError) -> Data {
        do {
            return try FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).readToEnd() ?? Data()
        } catch {
            throw .export("The file \(path) for checkpoints cannot be read: \(error); see audit.export")
        }
    }

    private func foreign() -> AuditError {
        .malformed(
            "The checkpoints in \(path) end with a part of a note that is none of this log's: the store was restored from "
                + "an older backup, or the file was damaged; keep a copy, and take that part away"
        )
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
    private func content(_ bytes: Data) throws(AuditError) -> (checkpoints: [SignedCheckpoint], torn: [UInt8]) {
        let gap = Data("\n\n".utf8)
        var checkpoints: [SignedCheckpoint] = []
        var rest = bytes[...]
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
        return (checkpoints, Array(rest))
    }

    private func failure(_ what: String) -> AuditError {
        let reason = unsafe String(cString: strerror(errno))
        return .export("The file \(path) for checkpoints cannot be \(what): \(reason); see audit.export")
    }
}
