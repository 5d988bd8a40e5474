import CanonicalModel
import ConnectorRuntime
import Governance
import JSON

extension GovernancePage {
    /// The access review of a day: each identity with its uses and dates, credentials that no identity has, and people.
    static func identities(_ configuration: PurlinConfiguration, on day: CalendarDate) -> GovernancePage {
        let policy = configuration.governance.policy.identities
        var table = TextTable(
            ["identity", "secret", "used by", "owner", "scope", "age", "standing", "until", "environment", "rule"],
            rightAligned: [5]
        )
        var json: [JSON] = []
        for identity in policy.identities {
            let uses = configuration.credentials.filter { identity.secrets.contains($0.use.reference) }.map(\.use)
            table.add([
                identity.name, identity.secrets.sorted().joined(separator: ", "),
                uses.isEmpty ? "nothing" : uses.map(\.key).joined(separator: ", "), identity.owner, identity.scope,
                "\(identity.age(on: day)) d", identity.standing(on: day).text, identity.until?.text ?? "",
                identity.environment?.rawValue ?? "", identity.rule.origin.description,
            ])
            json.append(identity.json(uses, on: day))
        }
        let unlisted = configuration.credentials.map(\.use).filter { policy.identity(keptAt: $0.reference) == nil }
        var others = TextTable(["used, and not listed", "secret"])
        for use in unlisted { others.add([use.key, use.reference]) }
        var people = TextTable(["person", "roles", "until", "standing"])
        for person in configuration.people {
            let roles = person.roles.sorted().joined(separator: ", ")
            people.add([person.id, roles, person.until?.text ?? "", person.hasLeft(by: day) ? "has left" : "current"])
        }
        let tables = [table, others, people].map(\.text)
        return GovernancePage(
            text: "access on \(day.text)\n\n" + tables.joined(separator: "\n\n"),
            json: [
                "date": .string(day.text), "identities": .array(json), "unlisted": .array(unlisted.map(\.json)),
                "people": .array(configuration.people.map { $0.json(on: day) }),
            ]
        )
    }
}

extension ServiceIdentity.Standing {
    fileprivate var word: String {
        switch self {
        case .current: "current"
        case .ending: "ending"
        case .due: "due"
        case .over: "ended"
        }
    }

    fileprivate var text: String {
        switch self {
        case .current: "current"
        case .ending(let end): "ends with \(end.text)"
        case .due(let due): "to be replaced since \(due.text)"
        case .over(let end): "ended with \(end.text)"
        }
    }
}

extension ServiceIdentity {
    fileprivate func json(_ uses: [CredentialUse], on day: CalendarDate) -> JSON {
        [
            "identity": .string(name), "secrets": .array(secrets.sorted().map(JSON.string)),
            "usedBy": .array(uses.map(\.json)), "owner": .string(owner), "scope": .string(scope),
            "created": .string(created.text), "rotated": JSON(rotated?.text), "ageDays": .integer(Int64(age(on: day))),
            "due": JSON(due?.text), "until": JSON(until?.text), "standing": .string(standing(on: day).word),
            "environment": JSON(environment?.rawValue), "rule": .string(rule.origin.description),
        ]
    }
}

extension CredentialUse {
    fileprivate var json: JSON {
        ["key": .string(key), "secret": .string(reference), "system": JSON(system)]
    }
}

extension Person {
    fileprivate func hasLeft(by day: CalendarDate) -> Bool { until.map { day > $0 } ?? false }

    fileprivate func json(on day: CalendarDate) -> JSON {
        [
            "person": .string(id), "roles": .array(roles.sorted().map(JSON.string)), "until": JSON(until?.text),
            "hasLeft": .bool(hasLeft(by: day)),
        ]
    }
}
