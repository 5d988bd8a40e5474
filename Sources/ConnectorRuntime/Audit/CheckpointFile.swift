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

    /// The checkpoint over the most entries that is there, or `nil` if the file is missing or empty.
    ///
    /// - Throws: ``AuditError/export(_:)`` if the file cannot be read; ``AuditError/malformed(_:)`` if it holds anything
    ///   but checkpoints.
    public func latest() async throws(AuditError) -> SignedCheckpoint? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw .export("The checkpoints in \(path) cannot be read; give this user the right to read the file")
        }
        return try content(bytes).latest
    }

    /// Adds the checkpoints that are not there yet, each with one write, and waits until they are on the disk.
    public func add(
        _ checkpoints: @Sendable (_ size: Int64) async throws(AuditError) -> [SignedCheckpoint]
    ) async throws(AuditError) {
        let descriptor = unsafe open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("opened") }
        // The lock ends with the descriptor.
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX) == 0 else { throw failure("locked") }
        guard let bytes = FileManager.default.contents(atPath: path) else { throw failure("read") }
        let content = try content(bytes)
        var torn = content.torn
        for checkpoint in try await checkpoints(content.latest?.checkpoint.size ?? -1) {
            let note = Array((checkpoint.note.encoded + "\n").utf8)
            guard note.starts(with: torn) else {
                throw .malformed(
                    "The checkpoints in \(path) end with a part of a note that is none of this log's; keep a copy, and take "
                        + "that part away"
                )
            }
            try write(note.dropFirst(torn.count), to: descriptor)
            torn = []
        }
        guard fsync(descriptor) == 0 else { throw failure("written") }
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

    /// Takes the file apart: the greatest checkpoint, and what was not written to its end.
    private func content(_ bytes: Data) throws(AuditError) -> (latest: SignedCheckpoint?, torn: [UInt8]) {
        let gap = Data("\n\n".utf8)
        var latest: SignedCheckpoint?
        var rest = bytes[...]
        // A note has one empty line within it, and one behind it.
        while let middle = rest.range(of: gap), let end = rest[middle.upperBound...].range(of: gap) {
            let note = rest[rest.startIndex..<end.lowerBound + 1]
            guard let text = String(validating: note, as: UTF8.self) else {
                throw .malformed("The checkpoints in \(path) are no text in UTF-8: the file was damaged")
            }
            let signed: SignedCheckpoint
            do throws(AuditError) {
                signed = try SignedCheckpoint(unverified: text)
            } catch {
                throw .malformed(
                    "The file \(path) holds something else than checkpoints (\(error)): it was damaged or changed by hand; "
                        + "keep a copy, and restore it from where it was copied to"
                )
            }
            if signed.checkpoint.size > latest?.checkpoint.size ?? -1 { latest = signed }
            rest = rest[end.upperBound...]
        }
        return (latest, Array(rest))
    }

    private func failure(_ what: String) -> AuditError {
        let reason = unsafe String(cString: strerror(errno))
        return .export("The file \(path) for checkpoints cannot be \(what): \(reason); see audit.export")
    }
}
