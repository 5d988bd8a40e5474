import CanonicalModel
import ConnectorKit
import JSON

extension OdooProbe {
    /// Who the user is, which company it works for, and which others it sees.
    func accountFindings() async throws(ConnectorError) -> [CheckFinding] {
        let login = try await session.login()
        let company = try await session.company()
        let user = "\(settings.login) in database \(settings.database)"
        var findings = [
            CheckFinding(
                .passed,
                "\(user) works for \(company.name) and posts in \(company.currency)",
                credentials: .accepted
            )
        ]
        if !company.others.isEmpty {
            let others = company.others.joined(separator: ", ")
            findings.append(
                CheckFinding(
                    .warning,
                    "\(settings.login) also sees \(others); give each company a system with its own `company` and `namespace`"
                )
            )
        }
        if login.wire.form == .json2, let finding = try await ownerFinding(login) { findings.append(finding) }
        if let finding = try await addressFinding(login) { findings.append(finding) }
        return findings + (try await keyFindings(login))
    }

    /// Warns of a user without an e-mail address: Odoo leaves notes on backorders and bills in its name, or refuses them.
    private func addressFinding(_ login: OdooLogin) async throws(ConnectorError) -> CheckFinding? {
        let users = try await session.read("res.users", [login.user], ["email"])
        guard let user = users[login.user], let address = try? user.text("email") ?? "", address.isEmpty else {
            return nil
        }
        return CheckFinding(
            .warning,
            "\(settings.login) has no e-mail address, and Odoo refuses backorders and bills of such a user; enter one in Odoo"
        )
    }

    /// Warns of a key that belongs to another user than the configured one: JSON-2 does not ask for the login.
    private func ownerFinding(_ login: OdooLogin) async throws(ConnectorError) -> CheckFinding? {
        let users = try await session.read("res.users", [login.user], ["login"])
        let owner = try session.understood { () throws(JSONAccessError) in try users[login.user]?.text("login") }
        guard let owner, owner != settings.login else { return nil }
        return CheckFinding(
            .warning,
            "`key` belongs to \(owner), not to `login` \(settings.login); make a key of that user"
        )
    }

    /// The age and end of the user's API keys, as far as Odoo tells them.
    private func keyFindings(_ login: OdooLogin) async throws(ConnectorError) -> [CheckFinding] {
        let model = "res.users.apikeys"
        let expiry = login.release.keyExpiryField
        let fields = ["name", "create_date"] + (expiry.map { [$0] } ?? [])
        let domain: [JSON] = [["user_id", "=", .integer(login.user)]]
        let call = OdooCall(
            model,
            "search_read",
            ["domain": .array(domain), "fields": .texts(fields)],
            options: ["order": "id"]
        )
        // Not every user may look at its keys; that takes nothing away from what it may do.
        guard let answer = try await answer(ifAllowed: call) else { return [] }
        return try session.understood { () throws(JSONAccessError) in
            try JSONReader(answer, path: model).elements()
                .map { element throws(JSONAccessError) in try findings(of: OdooRecord(model, element), expiry) }
                .flatMap { $0 }
        }
    }

    private func findings(of key: OdooRecord, _ expiry: String?) throws(JSONAccessError) -> [CheckFinding] {
        let now = session.clock.now
        let days = (now.seconds - (try key.time("create_date")).seconds) / 86_400
        let name = try key.text("name") ?? "without a name"
        let age = CheckFinding(.passed, "API key '\(name)' of \(settings.login) is \(days) days old")
        guard settings.keyExpiresAt == nil, let expiry, let end = try key.text(expiry),
            let instant = OdooTime.instant(end)
        else { return [age] }
        return [age, CheckFinding(expiry: instant, at: now)]
    }
}
