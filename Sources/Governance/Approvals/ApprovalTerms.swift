public import CanonicalModel
public import JSON

/// What one request needs before it counts as approved: the rule as it was when the request was made.
///
/// A rule that is changed later holds for later requests, so that nobody loosens what is under way.
public struct ApprovalTerms: Sendable, Hashable {
    /// The rule with its place, for example `approvals.equipment-usage (governance.yaml:12)`.
    public let rule: String
    /// The signatures that are needed, each of a person with one of these roles; no person counts twice.
    public let signatures: [Set<String>]
    /// How much is to be approved, where it is an amount.
    public let amount: Money?
    /// The person who asked, where it was one.
    public let requester: String?
    /// Whether that person may sign, too.
    public let requesterMaySign: Bool
    /// The role that is told of what nobody answers.
    public let owner: String
    /// How long it may wait; `nil` for ever.
    public let expiresAfter: Duration?
    /// How often its owner is reminded; `nil` for never.
    public let remindsEvery: Duration?

    /// Creates terms.
    public init(
        rule: String,
        signatures: [Set<String>],
        amount: Money? = nil,
        requester: String? = nil,
        requesterMaySign: Bool = false,
        owner: String,
        expiresAfter: Duration? = nil,
        remindsEvery: Duration? = nil
    ) {
        self.rule = rule
        self.signatures = signatures
        self.amount = amount
        self.requester = requester
        self.requesterMaySign = requesterMaySign
        self.owner = owner
        self.expiresAfter = expiresAfter
        self.remindsEvery = remindsEvery
    }

    /// All roles that may answer, by name.
    public var roles: [String] { Set(signatures.flatMap(\.self)).sorted() }
}

extension ApprovalTerms {
    /// The terms as JSON.
    public var json: JSON {
        var object: JSONObject = [
            "rule": .string(rule),
            "signatures": .array(signatures.map { .array($0.sorted().map { .string($0) }) }),
            "owner": .string(owner),
        ]
        object["amount"] = amount.map {
            ["amount": .string($0.amount.plainText), "currency": .string($0.currency.code)]
        }
        object["requester"] = requester.map { .string($0) }
        object["requesterMaySign"] = requesterMaySign ? .some(true) : nil
        object["expiresAfter"] = expiresAfter.map { .integer($0.components.seconds) }
        object["remindsEvery"] = remindsEvery.map { .integer($0.components.seconds) }
        return .object(object)
    }

    /// Reads terms.
    ///
    /// - Throws: ``JSONAccessError`` if they are none.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        var signatures: [Set<String>] = []
        for place in try reader.member("signatures").elements() {
            var roles: Set<String> = []
            for role in try place.elements() { roles.insert(try role.string()) }
            signatures.append(roles)
        }
        self.init(
            rule: try reader.member("rule").string(),
            signatures: signatures,
            amount: try reader.optionalMember("amount").map { money throws(JSONAccessError) in
                Money(try money.member("amount").decimal(), try money.member("currency").currency())
            },
            requester: try reader.optionalString("requester"),
            requesterMaySign: try reader.optionalMember("requesterMaySign")?.bool() ?? false,
            owner: try reader.member("owner").string(),
            expiresAfter: try reader.optionalMember("expiresAfter")?.integer().seconds,
            remindsEvery: try reader.optionalMember("remindsEvery")?.integer().seconds
        )
    }
}

extension Int64 {
    fileprivate var seconds: Duration { .seconds(self) }
}
