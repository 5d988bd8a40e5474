import Recordings
import Testing

/// How an answer differs from the recorded one.
struct AnswerComparisonTests {
    private static let monday = "Mon, 05 Jan 2026 06:00:00 GMT"
    private static let friday = "Fri, 09 Jan 2026 18:30:00 GMT"

    private func differences(
        _ recorded: String,
        _ found: String,
        to request: RecordedRequest = Exchanges.get("/machines"),
        status: Int = 200
    ) -> [String] {
        let recording = Exchanges.recording([(request, Exchanges.answer(recorded, date: Self.monday))])
        let found = Exchanges.answer(found, status: status, date: Self.friday)
        return AnswerComparison(recording.exchanges[0], found, Exchanges.rules, References()).differences.map(
            \.description
        )
    }

    @Test(arguments: [
        (#"{"a":1,"b":2}"#, #"{"b":2.0,"a":1e0}"#),
        (#"{"a":0e-9223372036854775808}"#, #"{"a":0.0}"#),
        (#"[{"id":5,"p_id":9},{"id":6,"p_id":9}]"#, #"[{"id":7,"p_id":1},{"id":8,"p_id":1}]"#),
        (#"{"at":"2026-01-05T06:00:01Z"}"#, #"{"at":"2026-01-09 18:30:05"}"#),
        (#"{"due":"2026-02-04"}"#, #"{"due":"2026-02-08"}"#),
        (#"{"due":"2026-02-04"}"#, #"{"due":"2026-02-04"}"#),
        (#"{"email":"masked-1@masked.invalid"}"#, #"{"email":"masked-9@masked.invalid"}"#),
        (#"{"wage":"00.01"}"#, #"{"wage":"00.07"}"#),
        (#"{"partner_id":[5,"A"],"tag_ids":[1,2]}"#, #"{"partner_id":[6,"A"],"tag_ids":[3,4]}"#),
    ])
    func whatMeansTheSameIsNoDifference(_ recorded: String, _ found: String) {
        #expect(differences(recorded, found) == [])
    }

    @Test(arguments: [
        (#"{"a":{"b":[1,2]}}"#, #"{"a":{"b":[1,3]}}"#, "body/a/b/1: recorded 2, found 3"),
        (#"{"a":1.10}"#, #"{"a":"1.10"}"#, #"body/a: recorded 1.10, found "1.10""#),
        (#"{"a":1}"#, "{}", "body/a: recorded 1, found nothing"),
        (
            #"{"a":1e-9223372036854775808}"#, #"{"a":1}"#, "body/a: recorded 1e-9223372036854775808, found 1"
        ),
        ("[1]", "[1,2]", "body/1: recorded nothing, found 2"),
        (#"[{"id":5},{"id":5}]"#, #"[{"id":7},{"id":8}]"#, "body/1/id: recorded 5, found 8"),
        (#"[{"id":5},{"id":6}]"#, #"[{"id":7},{"id":7}]"#, "body/1/id: recorded 6, found 7"),
        (
            #"{"at":"2026-01-05T06:00:01Z"}"#, #"{"at":"2026-01-09 19:30:05"}"#,
            #"body/at: recorded "2026-01-05T06:00:01Z", found "2026-01-09 19:30:05""#
        ),
        (#"{"due":"2026-02-04"}"#, #"{"due":"2026-02-05"}"#, #"body/due: recorded "2026-02-04", found "2026-02-05""#),
        ("a\nb", "a\nc", "body line 2: recorded b, found c"),
    ])
    func whatMeansSomethingElseIsToldByItsPath(_ recorded: String, _ found: String, _ expected: String) {
        #expect(differences(recorded, found) == [expected])
    }

    /// `result` is all of an answer in JSON-RPC alone, and there with its other members.
    @Test(arguments: [
        (
            #"{"result":"ok","total":2}"#, #"{"result":"ok","total":3}"#, "body/total: recorded 2, found 3"
        ),
        (
            #"{"jsonrpc":"2.0","id":1,"result":"ok"}"#,
            #"{"jsonrpc":"2.0","id":2,"result":"ok","error":{"code":200}}"#,
            "body/error: recorded nothing, found an object of 1"
        ),
        (
            #"{"jsonrpc":"2.0","id":1,"result":"ok"}"#, #"{"id":1,"result":"ok"}"#,
            #"body/jsonrpc: recorded "2.0", found nothing"#
        ),
    ])
    func whatStandsBesideTheResultCounts(_ recorded: String, _ found: String, _ expected: String) {
        #expect(differences(recorded, found) == [expected])
    }

    @Test func aBodyThatIsWithheldIsNoEqualBody() {
        let recording = Exchanges.recording([(Exchanges.get("/machines"), Exchanges.answer("1"))])
        var found = Exchanges.answer("1")
        found.body = .withheld(reason: "encoded as br")
        let comparison = AnswerComparison(recording.exchanges[0], found, Exchanges.rules, References())
        #expect(comparison.differences.map(\.description) == ["body: recorded 1 bytes, found withheld: encoded as br"])
    }

    @Test func statusAndKindOfContentCount() {
        #expect(differences("1", "1", status: 404) == ["status: recorded 200, found 404"])
    }

    /// What a change answers is what it made, and what a search answers is what it found.
    @Test func outermostNumbersAreIdentifiersWhereTheyAre() {
        func call(_ method: String) -> RecordedRequest {
            Exchanges.json(
                "POST",
                "/jsonrpc",
                #"{"params":{"service":"object","args":["d",7,"k","res.partner","\#(method)",[]]}}"#
            )
        }
        #expect(
            differences(
                #"{"jsonrpc":"2.0","id":1,"result":42}"#,
                #"{"jsonrpc":"2.0","id":1,"result":57}"#,
                to: call("create")
            ) == []
        )
        #expect(
            differences(
                #"{"jsonrpc":"2.0","id":1,"result":[42,43]}"#,
                #"{"jsonrpc":"2.0","id":1,"result":[57,58]}"#,
                to: call("search")
            ) == []
        )
        #expect(
            differences(
                #"{"jsonrpc":"2.0","id":1,"result":42}"#,
                #"{"jsonrpc":"2.0","id":1,"result":57}"#,
                to: call("search_count")
            ) == [
                "body/result: recorded 42, found 57"
            ]
        )
    }
}

/// Records of lists are compared with what they refer to, not with what stands in their place.
struct ListedRecordTests {
    private static func answered(_ method: String, _ target: String, _ body: String) -> RecordedExchange {
        RecordedExchange(
            number: 1,
            state: 0,
            isChange: method == "POST",
            request: Exchanges.json(method, target, "{}"),
            outcome: .answered(Exchanges.answer(body))
        )
    }

    private func differences(_ recorded: String, _ found: String) -> [String] {
        // Number 5 of the recording is number 9 here.
        let made = Self.answered("POST", "/machines", #"{"id":5}"#)
        let known = AnswerComparison(made, Exchanges.answer(#"{"id":9}"#), Exchanges.rules, References()).references
        let list = Self.answered("GET", "/machines", recorded)
        return AnswerComparison(list, Exchanges.answer(found), Exchanges.rules, known).differences.map(\.description)
    }

    @Test func aFurtherRecordIsTheOnlyDifference() {
        let recorded = #"[{"id":4,"n":"a"},{"id":5,"n":"b"}]"#
        #expect(differences(recorded, #"[{"id":4,"n":"a"},{"id":9,"n":"b"}]"#) == [])
        #expect(
            differences(recorded, #"[{"id":4,"n":"a"},{"id":5,"n":"x"},{"id":9,"n":"b"}]"#)
                == ["body/1: recorded nothing, found an object of 2"]
        )
        #expect(differences(recorded, #"[{"id":4,"n":"a"}]"#) == ["body/1: recorded an object of 2, found nothing"])
        #expect(
            differences(recorded, #"[{"id":4,"n":"a"},{"id":9,"n":"c"}]"#) == [#"body/1/n: recorded "b", found "c""#]
        )
    }

    @Test func namesThatAreNumbersOfRecordsAreReferences() {
        #expect(differences(#"{"5":"a"}"#, #"{"9":"a"}"#) == [])
        #expect(differences(#"{"5":"a"}"#, #"{"9":"b"}"#) == [#"body/5: recorded "a", found "b""#])
    }
}
