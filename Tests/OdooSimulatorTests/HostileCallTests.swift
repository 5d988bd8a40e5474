import JSON
import SimulatorKit
import Testing

@testable import OdooSimulator

/// Calls that no client would make: the server answers each one and goes on.
struct HostileCallTests {
    private static let models = [
        "res.partner", "res.users", "account.analytic.line", "account.analytic.account", "account.analytic.plan",
        "project.project", "fleet.vehicle", "fleet.vehicle.odometer", "ir.model.data", "uom.uom",
    ]

    private static let words: [JSON] = [
        "id", "name", "date", "amount", "unit_amount", "account_id", "parent_id", "child_ids", "category_id", ".id",
        "account_id/id", "child_ids/name", "date:week", "amount:sum", "x:avg(amount)", "display_name", "read", "=",
        "in",
        "like", "child_of", "any", "&", "|", "!", "base.be", "2026-02-30", "9999-12-31", "%_\\", "", "a\0b", "desc",
        "plan_id", "project_id", "active", "res_id", "model", "module", "_import_limit", "lang", "allowed_company_ids",
    ]

    private static func value(_ random: inout SeededRandom, depth: Int = 0) -> JSON {
        switch Int.random(in: 0..<(depth < 4 ? 10 : 6), using: &random) {
        case 0: return nil
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .integer([-1, 0, 1, 2, 3, 7, 99_999_999, .max, .min][Int.random(in: 0..<9, using: &random)])
        case 3: return .real([0.005, -1.5, 1e126, -1e-120, 1e300, 2.5][Int.random(in: 0..<6, using: &random)])
        case 4, 5: return words.randomElement(using: &random) ?? nil
        case 6:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                // A member name with U+0000 is refused as no JSON, before any method sees it.
                let key = words.randomElement(using: &random)?.stringValue?.replacing("\0", with: "") ?? ""
                object[key] = value(&random, depth: depth + 1)
            }
            return .object(object)
        default:
            return .array((0..<Int.random(in: 0...4, using: &random)).map { _ in value(&random, depth: depth + 1) })
        }
    }

    @Test(arguments: [17, 18], [1, 2] as [UInt64])
    func everyCallIsAnswered(version: Int, seed: UInt64) throws {
        let client = try OdooClient(version: version)
        var random = SeededRandom(seed: seed)
        let methods = (Array(ModelMethod.common.keys) + Array(ModelMethod.archiving.keys)).sorted() + ["nope", "_x"]

        for _ in 0..<2000 {
            let model = Self.models.randomElement(using: &random) ?? ""
            let method = methods.randomElement(using: &random) ?? ""
            let arguments = (0..<Int.random(in: 0...4, using: &random)).map { _ in Self.value(&random) }
            let keywords = Bool.random(using: &random) ? Self.value(&random) : [:]
            let call: [JSON] = [
                "kestrel", 2, "admin", .string(model), .string(method), .array(arguments), keywords,
            ]
            let answer = try client.service("object", "execute_kw", call)
            #expect(answer["jsonrpc"] == "2.0", "\(model).\(method)")
        }
        let snapshot = client.server.snapshot()
        let copy = try OdooClient(version: version)
        try copy.server.restore(snapshot)
        #expect(copy.server.snapshot() == snapshot)
        #expect(client.server.truth([:])["records"] != nil)
    }

    @Test(arguments: ["offset", "limit"])
    func negativePagesAreRefused(keyword: String) throws {
        let keywords: JSON = keyword == "offset" ? ["offset": -1] : ["limit": -1]

        let data = try OdooClient().refusal("res.partner", "search", [], keywords: keywords)

        #expect(data["name"]?.stringValue?.hasPrefix("psycopg2.errors.InvalidRowCountIn") == true)
    }

    /// What names itself, or goes on within itself, is answered and never ends the process.
    @Test func whatNamesItselfIsAnswered() throws {
        let client = try OdooClient()
        let note = try client.create("ir.attachment", ["name": "a", "res_model": "ir.attachment", "res_id": 1])
        #expect(try client.call("ir.attachment", "search_count", [["id", "=", .integer(note)]]) == 1)
        let entry = try client.create("ir.model.data", ["module": "kx", "name": "self", "model": "ir.model.data"])
        try client.call("ir.model.data", "write", [.integer(entry)], ["res_id": .integer(entry)])
        #expect(try client.value("display_name", of: "ir.model.data", entry) == "kx.self")
    }

    /// Long runs of what might begin something take no longer than other texts.
    @Test func longRunsAreReadOnce() throws {
        let client = try OdooClient()
        let count = 200_000
        let run = { (text: String) in String(repeating: text, count: count / text.count) }
        for note in ["<a" + run(" "), run("<a "), run("<a x=\""), run("<script>"), run("<b>") + run("</i>"), run("<")] {
            _ = try client.create("res.partner", ["name": "Long", "comment": .string(note)])
        }
        for (model, name) in [("res.country.state", run("(")), ("product.product", run("["))] {
            let found = try client.call(model, "name_search", keywords: ["name": .string(name), "operator": "="])
            #expect(found == [])
        }
        let shown = try client.create("res.partner", ["name": .string("a" + run(" ") + "b")])
        let keywords: JSON = ["context": ["show_email": true]]
        #expect(try client.value("display_name", of: "res.partner", shown, keywords: keywords) != false)
    }

    @Test func whatGoesOnWithinItselfIsRefused() throws {
        let client = try OdooClient()
        let negations = JSON.array(Array(repeating: "!", count: 100_000) + [["name", "=", "x"]])
        #expect(try client.refusal("res.partner", "search", negations)["name"] == "builtins.RecursionError")
        let path = String(repeating: "parent_id.", count: 10_000) + "name"
        let deep: JSON = [[.string(path), "=", "x"]]
        #expect(try client.refusal("res.partner", "search", deep)["name"] == "builtins.RecursionError")
        let column = String(repeating: "parent_id/", count: 10_000) + "name"
        #expect(
            try client.refusal("res.partner", "load", [.string(column)], [["x"]])["name"] == "builtins.RecursionError"
        )
        let export = String(repeating: "create_uid/partner_id/", count: 5_000) + "name"
        let asked = try client.refusal("res.partner", "export_data", [1], [.string(export)])
        #expect(asked["name"] == "builtins.RecursionError")
    }

    @Test(arguments: ["admin", "limited", "portal"])
    func keysAndPasswordsAreReadByNobody(login: String) throws {
        let client = try OdooClient(options: ["api-key": "sesame"])
        client.login = login
        let keys = "res.users.apikeys"
        var answers = [
            try client.answer(keys, "read_group", [[], ["k:array_agg(key)"], []]),
            try client.answer(keys, "search", [[["key", "=like", "s%"]]]),
            try client.answer(keys, "search_read", [[], ["key"]]),
            try client.answer(keys, "export_data", [[1], ["key"]]),
        ]
        for answer in answers { #expect(answer["error"] != nil) }
        answers += [
            try client.answer("res.users", "read_group", [[], ["p:array_agg(password)"], []]),
            try client.answer("res.users", "export_data", [[2], ["password"]]),
            try client.answer("res.users", "search_read", [[["login", "=", "admin"]], ["password"]]),
        ]
        for answer in answers {
            let text = answer["result"]?.text(style: .compact) ?? ""
            #expect(
                !text.contains("sesame") && !text.contains("\"admin\"") && !text.contains("\"connector\""),
                "\(text)"
            )
        }
    }
}
