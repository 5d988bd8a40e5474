import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Synchronization
import Testing

/// A system that can be read and written: both share one pause, and neither takes the other's for its own.
@Suite(.timeLimit(.minutes(2)))
struct ReadableTargetTests {
    /// A depot whose target can also be read; `reads` is the object of its stream.
    private struct House {
        let depot: Depot
        let system: ReadableTarget
        var sources: Set<String> = ["model"]

        init(reads object: String = "Note") {
            depot = Depot(ModelTarget(parallelCalls: 1))
            system = ReadableTarget(target: depot.target, object: object)
        }

        func run() async throws { try await engine().runOnce() }

        func engine() -> Engine {
            let settings = RuntimeSettings(
                systems: [ConfiguredSystem(name: "model", connector: system, pollInterval: .seconds(1))],
                flows: [FlowBinding(flow: NoteFlow(), sources: sources, target: "model")],
                people: []
            )
            return Engine(settings: settings, store: depot.store, clock: depot.clock)
        }

        func pause() async throws -> SystemPause? { try await depot.store.pause(of: "model") }

        func set(_ pause: SystemPause?) async throws {
            _ = try await depot.store.commit(
                [.systemPaused(system: "model", pause)],
                by: "system:test",
                at: depot.clock.now
            )
        }

        /// What the other side does while this one waits for an answer.
        func parking() -> @Sendable () async -> Void {
            { [self] in try? await set(.parked) }
        }
    }

    /// A system that is not asked for records does not count as answering again, nor does one that is only read.
    @Test(arguments: ["Letter", "Note"])
    func readingDoesNotEndThePauseOfATargetThatTakesNothing(object: String) async throws {
        let house = House(reads: object)
        house.depot.target.rules.withLock { $0.course = { _, _ in .fails(.down) } }
        try await house.depot.plan(["A1"])
        for failures in 1...6 {
            try await house.run()
            let pause = try #require(try await house.pause())
            #expect(pause.failures == failures)
            house.depot.clock.advance(to: try #require(pause.until))
        }
        #expect(try await house.depot.openCases() == ["system_unreachable:model"])
    }

    @Test func readingEndsThePauseOfASystemThatHasNothingToTake() async throws {
        let house = House()
        try await house.set(.over(house.depot.clock.now))
        try await house.run()
        #expect(try await house.pause() == nil)
    }

    /// A delivery that the target cannot be asked for, and those behind it, say nothing of whether it takes others.
    @Test func aDeliveryThatCannotBeLookedUpHoldsUpNoReading() async throws {
        let house = House()
        house.depot.target.rules.withLock {
            $0.course = { _, _ in .fails(.lost) }
            $0.lookUp = { _ in .nonsense }
        }
        try await house.depot.plan(["A1", "A2"])
        let engine = house.engine()
        for _ in 0..<60 {
            try await engine.runOnce()
            house.depot.clock.advance(by: .seconds(120))
        }
        #expect(try await house.depot.openCases() == ["delivery_unresolved:A1"])
        try await engine.runOnce()
        #expect(try await house.pause() == nil)
    }

    /// What waits in the same lane for a close of a period keeps back what stands behind it.
    @Test func whatStandsBehindADeliveryThatWaitsHoldsUpNoReading() async throws {
        let house = House()
        try await house.depot.plan(["A1", "A2"])
        let later = house.depot.clock.now.adding(seconds: 86_400)
        _ = try await house.depot.store.commit(
            [.deliveryScheduled(key: "A1", notBefore: later)],
            by: "t",
            at: house.depot.clock.now
        )
        try await house.set(.over(house.depot.clock.now))
        try await house.run()
        #expect(try await house.pause() == nil)
    }

    @Test func aTargetWithNothingToDeliverEndsNoPause() async throws {
        let house = House(reads: "Letter")
        let pause = SystemPause.over(house.depot.clock.now)
        try await house.set(pause)
        try await house.run()
        #expect(try await house.pause() == pause)
    }

    /// While it is read a write is refused, and the system parked; then the page comes, or fails.
    @Test(arguments: [nil, ConnectorError.down])
    func aReadThatEndsDoesNotReplaceWhatAWriteHasParked(error: ConnectorError?) async throws {
        let house = House()
        try await house.set(.over(house.depot.clock.now))
        house.system.answer.withLock { $0 = (house.parking(), error) }
        try await house.run()
        #expect(try await house.pause() == .parked)
    }

    @Test(arguments: [nil, ConnectorError.down])
    func aWriteThatEndsDoesNotReplaceWhatAReadHasParked(error: ConnectorError?) async throws {
        let house = House(reads: "Letter")
        try await house.set(.over(house.depot.clock.now))
        try await house.depot.plan(["A1"])
        let park = house.parking()
        house.depot.target.rules.withLock {
            $0.gate = { _ in await park() }
            $0.course = { _, _ in error.map { .fails($0) } ?? .takes }
        }
        try await house.run()
        #expect(try await house.pause() == .parked)
    }

    /// Refused credentials park the system whatever else was noted meanwhile.
    @Test func refusedCredentialsParkASystemThatIsPausedAlready() async throws {
        let house = House()
        let other = SystemPause(until: house.depot.clock.now.adding(seconds: 30), failures: 1, reason: "a write failed")
        house.system.answer.withLock { $0 = ({ try? await house.set(other) }, .refused) }
        try await house.run()
        #expect(try await house.pause()?.until == nil)
        #expect(try await house.depot.openCases() == ["system_parked:model"])
    }

    @Test func aSystemThatGoesOnFailingHasACaseHoweverItsFailuresAreCounted() async throws {
        let house = House()
        try await house.set(.over(house.depot.clock.now))
        house.system.answer.withLock { $0 = ({}, .down) }
        try await house.run()
        #expect(try await house.pause()?.failures == 8)
        #expect(try await house.depot.openCases() == ["system_unreachable:model"])
        house.depot.clock.advance(by: .seconds(3600))
        try await house.run()
        #expect(try await house.depot.store.cases(onlyOpen: true).first?.occurrences == 1)
    }
}

extension SystemPause {
    /// What a person has to end.
    fileprivate static let parked = SystemPause(until: nil, failures: 1, reason: "refused")

    /// A pause that is just over.
    fileprivate static func over(_ now: Instant) -> SystemPause {
        SystemPause(until: now, failures: 7, reason: "no answer")
    }
}

/// A model target that also has a stream of its own.
private final class ReadableTarget: RESTSink, RESTSource {
    static let manifest = ConnectorManifest(
        id: "readable-model",
        version: "1.0.0",
        summary: "A model for tests.",
        configuration: [],
        reads: ["Letter", "Note"],
        writes: ["Note"],
        wireVersions: []
    )

    let target: ModelTarget
    let streams: [SourceStream]
    /// What happens while a page is read, and how that ends.
    let answer = Mutex<(meanwhile: @Sendable () async -> Void, error: ConnectorError?)>(({}, nil))

    init(target: ModelTarget, object: String) {
        self.target = target
        streams = [SourceStream(name: "own", object: object)]
    }

    convenience init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        self.init(target: ModelTarget(), object: "Letter")
    }

    var batchLimit: Int { target.batchLimit }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let (meanwhile, error) = answer.withLock { $0 }
        await meanwhile()
        if let error { throw error }
        return RecordPage(records: [], next: cursor, hasMore: false)
    }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] { try await target.apply(batch) }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] { try await target.find(batch) }
}
