import Crypto
import Foundation
import JSON
import SimulatorKit
import Testing

/// What proves whose a webhook is, checked with keys of the receiver's.
struct WebhookSignatureTests {
    /// The only webhook that the box receives of one pull of the rope.
    private func received(_ members: JSONObject) async throws -> JSON {
        let box = Box()
        try await Ringing.run { ringing in
            var all: JSONObject = ["events": "rope.pulled"]
            for key in members.keys { all[key] = members[key] }
            try await ringing.listen(all)
            _ = try await ringing.send("POST", "/rope")
            await box.keep(try await ringing.received().first)
        }
        return try #require(await box.json)
    }

    private func hmac(_ key: Data, _ text: String) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: key)))
    }

    private let key = Data("a key of the bell tower, invented".utf8)

    @Test func standardWebhooksWithHMAC() async throws {
        let webhook = try await received([:])
        let body = try #require(webhook["body"]?.stringValue)
        let id = try #require(webhook.header("webhook-id"))
        #expect(webhook.header("content-type") == "application/json")
        #expect(
            webhook.header("webhook-signature")
                == "v1," + hmac(key, "\(id).1767594600.\(body)").base64EncodedString()
        )
    }

    @Test func standardWebhooksWithEd25519AndTwoKeys() async throws {
        let signing = Curve25519.Signing.PrivateKey()
        let whsk = "whsk_" + signing.rawRepresentation.base64EncodedString()
        let webhook = try await received(["key": [.string(whsk), .string(Ringing.key)], "headerPrefix": "svix"])
        let body = try #require(webhook["body"]?.stringValue)
        let id = try #require(webhook.header("svix-id"))
        let text = "\(id).1767594600.\(body)"
        let signatures = try #require(webhook.header("svix-signature")).split(separator: " ")
        #expect(signatures.count == 2)
        let code = try #require(Data(base64Encoded: String(signatures[0].dropFirst("v1a,".count))))
        #expect(signing.publicKey.isValidSignature(code, for: Data(text.utf8)))
        #expect(signatures[1] == "v1," + hmac(key, text).base64EncodedString())
    }

    @Test func timestampedHMAC() async throws {
        let webhook = try await received([
            "scheme": "timestamped-hmac", "key": .string(key.base64EncodedString()), "keyEncoding": "base64",
            "header": "X-Signature", "timestampHeader": "X-Timestamp", "timestampUnit": "milliseconds",
            "idHeader": "X-Delivery",
        ])
        let body = try #require(webhook["body"]?.stringValue)
        let code = hmac(key, "v1:1767594600000:\(body)").map { String(format: "%02x", $0) }.joined()
        #expect(webhook.header("x-timestamp") == "1767594600000")
        #expect(webhook.header("x-signature") == "v1=\(code)")
        #expect(webhook.header("x-delivery")?.hasPrefix("msg_") == true)
    }

    @Test(arguments: ["base64", "hex", "sha256=hex"])
    func hmacOfTheBody(form: String) async throws {
        let webhook = try await received([
            "scheme": "body-hmac", "key": "a key of the bell tower, invented", "header": "X-Hub-Signature-256",
            "signatureForm": .string(form),
        ])
        let code = hmac(key, try #require(webhook["body"]?.stringValue))
        let hex = code.map { String(format: "%02x", $0) }.joined()
        let wanted: [String: String] = [
            "base64": code.base64EncodedString(), "hex": hex, "sha256=hex": "sha256=\(hex)",
        ]
        #expect(webhook.header("x-hub-signature-256") == wanted[form])
    }

    @Test func aValueThatOnlyTheSenderKnowsAndNoProof() async throws {
        let webhook = try await received(["scheme": "header", "header": "X-Token", "key": "Bearer of the tower"])
        #expect(webhook.header("x-token") == "Bearer of the tower")
        #expect(webhook.header("webhook-id") == nil)
        let bare = try await received(["scheme": "none", "key": .null])
        #expect(bare["headers"]?.objectValue?.keys.contains { $0.contains("signature") } == false)
    }

    @Test func anExchangedKeySignsBesideTheFormerOne() async throws {
        try await Ringing.run { ringing in
            try await ringing.listen(["id": "box", "events": "rope.pulled"])
            let new = Data("another key of the bell tower, invented".utf8)
            let text = "whsec_" + new.base64EncodedString()
            _ = try await ringing.ask("POST", "webhooks/box", ["key": .string(text), "overlap": "PT24H"])
            // A snapshot knows until when the former key signs.
            _ = try await ringing.ask("PUT", "snapshot", try await ringing.ask("GET", "snapshot"))
            _ = try await ringing.send("POST", "/rope")
            try await ringing.advance("P2D")
            _ = try await ringing.send("POST", "/rope")
            let received = try await ringing.received()
            let counts = received.compactMap { $0.header("webhook-signature")?.split(separator: " ").count }
            #expect(counts == [2, 1])
            let last = try #require(received.last)
            let signed = [last.header("webhook-id"), last.header("webhook-timestamp"), last["body"]?.stringValue]
            #expect(
                last.header("webhook-signature")
                    == "v1," + hmac(new, signed.compactMap { $0 }.joined(separator: ".")).base64EncodedString()
            )
        }
    }

    @Test func keysAreNeverListed() async throws {
        try await Ringing.run { ringing in
            let added = try await ringing.listen().canonicalText
            let listed = try await ringing.ask("GET", "webhooks").canonicalText
            let transcript = try await ringing.ask("GET", "transcript").canonicalText
            let secret = key.base64EncodedString()
            for text in [added, listed, transcript] { #expect(!text.contains(secret)) }
            let (status, answer) = try await ringing.send(
                "POST",
                "/_sim/webhooks",
                ["url": "http://127.0.0.1:9/", "key": .string("whsec-\(secret)")]
            )
            #expect(status == 400)
            #expect(!answer.text().contains(secret))
        }
    }
}

private actor Box {
    var json: JSON?

    func keep(_ json: JSON?) { self.json = json }
}
