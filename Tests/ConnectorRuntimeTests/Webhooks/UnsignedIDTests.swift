import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Foundation
import JSON
import Testing

/// Senders that sign the body alone and put an id beside it: the id is believed by nobody, and no delivery is lost.
struct UnsignedIDTests {
    /// What a sender is like.
    struct Sender: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let idHeader: String
        let signatureHeader: String
        let form: WebhookSignatureForm
        let write: @Sendable (Data) -> String
    }

    private static let key = "conformance-secret-0001"
    private static let senders = [
        Sender(
            testDescription: "as GitHub",
            idHeader: "X-GitHub-Delivery",
            signatureHeader: "X-Hub-Signature-256",
            form: .hexadecimal(prefix: "sha256="),
            write: { code in "sha256=" + code.map { String(format: "%02x", $0) }.joined() }
        ),
        Sender(
            testDescription: "as Shopify",
            idHeader: "X-Shopify-Webhook-Id",
            signatureHeader: "X-Shopify-Hmac-Sha256",
            form: .base64,
            write: { code in code.base64EncodedString() }
        ),
    ]

    private func workshop(_ sender: Sender) -> HookWorkshop {
        let scheme = WebhookAuthentication.bodyHMAC(
            keys: [WebhookKey(Secret(Self.key))],
            headers: [sender.signatureHeader],
            form: sender.form
        )
        var workshop = HookWorkshop(
            WebhookEndpoint(name: "notes", authentication: scheme, deliveryID: .header(sender.idHeader))
        )
        workshop.hook.namesRecordsByDelivery = true
        return workshop
    }

    private func request(_ sender: Sender, _ id: String, _ body: String) async throws -> WebhookRequest {
        let code = Data(try await OpenSSL.hmacSHA256(of: Array(body.utf8), key: Array(Self.key.utf8)))
        return WebhookRequest(
            system: "post",
            endpoint: "notes",
            headers: [
                HTTPField("Content-Type", "application/json"), HTTPField(sender.idHeader, id),
                HTTPField(sender.signatureHeader, sender.write(code)),
            ],
            body: Array(body.utf8)
        )
    }

    /// How many notes of ann took effect.
    private func effects(_ workshop: HookWorkshop) async throws -> JSON? {
        try await workshop.store.flowState(flow: NoteFlow.name, key: "ann")?.state
    }

    @Test(arguments: senders)
    func aDeliveryIsTakenOnceAndFoundByItsID(sender: Sender) async throws {
        let workshop = workshop(sender)
        let desk = try workshop.desk()
        let first = try await request(sender, "72d3162e", note("ann", "one"))
        #expect(await desk.receive(first) == .accepted)
        #expect(await desk.receive(first) == .duplicate)
        #expect(await desk.receive(first.with(sender.signatureHeader, "AAAA")) == .refused(.unauthenticated))
        #expect(await desk.receive(first.with(sender.idHeader, nil)) == .refused(.idMissing(header: sender.idHeader)))
        // An id that nobody signed says nothing of other bytes.
        #expect(await desk.receive(try await request(sender, "72d3162e", note("ann", "two"))) == .accepted)
        try await workshop.run()

        #expect(try await effects(workshop) == 2)
        let entries = try await workshop.store.journal(topic: "post/notes/72d3162e")
        #expect(entries.count { $0.kind == "record.received" } == 2)
    }

    @Test(arguments: senders)
    func theSameBytesUnderAnotherIDTakeNoEffectWithoutAPerson(sender: Sender) async throws {
        let workshop = workshop(sender)
        let desk = try workshop.desk()
        let seen = try await request(sender, "first", note("ann", "one"))
        #expect(await desk.receive(seen) == .accepted)
        for id in ["second", "third", "second"] {
            #expect(await desk.receive(seen.with(sender.idHeader, id)) == .repeated)
        }
        let before = try await workshop.entries()
        #expect(await desk.receive(seen.with(sender.idHeader, "third")) == .repeated)
        #expect(try await workshop.entries() == before, "what is held already adds nothing")
        try await workshop.run()
        #expect(try await effects(workshop) == 1)

        let open = try await workshop.store.cases(onlyOpen: true)
        #expect(open.map(\.proposal.kind) == ["webhook_repeated"])
        #expect(open.first?.heldRecords == 2)
        #expect(open.first?.proposal.summary.contains("again as") == true)
    }

    @Test(arguments: senders)
    func aPersonTakesEqualBodiesThatTheSenderMeant(sender: Sender) async throws {
        let workshop = workshop(sender)
        let desk = try workshop.desk()
        for id in ["first", "second"] { _ = await desk.receive(try await request(sender, id, note("ann", "one"))) }
        try await workshop.run()
        let open = try #require(try await workshop.store.cases(onlyOpen: true).first)
        try await CaseDesk(settings: workshop.settings, store: workshop.store)
            .retry(open.number, by: "eve", at: workshop.clock.now)
        try await workshop.run()

        #expect(try await effects(workshop) == 2)
        #expect(try await workshop.store.cases(onlyOpen: true).isEmpty)
    }

    /// What a person gave up does not hide what comes after it.
    @Test(arguments: senders)
    func aRepetitionAfterARejectedOneIsACaseAgain(sender: Sender) async throws {
        let workshop = workshop(sender)
        let desk = try workshop.desk()
        for id in ["first", "second"] { _ = await desk.receive(try await request(sender, id, note("ann", "one"))) }
        let open = try #require(try await workshop.store.cases(onlyOpen: true).first)
        try await CaseDesk(settings: workshop.settings, store: workshop.store)
            .reject(open.number, by: "eve", reason: "a replay", at: workshop.clock.now)
        #expect(await desk.receive(try await request(sender, "third", note("ann", "one"))) == .repeated)

        #expect(try await workshop.store.cases(onlyOpen: true).first?.heldRecords == 1)
        try await workshop.run()
        #expect(try await effects(workshop) == 1)
    }
}
