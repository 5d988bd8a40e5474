public import JSON

/// Something that a flow or the runtime finds out and notes in the journal, in the words of the vocabulary.
public struct CanonicalEvent: Sendable, Hashable {
    /// The name, in the past tense, for example `UsageApproved`.
    public let name: String
    /// The flow that notes it; `nil` for the runtime itself.
    public let flow: String?
    /// What happened, in one sentence.
    public let summary: String
    /// What is noted of it.
    public let members: [SchemaField]

    init(_ name: String, flow: String?, _ summary: String, _ members: [SchemaField]) {
        self.name = name
        self.flow = flow
        self.summary = summary
        self.members = members
    }

    /// All that is wrong with what is noted of such an event; nothing for a sound note.
    public func violations(in detail: JSON) -> [SchemaViolation] {
        var check = SchemaCheck()
        check.object(detail, members)
        return check.violations
    }
}

extension CanonicalVocabulary {
    /// The events in the order of the catalogue.
    public static let events: [CanonicalEvent] =
        CanonicalEvent.equipment + CanonicalEvent.budget + CanonicalEvent.payroll + CanonicalEvent.accruals
        + CanonicalEvent.migration
        + CanonicalEvent.platform

    private static let eventsByName = Dictionary(grouping: events, by: \.name)

    /// The event of a name that a flow notes.
    ///
    /// - Parameters:
    ///   - name: The name of the event.
    ///   - flow: The name of the flow; `nil` for the runtime itself.
    /// - Returns: The event; `nil` if it is none of the vocabulary.
    public static func event(_ name: String, of flow: String?) -> CanonicalEvent? {
        eventsByName[name]?.first { $0.flow == flow }
    }
}
