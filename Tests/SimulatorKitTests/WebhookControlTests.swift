import Foundation
import JSON
import SimulatorKit
import Testing

/// `/_sim/webhooks`: what can be said, and what is refused.
struct WebhookControlTests {
    @Test func anEndpointIsListedWithWhatItIsTold() async throws {
        try await Ringing.run { ringing in
            let added = try await ringing.listen(["misbehaviour": [["kind": "drop", "skip": 1]]])
            #expect(added["endpoints"]?[0]?["id"] == "hook-1")
            #expect(added["endpoints"]?[0]?["misbehaviour"]?[0]?["applied"] == 0)
            try await ringing.listen()
            let listed = try await ringing.ask("GET", "webhooks")
            #expect(listed["events"] == ["bell.struck", "rope.pulled"])
            #expect(listed["versions"] == ["1", "2"])
            #expect(listed["endpoints"]?.arrayValue?.map { $0["id"] } == ["hook-1", "hook-2"])
            let left = try await ringing.ask("DELETE", "webhooks/hook-1")
            #expect(left["endpoints"]?.arrayValue?.map { $0["id"] } == ["hook-2"])
            #expect(try await ringing.send("DELETE", "/_sim/webhooks/hook-1").status == 404)
            #expect(try await ringing.send("PUT", "/_sim/webhooks").status == 405)
        }
    }

    @Test(
        arguments: [
            (["url": "https://127.0.0.1/x"], "simulators have no TLS"),
            (["url": "http://192.0.2.1/x"], "another machine than this one"),
            (["url": "http://127.evil.example/x"], "another machine than this one"),
            (["url": "http://user@127.0.0.1/x"], "no address without user"),
            (["url": nil], "url is missing"), (["key": nil], "key is missing"),
            (["key": "whsec_c2hvcnQ="], "24 to 64 bytes"), (["key": "abc"], "none of Standard Webhooks"),
            (["scheme": "magic"], "one of standard, timestamped-hmac, body-hmac, header, none"),
            (["scheme": "body-hmac"], "header is missing"), (["header": "X-A"], "means nothing to the scheme standard"),
            (["scheme": "none"], "has no key"), (["events": "bell.fell"], "some of bell.struck, rope.pulled"),
            (["version": "3"], "one of 1, 2"), (["schedule": ["PT0S", "soon"]], "spans such as"),
            (["timeout": 3], "unknown member timeout"), (["jitter": 2], "a number from 0 to 1"),
            (["timeoutMilliseconds": -1], "a whole number from 0 to 60000"),
            (["id": "a/b"], "a name without /"), (["id": "attempts"], "choose another id"),
            (["misbehaviour": [["kind": "explode"]]], "one of wrongKey"),
            (["misbehaviour": [["kind": "drop", "by": "PT1M"]]], "unknown member by"),
            (["misbehaviour": [["kind": "delay", "by": "later"]]], "a span such as"),
            (
                [
                    "scheme": "header", "header": "X-A", "key": "value", "misbehaviour": [["kind": "staleTimestamp"]],
                ], "needs a scheme that tells the time"
            ),
            (
                ["scheme": "body-hmac", "header": "X-A", "key": ["one", "two"]],
                "the scheme body-hmac has one signature; give one key"
            ),
            (["misbehaviour": [["kind": "missingHeader", "header": "X-Signature"]]], "webhook-id, webhook-timestamp"),
        ] as [([String: JSON?], String)]
    )
    func whatCannotBeMeantIsRefused(members: [String: JSON?], reason: String) async throws {
        try await Ringing.run { ringing in
            var endpoint: JSONObject = ["url": "http://127.0.0.1:9/x", "key": .string(Ringing.key)]
            for (key, value) in members { endpoint[key] = value }
            let sound: JSON = ["url": "http://127.0.0.1:9/x", "key": .string(Ringing.key)]
            let (status, answer) = try await ringing.send("POST", "/_sim/webhooks", [sound, .object(endpoint)])
            #expect(status == 400)
            #expect(answer["error"]?.stringValue?.contains(reason) == true, "\(answer.text())")
            #expect(try await ringing.ask("GET", "webhooks")["endpoints"] == [], "all or none")
        }
    }

    @Test func thePageListsEveryKindOfMisbehaviour() async throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let page = folder.deletingLastPathComponent().appendingPathComponent("Documentation/simulators.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let start = try #require(text.range(of: "## Webhooks"))
        let end = try #require(text.range(of: "\n## ", range: start.upperBound..<text.endIndex))
        let section = text[start.upperBound..<end.lowerBound]
        try await Ringing.run { ringing in
            let (_, answer) = try await ringing.send(
                "POST",
                "/_sim/webhooks",
                [
                    "url": "http://127.0.0.1:9/", "key": .string(Ringing.key),
                    "misbehaviour": [["kind": "unheard-of"]],
                ]
            )
            let words = try #require(answer["error"]?.stringValue?.split(separator: "give one of ").last)
            let kinds = words.dropLast().split(separator: ", ")
            #expect(kinds.count == 13)
            for kind in kinds { #expect(section.contains("`\(kind)`"), "\(kind)") }
        }
    }

    @Test func aSystemThatTellsNobodySaysSo() async throws {
        let yard = try SimulatorSurface<WeighingYard>()
        let (status, answer) = try await yard.ask("GET", "webhooks")
        #expect(status == 404)
        #expect(answer["error"] == "weighing-yard sends no webhooks.")
        #expect(CoverageLedger<BellTower>.unmarked == [])
        #expect(CoverageLedger<BellTower>.operations.contains("event bell.struck"))
    }

    @Test func queueKeysAndChanceAreInTheSnapshot() async throws {
        try await Ringing.run { ringing in
            try await ringing.answer(["kind": "status", "code": 500, "times": 5])
            try await ringing.listen([
                "id": "box", "misbehaviour": [["kind": "duplicate", "probability": .real(0.5)]],
            ])
            try await ringing.advance("PT2H")
            let snapshot = try await ringing.ask("GET", "snapshot")
            #expect(snapshot["webhooks"]?["entries"]?.arrayValue?.isEmpty == false)
            #expect(snapshot["webhooks"]?["endpoints"]?[0]?["keys"]?[0]?["key"] == .string(Ringing.key))
            try await ringing.advance("P1D")
            _ = try await ringing.ask("PUT", "snapshot", snapshot)
            #expect(try await ringing.ask("GET", "snapshot") == snapshot)
            let (status, _) = try await ringing.send("PUT", "/_sim/snapshot", ["webhooks": [:]])
            #expect(status == 400)

            _ = try await ringing.ask("POST", "reset")
            #expect(try await ringing.ask("GET", "webhooks")["endpoints"] == [])
            #expect(try await ringing.ask("GET", "webhooks/attempts")["total"] == 0)
            #expect(try await ringing.ask("GET", "snapshot")["webhooks"] == nil)
        }
    }

    @Test func whatCameAfterARestoreIsTheSameAgain() async throws {
        try await Ringing.run { ringing in
            try await ringing.answer(["kind": "status", "code": 503, "times": 3])
            try await ringing.listen(["misbehaviour": [["kind": "duplicate", "probability": .real(0.5)]]])
            try await ringing.advance("PT1H")
            let snapshot = try await ringing.ask("GET", "snapshot")
            var runs: [[JSON]] = []
            for _ in 0..<2 {
                _ = try await ringing.ask("PUT", "snapshot", snapshot)
                let before = try await ringing.received().count
                try await ringing.advance("P1D")
                runs.append(
                    try await ringing.received().dropFirst(before).map {
                        [.string($0.header("webhook-id") ?? ""), .string($0.header("webhook-signature") ?? "")]
                    }
                )
            }
            #expect(runs[0].count > 24)
            #expect(runs[0] == runs[1])
        }
    }

    @Test func yearsOfWebhooksAreNotSentInOneGo() async throws {
        try await Ringing.run { ringing in
            try await ringing.listen(["events": "rope.pulled"])
            let (status, answer) = try await ringing.send("POST", "/_sim/clock", ["set": "9999-01-01T00:00:00Z"])
            #expect(status == 400)
            #expect(answer["error"]?.stringValue?.contains("move it in steps, or remove the endpoints") == true)
            #expect(try await ringing.ask("GET", "clock")["now"] == .string(Ringing.start))
            try await ringing.advance("P366D")
            _ = try await ringing.ask("DELETE", "webhooks/hook-1")
            _ = try await ringing.ask("POST", "clock", ["set": "9999-01-01T00:00:00Z"])
        }
    }

    @Test func theClockDoesNotPassItsEndOnTheWay() async throws {
        try await Ringing.run { ringing in
            _ = try await ringing.ask("POST", "clock", ["set": "9999-12-31T00:00:00Z"])
            try await ringing.listen()
            let (status, answer) = try await ringing.send("POST", "/_sim/clock", ["advance": "P2D"])
            #expect(status == 400)
            #expect(answer["error"] == "The clock ends at 9999-12-31T23:59:59Z.")
            #expect(try await ringing.ask("GET", "clock")["now"] == "9999-12-31T00:00:00Z")
            #expect(try await ringing.received() == [])
        }
    }

    @Test func aSchemeWithOneSignatureHasNoOverlap() async throws {
        try await Ringing.run { ringing in
            try await ringing.listen(["scheme": "header", "header": "X-Key", "key": "first"])
            let path = "/_sim/webhooks/hook-1"
            let (status, answer) = try await ringing.send("POST", path, ["key": "second", "overlap": "PT1H"])
            #expect(status == 400)
            #expect(answer["error"]?.stringValue?.contains("has one signature; leave overlap out") == true)
            _ = try await ringing.ask("POST", "webhooks/hook-1", ["key": "second"])
            try await ringing.advance("PT1H")
            #expect(try await ringing.received().map { $0.header("x-key") } == ["second"])
        }
    }

    /// What is sent, and to whom, is in the transcript although the port and the content are not.
    @Test func transcriptsTellKeysFieldsAndRulesApart() async throws {
        func digest(_ members: JSONObject, signed: String = Ringing.key) async throws -> [String] {
            let lines = Lines()
            try await Ringing.run { ringing in
                var members = members
                members["key"] = .string(signed)
                try await ringing.listen(members)
                try await ringing.advance("PT1H")
                await lines.keep(try await ringing.ask("GET", "transcript").stringValue ?? "")
            }
            return await lines.lines
        }
        let lines = try await digest([:])
        #expect(try await digest([:]) == lines, "on other ports")
        let otherKey = "whsec_" + Data("another key of the bell tower, too".utf8).base64EncodedString()
        let other = try await digest([:], signed: otherKey)
        #expect(zip(lines, other).map { $0 != $1 } == [true, true, false], "an endpoint and its attempt")
        #expect(try await digest(["jitter": 0])[0] != lines[0])
        #expect(try await digest(["idHeader": "X-Id"])[1] != lines[1])
        // Ed25519 signs with chance, which is no difference.
        let asymmetric = "whsk_" + Data((0..<32).map { UInt8($0) }).base64EncodedString()
        let first = try await digest([:], signed: asymmetric)
        #expect(try await digest([:], signed: asymmetric) == first)
    }

    @Test func webhooksAreReplayedOnDemand() async throws {
        try await Ringing.run { ringing in
            try await ringing.answer(["kind": "status", "code": 500, "times": 1])
            try await ringing.listen(["schedule": ["PT0S"]])
            try await ringing.advance("PT3H")
            let lost = try await ringing.ask("GET", "webhooks/messages?state=discarded")["messages"]?[0]
            let id = try #require(lost?["id"]?.stringValue)
            #expect(try await ringing.ask("POST", "webhooks/replay", ["message": .string(id)])["replayed"] == 1)
            #expect(try await ringing.received().last?.header("webhook-id") == id)
            #expect(try await ringing.ask("GET", "webhooks/messages?state=delivered")["count"] == 3)
            #expect(try await ringing.attempts().last?["purpose"] == "replay")
            let range: JSON = ["from": "2026-01-05T08:00:00Z", "until": "2026-01-05T09:00:00Z"]
            #expect(try await ringing.ask("POST", "webhooks/replay", range)["replayed"] == 2)
            #expect(try await ringing.send("POST", "/_sim/webhooks/replay", ["message": "msg_0"]).status == 404)
            #expect(try await ringing.send("POST", "/_sim/webhooks/replay", [:]).status == 400)
        }
    }

    @Test func attemptsAreInTheTranscriptWithoutAPort() async throws {
        try await Ringing.run { ringing in
            try await ringing.listen(["id": "box", "misbehaviour": [["kind": "drop", "times": 1]]])
            try await ringing.advance("PT2H")
            let text = try #require(try await ringing.ask("GET", "transcript").stringValue)
            let lines = text.split(separator: "\n")
            #expect(lines.count == 4)
            #expect(lines[0].hasPrefix("2026-01-05T06:30:00Z webhook endpoint \"box\" added "))
            #expect(lines[1].hasPrefix("2026-01-05T07:00:00Z webhook \"box\" \"msg_"))
            #expect(lines[1].hasSuffix(" bell.struck dropped"))
            #expect(lines[2].hasPrefix("2026-01-05T08:00:00Z webhook \"box\" \"msg_"))
            #expect(lines[2].hasSuffix(" -> 204 delivered"))
            #expect(!text.contains("\(ringing.boxPort)"))
        }
    }

    @Test func theBodyOfTheChosenVersionIsSent() async throws {
        try await Ringing.run { ringing in
            try await ringing.listen(["version": "2"])
            try await ringing.advance("PT1H")
            #expect(try await ringing.received().first?["body"]?.stringValue?.hasPrefix("{\"kind\":") == true)
        }
    }
}

/// The lines of a transcript.
private actor Lines {
    var lines: [String] = []

    func keep(_ text: String) { lines = text.split(separator: "\n").map(String.init) }
}
