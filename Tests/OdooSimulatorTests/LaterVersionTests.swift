import JSON
import SimulatorKit
import Testing

@testable import OdooSimulator

/// What version 19 does otherwise than 18.
struct LaterVersionTests {
    private let client: OdooClient

    init() throws { client = try OdooClient(version: 19) }

    private func message(_ model: String, _ method: String, _ arguments: JSON..., keywords: JSON = [:]) throws -> String
    {
        let data = try client.answer(model, method, arguments, keywords)["error"]?["data"]
        return data?["message"]?.stringValue ?? "no error"
    }

    @Test func fieldsAreThoseOfTheVersion() throws {
        let users = try client.call("res.users", "fields_get", [], ["type"])
        #expect(users["group_ids"]?["type"] == "many2many")
        #expect(users["groups_id"] == nil)
        let lines = try client.call("purchase.order.line", "fields_get", ["tax_ids", "taxes_id", "price_unit"])
        #expect(lines["tax_ids"]?["relation"] == "account.tax")
        #expect(lines["taxes_id"] == nil)
        #expect(lines["price_unit"]?["digits"] == false)
        let units = try client.call("uom.uom", "fields_get", [], ["string"])
        #expect(units["category_id"] == nil)
        #expect(units["relative_uom_id"]?["string"] == "Reference Unit")
        #expect(try message("uom.category", "search", []) == "Object uom.category doesn't exist")
    }

    @Test func aUnitIsSoManyOfAnother() throws {
        let dozens: JSON = [["name", "=", "Dozens"]]
        let found = try client.call(
            "uom.uom",
            "search_read",
            dozens,
            ["factor", "relative_factor", "active"],
            keywords: ["context": ["active_test": false]]
        )
        #expect(found[0]?["factor"] == .real(12))
        #expect(found[0]?["active"] == false)
        let crate = try client.call(
            "uom.uom",
            "create",
            ["name": "Crate", "relative_factor": 2, "relative_uom_id": found[0]?["id"] ?? 0]
        )
        #expect(try client.call("uom.uom", "read", [crate], ["factor", "sequence"])[0]?["factor"] == .real(24))
        let refused = try message("uom.uom", "create", ["name": "Half", "relative_factor": .real(0.5)])
        #expect(refused == "Reference unit of measure is missing.")
    }

    @Test func groupsHaveTheirNewNames() throws {
        client.login = "limited"
        let refusal = try message("res.partner", "create", ["name": "x"])
        #expect(refusal.contains("\n\t- Contact/Creation\n"))
        #expect(try message("ir.config_parameter", "search", []).contains("\n\t- Role / Administrator\n"))
    }

    @Test func closedFieldsAreNamedOneByOne() throws {
        let refusal = try message("project.project", "read", [1], ["stage_id"])
        #expect(refusal.hasSuffix("Operation: read\nUser: 2\nGroups: allowed for groups 'Use Stages on Project'"))
    }

    @Test func whatIsNoDomainIsRefused() throws {
        #expect(try message("res.partner", "search", "x") == "Domain() invalid argument type for domain: 'x'")
        #expect(try message("res.partner", "search", .null) == "Domain() invalid argument type for domain: None")
        #expect(
            try message("res.partner", "search", [["name", "="]]) == "Domain() invalid item in domain: ['name', '=']"
        )
        #expect(
            try message("res.partner", "search", ["|", ["name", "=", "x"]])
                == "Domain() malformed domain ['|', ['name', '=', 'x']]"
        )
        #expect(
            try message("res.partner", "search", [["name", "~~", "x"]])
                == "Invalid operator in condition ('name', '~~', 'x')"
        )
        #expect(
            try message("res.partner", "search", [["nope", "=", 1]])
                == "Invalid field res.partner.nope in condition ('nope', '=', 1)"
        )
        #expect(try client.call("res.partner", "search", [["id", "in", 1]]) == [1])
    }

    @Test func unknownFieldsAreWordedByTheCall() throws {
        #expect(try message("res.partner", "create", ["nope": 1]) == "Invalid field 'nope' in 'res.partner'")
        #expect(try message("res.partner", "write", [1], ["nope": 1]) == "nope")
        #expect(try message("res.partner", "read", [1], ["nope"]) == "Invalid field 'nope' on 'res.partner'")
    }

    @Test func errorsOfTheDatabaseAreWordedAnew() throws {
        let missing = try message("account.analytic.plan", "create", [:])
        #expect(
            missing.hasPrefix(
                "The operation cannot be completed: Missing required value for the field 'Name' (name).\n"
            )
        )
        let held = try message("res.partner", "create", ["name": "x", "country_id": 999_999])
        #expect(
            held.contains("The troublemaker is: 'Contact' (res.partner)\nThanks to the following constraint: 'Country'")
        )
        let day = try message("project.project", "create", ["name": "x", "date": "2026-02-31"])
        #expect(day == "day is out of range for month")
    }

    @Test func groupsOfRecordsAreFormatted() throws {
        let plan = try client.call("account.analytic.plan", "create", ["name": "P"])
        let account = try client.call("account.analytic.account", "create", ["name": "A", "plan_id": plan])
        let column = try client.call("account.analytic.plan", "search", [["id", "=", plan]])
        #expect(column == [plan])
        for (day, amount) in [("2026-01-05", 10), ("2026-01-20", 5), ("2026-02-03", -3)] as [(String, Int64)] {
            try client.call(
                "account.analytic.line",
                "create",
                ["name": "FRG", "date": .string(day), "amount": .integer(amount), "account_id": account]
            )
        }
        let groups = try client.call(
            "account.analytic.line",
            "formatted_read_group",
            [["name", "=", "FRG"]],
            ["date:month"],
            ["amount:sum", "__count", "date:max"]
        )
        #expect(groups.arrayValue?.count == 2)
        #expect(
            groups[0] == [
                "date:month": ["2026-01-01", "January 2026"],
                "__extra_domain": ["&", ["date", ">=", "2026-01-01"], ["date", "<", "2026-02-01"]],
                "amount:sum": .real(15), "date:max": "2026-01-20", "__count": 2,
            ]
        )
        let old = try client.call(
            "account.analytic.line",
            "read_group",
            [["name", "=", "FRG"]],
            ["amount"],
            ["date:month"]
        )
        #expect(old[0]?["__domain"]?[1] == "&")
        let day = try message("account.analytic.line", "formatted_read_group", [], ["date"])
        #expect(day == "Granularity not set on a date(time) field: 'date'")
    }

    @Test func ordersAreLockedByAMark() throws {
        let vendor = try client.call("res.partner", "create", ["name": "V"])
        let order = try client.call("purchase.order", "create", ["partner_id": vendor])
        try client.call("purchase.order", "button_confirm", [order])
        try client.call("purchase.order", "button_lock", [order])
        let read = try client.call("purchase.order", "read", [order], ["state", "locked"])
        #expect(read[0]?["state"] == "purchase")
        #expect(read[0]?["locked"] == true)
        #expect(
            try message("purchase.order", "button_done", [order])
                == "The method 'purchase.order.button_done' does not exist"
        )
    }
}
