public import CanonicalModel
public import Governance
public import JSON

/// How far a request has come on its way to an answer.
public struct ApprovalStanding: Sendable, Hashable {
    /// Why and since when a person keeps a request on hold.
    public struct Hold: Sendable, Hashable {
        /// The person.
        public let person: String
        /// Why.
        public let reason: String
        /// Since when.
        public let since: Instant

        /// Creates a hold.
        public init(person: String, reason: String, since: Instant) {
            self.person = person
            self.reason = reason
            self.since = since
        }
    }

    /// How often it was asked, from 1: again after it was returned.
    public var round: Int64
    /// The signatures that are there, in their order.
    public var signatures: [ApprovalSignature]
    /// Why it is on hold; `nil` if it is not.
    public var hold: Hold?
    /// When it lapsed because nobody had answered in time; `nil` if it has not.
    public var lapsedAt: Instant?
    /// When it lapses; `nil` for never.
    public var expiresAt: Instant?
    /// When its owner is reminded next; `nil` for never.
    public var remindAt: Instant?
    /// How often its owner was reminded.
    public var reminders: Int64

    /// Creates a standing.
    public init(
        round: Int64 = 1,
        signatures: [ApprovalSignature] = [],
        hold: Hold? = nil,
        lapsedAt: Instant? = nil,
        expiresAt: Instant? = nil,
        remindAt: Instant? = nil,
        reminders: Int64 = 0
    ) {
        self.round = round
        self.signatures = signatures
        self.hold = hold
        self.lapsedAt = lapsedAt
        self.expiresAt = expiresAt
        self.remindAt = remindAt
        self.reminders = reminders
    }

    /// The standing of a request that is made now.
    public init(of terms: ApprovalTerms?, at now: Instant, round: Int64 = 1) {
        self.init(
            round: round,
            expiresAt: terms?.expiresAfter.map { now.adding($0) },
            remindAt: terms?.remindsEvery.map { now.adding($0) }
        )
    }

    /// When something happens to it by itself; never while it is on hold.
    var dueAt: Instant? {
        guard hold == nil, lapsedAt == nil else { return nil }
        return [expiresAt, remindAt].compactMap(\.self).min()
    }
}

extension ApprovalStanding {
    /// The standing as JSON.
    public var json: JSON {
        var object: JSONObject = ["round": .integer(round), "reminders": .integer(reminders)]
        object["signatures"] = .array(signatures.map(\.json))
        object["hold"] = hold.map {
            ["person": .string($0.person), "reason": .string($0.reason), "since": .string($0.since.text)]
        }
        object["lapsedAt"] = lapsedAt.map { .string($0.text) }
        object["expiresAt"] = expiresAt.map { .string($0.text) }
        object["remindAt"] = remindAt.map { .string($0.text) }
        return .object(object)
    }

    /// Reads a standing.
    ///
    /// - Throws: ``JSONAccessError`` if it is none.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        var signatures: [ApprovalSignature] = []
        for signature in try reader.member("signatures").elements() {
            signatures.append(try ApprovalSignature(signature))
        }
        self.init(
            round: try reader.member("round").integer(),
            signatures: signatures,
            hold: try reader.optionalMember("hold").map { hold throws(JSONAccessError) in
                Hold(
                    person: try hold.member("person").string(),
                    reason: try hold.member("reason").string(),
                    since: try hold.member("since").instant()
                )
            },
            lapsedAt: try reader.optionalMember("lapsedAt")?.instant(),
            expiresAt: try reader.optionalMember("expiresAt")?.instant(),
            remindAt: try reader.optionalMember("remindAt")?.instant(),
            reminders: try reader.member("reminders").integer()
        )
    }
}

/// Something that happens to a request before it is answered.
public enum ApprovalMove: Sendable, Hashable {
    /// A person signed, who saw `after` signatures; another that came meanwhile is a conflict.
    case signed(ApprovalSignature, after: Int)
    /// A person put it on hold: it is not signed and does not lapse until a person releases it.
    case held(person: String, reason: String)
    /// A person released it; it lapses later by as long as it was on hold.
    case released(person: String)
    /// Its owner was reminded; a conflict if that is not due.
    case reminded
    /// Nobody answered in time; a conflict if its time is not over.
    case lapsed
    /// A person asks anew what had lapsed, or is due to; signatures from before do not count.
    case reopened(person: String)
}
