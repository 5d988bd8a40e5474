import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore

/// Starts the runtime's process, again and again, whatever ended it.
struct Supervisor: Sendable {
    let world: World
    let business: any Business
    let parts: Parts
    let durable: DurableStore
    /// Sleepers of the runtime wake at multiples of so many seconds.
    let tick: Int

    func work() async {
        var lives: [Task<Void, Never>] = []
        var crashes = world.faults.crashes
        var isRecovering = false
        while !world.isOver {
            // Many processes that were killed are killed again while they start.
            let longest = isRecovering && world.chance.happens(300) ? 15 : world.faults.longestLife
            let life = Lifeline(crossings: crashes > 0 ? world.chance.number(1...longest) : .max)
            lives.append(start(life))
            for await _ in life.ending {}
            isRecovering = life.isKilled
            if life.isKilled {
                crashes -= 1
                world.tell(.kill, "the process is killed")
                if parts.forgetsLastCommit { await durable.forgetLastCommit() }
            }
            guard !world.isOver else { break }
            await world.sleep(seconds: world.chance.number(0...30) * world.unit)
        }
        for life in lives { await life.value }
    }

    private func start(_ life: Lifeline) -> Task<Void, Never> {
        let store = parts.store(SimulatedStore(inner: durable, world: world, life: life))
        let clock = SimulatedClock(world: world, life: life, tick: world.isCalm ? max(tick, 15 * world.unit) : tick)
        let settings = settings(life)
        openDoor(settings, store, clock, life)
        let engine = Engine(settings: settings, store: store, clock: clock) { progress in
            world.tell(.progress, "\(progress)")
            // All others are numbers and names of systems.
            if case .failed(_, let reason) = progress { world.hear(reason) }
        }
        let task = Task(executorPreference: world.executor) {
            world.tell(.life, "the process starts")
            do {
                try await engine.run()
            } catch {
                if !life.isKilled { judge(error) }
                world.hear("\(error)")
            }
            life.end()
        }
        world.setProcess(task)
        return task
    }

    /// From now on webhooks arrive at this process.
    private func openDoor(
        _ settings: RuntimeSettings,
        _ store: any RuntimeStore,
        _ clock: SimulatedClock,
        _ life: Lifeline
    ) {
        do throws(WebhookSettingsError) {
            let desk = try WebhookDesk(settings: settings, store: store, clock: clock, log: HeardLog(world: world))
            world.door.open(desk, of: life, answersAtOnce: parts.answersAtOnce)
        } catch {
            world.violate("I6", "\(error)")
        }
    }

    /// A process may end because it was told to, or because its store cannot be used; for no other reason.
    private func judge(_ error: any Error) {
        world.tell(.life, "the process ends: \(error)")
        switch error {
        case is CancellationError, StoreError.unavailable: break
        default: world.violate("I6", "the process ended because of: \(error)")
        }
    }

    func settings(_ life: Lifeline) -> RuntimeSettings {
        let sources = business.sources.map { site in
            ConfiguredSystem(
                name: site.source.name,
                connector: site.source.connector(to: site, life, parts),
                pollInterval: .seconds(site.pollInterval)
            )
        }
        let targets = business.targets.map { site in
            ConfiguredSystem(
                name: site.target.name,
                connector: parts.sink(
                    TargetConnector(
                        site.target,
                        network: site.network,
                        life: life,
                        batchLimit: site.batchLimit,
                        ignoresKeys: parts.sinkIgnoresKeys
                    ),
                    world
                ),
                pollInterval: .seconds(3600)
            )
        }
        return RuntimeSettings(
            systems: sources + targets,
            flows: business.flows(),
            people: [Person(id: People.name, roles: [business.role, "integration-operator"])]
        )
    }
}
