public import CanonicalModel

/// One stage in the life of an object: who may write it, and the event that ends the stage.
public struct OwnershipStage: Sendable, Hashable {
    /// The name, unique within the object, for example `bid`.
    public let name: String
    /// The role that owns the object now.
    public let owner: SystemRole
    /// Further roles that may write the whole object.
    public let writers: Set<SystemRole>
    /// What other roles may write of the object.
    public let fields: [FieldGroup]
    /// The roles of the systems that the runtime may write the object to; `nil` for any, empty for none.
    public let recipients: Set<SystemRole>?
    /// The hand-off events, any of which makes the next stage begin, in the vocabulary's words (domain.md §10); none
    /// for the last stage.
    public let until: Set<String>
    /// Where the rule comes from.
    public let origin: RuleOrigin

    /// Creates a stage.
    public init(
        _ name: String,
        owner: SystemRole,
        writers: Set<SystemRole> = [],
        fields: [FieldGroup] = [],
        recipients: Set<SystemRole>? = nil,
        until: Set<String> = [],
        origin: RuleOrigin = .standard
    ) {
        self.name = name
        self.owner = owner
        self.writers = writers
        self.fields = fields
        self.recipients = recipients
        self.until = until
        self.origin = origin
    }

    /// Whether a system in one of these roles may write the whole object.
    public func mayWrite(_ roles: Set<SystemRole>) -> Bool {
        roles.contains(owner) || !writers.isDisjoint(with: roles)
    }

    /// The members of the object that a system in one of these roles may change although it may not write all of it.
    public func writableFields(_ roles: Set<SystemRole>) -> Set<String> {
        fields.filter { !$0.writers.isDisjoint(with: roles) }.reduce(into: []) { $0.formUnion($1.members) }
    }
}

/// Members of an object that belong together and are written by the same roles.
public struct FieldGroup: Sendable, Hashable {
    /// The names of the members as the object's JSON has them.
    public let members: Set<String>
    /// The roles that may change them.
    public let writers: Set<SystemRole>

    /// Creates a group.
    public init(_ members: Set<String>, writers: Set<SystemRole>) {
        self.members = members
        self.writers = writers
    }
}

/// An object with its stages in their order.
public struct ObjectOwnership: Sendable, Hashable {
    /// The canonical object's name.
    public let object: String
    /// The stages, the first of which holds from the beginning; never empty.
    public let stages: [OwnershipStage]

    /// Creates an object's stages; `nil` for none, for a name that is given twice, for a stage that nothing ends although
    /// another follows, and for a last stage that something ends.
    public init?(_ object: String, _ stages: [OwnershipStage]) {
        guard let last = stages.last, last.until.isEmpty, Set(stages.map(\.name)).count == stages.count,
            stages.dropLast().allSatisfy({ !$0.until.isEmpty })
        else { return nil }
        self.object = object
        self.stages = stages
    }

    /// The stage that holds from the beginning.
    public var first: OwnershipStage { stages[0] }

    /// The stage with this name; the first for `nil` and for a name that the policy does not know any more.
    public func stage(_ name: String?) -> OwnershipStage {
        stages.first { $0.name == name } ?? first
    }

    /// The stage that follows on `name` when `event` happens; `nil` if the event does not end it.
    public func stage(after name: String?, on event: String) -> OwnershipStage? {
        let present = stage(name)
        guard present.until.contains(event), let index = stages.firstIndex(of: present),
            stages.indices.contains(index + 1)
        else { return nil }
        return stages[index + 1]
    }

    /// What a judgement about a stage of the object rests on.
    public func rule(of stage: OwnershipStage) -> GoverningRule {
        GoverningRule("ownership.\(object).\(stage.name)", stage.origin)
    }
}
