import CanonicalModel
import ConnectorKit
import ConnectorStore

/// The course of a world: people enter records while much goes wrong, then faults stop, then everything is read again.
struct Course: Sendable {
    let world: World
    let business: any Business
    let store: any RuntimeStore
    let people: People

    func work() async {
        for entry in business.timetable {
            try? await world.sleep(until: entry.at)
            entry.source.publish(entry.record)
        }
        world.calmDown()
        // The configuration in which everything is known takes effect with the next start.
        world.stopProcess()
        for site in business.sources { site.network.renewCredentials() }
        for site in business.targets { site.network.renewCredentials() }
        guard await becomesQuiet("once faults had stopped") else { return world.end() }
        let before = business.targets.map(\.target.lines)
        world.tell(.life, "all sources offer everything again")
        for site in business.sources { site.source.rewind() }
        guard await becomesQuiet("after everything was read again") else { return world.end() }
        if business.targets.map(\.target.lines) != before {
            world.violate("I7", "reading everything again changed what the targets hold")
        }
        world.end()
    }

    /// Sets the wall clock and stops the process now and then.
    func interfere() async {
        guard let last = business.timetable.last?.at else { return }
        let faults = world.faults
        let span = Int(last.seconds(since: World.start))
        let jumps = (0..<faults.clockJumps).map { _ in (world.chance.number(0...span), true) }
        let stops = (0..<faults.stops).map { _ in (world.chance.number(0...span), false) }
        for (time, isJump) in (jumps + stops).sorted(by: { $0.0 < $1.0 }) {
            try? await world.sleep(until: World.start.adding(seconds: Int64(time)))
            guard !world.isCalm else { return }
            if isJump {
                world.setClock(ahead: world.chance.pick([-3600, -120, -1, 1, 120, 3600]))
            } else {
                world.stopProcess()
            }
        }
    }

    /// Waits until nothing is left to do.
    private func becomesQuiet(_ when: String) async -> Bool {
        let end = world.now.adding(seconds: Int64(business.patience))
        while true {
            await world.sleep(seconds: 60 * world.unit)
            let open = await whatIsOpen()
            if open.isEmpty { return true }
            guard world.now < end else {
                world.violate("I6", "\(business.patience) s \(when), still open: \(open.joined(separator: ", "))")
                return false
            }
        }
    }

    /// What the runtime or a person has still to do.
    private func whatIsOpen() async -> [String] {
        var open: [String] = []
        do {
            for site in business.sources {
                let published = await site.source.published()
                let missing = Set(published).subtracting(try await store.knownRecords(among: published))
                if !missing.isEmpty { open.append("\(missing.count) records of \(site.source.name)") }
                if !site.source.hasServedTheEnd { open.append("the end of \(site.source.name)") }
            }
            let waiting = try await store.waitingRecords(limit: 10)
            if !waiting.isEmpty { open.append("records that wait: \(waiting.map(\.record.id))") }
            for site in business.targets {
                let deliveries = try await store.openDeliveries(to: site.target.name, limit: 10)
                if !deliveries.isEmpty {
                    open.append("deliveries: \(deliveries.map { "\($0.plan.delivery.key) \($0.state)" })")
                }
            }
            let approvals = try await store.approvals(onlyPending: true)
            if !approvals.isEmpty { open.append("approvals: \(approvals.map(\.request.id))") }
            // What is only to be acknowledged keeps nothing back, and a snapshot tells of it again at every round.
            let cases = try await store.cases(onlyOpen: true).filter {
                $0.proposal.remedy != .acknowledge && !people.hasLeft($0)
            }
            if !cases.isEmpty { open.append("cases: \(cases.map(\.proposal.key))") }
            if let wake = try await store.nextWake() { open.append("a flow that waits for \(wake.text)") }
        } catch {
            open.append("\(error)")
        }
        return open
    }
}
