import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Foundation
import JSON
import Testing

/// Vectors that were computed by other implementations, and by `openssl` in the test itself.
struct WebhookAuthenticationTests {
    private static let key = Array("conformance-secret-0001".utf8)
    private static let longKey = Array("conformance-secret-0001-with-more".utf8)

    private func receipt(
        _ authentication: WebhookAuthentication,
        _ headers: [(String, String)],
        _ body: String,
        now: Int64 = 1_767_225_600
    ) async throws -> WebhookReceipt {
        let endpoint = WebhookEndpoint(
            name: "notes",
            authentication: authentication,
            deliveryID: .bodyDigest,
            contentTypes: []
        )
        let hook = NoteHook(endpoint)
        let settings = RuntimeSettings(
            systems: [ConfiguredSystem(name: "post", connector: hook, pollInterval: .seconds(60))],
            flows: [],
            people: []
        )
        let desk = try WebhookDesk(
            settings: settings,
            store: InMemoryStore(),
            clock: ManualClock(Instant(seconds: now)),
            log: RecordingLog()
        )
        return await desk.receive(
            WebhookRequest(
                system: "post",
                endpoint: "notes",
                headers: headers.map { HTTPField($0, $1) },
                body: Array(body.utf8)
            )
        )
    }

    private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    @Test func theTimestampedSchemeMatchesItsKnownAnswer() async throws {
        let scheme = WebhookAuthentication.timestampedHMAC(
            TimestampedHMAC(
                keys: [WebhookKey(Secret("Y29uZm9ybWFuY2Utc2VjcmV0LTAwMDE="), encoding: .base64)],
                signatureHeader: "X-Samsara-Signature",
                timestampHeader: "X-Samsara-Timestamp",
                unit: .milliseconds
            )
        )
        let body = #"{"eventId":"e-1","eventType":"AlertIncident"}"#
        let signature = "v1=d2ab82b44eab3f36d7a1f7be72c7648025c58017e7abef34985ca89b61fc5902"
        let headers = [("x-samsara-signature", signature), ("x-samsara-timestamp", "1767225600000")]

        #expect(try await receipt(scheme, headers, body) == .accepted)
        #expect(try await receipt(scheme, headers, body, now: 1_767_225_901) == .refused(.unauthenticated))
        #expect(try await receipt(scheme, headers, body + " ") == .refused(.unauthenticated))
        for wrong in [
            "v1=", "v2=" + signature.dropFirst(3), String(signature.dropLast()), signature.uppercased() + "0",
        ] {
            let changed = [("x-samsara-signature", wrong), headers[1]]
            #expect(try await receipt(scheme, changed, body) == .refused(.unauthenticated), "\(wrong)")
        }
    }

    @Test(arguments: ["webhook", "svix"])
    func standardWebhooksMatchesOpenSSL(prefix: String) async throws {
        let body = #"{"type":"asset.updated"}"#
        let code = try await OpenSSL.hmacSHA256(of: Array("msg_1.1767225600.\(body)".utf8), key: Self.longKey)
        let keys = [Secret("whsec_" + Self.base64(Self.longKey))]
        let scheme = WebhookAuthentication.standardWebhooks(keys: keys, prefix: prefix)
        let headers = [
            ("\(prefix)-id", "msg_1"), ("\(prefix)-timestamp", "1767225600"),
            ("\(prefix)-signature", "v1,AAAA v1,\(Self.base64(code))"),
        ]

        #expect(try await receipt(scheme, headers, body) == .accepted)
        #expect(try await receipt(scheme, headers, body + "x") == .refused(.unauthenticated))
    }

    @Test func ed25519MatchesOpenSSL() async throws {
        let seed = Array("conformance-seed-of-32-bytes-001".utf8)
        let publicKey = try await OpenSSL.publicKey(ofSeed: seed)
        let body = #"{"type":"asset.updated"}"#
        let signature = try await OpenSSL.signature(of: Array("msg_1.1767225600.\(body)".utf8), seed: seed)
        let scheme = WebhookAuthentication.standardWebhooks(keys: [Secret("whpk_" + Self.base64(publicKey))])
        let headers = [
            ("webhook-id", "msg_1"), ("webhook-timestamp", "1767225600"),
            ("webhook-signature", "v1a,\(Self.base64(signature))"),
        ]

        #expect(try await receipt(scheme, headers, body) == .accepted)
        #expect(try await receipt(scheme, headers, body + " ") == .refused(.unauthenticated))
        let mislabelled = [headers[0], headers[1], ("webhook-signature", "v1,\(Self.base64(signature))")]
        #expect(try await receipt(scheme, mislabelled, body) == .refused(.unauthenticated))
    }

    @Test func whileKeysAreExchangedEitherIsTaken() async throws {
        let (old, new) = (Array("the-key-that-is-retired-soon".utf8), Array("the-key-that-comes-instead".utf8))
        let scheme = WebhookAuthentication.standardWebhooks(
            keys: Secret("whsec_\(Self.base64(old))\n whsec_\(Self.base64(new))\n").words
        )
        let text = Array("msg_1.1767225600.{}".utf8)
        for key in [old, new] {
            let code = try await OpenSSL.hmacSHA256(of: text, key: key)
            let headers = [
                ("webhook-id", "msg_1"), ("webhook-timestamp", "1767225600"),
                ("webhook-signature", "v1,\(Self.base64(code))"),
            ]
            #expect(try await receipt(scheme, headers, "{}") == .accepted)
        }
    }

    @Test func aBodySignatureIsFoundInAnyOfItsFields() async throws {
        let scheme = WebhookAuthentication.bodyHMAC(
            keys: [WebhookKey(Secret("a-key-that-was-retired")), WebhookKey(Secret("conformance-secret-0001"))],
            headers: ["X-Signature-1", "X-Signature-2"]
        )
        let code = Self.base64(try await OpenSSL.hmacSHA256(of: Array("<done/>".utf8), key: Self.key))

        #expect(try await receipt(scheme, [("x-signature-2", code)], "<done/>") == .accepted)
        #expect(
            try await receipt(scheme, [("x-signature-1", "AAAA"), ("x-signature-2", code)], "<done/>") == .accepted
        )
        #expect(try await receipt(scheme, [("x-signature-3", code)], "<done/>") == .refused(.unauthenticated))
        #expect(try await receipt(scheme, [("x-signature-1", code)], "<undone/>") == .refused(.unauthenticated))
    }

    @Test func aStaticHeaderIsComparedWhole() async throws {
        let scheme = WebhookAuthentication.header(
            name: "Authorization",
            values: [Secret("Bearer 0123456789abcdef"), Secret("Bearer fedcba9876543210")]
        )
        #expect(try await receipt(scheme, [("authorization", "Bearer fedcba9876543210")], "{}") == .accepted)
        for wrong in ["Bearer fedcba987654321", "Bearer fedcba98765432100", "", "bearer fedcba9876543210"] {
            #expect(try await receipt(scheme, [("authorization", wrong)], "{}") == .refused(.unauthenticated))
        }
    }

    @Test(arguments: [
        "secret", "whsec_", "whsec_!!!!", "whsec_c2hvcnQ=", "whpk_AAAA", "whsk_AAAA",
        "whsk_Y29uZm9ybWFuY2Utc2VlZC1vZi0zMi1ieXRlcy0wMDE=",
    ])
    func aKeyThatCannotCheckIsRefusedAtStartWithoutBeingRepeated(key: String) async throws {
        let error = await #expect(throws: WebhookSettingsError.self) {
            _ = try await receipt(.standardWebhooks(keys: [Secret(key)]), [], "{}")
        }
        #expect(error?.description.contains("post/notes") == true)
        #expect(key.count < 8 || error?.description.contains(key.dropFirst(6)) != true)
    }

    @Test func anEndpointWithoutAKeyIsNotOpened() async throws {
        for scheme in [
            WebhookAuthentication.standardWebhooks(keys: []), .bodyHMAC(keys: [], headers: ["x"]),
            .header(name: "x", values: []), .header(name: "x", values: [Secret("short")]),
        ] {
            await #expect(throws: WebhookSettingsError.self) { _ = try await receipt(scheme, [], "{}") }
        }
    }

    /// Nobody who has no key makes the desk compute more codes than it has keys.
    @Test(arguments: [(16, WebhookReceipt.accepted), (17, .tooManySignatures), (1000, .tooManySignatures)])
    func aDeliveryCarriesAFewSignatures(count: Int, expected: WebhookReceipt) async throws {
        let keys = [Self.longKey.reversed(), Self.longKey].map { Secret("whsec_" + Self.base64($0)) }
        let code = try await OpenSSL.hmacSHA256(of: Array("msg_1.1767225600.{}".utf8), key: Self.longKey)
        let list = Array(repeating: "v1,AAAA", count: count - 1) + ["v1,\(Self.base64(code))"]
        let standard = [
            ("webhook-id", "msg_1"), ("webhook-timestamp", "1767225600"),
            ("webhook-signature", list.joined(separator: " ")),
        ]
        #expect(try await receipt(.standardWebhooks(keys: keys), standard, "{}") == expected)

        let bodyCode = Self.base64(try await OpenSSL.hmacSHA256(of: Array("{}".utf8), key: Self.key))
        let fields = Array(repeating: ("x-signature", "AAAA"), count: count - 1) + [("x-signature", bodyCode)]
        let scheme = WebhookAuthentication.bodyHMAC(
            keys: [WebhookKey(Secret("a-key-that-was-retired")), WebhookKey(Secret("conformance-secret-0001"))],
            headers: ["X-Signature"]
        )
        #expect(try await receipt(scheme, fields, "{}") == expected)
    }
}

extension WebhookReceipt {
    fileprivate static let tooManySignatures = WebhookReceipt.refused(.tooManySignatures(limit: 16))
}
