import JSON
import SimulatorKit
import Testing

struct TransactionTests {
    @Test func createIsAllOrNothing() throws {
        let client = try OdooClient()

        let data = try client.refusal("res.partner", "create", [["name": "Half"], ["name": "Half", "type": "bogus"]])

        #expect(data["name"] == "builtins.ValueError")
        #expect(try client.call("res.partner", "search_count", [["name", "=", "Half"]]) == 0)
    }

    @Test func oneMissingRecordFailsTheWholeWrite() throws {
        let client = try OdooClient()
        let id = try client.create("res.partner", ["name": "Kept", "ref": "before"])

        _ = try client.refusal("res.partner", "write", [.integer(id), 99_999_999], ["ref": "after"])

        #expect(try client.value("ref", of: "res.partner", id) == "before")
    }

    @Test func failedDeletionDeletesNothing() throws {
        let client = try OdooClient()
        let free = try client.account("Free")
        let used = try client.account("Used")
        _ = try client.create("account.analytic.line", ["name": "L", "account_id": .integer(used)])

        _ = try client.refusal("account.analytic.account", "unlink", [.integer(free), .integer(used)])

        #expect(try client.call("account.analytic.account", "exists", [.integer(free)]) == [.integer(free)])
    }

    @Test func idsOfARolledBackCallAreNotUsedAgain() throws {
        let client = try OdooClient()
        let first = try client.create("res.partner", ["name": "First"])
        _ = try client.refusal("res.partner", "create", ["type": "contact"])

        let next = try client.create("res.partner", ["name": "Next"])

        #expect(next == first + 2)
    }

    @Test func planOfARolledBackCallLeavesNoColumn() throws {
        let client = try OdooClient()

        _ = try client.refusal("account.analytic.plan", "create", [["name": "Cost codes"], ["name": false]])

        let fields = try client.call("account.analytic.line", "fields_get", [], ["type"])
        #expect(fields.objectValue?.keys.contains { $0.hasPrefix("x_plan") } == false)
    }

    @Test func badLoadTakesBackWhatItCreatedOnTheWay() throws {
        let client = try OdooClient()
        let before = client.server.truth(["lines": "false"])["records"]

        _ = try client.load(
            "res.partner",
            ["id", "name", "parent_id/id"],
            [["yard.a", "A", ""], ["yard.b", "B", "yard.a"], ["yard.c", "C", "yard.none"]]
        )

        #expect(client.server.truth(["lines": "false"])["records"] == before)
    }

    @Test func workIsDoneBeforeTheAnswerIsReturned() throws {
        let client = try OdooClient()
        let request = """
            {"params": {"service": "object", "method": "execute_kw", \
            "args": ["kestrel", 2, "admin", "res.partner", "create", [{"name": "Posted"}]]}}
            """

        _ = try client.post(request)

        #expect(client.server.truth([:])["records"]?["res.partner"] == 11)
    }

    @Test func momentsOfTransactionsRise() throws {
        let client = try OdooClient()
        let first = try client.create("res.partner", ["name": "First"])
        let second = try client.create("res.partner", ["name": "Second"])

        let order: JSON = ["order": "write_date desc", "limit": 2]
        let newest = try client.call("res.partner", "search", [["name", "in", ["First", "Second"]]], keywords: order)

        #expect(newest == [.integer(second), .integer(first)])
    }
}
