import CanonicalModel
public import JSON

extension IdentityRevocation {
    /// The revocation as the store keeps it.
    public var json: JSON {
        [
            "identity": .string(identity), "secrets": .array(secrets.sorted().map(JSON.string)),
            "owner": .string(owner), "day": .string(day.text), "at": .string(at.text), "by": .string(person),
            "reason": .string(reason), "uses": .array(uses.map(\.json)),
            "answers": .array(answers.sorted { $0.key < $1.key }.map { $1.json(of: $0) }),
        ]
    }

    /// Reads a revocation.
    ///
    /// - Throws: ``JSONAccessError`` if it is none.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        var secrets: Set<String> = []
        for secret in try reader.member("secrets").elements() { secrets.insert(try secret.string()) }
        var uses: [CredentialUse] = []
        for use in try reader.member("uses").elements() { uses.append(try CredentialUse(use)) }
        var answers: [String: CredentialAnswer] = [:]
        for answer in try reader.member("answers").elements() {
            answers[try answer.member("place").string()] = try CredentialAnswer(answer)
        }
        self.init(
            of: try reader.member("identity").string(),
            secrets: secrets,
            owner: try reader.member("owner").string(),
            day: try reader.member("day").date(),
            at: try reader.member("at").instant(),
            by: try reader.member("by").string(),
            reason: try reader.member("reason").string(),
            uses: uses,
            answers: answers
        )
    }
}

extension CredentialUse {
    /// The use as JSON: where the secret is kept, never the secret.
    public var json: JSON {
        ["key": .string(key), "secret": .string(reference), "system": JSON(system)]
    }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            reference: try reader.member("secret").string(),
            key: try reader.member("key").string(),
            system: try reader.optionalString("system")
        )
    }
}

extension CredentialAnswer {
    /// The answer of a place as JSON.
    public func json(of place: String) -> JSON {
        [
            "place": .string(place), "result": .string(result.rawValue), "detail": .string(detail),
            "at": .string(at.text),
        ]
    }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            try reader.member("result").word("an answer"),
            try reader.member("detail").string(),
            at: try reader.member("at").instant()
        )
    }
}
