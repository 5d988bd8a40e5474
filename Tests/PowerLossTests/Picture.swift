import CanonicalModel
import ConnectorKit
import ConnectorStore

/// Everything that a store answers about the story: two stores with equal pictures hold the same.
struct Picture: Sendable, Hashable {
    /// What is kept for one machine.
    struct Machine: Sendable, Hashable {
        let state: FlowState?
        let entries: [Int64]
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

    init(_ store: any RuntimeStore) async throws {
        waiting = try await store.waitingRecords(limit: 1000)
        quarantined = try await store.quarantinedRecords(caseKey: Story.unknown.key, limit: 1000)
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
            let key = Story.key(name)
            let machine = Machine(
                state: try await store.flowState(flow: Story.flow, key: name),
                entries: try await store.journal(topic: name).map(\.sequence),
                delivery: try await store.delivery(key),
                reference: try await store.reference(system: "odoo", object: "CostEntry", key: key)
            )
            machines.append(machine)
        }
        self.machines = machines
    }
}

extension Instant {
    /// 2026-01-05T06:00:00Z.
    static let morning = Instant(seconds: 1_767_592_800)
    static let distant = Instant(seconds: 4_000_000_000)
}
