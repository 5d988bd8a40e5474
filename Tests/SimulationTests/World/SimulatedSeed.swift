import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting

/// One world from its first hour to its last check.
struct SimulatedSeed: Sendable {
    /// What came of a seed.
    struct Report: Sendable {
        let seed: UInt64
        let violations: [String]
        let trace: UInt64
        let counts: [World.Crossing: Int]
        let virtualSeconds: Int64
        let story: [String]

        var operations: Int { counts.filter(\.key.isOperation).reduce(0) { $0 + $1.value } }
    }

    let seed: UInt64
    var parts = Parts()
    var isRecording = false

    /// Lives through the world on the calling thread.
    func run() -> Report {
        let chance = Chance(seed: seed)
        let isFleet = chance.happens(200)
        let faults = Faults.drawn(by: chance)
        let world = World(seed: seed, unit: isFleet ? 120 : 1, faults: faults, chance: chance, isRecording: isRecording)
        do throws(SimulationError) {
            try world.executor.run { await live(in: world, isFleet: isFleet) }
        } catch {
            world.violate("I10", "\(error)")
        }
        return Report(
            seed: seed,
            violations: world.violations,
            trace: world.trace,
            counts: world.counts,
            virtualSeconds: world.now.seconds(since: World.start),
            story: world.story
        )
    }

    private func live(in world: World, isFleet: Bool) async {
        do {
            let business: any Business =
                isFleet ? try FleetBusiness(world: world) : ConservationBusiness(world: world, parts: parts)
            try await live(in: world, business)
        } catch {
            world.violate("I8", "the store cannot be read: \(error)")
        }
    }

    private func live(in world: World, _ business: any Business) async throws {
        let durable = DurableStore(keepsCommits: parts.forgetsLastCommit)
        let tick = world.chance.pick([5, 20, 60]) * world.unit
        let supervisor = Supervisor(world: world, business: business, parts: parts, durable: durable, tick: tick)
        let desk = SimulatedStore(inner: durable, world: world, life: nil)
        let people = People(world, business, desk) { supervisor.settings(Lifeline(crossings: .max)) }
        let course = Course(world: world, business: business, store: durable, people: people)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await supervisor.work() }
            group.addTask { await people.work() }
            group.addTask { await course.work() }
            group.addTask { await course.interfere() }
        }
        await world.finishBackground()
        try await Inspection(world: world, business: business, store: durable, people: people).work()
    }
}
