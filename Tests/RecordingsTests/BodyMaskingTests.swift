import Recordings
import Testing

/// Bodies of which no rule can be sure are not written; of all others, names are found in whatever form they have.
struct BodyMaskingTests {
    private func masked(_ bytes: [UInt8], _ type: String, _ rules: MaskingRules = Exchanges.rules) -> RecordedBody {
        var masker = Masker(rules)
        let headers = [RecordedField("Content-Type", type)]
        return masker.masked(RecordedAnswer(status: 200, headers: headers, body: .bytes(bytes))).body
    }

    private func masked(_ text: String, _ type: String) -> RecordedBody { masked(Array(text.utf8), type) }

    private static let unreadable: [(String, [UInt8])] = {
        let deep = String(repeating: "[", count: 300) + String(repeating: "]", count: 300)
        let texts = [
            ("application/json", #"{"password":"hunter","n":NaN}"#), ("text/plain", #"{"password":"hunter",}"#),
            ("application/json", #"{"password":"hunter","n":"\ud800"}"#), ("application/json", deep),
            ("application/problem+json", #"{"password":"hunter""#), ("multipart/form-data; boundary=b", "no parts"),
            ("text/csv", "vat,password\n\"DE1,hunter\n"),
            ("application/json", "password=hunter"),
            ("multipart/form-data; boundary=c", "--b\r\nContent-Type: text/plain\r\n\r\nhunter\r\n--b--\r\n"),
        ]
        let head = "--b\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n"
        let parts: [UInt8] = Array(head.utf8) + [0xFF, 0x00] + Array("\r\n--b--\r\n".utf8)
        let latin: [UInt8] = Array("password=hunter".utf8) + [0xFF]
        let bytes: [(String, [UInt8])] = [
            ("text/plain", latin), ("application/pdf", [0x25, 0x50, 0xFF, 0x00]),
            ("text/plain", [0x61, 0x00, 0x62, 0x00]), ("multipart/form-data; boundary=b", parts),
        ]
        return texts.map { ($0.0, Array($0.1.utf8)) } + bytes
    }()

    @Test(arguments: unreadable)
    func whatCannotBeLookedIntoIsWithheld(_ type: String, _ bytes: [UInt8]) {
        guard case .withheld(let reason) = masked(bytes, type) else {
            Issue.record("written: \(masked(bytes, type))")
            return
        }
        #expect(!reason.isEmpty && !reason.contains("hunter"))
    }

    @Test func whoeverKnowsThatNothingIsInThemKeepsBinaryBodies() throws {
        var rules = Exchanges.rules
        rules.keepBinaryBodies()
        #expect(masked([0xFF, 0x00], "application/pdf", rules) == .bytes([0xFF, 0x00]))
        #expect(MaskingRules(rules.json) == rules)
        guard case .withheld = masked(Array(#"{"password":"hunter",}"#.utf8), "application/json", rules) else {
            Issue.record("JSON that cannot be read is no binary body")
            return
        }
    }

    @Test(arguments: [
        ("application/json", "\u{FEFF}{\"password\":\"hunter\"}", "\u{FEFF}{\"password\":\"masked-1\"}"),
        (
            "application/x-ndjson", "{\"password\":\"hunter\"}\r\n\n{\"n\": 0.00}\n",
            "{\"password\":\"masked-1\"}\r\n\n{\"n\": 0.00}\n"
        ),
        (
            "text/csv", "name,vat,n\nA,DE1,0.00\n\"B\",\"D\"\"E,2\",1",
            "name,vat,n\nA,masked-1,0.00\n\"B\",\"masked-2\",1"
        ),
        ("text/csv", "\u{FEFF}\"name\";\"vat\"\r\nA;DE1\r\n", "\u{FEFF}\"name\";\"vat\"\r\nA;masked-1\r\n"),
        ("text/plain", "vat\tname\nDE1\tA\n", "vat\tname\nmasked-1\tA\n"),
        ("text/csv", "password\nhunter\n", "password\nmasked-1\n"),
        ("text/plain", "Dear all, it is\nnot here, is it", "Dear all, it is\nnot here, is it"),
    ])
    func namesAreFoundWhereverTheyStand(_ type: String, _ body: String, _ expected: String) {
        #expect(masked(body, type) == .bytes(Array(expected.utf8)), "\(masked(body, type).text)")
    }

    @Test(arguments: [
        ("<password><![CDATA[hun<ter]]></password>", "<password><![CDATA[masked-1]]></password>"),
        ("<password>hun>ter</password>", "<password>masked-1</password>"),
        ("<a token='hun\"ter' n='1'/>", "<a token='masked-1' n='1'/>"),
        ("<a n=\"1>0\" token=\"hunter\"/>", "<a n=\"1>0\" token=\"masked-1\"/>"),
        (
            "<password>\n <value>hunter</value>\n</password><b>x</b>",
            "<password>\n <value>masked-1</value>\n</password><b>x</b>"
        ),
        ("<password>hun<!-- x -->ter</password>", "<password>masked-1<!-- x -->masked-2</password>"),
        ("<input name=token value=hunter><p>x</p>", "<input name=token value=masked-1><p>x</p>"),
        ("<property name=\"password\">hunter</property>", "<property name=\"password\">masked-1</property>"),
        (
            "<member><name>password</name><value><![CDATA[hunter]]></value></member><i>1</i>",
            "<member><name>password</name><value><![CDATA[masked-1]]></value></member><i>1</i>"
        ),
        (
            "<?xml version='1.0'?><!-- <token>a</token> --><x>1</x>",
            "<?xml version='1.0'?><!-- <token>a</token> --><x>1</x>"
        ),
        ("<!-- 1 > 0 <token>a</token> --><x>1</x>", "<!-- 1 > 0 <token>a</token> --><x>1</x>"),
        ("<password> \n hunter\n</password>", "<password> \n masked-1\n</password>"),
    ])
    func markupIsReadAsMarkup(_ body: String, _ expected: String) {
        #expect(
            masked(body, "application/xml") == .bytes(Array(expected.utf8)),
            "\(masked(body, "application/xml").text)"
        )
    }

    @Test func partsAreLookedIntoOneByOne() {
        func parts(_ word: String) -> String {
            "--b\r\nContent-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n"
                + "{\"password\":\"\(word)\"}\r\n--b\r\nContent-Disposition: form-data; name=\"pwd\"\r\n\r\n\(word)\r\n--b--\r\n"
        }
        let body = masked(parts("hunter"), "multipart/form-data; boundary=\"b\"")
        #expect(body == .bytes(Array(parts("masked-1").utf8)), "\(body.text)")
    }
}
