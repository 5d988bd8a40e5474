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

/// A flow in shadow computes everything and writes nothing, until a person has signed off the other way's books.
struct ShadowTests {
    @Test func whatIsComputedInShadowIsNeverWritten() async throws {
        var ways = TwoWays()
        let project = Project(code: "26-014", title: "Pier", timeZone: "America/Denver")
        ways.flow.masterData = [
            FlowDelivery(
                key: "Project/26-014",
                object: Project.name,
                payload: project.json,
                controlTotals: [:],
                orderingKey: "26-014",
                topics: []
            )
        ]
        try await ways.work([try Books.cost("a", 40), try Books.cost("b", 10)])
        ways.clock.advance(by: .seconds(86_400 * 400))
        try await ways.run()
        #expect(ways.lines == [])
        #expect(Set(try await ways.states().values) == [.planned])
        #expect(try await ways.states().count == 3)
        // Neither the close of a month nor a comparison of ledgers waits for what another way writes.
        let zone = try #require(SiteZone("America/Denver"))
        let readiness = try await CloseReadinessDesk(settings: ways.settings, store: ways.store)
            .readiness(of: "2026-01", in: zone, ledgers: [])
        #expect(readiness.isReady)
        let report = try await Reconciler(settings: ways.settings, store: ways.store, clock: ways.clock)
            .compare("ledger", ReconciliationWindow(), withSource: true)
        #expect(report.verdict == .reconciled)
        #expect(report.differences.isEmpty)
    }

    @Test func differencesAreNamedByPlaceAndCost() async throws {
        let ways = TwoWays()
        let (a, b) = (try Books.cost("a", 40), try Books.cost("b", 10, on: "2026-01-16"))
        let c = try Books.cost("c", 5, on: "2026-01-17", code: "03-200")
        try await ways.work([a, b, c])
        let other = try Books.cost("x", 7, project: "26-015")
        let written = [TwoWays.written(a), TwoWays.written(b, amount: 10.01), TwoWays.written(other)]
        let comparison = try await ways.desk.compare(ways.request(written, through: "2026-01-17"))
        #expect(comparison.differences.map(\.place.project) == ["26-015", "26-014", "26-014"])
        #expect(comparison.differences.map(\.keys) == [[], ["b"], ["c"]])
        #expect(comparison.differences[1].sides.computed.amount == 10)
        #expect(comparison.differences[1].sides.written.amount == 10.01)
        #expect(comparison.days.map(\.day.text) == ["2026-01-15", "2026-01-16", "2026-01-17"])
        #expect(comparison.days.map(\.sides.agree) == [false, false, false])
        #expect(comparison.totals.computed.amount == 55)
        #expect(comparison.totals.written.amount == 57.01)
    }

    @Test func twoLinesMaySayWhatOneSays() async throws {
        let ways = TwoWays()
        let both = [try Books.cost("a", 40), try Books.cost("b", 10)]
        try await ways.work(both)
        let one = try Books.cost("all", 50)
        let request = try ways.request([TwoWays.written(one, typed: false)], through: "2026-01-31")
        #expect(try await ways.desk.compare(request).differences.isEmpty)
        // Hours alone make a difference, too.
        let place = TwoWays.written(one).place
        let short = try ways.request([WrittenCost(place, hours: 4, amount: 50)], through: "2026-01-31")
        #expect(try await ways.desk.compare(short).differences.map(\.keys) == [["a", "b"]])
    }

    @Test func whatIsSignedOffIsNeverWrittenAndTheRestIsOnceTheFlowIsLive() async throws {
        var ways = TwoWays()
        let (a, b) = (try Books.cost("a", 40), try Books.cost("b", 10, on: "2026-02-01"))
        try await ways.work([a, b])
        // The day through which is signed is covered, too.
        let request = try ways.request([TwoWays.written(a)], through: "2026-01-15")
        #expect(try await ways.desk.signOff(request, by: "fay", at: ways.clock.now).differences.isEmpty)
        #expect(try await ways.states() == ["CostEntry/a": .abandoned, "CostEntry/b": .planned])
        // What comes late for a day that was signed off was never compared, and is not lost.
        let late = try Books.cost("late", 3)
        try await ways.work([late])
        #expect(try await ways.states()["CostEntry/late"] == .planned)
        let since = try await ways.desk.compare(ways.request([TwoWays.written(a)], through: "2026-01-15"))
        #expect(since.differences.map(\.keys) == [["late"]])
        ways.mode = .live
        try await ways.run()
        #expect(ways.lines == ["b", "late"])
        #expect(try await ways.openCases() == [])
        let story = try await ways.store.journal(topic: CostFlow.name).filter { $0.content.kind == "flow.advanced" }
        let signed = try #require(story.last { $0.content.body.contains("ShadowSignedOff") })
        #expect(signed.actor == "person:fay")
        let reason = try #require(try await ways.store.delivery("CostEntry/a")?.reason)
        #expect(reason == "written by another way: signed off through 2026-01-15 by fay")
        // A correction of what the other way wrote is written.
        try await ways.work([try Books.cost("a2", -40)])
        #expect(ways.lines == ["a2", "b", "late"])
    }

    @Test func aSecondSignOffCoversWhatCameLate() async throws {
        let ways = TwoWays()
        let (a, late) = (try Books.cost("a", 40), try Books.cost("late", 3))
        try await ways.work([a])
        _ = try await ways.desk.signOff(
            ways.request([TwoWays.written(a)], through: "2026-01-31"),
            by: "fay",
            at: ways.clock.now
        )
        try await ways.work([late])
        let again = try ways.request([TwoWays.written(late)], through: "2026-01-31", since: "2026-01-01")
        _ = try await ways.desk.signOff(again, by: "fay", at: ways.clock.now)
        #expect(Set(try await ways.states().values) == [.abandoned])
    }

    @Test func whoeverMayNotSignsNothing() async throws {
        let ways = TwoWays()
        let a = try Books.cost("a", 40)
        let empty = try ways.request([], through: "2026-01-31")
        await #expect(
            throws: GovernanceError.unchanged(
                "nothing that Costs computed in shadow waits: there is nothing to sign off"
            )
        ) { try await ways.desk.signOff(empty, by: "fay", at: ways.clock.now) }
        try await ways.work([a])
        let right = try ways.request([TwoWays.written(a)], through: "2026-01-31")
        let wrong = try ways.request([TwoWays.written(a, amount: 40.01)], through: "2026-01-31")
        for person in ["olga", "nobody"] {
            await #expect(throws: GovernanceError.self) {
                try await ways.desk.signOff(right, by: person, at: ways.clock.now)
            }
        }
        await #expect(throws: GovernanceError.self) {
            try await ways.desk.signOff(wrong, by: "fay", at: ways.clock.now)
        }
        await #expect(throws: GovernanceError.self) {
            try await ways.desk.signOff(wrong, by: "fay", accepting: "", at: ways.clock.now)
        }
        #expect(try await ways.states() == ["CostEntry/a": .planned])
        let accepted = try await ways.desk.signOff(wrong, by: "fay", accepting: "rounding", at: ways.clock.now)
        #expect(accepted.differences.count == 1)
        #expect(try await ways.states() == ["CostEntry/a": .abandoned])
        try await ways.work([try Books.cost("b", 1)])
        await #expect(throws: GovernanceError.self) {
            let earlier = try ways.request([], through: "2026-01-30")
            return try await ways.desk.signOff(earlier, by: "fay", accepting: "x", at: ways.clock.now)
        }
    }

    @Test func aFlowThatIsLiveTooEarlyWritesNothingOfItsShadow() async throws {
        var ways = TwoWays()
        let a = try Books.cost("a", 40)
        try await ways.work([a])
        ways.mode = .live
        try await ways.run()
        #expect(ways.lines == [])
        #expect(try await ways.openCases() == ["shadow_unsigned:Costs"])
        try await ways.work([try Books.cost("b", 10)])
        #expect(ways.lines == ["b"], "what is computed from now on is written")
        let request = try ways.request([TwoWays.written(a)], through: "2026-01-31")
        _ = try await ways.desk.signOff(request, by: "fay", at: ways.clock.now)
        try await ways.run()
        #expect(ways.lines == ["b"])
        #expect(try await ways.openCases() == [])
    }

    @Test func aSignOffSaysNothingOfALaterShadow() async throws {
        var ways = TwoWays()
        let (a, b) = (try Books.cost("a", 40), try Books.cost("b", 10))
        try await ways.work([a])
        let request = try ways.request([TwoWays.written(a)], through: "2026-01-31")
        _ = try await ways.desk.signOff(request, by: "fay", at: ways.clock.now)
        ways.mode = .live
        try await ways.run()
        ways.mode = .shadow
        try await ways.work([b])
        #expect(try await ways.desk.lastSignOff(of: CostFlow.name) == nil)
        ways.mode = .live
        try await ways.run()
        #expect(ways.lines == [], "nobody has signed what the second shadow computed")
        #expect(try await ways.openCases() == ["shadow_unsigned:Costs"])
        let second = try ways.request([TwoWays.written(b)], through: "2026-01-31")
        _ = try await ways.desk.signOff(second, by: "fay", at: ways.clock.now)
        try await ways.run()
        #expect(Set(try await ways.states().values) == [.abandoned])
        #expect(try await ways.openCases() == [])
    }

    @Test func whatWaitsForItsScheduleWaitsOn() async throws {
        var ways = TwoWays()
        let (a, b) = (try Books.cost("a", 40), try Books.cost("b", 10, on: "2026-02-01"))
        try await ways.work([a, b])
        _ = try await ways.desk.signOff(
            ways.request([TwoWays.written(a)], through: "2026-01-31"),
            by: "fay",
            at: ways.clock.now
        )
        ways.mode = .live
        ways.schedule = .atPeriodClose
        try await ways.run()
        #expect(ways.lines == [])
        let waited = try await PeriodDesk(settings: ways.decisions, store: ways.store)
            .close("2026-01", by: "fay", at: ways.clock.now)
        #expect(waited == 1)
        try await ways.run()
        #expect(ways.lines == ["b"])
    }
}
