import CanonicalModel
import ConnectorHosting
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import Foundation
import JSON
import Testing

/// H02 for webhooks: a connector whose process is gone loses nothing that comes in or goes out.
struct RuntimeWebhookTests {
    /// Every note is delivered as it is.
    struct Passing: BusinessFlow {
        static let name = "Passing"
        let consumes: Set<String> = ["Note"]
        let masterData: [FlowDelivery] = []

        func route(_ event: FlowEvent) -> FlowRoute { .accept(key: "all", topics: ["all"]) }

        func decide(
            key: String,
            state: JSON?,
            events: [FlowEvent],
            at now: Instant
        ) throws(JSONAccessError) -> FlowDecision {
            var decision = FlowDecision(state: 0)
            for event in events {
                let text = try JSONReader(event.payload).member("text").string()
                decision.deliveries.append(
                    FlowDelivery(
                        key: "Note/\(text)",
                        object: "Note",
                        payload: event.payload,
                        controlTotals: [:],
                        orderingKey: key,
                        topics: [key]
                    )
                )
            }
            return decision
        }
    }

    /// A source that is linked in.
    private struct Desk: RESTSource {
        static let manifest = ConnectorManifest(
            id: "desk",
            version: "1.0.0",
            summary: "A desk for tests.",
            configuration: [],
            reads: ["Note"],
            wireVersions: []
        )
        let streams = [SourceStream(name: "notes", object: "Note")]

        init() {}
        init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {}
        func check() async throws(ConnectorError) -> [CheckFinding] { [] }
        func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
            let time = Instant(seconds: 1_767_500_000)
            let note = SourceRecord(id: "one", object: "Note", occurredAt: time, payload: ["text": "one"])
            return RecordPage(records: [note], next: Cursor("1"), hasMore: false)
        }
    }

    /// A process that ends without a word at the first call of its first life, and answers it in the next ones.
    private func script(_ capability: String, declares: String, answer: String, _ mark: URL) -> String {
        let hello =
            #"{"kind":"hello","protocols":[1],"capabilities":["\#(capability)"],"connector":{"id":"x","version":"1","#
            + #""summary":"","configuration":[],"reads":[],"writes":["Note"],"wireVersions":[],"limits":{"budgets":[]}}}"#
        let declaration =
            #"{"kind":"answer","id":1,"value":{"streams":[],"incrementalStreams":[],"fileStreams":[],\#(declares)}}"#
        return """
            echo '\(hello)'; read a; read b; read c; echo '\(declaration)'; read d
            [ -e '\(mark.path)' ] || { : > '\(mark.path)'; exit 9; }
            echo '{"kind":"answer","id":2,"value":\(answer)}'; exec sleep 600
            """
    }

    private var mark: URL { FileManager.default.temporaryDirectory.appendingPathComponent("mark-\(UUID().uuidString)") }

    @Test func aWebhookThatCouldNotBeWrittenWaitsUntilItsConnectorWorks() async throws {
        let mark = mark
        defer { try? FileManager.default.removeItem(at: mark) }
        let target =
            #"{"url":"https://p.example","keys":["whsec_a2V5LW9mLXRoZS1wYXJ0bmVyLTAwMDAwMDAx"],"deadline":1000,"allowsPrivateAddresses":false}"#
        let office = Office()
        let program = office.script(
            script(
                "webhook-sink",
                declares: #""endpoints":[],"target":\#(target)"#,
                answer: #"{"type":"note.written","body":{}}"#,
                mark
            )
        )
        let hosted = try HostedConnector(program, configuration: office.configuration(), services: office.services)
        let settings = RuntimeSettings(
            systems: [
                ConfiguredSystem(name: "desk", connector: Desk(), pollInterval: .seconds(60)),
                ConfiguredSystem(name: "partner", connector: hosted, pollInterval: .seconds(60)),
            ],
            flows: [FlowBinding(flow: Passing(), sources: ["desk"], target: "partner")],
            people: [Person(id: "eve", roles: ["integration-operator"])]
        )
        let store = InMemoryStore()
        let engine = Engine(settings: settings, store: store, clock: office.clock)
        for _ in 0..<10 {
            try await engine.runOnce()
            office.clock.advance(by: .seconds(120))
        }

        #expect(office.transport.requests.map(\.url) == ["https://p.example"])
        #expect(try await store.cases(onlyOpen: true).map(\.proposal.summary) == [])
        hosted.stop()
    }
}
