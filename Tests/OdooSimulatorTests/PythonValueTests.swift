import JSON
import SimulatorKit
import Testing

/// Values as Python and lxml read them: days, moments, HTML, translated texts.
struct PythonValueTests {
    @Test(
        arguments: [
            ("2026-02-30", "day is out of range for month"),
            ("2026-13-01", "time data '2026-13-01' does not match format '%Y-%m-%d'"),
            ("2026-1-2", "unconverted data remains: 2"),
            ("2026-01-02 03:04:05+02:00", "unconverted data remains: +02:00"),
            ("now", "stray % in format '%'"),
        ]
    )
    func aMomentOfAnotherFormIsRefusedInPythonsWords(text: String, message: String) throws {
        let client = try OdooClient()
        let vendor = try client.create("res.partner", ["name": "Vendor"])
        let order = try client.create("purchase.order", ["partner_id": .integer(vendor)])

        let refusal = try client.refusal("purchase.order", "write", .integer(order), ["date_order": .string(text)])

        #expect(refusal["name"] == "builtins.ValueError")
        #expect(refusal["message"] == .string(message))
    }

    @Test func aMomentMayHaveNoMinutes() throws {
        let client = try OdooClient()
        let vendor = try client.create("res.partner", ["name": "Vendor"])
        let order = try client.create("purchase.order", ["partner_id": .integer(vendor)])

        try client.call("purchase.order", "write", .integer(order), ["date_order": "2026-01-02 03"])

        #expect(try client.value("date_order", of: "purchase.order", order) == "2026-01-02 03:00:00")
    }

    @Test(
        arguments: [
            ("plain", "<p>plain</p>"), ("a & b < c", "<p>a &amp; b &lt; c</p>"), ("<b>x", "<b>x</b>"),
            ("<p onclick=\"x()\">y</p>", "<p>y</p>"), ("<b>x</b> tail", "<span><b>x</b> tail</span>"),
            ("<a href=\"javascript:x\">l</a>", "<a href=\"\">l</a>"), ("x<br>y", "<p>x<br>y</p>"),
            ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"), ("  ", ""), ("</p>x", "<p>x</p>"),
            ("<script>x", ""), ("a<SCRIPT src=x/>b", "<p>a</p>"), ("<p>a</p><style>x</style >b", "<p>a</p>b"),
            ("<a href=javascript:x>l</a>", "<a href=\"\">l</a>"), ("<a href=x>l</a>", "<a href=\"x\">l</a>"),
            ("<a href=' java&#115;cript&colon;x'>l</a>", "<a href=\"\">l</a>"),
            ("<p/onclick=x class=a id = b>y", "<p class=\"a\" id=\"b\">y</p>"), ("<p a<b>x</p>", "<p>x</p>"),
            ("<p title='a\"b'>x</p>", "<p title='a\"b'>x</p>"), ("x<y", "<p>x</p>"),
            ("<a href=\"x", "<a href=\"x\"></a>"),
            ("x<foo>a</foo>y", "<p>xay</p>"), ("<b/>x", "<span><b></b>x</span>"),
        ]
    )
    func htmlIsClosedAndHarmless(source: String, kept: String) throws {
        let client = try OdooClient()
        let partner = try client.create("res.partner", ["name": "Noted", "comment": .string(source)])

        #expect(try client.value("comment", of: "res.partner", partner) == .string(kept))
    }

    @Test func translationsAreWrittenAllAtOnce() throws {
        let client = try OdooClient()
        let tag = try client.create("res.partner.category", ["name": "Steel"])

        let texts: JSON = ["fr_FR": "Acier", "de_DE": "Stahl"]
        try client.call("res.partner.category", "update_field_translations", [.integer(tag)], "name", texts)
        try client.call("res.partner.category", "update_field_translations", [.integer(tag)], "name", ["de_DE": false])
        let shown = try client.call("res.partner.category", "get_field_translations", [.integer(tag)], "name")

        let values = (shown[0]?.arrayValue ?? []).map { $0["value"] ?? .null }
        #expect(values == ["Steel", "Acier", "Steel"])
        #expect(shown[1] == ["translation_type": "char", "translation_show_source": false])
    }

    @Test func aTranslationIsATextOfAKnownLanguage() throws {
        let client = try OdooClient()
        let tag = try client.create("res.partner.category", ["name": "Steel"])
        let model = "res.partner.category"
        let method = "update_field_translations"
        let record: JSON = [.integer(tag)]
        try client.call(model, method, record, "name", ["de_DE": "Stahl"])

        let number = try client.refusal(model, method, record, "name", ["de_DE": 5])
        #expect(number["message"] == "Translations for model translated fields only accept falsy values and str")
        let language = try client.refusal(model, method, record, "name", ["xx_XX": "a"])
        #expect(language["message"] == "The following languages are not activated: xx_XX")
        #expect(try client.call(model, method, record, "name", ["en_US": false]) == false)
        let both = try client.refusal(model, method, [1, 2], "name", ["de_DE": "x"])
        #expect(both["message"] == .string("Expected singleton: \(model)(1, 2)"))
        let german: JSON = ["context": ["lang": "de_DE"]]
        #expect(try client.value("name", of: model, tag, keywords: german) == "Stahl")
    }

    @Test func aTranslationIsAChangeOfTheRecord() throws {
        let client = try OdooClient()
        let tag = try client.create("res.partner.category", ["name": "Steel"])
        let before = try client.value("write_date", of: "res.partner.category", tag)
        client.now = client.now.adding(seconds: 60)

        let texts: JSON = ["de_DE": "Stahl"]
        try client.call("res.partner.category", "update_field_translations", [.integer(tag)], "name", texts)

        #expect(try client.value("write_date", of: "res.partner.category", tag) != before)
        #expect(try client.value("name", of: "res.partner.category", tag) == "Steel")
    }

    @Test func aCopyKeepsItsTranslations() throws {
        let client = try OdooClient()
        let french: JSON = ["context": ["lang": "fr_FR"]]
        let product = try client.create("product.template", ["name": "Steel"])
        try client.call("product.template", "write", .integer(product), ["name": "Acier"], keywords: french)

        let copy = try client.call("product.template", "copy", .integer(product))[0]?.integerValue ?? 0

        #expect(try client.value("name", of: "product.template", copy, keywords: french) == "Acier")
        #expect(try client.value("name", of: "product.template", copy) == "Steel (copy)")
    }

    @Test func whatTheServerComputesIsNoDefault() throws {
        let defaults = try OdooClient().call(
            "purchase.order.line",
            "default_get",
            ["product_qty", "display_type", "sequence"]
        )

        #expect(defaults["product_qty"] == nil)
        #expect(defaults["display_type"] == false)
    }
}
