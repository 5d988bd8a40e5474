import Recordings
import Testing

/// What a recording answers to which request.
struct ReplayBookTests {
    private static let first = "0b8f7d1c-8a3e-4a8e-9d3f-1c2d3e4f5a6b"
    private static let second = "11111111-2222-4333-8444-555555555555"

    /// A list that is read, changed, and read again.
    private static let yard = Exchanges.recording([
        (Exchanges.get("/machines"), Exchanges.answer("[]")), (Exchanges.get("/machines"), Exchanges.answer("[ ]")),
        (
            Exchanges.json("POST", "/machines", #"{"code":"EX-104","rate":1.0}"#),
            Exchanges.answer(#"{"id":5}"#, status: 201)
        ),
        (Exchanges.get("/machines"), Exchanges.answer("[5]")),
        (
            Exchanges.json("POST", "/machines", #"{"code":"EX-105","rate":1.0}"#),
            Exchanges.answer(#"{"id":6}"#, status: 201)
        ),
        (Exchanges.get("/machines"), Exchanges.answer("[5,6]")),
    ])

    @Test func aReadingIsAnsweredInTheStateInWhichItWasRecorded() {
        var book = ReplayBook(Self.yard, mode: .strict)
        // The third time is one more than was recorded: the last answer stays, until something changes.
        #expect(book.body(for: Exchanges.get("/machines")) == "[]")
        #expect(book.body(for: Exchanges.get("/machines")) == "[ ]")
        #expect(book.body(for: Exchanges.get("/machines")) == "[ ]")
        #expect(book.body(for: Exchanges.json("POST", "/machines", #"{"rate":1.00,"code":"EX-104"}"#)) == #"{"id":5}"#)
        #expect(book.body(for: Exchanges.get("/machines")) == "[5]")
        #expect(book.state == 1)
    }

    @Test func strictlyAChangeComesOnceAndInItsOrder() {
        var book = ReplayBook(Self.yard, mode: .strict)
        let later = Exchanges.json("POST", "/machines", #"{"code":"EX-105","rate":1.0}"#)
        #expect(book.body(for: later) == nil)
        let earlier = Exchanges.json("POST", "/machines", #"{"code":"EX-104","rate":1.0}"#)
        #expect(book.body(for: earlier) == #"{"id":5}"#)
        #expect(book.body(for: earlier) == nil)
        #expect(book.body(for: later) == #"{"id":6}"#)

        var loose = ReplayBook(Self.yard, mode: .loose)
        #expect(loose.body(for: later) == #"{"id":6}"#)
        #expect(loose.body(for: later) == #"{"id":6}"#)
        #expect(loose.body(for: Exchanges.get("/machines?trace=1")) == "[5,6]")
    }

    @Test func whatCannotBeAnsweredIsToldWithTheNearestAndTheReason() throws {
        var book = ReplayBook(Self.yard, mode: .strict)
        let unknown = Exchanges.json("POST", "/machines", #"{"code":"EX-106","rate":1.0,"note":"x"}"#)
        guard case .unknown(let misses) = book.reply(to: unknown) else { throw Unexpected() }
        #expect(misses.map(\.number) == [3, 5])
        #expect(
            misses[0].differences.map(\.description) == [
                #"body/code: recorded "EX-104", found "EX-106""#, #"body/note: recorded nothing, found "x""#,
            ]
        )
        guard case .unknown(let query) = book.reply(to: Exchanges.get("/machines?page=2")) else { throw Unexpected() }
        #expect(query.first?.differences.map(\.path) == ["query page"])
        let later = Exchanges.json("POST", "/machines", #"{"code":"EX-105","rate":1.0}"#)
        guard case .unknown(let early) = book.reply(to: later) else { throw Unexpected() }
        #expect(
            early.first?.differences.map(\.description) == ["state: recorded after 1 changes, found after 0 changes"]
        )
    }

    struct Unexpected: Error {}

    /// An identifier that the client makes up is another in each run; the answer has the client's own.
    @Test func identifiersOfTheClientAreReferences() {
        let recording = Exchanges.recording([
            (
                Exchanges.json("POST", "/orders", #"{"key":"\#(Self.first)"}"#),
                Exchanges.answer(#"{"key":"\#(Self.first)","id":1}"#)
            ),
            (Exchanges.get("/orders/\(Self.first)"), Exchanges.answer(#"{"id":1}"#)),
        ])
        var book = ReplayBook(recording, mode: .strict)
        let posted = book.body(for: Exchanges.json("POST", "/orders", #"{"key":"\#(Self.second)"}"#))
        #expect(posted == #"{"key":"\#(Self.second)","id":1}"#)
        #expect(book.body(for: Exchanges.get("/orders/\(Self.first)")) == nil)
        #expect(book.body(for: Exchanges.get("/orders/\(Self.second)")) == #"{"id":1}"#)
    }

    @Test func masksStandForWhateverTheClientSends() {
        var masker = Masker(Exchanges.rules)
        let login = Exchanges.json(
            "POST",
            "/login",
            #"{"user":"kst","password":"hunter"}"#,
            ["Authorization": "Bearer a"]
        )
        let other = Exchanges.json("POST", "/login", #"{"user":"jo","password":"hunter"}"#)
        let recording = Exchanges.recording([
            (masker.masked(other), Exchanges.answer("2")), (masker.masked(login), Exchanges.answer("1")),
        ])
        var book = ReplayBook(recording, mode: .strict)
        #expect(book.body(for: Exchanges.json("POST", "/login", #"{"user":"kst","password":"another"}"#)) == "1")
    }

    @Test func theSameMomentMayBeWrittenInAnotherWay() {
        let recording = Exchanges.recording([
            (Exchanges.get("/feed?since=2026-01-05T06:00:00Z"), Exchanges.answer("1"))
        ])
        var book = ReplayBook(recording, mode: .strict)
        #expect(book.body(for: Exchanges.get("/feed?since=2026-01-05T07%3A00%3A00%2B01:00")) == "1")
        #expect(book.body(for: Exchanges.get("/feed?since=2026-01-05T06:00:01Z")) == nil)
        var loose = ReplayBook(recording, mode: .loose)
        #expect(loose.body(for: Exchanges.get("/feed?since=2027-01-05T06:00:01Z")) == "1")
    }

    /// `id` beside `params` is a number of a call in JSON-RPC alone.
    @Test func anIdentifierBesideParametersCounts() {
        let recording = Exchanges.recording([
            (Exchanges.json("POST", "/jobs", #"{"id":7,"params":{}}"#), Exchanges.answer("1"))
        ])
        var book = ReplayBook(recording, mode: .strict)
        #expect(book.body(for: Exchanges.json("POST", "/jobs", #"{"id":8,"params":{}}"#)) == nil)
        #expect(book.body(for: Exchanges.json("POST", "/jobs", #"{"id":7,"params":{}}"#)) == "1")
    }

    /// The number of a call in JSON-RPC is the caller's own, and comes back.
    @Test func theNumberOfACallComesBack() {
        func call(_ id: Int) -> RecordedRequest {
            Exchanges.json(
                "POST",
                "/jsonrpc",
                #"{"jsonrpc":"2.0","id":\#(id),"params":{"service":"common","method":"version","args":[]}}"#
            )
        }
        let recording = Exchanges.recording([
            (call(7), Exchanges.answer(#"{"jsonrpc":"2.0","id":7,"result":{"n":0.00}}"#))
        ])
        var book = ReplayBook(recording, mode: .strict)
        #expect(book.body(for: call(12)) == #"{"jsonrpc":"2.0","id":12,"result":{"n":0.00}}"#)
    }
}
