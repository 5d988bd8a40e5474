import CanonicalModel
import ConnectorHosting
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Foundation
import JSON
import Testing

/// H02 for webhooks that nobody has asked the connector about: they wait, and none of them becomes a person's work.
struct WaitingWebhookTests {
    private static let content = #"{"records":[],"rejects":[]}"#

    /// A runtime whose only system takes webhooks by a connector that is a script.
    private struct Desk {
        let office: Office
        let hosted: HostedConnector
        let store = InMemoryStore()
        let settings: RuntimeSettings

        /// A runtime whose script does `asked` once it was asked for the content of its first webhook, which is call 2.
        init(restarts: Int = 5, asked: String) throws {
            var office = Office()
            office.limits.restarts = restarts
            let endpoint =
                #"{"name":"notes","authentication":{"scheme":"header","name":"X-Token","values":["token-of-the-desk-17"]},"#
                + #""deliveryID":{"is":"bodyDigest"},"bodyLimit":1000,"contentTypes":[],"keptHeaders":[],"origins":[]}"#
            let hello =
                #"{"kind":"hello","protocols":[1],"capabilities":["webhook-source"],"connector":{"id":"x","version":"1","#
                + #""summary":"","configuration":[],"reads":[],"writes":[],"wireVersions":[],"limits":{"budgets":[]}}}"#
            let declaration =
                #"{"kind":"answer","id":1,"value":{"streams":[],"incrementalStreams":[],"fileStreams":[],"#
                + #""endpoints":[\#(endpoint)]}}"#
            let program = office.script(
                "echo '\(hello)'; read a; read b; read c; echo '\(declaration)'; read d\n\(asked)"
            )
            hosted = try HostedConnector(program, configuration: office.configuration(), services: office.services)
            settings = RuntimeSettings(
                systems: [ConfiguredSystem(name: "paper", connector: hosted, pollInterval: .seconds(60))],
                flows: [FlowBinding(flow: RuntimeWebhookTests.Passing(), sources: ["paper"], target: "paper")],
                people: [Person(id: "eve", roles: ["integration-operator"])]
            )
            self.office = office
        }

        func receive(_ bodies: String...) async throws {
            let desk = try WebhookDesk(settings: settings, store: store, clock: office.clock, log: office.log)
            for body in bodies {
                let request = WebhookRequest(
                    system: "paper",
                    endpoint: "notes",
                    headers: [HTTPField("X-Token", "token-of-the-desk-17")],
                    body: Array(body.utf8)
                )
                #expect(await desk.receive(request) == .accepted)
            }
        }

        var engine: Engine { Engine(settings: settings, store: store, clock: office.clock) }

        /// The kinds of the open cases, in the order of the alphabet.
        func cases() async throws -> [String] { try await store.cases(onlyOpen: true).map(\.proposal.kind).sorted() }

        /// How many webhooks were read.
        func read() async throws -> Int64 {
            try await store.flowState(flow: "Webhooks", key: "paper/notes")?.state["deliveries"]?.integerValue ?? 0
        }
    }

    /// A place for a mark that a script leaves.
    private func mark() -> URL {
        FileManager.default.temporaryDirectory.appendingPathComponent("mark-\(UUID().uuidString)")
    }

    /// Ends at the first webhook of the first life; reads three in the next.
    private func dyingOnce(_ mark: URL) -> String {
        let answers = (2...4).map { #"echo '{"kind":"answer","id":\#($0),"value":\#(Self.content)}'; read e"# }
        return "[ -e '\(mark.path)' ] || { : > '\(mark.path)'; exit 9; }\n" + answers.joined(separator: "\n")
            + "\nexec sleep 600"
    }

    @Test(.timeLimit(.minutes(1)))
    func aStopWhileAWebhookIsReadLeavesAllOfThemWaiting() async throws {
        let mark = mark()
        defer { try? FileManager.default.removeItem(at: mark) }
        let desk = try Desk(asked: ": > '\(mark.path)'; exec sleep 600")
        try await desk.receive("first", "second")
        let run = Task { [engine = desk.engine] in try await engine.run() }
        while !FileManager.default.fileExists(atPath: mark.path) { await Task.yield() }

        run.cancel()
        _ = await run.result

        #expect(try await desk.cases() == [])
        #expect(try await desk.store.waitingRecords(limit: 10).count == 2)
        desk.hosted.stop()
    }

    /// Its process is lost with the call, which says nothing of the webhook.
    @Test(.timeLimit(.minutes(1)))
    func aConnectorThatIsStoppedWhileItReadsLeavesAllOfThemWaiting() async throws {
        let mark = mark()
        defer { try? FileManager.default.removeItem(at: mark) }
        let desk = try Desk(asked: ": > '\(mark.path)'; exec sleep 600")
        try await desk.receive("first", "second")
        let run = Task { [engine = desk.engine] in try await engine.runOnce() }
        while !FileManager.default.fileExists(atPath: mark.path) { await Task.yield() }

        desk.hosted.stop()
        try await run.value

        #expect(try await desk.cases() == [])
        #expect(try await desk.store.waitingRecords(limit: 10).count == 2)
    }

    @Test(.timeLimit(.minutes(1)))
    func aRunThatIsDoneOnceEndsWithAConnectorThatWasStopped() async throws {
        let desk = try Desk(asked: "exec sleep 600")
        try await desk.receive("first", "second")
        desk.hosted.stop()

        try await desk.engine.runOnce()

        #expect(try await desk.cases() == [])
        #expect(try await desk.store.waitingRecords(limit: 10).count == 2)
    }

    @Test func aWebhookThatEndsTheProcessIsTheOnlyOneThatNeedsAPerson() async throws {
        let mark = mark()
        defer { try? FileManager.default.removeItem(at: mark) }
        let desk = try Desk(asked: dyingOnce(mark))
        try await desk.receive("first", "second", "third")
        try await desk.engine.runOnce()
        #expect(try await desk.cases() == ["connector_failed"])
        #expect(try await desk.store.cases(onlyOpen: true).first?.heldRecords == 1)
        #expect(try await desk.read() == 0)

        try await desk.receive("fourth")
        desk.office.clock.advance(by: .seconds(10))
        try await desk.engine.runOnce()

        let count = try await desk.read()
        #expect(count == 3, "\(desk.office.told)")
        #expect(try await desk.cases() == ["connector_failed"])
        desk.hosted.stop()
    }

    @Test func theWebhooksOfAConnectorThatWasGivenUpWaitUntilAPersonTriesItAgain() async throws {
        let mark = mark()
        defer { try? FileManager.default.removeItem(at: mark) }
        let desk = try Desk(restarts: 0, asked: dyingOnce(mark))
        try await desk.receive("first", "second")
        try await desk.engine.runOnce()
        #expect(try await desk.cases() == ["connector_failed", "system_parked"])

        // Neither time nor another webhook starts it again.
        try await desk.receive("third")
        for _ in 0..<3 {
            desk.office.clock.advance(by: .seconds(7_200))
            try await desk.engine.runOnce()
        }
        #expect(desk.hosted.processID == nil)
        #expect(try await desk.cases() == ["connector_failed", "system_parked"])
        #expect(try await desk.read() == 0)

        let parked = try #require(try await desk.store.openCase(key: "system_parked:paper"))
        let cases = CaseDesk(settings: desk.settings, store: desk.store)
        try await cases.retry(parked.number, by: "eve", at: desk.office.clock.now)
        try await desk.engine.runOnce()

        #expect(try await desk.read() == 2)
        #expect(try await desk.cases() == ["connector_failed"])
        #expect(try await desk.store.pause(of: "paper") == nil)
        desk.hosted.stop()
    }

    @Test func theWebhooksOfASystemThatIsNoLongerConfiguredComeToAPerson() async throws {
        let mark = mark()
        defer { try? FileManager.default.removeItem(at: mark) }
        let desk = try Desk(restarts: 0, asked: dyingOnce(mark))
        try await desk.receive("first", "second")
        try await desk.engine.runOnce()
        desk.hosted.stop()
        desk.office.clock.advance(by: .seconds(60))

        let without = RuntimeSettings(systems: [], flows: [], people: [])
        try await Engine(settings: without, store: desk.store, clock: desk.office.clock).runOnce()

        #expect(try await desk.cases() == ["connector_failed", "system_parked", "webhook_unread"])
    }
}
