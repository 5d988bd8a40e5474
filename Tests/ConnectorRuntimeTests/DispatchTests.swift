import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import JSON
import Synchronization
import Testing

struct DispatchTests {
    @Test func aLostAnswerIsLookedUpAndNotRepeated() async throws {
        let workshop = Workshop()
        workshop.sink.state.withLock { $0.moods = [.losesTheAnswer] }
        workshop.publish(NoteSource.note("ann", "one"))
        try await workshop.run()
        #expect(try await workshop.deliveries(.unknown) == ["Note/one"])

        workshop.clock.advance(by: .seconds(60))
        try await workshop.run()
        #expect(workshop.ledger == ["Note/one"])
        #expect(workshop.sink.state.withLock { $0.lookedUp } == [["Note/one"]])
        #expect(try await workshop.deliveries(.delivered) == ["Note/one"])
        let reference = try await workshop.store.reference(system: "ledger", object: "Note", key: "Note/one")
        #expect(reference == "ledger/Note/one")
    }

    @Test func whatWasNeverSentIsSentAgainWithoutALookUp() async throws {
        let workshop = Workshop()
        let refused = TransportError(
            reason: .unreachable,
            requestMayHaveArrived: false,
            endpoint: "POST x",
            detail: "refused"
        )
        workshop.sink.state.withLock { $0.moods = [.fails(.neverSent(refused))] }
        workshop.publish(NoteSource.note("ann", "one"))
        try await workshop.run()
        workshop.clock.advance(by: .seconds(29))
        try await workshop.run()
        #expect(workshop.sink.state.withLock { $0.applied.count } == 1, "the pause is 30 s or more")

        workshop.clock.advance(to: try #require(try await workshop.store.pause(of: "ledger")?.until))
        try await workshop.run()
        #expect(workshop.ledger == ["Note/one"])
        #expect(workshop.sink.state.withLock { $0.lookedUp } == [])
    }

    /// A process that ends between the durable attempt and the durable outcome leaves the delivery attempted.
    @Test(arguments: [true, false])
    func anAttemptThatAKillCutOffIsLookedUpFirst(tookEffect: Bool) async throws {
        let workshop = Workshop()
        workshop.sink.state.withLock { $0.isCutOff = true }
        workshop.publish(NoteSource.note("ann", "one"))
        try await workshop.run()
        #expect(try await workshop.deliveries(.attempted) == ["Note/one"])
        workshop.sink.state.withLock { $0.isCutOff = false }
        if tookEffect { workshop.sink.state.withLock { $0.ledger = ["Note/one"] } }

        try await workshop.run()
        #expect(workshop.ledger == ["Note/one"])
        #expect(workshop.sink.state.withLock { $0.lookedUp } == [["Note/one"]])
        #expect(workshop.sink.state.withLock { $0.applied.count } == (tookEffect ? 1 : 2))
        #expect(try await workshop.deliveries(.delivered) == ["Note/one"])
    }

    @Test(arguments: [("Note", true), ("PayrollBatch", false)])
    func theCaseOfARefusedDeliveryHoldsTheObjectUnlessItIsPersonal(object: String, isKept: Bool) async throws {
        var workshop = Workshop()
        workshop.flow.object = object
        workshop.sink.state.withLock { $0.moods = [.refuses(text: "two")] }
        workshop.publish(NoteSource.note("ann", "two"))
        try await workshop.run()
        let held = try #require(try await workshop.openCases().first)
        #expect(held.proposal.key == "delivery_rejected:Note/two")
        #expect((held.proposal.detail["text"] != nil) == isKept)
    }

    @Test func aRefusedDeliveryIsACaseAndTheOthersLand() async throws {
        let workshop = Workshop()
        workshop.sink.state.withLock { $0.moods = [.refuses(text: "two")] }
        workshop.publish(
            NoteSource.note("ann", "one"),
            NoteSource.note("ann", "two"),
            NoteSource.note("ann", "three")
        )
        try await workshop.run()
        #expect(workshop.ledger == ["Note/one", "Note/three"])
        let held = try #require(try await workshop.openCases().first)
        #expect(held.proposal.key == "delivery_rejected:Note/two")

        let desk = CaseDesk(settings: workshop.settings, store: workshop.store)
        try await desk.retry(held.number, by: "eve", at: workshop.clock.now)
        try await workshop.run()
        #expect(workshop.ledger == ["Note/one", "Note/three", "Note/two"])
    }

    @Test func aDeliveryThatAPersonGivesUpIsNeverMade() async throws {
        let workshop = Workshop()
        workshop.sink.state.withLock { $0.moods = [.refuses(text: "one")] }
        workshop.publish(NoteSource.note("ann", "one"))
        try await workshop.run()
        let held = try #require(try await workshop.openCases().first)
        let desk = CaseDesk(settings: workshop.settings, store: workshop.store)
        try await desk.reject(held.number, by: "eve", reason: "booked by hand", at: workshop.clock.now)
        try await workshop.run()

        #expect(workshop.ledger.isEmpty)
        #expect(try await workshop.deliveries(.abandoned) == ["Note/one"])
    }

    @Test func whatIsReadBackDifferentlyIsNotCalledDelivered() async throws {
        let workshop = Workshop()
        workshop.sink.state.withLock { $0.moods = [.misreads(text: "one")] }
        workshop.publish(NoteSource.note("ann", "one"))
        try await workshop.run()

        #expect(try await workshop.deliveries(.delivered).isEmpty)
        let held = try #require(try await workshop.openCases().first)
        #expect(held.proposal.kind == "readback_mismatch")
        #expect(held.proposal.summary.contains("worth 2 instead of 1"))
    }

    /// It has taken effect, so that it is looked up and compared before anything is written again.
    @Test(arguments: [true, false])
    func whatWasReadBackDifferentlyIsAskedForWhenAPersonTriesItAgain(isCorrected: Bool) async throws {
        let workshop = Workshop()
        workshop.sink.state.withLock { $0.moods = [.misreads(text: "one")] }
        workshop.publish(NoteSource.note("ann", "one"))
        try await workshop.run()
        let held = try #require(try await workshop.openCases().first)
        // A person corrected it in the target, or removed it there.
        workshop.sink.state.withLock { $0.ledger = isCorrected ? ["Note/one"] : [] }
        let desk = CaseDesk(settings: workshop.settings, store: workshop.store)
        try await desk.retry(held.number, by: "eve", at: workshop.clock.now)
        #expect(try await workshop.deliveries(.unknown) == ["Note/one"])
        try await workshop.run()

        let calls = workshop.sink.state.withLock { ($0.lookedUp, $0.applied.count) }
        #expect(calls.0 == [["Note/one"]])
        #expect(calls.1 == (isCorrected ? 1 : 2))
        #expect(workshop.ledger == ["Note/one"])
        #expect(try await workshop.deliveries(.delivered) == ["Note/one"])
        #expect(try await workshop.openCases().isEmpty)
    }

    /// The attempt that was read back otherwise was the last.
    @Test func whatAPersonTriesAgainAfterAMismatchIsWrittenHoweverOftenItWasTried() async throws {
        let depot = Depot(ModelTarget(retrySchedule: .fixed([.zero])))
        depot.target.rules.withLock { $0.outcome = { .applied(FoundRecord(reference: $0.key, totals: ["worth": 2])) } }
        try await depot.plan(["A1"])
        try await depot.run()
        let held = try #require(try await depot.store.cases(onlyOpen: true).first)
        depot.target.rules.withLock { $0.outcome = { _ in nil } }
        let desk = CaseDesk(settings: depot.settings, store: depot.store)
        try await desk.retry(held.number, by: "eve", at: depot.clock.now)
        try await depot.run()
        #expect(depot.target.effects == ["A1"])
        #expect(try await depot.openCases().isEmpty)
    }

    @Test func orderIsKeptWithinAKeyAlsoThroughFailures() async throws {
        let workshop = Workshop(batchLimit: 2)
        let lost = ConnectorError.outcomeUnknown(NoteSink.lost)
        workshop.sink.state.withLock { $0.moods = [.fails(lost), .losesTheAnswer, .fails(lost)] }
        for number in 0..<6 {
            workshop.publish(NoteSource.note("ann", "a\(number)"), NoteSource.note("ben", "b\(number)"))
            try await workshop.run()
            workshop.clock.advance(by: .seconds(3600))
        }
        try await workshop.run()

        #expect(workshop.ledger.filter { $0.hasPrefix("Note/a") } == (0..<6).map { "Note/a\($0)" })
        #expect(workshop.ledger.filter { $0.hasPrefix("Note/b") } == (0..<6).map { "Note/b\($0)" })
    }

    @Test func pausesGrowAndTheCaseGoesAwayWhenTheSystemAnswersAgain() async throws {
        let workshop = Workshop()
        let down = ConnectorError.unavailable(endpoint: "POST /", reason: "503", retryAfter: nil)
        workshop.sink.state.withLock { $0.moods = Array(repeating: .fails(down), count: 6) }
        workshop.publish(NoteSource.note("ann", "one"))
        var pauses: [Int64] = []
        for _ in 0..<6 {
            try await workshop.run()
            let until = try #require(try await workshop.store.pause(of: "ledger")?.until)
            pauses.append(until.seconds(since: workshop.clock.now))
            workshop.clock.advance(to: until)
        }
        for (pause, expected) in zip(pauses, [30, 60, 120, 240, 480, 900] as [Int64]) {
            #expect(pause >= expected && pause <= expected * 5 / 4, "spread by up to a quarter")
        }
        #expect(try await workshop.openCases().map(\.proposal.key) == ["system_unreachable:ledger"])

        try await workshop.run()
        #expect(workshop.ledger == ["Note/one"])
        #expect(try await workshop.openCases().isEmpty)
        #expect(try await workshop.store.pause(of: "ledger") == nil)
    }

    @Test func aSystemThatAsksForALongerPauseGetsIt() async throws {
        let workshop = Workshop()
        let busy = ConnectorError.unavailable(endpoint: "POST /", reason: "429", retryAfter: .seconds(7200))
        workshop.sink.state.withLock { $0.moods = [.fails(busy)] }
        workshop.publish(NoteSource.note("ann", "one"))
        try await workshop.run()

        let until = try await workshop.store.pause(of: "ledger")?.until
        #expect(until?.seconds(since: workshop.clock.now) == 7200)
    }
}
