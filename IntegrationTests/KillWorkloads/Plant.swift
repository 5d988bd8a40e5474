import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConstructionFlows
import Foundation
import JSON
import SQLiteStore

/// A runtime with one source, one flow and one target, worked round by round on a clock that nobody waits for.
struct Plant {
    /// What the orders have to go through.
    enum Style: Sendable {
        /// Each order is delivered.
        case plain
        /// The target refuses some orders the first time; a person tries them again.
        case refusing
        /// Orders of some lanes are held; a person releases or rejects them.
        case holding
        /// Each order is approved or refused by a person.
        case approving
        /// Beside the orders master data changes with each start.
        case revising
        /// Each order is delivered when the flow is woken an hour later.
        case waking
    }

    static let person = Person(id: "ann", roles: ["operator", "integration-operator"])

    let job: Job
    let store: any RuntimeStore
    let style: Style
    let clock: JumpClock
    let source: OrderSource
    let sink: LedgerSink

    init(_ job: Job, _ store: SQLiteStore, _ style: Style) throws {
        self.job = job
        self.store = ToldStore(inner: store)
        self.style = style
        // Each start is a day after the one before, whatever time that had reached.
        clock = JumpClock(JumpClock.start.adding(seconds: Int64(job.generation) * 86_400))
        source = OrderSource(pages: job.isFinishing ? 0 : nil)
        sink = LedgerSink(
            ledger: try TargetLedger(job.folder + "/target.ledger"),
            random: job.random,
            isFaulty: !job.isFinishing,
            refuses: style == .refusing,
            isForgetful: job.isBroken
        )
    }

    private func settings(knowing knowsAllLanes: Bool) -> RuntimeSettings {
        let flow = OrderFlow(style: style, knowsAllLanes: knowsAllLanes, generation: job.generation)
        return RuntimeSettings(
            systems: [
                ConfiguredSystem(name: "source", connector: source, pollInterval: .seconds(60)),
                ConfiguredSystem(name: "target", connector: sink, pollInterval: .seconds(60)),
            ],
            flows: [FlowBinding(flow: flow, sources: ["source"], target: "target")],
            people: [Self.person]
        )
    }

    func work() async throws {
        var random = job.random
        var quiet = 0
        // At the end everything must come to rest within a bounded time (I6).
        for round in 0... {
            clock.advance(by: .seconds(job.isFinishing ? 7200 : 600))
            try await Engine(settings: settings(knowing: false), store: store, clock: clock).runOnce()
            try await decide(hurrying: job.isFinishing || Int.random(in: 0..<3, using: &random) == 0)
            guard job.isFinishing else { continue }
            quiet = try await isAtRest() ? quiet + 1 : 0
            if quiet == 2 { return }
            guard round < 200 else { throw JobError(description: "does not come to rest") }
        }
    }

    /// What people do between two rounds.
    private func decide(hurrying isHurrying: Bool) async throws {
        guard isHurrying else { return }
        let approvals = ApprovalDesk(people: [Self.person], store: store)
        for approval in try await store.approvals(onlyPending: true) {
            let isApproved = !approval.request.id.hasSuffix("0")
            try await approvals.decide(
                approval,
                isApproved: isApproved,
                by: Self.person.id,
                reason: isApproved ? nil : "not this one",
                at: clock.now
            )
            Line.say("ack approval \(approval.request.id) \(isApproved)")
        }
        let desk = CaseDesk(settings: settings(knowing: true), store: store)
        for open in try await store.cases(onlyOpen: true) {
            if open.proposal.subject == OrderFlow.strangeLane {
                try await desk.reject(open.number, by: Self.person.id, reason: "not ours", at: clock.now)
            } else {
                try await desk.retry(open.number, by: Self.person.id, at: clock.now)
            }
            Line.say("ack case \(open.number)")
        }
    }

    private func isAtRest() async throws -> Bool {
        let waiting = try await store.waitingRecords(limit: 1)
        let open = try await store.openDeliveries(to: "target", limit: 1)
        let cases = try await store.cases(onlyOpen: true)
        let approvals = try await store.approvals(onlyPending: true)
        let wake = try await store.nextWake()
        return waiting.isEmpty && open.isEmpty && cases.isEmpty && approvals.isEmpty && wake == nil
    }
}
