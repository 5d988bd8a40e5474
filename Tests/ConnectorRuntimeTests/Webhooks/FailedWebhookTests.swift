import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Testing

struct FailedWebhookTests {
    @Test func whatFailedIsListedByTimeUnderTheIDThatTheReceiverSaw() async throws {
        let announcement = Announcement { _ in HTTPResponse(status: 500) }
        announcement.publish(NoteSource.note("ann", "one"))
        try await announcement.run()
        let failed = FailedWebhooks(to: ["partner"], store: announcement.store)
        #expect(try await failed.list().isEmpty, "it is still tried")
        for _ in 0..<20 where try await announcement.state("one") != .rejected {
            try await announcement.runWhenDue("one")
        }

        let listed = try await failed.list()
        let now = announcement.clock.now
        #expect(listed.map(\.delivery.plan.delivery.key) == ["Note/one"])
        #expect(listed.first?.id == announcement.attempts.first?.header("webhook-id"))
        #expect(try await failed.list(since: now, until: now.adding(seconds: 1)).count == 1)
        #expect(try await failed.list(since: now.adding(seconds: 1)).isEmpty)
        #expect(try await failed.list(until: now).isEmpty)
        #expect(try await FailedWebhooks(to: ["odoo"], store: announcement.store).list().isEmpty)
    }

    /// Neither a replay nor a repair can ask a receiver what it holds: both say what to do instead.
    @Test func whatCannotBeAskedNamesTheCommandThatSendsAgain() async throws {
        let announcement = Announcement { request in
            HTTPResponse(status: String(decoding: request.body, as: UTF8.self).contains("one") ? 204 : 500)
        }
        announcement.publish(NoteSource.note("ann", "one"), NoteSource.note("ben", "two"))
        try await announcement.run()
        for _ in 0..<20 where try await announcement.state("two") != .rejected {
            try await announcement.runWhenDue("two")
        }
        let replay = DeliveryReplay(settings: announcement.settings, store: announcement.store)
        let verdict = try await replay.plan(ReplaySelection(key: "Note/one")).first?.verdict
        guard case .unknown(let reason) = verdict else {
            Issue.record("\(String(describing: verdict))")
            return
        }
        #expect(reason.contains("purlin webhooks replay"))

        let open = try #require(try await announcement.store.cases(onlyOpen: true).first)
        let edit = RepairRequest(edits: [ValueEdit(path: "text", text: "three")])
        let desk = CaseDesk(settings: announcement.settings, store: announcement.store)
        let error = await #expect(throws: GovernanceError.self) {
            _ = try await desk.planRepair(open.number, edit, by: "eve", at: announcement.clock.now)
        }
        #expect(error?.description.contains("purlin webhooks replay") == true)
    }
}
