import Foundation
import Recordings
import Testing

/// What is not written into a recording, and that nothing else is changed.
struct MaskingTests {
    private func masked(_ body: String, type: String = "application/json", _ rules: MaskingRules? = nil) -> String {
        var masker = Masker(rules ?? Exchanges.rules)
        let headers = [RecordedField("Content-Type", type)]
        return masker.masked(RecordedAnswer(status: 200, headers: headers, body: .bytes(Array(body.utf8)))).body.text
    }

    @Test(arguments: [
        #"{"amount": 0.00,  "rate":1e3,"big":12345678901234567890,"text":"Träger \u00e4 \/"}"#,
        #"[1.0, -0.0, 1.10]"#, #"{"email": false, "phone": null, "vat": ""}"#, "",
        #"{"nextPageToken":"abc123456789"}"#, #"{"pin":"KST0KX30A00104","name":"North Rim","key":"EX-104/2026-01-05"}"#,
        #"{"iban-like":"GB00 0000 0000 0000 0000 00","date":"2026-01-05","at":"2026-01-05T06:00:00+00:00"}"#,
    ])
    func whatIsNotSensitiveStaysByteForByte(_ body: String) {
        #expect(masked(body) == body)
    }

    @Test(arguments: ["plain text, 0.00", "<a>0.00</a>"])
    func textStaysByteForByte(_ body: String) {
        #expect(masked(body, type: "text/plain") == body)
    }

    @Test(arguments: [
        (#"{"password":"hunter"}"#, #"{"password":"masked-1"}"#),
        (#"{"hourlyRate": 45.50}"#, #"{"hourlyRate": 0.00}"#), (#"{"wage":"45.50"}"#, #"{"wage":"00.01"}"#),
        (#"{"dateOfBirth":"1980-05-01"}"#, #"{"dateOfBirth":"1900-01-01"}"#),
        (#"{"note":"ask a.b@kst.example, now"}"#, #"{"note":"ask masked-1@masked.invalid, now"}"#),
        (#"{"note":"call +1 303 555 0142"}"#, #"{"note":"call masked-1"}"#),
        (#"{"note":"to DE89 3704 0044 0532 0130 00."}"#, #"{"note":"to masked-1."}"#),
        (#"{"note":"ssn 078-05-1120"}"#, #"{"note":"ssn masked-1"}"#),
        (
            #"{"bank_account":{"owner":"Jo","number":"12345678"}}"#,
            #"{"bank_account":{"owner":"masked-1","number":"00000002"}}"#
        ),
        (#"[["vat","=","DE136695976"]]"#, #"[["vat","=","masked-1"]]"#),
        (#"{"fields":["name","vat"],"data":[["A","DE1"]]}"#, #"{"fields":["name","vat"],"data":[["A","masked-1"]]}"#),
        (#"[["name","vat"],[["A","DE1"],["B","DE2"]]]"#, #"[["name","vat"],[["A","masked-1"],["B","masked-2"]]]"#),
    ])
    func whatIsSensitiveIsMasked(_ body: String, _ expected: String) {
        #expect(masked(body) == expected)
    }

    @Test(arguments: [
        ("<p:Password>hunter</p:Password><x>1</x>", "<p:Password>masked-1</p:Password><x>1</x>"),
        (#"<a token="hunter" n="1"/>"#, #"<a token="masked-1" n="1"/>"#),
        (
            "<member><name>password</name><value><string>hunter</string></value></member>",
            "<member><name>password</name><value><string>masked-1</string></value></member>"
        ),
        (
            "<member><name>vat</name><value><boolean>0</boolean></value></member>",
            "<member><name>vat</name><value><boolean>0</boolean></value></member>"
        ),
        (
            "<member><name>wage</name><value><double>45.50</double></value></member>",
            "<member><name>wage</name><value><double>00.01</double></value></member>"
        ),
        (
            "<methodCall><methodName>execute_kw</methodName><params><param><value><string>db</string></value></param>"
                + "<param><value><int>7</int></value></param><param><value><string>hunter</string></value></param></params></methodCall>",
            "<methodCall><methodName>execute_kw</methodName><params><param><value><string>db</string></value></param>"
                + "<param><value><int>7</int></value></param><param><value><string>masked-1</string></value></param></params></methodCall>"
        ),
    ])
    func markupIsMaskedByItsNames(_ body: String, _ expected: String) {
        #expect(masked(body, type: "text/xml") == expected)
    }

    @Test func formsAndPartsOfFormsAreMasked() {
        let form = masked("grant=x&client_secret=a%20b&n=0.00", type: "application/x-www-form-urlencoded")
        #expect(form == "grant=x&client_secret=masked-1&n=0.00")
        let parts = masked(
            "--b\r\nContent-Disposition: form-data; name=\"pwd\"\r\n\r\nhunter\r\n--b--",
            type: "multipart/form-data"
        )
        #expect(parts == "--b\r\nContent-Disposition: form-data; name=\"pwd\"\r\n\r\nmasked-1\r\n--b--")
    }

    /// The key of Odoo's external API has no name: it is the third of the arguments.
    @Test func theKeyOfARemoteCallIsMasked() {
        let call =
            #"{"params":{"service":"object","method":"execute_kw","args":["db",7,"hunter","res.partner","read",[[1]]]}}"#
        #expect(masked(call) == call.replacing("hunter", with: "masked-1"))
    }

    @Test func aSecretThatWasSeenOnceIsMaskedEverywhere() {
        var masker = Masker(Exchanges.rules)
        let basic = Data("kst:canary-4711".utf8).base64EncodedString()
        let first = masker.masked(
            Exchanges.json("POST", "/a", "{}", ["Authorization": "Basic \(basic)", "Cookie": "a=1; sid=canary-4712"])
        )
        let values = first.headers.map(\.value)
        #expect(!values.joined().contains(basic) && !values.joined().contains("canary"), "\(values)")
        #expect(values.contains { $0.hasPrefix("Basic masked-") } && values.contains { $0.contains("sid=masked-") })

        let later = masker.masked(Exchanges.json("GET", "/b/canary-4711?x=canary-4712", #"{"echo":"<canary-4711>"}"#))
        #expect(!later.target.contains("canary") && !later.body.text.contains("canary"), "\(later)")
        let binary = RecordedBody.bytes([0xFF] + Array("canary-4711".utf8))
        let last = masker.masked(RecordedAnswer(status: 200, body: binary))
        #expect(!String(decoding: last.body.bytes, as: UTF8.self).contains("canary"))
    }

    @Test func oneValueHasOneMask() {
        let body = masked(#"[{"email":"a@b.example"},{"email":"c@d.example"},{"reply":"a@b.example"}]"#)
        #expect(
            body
                == #"[{"email":"masked-1@masked.invalid"},{"email":"masked-2@masked.invalid"},{"reply":"masked-1@masked.invalid"}]"#
        )
        #expect(masked(body) == body, "masking again changes nothing")
    }

    @Test func bodiesThatCannotBeLookedIntoAreWithheld() {
        var masker = Masker(Exchanges.rules)
        let answer = RecordedAnswer(
            status: 200,
            headers: [RecordedField("Content-Encoding", "br")],
            body: .bytes([1, 2])
        )
        #expect(masker.masked(answer).body == .withheld(reason: "encoded as br, which is not looked into"))
    }

    @Test func whoeverRecordsDecidesWhatIsMasked() {
        var rules = MaskingRules.standard(adding: ["Betriebsnummer"], masking: [])
        rules.mask("shoeSize", as: .secret)
        rules.mask("/a/*/b", as: .secret)
        rules.keep("token")
        let body = #"{"shoe_size":"44","token":"t","wage":1,"a":[{"b":"x"}],"mail":"a@b.example"}"#
        #expect(
            masked(body, rules)
                == #"{"shoe_size":"masked-1","token":"t","wage":1,"a":[{"b":"masked-2"}],"mail":"a@b.example"}"#
        )
        let strict = MaskingRules.standard(adding: ["Betriebsnummer"])
        #expect(masked(#"{"betriebsnummer":"X1"}"#, strict) == #"{"betriebsnummer":"masked-1"}"#)
        #expect(MaskingRules(rules.json) == rules)
    }

    private func masked(_ body: String, _ rules: MaskingRules) -> String {
        masked(body, type: "application/json", rules)
    }
}
