import CanonicalModel
import ConnectorHosting
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import HostedSamples
import JSON
import Synchronization
import Testing

/// H02 through the whole runtime: a system whose connector traps is parked with a case, and the others run.
struct RuntimeTests {
    /// Notes become deliveries: those of ann go to the paper's system, all others to the archive.
    private struct Copying: BusinessFlow {
        static let name = "Copying"
        let consumes: Set<String> = ["Note"]
        let masterData: [FlowDelivery] = []

        func route(_ event: FlowEvent) -> FlowRoute {
            let author = event.payload["author"]?.stringValue ?? ""
            return .accept(key: author, topics: [author])
        }

        func decide(
            key: String,
            state: JSON?,
            events: [FlowEvent],
            at now: Instant
        ) throws(JSONAccessError) -> FlowDecision {
            var decision = FlowDecision(state: 0)
            for event in events {
                let text = try JSONReader(event.payload).member("text").string()
                var payload: JSONObject = ["text": .string(text)]
                if text.hasPrefix("trap") { payload["do"] = "trap" }
                decision.deliveries.append(
                    FlowDelivery(
                        key: "\(key)/\(text)",
                        object: key == "ann" ? "Note" : "Memo",
                        payload: .object(payload),
                        controlTotals: ["worth": "1"],
                        orderingKey: key,
                        topics: [key]
                    )
                )
            }
            return decision
        }
    }

    /// A target that is linked in.
    private final class Archive: RESTSink {
        static let manifest = ConnectorManifest(
            id: "archive",
            version: "1.0.0",
            summary: "An archive for tests.",
            configuration: [],
            writes: ["Memo"],
            wireVersions: []
        )
        let batchLimit = 10
        let kept = Mutex<[String]>([])

        init() {}
        init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {}
        func check() async throws(ConnectorError) -> [CheckFinding] { [] }
        func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
            kept.withLock { $0 += batch.map(\.key) }
            return batch.map { .applied(FoundRecord(reference: $0.key, totals: $0.controlTotals)) }
        }
        func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] { batch.map { _ in nil } }
    }

    /// What the service of the notes is told by a test.
    private struct Service: Sendable {
        var notes = "[]"
        /// Which deliveries it holds; one that traps has arrived and taken no effect.
        var held: [String] = []
    }

    @Test func aSystemWhoseConnectorTrapsIsParkedAndTheOthersRun() async throws {
        let service = Mutex(Service())
        var office = Office { request throws(TransportError) in
            service.withLock { service in
                if request.url.contains("/notes?") { return HTTPResponse(status: 200, body: Array(service.notes.utf8)) }
                let key = String(request.url.split(separator: "/notes/").last ?? "")
                guard request.method == "POST" else {
                    return HTTPResponse(status: service.held.contains(key) ? 200 : 404)
                }
                if !key.contains("trap") { service.held.append(key) }
                return HTTPResponse(status: 200)
            }
        }
        office.limits.restarts = 1
        office.limits.window = .seconds(86_400)
        let hosted = try office.hosted("http://plain.invalid")
        let archive = Archive()
        let store = InMemoryStore()
        let settings = RuntimeSettings(
            systems: [
                ConfiguredSystem(name: "paper", connector: hosted, pollInterval: .seconds(60)),
                ConfiguredSystem(name: "archive", connector: archive, pollInterval: .seconds(60)),
            ],
            flows: [
                FlowBinding(flow: Copying(), sources: ["paper"], target: "paper", objectTargets: ["Memo": "archive"])
            ],
            people: [Person(id: "eve", roles: ["integration-operator"])]
        )
        let engine = Engine(settings: settings, store: store, clock: office.clock)
        func run(_ count: Int) async throws {
            for _ in 0..<count {
                try await engine.runOnce()
                office.clock.advance(by: .seconds(120))
            }
        }
        service.withLock { $0.notes = #"[{"text":"one"},{"text":"b","author":"ben"}]"# }
        try await run(2)
        #expect(service.withLock { $0.held } == ["ann/one"])
        #expect(archive.kept.withLock { $0 } == ["ben/b"])

        service.withLock { $0.notes = #"[{"text":"trap"},{"text":"c","author":"ben"}]"# }
        try await run(40)

        let cases = try await store.cases(onlyOpen: true)
        let parked = try #require(
            cases.first { $0.proposal.key == "system_parked:paper" },
            "\(cases.map(\.proposal.summary))"
        )
        #expect(parked.proposal.summary.contains("it trapped"))
        #expect(parked.proposal.owner == "integration-operator")
        #expect(archive.kept.withLock { $0 } == ["ben/b", "ben/c"])
        // What was known of its credential stays known, and nothing wakes a process that was given up.
        #expect(cases.map(\.proposal.key).contains("credential_expiring:paper"))
        #expect(hosted.processID == nil)
        #expect(!office.told.contains(Office.canary))
        hosted.stop()
    }
}
