import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Governance
import Testing

/// Cases that nobody answers in time.
struct EscalationTests {
    private static let hour: Int64 = 3600

    /// A case of the editor, who has eight hours; then finance has two, and then it is the controller's.
    private static func workshop() -> Workshop {
        var workshop = Workshop()
        workshop.people += [Person(id: "fay", roles: ["finance"]), Person(id: "cleo", roles: ["controller"])]
        let chain = [EscalationStep(to: "finance", answerWithin: .seconds(2 * hour)), EscalationStep(to: "controller")]
        workshop.governance.exceptions = ExceptionPolicy(
            severities: [
                .warning: ServiceLevel(
                    answerWithin: .seconds(8 * hour),
                    escalation: chain,
                    origin: .file("governance.yaml", line: 5)
                )
            ]
        )
        workshop.publish(NoteSource.note("dan", "hello"))
        return workshop
    }

    private static func pass(_ workshop: Workshop, hours: Int64) async throws -> StoredCase {
        workshop.clock.advance(by: .seconds(hours * hour))
        try await workshop.run()
        return try #require(try await workshop.store.case(1))
    }

    @Test func anOverdueCaseGoesFromRoleToRoleOnceEach() async throws {
        let workshop = Self.workshop()
        let opened = try await Self.pass(workshop, hours: 0)
        #expect(opened.owner == "editor")
        #expect(opened.due(by: workshop.governance.exceptions) == opened.openedAt.adding(seconds: 8 * Self.hour))
        #expect(try await Self.pass(workshop, hours: 7).escalations.isEmpty)
        let first = try await Self.pass(workshop, hours: 1)
        #expect(first.owner == "finance")
        #expect(try await Self.pass(workshop, hours: 1).escalations.count == 1)
        let second = try await Self.pass(workshop, hours: 1)
        #expect(second.escalations.map(\.to) == ["finance", "controller"])
        #expect(second.escalations.map(\.at) == [8, 10].map { opened.openedAt.adding(seconds: $0 * Self.hour) })
        // The chain is at its end: it stays there, and overdue.
        let last = try await Self.pass(workshop, hours: 100)
        #expect(last.escalations == second.escalations && last.state == .open)
        #expect(last.isOverdue(by: workshop.governance.exceptions, at: workshop.clock.now))
        let entries = try await workshop.store.journal(topic: "dan")
        #expect(entries.count { $0.kind == "case.escalated" } == 2)
        let breaches = entries.filter { $0.kind == "flow.advanced" && $0.body.contains("SlaBreached") }
        #expect(breaches.map(\.key) == ["C-1", "C-1"])
        #expect(breaches.first?.body.contains("exceptions.severities.warning (governance.yaml:5)") == true)
    }

    @Test func aCaseThatIsSeenAgainKeepsTheOwnerThatItWentTo() async throws {
        let workshop = Self.workshop()
        _ = try await Self.pass(workshop, hours: 0)
        _ = try await Self.pass(workshop, hours: 8)
        workshop.publish(NoteSource.note("dan", "again"))
        let again = try await Self.pass(workshop, hours: 1)
        #expect(again.occurrences == 2 && again.owner == "finance" && again.escalations.count == 1)
    }

    @Test func theNewOwnerAndTheOneBeforeMayDecideIt() async throws {
        let workshop = Self.workshop()
        _ = try await Self.pass(workshop, hours: 0)
        _ = try await Self.pass(workshop, hours: 8)
        let desk = CaseDesk(settings: workshop.settings, store: workshop.store)
        let refusal = await #expect(throws: GovernanceError.self) {
            try await desk.reject(1, by: "cleo", reason: "spam", at: workshop.clock.now)
        }
        #expect(refusal?.description.contains("editor or finance") == true)
        let mine = CaseFilter(owner: "finance", isOverdue: false)
        #expect(try await desk.cases(matching: mine, at: workshop.clock.now).map(\.number) == [1])
        try await desk.reject(1, by: "eve", reason: "spam", at: workshop.clock.now)
        let closed = try await Self.pass(workshop, hours: 9)
        #expect(closed.state == .rejected && closed.escalations.count == 1)
    }

    @Test func whatIsOverdueIsFound() async throws {
        let workshop = Self.workshop()
        _ = try await Self.pass(workshop, hours: 0)
        let desk = CaseDesk(settings: workshop.settings, store: workshop.store)
        let filter = CaseFilter(isOverdue: true)
        let start = workshop.clock.now
        #expect(try await desk.cases(matching: filter, at: start.adding(seconds: 8 * Self.hour - 1)).isEmpty)
        #expect(try await desk.cases(matching: filter, at: start.adding(seconds: 8 * Self.hour)).count == 1)
        // Whoever it went to has time of their own.
        _ = try await Self.pass(workshop, hours: 8)
        #expect(try await desk.cases(matching: filter, at: workshop.clock.now).isEmpty)
    }

    @Test func whereNoRuleSaysSoNothingGoesAnywhere() async throws {
        var workshop = Self.workshop()
        workshop.governance.exceptions = .standard
        _ = try await Self.pass(workshop, hours: 0)
        let later = try await Self.pass(workshop, hours: 1000)
        #expect(later.owner == "editor" && later.escalations.isEmpty)
        #expect(later.isOverdue(by: .standard, at: workshop.clock.now))
        #expect(later.due(by: .standard) == later.openedAt.adding(seconds: 24 * Self.hour))
    }

    /// Nobody decided while nothing ran: the first role gets the time that it would have had.
    @Test func afterALongPauseEachRoleHasItsTime() async throws {
        let workshop = Self.workshop()
        _ = try await Self.pass(workshop, hours: 0)
        #expect(try await Self.pass(workshop, hours: 500).owner == "finance")
        #expect(try await Self.pass(workshop, hours: 0).owner == "finance")
        #expect(try await Self.pass(workshop, hours: 2).owner == "controller")
    }

    @Test func aRuntimeThatGoesOnLooksByItself() async throws {
        let workshop = Self.workshop()
        let end = workshop.clock.now.adding(seconds: 9 * Self.hour)
        let engine = Engine(settings: workshop.settings, store: workshop.store, clock: workshop.clock)
        let run = Task { try await engine.run(until: end) }
        for _ in 1...18 {
            try await workshop.clock.untilSleeping(1)
            workshop.clock.advance(by: .seconds(1800))
        }
        try await run.value
        #expect(try await workshop.store.case(1)?.owner == "finance")
    }

    /// A step that a process could not make durable is taken by the next; one that it made durable is not taken again.
    @Test(arguments: CuttingStore.Cut.allCases)
    func aProcessMayEndAtAnyCommit(_ cut: CuttingStore.Cut) async throws {
        for count in 0...3 {
            let workshop = Self.workshop()
            _ = try await Self.pass(workshop, hours: 0)
            workshop.clock.advance(by: .seconds(8 * Self.hour))
            let cutting = CuttingStore(workshop.store, acknowledging: count, cut: cut)
            try? await Engine(settings: workshop.settings, store: cutting, clock: workshop.clock).runOnce()
            let after = try await Self.pass(workshop, hours: 0)
            #expect(after.escalations.map(\.to) == ["finance"])
            let entries = try await workshop.store.journal(topic: "dan")
            #expect(entries.count { $0.kind == "case.escalated" } == 1)
            #expect(entries.count { $0.body.contains("SlaBreached") } == 1)
        }
    }
}
