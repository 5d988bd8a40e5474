import SimulatorKit

extension OdooServer {
    /// System parameters, languages, the states of the first country, and the groups with their members.
    func addSystem(_ records: inout BaseRecords) throws(SimulatorError) {
        for (key, value) in parameters {
            records.add("ir.config_parameter", nil, ["key": .text(key), "value": .text(value)])
        }
        addLanguages(&records)
        let country = try records.id("base.us")
        for line in BaseRecords.lines(BaseStates.table) {
            let row: Row = ["code": .text(line[0]), "name": .text(line[1]), "country_id": .record(country)]
            records.add("res.country.state", nil, row)
        }
        var members: [String: [Int64]] = [:]
        for line in BaseRecords.lines(BaseGroups.table) where ["", String(profile.series)].contains(line[0]) {
            let parts = line[2].split(separator: " / ", maxSplits: 1).map(String.init)
            let row: Row = [
                "name": .text(parts.last ?? ""), "category": .text(parts.first ?? ""),
            ]
            let group = records.add("res.groups", line[1], row)
            for letter in line[3] { members[BaseGroups.logins[letter] ?? "", default: []].append(group) }
        }
        for user in records.database.ids(of: "res.users") {
            guard var row = records.database.row("res.users", user), let login = row["login"]?.textValue else {
                continue
            }
            row["groups_id"] = .records(members[login] ?? [])
            records.database.replace("res.users", user, with: row)
        }
    }

    private func addLanguages(_ records: inout BaseRecords) {
        let formats = [("%m/%d/%Y", "7", ".", ","), ("%d/%m/%Y", "1", ",", "\u{a0}"), ("%d.%m.%Y", "1", ",", ".")]
        for ((code, name), (date, week, point, separator)) in zip(Catalogue.languages, formats) {
            let short = String(code.prefix(2))
            let row: Row = [
                "name": .text(name), "code": .text(code), "iso_code": .text(short), "url_code": .text(short),
                "active": .boolean(true), "date_format": .text(date), "week_start": .text(week),
                "decimal_point": .text(point), "thousands_sep": .text(separator),
            ]
            records.add("res.lang", "base.lang_\(short)", row)
        }
    }

    /// The parameters that every new database has; the identifier is derived from the seed.
    private var parameters: KeyValuePairs<String, String> {
        var random = SeededRandom(seed: seed, purpose: "database.uuid")
        let digits = (0..<32).map { _ in String(random.integer(in: 0...15), radix: 16) }.joined()
        let cuts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { digits.dropFirst($0.lowerBound).prefix($0.count) }
        return [
            "base.default_max_email_size": "10", "base.login_cooldown_after": "10",
            "base.login_cooldown_duration": "60", "base.template_portal_user_id": "5",
            "database.create_date": Timestamps.text(startOfStory), "database.uuid": cuts.joined(separator: "-"),
            "web.base.url": "http://localhost:8069",
        ]
    }
}
