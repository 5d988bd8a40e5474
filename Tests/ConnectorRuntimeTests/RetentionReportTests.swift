import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Governance
import Synchronization
import Testing

/// What the journal keeps for longer than a company's rules say.
struct RetentionReportTests {
    /// A note is of no schema, and counts as the highest class.
    private static let policy = RetentionPolicy(rules: [
        .c4: RetentionRule(days: 30, rule: GoverningRule("retention.C4", .file("governance.yaml", line: 2)))
    ])
    private static let day: Int64 = 86_400

    private func line(_ workshop: Workshop) async throws -> RetentionReport.Line {
        let report = try await RetentionReport(Self.policy, of: workshop.store, at: workshop.clock.now)
        #expect(report.entries == (try await workshop.store.journalHead().sequence))
        #expect(report.lines.map(\.object) == ["Note"])
        return try #require(report.lines.first)
    }

    @Test func whatIsDoneWithIsTooOldAfterItsTimeAndWhatIsOpenNever() async throws {
        let workshop = Workshop()
        workshop.publish(NoteSource.note("ann", "one"), NoteSource.note("stranger", "two"))
        try await workshop.run()
        let done = workshop.clock.now
        let fresh = try await line(workshop)
        #expect(fresh.sensitivity == .c4 && fresh.rule?.days == 30)
        // Two records, of which one waits in a case, and one delivery.
        #expect(fresh.kept == 3 && fresh.open == 1 && fresh.over == 0 && fresh.oldest == done)
        #expect(fresh.bytes > 0)

        workshop.clock.advance(by: .seconds(30 * Self.day))
        #expect(try await line(workshop).over == 0, "the last moment counts")
        workshop.clock.advance(by: .seconds(1))
        let late = try await line(workshop)
        #expect(late.over == 2 && late.open == 1)

        // The time of what was given up runs from then.
        let desk = CaseDesk(settings: workshop.settings, store: workshop.store)
        try await desk.reject(1, by: "eve", reason: "spam", at: workshop.clock.now)
        let rejected = try await line(workshop)
        #expect(rejected.open == 0 && rejected.over == 2)
        workshop.clock.advance(by: .seconds(30 * Self.day + 1))
        #expect(try await line(workshop).over == 3)
    }

    @Test func whatATargetRefusedIsOpenUntilAPersonGivesItUp() async throws {
        let workshop = Workshop()
        workshop.sink.state.withLock { $0.moods = [.refuses(text: "one")] }
        workshop.publish(NoteSource.note("ann", "one"))
        try await workshop.run()
        workshop.clock.advance(by: .seconds(31 * Self.day))
        let line = try await line(workshop)
        #expect(line.kept == 2 && line.open == 1 && line.over == 1)
    }

    @Test func withoutARuleEverythingIsKept() async throws {
        let workshop = Workshop()
        workshop.publish(NoteSource.note("ann", "one"))
        try await workshop.run()
        workshop.clock.advance(by: .seconds(10_000 * Self.day))
        let report = try await RetentionReport(.standard, of: workshop.store, at: workshop.clock.now)
        #expect(report.lines.map(\.over) == [0] && report.lines.first?.rule == nil)
    }
}
