import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import FoundationEssentials
import JSON
import Synchronization
import Testing

/// What is kept back can be corrected by a person, as long as nothing has taken effect.
struct RepairTests {
    private func desk(_ workshop: Workshop) -> CaseDesk {
        CaseDesk(settings: workshop.settings, store: workshop.store)
    }

    /// A workshop with two notes of an author whom nobody knows.
    private func held() async throws -> (Workshop, StoredCase) {
        let workshop = Workshop()
        workshop.publish(NoteSource.note("zoe", "one"), NoteSource.note("zoe", "two"), NoteSource.note("ann", "three"))
        try await workshop.run()
        return (workshop, try #require(try await workshop.openCases().first))
    }

    /// A workshop whose target refused the note "one".
    private func refused() async throws -> (Workshop, StoredCase) {
        let workshop = Workshop()
        workshop.publish(NoteSource.note("ann", "one"))
        workshop.sink.state.withLock { $0.moods = [.refuses(text: "one")] }
        try await workshop.run()
        return (workshop, try #require(try await workshop.openCases().first))
    }

    @Test func aRepairIsPlannedFirstAndChangesNothing() async throws {
        let (workshop, item) = try await held()
        let before = try await workshop.store.journalHead()
        let request = RepairRequest(edits: [ValueEdit(path: "author", text: "ben")], record: "paper/zoe/one")
        let plan = try await desk(workshop).planRepair(item.number, request, by: "eve", at: workshop.clock.now)

        #expect(plan.items.map(\.subject) == ["paper/zoe/one"])
        #expect(plan.items.first?.outcome == "goes to ben")
        #expect(plan.items.first?.changes.first == ValueChange(path: "author", before: "zoe", after: "ben"))
        #expect(plan.staying == 1)
        #expect(try await workshop.store.journalHead() == before)
    }

    @Test func aRepairedRecordGoesItsWayAndTheRestStaysHeld() async throws {
        let (workshop, item) = try await held()
        let request = RepairRequest(edits: [ValueEdit(path: "author", text: "ben")], record: "paper/zoe/one")
        let now = workshop.clock.now
        let plan = try await desk(workshop).planRepair(item.number, request, by: "eve", at: now)
        try await desk(workshop).repair(plan, by: "eve", at: now)
        try await workshop.run()
        #expect(workshop.ledger == ["Note/three", "Note/one"])
        #expect(try await workshop.store.case(item.number)?.heldRecords == 1)
        #expect(try await workshop.store.case(item.number)?.state == .open)

        let rest = RepairRequest(edits: [ValueEdit(path: "author", text: "ben")])
        let second = try await desk(workshop).planRepair(item.number, rest, by: "eve", at: now)
        try await desk(workshop).repair(second, by: "eve", at: now)
        try await workshop.run()
        #expect(workshop.ledger.sorted() == ["Note/one", "Note/three", "Note/two"])
        #expect(try await workshop.store.case(item.number)?.state == .retried)
        let entries = try await workshop.store.journal(after: 0, limit: 1000).filter { $0.kind == "record.repaired" }
        #expect(entries.map(\.actor) == ["person:eve", "person:eve"])
        #expect(try await JournalVerification.verify(workshop.store).isWhole)
    }

    @Test func aPlanThatIsTooOldIsRefusedWhole() async throws {
        let (workshop, item) = try await held()
        let request = RepairRequest(edits: [ValueEdit(path: "author", text: "ben")])
        let now = workshop.clock.now
        let plan = try await desk(workshop).planRepair(item.number, request, by: "eve", at: now)
        try await desk(workshop).repair(plan, by: "eve", at: now)
        let before = try await workshop.store.journalHead()
        await #expect(throws: GovernanceError.self) { try await desk(workshop).repair(plan, by: "eve", at: now) }
        #expect(try await workshop.store.journalHead() == before)
    }

    @Test func aCorrectedMappingRoutesAgainAndTheJournalSaysHow() async throws {
        var (workshop, item) = try await held()
        let now = workshop.clock.now
        await #expect(throws: GovernanceError.self) {
            try await desk(workshop).planRepair(item.number, RepairRequest(), by: "eve", at: now)
        }
        workshop.flow.knownAuthors.insert("zoe")
        let plan = try await desk(workshop).planRepair(item.number, RepairRequest(), by: "eve", at: now)
        #expect(plan.items.map(\.outcome) == ["goes to zoe", "goes to zoe"])
        try await desk(workshop).repair(plan, by: "eve", at: now)
        try await workshop.run()

        #expect(workshop.ledger.sorted() == ["Note/one", "Note/three", "Note/two"])
        let entries = try await workshop.store.journal(after: 0, limit: 1000).filter { $0.kind == "record.repaired" }
        let changes = try JSON(parsing: try #require(entries.first).body)["changes"]
        #expect(changes?[0] == ["path": "routing.key", "before": "", "after": "zoe"])
        #expect(changes?[1] == ["path": "routing.case", "before": "unknown_author:zoe", "after": ""])
    }

    @Test func anEditThatMovesARecordIntoAnotherCaseOpensThatOne() async throws {
        let (workshop, item) = try await held()
        let request = RepairRequest(edits: [ValueEdit(path: "author", text: "yan")])
        let now = workshop.clock.now
        let plan = try await desk(workshop).planRepair(item.number, request, by: "eve", at: now)
        try await desk(workshop).repair(plan, by: "eve", at: now)

        let open = try await workshop.openCases()
        #expect(open.map(\.proposal.subject) == ["yan"])
        #expect(open.map(\.heldRecords) == [2])
    }

    @Test(arguments: [
        ("author", "", "joe", "may not"), ("texts", "x", "eve", nil), ("author.name", "x", "eve", "looked for in"),
        ("a..b", "x", "eve", "is no place"), ("text[0]", "x", "eve", "no element"),
    ])
    func whatCannotBeEditedIsRefused(path: String, text: String, person: String, message: String?) async throws {
        let (workshop, item) = try await held()
        let request = RepairRequest(edits: [ValueEdit(path: path, text: text)])
        do {
            _ = try await desk(workshop).planRepair(item.number, request, by: person, at: workshop.clock.now)
            #expect(message == nil)
        } catch {
            #expect(error.description.contains(message ?? "never"), "\(error)")
        }
    }

    /// A text that is an exact decimal, a timestamp or a date stays one; what is no text keeps its kind.
    @Test(arguments: [
        ("hours", "7.10", true), ("hours", "7,10", false), ("hours", "1e3", false), ("hours", "", false),
        ("day", "2026-01-06", true), ("day", "2026-02-30", false), ("at", "2026-01-05T06:00:00.5Z", true),
        ("at", "2026-01-05", false), ("count", "12", true), ("count", "12.5", false), ("count", "\"12\"", false),
        ("lines[1].on", "false", true), ("lines[1].on", "0", false), ("lines[1]", "{}", true),
        ("lines[1]", "[]", false),
        ("lines[2].on", "true", false), ("empty", "[1]", true), ("lines[0].new", "x", true), ("new.member", "x", false),
    ])
    func aValueKeepsItsKind(path: String, text: String, fits: Bool) async throws {
        let workshop = Workshop()
        let payload: JSON = [
            "author": "zoe", "hours": "7.75", "day": "2026-01-05", "at": "2026-01-05T05:58:11Z", "count": 3,
            "lines": [[:], ["on": true]], "empty": nil,
        ]
        workshop.publish(SourceRecord(id: "r", object: "Note", occurredAt: workshop.clock.now, payload: payload))
        try await workshop.run()
        let item = try #require(try await workshop.openCases().first)
        let request = RepairRequest(edits: [ValueEdit(path: path, text: text)])
        do {
            let plan = try await desk(workshop).planRepair(item.number, request, by: "eve", at: workshop.clock.now)
            #expect(fits && plan.items.first?.changes.map(\.path) == [path])
        } catch {
            #expect(!fits, "\(error)")
        }
    }

    @Test func aRefusedDeliveryIsRepairedUnderItsKeyAfterItsTargetWasAsked() async throws {
        let (workshop, item) = try await refused()
        let now = workshop.clock.now
        var request = RepairRequest(edits: [ValueEdit(path: "text", text: "uno")])
        await #expect(throws: GovernanceError.self, "its control total is not said") {
            try await desk(workshop).planRepair(item.number, request, by: "eve", at: now)
        }
        request.totals = ["worth": 1]
        let plan = try await desk(workshop).planRepair(item.number, request, by: "eve", at: now)
        #expect(workshop.sink.state.withLock { $0.lookedUp }.last == ["Note/one"])
        try await desk(workshop).repair(plan, by: "eve", at: now)
        try await workshop.run()

        #expect(workshop.ledger == ["Note/one"])
        let stored = try await workshop.store.delivery("Note/one")
        #expect(stored?.state == .delivered)
        #expect(stored?.plan.delivery.payload == ["text": "uno"])
        let entry = try await workshop.store.journal(topic: "Note/one").first { $0.kind == "delivery.repaired" }
        #expect(entry?.actor == "person:eve")
    }

    @Test func whatHasTakenEffectIsNotRepaired() async throws {
        let (workshop, item) = try await refused()
        workshop.sink.state.withLock { $0.ledger = ["Note/one"] }
        let request = RepairRequest(edits: [ValueEdit(path: "text", text: "uno")], totals: ["worth": 1])
        let error = await #expect(throws: GovernanceError.self) {
            try await desk(workshop).planRepair(item.number, request, by: "eve", at: workshop.clock.now)
        }
        #expect(error?.description.contains("holds ledger/Note/one") == true)
    }

    @Test func aTargetThatCannotBeAskedKeepsEverythingAsItIs() async throws {
        let (workshop, item) = try await refused()
        workshop.sink.state.withLock { $0.isCutOff = true }
        let request = RepairRequest(edits: [ValueEdit(path: "text", text: "uno")], totals: ["worth": 1])
        let before = try await workshop.store.journalHead()
        let error = await #expect(throws: GovernanceError.self) {
            try await desk(workshop).planRepair(item.number, request, by: "eve", at: workshop.clock.now)
        }
        guard case .unavailable = error else { throw try #require(error) }
        #expect(try await workshop.store.journalHead() == before)
    }

    @Test func aReadBackThatDiffersAllowsNoRepair() async throws {
        let workshop = Workshop()
        workshop.publish(NoteSource.note("ann", "one"))
        workshop.sink.state.withLock { $0.moods = [.misreads(text: "one")] }
        try await workshop.run()
        let item = try #require(try await workshop.openCases().first)

        #expect(item.allowedActions == [.retry, .reject])
        let request = RepairRequest(edits: [ValueEdit(path: "text", text: "uno")], totals: ["worth": 1])
        let error = await #expect(throws: GovernanceError.self) {
            try await desk(workshop).planRepair(item.number, request, by: "eve", at: workshop.clock.now)
        }
        #expect(error?.description.contains("allows no repair") == true)
    }

    @Test func whatAConnectorCouldNotReadIsCorrectedInItsSource() async throws {
        let workshop = Workshop()
        let reject = SourceReject(kind: "malformed_note", subject: "page 1", reason: "cut off")
        workshop.source.will(RecordPage(records: [], rejects: [reject], next: Cursor("1"), hasMore: false))
        try await workshop.run()
        let item = try #require(try await workshop.openCases().first)
        let request = RepairRequest(edits: [ValueEdit(path: "text", text: "uno")])
        let error = await #expect(throws: GovernanceError.self) {
            try await desk(workshop).planRepair(item.number, request, by: "eve", at: workshop.clock.now)
        }
        #expect(error?.description.contains("correct it in its source") == true)
    }

    @Test func theTotalsOfACostFollowItsHours() async throws {
        let workshop = Workshop()
        let dollars = try #require(Currency("USD"))
        let cost = CostEntry(
            key: "EX-104/2026-01-05/1",
            company: "KST",
            project: "26-014",
            costCode: "02-315",
            serviceDate: try #require(CalendarDate("2026-01-05")),
            equipment: "EX-104",
            hours: try #require(Decimal(plain: "7.75")),
            rate: Money(75, dollars)
        )
        let delivery = Delivery(key: "c", object: "CostEntry", payload: cost.json, controlTotals: cost.controlTotals)
        let planned = PlannedDelivery(delivery: delivery, system: "ledger", orderingKey: "26-014", topics: [])
        let proposal = CaseProposal(
            kind: "delivery_rejected",
            subject: "c",
            severity: .warning,
            owner: "integration-operator",
            summary: "no such project",
            remedy: .redeliver(key: "c"),
            topics: []
        )
        let now = workshop.clock.now
        _ = try await workshop.store.commit(
            [
                .deliveryPlanned(planned), .deliveryAttempted(key: "c", attempt: 1),
                .deliverySettled(key: "c", .rejected(reason: "no", caseKey: proposal.key)), .caseRaised(proposal),
            ],
            by: "system:purlin",
            at: now
        )
        func plan(_ edits: (String, String)...) async throws(GovernanceError) -> RepairPlan {
            let request = RepairRequest(edits: edits.map { ValueEdit(path: $0.0, text: $0.1) })
            return try await desk(workshop).planRepair(1, request, by: "eve", at: now)
        }

        for edit in [("hours", "7,5"), ("hours", "many"), ("serviceDate", "tomorrow"), ("key", "x"), ("amount", "1")] {
            await #expect(throws: GovernanceError.self, "\(edit)") { try await plan(edit) }
        }
        let repair = try await plan(("hours", "7.10"), ("project", "26-015"))
        let changes = repair.items.flatMap(\.changes).map { "\($0.path) \($0.after?.stringValue ?? "")" }
        #expect(
            changes == [
                "hours 7.10", "project 26-015", "amount 532.5", "controlTotals.amount 532.5",
                "controlTotals.hours 7.1",
            ]
        )
        try await desk(workshop).repair(repair, by: "eve", at: now)
        let stored = try await workshop.store.delivery("c")
        #expect(stored?.state == .planned)
        #expect(stored?.plan.delivery.controlTotals["amount"] == Decimal(plain: "532.50"))
    }

    @Test func everyKindThatIsRaisedIsInTheCatalogue() async throws {
        let kinds = Set(CaseCatalogue.kinds.map(\.name))
        #expect(kinds.count == CaseCatalogue.kinds.count)
        for (_, item) in [try await refused()] { #expect(kinds.contains(item.proposal.kind)) }
        let closedByItself = CaseCatalogue.kinds.filter { $0.actions.isEmpty }.map(\.name)
        #expect(
            closedByItself == [
                "approval_lapsed", "approval_waiting", "credential_ageing", "freshness_breach", "schedule_over",
                "shadow_unsigned", "totals_differ", "credential_still_valid", "person_left",
            ]
        )
        #expect(CaseCatalogue.kinds.allSatisfy { $0.attention > .zero })
    }
}
