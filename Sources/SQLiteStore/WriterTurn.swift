internal import Foundation
internal import Synchronization

/// The place of the process that changes the store next.
///
/// Whoever waits for SQLite's lock only looks at it now and then, so one that commits without a pause would have it again
/// before anybody else looks. Each takes this place first and gives it back with SQLite's lock in hand: whoever has just
/// changed the store finds the place taken, and is behind the one that waits.
///
/// It orders, and protects nothing: SQLite's own lock does.
final class WriterTurn: Sendable {
    private struct Place {
        /// -1 where the file cannot be opened: nobody waits then.
        let descriptor: CInt
        var isTaken = false
        /// Whether the last wait was in vain: its holder may have been halted, so nobody waits for it again.
        var isStuck = false
    }

    private let place: Mutex<Place>
    private let patience: Duration

    /// Opens the file of the place, and makes it where it is missing: for everybody who may write the store.
    ///
    /// - Parameters:
    ///   - path: The file of the store.
    ///   - patience: How long to wait for the place.
    init(store path: String, patience: Duration) {
        let descriptor = unsafe open(path + ".turn", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        var store = stat()
        if descriptor >= 0, unsafe stat(path, &store) == 0 {
            // Whoever may not change these has no need to.
            _ = fchown(descriptor, store.st_uid, store.st_gid)
            _ = fchmod(descriptor, store.st_mode & 0o666)
        }
        place = Mutex(Place(descriptor: descriptor))
        self.patience = patience
    }

    /// Waits for the place, and after too long goes on without it: its holder may be a process that was halted.
    func take() {
        place.withLock { place in
            guard place.descriptor >= 0 else { return }
            let end = ContinuousClock.now.advanced(by: place.isStuck ? .zero : patience)
            while !place.isTaken {
                place.isTaken = flock(place.descriptor, LOCK_EX | LOCK_NB) == 0
                guard !place.isTaken, errno == EWOULDBLOCK || errno == EINTR else { break }
                place.isStuck = ContinuousClock.now >= end
                if place.isStuck { return }
                usleep(1000)
            }
            place.isStuck = false
        }
    }

    /// Gives the place back, if it was taken.
    func giveBack() {
        place.withLock { place in
            // Not by closing: a process that is being started may share the descriptor.
            if place.isTaken { flock(place.descriptor, LOCK_UN) }
            place.isTaken = false
        }
    }

    deinit {
        place.withLock { place in if place.descriptor >= 0 { close(place.descriptor) } }
    }
}
