public import CanonicalModel

/// Which system may write an object at which stage, and which roles the configured systems have.
public struct OwnershipPolicy: Sendable, Hashable {
    /// The objects by their name; one that is not here is nobody's in particular, and any system may write it.
    public private(set) var objects: [String: ObjectOwnership]
    /// The roles that a company has given its systems, by the name that the configuration calls them.
    public var systems: [String: Set<SystemRole>]

    /// Creates a policy; of several rules of one object the last holds.
    public init(_ objects: [ObjectOwnership], systems: [String: Set<SystemRole>] = [:]) {
        self.objects = Dictionary(objects.map { ($0.object, $0) }) { $1 }
        self.systems = systems
    }

    /// The same policy with another rule of one object.
    public func replacing(_ ownership: ObjectOwnership) -> OwnershipPolicy {
        var policy = self
        policy.objects[ownership.object] = ownership
        return policy
    }

    /// The roles of a system.
    ///
    /// - Parameters:
    ///   - system: The name in the configuration.
    ///   - declared: What the system's connector says of itself.
    /// - Returns: What the company says, or else the connector; empty if neither says anything.
    public func roles(of system: String, declared: Set<SystemRole>) -> Set<SystemRole> {
        systems[system] ?? declared
    }
}
