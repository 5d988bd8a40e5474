import JSON
import Testing

/// Which fields version 19 keeps from whom.
struct LaterRightsTests {
    private let client: OdooClient

    init() throws { client = try OdooClient(version: 19) }

    @Test(arguments: [
        "ssnid", "identification_id", "birthday", "private_street", "marital", "wage", "bank_account_ids",
    ])
    func internalUsersDoNotReadWhatIsPrivate(_ field: String) throws {
        let refusal = try client.as("limited") { try $0.refusal("hr.employee", "read", [1], [.string(field), "name"]) }

        #expect(refusal["name"] == "odoo.exceptions.AccessError")
        let expected =
            "The fields “\(field)”, which you are trying to read, are not available for employee public profiles."
        #expect(refusal["message"] == .string(expected))
        let fields = try client.as("limited") { try $0.call("hr.employee", "fields_get", [], ["type"]) }
        #expect(fields[field] == nil)
        #expect(fields["equipment_count"] != nil)
        let search = try client.as("limited") {
            try $0.refusal("hr.employee", "search_read", [[.string(field), "!=", 1]])
        }
        #expect(search["name"] == "odoo.exceptions.AccessError")
    }

    @Test func wagesAreForAdministratorsOfEmployeesOnly() throws {
        let officer = try client.create(
            "res.users",
            [
                "name": "officer", "login": "officer", "password": "officer",
                "group_ids": [
                    [4, .integer(try client.reference("base.group_user"))],
                    [4, .integer(try client.reference("hr.group_hr_user"))],
                ],
            ]
        )
        let (read, refusal) = try client.as("officer") { client in
            (
                try client.call("hr.employee", "read", [1], ["ssnid"]),
                try client.refusal("hr.employee", "read", [1], ["wage"])
            )
        }

        #expect(read[0]?["ssnid"] == false)
        #expect(
            refusal["message"]
                == .string(
                    "You do not have enough rights to access the field \"wage\" on Employee (hr.employee). "
                        + "Please contact your system administrator.\n\nOperation: read\n"
                        + "User: \(officer)\nGroups: allowed for groups 'Employees / Administrator'"
                )
        )
        #expect(try client.call("hr.employee", "read", [1], ["wage"])[0]?["wage"] == .real(0))
    }

    @Test func usersReadTheirOwnPrivateDataOnly() throws {
        let found = try client.call("res.users", "search", [["login", "=", "limited"]])
        let own = try #require(found[0])

        let (read, refusal) = try client.as("limited") { client in
            (
                try client.call("res.users", "read", [own], ["private_city"]),
                try client.refusal("res.users", "read", [2], ["private_city"])
            )
        }

        #expect(read[0]?["private_city"] == false)
        #expect(refusal["name"] == "odoo.exceptions.AccessError")
    }
}
