import JSON
import Testing

struct ProductTests {
    @Test(arguments: [17, 18]) func templateAndVariantAreMadeTogether(version: Int) throws {
        let client = try OdooClient(version: version)

        let template = try client.create(
            "product.template",
            ["name": "Cement", "default_code": "CEM", "standard_price": .real(0.333), "list_price": .real(12.345)]
        )
        let variant = try client.value("product_variant_id", of: "product.template", template)[0]?.integerValue ?? 0
        let product = try client.call(
            "product.product",
            "read",
            [.integer(variant)],
            ["display_name", "standard_price", "lst_price", "list_price", "product_tmpl_id", "uom_id", "categ_id"]
        )
        #expect(product[0]?["display_name"] == "[CEM] Cement")
        #expect(product[0]?["standard_price"] == .real(0.33))
        #expect(product[0]?["lst_price"] == .real(12.35))
        #expect(product[0]?["product_tmpl_id"] == [.integer(template), "[CEM] Cement"])
        #expect(product[0]?["uom_id"]?[1] == "Units")
        #expect(try client.value("product_variant_ids", of: "product.template", template) == [.integer(variant)])
    }

    @Test(arguments: [17, 18]) func valuesOfTheTemplateAreWrittenThroughTheVariant(version: Int) throws {
        let client = try OdooClient(version: version)
        let product = try client.create(
            "product.product",
            ["name": "Pump hire", "type": "service", "default_code": "PMP", "lst_price": 40, "standard_price": 30]
        )
        let template = try client.value("product_tmpl_id", of: "product.product", product)[0]?.integerValue ?? 0

        try client.call("product.product", "write", [.integer(product)], ["name": "Pump", "lst_price": 50])

        let record = try client.call(
            "product.template",
            "read",
            [.integer(template)],
            ["name", "type", "list_price", "standard_price", "default_code", "product_variant_count"]
        )
        #expect(record[0]?["name"] == "Pump")
        #expect(record[0]?["type"] == "service")
        #expect(record[0]?["list_price"] == .real(50))
        #expect(record[0]?["standard_price"] == .real(30))
        #expect(record[0]?["default_code"] == "PMP")
        #expect(record[0]?["product_variant_count"] == 1)
    }

    @Test func newProductHasTheTaxesOfTheCompany() throws {
        let client = try OdooClient()
        let product = try client.create("product.product", ["name": "Sand"])
        let untaxed = try client.create("product.product", ["name": "Gift", "supplier_taxes_id": [[5]]])

        for (field, use) in [("taxes_id", "sale"), ("supplier_taxes_id", "purchase")] {
            let taxes = try client.value(field, of: "product.product", product)
            #expect(taxes.arrayValue?.count == 1)
            #expect(try client.value("type_tax_use", of: "account.tax", taxes[0]?.integerValue ?? 0) == .string(use))
        }
        #expect(try client.value("supplier_taxes_id", of: "product.product", untaxed) == [])
    }

    @Test func controlOfBillsFollowsTheTypeInVersion18() throws {
        for (version, expected) in [(17, "receive"), (18, "purchase")] {
            let client = try OdooClient(version: version)
            let service = try client.create("product.product", ["name": "Survey", "type": "service"])
            #expect(try client.value("purchase_method", of: "product.product", service) == .string(expected))
        }
    }

    @Test(arguments: [17, 18]) func copyOfAVariantHasATemplateOfItsOwn(version: Int) throws {
        let client = try OdooClient(version: version)
        let product = try client.create("product.product", ["name": "Sand", "default_code": "SND"])

        let copy = try client.call("product.product", "copy", [.integer(product)])

        let id = copy[0]?.integerValue ?? copy.integerValue ?? 0
        #expect(try client.value("display_name", of: "product.product", id) == "Sand (copy)")
        #expect(try client.value("product_tmpl_id", of: "product.product", id)[1] == "Sand (copy)")
    }

    @Test func lastVariantTakesItsTemplateWithIt() throws {
        let client = try OdooClient()
        let product = try client.create("product.product", ["name": "Sand"])
        let template = try client.value("product_tmpl_id", of: "product.product", product)[0]?.integerValue ?? 0

        try client.call("product.product", "unlink", [.integer(product)])

        #expect(try client.call("product.template", "search", [["id", "=", .integer(template)]]) == [])
    }

    @Test func rateIsOneADayAndHasAnInverse() throws {
        let client = try OdooClient()
        let euro = try client.reference("base.EUR")
        let rate = try client.create(
            "res.currency.rate",
            ["currency_id": .integer(euro), "name": "2026-01-01", "rate": .real(0.8)]
        )

        #expect(try client.value("inverse_company_rate", of: "res.currency.rate", rate) == .real(1.25))
        let data = try client.refusal(
            "res.currency.rate",
            "create",
            ["currency_id": .integer(euro), "name": "2026-01-01", "rate": .real(0.9)]
        )
        #expect(
            data["message"] == "The operation cannot be completed: Only one currency rate per day allowed!"
        )
    }

    @Test(arguments: [17, 18])
    func unitIsMadeByWhatItHolds(version: Int) throws {
        let client = try OdooClient(version: version)
        let category =
            try client.value("category_id", of: "uom.uom", try client.reference("uom.product_uom_unit"))[0] ?? 0
        let values: JSON = ["name": "Box of 6", "category_id": category, "uom_type": "bigger", "factor_inv": 6]
        let box = try client.create("uom.uom", values)

        #expect(try client.value("ratio", of: "uom.uom", box) == .real(6))
        try client.call("uom.uom", "write", [.integer(box)], ["factor_inv": 8])
        #expect(try client.value("factor", of: "uom.uom", box) == .real(0.125))
        let refusal = try client.refusal("uom.uom", "create", ["name": "Second", "category_id": category])
        #expect(refusal["message"] == "UoM category Unit should only have one reference unit of measure.")
    }

    @Test func archivedVariantIsNoVariantOfItsTemplate() throws {
        let client = try OdooClient()
        let product = try client.create("product.product", ["name": "Old pump"])
        let template = try client.value("product_tmpl_id", of: "product.product", product)[0]?.integerValue ?? 0

        try client.call("product.product", "action_archive", [.integer(product)])

        #expect(try client.value("product_variant_count", of: "product.template", template) == 0)
        #expect(try client.value("product_variant_id", of: "product.template", template) == false)
    }
}
