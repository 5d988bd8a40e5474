import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import FoundationEssentials
import Governance
import JSON
import Synchronization
import Testing

/// What was received and no flow has taken yet is known as well.
struct WaitingAccrualTests {
    private func books() -> Books {
        var books = Books()
        books.furtherFlows = [FlowBinding(flow: SlipFlow(), sources: ["yard", "office"], target: "ledger")]
        return books
    }

    private func report(_ books: Books) async throws -> AccrualReport {
        try await AccrualDesk(settings: books.settings, store: books.store).report(of: "2026-01", at: books.clock.now)
    }

    /// Slips that came in and wait for their flow.
    private func receive(
        _ payloads: [JSON],
        from system: String = "yard",
        flow: String = SlipFlow.name,
        key: String? = nil,
        in books: Books
    ) async throws {
        let start = try await books.store.waitingRecordCount(limit: .max)
        let changes = payloads.enumerated().map { index, payload -> StateChange in
            .recordReceived(
                ReceivedRecord(
                    system: system,
                    record: SourceRecord(
                        id: "slip-\(start + index)",
                        object: SlipFlow.slip,
                        occurredAt: books.clock.now,
                        payload: payload
                    ),
                    flow: flow,
                    key: key ?? "pad-\(index % 3)",
                    topics: [],
                    disposition: .accepted
                )
            )
        }
        _ = try await books.store.commit(changes, by: "system:\(system)", at: books.clock.now)
    }

    /// More than a flow takes in one go, and what each step plans depends on the steps before it.
    @Test func whatFlowsHaveNotTakenIsWhatTheyWillPlan() async throws {
        let books = books()
        try await receive((1...603).map { ["amount": .integer($0)] }, in: books)
        let told = try await report(books)
        #expect(told.items.count == 603 && told.items.allSatisfy { $0.reason == .approval })
        #expect(told.unknown.isEmpty)
        for item in told.items {
            #expect(try await books.store.delivery(Books.key(of: item.entry.key)) == nil, "it changes nothing")
        }
        try await books.run()
        let asked = try await books.store.approvals(onlyPending: true)
        #expect(asked.count > 1)
        #expect(try await report(books).items == told.items)
        let desk = ApprovalDesk(people: books.people, store: books.store)
        for approval in asked {
            try await desk.decide(approval, isApproved: true, by: "fay", reason: nil, at: books.clock.now)
        }
        #expect(try await report(books).items == told.items)
        try await books.run()
        #expect(try await report(books).items == [])
        let lines = books.ledger.state.withLock { $0.lines.values.map { "\($0.key) \($0.amount)" } }
        #expect(Set(lines) == Set(told.items.map { "\($0.entry.key) \($0.entry.amount.amount)" }))
    }

    @Test func whatNoFlowCanTakeIsNamedAndHidesNothing() async throws {
        let books = books()
        try await receive([["amount": 5], ["amount": "much"], ["amount": 7]], key: "pad", in: books)
        try await receive([["amount": 9]], flow: "retired", key: "pad", in: books)
        try await receive([["amount": 9]], flow: "Webhooks", key: "yard", in: books)
        let told = try await report(books)
        #expect(told.items.map(\.entry.amount.amount) == [5, 7])
        #expect(told.unknown == ["yard/slip-1", "yard/slip-3", "yard/slip-4"])
    }

    /// What one system may not write is kept back, as it will be.
    @Test func whatTheRulesOfOwnershipKeepBackIsNamed() async throws {
        var books = books()
        let rule = try #require(ObjectOwnership(SlipFlow.slip, [OwnershipStage("any", owner: .dispatch)]))
        books.governance = GovernancePolicy(
            ownership: OwnershipPolicy([rule], systems: ["yard": [.dispatch], "office": [.payroll]])
        )
        try await receive([["amount": 5]], in: books)
        try await receive([["amount": 6]], from: "office", in: books)
        let told = try await report(books)
        #expect(told.items.map(\.entry.amount.amount) == [5])
        #expect(told.unknown == ["office/slip-1"])
        try await books.run()
        #expect(try await books.openCases() == ["ownership_conflict:Slip/slip-1/office"])
    }
}

extension WaitingAccrualTests {
    /// Something that waits takes the place of what was refused: nobody has to decide that any more.
    @Test func whatTookThePlaceOfTheRefusedEndsIt() async throws {
        let books = books()
        try await receive([["amount": 5]], key: "pad", in: books)
        try await books.run()
        let asked = try #require(try await books.store.approvals(onlyPending: true).first)
        let desk = ApprovalDesk(people: books.people, store: books.store)
        try await desk.refuse(asked, by: "fay", reason: "it is too much", at: books.clock.now)
        try await books.run()
        let refused = try #require(try await report(books).refusals.first)
        #expect(refused.number == 1 && refused.costs.map(\.amount.amount) == [5])
        try await receive(
            [["amount": 4, "replaces": .string(asked.request.id)]],
            from: "office",
            key: "pad",
            in: books
        )
        for _ in 0..<2 {
            let told = try await report(books)
            #expect(told.refusals.isEmpty && told.items.map(\.entry.amount.amount) == [4])
            try await books.run()
        }
        #expect(try await books.openCases() == [])
    }
}

/// Asks about the slips of each step together, by how many there were before, and plans their costs once they are approved; what
/// was refused waits under a case until it is tried again or a slip replaces it.
struct SlipFlow: BusinessFlow {
    static let name = "slips"
    static let slip = "Slip"

    var consumes: Set<String> { [Self.slip] }
    var masterData: [FlowDelivery] { [] }

    func route(_ event: FlowEvent) -> FlowRoute { .accept(key: "pad", topics: []) }

    func decide(
        key: String,
        state: JSON?,
        events: [FlowEvent],
        at now: Instant
    ) throws(JSONAccessError) -> FlowDecision {
        var count = state?["count"]?.integerValue ?? 0
        var asked = state?["asked"]?.objectValue ?? JSONObject()
        var amounts: [JSON] = []
        var decision = FlowDecision(state: .null)
        for event in events {
            let reader = JSONReader(event.payload, path: event.reference)
            guard event.object != Self.slip else {
                amounts.append(.integer(try reader.member("amount").integer()))
                guard let replaced = try reader.optionalString("replaces") else { continue }
                asked[replaced] = nil
                decision.resolvedCases.append("usage_returned:\(replaced)")
                continue
            }
            guard event.object != FlowEvent.caseRetry else {
                decision.approvals.append(Self.request(try reader.member("subject").string()))
                continue
            }
            let id = try reader.member("id").string()
            guard try reader.member("approved").bool() else {
                decision.cases.append(Self.refusal(of: id))
                continue
            }
            for (index, slip) in (asked[id]?.arrayValue ?? []).enumerated() {
                decision.deliveries += delivery("\(id)/\(index)", slip.integerValue ?? 0)
            }
            asked[id] = nil
        }
        if !amounts.isEmpty {
            let id = "\(key)/\(count)"
            count += Int64(amounts.count)
            asked[id] = .array(amounts)
            decision.approvals.append(Self.request(id))
        }
        decision.state = ["count": .integer(count), "asked": .object(asked)]
        return decision
    }

    private static func request(_ id: String) -> FlowApproval {
        FlowApproval(id: id, role: "finance", summary: "slips", payload: .null, topics: [])
    }

    private static func refusal(of id: String) -> FlowCase {
        FlowCase(
            kind: "usage_returned",
            subject: id,
            severity: .warning,
            owner: "finance",
            summary: "slips were refused",
            detail: .null,
            isRetriable: true,
            topics: []
        )
    }

    private func delivery(_ key: String, _ amount: Int64) -> [FlowDelivery] {
        guard let entry = try? Books.cost(key, Decimal(amount)) else { return [] }
        return [
            FlowDelivery(
                key: entry.deliveryKey,
                object: CostEntry.name,
                payload: entry.json,
                controlTotals: entry.controlTotals.mapValues(\.plainText),
                orderingKey: entry.project,
                topics: [entry.key]
            )
        ]
    }
}
