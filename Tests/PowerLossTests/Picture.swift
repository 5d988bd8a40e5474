import CanonicalModel
import ConnectorKit
import ConnectorStore

/// Everything that a store answers about the story: two stores with equal pictures hold the same.
struct Picture: Sendable, Hashable {
    /// What is kept for one machine.
    struct Machine: Sendable, Hashable {
        let state: FlowState?
        let entries: [Int64]
    }

    /// One business effect.
    struct Effect: Sendable, Hashable {
        let delivery: StoredDelivery?
        let reference: String?
    }

    let waiting: [ReceivedRecord]
    let quarantined: [ReceivedRecord]
    let cursor: Cursor?
    let nextWake: Instant?
    let waking: [String]
    let open: [StoredDelivery]
    let approvals: [StoredApproval]
    let cases: [StoredCase]
    let pause: SystemPause?
    let head: JournalHead
    let journal: [JournalEntry]
    let machines: [Machine]
    let effects: [Effect]
    let ownStates: [FlowState?]
    let lease: StoredLease?
    let checkpoints: [StoredCheckpoint]
    let tree: [MerkleHash]

    init(_ store: any RuntimeStore & LeaseStore) async throws {
        waiting = try await store.waitingRecords(limit: 1000)
        var quarantined: [ReceivedRecord] = []
        for proposal in Story.holding {
            quarantined += try await store.quarantinedRecords(caseKey: proposal.key, limit: 1000)
        }
        self.quarantined = quarantined
        cursor = try await store.cursor(of: Story.stream)
        nextWake = try await store.nextWake()
        waking = try await store.wakingKeys(flow: Story.flow, at: .distant, limit: 100)
        open = try await store.openDeliveries(to: "odoo", limit: 1000)
        approvals = try await store.approvals(onlyPending: false)
        cases = try await store.cases(onlyOpen: false)
        pause = try await store.pause(of: "odoo")
        head = try await store.journalHead()
        journal = try await store.journal(after: 0, limit: 10_000)
        var machines: [Machine] = []
        for name in Story.machines {
            let machine = Machine(
                state: try await store.flowState(flow: Story.flow, key: name),
                entries: try await store.journal(topic: name).map(\.sequence)
            )
            machines.append(machine)
        }
        self.machines = machines
        var effects: [Effect] = []
        for key in Story.keys {
            let reference = try await store.reference(system: "odoo", object: "CostEntry", key: key)
            effects.append(Effect(delivery: try await store.delivery(key), reference: reference))
        }
        self.effects = effects
        var ownStates: [FlowState?] = []
        for (flow, key) in Story.ownFlows { ownStates.append(try await store.flowState(flow: flow, key: key)) }
        self.ownStates = ownStates
        lease = try await store.lease(Story.leaseName)
        checkpoints = try await store.checkpoints(after: 0, limit: 1000)
        tree = try await store.treeHashes(level: 8, indices: 0..<head.sequence / 256)
    }
}

extension Instant {
    /// 2026-01-05T06:00:00Z.
    static let morning = Instant(seconds: 1_767_592_800)
    static let distant = Instant(seconds: 4_000_000_000)
}
