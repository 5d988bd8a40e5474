internal import ConnectorStore
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
        let descriptor: CInt
        var isTaken = false
    }

    private let place: Mutex<Place>
    private let patience: Duration

    /// Opens the file of the place.
    ///
    /// - Parameters:
    ///   - path: The file of the store.
    ///   - patience: How long to wait for the place.
    /// - Throws: ``StoreError/unavailable(_:)`` if the file cannot be opened.
    init(store path: String, patience: Duration) throws(StoreError) {
        let file = path + ".turn"
        let descriptor = unsafe open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = unsafe String(cString: strerror(errno))
            throw .unavailable("The file \(file) cannot be opened: \(reason); let this user write it")
        }
        place = Mutex(Place(descriptor: descriptor))
        self.patience = patience
    }

    /// Waits for the place, and after too long goes on without it: its holder may be a process that was halted.
    func take() {
        place.withLock { place in
            let end = ContinuousClock.now.advanced(by: patience)
            while !place.isTaken {
                place.isTaken = flock(place.descriptor, LOCK_EX | LOCK_NB) == 0
                guard !place.isTaken, ContinuousClock.now < end else { return }
                usleep(1000)
            }
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
        place.withLock { place in _ = close(place.descriptor) }
    }
}
