internal import CanonicalModel
public import JSON

/// A person's signature under a request.
public struct ApprovalSignature: Sendable, Hashable {
    /// The person who signed.
    public let person: String
    /// The role in which they signed.
    public let role: String
    /// The person whose delegate they are, where they signed in that person's place.
    public let onBehalfOf: String?

    /// Creates a signature.
    public init(person: String, role: String, onBehalfOf: String? = nil) {
        self.person = person
        self.role = role
        self.onBehalfOf = onBehalfOf
    }

    /// Everybody whose signature it is: where rules ask for two people, a person and their delegate are one.
    public var identities: Set<String> { Set([person] + (onBehalfOf.map { [$0] } ?? [])) }

    /// Who signed, for a person: `dana for pat`.
    public var signer: String { onBehalfOf.map { "\(person) for \($0)" } ?? person }

    /// The signature as JSON.
    public var json: JSON {
        [
            "person": .string(person), "role": .string(role), "onBehalfOf": onBehalfOf.map { .string($0) } ?? .null,
        ]
    }

    /// Reads a signature.
    ///
    /// - Throws: ``JSONAccessError`` if it is none.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            person: try reader.member("person").string(),
            role: try reader.member("role").string(),
            onBehalfOf: try reader.optionalString("onBehalfOf")
        )
    }
}

extension ApprovalTerms {
    /// The signatures that are still missing, each as the roles that may give it; `nil` if these do not fit the terms:
    /// one too many, two of the same person, or one of the person who asked.
    public func missing(after given: [ApprovalSignature]) -> [Set<String>]? {
        var seen: Set<String> = []
        for signature in given {
            guard seen.isDisjoint(with: signature.identities),
                requesterMaySign || !(requester.map(signature.identities.contains) ?? false)
            else { return nil }
            seen.formUnion(signature.identities)
        }
        return SignaturePlaces(signatures).open(after: given.map(\.role))
    }

    /// Whether nothing is missing.
    public func isSatisfied(by given: [ApprovalSignature]) -> Bool {
        missing(after: given)?.isEmpty ?? false
    }
}

/// Puts roles to the places where they are needed, so that as many as possible find one.
private struct SignaturePlaces {
    private let places: [Set<String>]
    /// Which of the roles stands at each place.
    private var taken: [Int: Int] = [:]

    init(_ places: [Set<String>]) {
        self.places = places
    }

    /// The places that are left when each of `roles` has one; `nil` if one finds none.
    mutating func put(_ roles: [String]) -> [Set<String>]? {
        for index in roles.indices {
            var tried: Set<Int> = []
            guard place(index, roles, &tried) else { return nil }
        }
        return places.indices.filter { taken[$0] == nil }.map { places[$0] }
    }

    func open(after roles: [String]) -> [Set<String>]? {
        var copy = self
        return copy.put(roles)
    }

    /// Finds a place for one role, if need be by moving another one.
    private mutating func place(_ index: Int, _ roles: [String], _ tried: inout Set<Int>) -> Bool {
        for place in places.indices where places[place].contains(roles[index]) && tried.insert(place).inserted {
            guard let other = taken[place] else {
                taken[place] = index
                return true
            }
            if self.place(other, roles, &tried) {
                taken[place] = index
                return true
            }
        }
        return false
    }
}
