import Recordings
import Testing

/// The file of a recording.
struct RecordingTests {
    private static let recording = Exchanges.recording([
        (Exchanges.get("/machines?page=1"), Exchanges.answer(#"{"hours": 0.00}"#)),
        (
            Exchanges.json("POST", "/machines", #"{"rate":1.10}"#),
            RecordedAnswer(status: 201, body: .bytes([0xFF, 0x00]))
        ),
        (Exchanges.get("/machines?page=1"), Exchanges.answer("", status: 204)),
    ])

    @Test func whatIsWrittenIsRead() throws {
        let read = try Recording(reading: Self.recording.bytes)
        #expect(read == Self.recording)
        #expect(read.exchanges[0].answer?.body.text == #"{"hours": 0.00}"#)
        #expect(read.exchanges.map(\.state) == [0, 0, 1])
    }

    /// A killed recorder leaves half a line, and a request without an answer.
    @Test func aRecordingThatWasCutOffIsReadableAtEveryByte() throws {
        let bytes = Self.recording.bytes
        let first = try #require(bytes.firstIndex(of: UInt8(ascii: "\n")))
        var lengths: Set<Int> = []
        for end in (first + 1)...bytes.count {
            let read = try Recording(reading: Array(bytes[..<end]))
            #expect(read.isCutOff == (bytes[end - 1] != UInt8(ascii: "\n")))
            #expect(
                Self.recording.exchanges.starts(with: read.exchanges) { whole, part in
                    whole.request == part.request && (part.outcome == .open || part.outcome == whole.outcome)
                }
            )
            lengths.insert(read.exchanges.count)
        }
        #expect(lengths == [0, 1, 2, 3])
    }

    @Test(arguments: [
        ("", "line 1 of the recording: there is no whole line"),
        ("{}\n", "line 1 of the recording: this is no recording"),
        ("\n{\"request\":1}\n", "line 2 of the recording: a request has"),
        ("\n{\"answer\":7,\"failed\":\"x\"}\n", "no request 7"),
        ("\n{oops\n", "line 2 of the recording: no JSON"), ("\n{}\n", "neither a request nor an answer"),
    ])
    func whatIsNoRecordingIsRefused(_ text: String, _ reason: String) throws {
        let head = text.hasPrefix("\n") ? Exchanges.header().line : ""
        let error = #expect(throws: RecordingError.self) { try Recording(reading: Array((head + text).utf8)) }
        #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
    }

    /// A call of a method over XML-RPC, which names it as its fifth parameter.
    private static func xmlCall(of method: String) -> String {
        let values = ["d", "7", "k", "res.partner", method].map {
            "<param><value><string>\($0)</string></value></param>"
        }
        return "<methodCall><methodName>execute_kw</methodName><params>\(values.joined())</params></methodCall>"
    }

    @Test(arguments: [
        ("GET", "/x", "", false), ("DELETE", "/x", "", true), ("PUT", "/read", "", true),
        ("POST", "/json/2/res.partner/read", "{}", false),
        ("POST", "/json/2/res.partner/write", "{}", true), ("POST", "/oauth/token", "grant=1", false),
        ("POST", "/x", "", true),
        (
            "POST", "/jsonrpc", #"{"params":{"service":"object","args":["d",7,"k","res.partner","search_read",[]]}}"#,
            false
        ),
        ("POST", "/jsonrpc", #"{"params":{"service":"object","args":["d",7,"k","res.partner","create",[]]}}"#, true),
        ("POST", "/jsonrpc", #"{"params":{"service":"common","method":"authenticate","args":[]}}"#, false),
        ("POST", "/xmlrpc/2/object", Self.xmlCall(of: "search_read"), false),
        ("POST", "/xmlrpc/2/object", Self.xmlCall(of: "create"), true),
        // A path is no operation unless it is one as a whole.
        ("POST", "/api/readings", "{}", true), ("POST", "/api/checkins", "{}", true),
        ("POST", "/api/listings", "{}", true), ("POST", "/api/queries", "{}", true),
        ("POST", "/api/get_well_cards", "{}", true), ("POST", "/api/search", "{}", false),
        ("POST", "/api/query", "{}", false), ("POST", "/json/2/fetchmail.server/fetch_mail", "{}", true),
        ("POST", "/json/2/res.partner/get_or_create", "{}", true),
        ("POST", "/json/2/res.partner/findOrCreate", "{}", true),
        ("POST", "/json/2/res.partner/readmit", "{}", true), ("POST", "/json/2/res.partner/listing", "{}", true),
        ("POST", "/json/2/hr.attendance/check_in", "{}", true),
        ("POST", "/json/2/res.partner/getMachines", "{}", false),
        ("POST", "/json/2/res.partner/check_access_rights", "{}", false),
        ("POST", "/json/2/res.partner/web_search_read", "{}", false),
    ])
    func readingIsToldFromChanging(_ method: String, _ target: String, _ body: String, _ isChange: Bool) {
        let request = RecordedRequest(method: method, target: target, body: .bytes(Array(body.utf8)))
        #expect(RequestKind().isChange(request) == isChange)
        #expect(!RequestKind(reading: ["x"]).isChange(RecordedRequest(method: "POST", target: "/a/x")))
    }
}
