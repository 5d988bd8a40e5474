import SimulatorKit

extension OdooServer {
    /// Partners, companies and users; the password of each user that can log in is the login.
    static func addCompanies(_ records: inout BaseRecords) throws(SimulatorError) {
        let country = try records.id("base.us")
        let main = records.add(
            "res.partner",
            "base.main_partner",
            ["name": .text("My Company"), "is_company": .boolean(true), "country_id": .record(country)]
                .merging(partnerColumns) { $1 }
        )
        // The first company has no number in the sequence, which puts it behind the others.
        records.add(
            "res.company",
            "base.main_company",
            [
                "name": .text("My Company"), "partner_id": .record(main), "sequence": .null,
                "currency_id": .record(try records.id("base.USD")),
            ]
        )
        for user in baseUsers.prefix(5) { addUser(user, &records) }
        let second = records.add(
            "res.partner",
            nil,
            ["name": .text("Second Co"), "is_company": .boolean(true)].merging(partnerColumns) { $1 }
        )
        records.add(
            "res.company",
            nil,
            [
                "name": .text("Second Co"), "partner_id": .record(second),
                "currency_id": .record(try records.id("base.EUR")),
            ]
        )
        for user in baseUsers.dropFirst(5) { addUser(user, &records) }
    }

    /// Puts the user with `login` into the group that an external id names.
    mutating func grant(_ group: String, to login: String) {
        guard let group = observer.baseRecord(group),
            let user = database.ids(of: "res.users", where: ["login"], are: [.text(login)])?.first,
            var row = database.row("res.users", user)
        else { return }
        row["groups_id"] = .records(Set((row["groups_id"]?.recordIDs ?? []) + [group]).sorted())
        database.replace("res.users", user, with: row)
        database.commit()
    }

    private struct BaseUser {
        let name: String
        let login: String
        var externalID: String?
        var partnerID: String?
        var email: String?
        var timeZone: String?
        var isActive = true
        var isShared = false
        var companies: [Int64] = [1]
        var hasCompanyPartner = false
    }

    private static let baseUsers = [
        BaseUser(
            name: "OdooBot",
            login: "__system__",
            externalID: "base.user_root",
            partnerID: "base.partner_root",
            email: "odoobot@example.com",
            isActive: false,
            companies: [1, 2],
            hasCompanyPartner: true
        ),
        BaseUser(
            name: "Administrator",
            login: "admin",
            externalID: "base.user_admin",
            partnerID: "base.partner_admin",
            email: "admin@example.com",
            timeZone: "UTC",
            companies: [1, 2],
            hasCompanyPartner: true
        ),
        BaseUser(
            name: "Default User Template",
            login: "default",
            externalID: "base.default_user",
            partnerID: "base.default_user_res_partner",
            isActive: false
        ),
        BaseUser(
            name: "Public user",
            login: "public",
            externalID: "base.public_user",
            partnerID: "base.public_partner",
            isActive: false,
            isShared: true
        ),
        BaseUser(
            name: "Portal User Template",
            login: "portaltemplate",
            externalID: "base.template_portal_user_id",
            partnerID: "base.template_portal_user_id_res_partner",
            isActive: false,
            isShared: true
        ),
        BaseUser(name: "limited", login: "limited"),
        BaseUser(name: "connector", login: "connector"),
        BaseUser(name: "portal", login: "portal", isShared: true),
    ]

    private static let partnerColumns: Row = ["lang": .text("en_US")]

    private static func addUser(_ user: BaseUser, _ records: inout BaseRecords) {
        var partner: Row = [
            "name": .text(user.name), "lang": .text("en_US"), "active": .boolean(user.isActive),
        ]
        partner["email"] = user.email.map { .text($0) }
        partner["tz"] = user.timeZone.map { .text($0) }
        partner["company_id"] = user.hasCompanyPartner ? .record(1) : nil
        let partnerID = records.add("res.partner", user.partnerID, partner)
        records.add(
            "res.users",
            user.externalID,
            [
                "partner_id": .record(partnerID), "login": .text(user.login), "active": .boolean(user.isActive),
                "password": user.isActive ? .text(user.login) : .null, "company_id": .record(1),
                "company_ids": .records(user.companies), "share": .boolean(user.isShared),
            ]
        )
    }
}
