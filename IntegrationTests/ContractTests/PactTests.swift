import ConnectorKit
import JSON
import Testing

/// What writes and verifies pacts finds what is wrong, and keeps what has to be kept.
struct PactTests {
    private static let pact = Pact(
        consumer: "purlin-scales",
        provider: "scales",
        base: "http://127.0.0.1:8000",
        interactions: [
            PactInteraction(
                description: "the weight is read",
                states: [PactState(name: "a lorry is on the scales", parameters: ["plate": "KST 12"])],
                request: HTTPRequest(
                    method: "POST",
                    url: "http://127.0.0.1:8000/weights?of=KST%2012&of=b",
                    headers: [HTTPField("Content-Type", "application/json"), HTTPField("Authorization", "Basic x")],
                    body: Array("{\"id\":7}".utf8)
                ),
                response: HTTPResponse(
                    status: 200,
                    headers: [HTTPField("Content-Type", "application/json"), HTTPField("Date", "now")],
                    body: Array(
                        """
                        {"id":12,"net":0.00,"at":"2026-01-05T06:00:00Z","day":"2026-01-05","driver_id":[3,"Ada"],"note":null}
                        """.utf8
                    )
                )
            )
        ]
    )

    @Test func amountsStandAsTheyWereSent() {
        #expect(Self.pact.text.contains("\"net\":0.00,"))
        #expect(!Self.pact.text.contains("Basic x"))
        #expect(Self.pact.text.contains("\"query\":{\"of\":[\"KST 12\",\"b\"]}"))
        #expect(PactStructure.violations(of: Self.pact.text) == [])
    }

    @Test(
        arguments: [
            (
                "{\"id\":99,\"net\":0.00,\"at\":\"2027-02-01T00:00:00Z\",\"day\":\"2027-02-01\",\"driver_id\":[4,\"Ada\"],\"note\":null}",
                []
            ),
            (
                "{\"id\":99,\"net\":0.00,\"at\":\"2027-02-01T00:00:00Z\",\"day\":\"2027-02-01\",\"driver_id\":[4,\"Ada\"],\"note\":null,\"more\":1}",
                []
            ),
            (
                "{\"id\":12,\"net\":0.0,\"at\":\"2026-01-05T06:00:00Z\",\"day\":\"2026-01-05\",\"driver_id\":[3,\"Ada\"],\"note\":null}",
                ["$.net"]
            ),
            (
                "{\"id\":\"12\",\"net\":0.00,\"at\":\"2026-01-05T06:00:00Z\",\"day\":\"2026-01-05\",\"driver_id\":[3,\"Ada\"],\"note\":null}",
                ["$.id"]
            ),
            (
                "{\"id\":12.5,\"net\":0.00,\"at\":\"yesterday\",\"day\":\"2026-01-05\",\"driver_id\":[3,\"Bo\"],\"note\":null}",
                ["$.at", "$.driver_id[1]", "$.id"]
            ),
            (
                "{\"id\":12,\"at\":\"2026-01-05T06:00:00Z\",\"day\":\"2026-01-05\",\"driver_id\":[3,\"Ada\",1],\"note\":0}",
                ["$.driver_id", "$.net", "$.note"]
            ),
        ]
    )
    func whatAnswersOtherwiseIsFound(_ body: String, _ places: [String]) throws {
        let file = try PactNumbers.parse(Array(Self.pact.text.utf8))
        let expected = try #require(file["interactions"]?[0]?["response"])
        let fields = [HTTPField("content-type", "application/json")]
        let found = try PactVerifier.differences(
            expected,
            HTTPResponse(status: 200, headers: fields, body: Array(body.utf8))
        )
        #expect(found.map { String($0.prefix { $0 != " " }) }.sorted() == places)
        let refusal = HTTPResponse(status: 500, body: Array(body.utf8))
        #expect(try PactVerifier.differences(expected, refusal).count == places.count + 2)
    }

    @Test(
        arguments: [
            ("\"version\":\"4.0\"", "\"version\":\"3.0\""), ("\"Synchronous/HTTP\"", "\"HTTP\""),
            ("\"path\":\"/weights\"", "\"path\":\"weights\""), ("\"status\":200", "\"status\":\"200\""),
            ("\"match\":\"integer\"", "\"match\":\"whole\""), ("\"combine\":\"AND\"", "\"combine\":\"BOTH\""),
            ("\"encoded\":false", "\"encoded\":true"), ("[\"KST 12\",\"b\"]", "\"KST 12\""),
            ("\"purlin-scales\"", "\"\""), ("\"params\":{", "\"params\":[{}],\"x\":{"),
            ("\"the weight is read\"", "\"\""), ("\"$.id\"", "\"id\""), ("\"interactions\":[", "\"interactions\":[{},"),
        ]
    )
    func aFileOfAnotherStructureIsFound(_ part: String, _ spoiled: String) {
        let text = Self.pact.text.replacing(part, with: spoiled)
        #expect(text != Self.pact.text)
        #expect(PactStructure.violations(of: text) != [])
    }

    @Test func twoInteractionsOfOneNameAreFound() throws {
        var pact = Self.pact
        pact.interactions += pact.interactions
        #expect(PactStructure.violations(of: pact.text).contains { $0.contains("two of one description") })
    }
}
