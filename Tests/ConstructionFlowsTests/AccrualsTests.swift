import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// Accruals are written once, each with what takes it back, after somebody else's approval.
struct AccrualsTests {
    private static let now = Instant(seconds: 1_770_000_000)
    private let flow = AccrualsToJobCost(companies: ["KST"])

    private func accrual(_ project: String, _ amount: String, _ currency: String = "USD") throws -> Accrual {
        Accrual(
            key: "accrual/2026-12/KST/\(project)/03-300/labour/\(currency)",
            company: "KST",
            project: project,
            position: BudgetPosition(costCode: "03-300", costType: .labour),
            month: "2026-12",
            amount: Money(try #require(Decimal(plain: amount)), try #require(Currency(currency))),
            reason: "costs wait: 1 for approval"
        )
    }

    private func batch(_ accruals: [Accrual]) -> AccrualBatch {
        AccrualBatch(
            month: "2026-12",
            requestedBy: "ann",
            accruals: accruals,
            companies: ["KST"],
            covers: ["b", "a"],
            onTheirWay: [],
            requests: ["r"]
        )
    }

    private func step(_ state: JSON?, _ object: String, _ payload: JSON) throws -> FlowDecision {
        let event = FlowEvent(
            reference: "purlin/1",
            object: object,
            occurredAt: Self.now,
            receivedAt: Self.now,
            payload: payload
        )
        let decision = try flow.decide(key: "2026-12", state: state, events: [event], at: Self.now)
        decision.expectVocabulary(of: flow)
        return decision
    }

    private func answer(_ state: JSON?, approved: Bool, returned: Bool = false) throws -> FlowDecision {
        let answer: JSON = [
            "id": "accrual/2026-12", "approved": .bool(approved), "returned": .bool(returned), "person": "fay",
        ]
        return try step(state, FlowEvent.approvalDecision, answer)
    }

    @Test func anApprovedAccrualIsPostedAndTakenBackInTheNextMonth() throws {
        let batch = batch([try accrual("26-014", "60.50"), try accrual("26-015", "-20")])
        let asked = try step(nil, AccrualBatch.name, batch.json)
        #expect(asked.deliveries.isEmpty && asked.findings.map(\.event) == ["AccrualsRequested"])
        let request = try #require(asked.approvals.first)
        #expect(request.id == "accrual/2026-12" && request.step == .periodAccruals && request.requester == "ann")
        #expect(request.amount?.amount == Decimal(plain: "60.50"), "recoveries do not make less of what is approved")
        #expect(request.summary == "2 accruals for 2026-12, in all 40.5 USD, for 2 costs that are not in the books")
        let approved = try answer(asked.state, approved: true)
        let costs = try approved.deliveries.map { try CostEntry(JSONReader($0.payload)) }
        #expect(
            costs.map { "\($0.project) \($0.postingDate.text) \($0.amount.amount.plainText) \($0.corrects ?? "")" } == [
                "26-014 2026-12-31 60.5 ", "26-014 2027-01-01 -60.5 \(batch.accruals[0].key)",
                "26-015 2026-12-31 -20 ", "26-015 2027-01-01 20 \(batch.accruals[1].key)",
            ]
        )
        #expect(costs.allSatisfy { $0.hours == 0 && $0.isAccrual })
        #expect(Set(approved.deliveries.map(\.key)).count == 4)
        #expect(try answer(approved.state, approved: true).deliveries.isEmpty)
        #expect(try step(approved.state, AccrualBatch.name, batch.json).approvals.isEmpty)
    }

    @Test func refusedOnesAreNeverPostedAndReturnedOnesMayBeAskedForAnew() throws {
        let first = try batch([accrual("26-014", "60.50")])
        let asked = try step(nil, AccrualBatch.name, first.json)
        let rejected = try answer(asked.state, approved: false)
        #expect(rejected.deliveries.isEmpty && rejected.findings.map(\.event) == ["AccrualsRejected"])
        #expect(try step(rejected.state, AccrualBatch.name, first.json).approvals.isEmpty)
        let returned = try answer(asked.state, approved: false, returned: true)
        #expect(returned.deliveries.isEmpty && returned.findings.map(\.event) == ["AccrualsReturned"])
        let anew = try step(returned.state, AccrualBatch.name, batch([accrual("26-014", "12")]).json)
        let posted = try answer(anew.state, approved: true).deliveries.first
        #expect(posted?.controlTotals == ["amount": "12", "hours": "0"])
    }

    /// No single amount says how much is approved, so that it takes what any amount takes.
    @Test func severalCurrenciesComeToNoAmount() throws {
        let batch = try batch([accrual("26-014", "60"), accrual("26-014", "10", "EUR")])
        #expect(batch.amount == nil && batch.summary.contains("in all 10 EUR and 60 USD"))
        #expect(try step(nil, AccrualBatch.name, batch.json).approvals.first?.amount == nil)
    }

    @Test func whatIsNoneOfTheMonthIsACase() throws {
        let accrual = try accrual("26-014", "60")
        var batches = [batch([]), batch([accrual.reversal(in: "2027-01")])]
        batches.append(
            AccrualBatch(
                month: "2026-11",
                requestedBy: "ann",
                accruals: [accrual],
                companies: [],
                covers: [],
                onTheirWay: [],
                requests: []
            )
        )
        for batch in batches {
            let event = FlowEvent(
                reference: "purlin/1",
                object: AccrualBatch.name,
                occurredAt: Self.now,
                receivedAt: Self.now,
                payload: batch.json
            )
            guard case .hold(let held) = flow.route(event) else {
                Issue.record("\(batch) was taken")
                continue
            }
            #expect(held.kind == "unusable_batch" && held.summary.contains("ask for the accruals of the month again"))
        }
    }
}
