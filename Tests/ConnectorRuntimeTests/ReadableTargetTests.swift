import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Synchronization
import Testing

/// A system that can be read and written, and from which no flow reads.
@Suite(.timeLimit(.minutes(2)))
struct ReadableTargetTests {
    /// A system that is not asked for records does not count as answering again.
    @Test func thatNothingIsReadDoesNotEndThePauseOfAFailingTarget() async throws {
        let target = ModelTarget(parallelCalls: 1)
        target.rules.withLock { $0.course = { _, _ in .fails(.down) } }
        let depot = Depot(target)
        try await depot.plan(["A1"])
        let settings = RuntimeSettings(
            systems: [
                ConfiguredSystem(name: "model", connector: ReadableTarget(target: target), pollInterval: .seconds(1))
            ],
            flows: depot.settings.flows,
            people: []
        )
        for failures in 1...6 {
            try await Engine(settings: settings, store: depot.store, clock: depot.clock).runOnce()
            let pause = try #require(try await depot.store.pause(of: "model"))
            #expect(pause.failures == failures)
            depot.clock.advance(to: try #require(pause.until))
        }
        #expect(try await depot.openCases() == ["system_unreachable:model"])
    }
}

/// A model target that also has a stream of its own.
private struct ReadableTarget: RESTSink, RESTSource {
    static let manifest = ConnectorManifest(
        id: "readable-model",
        version: "1.0.0",
        summary: "A model for tests.",
        configuration: [],
        reads: ["Letter"],
        writes: ["Note"],
        wireVersions: []
    )

    let target: ModelTarget
    let streams = [SourceStream(name: "letters", object: "Letter")]

    init(target: ModelTarget) {
        self.target = target
    }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        self.init(target: ModelTarget())
    }

    var batchLimit: Int { target.batchLimit }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        RecordPage(records: [], next: cursor, hasMore: false)
    }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] { try await target.apply(batch) }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] { try await target.find(batch) }
}
