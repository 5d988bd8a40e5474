import CanonicalModel
import ConnectorRuntime
import Governance
import JSON

extension GovernancePage {
    /// The access review of a day: each identity with its uses and dates, credentials that no identity has, and people.
    ///
    /// An identity that was revoked says so, and how far that is proved, whether or not it is still listed; of people who
    /// are not there any more it says what they left open.
    static func identities(
        _ configuration: PurlinConfiguration,
        on day: CalendarDate,
        revocations: [IdentityRevocation] = [],
        departures: [Departure] = []
    ) -> GovernancePage {
        let policy = configuration.governance.policy.identities
        var table = TextTable(
            [
                "identity", "secret", "used by", "owner", "scope", "age", "standing", "until", "environment", "rule",
            ],
            rightAligned: [5]
        )
        var json: [JSON] = []
        for identity in policy.identities {
            let revocation = revocations.last { $0.covers(identity) }
            let uses = configuration.credentials.filter { identity.secrets.contains($0.use.reference) }.map(\.use)
            table.add([
                identity.name, identity.secrets.sorted().joined(separator: ", "),
                uses.isEmpty ? "nothing" : uses.map(\.key).joined(separator: ", "), identity.owner, identity.scope,
                "\(identity.age(on: day)) d", revocation?.standing ?? identity.standing(on: day).text,
                identity.until?.text ?? "",
                identity.environment?.rawValue ?? "", identity.rule.origin.description,
            ])
            json.append(identity.json(uses, revocation, on: day))
        }
        var revoked = TextTable(["revoked", "on", "by", "why", "used by", "proof"])
        for revocation in revocations {
            let uses = revocation.uses.map(\.key).joined(separator: ", ")
            revoked.add([
                revocation.identity, revocation.day.text, revocation.person, revocation.reason,
                uses.isEmpty ? "nothing" : uses, revocation.proof.text,
            ])
        }
        let unlisted = configuration.credentials.map(\.use).filter { policy.identity(keptAt: $0.reference) == nil }
        var others = TextTable(["used, and not listed", "secret"])
        for use in unlisted { others.add([use.key, use.reference]) }
        var people = TextTable(["person", "roles", "until", "standing"])
        for person in configuration.people {
            let roles = person.roles.sorted().joined(separator: ", ")
            people.add([person.id, roles, person.until?.text ?? "", person.hasLeft(by: day) ? "has left" : "current"])
        }
        var left = TextTable(["left", "on", "open", "what"])
        for departure in departures {
            for item in departure.items {
                left.add([departure.person, departure.until?.text ?? "not listed", item.subject, item.text])
            }
        }
        let tables =
            [table.text] + (revocations.isEmpty ? [] : [revoked.text]) + [others.text, people.text]
            + (departures.isEmpty ? [] : [left.text])
        return GovernancePage(
            text: "access on \(day.text)\n\n" + tables.joined(separator: "\n\n"),
            json: [
                "date": .string(day.text), "identities": .array(json),
                "revocations": .array(revocations.map(\.reviewed)), "unlisted": .array(unlisted.map(\.json)),
                "people": .array(configuration.people.map { $0.json(on: day) }),
                "departures": .array(departures.map(\.json)),
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
    fileprivate func json(_ uses: [CredentialUse], _ revocation: IdentityRevocation?, on day: CalendarDate) -> JSON {
        [
            "identity": .string(name), "secrets": .array(secrets.sorted().map(JSON.string)),
            "usedBy": .array(uses.map(\.json)), "owner": .string(owner), "scope": .string(scope),
            "created": .string(created.text), "rotated": JSON(rotated?.text), "ageDays": .integer(Int64(age(on: day))),
            "due": JSON(due?.text), "until": JSON(until?.text),
            "standing": .string(revocation == nil ? standing(on: day).word : "revoked"),
            "environment": JSON(environment?.rawValue), "rule": .string(rule.origin.description),
        ]
    }
}

extension IdentityRevocation {
    fileprivate var standing: String { "revoked on \(day.text), \(proof.text)" }

    /// The revocation with how far it is proved.
    fileprivate var reviewed: JSON {
        guard var object = json.objectValue else { return json }
        object["proof"] = .string(proof.word)
        if case .proved(let time) = proof { object["provedAt"] = .string(time.text) }
        return .object(object)
    }
}

extension IdentityRevocation.Proof {
    fileprivate var text: String {
        switch self {
        case .proved(let time): "proved at \(time.text)"
        case .stillValid(let places): "still valid for \(places.joined(separator: ", "))"
        case .open(let places) where places.isEmpty: "not proved: no system that used it is known"
        case .open(let places): "not proved for \(places.joined(separator: ", "))"
        }
    }
}

extension Departure {
    fileprivate var json: JSON {
        [
            "person": .string(person), "until": JSON(until?.text),
            "open": .array(items.map { ["subject": .string($0.subject), "text": .string($0.text)] }),
        ]
    }
}

extension Person {
    fileprivate func json(on day: CalendarDate) -> JSON {
        [
            "person": .string(id), "roles": .array(roles.sorted().map(JSON.string)), "until": JSON(until?.text),
            "hasLeft": .bool(hasLeft(by: day)),
        ]
    }
}
