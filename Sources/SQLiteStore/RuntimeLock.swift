internal import ConnectorStore
internal import Foundation
internal import Synchronization

/// The right to be the one runtime of a store: an advisory lock that ends with its process, however that ends.
final class RuntimeLock: Sendable {
    private let descriptor: Mutex<CInt?>

    /// Takes the lock.
    ///
    /// - Throws: ``StoreError/unavailable(_:)`` if another process holds it.
    init(store path: String) throws(StoreError) {
        let file = path + ".lock"
        // Not inherited by the processes of connectors, which may outlive the runtime.
        let descriptor = unsafe open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = unsafe String(cString: strerror(errno))
            throw .unavailable("The lock file \(file) cannot be opened: \(reason); let this user write it")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let isHeld = errno == EWOULDBLOCK
            let reason = unsafe String(cString: strerror(errno))
            close(descriptor)
            throw .unavailable(
                isHeld
                    ? "The store \(path) is in use: another `purlin run` holds \(file); stop that one first"
                    : "The lock file \(file) cannot be locked: \(reason)"
            )
        }
        self.descriptor = Mutex(descriptor)
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
