import CanonicalModel
import ConnectorKit

/// The wall clock of the runtime's machine: it is set now and then, and wakes nobody too early and many too late.
struct SimulatedClock: RuntimeClock {
    let world: World
    let life: Lifeline
    /// Sleepers wake at multiples of so many seconds.
    let tick: Int

    var now: Instant { world.wallClock }

    func sleep(until instant: Instant) async throws {
        await world.cross(.sleep, "sleeps until \(instant.text)")
        guard life.cross(isSafe: world.isCalm) else { throw CancellationError() }
        let wanted = max(0, instant.seconds(since: now))
        var end = world.now.seconds + wanted + Int64(tick)
        end -= end % Int64(tick)
        if world.chance.happens(world.faults.suspended) { end += Int64(world.chance.number(1...600) * world.unit) }
        try await world.sleep(until: Instant(seconds: end))
    }
}
