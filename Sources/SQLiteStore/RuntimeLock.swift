internal import ConnectorStore
internal import Foundation
internal import Synchronization

/// The right to be the one runtime of a store: an advisory lock that ends with its process, however that ends.
///
/// The file names the process that holds the lock, for who is refused.
final class RuntimeLock: Sendable {
    private let descriptor: Mutex<CInt?>

    /// How often the lock is tried, 10 ms apart.
    private static let attempts = 100

    /// Takes the lock.
    ///
    /// A process that is being started shares the descriptors of its parent until its own program begins: a lock that was
    /// given back just now may be held for that moment, and is tried for up to a second.
    ///
    /// - Throws: ``StoreError/unavailable(_:)`` if another process holds it.
    init(store path: String) throws(StoreError) {
        let file = path + ".lock"
        // Not inherited by the programs of connectors, which may outlive the runtime.
        let descriptor = unsafe open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = unsafe String(cString: strerror(errno))
            throw .unavailable("The lock file \(file) cannot be opened: \(reason); let this user write it")
        }
        for attempt in 1... {
            guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { break }
            let code = errno
            if [EWOULDBLOCK, EINTR].contains(code), attempt < Self.attempts {
                usleep(10_000)
                continue
            }
            defer { close(descriptor) }
            let reason = unsafe String(cString: strerror(code))
            throw .unavailable(
                code == EWOULDBLOCK
                    ? "The store \(path) is in use: another `purlin run` holds \(file)\(Self.holder(descriptor))"
                    : "The lock file \(file) cannot be locked: \(reason)"
            )
        }
        Self.note(descriptor)
        self.descriptor = Mutex(descriptor)
    }

    /// Writes into the file which process holds it; whoever cannot read it is refused all the same.
    private static func note(_ descriptor: CInt) {
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0 else { return }
        _ = unsafe pwrite(descriptor, text, text.count, 0)
    }

    /// What the file says of the process that holds it, and what to do.
    private static func holder(_ descriptor: CInt) -> String {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = max(unsafe pread(descriptor, &bytes, bytes.count, 0), 0)
        let text = String(decoding: bytes[..<count], as: UTF8.self).trimmingCharacters(in: .newlines)
        guard let process = pid_t(text), process > 0 else { return "; stop that one first" }
        guard kill(process, 0) != 0, errno == ESRCH else { return " as process \(process); stop that one first" }
        return ". Process \(process), which took it, is not here: a process that it started holds it still ('fuser' "
            + "names it), or it runs in another container"
    }

    /// Gives the lock back.
    func release() {
        descriptor.withLock { descriptor in
            if let descriptor { close(descriptor) }
            descriptor = nil
        }
    }

    deinit { release() }
}
