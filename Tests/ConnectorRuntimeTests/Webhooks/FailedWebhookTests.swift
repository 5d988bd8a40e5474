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
}
