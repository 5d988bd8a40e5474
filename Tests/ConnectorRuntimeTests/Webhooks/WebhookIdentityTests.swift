import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Foundation
import JSON
import Testing

/// A delivery is known by what its sender vouches for, so that no one else can make two of one.
struct WebhookIdentityTests {
    private static let key = "conformance-secret-0001"
    private static let body = WebhookAuthentication.bodyHMAC(keys: [WebhookKey(Secret(key))], headers: ["X-Signature"])
    private static let timed = WebhookAuthentication.timestampedHMAC(
        TimestampedHMAC(keys: [WebhookKey(Secret(key))], signatureHeader: "X-Signature", timestampHeader: "X-Time")
    )
    private static let token = WebhookAuthentication.header(name: "X-Token", values: [Secret("0123456789abcdef")])
    private static let standard = WebhookAuthentication.standardWebhooks(keys: [Secret(HookWorkshop.canary)])

    private func workshop(_ scheme: WebhookAuthentication, _ id: WebhookDeliveryID = .cloudEvent) -> HookWorkshop {
        var workshop = HookWorkshop(
            WebhookEndpoint(name: "notes", authentication: scheme, deliveryID: id, contentTypes: [])
        )
        workshop.hook.namesRecordsByDelivery = true
        return workshop
    }

    /// What `workshop`'s sender sends, with more header fields.
    private func request(
        _ workshop: HookWorkshop,
        _ body: String,
        _ more: [String: String] = [:]
    ) async throws -> WebhookRequest {
        let time = "\(workshop.clock.now.seconds)"
        var proof: [HTTPField]
        switch workshop.hook.endpoints.first?.authentication {
        case .bodyHMAC: proof = [HTTPField("X-Signature", try await code(body).base64EncodedString())]
        case .timestampedHMAC:
            let hex = try await code("v1:\(time):\(body)").map { String(format: "%02x", $0) }.joined()
            proof = [HTTPField("X-Time", time), HTTPField("X-Signature", "v1=\(hex)")]
        case .header: proof = [HTTPField("X-Token", "0123456789abcdef")]
        default: proof = workshop.signed("msg_1", body).headers
        }
        let request = WebhookRequest(system: "post", endpoint: "notes", headers: proof, body: Array(body.utf8))
        return more.reduce(request) { $0.with($1.key, $1.value) }
    }

    private func code(_ text: String) async throws -> Data {
        Data(try await OpenSSL.hmacSHA256(of: Array(text.utf8), key: Array(Self.key.utf8)))
    }

    /// How many notes of ann took effect.
    private func effects(_ workshop: HookWorkshop) async throws -> JSON? {
        try await workshop.store.flowState(flow: NoteFlow.name, key: "ann")?.state
    }

    /// Whoever has seen a delivery repeats it with its signature, under ids that the signature does not cover.
    @Test(arguments: [body, timed, standard])
    func anIDThatNobodySignedMakesNoSecondDelivery(scheme: WebhookAuthentication) async throws {
        let workshop = workshop(scheme)
        let desk = try workshop.desk()
        let seen = try await request(workshop, note("ann", "one"))
        #expect(await desk.receive(seen) == .accepted)
        for number in 2...4 {
            for again in [seen.with("ce-id", "\(number)"), seen.with("ce-id", nil).with("ce-source", "/other")] {
                let receipt = await desk.receive(again)
                #expect(receipt == .duplicate || receipt == .refused(.eventUnsigned))
            }
        }
        #expect(await desk.receive(seen) == .duplicate)
        try await workshop.run()
        #expect(try await effects(workshop) == 1)
    }

    @Test(arguments: [body, timed, standard, token])
    func anEventInTheBodyIsKnownBySourceAndID(scheme: WebhookAuthentication) async throws {
        let workshop = workshop(scheme)
        let desk = try workshop.desk()
        func send(_ body: String, _ more: [String: String] = [:]) async throws -> WebhookReceipt {
            await desk.receive(try await request(workshop, body, more))
        }
        let event = #"{"specversion":"1.0","source":"/gate","id":"8"}"#
        #expect(try await send(event) == .accepted)
        let structured = ["Content-Type": "application/cloudevents+json; charset=utf-8"]
        #expect(try await send(event, structured.merging(["ce-id": "9", "ce-source": "/gate"]) { $1 }) == .duplicate)
        #expect(try await send(#"{"specversion":"1.0","source":"/gate","id":"8","data":1}"#) == .conflicting)
        #expect(try await send(#"{"specversion":"1.0","source":"/yard","id":"8"}"#) == .accepted)
    }

    /// Two events with the same data are two events: never is one taken for the other.
    @Test(arguments: [body, timed])
    func anEventInBinaryModeIsRefusedWhereNothingSignedTellsItFromAnother(scheme: WebhookAuthentication) async throws {
        let workshop = workshop(scheme)
        let desk = try workshop.desk()
        let event = #"{"specversion":"1.0","source":"/gate","id":"8"}"#
        for data in [note("ann", "one"), event] {
            for id in ["1", "2"] {
                let binary = try await request(workshop, data, ["ce-id": id, "ce-source": "/gate"])
                #expect(await desk.receive(binary) == .refused(.eventUnsigned))
            }
        }
        #expect(try await workshop.entries() == 0)
    }

    @Test func anEventInBinaryModeIsKnownByTheSignedIDOfStandardWebhooks() async throws {
        let workshop = workshop(Self.standard)
        let desk = try workshop.desk()
        for id in ["msg_1", "msg_2"] {
            let binary = workshop.signed(id, note("ann", "one")).with("ce-id", id).with("ce-source", "/gate")
            #expect(await desk.receive(binary) == .accepted)
        }
        let event = #"{"specversion":"1.0","source":"/gate","id":"8"}"#
        let binary = workshop.signed("msg_3", event).with("ce-id", "3").with("ce-source", "/gate")
        #expect(await desk.receive(binary) == .refused(.eventUnsigned))
    }

    /// Data may have members of the same names: without a version they are no event, and make no conflicts.
    @Test func dataThatLookLikeAnEventAreKnownByTheirBytes() async throws {
        let workshop = workshop(Self.body)
        let desk = try workshop.desk()
        for hours in 1...3 {
            let body = #"{"source":"EX-104","id":"meter","hours":\#(hours)}"#
            #expect(await desk.receive(try await request(workshop, body)) == .accepted)
            #expect(await desk.receive(try await request(workshop, body)) == .duplicate)
        }
    }

    @Test func headerFieldsNameAnEventWhereTheSenderIsKnownByAValue() async throws {
        let workshop = workshop(Self.token)
        let desk = try workshop.desk()
        func send(_ headers: [String: String], _ body: String) async throws -> WebhookReceipt {
            await desk.receive(try await request(workshop, body, headers))
        }
        #expect(try await send(["ce-id": "7", "ce-source": "/gate"], "a") == .accepted)
        #expect(try await send(["ce-id": "7", "ce-source": "/gate"], "a") == .duplicate)
        #expect(try await send(["ce-id": "7", "ce-source": "/yard"], "a") == .accepted)
        let event = #"{"specversion":"1.0","source":"/gate","id":"8"}"#
        #expect(try await send(["ce-id": "10", "ce-source": "/gate"], event) == .accepted)
        #expect(try await send(["ce-id": "11", "ce-source": "/gate"], event) == .accepted, "an event as data")
        let long = String(repeating: "i", count: 600)
        #expect(try await send(["ce-id": long, "ce-source": "/gate"], "a") == .refused(.idMissing(header: "ce-id")))
        #expect(try await send(["ce-id": "7"], "a") == .refused(.idMissing(header: "ce-source")))
        #expect(try await send([:], "no event") == .accepted)
        #expect(try await send([:], "no event") == .duplicate)
    }

    @Test(arguments: [(standard, "X-Id"), (standard, "svix-id")])
    func anEndpointThatPassesOverTheSignedIDIsNotOpened(scheme: WebhookAuthentication, header: String) throws {
        let error = #expect(throws: WebhookSettingsError.self) { try workshop(scheme, .header(header)).desk() }
        #expect(error?.description.contains(header) == true)
        #expect(error?.description.contains("take the id from webhook-id") == true)
    }

    @Test(arguments: [(standard, "WEBHOOK-ID"), (token, "X-Id"), (body, "X-Id"), (timed, "X-Id")])
    func anEndpointThatFindsAnIDIsOpened(scheme: WebhookAuthentication, header: String) throws {
        #expect(try workshop(scheme, .header(header)).desk().addresses == ["post/notes"])
    }
}
