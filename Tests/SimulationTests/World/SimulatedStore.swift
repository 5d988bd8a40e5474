import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConnectorTesting

/// The store as one process sees it: slow, unavailable now and then, and gone when the process is dead.
struct SimulatedStore: StoreRelay {
    let inner: any RuntimeStore
    let world: World
    /// The process; `nil` for a person's, which is not killed.
    let life: Lifeline?

    private static let dead = StoreError.unavailable("the process has been killed")

    func willRead(_ what: String) async throws(StoreError) {
        await world.cross(.read, "reads \(what)")
        guard isAlive else { throw Self.dead }
    }

    func commit(
        _ changes: [StateChange],
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> CommitReceipt {
        let faults = world.faults
        if world.chance.happens(faults.storeSlow) { await world.sleep(milliseconds: world.chance.number(1...2000)) }
        await world.cross(
            .commit,
            "\(actor) commits \(changes.map { $0.journalContent() }.map { "\($0.kind) \($0.key)" })"
        )
        guard isAlive else { throw Self.dead }
        if world.chance.happens(faults.storeFails) {
            world.tell(.failure, "the commit fails")
            throw .unavailable("the disk is full")
        }
        let receipt = try await inner.commit(changes, by: actor, at: now)
        world.count(receipt, of: changes.count)
        if life != nil, world.chance.happens(faults.storeLosesAnswer) {
            world.tell(.failure, "the commit is made, and its answer is lost")
            throw .unavailable("the disk does not answer")
        }
        if world.chance.happens(300) { await Task.yield() }
        guard isAlive else { throw Self.dead }
        return receipt
    }

    private var isAlive: Bool { life?.cross(isSafe: world.isCalm) ?? true }
}
