import JSON
import Testing

/// The firms that the domains of these tests are asked about.
struct DomainFirms {
    let client: OdooClient
    let steel: Int64
    let heavy: Int64
    let arbor: Int64

    init(version: Int = 18) throws {
        client = try OdooClient(version: version)
        steel = try client.create("res.partner.category", ["name": "Steel"])
        heavy = try client.create("res.partner.category", ["name": "Heavy steel", "parent_id": .integer(steel)])
        let belgium = try client.reference("base.be")
        let france = try client.reference("base.fr")
        arbor = try client.create(
            "res.partner",
            [
                "name": "Arbor Steel", "ref": "T1", "is_company": true, "country_id": .integer(belgium), "color": 3,
                "email": "arbor@firms.example", "category_id": [[6, 0, [.integer(steel)]]],
            ]
        )
        let others: [JSON] = [
            [
                "name": "beam steel", "ref": "T2", "is_company": true, "country_id": .integer(france), "email": "",
                "category_id": [[6, 0, [.integer(heavy)]]],
            ],
            ["name": "Cut 50% Ltd", "ref": "T3", "is_company": true, "color": 5, "city": "Mons"],
            [
                "name": "Dock_Ltd", "ref": "T4", "is_company": true, "email": "dock@firms.example", "city": "Ath",
                "color": 1,
            ],
            ["name": "Eave", "ref": "T5", "active": false, "email": "eave@firms.example"],
            ["name": "Ann", "ref": "T6", "parent_id": .integer(arbor)],
        ]
        try client.call("res.partner", "create", .array(others))
    }

    /// The references of the firms that a domain finds, as one text.
    func found(_ domain: [JSON], order: String = "id", context: JSON = [:]) throws -> String {
        let records = try client.call(
            "res.partner",
            "search_read",
            .array([["ref", "=like", "T%"]] + domain),
            ["ref"],
            keywords: ["order": .string(order), "context": context]
        )
        return (records.arrayValue ?? []).compactMap { $0["ref"]?.stringValue?.last }.map(String.init).joined()
    }
}

struct DomainTests {
    /// An index changes how long a search takes, never what it finds: joined by "or" with nothing, no index is used.
    @Test(
        arguments: [
            ["id", "in", [3, 1, 99_999, 3]], ["id", "=", 2], ["id", "in", []], ["login", "=", "admin"],
            ["login", "in", ["portal", "admin", false]], ["login", "!=", "admin"], ["partner_id", "=", 3],
            ["partner_id", "in", [3, 7, 99_999]], ["partner_id.name", "=", "limited"], ["partner_id", "=", false],
            ["company_ids", "in", [2]], ["partner_id", "=", "limited"], ["name", "=", "limited"],
            ["password", "=", "admin"],
        ] as [JSON]
    )
    func indexesDoNotChangeWhatIsFound(leaf: JSON) throws {
        let client = try OdooClient()
        let context: JSON = ["context": ["active_test": false]]

        let found = try client.call("res.users", "search", [leaf], keywords: context)
        let scanned = try client.call("res.users", "search", ["|", leaf, ["id", "=", 0]], keywords: context)
        let both = try client.call("res.users", "search", [leaf, ["id", "<", 8]], keywords: context)
        let bothScanned = try client.call(
            "res.users",
            "search",
            ["|", ["id", "=", 0], "&", leaf, ["id", "<", 8]],
            keywords: context
        )

        #expect(found == scanned)
        #expect(both == bothScanned)
    }

    @Test(
        arguments: [
            ([], "12346"),
            ([["name", "=", "Eave"]], ""),
            ([["name", "=", "arbor steel"]], ""),
            ([["email", "!=", "dock@firms.example"]], "1236"),
            ([["name", "like", "Steel"]], "1"),
            ([["name", "ilike", "STEEL"]], "12"),
            ([["name", "not like", "Steel"]], "2346"),
            ([["name", "=like", "C%Ltd"]], "3"),
            ([["name", "=ilike", "BEAM%"]], "2"),
            ([["name", "=ilike", "beam"]], ""),
            ([["name", "ilike", "k_l"]], "4"),
            ([["name", "ilike", "50\\% l"]], "3"),
            ([["color", "in", [1, 3]]], "14"),
            ([["color", "not in", [1, 3]]], "236"),
            ([["id", "in", []]], ""),
            ([["id", "not in", []]], "12346"),
            ([["email", "in", [false, "dock@firms.example"]]], "2346"),
            ([["color", ">", 1], ["color", "<=", 5]], "13"),
            ([["email", "=", false]], "236"),
            ([["email", "=", ""]], "236"),
            ([["email", "!=", false]], "14"),
            ([["color", "=", false]], "26"),
            ([["country_id", "=", false]], "34"),
            ([["country_id", "=", "Belgium"]], "16"),
            ([["country_id", "ilike", "fran"]], "2"),
            ([["country_id", "not ilike", "fran"]], "1346"),
            ([["country_id.code", "=", "BE"]], "16"),
            ([["parent_id.country_id.code", "=", "BE"]], "6"),
            ([["category_id.name", "ilike", "heavy"]], "2"),
            ([["category_id", "=", false]], "346"),
            ([["child_ids", "!=", false]], "1"),
            ([["child_ids.name", "=", "Ann"]], "1"),
            ([["country_id", "any", [["code", "in", ["FR", "BE"]]]]], "126"),
            ([["country_id", "not any", [["code", "=", "BE"]]]], "234"),
            (["|", ["name", "=", "Ann"], ["color", "=", 5]], "36"),
            (["!", ["is_company", "=", true]], "6"),
            (["!", ["color", ">", 1]], "246"),
            (["|", "&", ["is_company", "=", true], ["color", ">", 3], ["name", "=", "Ann"]], "36"),
            ([["color", "=?", false]], "12346"),
            ([["color", "=?", 5]], "3"),
            ([[1, "=", 1]], "12346"),
            ([[0, "=", 1]], ""),
            ([["active", "=", false]], "5"),
            ([["active", "in", [true, false]]], "123456"),
            ([["display_name", "=", "Arbor Steel, Ann"]], "6"),
            ([["create_date", ">=", "2026-01-05"]], "12346"),
            ([["create_date", "<=", "2026-01-05"]], "12346"),
            ([["create_date", "<", "2026-01-05"]], ""),
            ([["create_date", ">", "2026-01-05"]], ""),
            ([["create_date", ">", "2026-01-05T05:59:59.5Z"]], "12346"),
        ] as [([JSON], String)]
    )
    func domainFinds(domain: [JSON], references: String) throws {
        #expect(try DomainFirms().found(domain) == references)
    }

    @Test func hierarchiesAreFollowed() throws {
        let firms = try DomainFirms()
        let ann = try firms.client.call("res.partner", "search", [["name", "=", "Ann"]])[0] ?? 0

        #expect(try firms.found([["id", "child_of", .integer(firms.arbor)]]) == "16")
        #expect(try firms.found([["id", "parent_of", ann]]) == "16")
        #expect(try firms.found([["category_id", "child_of", .integer(firms.steel)]]) == "12")
    }

    @Test func linkIsComparedWithIds() throws {
        let firms = try DomainFirms()
        let belgium = try firms.client.reference("base.be")

        #expect(try firms.found([["country_id", "=", .integer(belgium)]]) == "16")
        #expect(try firms.found([["country_id", "!=", .integer(belgium)]]) == "234")
        #expect(try firms.found([["country_id", "in", [.string(String(belgium))]]]) == "16")
        #expect(try firms.found([["id", "=", [.integer(firms.arbor)]]]) == "1")
        #expect(try firms.found([["category_id", "in", [.integer(firms.heavy)]]]) == "2")
    }

    @Test func archivedRecordsAreFoundOnRequest() throws {
        #expect(try DomainFirms().found([], context: ["active_test": false]) == "123456")
    }

    @Test(
        arguments: [
            ([["email", "=", false]], "36"), ([["email", "=", ""]], "2"), ([["email", "!=", false]], "124"),
            ([["color", "=", false]], ""),
        ] as [([JSON], String)]
    )
    func version17KeepsEmptyTextApart(domain: [JSON], references: String) throws {
        #expect(try DomainFirms(version: 17).found(domain) == references)
    }

    @Test(arguments: [
        ("name", "61342"), ("name desc", "24316"), ("color desc, name asc", "31462"), ("city, id", "43126"),
        ("city desc, id", "12634"), ("city desc nulls last, id", "34126"), ("country_id, id desc", "61243"),
        ("complete_name", "16342"),
    ])
    func orderIsThatOfTheDatabase(order: String, references: String) throws {
        #expect(try DomainFirms().found([], order: order) == references)
    }

    @Test func limitAndOffsetCut() throws {
        let firms = try DomainFirms()
        let domain: JSON = [["ref", "=like", "T%"]]
        let all = try firms.client.call("res.partner", "search", domain, keywords: ["order": "id"]).arrayValue ?? []

        let cut = try firms.client.call("res.partner", "search", domain, 1, 2, "id desc").arrayValue
        let none = try firms.client.call("res.partner", "search", domain, keywords: ["offset": 99])
        let unlimited = try firms.client.call("res.partner", "search", domain, keywords: ["limit": 0])

        #expect(cut == [all[3], all[2]])
        #expect(none == [])
        #expect(unlimited.arrayValue?.count == 5)
        #expect(try firms.client.call("res.partner", "search_count", domain, keywords: ["limit": 4]) == 4)
    }
}
