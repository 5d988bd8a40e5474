import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// Opening balances are written once, all of them or none, after somebody else's approval.
struct OpeningBalancesTests {
    private static let now = Instant(seconds: 1_770_000_000)

    private func batch(
        _ key: String = "old-books",
        _ amounts: [Decimal] = [100, 20.5],
        claiming totals: MigrationBatch.ControlTotals? = nil
    ) throws -> MigrationBatch {
        let cutover = try #require(CalendarDate("2025-12-31"))
        let balances = amounts.map { amount in
            MigrationBatch.Balance(
                project: "26-014",
                position: BudgetPosition(costCode: "03-300", costType: .labour),
                date: cutover,
                hours: 2,
                amount: amount
            )
        }
        return MigrationBatch(
            key: key,
            company: "KST",
            cutover: cutover,
            currency: try #require(Currency("USD")),
            digest: "a1",
            loadedBy: "ann",
            controlTotals: totals ?? MigrationBatch.ControlTotals(of: balances),
            balances: balances
        )
    }

    private func flow() throws -> OpeningBalancesToJobCost {
        OpeningBalancesToJobCost(company: "KST", currency: try #require(Currency("USD")))
    }

    private func event(_ object: String, _ payload: JSON) -> FlowEvent {
        FlowEvent(reference: "purlin/1", object: object, occurredAt: Self.now, receivedAt: Self.now, payload: payload)
    }

    private func step(_ state: JSON?, _ event: FlowEvent) throws -> FlowDecision {
        let decision = try flow().decide(key: "old-books", state: state, events: [event], at: Self.now)
        decision.expectVocabulary(of: try flow())
        return decision
    }

    private func answer(_ state: JSON?, approved: Bool, returned: Bool = false) throws -> FlowDecision {
        let payload: JSON = [
            "id": "migration/old-books", "approved": .bool(approved), "returned": .bool(returned), "person": "fay",
            "reason": "r",
        ]
        return try step(state, event(FlowEvent.approvalDecision, payload))
    }

    @Test func anApprovedBatchIsWrittenOnce() throws {
        let loaded = event(MigrationBatch.name, try batch().json)
        #expect(try flow().route(loaded) == .accept(key: "old-books", topics: ["migration/old-books"]))
        let asked = try step(nil, loaded)
        let approval = try #require(asked.approvals.first)
        #expect(approval.id == "migration/old-books" && approval.requester == "ann" && approval.role == "finance")
        #expect(approval.step == .openingBalances && approval.amount?.amount == 120.5)
        #expect(approval.summary.contains("2 balances of 4 h and 120.5 USD on 1 projects"), "\(approval.summary)")
        #expect(asked.deliveries.isEmpty)
        #expect(try step(asked.state, loaded).approvals.isEmpty, "nobody is asked twice")

        let written = try answer(asked.state, approved: true)
        let key = "CostEntry/KST/opening/old-books"
        #expect(written.deliveries.map(\.key) == ["\(key)/1", "\(key)/2"])
        #expect(written.deliveries.map { $0.controlTotals["amount"] } == ["100", "20.5"])
        let again = try answer(written.state, approved: true)
        #expect(again.deliveries.isEmpty && again.findings.isEmpty)
        #expect(try step(written.state, loaded).approvals.isEmpty, "a name is used once")
    }

    @Test func aRejectedBatchIsNeverWrittenAndAReturnedOneIsAskedAnew() throws {
        let loaded = event(MigrationBatch.name, try batch().json)
        let asked = try step(nil, loaded)
        let rejected = try answer(asked.state, approved: false)
        #expect(rejected.deliveries.isEmpty && rejected.findings.map(\.event) == ["MigrationBatchRejected"])
        #expect(try step(rejected.state, loaded).approvals.isEmpty)

        let returned = try answer(asked.state, approved: false, returned: true)
        #expect(returned.findings.map(\.event) == ["MigrationBatchReturned"])
        let corrected = event(MigrationBatch.name, try batch("old-books", [99]).json)
        let anew = try step(returned.state, corrected)
        #expect(anew.approvals.map(\.amount?.amount) == [99])
        #expect(try answer(anew.state, approved: true).deliveries.count == 1)
    }

    @Test func aBatchThatIsNotWhatItSaysIsNotRead() throws {
        let more = MigrationBatch.ControlTotals(count: 2, hours: 4, amount: 120.5 + Decimal(1) / 100)
        let cent = try batch(claiming: more)
        #expect(cent.fault == "it was to have 2 balances of 4 h and 120.51, and has 2 balances of 4 h and 120.5")
        guard case .hold(let held) = try flow().route(event(MigrationBatch.name, cent.json)) else {
            Issue.record("it is taken")
            return
        }
        #expect(held.kind == "unusable_batch" && held.summary.contains("120.51"))
        #expect(try batch("b", []).fault == "it has no balance")
        #expect(try batch("b", [1 + Decimal(5) / 1000]).fault?.contains("is not in whole minor units of USD") == true)
    }

    @Test func noBalanceIsOfADayAfterTheCutover() throws {
        let good = try batch()
        let late = MigrationBatch(
            key: good.key,
            company: good.company,
            cutover: try #require(CalendarDate("2025-12-30")),
            currency: good.currency,
            digest: good.digest,
            loadedBy: good.loadedBy,
            controlTotals: good.controlTotals,
            balances: good.balances
        )
        #expect(late.fault == "balance 1, 26-014 03-300 is of 2025-12-31, after the cutover 2025-12-30")
    }
}
