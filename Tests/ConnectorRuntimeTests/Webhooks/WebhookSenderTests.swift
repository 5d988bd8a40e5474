import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Foundation
import JSON
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1)))
struct WebhookSenderTests {
    @Test func aWebhookIsSignedWithEveryKeyAsOpenSSLSigns() async throws {
        let announcement = Announcement { _ in HTTPResponse(status: 200) }
        announcement.publish(NoteSource.note("ann", "one"))
        try await announcement.run()

        let request = try #require(announcement.attempts.first)
        let body = #"{"data":{"text":"one"},"type":"note.written"}"#
        #expect(request.method == "POST")
        #expect(String(decoding: request.body, as: UTF8.self) == body)
        #expect(request.header("webhook-timestamp") == "1767225600")
        #expect(request.deadline == .seconds(20))
        #expect(!request.followsRedirects)
        #expect(request.refusesPrivateAddresses)
        let text = Array("\(request.header("webhook-id")).1767225600.\(body)".utf8)
        let code = try await OpenSSL.hmacSHA256(of: text, key: Array("canary-key-of-the-announcement-00".utf8))
        let signature = try await OpenSSL.signature(of: text, seed: Array("conformance-seed-of-32-bytes-001".utf8))
        let expected = "v1,\(Data(code).base64EncodedString()) v1a,\(Data(signature).base64EncodedString())"
        #expect(request.header("webhook-signature") == expected)
        #expect(try await announcement.state("one") == .delivered)
    }

    @Test func theWholeScheduleIsKeptUnderOneIDAndThenAPersonDecides() async throws {
        let announcement = Announcement { _ in HTTPResponse(status: 500) }
        announcement.publish(NoteSource.note("ann", "one"), NoteSource.note("ben", "two"))
        try await announcement.run()
        for _ in 0..<20 where try await announcement.state("one") != .rejected {
            try await announcement.runWhenDue("one")
        }

        let attempts = announcement.attempts.filter { String(decoding: $0.body, as: UTF8.self).contains("one") }
        let times = attempts.compactMap { Int64($0.header("webhook-timestamp")) }
        let delays: [Int64] = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
        #expect(attempts.count == 10)
        for ((earlier, later), delay) in zip(zip(times, times.dropFirst()), delays) {
            #expect((delay...(delay * 5 / 4 + 1)).contains(later - earlier), "\(later - earlier) after \(delay)")
        }
        #expect(Set(attempts.map { $0.header("webhook-id") }).count == 1)
        #expect(Set(announcement.attempts.map { $0.header("webhook-id") }).count == 2)
        #expect(Set(attempts.map(\.body)).count == 1)
        let open = try #require(try await announcement.store.openCase(key: "delivery_exhausted:Note/one"))

        try await CaseDesk(settings: announcement.settings, store: announcement.store)
            .retry(open.number, by: "eve", at: announcement.clock.now)
        try await announcement.run()
        let last = announcement.attempts.last { String(decoding: $0.body, as: UTF8.self).contains("one") }
        #expect(last?.header("webhook-id") == attempts.first?.header("webhook-id"))
        #expect(announcement.attempts.count > 11)
    }

    @Test(arguments: [301, 302, 307, 400, 401, 404, 422, 500])
    func whatIsNoSuccessIsTriedAgainAndHoldsUpNoOtherKey(status: Int) async throws {
        let announcement = Announcement { request in
            HTTPResponse(status: String(decoding: request.body, as: UTF8.self).contains("one") ? status : 204)
        }
        announcement.publish(NoteSource.note("ann", "one"), NoteSource.note("ben", "two"))
        try await announcement.run()

        #expect(try await announcement.state("one") == .planned)
        #expect(try await announcement.state("two") == .delivered)
        #expect(try await announcement.store.pause(of: "partner") == nil)
    }

    @Test func anAddressThatIsGoneIsUsedNoMoreUntilAPersonSaysSo() async throws {
        let answers = Mutex([410])
        let announcement = Announcement { _ in
            HTTPResponse(status: answers.withLock { $0.popLast() } ?? 200)
        }
        announcement.publish(NoteSource.note("ann", "one"))
        try await announcement.run()
        announcement.clock.advance(by: .seconds(30 * 86_400))
        try await announcement.run()
        #expect(announcement.attempts.count == 1)
        let open = try #require(try await announcement.store.openCase(key: "system_parked:partner"))
        #expect(open.proposal.summary.contains("wants no more deliveries"))
        #expect(!open.proposal.summary.contains("tenant"))

        try await CaseDesk(settings: announcement.settings, store: announcement.store)
            .retry(open.number, by: "eve", at: announcement.clock.now)
        try await announcement.run()
        #expect(try await announcement.state("one") == .delivered)
    }

    @Test(
        arguments: [
            (429, "3600", 3600), (502, nil, 1), (503, "7200", 7200), (504, nil, 1),
            (429, "Thu, 01 Jan 2026 02:00:00 GMT", 7200),
        ] as [(Int, String?, Int64)]
    )
    func aReceiverThatIsBusyIsLeftAloneAsLongAsItAsks(status: Int, retryAfter: String?, pause: Int64) async throws {
        let answers = Mutex([
            HTTPResponse(status: status, headers: retryAfter.map { [HTTPField("Retry-After", $0)] } ?? [])
        ])
        let announcement = Announcement { _ in
            answers.withLock { $0.popLast() } ?? HTTPResponse(status: 200)
        }
        announcement.publish(NoteSource.note("ann", "one"))
        try await announcement.run()
        let until = try #require(try await announcement.store.pause(of: "partner")?.until)
        #expect(until.seconds(since: announcement.clock.now) >= pause)
        #expect(announcement.attempts.count == 1)

        try await announcement.runWhenDue("one")
        #expect(try await announcement.state("one") == .delivered)
        #expect(Set(announcement.attempts.map { $0.header("webhook-id") }).count == 1)
    }

    @Test func aLostAnswerIsNeverAskedAboutButSentAgainUnderTheSameID() async throws {
        let isLost = Mutex(true)
        let announcement = Announcement { request throws(TransportError) in
            let isLost = isLost.withLock { isLost in
                defer { isLost = false }
                return isLost
            }
            guard isLost else { return HTTPResponse(status: 200) }
            throw TransportError(
                reason: .deadlineExceeded,
                requestMayHaveArrived: true,
                endpoint: "POST https://partner.example/hooks",
                detail: "no answer within 20 s"
            )
        }
        announcement.publish(NoteSource.note("ann", "one"))
        try await announcement.run()
        for _ in 0..<4 where try await announcement.state("one") != .delivered {
            try await announcement.runWhenDue("one")
        }

        #expect(try await announcement.state("one") == .delivered)
        #expect(announcement.attempts.count == 2)
        #expect(Set(announcement.attempts.map { $0.header("webhook-id") }).count == 1)
        let story = try await announcement.store.journal(topic: "Note/one")
        #expect(story.contains { $0.body.contains("a receiver of webhooks cannot be asked") })
        #expect(!story.contains { $0.body.contains("the target was asked") })
    }

    @Test func anAddressThatMayNotBeReachedParksTheSystem() async throws {
        let announcement = Announcement { _ throws(TransportError) in
            throw TransportError(
                reason: .unusableAddress,
                requestMayHaveArrived: false,
                endpoint: "POST https://partner.example/hooks",
                detail: "10.0.0.7 is no public address"
            )
        }
        announcement.publish(NoteSource.note("ann", "one"))
        try await announcement.run()
        let open = try #require(try await announcement.store.openCase(key: "system_parked:partner"))
        #expect(open.proposal.summary.contains("10.0.0.7 is no public address"))
        #expect(try await announcement.state("one") == .planned)
    }

    @Test func whatTheConnectorDoesNotTellOfIsACase() async throws {
        let announcement = Announcement { _ in HTTPResponse(status: 200) }
        announcement.publish(NoteSource.note("ann", "unspeakable"), NoteSource.note("ben", "two"))
        try await announcement.run()
        #expect(try await announcement.store.openCase(key: "delivery_rejected:Note/unspeakable") != nil)
        #expect(try await announcement.state("two") == .delivered)
    }

    @Test(arguments: [[], ["whpk_" + Data(repeating: 1, count: 32).base64EncodedString()], ["whsec_c2hvcnQ="]])
    func aKeyThatCannotSignParksTheSystemAndIsNotShown(keys: [String]) async throws {
        let announcement = Announcement(keys: keys) { _ in HTTPResponse(status: 200) }
        announcement.publish(NoteSource.note("ann", "one"))
        try await announcement.run()
        let open = try #require(try await announcement.store.openCase(key: "system_parked:partner"))
        #expect(announcement.attempts.isEmpty)
        for key in keys { #expect(!open.proposal.summary.contains(key.dropFirst(5))) }
    }

    @Test func noKeyOrSignatureAppearsInJournalOrLog() async throws {
        let announcement = Announcement { _ in HTTPResponse(status: 500) }
        announcement.publish(NoteSource.note("ann", "one"))
        try await announcement.run()
        let journal = try await announcement.store.journal(after: 0, limit: 100).map(\.body).joined()
        let texts = journal + "\(announcement.log.lines)" + "\(announcement.settings)"
        let signature = try #require(announcement.attempts.first).header("webhook-signature")
        for secret in Announcement.keys.map({ String($0.dropFirst(6)) }) + [
            "canary-key", String(signature.dropFirst(3)),
        ] {
            #expect(!texts.contains(secret))
        }
    }
}
