import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import JSON
import Testing

struct WebhookDeskTests {
    @Test func anAuthenticDeliveryIsDurableToTheByteBeforeItIsAnswered() async throws {
        let workshop = HookWorkshop()
        let body = "{\"notes\": [], \"odd\": \"Gr\u{F6}\u{DF}e \u{0} \\u0000\"}\r\n"
        let receipt = try await workshop.desk().receive(workshop.signed("msg_1", body))

        #expect(receipt == .accepted)
        let reference = RecordReference(system: "post", id: "webhook/notes/msg_1")
        let kept = try #require(try await workshop.store.receivedRecord(reference))
        #expect(kept.record.payload["text"]?.stringValue.map { Array($0.utf8) } == Array(body.utf8))
        #expect(try await workshop.store.journal(topic: "post/notes/msg_1").map(\.kind) == ["record.received"])
    }

    @Test func aBodyThatIsNoTextIsKeptToTheByte() async throws {
        let endpoint = WebhookEndpoint(
            name: "notes",
            authentication: .header(name: "X-Token", values: [Secret("0123456789abcdef")]),
            deliveryID: .bodyDigest,
            contentTypes: []
        )
        let workshop = HookWorkshop(endpoint)
        let request = WebhookRequest(
            system: "post",
            endpoint: "notes",
            headers: [HTTPField("x-token", "0123456789abcdef")],
            body: [0xff, 0x00, 0xfe]
        )

        #expect(try await workshop.desk().receive(request) == .accepted)
        let kept = try await workshop.store.waitingRecords(limit: 1).first
        #expect(kept?.record.payload["base64"]?.stringValue == "/wD+")
    }

    @Test func theSameDeliveryTwiceChangesNothing() async throws {
        let workshop = HookWorkshop()
        let desk = try workshop.desk()
        #expect(await desk.receive(workshop.signed("msg_1", note("ann", "one"))) == .accepted)
        try await workshop.run()
        let before = try await workshop.entries()
        workshop.clock.advance(by: .seconds(86_400))

        // A sender that repeats signs again, with a new timestamp.
        #expect(await desk.receive(workshop.signed("msg_1", note("ann", "one"))) == .duplicate)
        try await workshop.run()
        #expect(try await workshop.entries() == before)
        #expect(workshop.ledger == ["Note/one"])
    }

    /// A clock that looks at another one from time to time lags behind it; a fresh delivery is not from the future.
    @Test func aClockThatLagsIsAskedForThePresent() async throws {
        let workshop = HookWorkshop()
        let present = workshop.clock.now.adding(.seconds(7200))
        let clock = LaggingClock(now: workshop.clock.now, real: present)
        let desk = try WebhookDesk(
            settings: workshop.settings,
            store: workshop.store,
            clock: clock,
            log: workshop.log
        )
        let request = workshop.signed("msg_1", note("ann", "one"), at: present)
        #expect(await desk.receive(request) == .accepted)
        let stale = workshop.signed("msg_2", note("ann", "two"), at: workshop.clock.now)
        #expect(await desk.receive(stale) == .refused(.unauthenticated))
    }

    @Test func aThousandDuplicatesAtOnceAreOneDelivery() async throws {
        let workshop = HookWorkshop()
        let desk = try workshop.desk()
        let request = workshop.signed("msg_1", note("ann", "one"))
        let receipts = await withTaskGroup(of: WebhookReceipt.self) { group in
            for _ in 0..<1000 { group.addTask { await desk.receive(request) } }
            return await group.reduce(into: [WebhookReceipt]()) { $0.append($1) }
        }

        #expect(receipts.count { $0 == .accepted } == 1)
        #expect(receipts.count { $0 == .duplicate } == 999)
        #expect(try await workshop.entries() == 1)
    }

    @Test func theSameIDWithAnotherBodyIsACaseAndBothBodiesAreKept() async throws {
        let workshop = HookWorkshop()
        let desk = try workshop.desk()
        #expect(await desk.receive(workshop.signed("msg_1", note("ann", "one"))) == .accepted)
        #expect(await desk.receive(workshop.signed("msg_1", note("ann", "two"))) == .conflicting)
        let before = try await workshop.entries()
        #expect(await desk.receive(workshop.signed("msg_1", note("ann", "two"))) == .conflicting)
        #expect(try await workshop.entries() == before, "a repeated conflict adds nothing")
        try await workshop.run()

        #expect(workshop.ledger == ["Note/one"])
        let open = try #require(try await workshop.store.cases(onlyOpen: true).first)
        #expect(open.proposal.key == "webhook_conflict:post/notes/msg_1")
        #expect(open.heldRecords == 1)
        try await CaseDesk(settings: workshop.settings, store: workshop.store)
            .retry(open.number, by: "eve", at: workshop.clock.now)
        try await workshop.run()
        #expect(workshop.ledger == ["Note/one", "Note/two"])
    }

    @Test func forgedDeliveriesLeaveNoTrace() async throws {
        let workshop = HookWorkshop()
        let desk = try workshop.desk()
        let good = workshop.signed("msg_1", note("ann", "one"))
        let otherKey = "whsec_bm90LXRoZS1rZXktdGhhdC13YXMtZ2l2ZW4tb3V0"
        let forged = [
            workshop.signed("msg_1", note("ann", "one"), key: otherKey), good.with(body: note("ann", "two")),
            good.with("webhook-id", "msg_2"), good.with("webhook-timestamp", "1767225601"),
            good.with("webhook-signature", nil), good.with("webhook-id", nil), good.with("webhook-timestamp", nil),
            good.with("webhook-signature", "v1,"), good.with("webhook-signature", "v0,AAAA"),
            good.with("webhook-timestamp", "soon"),
            WebhookRequest(
                system: "post",
                endpoint: "notes",
                headers: good.headers + [HTTPField("webhook-id", "msg_9")],
                body: good.body
            ),
        ]
        for request in forged {
            #expect(await desk.receive(request) == .refused(.unauthenticated), "\(request.headers)")
        }

        #expect(try await workshop.entries() == 0)
        #expect(await desk.receive(good) == .accepted)
    }

    @Test(arguments: [(-301, false), (-300, true), (0, true), (300, true), (301, false)])
    func aTimestampOutsideTheToleranceIsRefused(offset: Int64, isTaken: Bool) async throws {
        let workshop = HookWorkshop()
        let request = workshop.signed("msg_1", note("ann", "one"), at: workshop.clock.now.adding(seconds: offset))

        #expect(try await workshop.desk().receive(request) == (isTaken ? .accepted : .refused(.unauthenticated)))
    }

    @Test func whatIsNoDeliveryIsRefusedForItsReason() async throws {
        let workshop = HookWorkshop()
        let desk = try workshop.desk()
        let good = workshop.signed("msg_1", note("ann", "one"))
        func at(_ system: String, _ endpoint: String) -> WebhookRequest {
            WebhookRequest(system: system, endpoint: endpoint, headers: good.headers, body: good.body)
        }

        #expect(await desk.receive(at("post", "other")) == .refused(.unknownEndpoint))
        #expect(await desk.receive(at("ledger", "notes")) == .refused(.unknownEndpoint))
        #expect(await desk.receive(good.with("content-type", "text/plain")) == .refused(.unsupportedContent))
        #expect(await desk.receive(good.with("content-type", nil)) == .refused(.unsupportedContent))
        let large = workshop.signed("msg_1", note("ann", String(repeating: "x", count: 5000)))
        #expect(await desk.receive(large) == .refused(.tooLarge(limit: 4096)))
        let long = workshop.signed(String(repeating: "i", count: 600), note("ann", "one"))
        #expect(await desk.receive(long) == .refused(.idMissing(header: "webhook-id")))
        #expect(try await workshop.entries() == 0)
    }

    @Test func theRateIsForAuthenticDeliveriesAndComesBackWithTime() async throws {
        let workshop = HookWorkshop(.standard(rate: .init(perMinute: 3)))
        let desk = try workshop.desk()
        for _ in 0..<10 { _ = await desk.receive(workshop.signed("x", "{}").with(body: "forged")) }
        for number in 0..<3 {
            #expect(await desk.receive(workshop.signed("msg_\(number)", note("ann", "\(number)"))) == .accepted)
        }
        let fourth = workshop.signed("msg_3", note("ann", "3"))
        #expect(await desk.receive(fourth) == .refused(.tooMany(retryAfter: .seconds(20))))
        workshop.clock.advance(by: .seconds(19))
        #expect(await desk.receive(fourth) == .refused(.tooMany(retryAfter: .seconds(1))))
        workshop.clock.advance(by: .seconds(1))
        #expect(await desk.receive(fourth) == .accepted)
    }

    @Test func aStoreThatFailsMakesTheSenderTryAgain() async throws {
        let workshop = HookWorkshop()
        let desk = try WebhookDesk(
            settings: workshop.settings,
            store: FailingStore(workshop.store),
            clock: workshop.clock,
            log: workshop.log
        )

        #expect(await desk.receive(workshop.signed("msg_1", note("ann", "one"))) == .refused(.unavailable))
        #expect(try await workshop.desk().receive(workshop.signed("msg_1", note("ann", "one"))) == .accepted)
    }

    /// The process ends after the commit and before the answer: the sender repeats, and nothing is lost or doubled.
    @Test func aCrashBetweenTheCommitAndTheAnswerLosesAndDoublesNothing() async throws {
        let workshop = HookWorkshop()
        let dying = FailingStore(workshop.store, commitsFirst: true)
        let desk = try WebhookDesk(
            settings: workshop.settings,
            store: dying,
            clock: workshop.clock,
            log: workshop.log
        )
        #expect(await desk.receive(workshop.signed("msg_1", note("ann", "one"))) == .refused(.unavailable))

        #expect(try await workshop.desk().receive(workshop.signed("msg_1", note("ann", "one"))) == .duplicate)
        try await workshop.run()
        #expect(workshop.ledger == ["Note/one"])
    }

    @Test func noKeyAppearsInLogErrorsOrJournal() async throws {
        let workshop = HookWorkshop()
        let desk = try workshop.desk()
        _ = await desk.receive(workshop.signed("msg_1", note("ann", "one")))
        _ = await desk.receive(workshop.signed("msg_1", note("ann", "two")))
        _ = await desk.receive(workshop.signed("msg_2", "no json"))
        _ = await desk.receive(workshop.signed("msg_3", note("ann", "one")).with(body: "x"))
        try await workshop.run()
        let short = HookWorkshop(.standard(keys: ["whsec_c2hvcnQ="]))
        let error = #expect(throws: WebhookSettingsError.self) { try short.desk() }

        let journal = try await workshop.store.journal(after: 0, limit: 100).map(\.body).joined()
        let texts = journal + "\(workshop.log.lines)" + "\(workshop.settings)" + (error?.description ?? "")
        for secret in [HookWorkshop.canary, String(HookWorkshop.canary.dropFirst(6)), "canary-key", "c2hvcnQ"] {
            #expect(!texts.contains(secret))
        }
        #expect(!workshop.log.lines.isEmpty)
    }
}

/// A store that cannot commit, or that ends after its commit.
struct FailingStore: StoreRelay {
    let inner: any RuntimeStore
    private let commitsFirst: Bool

    init(_ store: InMemoryStore, commitsFirst: Bool = false) {
        inner = store
        self.commitsFirst = commitsFirst
    }

    func commit(
        _ changes: [StateChange],
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> CommitReceipt {
        if commitsFirst { _ = try await inner.commit(changes, by: actor, at: now) }
        throw .unavailable("the disk is full")
    }
}

/// A clock that shows what another one showed some time ago.
private struct LaggingClock: RuntimeClock {
    let now: Instant
    let real: Instant

    func present() async -> Instant { real }

    func sleep(until instant: Instant) async throws {}
}
