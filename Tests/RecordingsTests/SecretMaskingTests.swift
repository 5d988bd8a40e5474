import Recordings
import Testing

/// Secrets that have no name of their own, or are written in another way than where they were seen first.
struct SecretMaskingTests {
    private func masked(_ body: String) -> String {
        var masker = Masker(Exchanges.rules)
        let headers = [RecordedField("Content-Type", "application/json")]
        return masker.masked(RecordedAnswer(status: 200, headers: headers, body: .bytes(Array(body.utf8)))).body.text
    }

    /// Names that systems give their keys, and keys that stand in addresses.
    @Test(arguments: [
        (#"{"smtp_pass":"hunter","sig":"abc"}"#, #"{"smtp_pass":"masked-1","sig":"masked-2"}"#),
        (#"{"master_pwd":"hunter","assertion":"x"}"#, #"{"master_pwd":"masked-1","assertion":"masked-2"}"#),
        (#"{"next":"https://a.example/x?page=2&sig=abc"}"#, #"{"next":"https://a.example/x?page=2&sig=masked-1"}"#),
        (#"{"next":"/cb#access_token=abc&n=1"}"#, #"{"next":"/cb#access_token=masked-1&n=1"}"#),
        (#"{"a.b@kst.example":1}"#, #"{"masked-1@masked.invalid":1}"#),
        (#"{"compass":"north","code":"EX-104"}"#, #"{"compass":"north","code":"EX-104"}"#),
    ])
    func usualSecretsAreMasked(_ body: String, _ expected: String) {
        #expect(masked(body) == expected)
    }

    @Test func usualSecretsInFieldsAndPathsAreMasked() {
        var masker = Masker(Exchanges.rules)
        let request = masker.masked(
            RecordedRequest(
                method: "GET",
                target: "/cb?code=abc&state=1&key=def",
                headers: [
                    RecordedField("Ocp-Apim-Subscription-Key", "hunter"), RecordedField("X-Functions-Key", "hunter"),
                    RecordedField("Referer", "https://a.example/?sig=ghi"),
                ]
            )
        )
        #expect(request.headers.map(\.value) == ["masked-1", "masked-1", "https://a.example/?sig=masked-2"])
        #expect(request.target == "/cb?code=masked-3&state=1&key=masked-4")
        #expect(masker.masked(Exchanges.get("/machines?code=EX-104")).target == "/machines?code=EX-104")
    }

    /// What the body teaches is masked in the fields before it, too.
    @Test func aSecretIsMaskedBeforeThePlaceThatTeachesIt() {
        var masker = Masker(Exchanges.rules)
        let request = masker.masked(
            Exchanges.json("POST", "/a/canary-4711", #"{"password":"canary-4711"}"#, ["X-Trace": "canary-4711"])
        )
        #expect(request.headers.value("X-Trace") == "masked-1" && request.target == "/a/masked-1")
    }

    @Test(arguments: [
        #"{"a":"c+n/\u0061&ry 4711"}"#, #"c\u002Bn/a\u0026ry 4711"#, #"c+n\/a&ry 4711"#, "c%2bn%2fa%26ry%204711",
        "c%2Bn%2Fa%26ry+4711", "c+n/a&amp;ry 4711",
    ])
    func aSecretIsFoundInWhateverWayItIsWritten(_ text: String) {
        var masker = Masker(Exchanges.rules)
        masker.learn("c+n/a&ry 4711")
        let body = masker.masked(RecordedAnswer(status: 200, body: .bytes(Array(text.utf8)))).body.text
        #expect(!body.contains("4711"), "\(body)")
    }

    /// Of secrets that overlap nothing is left, and of those that begin alike the longest is meant.
    @Test(arguments: [
        ("x-abcdefghijklm-x", "x-masked-1masked-2-x"), ("abcdefgh-abcd", "masked-1-masked-3"),
        ("mnmnmnmnmnm-mnm", "masked-4m-mnm"), ("abcdefg", "masked-3efg"), ("abc-efghijkl", "abc-efghijkl"),
    ])
    func ofSecretsThatOverlapNothingIsLeft(_ text: String, _ expected: String) {
        var masker = Masker(Exchanges.rules)
        for secret in ["abcdefgh", "efghijklm", "abcd", "mnmn"] { masker.learn(secret) }
        let body = RecordedBody.bytes(Array(text.utf8))
        #expect(masker.masked(RecordedAnswer(status: 200, body: body)).body.text == expected)
    }

    /// Hundreds of secrets over two letters begin alike and lie within each other in every way.
    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func whatIsLeftIsWhatNoSecretCovers(seed: UInt64) {
        var random = seed
        func word(_ letters: [String], _ length: Int) -> String {
            (0..<length).map { _ in
                random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return letters[Int(random >> 33) % letters.count]
            }
            .joined()
        }
        let secrets = (0..<40 * Int(seed)).map { word(["q", "w"], 7 + $0 % 9) }
        let text = word(["q", "w", "q", "w", "q", "w", "q", "w", "r"], 2_000)
        var masker = Masker(Exchanges.rules)
        for secret in secrets { masker.learn(secret) }
        let (letters, found) = (Array(text), masker.masked(RecordedAnswer(status: 200, body: .bytes(Array(text.utf8)))))

        var isCovered = [Bool](repeating: false, count: letters.count)
        for secret in secrets.map(Array.init) {
            for start in 0...(letters.count - secret.count)
            where letters[start] == secret[0] && letters[start..<(start + secret.count)].elementsEqual(secret) {
                for place in start..<(start + secret.count) { isCovered[place] = true }
            }
        }
        let left = String(zip(letters, isCovered).filter { !$1 }.map(\.0))
        #expect(isCovered.contains(true) && found.body.text.replacing(/masked-\d+/, with: "") == left)
    }
}
