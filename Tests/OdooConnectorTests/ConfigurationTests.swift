import CanonicalModel
import ConnectorKit
import OdooConnector
import Testing

/// What a configuration may say.
struct ConfigurationTests {
    private func refusedKey(_ values: [String: ConnectorConfiguration.Value]) throws -> String? {
        do {
            _ = try OdooConnector(ScriptedOdoo(), values)
            return nil
        } catch ConnectorError.invalidConfiguration(let key, _) {
            return key
        }
    }

    @Test(arguments: [
        "erp.example", "ftp://erp.example", "http://", "https://user:word@erp.example", "https://erp.example?db=x", "",
        "https://erp.example/#top",
    ])
    func anAddressMustBeHTTPWithoutExtras(address: String) throws {
        #expect(try refusedKey(["address": .text(address)]) == "address")
    }

    @Test(arguments: ["https://erp.example", "http://127.0.0.1:8069/", "https://erp.example/odoo//"])
    func anAddressMayHaveAPathAndSlashesAtItsEnd(address: String) throws {
        #expect(try refusedKey(["address": .text(address)]) == nil)
    }

    @Test(arguments: ["", "pur-lin", "pur.lin", "pürlin", "a b"])
    func aNamespaceIsLettersDigitsAndUnderscores(namespace: String) throws {
        #expect(try refusedKey(["namespace": .text(namespace)]) == "namespace")
    }

    @Test(arguments: [Int64(0), -1, 10_001])
    func aBatchLimitIsOneToTenThousand(limit: Int64) throws {
        #expect(try refusedKey(["batchLimit": .integer(limit)]) == "batchLimit")
    }

    @Test func theBatchLimitIsFiveHundredUnlessConfigured() throws {
        #expect(try OdooConnector(ScriptedOdoo()).batchLimit == 1000)
        #expect(try OdooConnector(ScriptedOdoo(), ["batchLimit": .integer(10_000)]).batchLimit == 10_000)
    }

    @Test(arguments: ["analytic_plan_projects", ".x", "x.", ""])
    func aPlanIsAnExternalID(plan: String) throws {
        #expect(try refusedKey(["analyticPlan": .text(plan)]) == "analyticPlan")
    }

    @Test(arguments: ["cost_codes", ".x", "", "analytic.analytic_plan_projects"])
    func aPlanOfCostCodesIsAnotherExternalID(plan: String) throws {
        #expect(try refusedKey(["costCodePlan": .text(plan)]) == "costCodePlan")
    }

    @Test func aNumberOfEmployeesIsAFieldAndTheyBelongToACompany() throws {
        let company = ConnectorConfiguration.Value.text("KST")
        for field in ["", "employee.barcode", "bar code", "ssnid", "passport_id"] {
            #expect(try refusedKey(["employeeNumber": .text(field), "companyCode": company]) == "employeeNumber")
        }
        #expect(try refusedKey(["employeeNumber": .text("barcode")]) == "employeeNumber")
        let connector = try OdooConnector(
            ScriptedOdoo(),
            ["employeeNumber": .text("x_number"), "companyCode": company]
        )
        #expect(connector.changeStreams.map(\.object).last == Employee.name)
    }

    @Test(arguments: ["", "Mars/Olympus", "+01:00"])
    func aTimeZoneIsOneOfTheIANADatabase(zone: String) throws {
        #expect(try refusedKey(["timeZone": .text(zone)]) == "timeZone")
    }

    @Test func loginDatabaseAndKeyMustNotBeEmpty() throws {
        #expect(try refusedKey(["login": .text("")]) == "login")
        #expect(try refusedKey(["database": .text("")]) == "database")
        #expect(try refusedKey(["key": .secret(Secret(""))]) == "key")
        #expect(try refusedKey(["key": .text("not a secret")]) == "key")
    }

    @Test func theManifestDeclaresEveryKeyThatIsRead() {
        let keys = OdooConnector.manifest.configuration
        let names = [
            "address", "database", "login", "key", "keyExpires", "company", "companyCode", "wire", "namespace",
            "batchLimit", "analyticPlan", "costCodePlan", "employeeNumber", "deletionLimit", "timeZone",
        ]
        #expect(keys.map(\.name) == names)
        #expect(keys.filter(\.isRequired).map(\.name) == ["address", "database", "login", "key"])
        #expect(keys.first { $0.name == "key" }?.kind == .secret)
        #expect(OdooConnector.manifest.id == "odoo")
        #expect(
            OdooConnector.manifest.wireVersions == [
                "Odoo 17.0 JSON-RPC", "Odoo 17.0 XML-RPC", "Odoo 18.0 JSON-RPC", "Odoo 18.0 XML-RPC",
                "Odoo 19.0 JSON-2", "Odoo 19.0 JSON-RPC", "Odoo 19.0 XML-RPC",
            ]
        )
    }
}
