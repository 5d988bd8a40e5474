import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import FoundationEssentials
import Governance
import JSON
import Testing

/// What becomes of a write that is another's, and of the stages that decide it.
struct OwnershipConflictTests {
    private let estimate = OwnedObject("Estimate", key: "E26-014/03")

    private func payload(_ status: String, _ total: String = "161894.20") -> JSON {
        Estimate.schema.payload([
            "number": "E26-014", "revision": "03", "status": .string(status), "statedTotal": .string(total),
        ])
    }

    @Test func aForeignWriteBlocksNothingElseAndEntersAfterItsRuleChanged() async throws {
        let hall = StageHall("Estimate", .standard)
        let payroll = try #require(hall.systems[.payroll])
        payroll.will(send: hall.bid("Estimate", "a", payload("open", "161894.21")))
        hall.systems[.estimating]?.will(send: hall.bid("Estimate", "b", payload("open")))
        try await hall.run()
        #expect(try await hall.took("b", of: .estimating))
        let conflict = try #require(try await hall.conflict(estimate, by: .payroll))
        #expect(conflict.heldRecords == 1)
        let text = conflict.proposal.summary
        #expect(text.contains("payroll, whose role is payroll, may not write Estimate E26-014/03"), "\(text)")
        #expect(text.contains("at stage 'bid' it is estimating's: rule ownership.Estimate.bid (default)"), "\(text)")

        // Tried again as it is, it is the same case again.
        try await retry(conflict, hall.settings, hall)
        try await hall.run()
        let again = try #require(try await hall.conflict(estimate, by: .payroll))
        #expect(again.number != conflict.number)

        let rule = try #require(
            ObjectOwnership("Estimate", [OwnershipStage("bid", owner: .estimating, writers: [.payroll])])
        )
        let settings = RuntimeSettings(
            systems: hall.settings.systems,
            flows: hall.settings.flows,
            people: hall.settings.people,
            governance: GovernancePolicy(
                ownership: OwnershipPolicy([rule], systems: hall.settings.governance.ownership.systems)
            )
        )
        try await retry(again, settings, hall)
        try await Engine(settings: settings, store: hall.store, clock: hall.clock).runOnce()
        #expect(try await hall.took("a", of: .payroll))
        #expect(try await hall.store.cases(onlyOpen: true).isEmpty)
    }

    private func retry(_ conflict: StoredCase, _ settings: RuntimeSettings, _ hall: StageHall) async throws {
        let desk = CaseDesk(settings: settings, store: hall.store)
        try await desk.retry(conflict.number, by: "eve", at: hall.clock.now)
    }

    @Test func afterItsStageAFieldGroupIsWrittenAndNothingElse() async throws {
        let hall = StageHall("Estimate", .standard)
        let estimating = try #require(hall.systems[.estimating])
        estimating.will(send: hall.bid("Estimate", "1", payload("awarded")))
        try await hall.run()
        try await hall.happen(["EstimateAwarded", "BudgetLoaded"], to: estimate)

        // The same content is no write, and that it was lost is estimating's to say.
        estimating.will(send: hall.bid("Estimate", "2", payload("awarded")))
        try await hall.run()
        estimating.will(send: hall.bid("Estimate", "3", payload("lost")))
        try await hall.run()
        #expect(try await hall.took("2", of: .estimating))
        #expect(try await hall.took("3", of: .estimating))

        estimating.will(send: hall.bid("Estimate", "4", payload("lost", "161894.21")))
        try await hall.run()
        let conflict = try #require(try await hall.conflict(estimate, by: .estimating))
        #expect(conflict.proposal.detail["members"] == ["statedTotal"])
        #expect(conflict.proposal.summary.contains("Estimate E26-014/03 of it: statedTotal: at stage 'budget'"))
    }

    /// Systems export the lines of the same revision in whatever order.
    @Test func theSameLinesInAnotherOrderAreNoWrite() async throws {
        let hall = StageHall("Estimate", .standard)
        let estimating = try #require(hall.systems[.estimating])
        let dollars = try #require(Currency("USD"))
        func export(_ id: String, _ lines: [String]) {
            let export = Estimate(
                number: "E26-014",
                revision: "03",
                status: .awarded,
                currency: dollars,
                format: "csv",
                lines: lines.map { path in
                    EstimateLine(
                        path: path,
                        costCode: "03-300",
                        costType: "L",
                        text: "work",
                        quantity: 1,
                        unit: "LS",
                        unitPrice: nil,
                        amount: 100
                    )
                }
            )
            estimating.will(send: hall.bid("Estimate", id, export.json))
        }
        export("1", ["0110", "0120", "0120"])
        try await hall.run()
        try await hall.happen(["EstimateAwarded", "BudgetLoaded"], to: estimate)
        export("2", ["0120", "0110", "0120"])
        try await hall.run()
        #expect(try await hall.took("2", of: .estimating))
        #expect(try await hall.conflict(estimate, by: .estimating) == nil)
        export("3", ["0120", "0110", "0110"])
        try await hall.run()
        #expect(try await !hall.took("3", of: .estimating))
    }

    @Test func aHandOffIsInTheJournalWithItsTimeAndCanBeReadFromThere() async throws {
        let hall = StageHall("Estimate", .standard)
        try await hall.happen(["BudgetLoaded", "EstimateAwarded", "EstimateAwarded", "BudgetLoaded"], to: estimate)
        let entries = try await hall.store.journal(topic: estimate.topic)
        let notes = try entries.flatMap { try JSON(parsing: $0.content.body)["notes"]?.arrayValue ?? [] }
            .filter { $0["event"] == "HandedOff" }.compactMap { $0["detail"] }
        #expect(notes.map { $0["event"] } == ["EstimateAwarded", "BudgetLoaded"])
        #expect(notes.map { $0["stage"]?["to"] } == ["awarded", "budget"])
        #expect(notes.last?["owner"] == ["from": "estimating", "to": "purlin"])
        #expect(notes.last?["by"] == "system:purlin")
        #expect(entries.allSatisfy { $0.recordedAt == hall.clock.now })
        // What the journal says last is what the store holds.
        let state = try await hall.store.flowState(flow: "ownership", key: "Estimate/E26-014/03")?.state
        #expect(state?["stage"] == notes.last?["stage"]?["to"])
    }

    @Test func whatIsDeliveredIsItsTargetsAndIsMadeAgainOnlyAsTheSameEffect() async throws {
        let hall = StageHall("CostEntry", .standard)
        let (payload, owned) = OwnershipMatrix.sample("CostEntry", "c", of: "")
        hall.desk.will(send: hall.bid(HallFlow.delivery, "d", ["object": "CostEntry", "payload": payload]))
        try await hall.run()
        let key = "CostEntry/desk/d"
        let odoo = try #require(hall.systems[.odoo])
        #expect(odoo.holdings == [key])
        let topic = try #require(owned).topic
        for topic in [topic, "desk/d"] {
            let story = try await hall.store.journal(topic: topic)
            #expect(story.contains { $0.content.body.contains("CostEntryPosted") }, "\(topic)")
        }

        odoo.loseAll()
        let replayed = StateChange.deliveryReplayed(key: key, reason: "lost")
        _ = try await hall.store.commit([replayed], by: "person:eve", at: hall.clock.now)
        try await hall.run()
        #expect(odoo.holdings == [key])

        hall.desk.will(send: hall.bid(HallFlow.delivery, "e", ["object": "CostEntry", "payload": payload]))
        try await hall.run()
        #expect(odoo.holdings == [key])
        let conflict = try await hall.store.openCase(key: "ownership_conflict:CostEntry/desk/e")
        #expect(conflict?.proposal.summary.contains("is at stage 'posted'") == true)
    }

    @Test func hoursArePayrollsFromTheirApproval() async throws {
        let office = try HoursOffice()
        try await office.record("T-1", "8.00", on: "2026-01-02", as: .submitted)
        func handOffs() async throws -> [JSON?] {
            try await office.store.journal(topic: "T-1").flatMap { entry in
                try JSON(parsing: entry.content.body)["notes"]?.arrayValue?.filter { $0["event"] == "HandedOff" } ?? []
            }
            .map { $0["detail"]?["event"] }
        }
        #expect(try await handOffs() == [])
        try await office.record("T-1", "8.00", on: "2026-01-02")
        // The field may still correct them.
        try await office.record("T-1", "7.50", on: "2026-01-02")
        #expect(try await handOffs() == ["TimesheetApproved"])
        #expect(try await office.openCases() == [])
        #expect(try await office.store.flowState(flow: "ownership", key: "TimeEntry/time/T-1")?.version == 1)
    }

    @Test func aSystemOfNoRoleIsTakenForTheOneThatAnObjectBeginsWith() async throws {
        let hall = StageHall("Estimate", .standard)
        hall.desk.will(send: hall.bid("Estimate", "1", payload("open")))
        let table = RoleSystem(["Estimate"])
        table.will(send: hall.bid("Estimate", "1", payload("open")))
        let settings = RuntimeSettings(
            systems: [ConfiguredSystem(name: "table", connector: table, pollInterval: .seconds(60))],
            flows: [FlowBinding(flow: HallFlow(consumes: ["Estimate"]), sources: ["table"], target: nil)],
            people: []
        )
        try await Engine(settings: settings, store: hall.store, clock: hall.clock).runOnce()
        #expect(try await hall.store.journal(topic: "table/1").contains { $0.content.body.contains("\"Taken\"") })
        #expect(try await hall.store.cases(onlyOpen: true).isEmpty)
    }
}
