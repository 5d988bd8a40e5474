public import CanonicalModel

/// Why a write is refused: whose the object is, and by which rule.
public struct OwnershipRefusal: Error, Sendable, Hashable {
    /// The stage at which the object is.
    public let stage: OwnershipStage
    /// What the judgement rests on.
    public let rule: GoverningRule
    /// The members that would have been changed and may not; empty if nothing of the object may be written.
    public let members: [String]
}

extension OwnershipPolicy {
    /// The roles by which a system's writes of an object are judged.
    ///
    /// A system whose roles nobody has named is taken for the one that an object begins with: a table or a webhook says
    /// nothing of the system that wrote it, and that it is a source at all is the configuration's word.
    public func roles(_ roles: Set<SystemRole>, writing object: String) -> Set<SystemRole> {
        guard roles.isEmpty, let first = objects[object]?.first else { return roles }
        return [first.owner]
    }

    /// Judges what a system says of an object.
    ///
    /// - Parameters:
    ///   - object: The canonical object's name; one without a rule may be written by all.
    ///   - stage: The name of its present stage; `nil` for the first.
    ///   - roles: The roles of the system; empty if nobody has named any.
    ///   - changed: The members that differ from what was last taken of the object; `nil` if nothing was, so that all of it
    ///     is new.
    /// - Returns: Why it may not; `nil` if it may.
    public func refusal(
        ofWriting object: String,
        at stage: String?,
        by roles: Set<SystemRole>,
        changing changed: Set<String>?
    ) -> OwnershipRefusal? {
        guard let ownership = objects[object] else { return nil }
        let (present, roles) = (ownership.stage(stage), self.roles(roles, writing: object))
        guard !present.mayWrite(roles) else { return nil }
        let foreign = changed.map { $0.subtracting(present.writableFields(roles)) }
        guard foreign?.isEmpty != true else { return nil }
        return OwnershipRefusal(
            stage: present,
            rule: ownership.rule(of: present),
            members: foreign.map { $0.sorted() } ?? []
        )
    }

    /// Judges a delivery of the runtime.
    ///
    /// - Parameters:
    ///   - object: The canonical object's name; one without a rule may go anywhere.
    ///   - stage: The name of its present stage; `nil` for the first.
    ///   - roles: The roles of the target; empty if nobody has named any, which then is any that the rule names.
    /// - Returns: Why it may not; `nil` if it may.
    public func refusal(
        ofDelivering object: String,
        at stage: String?,
        to roles: Set<SystemRole>
    ) -> OwnershipRefusal? {
        guard let ownership = objects[object] else { return nil }
        let present = ownership.stage(stage)
        guard let recipients = present.recipients else { return nil }
        guard recipients.isEmpty || !roles.isEmpty && recipients.isDisjoint(with: roles) else { return nil }
        return OwnershipRefusal(stage: present, rule: ownership.rule(of: present), members: [])
    }
}
