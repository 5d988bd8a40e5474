import JSON
import Testing

struct ExternalIDTests {
    @Test func recordHasItsExternalIDOrAnEmptyText() throws {
        let client = try OdooClient()
        let id = try client.create("res.partner", ["name": "Nameless"])
        let belgium = try client.reference("base.be")

        let none = try client.call("res.partner", "get_external_id", [.integer(id)])
        let one = try client.call("res.country", "get_external_id", [.integer(belgium)])

        #expect(none[String(id)] == "")
        #expect(one[String(belgium)] == "base.be")
    }

    @Test func metadataOfARecordNamesItsExternalID() throws {
        let client = try OdooClient()
        let id = try client.create("res.partner", ["name": "Nameless"])
        let belgium = try client.reference("base.be")

        let none = try client.call("res.partner", "get_metadata", [.integer(id)])
        let one = try client.call("res.country", "get_metadata", [.integer(belgium)])

        #expect(none[0]?["id"] == .integer(id))
        #expect(none[0]?["xmlid"] == false)
        #expect(none[0]?["write_date"]?.stringValue != nil)
        #expect(one[0]?["xmlid"] == "base.be")
    }

    /// Which record `kst.NAME` names.
    private func target(_ name: String, _ client: OdooClient, keywords: JSON = [:]) throws -> JSON {
        try client.call("ir.model.data", "check_object_reference", "kst", .string(name), keywords: keywords)
    }

    @Test func hiddenAndArchivedRecordsAreNotNamed() throws {
        let client = try OdooClient()
        let id = try client.load("res.partner", ["id", "name", "active"], [["kst.old", "Old yard", "0"]])["ids"]?[0]
        let arguments: JSON = ["module": "kst", "xml_id": "old", "raise_on_access_error": true]

        let refusal = try client.refusal("ir.model.data", "check_object_reference", keywords: arguments)

        #expect(try target("old", client) == ["res.partner", false])
        #expect(try target("old", client, keywords: OdooClient.archivedToo) == ["res.partner", id ?? 0])
        #expect(refusal["message"] == "Not enough access rights on the external ID \"kst.old\"")
    }

    @Test(arguments: [17, 18, 19])
    func externalIDOfARolledBackLoadIsRemembered(version: Int) throws {
        let client = try OdooClient(version: version)
        let columns = ["id", "name", "country_id"]

        let bad = try client.load("res.partner", columns, [["kst.good", "Yard", ""], ["kst.bad", "Pit", "Nowhere"]])
        #expect(bad["ids"] == false)
        #expect(try target("good", client) == ["res.partner", false])
        #expect(try target("bad", client) == ["res.partner", false])

        let good = try client.load("res.partner", columns, [["kst.good", "Yard", ""]])
        #expect(try target("good", client) == ["res.partner", good["ids"]?[0] ?? 0])
        #expect(try target("bad", client) == ["res.partner", false])

        // Deleting any external id empties what is remembered.
        try client.call("res.partner", "unlink", good["ids"] ?? [])
        let refusal = try client.refusal("ir.model.data", "check_object_reference", "kst", "bad")
        #expect(refusal["name"] == "builtins.ValueError")
    }

    @Test func externalIDByHandIsUniqueAndComplete() throws {
        let client = try OdooClient()
        let id = try client.create("res.partner", ["name": "By hand"])
        let values: JSON = ["module": "kst", "name": "hand", "model": "res.partner", "res_id": .integer(id)]
        let entry = try client.create("ir.model.data", values)

        let second = try client.refusal("ir.model.data", "create", values)

        #expect(try client.value("complete_name", of: "ir.model.data", entry) == "kst.hand")
        #expect(try client.reference("kst.hand") == id)
        #expect(second["name"] == "odoo.exceptions.ValidationError")
    }

    @Test func deletingTheRecordDeletesItsExternalID() throws {
        let client = try OdooClient()
        let answer = try client.load("res.partner", ["id", "name"], [["kst.gone", "Gone"]])

        try client.call("res.partner", "unlink", answer["ids"] ?? [])

        let data = try client.refusal("ir.model.data", "check_object_reference", "kst", "gone")
        #expect(data["message"] == "External ID not found in the system: kst.gone")
        #expect(try client.call("ir.model.data", "search_count", [["module", "=", "kst"]]) == 0)
    }

    @Test func loadedExternalIDsMayBeUpdated() throws {
        let client = try OdooClient()
        _ = try client.load("res.partner", ["id", "name"], [["kst.a", "A"]])

        let found = try client.call("ir.model.data", "search_read", [["module", "=", "kst"]], ["noupdate", "model"])

        #expect(found[0]?["noupdate"] == false)
        #expect(found[0]?["model"] == "res.partner")
    }

    @Test(arguments: [
        ("base.main_company", "res.company"), ("base.USD", "res.currency"), ("base.user_admin", "res.users"),
        ("base.uk", "res.country"), ("uom.product_uom_hour", "uom.uom"),
        ("analytic.analytic_plan_projects", "account.analytic.plan"),
        ("fleet.fleet_vehicle_state_new_request", "fleet.vehicle.state"),
        ("fleet.brand_corre_la_licorne", "fleet.vehicle.model.brand"), ("base.module_fleet", "ir.module.module"),
    ])
    func baseDataHasItsExternalIDs(externalID: String, model: String) throws {
        let parts = externalID.split(separator: ".", maxSplits: 1).map { JSON.string(String($0)) }

        #expect(
            try OdooClient().call("ir.model.data", "check_object_reference", parts[0], parts[1])[0] == .string(model)
        )
    }
}
